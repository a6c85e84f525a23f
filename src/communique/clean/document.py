"""One source to one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.clean.html.body import html_body
from communique.clean.html.page import parse_page
from communique.clean.metadata.agency import AgencyNames, attribution, dateline
from communique.clean.metadata.dates import as_when, parse_date, stated_dates
from communique.clean.metadata.language import language_of
from communique.clean.metadata.markup import page_metadata
from communique.clean.metadata.masthead import outlet_in
from communique.clean.metadata.writers import bare_byline, is_byline
from communique.clean.text.body import TextBody, supplied_body, text_body
from communique.clean.text.line_rules import is_date_line
from communique.records import Document, Furniture, Source, When, document_id
from communique.settings import CleanSettings

_DATE_WORDS = 14
_LONGEST_TITLE = 600
_LONGEST_PLAIN = 1_000_000
_TAG = re.compile(r"<[^<>]{0,2000}>")


def clean(
    source: Source,
    settings: CleanSettings | None = None,
    *,
    agencies: AgencyNames | None = None,
) -> Document:
    """Cut the page from around a report and read what the page says about it.

    Whatever the content, a document comes back: ``status`` is ``ok``, ``empty`` when no text was
    found, ``unsupported_language`` when it is surely not English, or ``truncated`` when only the
    first ``settings.maximum_characters`` were looked at. Text without markup is the report itself
    and is looked at up to a million characters, far more than any report has.

    Args:
        source: what a reader gave.
        settings: thresholds; the defaults if None.
        agencies: names of news agencies, for credits outside a dateline; none if None.
    """
    settings = settings or CleanSettings()
    names = agencies or AgencyNames()
    longest = settings.maximum_characters
    if source.markup != "html":
        longest = min(longest, _LONGEST_PLAIN)
    content = source.content[:longest]
    if source.markup == "html":
        document = _from_page(source, content, settings, names)
    else:
        parse = text_body if source.markup == "text" else supplied_body
        document = _from_text(source, parse(content, given=source.given), names)
    if document.status == "ok" and len(content) < len(source.content):
        return replace(document, status="truncated")
    return document


def _from_text(source: Source, body: TextBody, agencies: AgencyNames) -> Document:
    return _document(
        source,
        text=body.clean.text,
        title=body.head.title,
        outlet=body.head.outlet,
        byline=body.head.byline,
        published=body.published,
        page_date=body.page_date,
        furniture=body.furniture,
        agencies=agencies,
    )


def _from_page(
    source: Source, content: str, settings: CleanSettings, agencies: AgencyNames
) -> Document:
    root = parse_page(content)
    if root is None:
        return _from_text(source, text_body(_TAG.sub("\n", content), given=source.given), agencies)
    stated = page_metadata(root, source.uri)
    title = source.given.get("title") or stated.title
    outlet = source.given.get("outlet") or stated.outlet
    body = html_body(root, title=title, outlet=outlet, minimum_kept=settings.minimum_kept)
    published, page_date = _visible_dates(body.head, body.foot, title)
    return _document(
        source,
        text="\n\n".join(body.paragraphs),
        title=title,
        outlet=outlet or next((name for line in body.head[:2] if (name := outlet_in(line))), None),
        byline=stated.byline or _visible_byline(body.head, title),
        published=stated.published or published or stated.modified,
        page_date=page_date,
        furniture=body.furniture,
        agencies=agencies,
    )


def _visible_byline(head: Sequence[str], title: str | None) -> str | None:
    """A line "By ..." shown below the title."""
    below = head[head.index(title) + 1 :] if title in head else ()
    named = (line for line in below if is_byline(line) and line.casefold().startswith("by "))
    return next(map(bare_byline, named), None)


def _visible_dates(
    head: Sequence[str], foot: Sequence[str], title: str | None
) -> tuple[When | None, When | None]:
    """Dates shown above the report, below its title for its own; labelled ones also below it."""
    published: When | None = None
    page_date: When | None = None
    title_at = max((at for at, line in enumerate(head) if line == title), default=None)
    for at, line in enumerate((*head, *foot)):
        if len(line.split()) > _DATE_WORDS:
            continue
        for stated in stated_dates(line):
            near = title_at is not None and title_at < at < len(head)
            if stated.role == "saved" or (stated.role == "bare" and at < (title_at or 0)):
                page_date = page_date or as_when(stated, "document")
            elif stated.role == "published" or (near and is_date_line(line)):
                published = published or as_when(stated, "publication")
    return published, page_date


def _document(  # noqa: PLR0913
    source: Source,
    *,
    text: str,
    title: str | None,
    outlet: str | None,
    byline: str | None,
    published: When | None,
    page_date: When | None,
    furniture: tuple[Furniture, ...],
    agencies: AgencyNames,
) -> Document:
    given = source.given
    byline = given.get("byline") or byline
    credit_lines = [*(item.text for item in furniture if len(item.text) < 200), byline or ""]
    paragraphs = text.split("\n\n", 5)[:5]
    credit = attribution(paragraphs, credit_lines, agencies)
    language = language_of(text)
    return Document(
        document_id=document_id(text),
        uri=source.uri,
        text=text,
        outlet=_short(given.get("outlet") or outlet),
        title=_short(given.get("title") or title),
        byline=_short(byline),
        agency=given.get("agency") or credit.agency,
        via=credit.via,
        published=parse_date(given.get("published", ""), "publication")
        or published
        or parse_date(dateline(text[:200]), "publication"),
        page_date=page_date,
        retrieved=source.retrieved,
        language=given.get("language") or (language if language != "other" else None),
        furniture=furniture,
        status=_status(text, language),
    )


def _status(text: str, language: str | None) -> str:
    if not text.strip():
        return "empty"
    return "unsupported_language" if language == "other" else "ok"


def _short(words: str | None) -> str | None:
    """No name or title is longer than a paragraph; what is comes from a broken page."""
    return words if words and len(words) <= _LONGEST_TITLE else None
