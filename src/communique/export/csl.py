"""CSL-JSON: the reports as sources, for Zotero, Pandoc and word processors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from communique.export.bibliography import Citation, citations
from communique.export.files import made_folder
from communique.export.jsonitems import filled, json_items
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger


def export_csl(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write every report as an article of its newspaper.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``sources.json``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of documents; none is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("documents", "sources.json")
    with made_folder(folder), json_items(folder / "sources.json") as items:
        for source in citations(ledger, chosen):
            items.add(_item(source))
            tally.keep()
    return (tally.written(),)


def _item(source: Citation) -> dict[str, Any]:
    item = filled(
        id=source.key,
        type="article-newspaper",
        title=source.title,
        author=[{"literal": source.byline}] if source.byline else None,
        issued=_issued(source),
        accessed=_parts(source.retrieved),
        URL=source.url,
        language=source.language,
        note=f"Credits {source.agency}" if source.agency else None,
    )
    return item | ({"container-title": source.outlet} if source.outlet else {})


def _issued(source: Citation) -> dict[str, Any] | None:
    known = (source.year, source.month, source.day.day if source.day else None)
    parts = [part for part in known if part is not None]
    return {"date-parts": [parts]} if parts else None


def _parts(day: str | None) -> dict[str, Any] | None:
    numbers = (day or "").split("-")
    if not all(number.isdecimal() for number in numbers):
        return None
    return {"date-parts": [[int(number) for number in numbers]]}
