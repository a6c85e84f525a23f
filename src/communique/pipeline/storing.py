"""Storing coded shards in a ledger, and counting what became of each source."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from communique.errors import SourceError
from communique.ledger import Coded as LedgerRow
from communique.ledger import Ledger
from communique.pipeline.coder import PARTLY, Coder
from communique.pipeline.report import BuildReport
from communique.pipeline.shards import CODER, NO_TEXT, CodedSource, GivenShard, read_coded
from communique.pipeline.throughput import Progress
from communique.records import Capture

_WHY_NOT = {"nothing found": "nothing to code", "unsupported_language": "not in English"}


def rows_of(table: pa.Table | None) -> list[CodedSource]:
    """Return what the sources of a shard came to that was coded just now.

    Raises:
        SourceError: if it is gone or damaged already.
    """
    if table is None:
        raise SourceError("a shard that was just coded cannot be read again; is the disk full?")
    return list(read_coded(table))


def take_in(
    ledger: Ledger,
    given: Sequence[GivenShard],
    coder: Coder,
    report: BuildReport,
    tell: Progress,
    *,
    coded_only: bool = False,
) -> None:
    """Store shards that were coded before, here or elsewhere, by the same coder.

    ``coded_only`` leaves out reports in which nothing was found, and counts them.
    """
    done = ledger.coded(coder.coder_id) if given else set()
    for number, shard in enumerate(given, start=1):
        table = _of_this_coder(shard, coder, report)
        if table is not None:
            report.read += len(table)
            wanted = _with_findings(table, report) if coded_only else table
            rows = rows_of(wanted)
            fresh = [row for row in rows if row.key not in done]
            report.already += len(rows) - len(fresh)
            store(ledger, fresh, coder, report)
        tell("storing shards", number, len(given))


def _of_this_coder(shard: GivenShard, coder: Coder, report: BuildReport) -> pa.Table | None:
    """Return a shard if it can be stored beside what this coder codes; else tell why not."""
    table = shard.read()
    if table is None:
        report.refuse(shard.uri, "a damaged shard: code its sources again")
        return None
    by = (table.schema.metadata or {}).get(CODER, b"").decode()
    if by != coder.coder_id:
        reason = "coded by another version or with other settings"
        report.refuse(shard.uri, f"{reason}: by {by or 'none'}, this is {coder.coder_id}")
        return None
    return table


def _with_findings(table: pa.Table, report: BuildReport) -> pa.Table:
    """Return the rows of a shard but those of reports in which nothing was found, counted."""
    kept = [status not in _WHY_NOT for status in table.column("status").to_pylist()]
    for status in table.column("status").to_pylist():
        if status in _WHY_NOT:
            report.reasons[f"{_WHY_NOT[status]}, left out"] += 1
    return table.filter(pa.array(kept, pa.bool_()))


def store(
    ledger: Ledger, came: Sequence[CodedSource], coder: Coder, report: BuildReport
) -> None:
    """Store what sources came to, documents in one transaction."""
    coded = [one for one in came if one.coded is not None]
    for one, fresh in zip(coded, ledger.write_documents(map(_row, coded)), strict=True):
        _count(one, report, fresh=fresh)
    for one in came:
        if one.reason is not None:
            report.empty += one.reason == NO_TEXT
            report.refuse(one.uri, one.reason)
            ledger.write_refused(one.key, one.uri, coder.coder_id, one.reason)


def _count(one: CodedSource, report: BuildReport, *, fresh: bool) -> None:
    assert one.coded is not None
    coding, uri = one.coded.coding, one.coded.document.uri
    report.new += fresh
    report.duplicates += not fresh
    if coding.status == "failed":
        report.refuse(uri, coding.reasons[0])
    elif fresh:
        for reason in coding.reasons:
            if reason.startswith(PARTLY):
                report.refuse(uri, reason)
        report.coded += 1
        if coding.status != "coded":
            report.reasons[_WHY_NOT.get(coding.status, coding.status)] += 1


def _row(one: CodedSource) -> LedgerRow:
    assert one.coded is not None
    document = one.coded.document
    capture = Capture(
        document_id=document.document_id, uri=document.uri, outlet=document.outlet,
        retrieved=one.retrieved,
    )  # fmt: skip
    return LedgerRow(
        document=document, captures=[capture], extraction=one.coded.extraction,
        coding=one.coded.coding, sources={one.key: one.uri},
    )  # fmt: skip
