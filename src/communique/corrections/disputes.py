"""Rejected disputes: known, once merging found them, by the values that were said to disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from communique.corrections.force import in_force
from communique.corrections.match import GONE
from communique.corrections.where import Archive
from communique.records import Anchor, Correction, Dispute, Review

_NOT_DISPUTED = "these values are no longer found to disagree"


def rejected_disputes(
    corrections: Iterable[Correction], disputes: Sequence[Dispute], archive: Archive
) -> tuple[dict[str, str], tuple[Review, ...]]:
    """Return which disputes persons reject, by id with the correction, and what is to review.

    Args:
        corrections: all of a ledger.
        disputes: as merging found them.
        archive: the documents.
    """
    rejected: dict[str, str] = {}
    reviews = []
    for correction in in_force(corrections):
        anchors = [anchor for anchor in correction.records if anchor.kind == "disputes"]
        if not anchors or correction.kind != "reject":
            continue
        meant = [d for d in disputes if all(_is_in(anchor, d, archive) for anchor in anchors)]
        rejected |= {dispute.dispute_id: correction.correction_id for dispute in meant}
        if not meant:
            reviews.append(_review(correction, anchors, archive))
    return rejected, tuple(reviews)


def _is_in(anchor: Anchor, dispute: Dispute, archive: Archive) -> bool:
    told = {document.document_id for document in archive.documents_of(anchor)}
    return dispute.field == anchor.type and any(
        value.document_id in told and value.value == anchor.words for value in dispute.values
    )


def _review(correction: Correction, anchors: Sequence[Anchor], archive: Archive) -> Review:
    gone = next((anchor for anchor in anchors if not archive.documents_of(anchor)), None)
    return Review(
        correction_id=correction.correction_id,
        anchor=gone or anchors[0],
        reason=GONE if gone else _NOT_DISPUTED,
    )
