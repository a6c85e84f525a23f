"""JSON Lines: one object a line, under any of the names that suppliers give their fields."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from communique.errors import SourceError
from communique.read.charset import WIDE_BOMS, decode, without_surrogates
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_OBJECT = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.)*"\s*:')
# The first key of each row that is present and not empty is taken.
_URI = ("url", "uri", "id")
_TEXT = ("text", "body", "content")
_HTML = ("html",)
_RETRIEVED = ("retrieved", "crawled")
_GIVEN = {
    "title": ("title", "headline"),
    "published": ("published", "date"),
    "outlet": ("outlet", "source"),
    "byline": ("byline", "author", "authors"),
    "agency": ("agency",),
    "language": ("language", "lang"),
}


def is_jsonl(given: Input) -> bool:
    """Tell whether the first line is an object, or the ending says so."""
    return bool(_OBJECT.match(given.words)) or given.ending in {".jsonl", ".ndjson"}


def read_jsonl(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each line; a bad line is reported as ``uri#N``, counted from 1."""
    rows, uri, problems = 0, given.uri, reading.problems
    for number, line in enumerate(_lines(given.stream), start=1):
        if not line.strip():
            continue
        rows += 1
        place = f"{uri}#{number}"
        try:
            yield source_from_row(json.loads(decode(line)), place)
        except (ValueError, RecursionError) as error:
            problems(place, f"line {number} is not JSON: {error}")
        except SourceError as error:
            problems(place, f"line {number}: {error}")
    if not rows:
        problems(uri, "empty")


def source_from_row(row: object, uri: str) -> Source:
    """Return the source that a parsed JSON row describes.

    Args:
        row: an object with ``text`` (or ``body``, ``content``) or ``html``, and optionally a url,
            title, date, outlet, author, agency.
        uri: the uri to give the source when the row names none.

    Raises:
        SourceError: if the row is no object, or holds neither text nor HTML.
    """
    if not isinstance(row, dict):
        raise SourceError(f"expected an object, got {_kind_of(row)}")
    content, markup = _content(row)
    given = {field: _first(row, keys) for field, keys in _GIVEN.items()}
    return Source(
        uri=_first(row, _URI) or uri,
        content=content,
        markup=markup,
        given={field: value for field, value in given.items() if value},
        retrieved=_first(row, _RETRIEVED) or None,
    )


def _content(row: dict[str, Any]) -> tuple[str, Literal["html", "body"]]:
    html = _first(row, _HTML)
    if html:
        return html, "html"
    present = [key for key in (*_TEXT, *_HTML) if isinstance(row.get(key), str)]
    if not present:
        raise SourceError("expected a field text or html with words in it, found none")
    return _first(row, _TEXT), "body"


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    names = ((bool, "true or false"), (str, "string"), (list, "list"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")


def _first(row: dict[str, Any], keys: tuple[str, ...]) -> str:
    found = (_as_words(row.get(key)) for key in keys)
    return next((words for words in found if words.strip()), "")


def _as_words(value: object) -> str:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_as_words(item) for item in value)))
    if isinstance(value, dict):
        return _as_words(value.get("name"))
    return ""


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines as bytes; a file in a wide charset has no bytes to split at and is recoded first."""
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(WIDE_BOMS):
        return iter(io.BytesIO(decode(stream.read()).encode("utf-8", "replace")))
    return iter(stream)


JSON_LINES = Format("JSON Lines", is_jsonl, read_jsonl)
