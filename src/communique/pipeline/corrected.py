"""Merging what people corrected: what they decided holds before, within and after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.corrections import Applied, Archive, apply, in_force, rejected_disputes
from communique.ledger import CorrectedView
from communique.merge import Apart, Decided, Grouped, Merged, Together, merge_grouped
from communique.records import Commitment, Correction, Document, Event, Extraction
from communique.settings import MergeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedMerge:
    """A merge over corrected records.

    ``extractions`` are all of them, re-coded, the rejected ones not among them; ``view`` is what a
    ledger keeps of the corrections beside these.
    """

    merged: Merged
    extractions: tuple[Extraction, ...]
    view: CorrectedView


def merge_corrected(
    corrections: Sequence[Correction],
    grouped: Grouped,
    documents: Mapping[str, Document],
    extractions: Sequence[Extraction],
    archive: Archive,
    settings: MergeSettings,
    former: Mapping[str, str],
) -> CorrectedMerge:
    """Apply corrections to what documents tell, and merge it.

    Args:
        corrections: all of a ledger, those undone among them.
        grouped: all reports, with copy group and story.
        documents: those that tell anything, by id.
        extractions: what they tell, open parties resolved.
        archive: all documents, for the words of corrections.
        settings: thresholds.
        former: id of the event that each event mention belonged to, by its id.
    """
    applied = apply(corrections, extractions, archive)
    kept = applied.kept()
    merged = merge_grouped(grouped, documents, kept, settings, _decided(applied), former)
    rejected, reviews = rejected_disputes(corrections, merged.disputes, archive)
    return CorrectedMerge(
        merged=replace(
            merged,
            events=_marked(merged.events, kept, applied, rejected),
            disputes=tuple(d for d in merged.disputes if d.dispute_id not in rejected),
            commitments=_as_stated(merged.commitments, corrections),
        ),
        extractions=kept,
        view=CorrectedView(
            corrections=frozenset(c.correction_id for c in corrections),
            rejected=[(one.kind, one.record_id, one.correction_id) for one in applied.withdrawn],
            reviews=(*applied.reviews, *reviews),
        ),
    )


def _decided(applied: Applied) -> Decided:
    return Decided(
        together=tuple(Together(by=by, mentions=ids) for by, ids in applied.together),
        apart=tuple(Apart(by=by, mentions=one, others=rest) for by, one, rest in applied.apart),
    )


def _marked(
    events: Iterable[Event],
    extractions: Iterable[Extraction],
    applied: Applied,
    rejected: Mapping[str, str],
) -> tuple[Event, ...]:
    """Name on each event the corrections that made it what it is."""
    by: dict[str, set[str]] = defaultdict(set)
    for extraction in extractions:
        for mention in extraction.event_mentions:
            by[mention.event_mention_id].update(mention.corrected_by)
    for correction, ids in applied.together:
        for name in ids:
            by[name].add(correction)
    for correction, ids, others in applied.apart:
        for name in (*ids, *others):
            by[name].add(correction)
    return tuple(
        replace(
            event,
            disputes=tuple(d for d in event.disputes if d not in rejected),
            corrected_by=tuple(sorted({c for m in event.event_mentions for c in by[m]})),
        )
        for event in events
    )


def _as_stated(
    commitments: Iterable[Commitment], corrections: Sequence[Correction]
) -> tuple[Commitment, ...]:
    """Leave a commitment in the state that a person says it is in, whatever the reports say."""
    states = {c.correction_id: c.values["state"] for c in in_force(corrections) if _states(c)}
    found = []
    for commitment in commitments:
        stated = [states[by] for by in commitment.corrected_by if by in states]
        if stated and commitment.state != stated[-1]:
            commitment = replace(commitment, state=stated[-1], fulfilled_by=None)  # noqa: PLW2901
        found.append(commitment)
    return tuple(found)


def _states(correction: Correction) -> bool:
    return correction.kind == "recode" and "state" in correction.values
