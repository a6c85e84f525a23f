"""Feeds saved as files: RSS from 0.90 to 2.0 and Atom, one source an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.errors import SourceError
from communique.read.formats.feeds.entry import entry_source
from communique.read.formats.feeds.xml_entries import FeedEntries
from communique.read.inputs import Format, Input, Reading
from communique.read.pieces import pieces
from communique.records import Source

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_TYPE = re.compile(r"<!DOCTYPE\s+(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ENCODING = re.compile(r"""\s*<\?xml\b[^<>]{0,99}?\bencoding\s*=\s*["']([\w.:-]{2,40})""", re.A)
_RSS_1 = re.compile(r"https?://(?:purl\.org/rss/1\.|my\.netscape\.com/rdf/simple)", re.IGNORECASE)
_ROOTS = frozenset(("rss", "feed", "channel"))
_CUT = "the feed breaks off in this entry"


def is_feed(given: Input) -> bool:
    """Tell whether the first element is that of a feed."""
    words = given.words.lstrip("\ufeff \t\r\n")
    if not words.startswith("<"):
        return False
    prologue = _COMMENT.sub("", words)
    root = _FIRST_TAG.search(prologue)
    if root is None or root[2].lower() not in {*_ROOTS, "rdf"}:
        return bool(_TYPE.search(prologue))
    if root[2].lower() == "rdf":
        return bool(_RSS_1.search(words))
    return root[2].lower() != "channel" or "<item" in words


def read_feed(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each entry; one without words or title is told as ``uri#N``.

    Raises:
        SourceError: if the feed declares entities, with which a file can grow without end.
    """
    _refuse_entities(given.words)
    declared = _ENCODING.match(given.words)
    given = replace(given, charset=given.charset or (declared[1] if declared else None))
    entries = FeedEntries(pieces(given), reading.settings.maximum_report_bytes)
    number = 0
    for number, entry in enumerate(entries, start=1):
        uri = f"{given.uri}#{number}"
        notes = (_CUT,) if entries.is_cut else ()
        try:
            yield entry_source(entry, uri, retrieved=given.retrieved, notes=notes)
        except SourceError as error:
            reading.problems(uri, str(error))
    if not number:
        reading.problems(given.uri, "feed without entries")
    elif not entries.is_whole:
        reading.problems(given.uri, "the feed breaks off, or is broken XML: entries may be missing")


def _refuse_entities(words: str) -> None:
    found = _ENTITY.search(words)
    if found:
        root = next(
            (tag for tag in _FIRST_TAG.finditer(words) if tag[2].lower() in {*_ROOTS, "rdf"}), None
        )
        if root is None or found.start() < root.start():
            raise SourceError("feed that declares entities, which is not read")


FEED = Format("feed", is_feed, read_feed)
