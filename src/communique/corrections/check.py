"""Corrections that come from a file: whole, and about nothing that no person can set."""

from __future__ import annotations

from communique.corrections.recode import FIELDS, FOLLOWING
from communique.errors import CorrectionError
from communique.records import Anchor, Correction


def check_correction(correction: Correction) -> None:
    """Refuse a correction that this program cannot have made.

    Raises:
        CorrectionError: naming what is missing or out of place.
    """
    if not (correction.correction_id and correction.by.strip() and correction.why.strip()):
        raise CorrectionError("expected an id, a name and a reason")
    if correction.at.tzinfo is None:
        raise CorrectionError("expected `at` with its time zone, such as 2026-01-31T10:00:00Z")
    if correction.kind == "undo":
        if not correction.undoes:
            raise CorrectionError("expected `undoes`, the id of the correction taken back")
        return
    if not correction.records:
        raise CorrectionError("expected `records`: a correction without words corrects nothing")
    for anchor in (*correction.records, *correction.others):
        _check_anchor(anchor)
        _check_use(correction, anchor)


def _check_use(correction: Correction, anchor: Anchor) -> None:
    if correction.kind in ("split", "join") and anchor.kind != "event_mentions":
        raise CorrectionError(f"a {correction.kind} is about event_mentions, not {anchor.kind}")
    if correction.kind in ("recode", "confirm"):
        allowed = {*FIELDS.get(anchor.kind, ()), *FOLLOWING}
        wrong = sorted(correction.values.keys() - allowed)
        if wrong or not correction.values or anchor.kind not in FIELDS:
            raise CorrectionError(
                f"{anchor.kind}: cannot set {', '.join(wrong) or 'anything'}; expected one of "
                f"{', '.join(FIELDS.get(anchor.kind, ())) or 'nothing'}"
            )


def _check_anchor(anchor: Anchor) -> None:
    span, focus = anchor.span, anchor.focus
    if span is None or focus is None:
        if anchor.kind != "disputes":
            raise CorrectionError(f"{anchor.record_id}: expected span and focus")
    elif not (0 <= span.start <= focus.start <= focus.end <= span.end):
        raise CorrectionError(f"{anchor.record_id}: expected focus inside span")
    elif anchor.quote[focus.start - span.start : focus.end - span.start] != anchor.words or (
        len(anchor.quote) != span.length
    ):
        raise CorrectionError(f"{anchor.record_id}: expected quote and words as the spans say")
