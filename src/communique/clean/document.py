"""One source to one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from communique.clean.characters import repaired
from communique.clean.fragment import fragment_body
from communique.clean.html.body import html_body
from communique.clean.html.page import parse_page
from communique.clean.metadata.address import page_address
from communique.clean.metadata.agency import Attribution
from communique.clean.metadata.agency_names import AgencyNames
from communique.clean.metadata.corrections import correction_notes
from communique.clean.metadata.fields import Fields
from communique.clean.metadata.known import Known, day_read
from communique.clean.metadata.of_page import page_fields, read_page_head
from communique.clean.metadata.of_text import text_fields
from communique.clean.metadata.outlets import outlet_table
from communique.clean.text.body import TextBody, supplied_body, text_body
from communique.clean.text.line_rules import ends_like_sentence
from communique.clean.text.recurring import RecurringLines, outlet_key
from communique.records import Document, Furniture, MetadataBasis, Source, document_id
from communique.settings import CleanSettings
from communique.spans import Span, TextMap

_LONGEST_FIELD = 600
_SHORT_LINE = 14
_MOST_LINES_LEFT = 4
_LONGEST_BASIS = 200
_LONGEST_PLAIN = 1_000_000
_TAG = re.compile(r"<[^<>]{0,2000}>")


def clean(
    source: Source,
    settings: CleanSettings | None = None,
    *,
    agencies: AgencyNames | None = None,
    recurring: RecurringLines | None = None,
) -> Document:
    """Cut the page from around a report and read what the page says about it.

    Whatever the content, a document comes back: ``status`` is ``ok``, ``empty`` when no text was
    found, ``unsupported_language`` when it is surely not English, or ``truncated`` when only the
    first ``settings.maximum_characters`` were looked at. Text without markup is the report itself
    and is looked at up to a million characters, far more than any report has.

    Args:
        source: what a reader gave.
        settings: thresholds, tables of the user's own; the defaults if None.
        agencies: names of news agencies, for credits outside a dateline; none if None.
        recurring: lines that the outlets of plain texts print with every report; none if None.

    Raises:
        KnowledgeError: if a table of outlets named by the settings is missing or malformed.
    """
    settings = settings or CleanSettings()
    known = Known(
        outlets=outlet_table(tuple(settings.outlets)),
        agencies=agencies or AgencyNames(),
        given=source.given,
        address=page_address(source.uri) or page_address(source.given.get("url", "")),
        read_on=day_read(source.retrieved),
    )
    longest = settings.maximum_characters
    if source.markup in {"text", "body"}:
        longest = min(longest, _LONGEST_PLAIN)
    content = source.content[:longest]
    if source.markup == "html":
        document = _from_page(source, content, settings, known)
    elif source.markup == "fragment":
        document = _from_fragment(source, content, known)
    else:
        document = _from_text(source, content, settings, known, recurring)
    if document.status == "ok" and len(content) < len(source.content):
        return replace(document, status="truncated")
    return document


def _from_text(
    source: Source,
    content: str,
    settings: CleanSettings,
    known: Known,
    recurring: RecurringLines | None = None,
) -> Document:
    repair = repaired(content)
    if source.markup == "body":
        body = supplied_body(repair.text, given=source.given)
    else:
        body = text_body(
            repair.text,
            given=source.given,
            phrases=settings.phrases,
            recurs=partial(recurring.recurs, outlet_key(source)) if recurring else None,
        )
    fields, credit = _text_fields(body, known)
    furniture = tuple(_as_it_came(item, repair) for item in body.furniture)
    return _document(source, body.clean.text, fields, credit, furniture)


def _from_fragment(source: Source, content: str, known: Known) -> Document:
    fragment = fragment_body(content)
    repair = repaired("\n\n".join(fragment.paragraphs))
    body = supplied_body(repair.text, given=source.given)
    fields, credit = _text_fields(body, known)
    furniture = (*fragment.furniture, *(replace(item, source=None) for item in body.furniture))
    return _document(source, body.clean.text, fields, credit, furniture, fragment.notes)


def _text_fields(body: TextBody, known: Known) -> tuple[Fields, Attribution]:
    start = body.clean.to_source(Span(0, 1)) if body.clean.text else None
    begins = start.start if start else 0
    above = [item for item in body.furniture if item.source and item.source.end <= begins]
    below = [item for item in body.furniture if not (item.source and item.source.end <= begins)]
    return text_fields(
        body,
        known,
        text=body.clean.text,
        above=[item.text for item in above],
        below=[item.text for item in below],
    )


def _from_page(source: Source, content: str, settings: CleanSettings, known: Known) -> Document:
    root = parse_page(content)
    if root is None:
        return _from_text(source, _TAG.sub("\n", content), settings, known)
    page = read_page_head(root, known)
    body = html_body(
        root,
        content,
        title=page.title.value if page.title else None,
        outlet=page.outlet.value if page.outlet else None,
        settings=settings,
        writers=(*page.writers, *page.linked.authors),
    )
    text = repaired("\n\n".join(body.paragraphs)).text
    head = (*body.head, *_lines_left(body.paragraphs))
    fields, credit = page_fields(page, known, root=root, text=text, head=head, foot=body.foot)
    return _document(source, text, fields, credit, body.furniture, body.notes)


def _lines_left(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield short lines at the beginning of the body, which may be the head's: they tell of it."""
    for paragraph in paragraphs[:_MOST_LINES_LEFT]:
        if len(paragraph.split()) > _SHORT_LINE or ends_like_sentence(paragraph):
            return
        yield paragraph


def _as_it_came(item: Furniture, repair: TextMap) -> Furniture:
    """A cut with its range in the source as it was before its characters were repaired."""
    return replace(item, source=repair.to_source(item.source) if item.source else None)


def _document(
    source: Source,
    text: str,
    fields: Fields,
    credit: Attribution,
    furniture: tuple[Furniture, ...],
    notes: tuple[str, ...] = (),
) -> Document:
    values = fields.values()
    words = {name: _short(value) for name, value in values.items() if isinstance(value, str)}
    return Document(
        **(values | words),
        document_id=document_id(text),
        uri=source.uri,
        text=text,
        via=credit.via,
        retrieved=source.retrieved,
        correction_notes=correction_notes(text),
        furniture=furniture,
        basis=tuple(_basis(fields.basis())),
        notes=(*source.notes, *notes),
        status=_status(text, fields),
    )


def _basis(stated: Iterable[MetadataBasis]) -> Iterable[MetadataBasis]:
    """What the fields were read from, without the words of broken pages."""
    for basis in stated:
        words = basis.text or ""
        yield replace(basis, text=repaired(words[:_LONGEST_BASIS]).text or None)


def _status(text: str, fields: Fields) -> str:
    if not text.strip():
        return "empty"
    language = fields.language
    foreign = language and language.basis == "content" and language.value != "en"
    return "unsupported_language" if foreign else "ok"


def _short(words: str) -> str | None:
    """No name or title is longer than a paragraph; what is comes from a broken page."""
    return repaired(words).text if len(words) <= _LONGEST_FIELD else None
