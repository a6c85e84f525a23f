"""Writing what a coder made of documents, some hundred in one go.

Functions work inside a transaction that their caller begins and commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from communique.batches import batches
from communique.ledger import schema
from communique.ledger.across import forget_resolved
from communique.ledger.bulk import upsert_rows
from communique.ledger.corrected import forget_rejected
from communique.ledger.gathered import GatheredRows
from communique.ledger.kept import Order, capture_precedence, precedence
from communique.ledger.kinds import EXTRACTED, KINDS
from communique.ledger.meta import MERGED, set_meta
from communique.ledger.rows import Report, Row, report_of
from communique.records import Capture, Coding, Document, Extraction, from_json, id_of, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One document with everything that a coder made of it, to be written whole or not at all.

    ``sources`` are the keys of the sources (see :func:`communique.ledger.source_key`) that gave
    this text; a later run skips them.
    """

    document: Document
    captures: Sequence[Capture]
    extraction: Extraction
    coding: Coding
    sources: Mapping[str, str]


def write_coded(connection: Connection, coded: Iterable[Coded]) -> list[bool]:
    """Store documents and their codings; tell which of these were not there already.

    Captures and sources are added in either case. The coding of another coder is replaced, and so
    is the record of a text of which a better one came (:func:`communique.ledger.kept.precedence`).
    """
    return [fresh for batch in batches(coded) for fresh in _write_batch(connection, batch)]


def note_refused(connection: Connection, key: str, uri: str, coder_id: str, reason: str) -> None:
    """Remember why a source gave no document."""
    row = {"source_key": key, "uri": uri, "coder_id": coder_id, "document_id": None}
    _put_sources(connection, [row | {"status": "refused", "reason": reason}])


def _write_batch(connection: Connection, batch: Sequence[Coded]) -> list[bool]:
    """Write what is new, and of a text that is known its record where that goes before the kept."""
    stored = _stored(connection, batch)
    kept, chosen = dict(stored), dict[str, Coded]()
    fresh: list[bool] = []
    for coded in batch:
        name, own = coded.document.document_id, _Kept(coded.coding.coder_id, coded.document)
        known = kept.get(name)
        fresh.append(known is None or known.coder_id != own.coder_id)
        if known is None or own.replaces(known):
            kept[name], chosen[name] = own, coded
    gathered = GatheredRows()
    for name, coded in chosen.items():
        if name in stored:
            _forget_coding(connection, name)
        _gather_coding(gathered, coded)
    seen_anew = _gather_captures(connection, gathered, batch)
    gathered.put(connection)
    if chosen or seen_anew:
        set_meta(connection, MERGED, "")
    _put_sources(connection, [row for coded in batch for row in _source_rows(coded)])
    return fresh


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document as a ledger holds it, and who coded it."""

    coder_id: str
    document: Document

    def replaces(self, other: _Kept) -> bool:
        """Tell whether this one takes the place of another: by a new coder, or the better one."""
        if self.coder_id != other.coder_id:
            return True
        return precedence(self.document) < precedence(other.document)


def _stored(connection: Connection, batch: Sequence[Coded]) -> dict[str, _Kept]:
    """Return those of the documents that are there already, by document id."""
    documents, codings = schema.documents.c, schema.codings.c
    wanted = [coded.document.document_id for coded in batch]
    query = select(documents.document_id, documents.record, codings.type)
    query = query.join(schema.codings, codings.document_id == documents.document_id)
    found = connection.execute(query.where(documents.document_id.in_(wanted)))
    return {row.document_id: _Kept(row.type, from_json(Document, row.record)) for row in found}


def _gather_coding(gathered: GatheredRows, coded: Coded) -> None:
    document, extraction = coded.document, coded.extraction
    report = report_of(document)
    actors = {actor.actor_id: actor for actor in extraction.actors}
    gathered.add("documents", [document], report, actors)
    gathered.add("codings", [coded.coding], report, actors)
    for name in EXTRACTED:
        gathered.add(name, getattr(extraction, name), report, actors)
    rest = replace(extraction, **dict.fromkeys(EXTRACTED, ()))  # type: ignore[arg-type]
    row = {"document_id": document.document_id, "record": to_json(rest)}
    gathered.add_rows(schema.extractions, [row])


def _forget_coding(connection: Connection, document_id: str) -> None:
    """Remove a document's records of an earlier coding; captures and corrections stay."""
    forget_resolved(connection, document_id)
    forget_rejected(connection, document_id)
    parties = schema.parties
    for name in ("documents", "codings", *EXTRACTED):
        table = KINDS[name].table
        mine = select(table.c.id).where(table.c.document_id == document_id)
        connection.execute(
            delete(parties).where(parties.c.record_kind == name, parties.c.record_id.in_(mine))
        )
        connection.execute(delete(table).where(table.c.document_id == document_id))
    extractions = schema.extractions
    connection.execute(delete(extractions).where(extractions.c.document_id == document_id))


def _gather_captures(
    connection: Connection, gathered: GatheredRows, batch: Sequence[Coded]
) -> bool:
    """Gather the captures that are not known yet, or go before the known; tell if any were new."""
    seen: dict[str, tuple[Capture, Report]] = {}
    for coded in batch:
        report = report_of(coded.document)
        for capture in coded.captures:
            name = id_of(capture)
            if name not in seen or _in_order(capture, report) < _in_order(*seen[name]):
                seen[name] = (capture, report)
    known = _captures(connection, seen)
    for name, (capture, report) in seen.items():
        if name in known and _in_order(capture, report) >= known[name]:
            continue
        if name in known:
            connection.execute(delete(schema.captures).where(schema.captures.c.id == name))
        gathered.add("captures", [capture], report)
    return len(seen) > len(known)


def _captures(connection: Connection, wanted: Iterable[str]) -> dict[str, Order]:
    """Return those of the captures that are there already, by id, each as its place in order."""
    captures = schema.captures.c
    found: dict[str, Order] = {}
    for ids in batches(wanted):
        query = select(captures.id, captures.record, captures.start, captures.end)
        for row in connection.execute(query.where(captures.id.in_(ids))):
            capture = from_json(Capture, row.record)
            found[row.id] = capture_precedence(capture, row.start, row.end)
    return found


def _in_order(capture: Capture, report: Report) -> Order:
    return capture_precedence(capture, report.start, report.end)


def _source_rows(coded: Coded) -> list[Row]:
    told = {
        "coder_id": coded.coding.coder_id,
        "document_id": coded.document.document_id,
        "status": "coded",
        "reason": None,
    }
    return [{"source_key": key, "uri": uri, **told} for key, uri in coded.sources.items()]


def _put_sources(connection: Connection, rows: Iterable[Row]) -> None:
    """Put what became of sources in place of what became of them before."""
    latest = {row["source_key"]: row for row in rows}
    for several in batches(latest.values()):
        upsert_rows(connection, schema.sources, "source_key", several)
