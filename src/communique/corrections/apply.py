"""Corrections applied: records re-coded or withdrawn, accounts held together or apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from communique.corrections.anchors import Coded, kind_of
from communique.corrections.force import in_force
from communique.corrections.grouping import Grouping, Names
from communique.corrections.match import UNCODED, Finder
from communique.corrections.recode import differing, recoded
from communique.corrections.where import Archive
from communique.errors import CorrectionError
from communique.records import (
    Anchor,
    Correctable,
    Correction,
    Extraction,
    Review,
    Statement,
    id_of,
)

SO_ALREADY = "it is so already: the coder itself says it now, or another correction does"
_CODED = ("event_mentions", "statements", "commitments", "figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A record that a person rejects."""

    kind: Correctable
    record_id: str
    correction_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What corrections make of all extractions.

    ``extractions`` hold the re-coded records, the withdrawn ones among them. ``together`` are ids
    of event mentions that tell of one event, ``apart`` pairs of such that do not, each with the
    correction that says so. ``reviews`` are anchors that changed nothing.
    """

    extractions: tuple[Extraction, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    together: tuple[tuple[str, Names], ...] = ()
    apart: tuple[tuple[str, Names, Names], ...] = ()
    reviews: tuple[Review, ...] = ()

    def kept(self) -> tuple[Extraction, ...]:
        """Return the extractions without the records that were withdrawn."""
        gone = {(one.kind, one.record_id) for one in self.withdrawn}
        if not gone:
            return self.extractions
        return tuple(_without(extraction, gone) for extraction in self.extractions)


def apply(
    corrections: Iterable[Correction], extractions: Sequence[Extraction], archive: Archive
) -> Applied:
    """Return what the corrections in force make of the extractions.

    Args:
        corrections: all of a ledger, those undone and their undoings among them.
        extractions: as their coder left them.
        archive: the documents.
    """
    holding = in_force(corrections)
    if not holding:
        return Applied(extractions=tuple(extractions))
    work = _Work(archive, extractions)
    for correction in holding:
        work.do(correction)
    return work.applied(extractions)


class _Work:
    """Corrections being applied, the earliest first; a later one has the last word."""

    def __init__(self, archive: Archive, extractions: Sequence[Extraction]) -> None:
        self._finder = Finder(archive, extractions)
        self._changed: dict[tuple[str, str], Coded] = {}
        self._withdrawn: dict[tuple[Correctable, str], str] = {}
        self._grouping = Grouping()
        self._reviews: list[Review] = []

    def do(self, correction: Correction) -> None:
        """Take in one correction."""
        if any(anchor.kind == "disputes" for anchor in correction.records):
            return  # disputes are found by merging; see rejected_disputes
        if correction.kind == "reject":
            for record in self._meant(correction, correction.records):
                self._withdrawn[kind_of(record), id_of(record)] = correction.correction_id
        elif correction.kind in ("recode", "confirm"):
            for anchor in correction.records:
                self._recode(correction, anchor)
        elif correction.kind in ("join", "split"):
            names = self._names(correction, correction.records)
            others = self._names(correction, correction.others)
            if correction.kind == "join":
                self._grouping.join(correction.correction_id, names)
            else:
                self._grouping.split(correction.correction_id, names, others)

    def applied(self, extractions: Sequence[Extraction]) -> Applied:
        """Return the outcome."""
        return Applied(
            extractions=tuple(self._rewritten(extraction) for extraction in extractions),
            withdrawn=tuple(
                Withdrawn(kind=kind, record_id=identity, correction_id=by)
                for (kind, identity), by in sorted(self._withdrawn.items())
            ),
            together=tuple(self._grouping.together),
            apart=tuple(self._grouping.apart),
            reviews=tuple(self._reviews),
        )

    def _meant(self, correction: Correction, anchors: Iterable[Anchor]) -> list[Coded]:
        found: list[Coded] = []
        for anchor in anchors:
            match = self._finder.find(anchor)
            if match.reason is not None:
                self._review(correction, anchor, self._reason(anchor, match.reason))
            found += match.records
        return found

    def _recode(self, correction: Correction, anchor: Anchor) -> None:
        match = self._finder.find(anchor)
        if match.reason == UNCODED and correction.values.get("type") in self._finder.types_at(
            anchor
        ):
            self._review(correction, anchor, SO_ALREADY)
            return
        if match.reason is not None:
            self._review(correction, anchor, self._reason(anchor, match.reason))
        for record in match.records:
            self._put(correction, anchor, record)

    def _put(self, correction: Correction, anchor: Anchor, record: Coded) -> None:
        key = kind_of(record), id_of(record)
        now = self._changed.get(key, record)
        if not differing(now, correction.values):
            if correction.kind == "recode":
                self._review(correction, anchor, SO_ALREADY)
            return
        try:
            new = recoded(now, correction.values)
        except CorrectionError as error:
            self._review(correction, anchor, str(error))
            return
        by = (*now.corrected_by, correction.correction_id)
        self._changed[key] = replace(new, corrected_by=by)

    def _names(self, correction: Correction, anchors: Iterable[Anchor]) -> list[str]:
        return list(dict.fromkeys(map(id_of, self._meant(correction, anchors))))

    def _reason(self, anchor: Anchor, reason: str) -> str:
        others = self._finder.types_at(anchor) if reason == UNCODED else ()
        return f"the coder now takes these words for {', '.join(others)}" if others else reason

    def _review(self, correction: Correction, anchor: Anchor, reason: str) -> None:
        self._reviews.append(
            Review(correction_id=correction.correction_id, anchor=anchor, reason=reason)
        )

    def _rewritten(self, extraction: Extraction) -> Extraction:
        parts: dict[str, Any] = {}
        for kind in _CODED:
            before: tuple[Coded, ...] = getattr(extraction, kind)
            after = tuple(self._rewritten_record(kind, record) for record in before)
            if after != before:
                parts[kind] = after
        return replace(extraction, **parts) if parts else extraction

    def _rewritten_record(self, kind: str, record: Coded) -> Coded:
        record = self._changed.get((kind, id_of(record)), record)
        occasion = record.event_mention_id if isinstance(record, Statement) else None
        if isinstance(record, Statement) and ("event_mentions", occasion) in self._withdrawn:
            # Nothing can have been said at a happening that there was not.
            return replace(record, event_mention_id=None)
        return record


def _without(extraction: Extraction, gone: set[tuple[Correctable, str]]) -> Extraction:
    parts: dict[str, Any] = {}
    for kind in _CODED:
        before: tuple[Coded, ...] = getattr(extraction, kind)
        after = tuple(r for r in before if (kind, id_of(r)) not in gone)
        if len(after) != len(before):
            parts[kind] = after
    return replace(extraction, **parts) if parts else extraction
