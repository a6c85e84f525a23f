"""Figures and disputes: what was counted, and where reports do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from communique.brief.amounts import amount
from communique.brief.briefing import Line, Part, Row, Section, Table
from communique.brief.dates import day_words, interval_words
from communique.brief.parties import Names
from communique.brief.plain import capital, counted, cut, listed, plain, small
from communique.brief.sources import Sources, words_around
from communique.brief.telling import Teller
from communique.records import Dispute, DisputedValue, Event, Figure

MOST_FIGURES = 40
MOST_DISPUTES = 25

_LONGEST = 160
# Fields whose measure is words of a report.
_IN_WORDS = frozenset({"content", "date"})
_ISO_DAY = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")
_DISPUTES = {
    "conflict": "reports contradict one another",
    "update": "reports say otherwise as time goes on",
    "correction": "a report corrects what was said",
    "precision": "some reports are more exact than others",
    "denial": "one side denies what the other says",
}


def figures_section(figures: Sequence[Figure], names: Names, sources: Sources) -> Section:
    """Return the table of figures, in the order of the reports."""
    distinct = _distinct(figures)
    ranked = sorted(distinct, key=lambda same: (-len(same), _day(same[0], sources)))
    kept = sorted(ranked[:MOST_FIGURES], key=lambda same: _day(same[0], sources))
    left = len(distinct) - len(kept)
    return Section(
        title="Figures",
        table=Table(
            head=("Measure", "Figure", "Period", "Change", "Source"),
            rows=tuple(_row(same, names, sources) for same in kept),
        ),
        remark=f"And {counted(left, 'figure')} more that fewer reports give." if left else None,
    )


def distinct_figures(figures: Iterable[Figure]) -> int:
    """Return how many figures there are, each counted once however many reports give it."""
    return len(_distinct(figures))


def _distinct(figures: Iterable[Figure]) -> list[list[Figure]]:
    found: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        key = (
            figure.measure.casefold(),
            amount(figure),
            interval_words(figure.period),
            figure.change,
        )
        found.setdefault(key, []).append(figure)
    return list(found.values())


def _day(figure: Figure, sources: Sources) -> tuple[date, str, int]:
    day = sources.published(figure.document_id) or date.max
    return day, figure.document_id, figure.evidence[0].start if figure.evidence else 0


def _row(same: Sequence[Figure], names: Names, sources: Sources) -> Row:
    first = same[0]
    numbers, more = sources.cite(
        words_around(f.document_id, f.evidence, f.evidence[0]) for f in same if f.evidence
    )
    measure = capital(names.proper(plain(first.measure))) or "Not said of what"
    corrects = sources.in_correction(first.document_id, first.evidence)
    cells = (
        f"{measure} (in a correction)" if corrects else measure,
        amount(first),
        interval_words(first.period) or "",
        plain(first.change),
        listed(list(dict.fromkeys(sources.outlet(f.document_id) for f in same)), most=3),
    )
    return Row(cells=cells, notes=numbers, more=more)


def disputes_section(
    disputes: Sequence[Dispute], events: Mapping[str, Event], teller: Teller, sources: Sources
) -> Section:
    """Return the section on disputes, each with what every side says, and where.

    Args:
        disputes: to be told.
        events: those of the ledger that the disputes are about, by id.
        teller: of these events.
        sources: of the notes.
    """
    kept = sorted(disputes, key=_rank)[:MOST_DISPUTES]
    left = len(disputes) - len(kept)
    lines = [_dispute(d, events.get(d.event_id or ""), teller, sources) for d in kept]
    return Section(
        title="Where reports do not agree",
        parts=(Part(lines=tuple(lines)),),
        remark=f"And {counted(left, 'dispute')} more." if left else None,
    )


def _rank(dispute: Dispute) -> tuple[int, int, str]:
    outlets = len({value.document_id for value in dispute.values})
    return list(_DISPUTES).index(dispute.kind), -outlets, dispute.dispute_id


def _dispute(dispute: Dispute, event: Event | None, teller: Teller, sources: Sources) -> Line:
    values = [value for value in dispute.values if value.value]
    numbers = sources.cite_each(
        words_around(v.document_id, v.evidence) for v in values if v.evidence
    )
    told = _told(_sides(values), sources)
    about = cut(plain(dispute.measure or dispute.field), _LONGEST)
    about = f"“{about.rstrip(' .')}”" if dispute.field in _IN_WORDS else capital(about)
    opening = f"{about} – {_DISPUTES[dispute.kind]}: {told}."
    of_event = f" The event: {small(teller.sentence(event))}." if event is not None else ""
    return Line(text=opening + of_event, notes=numbers)


def _sides(values: Iterable[DisputedValue]) -> list[tuple[DisputedValue, list[str]]]:
    """Each value once, with the reports that give it."""
    found: dict[str, tuple[DisputedValue, list[str]]] = {}
    for value in values:
        found.setdefault(value.value, (value, []))[1].append(value.document_id)
    return list(found.values())


def _told(sides: Sequence[tuple[DisputedValue, list[str]]], sources: Sources) -> str:
    """What each side says and where; words that say it for all sides once, at the end."""
    told = [_side(value, documents, sources) for value, documents in sides]
    words = {quoted for _, quoted in told}
    if len(told) > 1 and len(words) == 1:
        return f"{'; '.join(value for value, _ in told)} ({words.pop()})"
    return "; ".join(f"{value} ({quoted})" for value, quoted in told)


def _side(value: DisputedValue, documents: Sequence[str], sources: Sources) -> tuple[str, str]:
    """The value, and who gives it in which words."""
    outlets = listed(list(dict.fromkeys(sources.outlet(one) for one in documents)), most=3)
    widest = max(value.evidence, key=lambda span: span.length, default=None)
    words = sources.words(value.document_id, [widest], _LONGEST) if widest else ""
    quoted = f": “{words}”" if words else ""
    told = _ISO_DAY.sub(lambda day: day_words(date.fromisoformat(day.group())), plain(value.value))
    return told, f"{outlets}{quoted}"
