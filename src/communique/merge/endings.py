"""How later reports say that an undertaking ended: called off, withdrawn, broken or kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from communique.intervals import intersect
from communique.merge.accounts import fold, role_of
from communique.merge.conflicts import places_agree, role_match
from communique.merge.undertakings import deed_of, stems
from communique.records import Commitment, CommitmentState, Document

ENDED = frozenset({"cancelled", "fulfilled", "lapsed"})
_LATE = 366  # days in which a report that something ended still means an undertaking


def days_made(
    commitments: Sequence[Commitment], documents: Mapping[str, Document]
) -> dict[str, date | None]:
    """Return the day of each undertaking: of its report, else of a report that tells it alike.

    Args:
        commitments: of all documents.
        documents: by id.
    """
    own = {c.commitment_id: published(documents[c.document_id]) for c in commitments}
    alike: dict[tuple[object, ...], date] = {}
    for commitment in commitments:
        day = own[commitment.commitment_id]
        key = _likeness(commitment)
        if day is not None and day < alike.get(key, date.max):
            alike[key] = day
    return {c.commitment_id: own[c.commitment_id] or alike.get(_likeness(c)) for c in commitments}


def _likeness(commitment: Commitment) -> tuple[object, ...]:
    sides = [sorted(role_of(p).key for p in side) for side in (commitment.by, commitment.to)]
    return commitment.kind, *map(tuple, sides), fold(commitment.what)


def ending_of(
    commitment: Commitment, others: Sequence[Commitment], days: Mapping[str, date | None]
) -> CommitmentState | None:
    """Return how a later report says that the same undertaking ended, if one does.

    Args:
        commitment: the undertaking.
        others: commitments of its parties that are told as ended.
        days: the day on which each was made, by id.
    """
    for other in others:
        if other.state in ENDED and _ends(other, commitment, days):
            return other.state
    return None


def _ends(other: Commitment, commitment: Commitment, days: Mapping[str, date | None]) -> bool:
    """Tell whether what ended is this undertaking: its parties, its deed, its place and time."""
    if other.document_id == commitment.document_id:
        return False
    told, made = days[other.commitment_id], days[commitment.commitment_id]
    if told is None or made is None or told < made or (told - made).days > _LATE:
        return False
    types = deed_of(other)[1]
    if not types or types != deed_of(commitment)[1]:
        return False
    alike = stems(other.what) & stems(commitment.what)
    if other.state == "fulfilled" and other.kind != commitment.kind and not alike:
        return False
    mine = {role_of(p) for p in (*commitment.by, *commitment.to)}
    theirs = {role_of(p) for p in (*other.by, *other.to)}
    shared = {role.key for role in theirs if any(role_match(role, one) for one in mine)}
    both = len(shared) > 1 or (shared and other.place is not None and commitment.place is not None)
    if not both or not places_agree(other.place, commitment.place):
        return False
    if other.due is None or commitment.due is None:
        return True
    return intersect(other.due, commitment.due) is not None


def published(document: Document) -> date | None:
    """Return the first day on which a report can have been published, or None."""
    return document.published.start if document.published is not None else None
