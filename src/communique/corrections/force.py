"""Making a correction, and telling which are in force once some were undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from communique.errors import CorrectionError
from communique.records import Anchor, Correction, CorrectionKind, content_id, to_json


def new_correction(
    kind: CorrectionKind,
    *,
    by: str,
    why: str,
    about: tuple[str, ...] = (),
    records: tuple[Anchor, ...] = (),
    others: tuple[Anchor, ...] = (),
    values: Mapping[str, Any] | None = None,
    undoes: str | None = None,
) -> Correction:
    """Return a correction made now; see :class:`communique.Correction` for its parts.

    Raises:
        CorrectionError: if it names nobody or gives no reason.
    """
    who, reason = _one_line(by), _one_line(why)
    if not who:
        raise CorrectionError("expected a name: give --by, or set COMMUNIQUE_USER")
    if not reason:
        raise CorrectionError("expected why, in a few words: a correction is kept with its reason")
    at = datetime.now(UTC)
    parts = (*map(to_json, (*records, *others)), to_json(values or {}), undoes)
    return Correction(
        correction_id=content_id("correction", kind, who, at.isoformat(), reason, *parts),
        kind=kind,
        by=who,
        at=at,
        why=reason,
        about=about,
        records=records,
        others=others,
        values=dict(values or {}),
        undoes=undoes,
    )


def in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """Return corrections by the time at which they were made, wherever they came from."""
    return sorted(corrections, key=lambda c: (c.at, c.correction_id))


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Return, in order, the corrections that hold: not undone, and no undoings themselves.

    An undoing may be undone; what it took back then holds again.
    """
    ordered = in_order(corrections)
    undone: set[str] = set()
    for correction in reversed(ordered):
        if correction.undoes is not None and correction.correction_id not in undone:
            undone.add(correction.undoes)
    return [c for c in ordered if c.kind != "undo" and c.correction_id not in undone]


def _one_line(words: str) -> str:
    """Return words on one line, without what no text can hold."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorrectionError(f"expected words in UTF-8, got {words!r}") from error
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
