"""The toponyms of one document that count as places, each with the place that it means."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from communique.extract.places.choose import choose
from communique.extract.places.toponyms import Toponym, ToponymFinder
from communique.knowledge.gazetteer import Entry, Gazetteer
from communique.records import PlaceMention
from communique.spans import Span
from communique.syntax import Parsed

# Found by trying on half of 417 local reports: more than this and true places are lost faster than
# false ones.
_ENOUGH = 1.25
_SUPPORT = 0.5
_MOST_SUPPORT = 1.5
_TOWN = 4.5  # as a power of ten: 30,000 people neither add nor take evidence
_SMALL = 15_000
_ALONE = 0.3
_SHARED = 0.4  # what the clearest mention of a name lends to the others


@dataclass(frozen=True, slots=True)
class Resolved:
    """A toponym with the place chosen for it and what the other toponyms say for that choice."""

    toponym: Toponym
    entry: Entry
    support: float

    def mention(self) -> PlaceMention:
        """Return it as a record."""
        return PlaceMention(
            start=self.toponym.span.start, end=self.toponym.span.end, name=self.toponym.name,
            country=self.entry.country or None, geonames_id=self.entry.geonames_id,
            lat=self.entry.lat, lon=self.entry.lon,
        )  # fmt: skip


class ResolvedToponyms:
    """All toponyms of a text that are places, in text order.

    Args:
        parsed: the parse.
        gazetteer: the names to look for.
        home: alpha-3 code of the outlet's country, if known.
    """

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer, home: str | None = None) -> None:
        toponyms = ToponymFinder(parsed, gazetteer).find()
        self._found = tuple(_accepted(toponyms, home))
        self._starts = [r.toponym.span.start for r in self._found]

    def mentions(self) -> tuple[PlaceMention, ...]:
        """Return them as records."""
        return tuple(resolved.mention() for resolved in self._found)

    def at(self, span: Span) -> Resolved | None:
        """Return the toponym that shares characters with ``span``, the first if several do."""
        at = bisect_right(self._starts, span.start) - 1
        for resolved in self._found[max(at, 0) : at + 2]:
            if resolved.toponym.span.overlaps(span):
                return resolved
        return None


def _accepted(toponyms: list[Toponym], home: str | None) -> Iterable[Resolved]:
    chosen = choose(toponyms, home)
    strongest: dict[str, float] = {}
    for toponym in toponyms:
        best = strongest.get(toponym.key, toponym.evidence)
        strongest[toponym.key] = max(best, toponym.evidence)
    for toponym in toponyms:
        entry, support = chosen[toponym.key]
        if toponym.fixed and entry not in toponym.entries:
            entry = toponym.entries[0]
        evidence = toponym.evidence + _SHARED * (strongest[toponym.key] - toponym.evidence)
        if _counts(toponym, evidence, entry, support):
            yield Resolved(toponym, entry, support)


def _counts(toponym: Toponym, evidence: float, entry: Entry, support: float) -> bool:
    """Weigh the evidence around a name, what the others say, and how well known the place is.

    A small town that nothing else speaks for is left out: a wrong exact place is worse than none.
    """
    known = 0.0
    if entry.kind in ("city", "capital", "district"):
        known = min(1.0, max(-1.0, math.log10(entry.population + 1) - _TOWN))
        if entry.population < _SMALL and support < _ALONE and not toponym.fixed:
            return False
    return evidence + min(_MOST_SUPPORT, _SUPPORT * support) + known >= _ENOUGH
