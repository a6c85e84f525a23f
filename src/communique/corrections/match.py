"""Which records the anchors of a correction mean now, or why none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.corrections.anchors import Coded, focus_of, type_of
from communique.corrections.where import Archive, Spot
from communique.records import Anchor, Extraction, id_of

GONE = "the document is no longer in the ledger"
UNSAID = "its words are no longer in the document"
UNCODED = "nothing of this kind is coded from these words any more"
SEVERAL = "more than one record fits these words"


@dataclass(frozen=True, slots=True)
class Match:
    """The records that an anchor means, one a document at most; a reason where there are none."""

    records: tuple[Coded, ...] = ()
    reason: str | None = None


class Finder:
    """Finds what anchors mean among the records of all documents.

    Args:
        archive: the documents.
        extractions: what is coded from them.
    """

    def __init__(self, archive: Archive, extractions: Iterable[Extraction]) -> None:
        self._archive = archive
        self._records: dict[tuple[str, str], list[Coded]] = defaultdict(list)
        for extraction in extractions:
            for kind in ("event_mentions", "statements", "commitments", "figures"):
                self._records[extraction.document_id, kind] += getattr(extraction, kind)

    def find(self, anchor: Anchor) -> Match:
        """Return the records of an anchor.

        A record must be of the anchor's kind and type, and coded from words that overlap those of
        the anchor inside the same passage.
        """
        if not self._archive.documents_of(anchor):
            return Match(reason=GONE)
        spots = self._archive.places(anchor)
        if not spots:
            return Match(reason=UNSAID)
        fitting = [r for at in spots for r in self._at(anchor, at)]
        if not fitting:
            return Match(reason=UNCODED)
        found = []
        for document_id in dict.fromkeys(spot.document_id for spot in spots):
            here = [spot for spot in spots if spot.document_id == document_id]
            nearest = self._nearest(anchor, here)
            if len(nearest) > 1:
                return Match(reason=SEVERAL)
            found += nearest
        return Match(tuple(found))

    def types_at(self, anchor: Anchor) -> tuple[str, ...]:
        """Return as what else the coder has the words of an anchor."""
        found = {
            type_of(record)
            for at in self._archive.places(anchor)
            for record in self._records[at.document_id, anchor.kind]
            if focus_of(record).overlaps(at.focus)
        }
        return tuple(sorted(found))

    def _at(self, anchor: Anchor, at: Spot) -> list[Coded]:
        return [
            record
            for record in self._records[at.document_id, anchor.kind]
            if type_of(record) == anchor.type and focus_of(record).overlaps(at.focus)
        ]

    def _nearest(self, anchor: Anchor, spots: Sequence[Spot]) -> list[Coded]:
        """The record coded from most nearly the same words; several if nothing tells them apart."""
        ranked = [(_rank(anchor, at, r), r) for at in spots for r in self._at(anchor, at)]
        best = min((rank for rank, _ in ranked), default=None)
        return list({id_of(r): r for rank, r in ranked if rank == best}.values())


def _rank(anchor: Anchor, at: Spot, record: Coded) -> tuple[int, bool]:
    focus = focus_of(record)
    moved = abs(focus.start - at.focus.start) + abs(focus.end - at.focus.end)
    return moved, id_of(record) != anchor.record_id
