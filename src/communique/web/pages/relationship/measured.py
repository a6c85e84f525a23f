"""Figures that reports give of the two: those of one measure over time, and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from communique.display.amounts import quantity
from communique.display.plain import days, plain_text
from communique.ledger import Filters, Ledger
from communique.records import Document, Figure, When
from communique.web import addresses
from communique.web.draw.dots import Dot
from communique.web.lines import FigureLine, figure_lines
from communique.web.pages.relationship.asked import Question, count_of, newest

_READ = 120
_CHARTS = 6
_LINES = 6
_LONGEST_LABEL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The values of one measure in one unit, by their days."""

    name: str
    unit: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Measures with several values, further figures one by one, and how many there are in all."""

    measures: tuple[Measure, ...]
    lines: tuple[FigureLine, ...]
    count: int
    listing: Filters


def figures(ledger: Ledger, question: Question) -> Figures:
    """Return the newest figures of the two."""
    listing = question.of("figures")
    found = newest(ledger, "figures", listing, _READ)
    read = [one for one in found.records if isinstance(one, Figure)]
    measures = _measures(ledger, read)
    drawn = {(one.name.casefold(), one.unit) for one in measures}
    rest = [one for one in read if _key(one) not in drawn]
    return Figures(
        measures=measures,
        lines=figure_lines(ledger, rest[:_LINES]),
        count=count_of(ledger, "figures", listing, found),
        listing=listing,
    )


def _measures(ledger: Ledger, read: Iterable[Figure]) -> tuple[Measure, ...]:
    """The measures that have two values or more, those of most values first."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in read:
        if figure.measure.strip():
            groups[_key(figure)].append(figure)
    several = [same for same in groups.values() if len({one.value for one in same}) > 1]
    several.sort(key=len, reverse=True)
    reports = _reports(ledger, several[: 2 * _CHARTS])
    made = (_measure(same, reports) for same in several[: 2 * _CHARTS])
    return tuple(one for one in made if _changes(one))[:_CHARTS]


def _changes(measure: Measure) -> bool:
    """Tell whether there are several values on several days: others a list tells better."""
    values, days_of = ({getattr(dot, name) for dot in measure.dots} for name in ("value", "start"))
    return len(values) > 1 and len(days_of) > 1


def _measure(same: Sequence[Figure], reports: Mapping[str, Document]) -> Measure:
    dots = [dot for one in same if (dot := _dot(one, reports[one.document_id])) is not None]
    return Measure(
        name=plain_text(same[0].measure),
        unit=_unit(same[0]),
        dots=tuple(sorted(dots, key=lambda dot: (dot.start, dot.value, dot.href))),
    )


def _dot(figure: Figure, report: Document) -> Dot | None:
    """The figure on the days of its period, else on the day of its report; None if on neither."""
    found = _bounds(figure.period) or _bounds(report.published)
    if found is None:
        return None
    label = quantity(figure)
    outlet = plain_text(report.outlet) or "a report"
    return Dot(
        start=found[0],
        end=found[1],
        value=figure.value,
        low=figure.value if figure.low is None else figure.low,
        high=figure.value if figure.high is None else figure.high,
        exact=figure.qualifier == "exact",
        label=label if len(label) <= _LONGEST_LABEL else label.rsplit(" ", 1)[0],
        title=f"{label}, {days(figure.period or report.published)} ({outlet})",
        href=addresses.in_document(figure.document_id, figure.figure_id),
    )


def _bounds(when: When | None) -> tuple[date, date] | None:
    if when is None or when.start is None or when.end is None:
        return None
    return when.start, when.end


def _key(figure: Figure) -> tuple[str, str]:
    return plain_text(figure.measure).casefold(), _unit(figure)


def _unit(figure: Figure) -> str:
    return plain_text(figure.currency or figure.unit)


def _reports(ledger: Ledger, groups: Iterable[Sequence[Figure]]) -> Mapping[str, Document]:
    wanted = {one.document_id for same in groups for one in same}
    return cast("dict[str, Document]", ledger.by_ids("documents", wanted))
