"""The reports as sources to cite: what BibTeX and CSL have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from communique.export.characters import one_line
from communique.export.told import address, known_day
from communique.ledger import Filters, Ledger
from communique.records import Document

_WEB = ("http://", "https://")
_ID_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A report as one cites it; None where it does not say.

    ``key`` is unique and the same in every export. ``day`` is the day of publication, ``year`` and
    ``month`` stand alone where the day is not known. ``agency`` is the wire that it credits.
    """

    key: str
    title: str | None
    outlet: str | None
    byline: str | None
    agency: str | None
    language: str | None
    url: str | None
    retrieved: str | None
    day: date | None
    month: int | None
    year: int | None


def citations(ledger: Ledger, chosen: Filters | None = None) -> Iterator[Citation]:
    """Yield all reports, or those that tell the chosen events, in the order of the ledger."""
    for document in ledger.documents(of_events=chosen):
        yield citation(replace(document, text=""))


def citation(document: Document) -> Citation:
    """Return a report as a source."""
    when, day = document.published, known_day(document.published)
    start, end = (when.start, when.end) if when else (None, None)
    year = start.year if start and end and start.year == end.year else None
    month = start.month if year and start and end and start.month == end.month else None
    where = one_line(address(document))
    return Citation(
        key=_key(document, year),
        title=_said(document.title), outlet=_said(document.outlet), byline=_said(document.byline),
        agency=_said(document.agency), language=_said(document.language),
        url=where if where.startswith(_WEB) else None,
        retrieved=(document.retrieved or "")[:10] or None,
        day=day, month=month, year=day.year if day else year,
    )  # fmt: skip


def _said(words: str | None) -> str | None:
    return one_line(words) or None


def _key(document: Document, year: int | None) -> str:
    """Return a name such as ``gulf-courier-2024-0447e6c716``: letters that no format minds."""
    plain = unicodedata.normalize("NFKD", document.outlet or "").encode("ascii", "ignore").decode()
    outlet = "-".join(re.findall(r"[a-z0-9]+", plain.casefold())) or "report"
    return "-".join(filter(None, (outlet, str(year or ""), document.document_id[:_ID_DIGITS])))
