"""What the formats of one file a record type have in common: every record goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from communique.export.files import made_folder
from communique.export.written import Written
from communique.ledger import KINDS, Filters, Ledger
from communique.records import Correction

# Writes records of a type to a file that appears when it is whole; returns how many there were.
Writer = Callable[[type, Iterable[Any], Path], int]


def export_kinds(
    ledger: Ledger, folder: Path, chosen: Filters | None, ending: str, write: Writer
) -> tuple[Written, ...]:
    """Write every kind of record, and the corrections, to a file of its own.

    Args:
        ledger: what to write.
        folder: made if it is not there.
        chosen: the events to write, with what belongs to them; everything if None.
        ending: of the files, such as ``csv``.
        write: writes one of them.

    Returns:
        The counts of each record type; nothing is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    with made_folder(folder):
        return tuple(
            _written(name, write(record, records, folder / f"{name}.{ending}"), ending)
            for name, record, records in _every_kind(ledger, chosen)
        )


def _written(name: str, records: int, ending: str) -> Written:
    return Written(kind=name, file=f"{name}.{ending}", records=records)


def _every_kind(
    ledger: Ledger, chosen: Filters | None
) -> Iterator[tuple[str, type, Iterable[Any]]]:
    for name, kind in KINDS.items():
        yield name, kind.record, ledger.query(name, Filters(of_events=chosen))
    yield "corrections", Correction, _corrections(ledger, chosen)


def _corrections(ledger: Ledger, chosen: Filters | None) -> list[Correction]:
    """Those of records in the reports of the chosen events, and what undoes them."""
    every = ledger.corrections()
    if chosen is None:
        return every
    reports = {document.document_id for document in ledger.documents(of_events=chosen)}
    about = [one for one in every if any(a.document_id in reports for a in one.records)]
    kept = {one.correction_id for one in about}
    return [one for one in every if one.correction_id in kept or one.undoes in kept]
