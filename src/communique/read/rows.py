"""Rows to sources: the fields of a report under any of the names that suppliers give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from communique.errors import SourceError
from communique.read.charset import without_surrogates
from communique.read.columns import Columns, columns_of, unwrapped
from communique.read.fragments import markup_of, without_tags
from communique.read.stated_dates import stated_date
from communique.records import Source

SUMMARY_ONLY = "row gives a summary only"
_BEGINNING_ONLY = "row gives the beginning only"
_CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*\Z")
_ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)
# What one value of a row may be wrapped in, by interfaces that give objects for words.
_NAMES_IN = ("name", "title", "main", "rendered", "value", "$date", "$numberLong", "#text", "text")
_WORDS_IN = ("text", "content", "rendered", "value", "#text")
_DEEPEST = 8
_GIVEN = ("title", "outlet", "byline", "agency", "language")
_DATES = ("published", "updated")


def source_from_row(row: object, uri: str, columns: Mapping[str, str] | None = None) -> Source:
    """Return the source that a row of a table or of JSON describes.

    Args:
        row: an object with ``text`` (or ``body``, ``content``) or ``html``, and optionally a url,
            title, date, outlet, author, agency, under any name of ``data/columns.yaml``.
        uri: the uri to give the source when the row names none.
        columns: field of a report to the name that holds it here, before all other names.

    Raises:
        SourceError: if the row is no object, or holds neither text nor HTML.
        SettingsError: if ``columns`` names a field that a report does not have.
    """
    if not isinstance(row, dict):
        raise SourceError(f"expected an object, got {_kind_of(row)}")
    names = columns_of(columns or {})
    plain = unwrapped(row)
    content, markup, notes = _content(plain, names)
    given = {field: _words(plain, names, field) for field in _GIVEN}
    given["title"] = without_tags(given["title"])
    given["outlet"] = _words(plain, names, "outlet", lambda words: not _ADDRESS.match(words))
    given |= {field: stated_date(_words(plain, names, field)) for field in _DATES}
    return Source(
        uri=_words(plain, names, "url") or _words(plain, names, "id") or uri,
        content=content,
        markup=markup,
        given={field: words for field, words in given.items() if words},
        retrieved=stated_date(_words(plain, names, "retrieved")) or None,
        notes=notes,
    )


def _content(
    row: Mapping[str, Any], names: Columns
) -> tuple[str, Literal["html", "fragment", "body"], tuple[str, ...]]:
    page = _paragraphs(row, names, "html")
    if page and ("html" in names.mapped or "text" not in names.mapped):
        return page, "html", ()
    text = _paragraphs(row, names, "text")
    if text:
        whole = _with_lead(_paragraphs(row, names, "lead"), text)
        notes = (_BEGINNING_ONLY,) if _CUT_OFF.search(text[-40:]) else ()
        return whole, markup_of(whole), notes
    if page:
        return page, "html", ()
    summary = _paragraphs(row, names, "lead") or _paragraphs(row, names, "summary")
    if summary:
        return summary, markup_of(summary), (SUMMARY_ONLY,)
    if any(isinstance(value, str) for value in names.values(row, "text")):
        return "", "body", ()
    raise SourceError("expected a field text or html with words in it, found none")


def _with_lead(lead: str, text: str) -> str:
    begins = " ".join(text[: 2 * len(lead) + 100].split())
    if not lead or begins.startswith(" ".join(lead.split())):
        return text
    return f"{lead}\n\n{text}"


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    names = ((bool, "true or false"), (str, "string"), (list, "list"))
    return next((name for kind, name in names if isinstance(value, kind)), "number")


def _words(
    row: Mapping[str, Any],
    names: Columns,
    field: str,
    fits: Callable[[str], bool] = lambda words: True,
) -> str:
    found = (_as_words(value, ", ", _NAMES_IN) for value in names.values(row, field))
    return next((words for words in found if words.strip() and fits(words)), "")


def _paragraphs(row: Mapping[str, Any], names: Columns, field: str) -> str:
    found = (_as_words(value, "\n\n", _WORDS_IN) for value in names.values(row, field))
    return next((words for words in found if words.strip()), "")


def _as_words(value: object, between: str, keys: tuple[str, ...], depth: int = 0) -> str:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, bool) or value is None or depth > _DEEPEST:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        each = (_as_words(item, between, keys, depth + 1) for item in value)
        return between.join(filter(None, each))
    if isinstance(value, dict):
        inside = (_as_words(value[key], between, keys, depth + 1) for key in keys if key in value)
        return next(filter(None, inside), "")
    return ""
