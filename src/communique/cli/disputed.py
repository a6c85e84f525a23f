"""The sides of a dispute: each value with those who give it, and how many sources that is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.display.plain import counted, cut, days, plain_text
from communique.merge.sources import source_of

if TYPE_CHECKING:
    from communique.cli.evidence import Reports
    from communique.records import Dispute, DisputedValue

_NAMED = 3  # outlets named on one line
_VALUE = 120  # characters

# What each kind asks of the reader.
MEANINGS = {
    "conflict": "they cannot all be right",
    "update": "a later report tells anew",
    "correction": "taken back by those who said it",
    "precision": "one rounds the other",
    "denial": "one side says it, the other denies it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value of a dispute: who gives it, when, and from how many independent sources."""

    value: str
    told: tuple[DisputedValue, ...]
    outlets: tuple[str, ...]
    published: str
    sources: int

    def line(self) -> str:
        """The side on one line."""
        named = ", ".join(self.outlets[:_NAMED])
        more = len(self.outlets) - _NAMED
        if more > 0:
            named = f"{named} and {more} more"
        parts = (named, self.published, counted(self.sources, "sources"))
        return f"{cut(self.value, _VALUE)} ({'; '.join(parts)})"


def sides_of(dispute: Dispute, reports: Reports) -> tuple[Side, ...]:
    """Return the sides of a dispute in the order in which it holds them.

    Args:
        dispute: the dispute.
        reports: the documents of its ledger.
    """
    told: dict[str, list[DisputedValue]] = defaultdict(list)
    for value in dispute.values:
        told[plain_text(value.value)].append(value)
    return tuple(_side(value, tuple(given), reports) for value, given in told.items())


def _side(value: str, told: tuple[DisputedValue, ...], reports: Reports) -> Side:
    names = tuple(dict.fromkeys(given.document_id for given in told))
    documents = [reports.document(name) for name in names]
    published = [d.published or d.page_date for d in documents]
    dates = sorted({days(when) for when in published if when is not None})
    return Side(
        value=value,
        told=told,
        outlets=tuple(dict.fromkeys(reports.outlet(name) for name in names)),
        published=" to ".join((dates[0], dates[-1])[: len(dates)]) if dates else "undated",
        sources=len(set(source_of(documents).values())),
    )
