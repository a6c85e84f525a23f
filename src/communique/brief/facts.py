"""The table of key facts, and the two charts: counts of what the briefing rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from communique.brief.asked import Material
from communique.brief.briefing import Chart, Row, Series, Table
from communique.brief.dates import day_words
from communique.brief.happened import month_of
from communique.brief.measured import distinct_figures
from communique.brief.plain import counted, listed
from communique.brief.promised import STATES, distinct_count
from communique.brief.sources import Sources
from communique.records import Event

# As many columns as a page is wide enough for.
_MOST_COLUMNS = 24
_COOPERATION = (1, 2)
_CONFLICT = (3, 4)


def facts(material: Material, sources: Sources) -> Table:
    """Return what the briefing rests on: reports, outlets, events, promises, disputes."""
    documents = documents_of(material)
    outlets = Counter(sources.outlet(one) for one in documents)
    days = sorted(day for day in map(sources.published, documents) if day)
    undated = len(documents) - len(days)
    rows = {
        "Reports": f"{counted(len(documents), 'report')} of {counted(len(outlets), 'outlet')}: "
        f"{listed([name for name, _ in outlets.most_common()], most=8)}",
        "Dates of the reports": _range(days, undated),
        "Events": _by_status(material.events),
        "Cooperation and conflict": _by_quad(material.events),
        "Best supported": _best_support(material.events),
        "Statements": f"{len(material.statements):,}",
        "Promises": _by_state(material),
        "Figures": f"{distinct_figures(material.figures):,}",
        "Disputes": f"{len(material.disputes):,}",
    }
    shown = {name: value for name, value in rows.items() if value}
    return Table(head=(), rows=tuple(Row(cells=(name, value)) for name, value in shown.items()))


def documents_of(material: Material) -> tuple[str, ...]:
    """Return the ids of the reports behind a briefing, each once."""
    found = [document for event in material.events for document in event.documents]
    found += [statement.document_id for statement in material.statements]
    found += [commitment.document_id for commitment in material.commitments]
    found += [figure.document_id for figure in material.figures]
    found += [value.document_id for dispute in material.disputes for value in dispute.values]
    return tuple(dict.fromkeys(found))


def charts(events: Sequence[Event]) -> tuple[Chart, ...]:
    """Return events over time by cooperation and conflict, and by the number of sources."""
    actual = [event for event in events if event.status == "actual"]
    return (_over_time(actual), _by_sources(actual)) if actual else ()


def _range(days: Sequence[date], undated: int) -> str:
    words = ""
    if days:
        first, last = day_words(days[0]), day_words(days[-1])
        words = first if first == last else f"{first} to {last}"
    more = counted(undated, "report") + " undated" if undated else ""
    return "; ".join(part for part in (words, more) if part)


def _by_status(events: Sequence[Event]) -> str:
    counts = Counter("happened" if e.status == "actual" else e.status for e in events)
    parts = [f"{count:,} {status}" for status, count in counts.most_common()]
    return f"{len(events):,} ({', '.join(parts)})" if parts else "0"


def _by_quad(events: Iterable[Event]) -> str:
    actual = [event.quad for event in events if event.status == "actual"]
    if not actual:
        return ""
    cooperation = sum(quad in _COOPERATION for quad in actual)
    conflict = sum(quad in _CONFLICT for quad in actual)
    return f"of what happened, {cooperation:,} of cooperation and {conflict:,} of conflict"


def _best_support(events: Sequence[Event]) -> str:
    most = max((event.independent_sources for event in events), default=0)
    if most < 2:
        return "no event by more than one independent source" if events else ""
    told = sum(event.independent_sources == most for event in events)
    return f"{counted(told, 'event')}, told by {most:,} independent sources"


def _by_state(material: Material) -> str:
    several = distinct_count(material.commitments)
    parts = []
    for state, heading in STATES.items():
        found = distinct_count(c for c in material.commitments if c.state == state)
        if found:
            parts.append(f"{found:,} {heading[:1].lower()}{heading[1:]}")
    return f"{several:,} ({', '.join(parts)})" if parts else "0"


def _over_time(events: Sequence[Event]) -> Chart:
    months = [(event, month_of(event)) for event in events]
    dated = [(event, month) for event, month in months if month is not None]
    periods, label = _periods([month for _, month in dated])
    at = {period: n for n, period in enumerate(periods)}
    counts = {style: [0] * len(periods) for style in ("cooperation", "conflict")}
    for event, month in dated:
        style = "cooperation" if event.quad in _COOPERATION else "conflict"
        counts[style][at[label(month)]] += 1
    left = len(events) - len(dated)
    return Chart(
        title="What happened, by time: cooperation and conflict",
        labels=tuple(periods),
        series=tuple(Series(name=s, style=s, values=tuple(v)) for s, v in counts.items()),
        remark=f"{counted(left, 'event')} without a month not drawn" if left else None,
    )


def _periods(months: Sequence[date]) -> tuple[list[str], Callable[[date], str]]:
    """Every month from first to last, or every quarter or year where these are too many."""
    if not months:
        return [], _month
    first, last = min(months), max(months)
    every = [
        date(n // 12, n % 12 + 1, 1)
        for n in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]
    for label in (_month, _quarter, _year, _decade):
        periods = list(dict.fromkeys(label(month) for month in every))
        if len(periods) <= _MOST_COLUMNS:
            return periods, label
    return periods, _decade


def _month(day: date) -> str:
    return f"{day:%b} {day.year}"


def _quarter(day: date) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"


def _year(day: date) -> str:
    return f"{day.year}"


def _decade(day: date) -> str:
    return f"{day.year // 10 * 10}s"


def _by_sources(events: Sequence[Event]) -> Chart:
    counts = Counter(min(max(event.independent_sources, 1), 5) for event in events)
    labels = ("one", "two", "three", "four", "five or more")
    return Chart(
        title="What happened, by the number of independent sources",
        labels=labels,
        series=(
            Series(name="events", style="sources", values=tuple(counts[n] for n in range(1, 6))),
        ),
    )
