"""Rows of several tables, gathered so that each table is written by one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table

from communique.ledger import schema
from communique.ledger.bulk import insert_rows
from communique.ledger.kinds import KINDS, Record
from communique.ledger.parties import party_rows
from communique.ledger.rows import Report, Row, row_of
from communique.records import Actor

_NOBODY: Mapping[str, Actor] = {}
_NOWHERE = Report()


class GatheredRows:
    """Rows that wait to be written, by table; a statement costs more than a row."""

    def __init__(self) -> None:
        self._waiting: dict[Table, list[Row]] = {}

    def add(
        self,
        kind: str,
        records: Iterable[Record],
        report: Report = _NOWHERE,
        actors: Mapping[str, Actor] = _NOBODY,
    ) -> None:
        """Gather the rows of records of one kind, and of who takes part in them.

        Args:
            kind: of the records.
            records: to be written.
            report: that tells them; empty for what no single report tells.
            actors: give the names behind bare ids.
        """
        for record in records:
            row = row_of(record, report)
            self.add_rows(KINDS[kind].table, [row])
            self.add_rows(schema.parties, party_rows(kind, record, actors, row))

    def add_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Gather rows of a table."""
        self._waiting.setdefault(table, []).extend(rows)

    def put(self, connection: Connection) -> None:
        """Write what waits."""
        for table, rows in self._waiting.items():
            insert_rows(connection, table, rows)
        self._waiting.clear()
