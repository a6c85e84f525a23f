"""The function that everything else only calls: a table of reports in, a table of codings out.

It is pure: the same table gives the same table, in whatever process or on whatever machine, since
the settings and what is known of the outlets travel in the table's metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from communique.clean import RecurringLines, outlet_key
from communique.errors import CommuniqueError, RecordError
from communique.ledger import source_key
from communique.pipeline.coder import Coded, Coder
from communique.pipeline.shards.underway import Begun, tell_nobody
from communique.read.charset import without_surrogates
from communique.records import Coding, Document, Extraction, Source, from_json, to_json
from communique.settings import Settings

SOURCES = pa.schema([
    ("source_key", pa.string()),
    ("uri", pa.string()),
    ("content", pa.large_string()),
    ("markup", pa.string()),
    ("given", pa.map_(pa.string(), pa.string())),
    ("retrieved", pa.string()),
    ("notes", pa.list_(pa.string())),
])  # fmt: skip
CODED = pa.schema([
    ("source_key", pa.string()),
    ("uri", pa.string()),
    ("retrieved", pa.string()),
    ("status", pa.string()),
    ("reason", pa.string()),
    ("document_id", pa.string()),
    ("document", pa.large_string()),
    ("extraction", pa.large_string()),
    ("coding", pa.large_string()),
])  # fmt: skip
SETTINGS = b"communique.settings"
RECURRING = b"communique.recurring"
CODER = b"communique.coder"
EMPTY = "empty"
FAILED = "failed"
NO_TEXT = "no body text found"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSource:
    """What a source came to: a document with its coding, or the ``reason`` why it gave none."""

    key: str
    uri: str
    retrieved: str | None
    reason: str | None = None
    coded: Coded | None = None

    @property
    def status(self) -> str:
        """That of the coding; ``empty`` or ``failed`` where there is none."""
        if self.coded is not None:
            return self.coded.coding.status
        return EMPTY if self.reason == NO_TEXT else FAILED


def sources_table(
    sources: Sequence[Source], settings: Settings, recurring: RecurringLines | None = None
) -> pa.Table:
    """Return reports as :func:`code_batch` takes them.

    Args:
        sources: as readers give them.
        settings: of the run.
        recurring: lines that the outlets of plain texts print with every report.
    """
    outlets = {outlet_key(source) for source in sources} if recurring else set()
    known = recurring.of(filter(None, outlets)) if recurring else RecurringLines()
    metadata = {SETTINGS: to_json(settings), RECURRING: known.to_json()}
    rows = [_row(source) for source in sources]
    return pa.Table.from_pylist(rows, schema=SOURCES.with_metadata(metadata))


def code_batch(table: pa.Table, begun: Begun = tell_nobody) -> pa.Table:
    """Clean and code reports.

    A report whose coding fails is a row with the reason; the others are coded all the same.

    Args:
        table: with the columns ``SOURCES``; its metadata may hold settings and recurring lines as
            :func:`sources_table` puts them there.
        begun: told of each row, or few rows, before they are looked at.

    Returns:
        A row for each row, in order, with the columns ``CODED``; records are JSON. The metadata
        name the coder.

    Raises:
        RecordError: if a column is missing, or the metadata are something else.
        CommuniqueError: if settings or data files are broken: that is no fault of a report.
    """
    if missing := set(SOURCES.names) - set(table.schema.names):
        raise RecordError(f"expected the columns {', '.join(SOURCES.names)}; no {min(missing)}")
    metadata = table.schema.metadata or {}
    coder = coder_of((metadata.get(SETTINGS) or b"{}").decode())
    recurring = RecurringLines.from_json((metadata.get(RECURRING) or b"{}").decode())
    came = [(row["source_key"], _source(row)) for row in table.select(SOURCES.names).to_pylist()]
    return coded_table(_coded(coder, came, recurring, begun), coder.coder_id)


@lru_cache(maxsize=1)
def coder_of(settings: str) -> Coder:
    """Return the coder of some settings as JSON; a process keeps one, with its model loaded."""
    return Coder(from_json(Settings, settings))


def coded_table(rows: Iterable[CodedSource], coder_id: str) -> pa.Table:
    """Return what sources came to as a table with the columns ``CODED``."""
    schema = CODED.with_metadata({CODER: coder_id})
    return pa.Table.from_pylist([_coded_row(row) for row in rows], schema=schema)


def read_coded(table: pa.Table) -> Iterator[CodedSource]:
    """Yield what each source came to.

    Raises:
        RecordError: if the table is none that :func:`code_batch` made.
    """
    if table.schema.names != CODED.names:
        raise RecordError(f"expected the columns {', '.join(CODED.names)}")
    for row in table.to_pylist():
        coded = None
        if row["document"] is not None:
            coded = Coded(
                from_json(Document, row["document"]),
                from_json(Extraction, row["extraction"]),
                from_json(Coding, row["coding"]),
            )
        yield CodedSource(
            key=row["source_key"], uri=row["uri"], retrieved=row["retrieved"],
            reason=row["reason"], coded=coded,
        )  # fmt: skip


def _coded(
    coder: Coder, came: Sequence[tuple[str, Source]], recurring: RecurringLines, begun: Begun
) -> list[CodedSource]:
    """Code reports together; where that fails, half by half, down to the one that is to blame."""
    try:
        return list(_coded_together(coder, came, recurring, begun))
    except CommuniqueError:
        raise
    except Exception as error:  # noqa: BLE001 - one report must not cost the run the others
        if len(came) > 1:
            half = len(came) // 2
            first = _coded(coder, came[:half], recurring, begun)
            return first + _coded(
                coder, came[half:], recurring, lambda at, end: begun(half + at, half + end)
            )
        [(key, source)] = came
        reason = f"{FAILED}: {type(error).__name__}: {error}"
        return [CodedSource(key=key, uri=source.uri, retrieved=source.retrieved, reason=reason)]


def _coded_together(
    coder: Coder, came: Sequence[tuple[str, Source]], recurring: RecurringLines, begun: Begun
) -> Iterator[CodedSource]:
    documents = []
    for number, (_, source) in enumerate(came):
        begun(number, number + 1)
        documents.append(coder.clean(source, recurring))
    codings = _codings(coder, documents, begun)
    for (key, source), document in zip(came, documents, strict=True):
        is_empty = document.status == EMPTY
        yield CodedSource(
            key=key, uri=source.uri, retrieved=source.retrieved,
            reason=NO_TEXT if is_empty else None, coded=None if is_empty else next(codings),
        )  # fmt: skip


def _codings(coder: Coder, documents: Sequence[Document], begun: Begun) -> Iterator[Coded]:
    """Yield the codings of those with text; several are parsed together, each is coded alone."""
    rows = [row for row, document in enumerate(documents) if document.status != EMPTY]
    done = taken = 0

    def given() -> Iterator[Document]:
        nonlocal taken
        for row in rows:
            taken = row + 1
            begun(rows[done], taken)
            yield documents[row]

    def parsed_next() -> None:
        begun(rows[done], rows[done] + 1)

    for coded in coder.code(given(), parsed_next):
        done += 1
        if done < len(rows):
            begun(rows[done], max(taken, rows[done] + 1))
        yield coded


def _row(source: Source) -> dict[str, object]:
    given = [(name, without_surrogates(value)) for name, value in source.given.items()]
    return {
        "source_key": source_key(source), "uri": without_surrogates(source.uri),
        "content": without_surrogates(source.content), "markup": source.markup, "given": given,
        "retrieved": source.retrieved, "notes": [without_surrogates(note) for note in source.notes],
    }  # fmt: skip


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        uri=row["uri"], content=row["content"], markup=row["markup"],
        given=dict(row["given"] or ()), retrieved=row["retrieved"],
        notes=tuple(row["notes"] or ()),
    )  # fmt: skip


def _coded_row(row: CodedSource) -> dict[str, object]:
    coded = row.coded
    return {
        "source_key": row.key, "uri": row.uri, "retrieved": row.retrieved,
        "status": row.status, "reason": row.reason,
        "document_id": coded.document.document_id if coded else None,
        "document": to_json(coded.document) if coded else None,
        "extraction": to_json(coded.extraction) if coded else None,
        "coding": to_json(coded.coding) if coded else None,
    }  # fmt: skip
