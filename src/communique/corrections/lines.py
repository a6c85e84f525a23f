"""Corrections as JSON Lines, to keep beside the reports or to take to another ledger."""

from __future__ import annotations

from collections.abc import Iterable

from communique.corrections.check import check_correction
from communique.errors import CorrectionError, RecordError
from communique.records import Correction, from_json, to_json


def read_corrections(lines: Iterable[bytes], name: str) -> list[Correction]:
    """Return the corrections of a JSON Lines file.

    Args:
        lines: of the file.
        name: of the file, for errors.

    Raises:
        RecordError: naming the line that is no correction.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                correction = from_json(Correction, line)
                check_correction(correction)
            except (RecordError, CorrectionError) as error:
                raise RecordError(f"{name}, line {number}: {error}") from error
            found.append(correction)
    return found


def write_corrections(corrections: Iterable[Correction]) -> str:
    """Return corrections as JSON Lines."""
    return "".join(to_json(correction) + "\n" for correction in corrections)
