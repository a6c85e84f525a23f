"""Who told what when: the reports of a ledger without their texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from communique.ledger import schema
from communique.ledger.filters import Filters
from communique.ledger.kinds import KINDS
from communique.ledger.queries import select_from

_FETCHED = 500


class Told(NamedTuple):
    """A report: who published it, when, and what it has in common with others.

    ``start`` and ``end`` are the first and the last day on which it can have been published, None
    where nothing tells. Reports with the same ``copy_group`` share their words.
    """

    document_id: str
    outlet: str | None
    start: date | None
    end: date | None
    copy_group: str | None
    story: str | None


def reports(connection: Connection, filters: Filters) -> Iterator[Told]:
    """Yield the reports that meet the filters, in the order of their ids."""
    rows = schema.documents.c
    origin, met = select_from(KINDS["documents"], filters, schema.has_full_text(connection))
    read = [rows[name] for name in Told._fields]
    query = select(*read).select_from(origin).where(*met).order_by(rows.document_id)
    for row in connection.execution_options(yield_per=_FETCHED).execute(query):
        yield Told(*row)
