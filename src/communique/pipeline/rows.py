"""The filters: plain rows in, plain rows out, one answer an input, joined by ``id``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError
from communique.extract.pairs import Asked, classify_pairs
from communique.extract.times import parse_date
from communique.ledger import precedence
from communique.merge import cluster
from communique.pipeline.coder import Coder
from communique.read import read_sources, source_from_row
from communique.records import Document, When, document_id, to_dict
from communique.settings import Deciders, Settings
from communique.spans import Span
from communique.syntax import Parsed

Row = dict[str, Any]
_BATCH = 32
_CODED = ("times", "places", "mentions", "event_mentions", "statements", "commitments", "figures")


def clean_rows(rows: Iterable[Row], settings: Settings | None = None) -> Iterator[Row]:
    """Yield the document of each row of ``{id, html or text, url}``."""
    coder = Coder(settings)
    for row in rows:
        try:
            columns = coder.settings.read.columns
            source = source_from_row(row, str(row.get("id") or "-"), columns)
        except CommuniqueError as error:
            yield _refused(row, error)
            continue
        yield {"id": row.get("id")} | to_dict(coder.clean(source))


def clean_sources(sources: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Row]:
    """Yield the document of each report in the sources, and why any gave none.

    What could not be read is told among the documents, in the order in which it was met.
    """
    coder = Coder(settings)
    refused: list[Row] = []

    def refuse(uri: str, reason: str) -> None:
        refused.append({"id": uri, "error": reason})

    for source in read_sources(sources, refuse, coder.settings.read):
        yield from _drained(refused)
        yield {"id": source.uri} | to_dict(coder.clean(source))
    yield from _drained(refused)


def _drained(rows: list[Row]) -> Iterator[Row]:
    yield from rows
    rows.clear()


def code_rows(rows: Iterable[Row], settings: Settings | None = None) -> Iterator[Row]:
    """Yield what is found in each row of ``{id, text, title?, date?, outlet?}``.

    The text is taken as it is: spans count into it. It is parsed whole, without the gate, since
    whoever asks about a text wants all of it. Memory does not grow with the number of rows.
    """
    coder = Coder.ungated(settings)
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        usable = [row for row in batch if isinstance(row.get("text"), str)]
        coded = coder.code(_document(row) for row in usable)
        for row in batch:
            if not isinstance(row.get("text"), str):
                yield _refused(row, "expected a string as 'text'")
                continue
            one = next(coded)
            found = to_dict(one.extraction)
            answer = {"id": row.get("id"), "document_id": one.document.document_id}
            answer |= {name: found[name] for name in _CODED}
            yield answer | {"status": one.coding.status, "reasons": list(one.coding.reasons)}


def classify_rows(
    rows: Iterable[Row], settings: Settings | None = None, *, deciders: Deciders = "both"
) -> Iterator[Row]:
    """Yield what source does to target in each row of ``{id, text, source, target}``.

    Args:
        rows: the questions.
        settings: of the run; the defaults if None.
        deciders: ``lexicon`` or ``model`` alone, or ``both``.
    """
    coder = Coder(settings)
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        parses = coder.ungated_parser.parse(str(row.get("text") or "") for row in batch)
        asked = [_asked(row, parsed) for row, parsed in zip(batch, parses, strict=True)]
        pairs = [one for one in asked if isinstance(one, Asked)]
        told = iter(classify_pairs(pairs, deciders, coder.lexicon))
        for row, one in zip(batch, asked, strict=True):
            yield {"id": row.get("id")} | next(told) if isinstance(one, Asked) else one


def _asked(row: Row, parsed: Parsed) -> Asked | Row:
    try:
        return Asked(parsed=parsed, source=_span(row, "source"), target=_span(row, "target"))
    except (KeyError, TypeError, ValueError) as error:
        return _refused(row, f"expected 'source' and 'target' as [start, end]: {error}")


def cluster_rows(rows: Iterable[Row], settings: Settings | None = None) -> Iterator[Row]:
    """Yield copy group and story of each row of ``{id, text, title?, date?, outlet?, url?}``."""
    every = list(rows)
    chosen = settings or Settings()
    documents = [_document(row) for row in every]
    # Of one text under several dates the record that a ledger would keep.
    kept = sorted(documents, key=precedence, reverse=True)
    unique = {document.document_id: document for document in kept}
    groups = cluster(list(unique.values()), chosen.merge)
    seen: dict[str, int] = {}
    for document in documents:
        seen[document.document_id] = seen.get(document.document_id, 0) + 1
    for row, document in zip(every, documents, strict=True):
        group, story = groups[document.document_id]
        repeated = seen[document.document_id] > 1
        yield {
            "id": row.get("id"),
            "copy_group": group or (document.document_id if repeated else None),
            "story": story,
        }


def _document(row: Row) -> Document:
    text = str(row.get("text") or "")
    return Document(
        document_id=document_id(text),
        uri=str(row.get("url") or row.get("id") or "-"),
        text=text,
        title=row.get("title"),
        outlet=row.get("outlet"),
        published=_published(row),
    )


def _published(row: Row) -> When | None:
    stated = row.get("date") or row.get("published")
    return parse_date(str(stated)) if stated else None


def _span(row: Row, key: str) -> Span:
    start, end = row[key]
    return Span(int(start), int(end))


def _refused(row: Row, reason: object) -> Row:
    return {"id": row.get("id"), "error": str(reason)}
