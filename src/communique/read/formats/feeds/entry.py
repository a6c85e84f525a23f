"""An entry of a feed, whatever its format calls its fields, to a source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from communique.errors import SourceError
from communique.read.fragments import Markup, markup_of, visible_words, without_tags
from communique.read.stated_dates import stated_date
from communique.records import Source

SUMMARY_ONLY = "feed gives a summary only"
TITLE_ONLY = "feed gives a title only"
_TEASER_WORDS = 60
_GOES_ON = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|\b(?:read|learn|see) more\W*|continue reading\b.{0,80})\s*\Z",
    re.IGNORECASE,
)
_FEED_SUFFIX = re.compile(
    r"\s*[-–—|:»>]*\s*\b(?:rss|atom|news)?\s*(?:rss|atom|xml)(?: feed)?\s*\Z", re.I
)
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an entry; ``is_html`` unless the feed says that they are plain text."""

    text: str
    is_html: bool = True
    is_summary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The fields of an entry as the feed gives them; what it lacks is empty."""

    words: tuple[Words, ...] = ()
    title: str = ""
    link: str = ""
    published: str = ""
    updated: str = ""
    bylines: tuple[str, ...] = ()
    outlet: str = ""
    agency: str = ""
    language: str = ""


def entry_source(
    entry: Entry, uri: str, *, retrieved: str | None = None, notes: Iterable[str] = ()
) -> Source:
    """Return the source of an entry: the fullest of its words, with what it says of itself.

    Args:
        entry: the fields of the entry.
        uri: names the entry if it has no address of its own.
        retrieved: when the feed was.
        notes: what else a reader should know.

    Raises:
        SourceError: if the entry has neither words nor a title.
    """
    title = without_tags(entry.title)
    content, markup, note = _content(entry.words, title)
    stated = {
        "title": title,
        "published": stated_date(entry.published),
        "updated": stated_date(entry.updated),
        "url": entry.link,
        "byline": ", ".join(dict.fromkeys(filter(None, map(without_tags, entry.bylines)))),
        "outlet": outlet_name(entry.outlet),
        "agency": without_tags(entry.agency),
        "language": re.split(r"[-_]", entry.language.strip().lower())[0],
    }
    return Source(
        uri=entry.link if _WEB.match(entry.link) else uri,
        content=content,
        markup=markup,
        given={field: words for field, words in stated.items() if words},
        retrieved=retrieved,
        notes=(*note, *notes),
    )


def outlet_name(title: str) -> str:
    """Return the name of an outlet by the title of its feed, without saying that it is a feed."""
    words = without_tags(title)
    return "" if _WEB.match(words) else _FEED_SUFFIX.sub("", words) or words


def address(link: str, base: str) -> str:
    """Return a link as an address, relative ones from that of the feed; empty if it is none."""
    try:
        joined = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return joined if _WEB.match(joined) and not re.search(r"\s", joined) else ""


def _content(words: tuple[Words, ...], title: str) -> tuple[str, Markup, tuple[str, ...]]:
    seen = [(one, visible_words(one.text) if one.is_html else one.text) for one in words]
    fullest, shown = max(seen, key=lambda pair: len(pair[1]), default=(Words(""), ""))
    if not shown.strip():
        if not title:
            raise SourceError("entry with neither words nor a title")
        return title, "body", (TITLE_ONLY,)
    is_teaser = bool(_GOES_ON.search(shown[-200:])) or (
        fullest.is_summary and len(shown.split()) < _TEASER_WORDS
    )
    note = (SUMMARY_ONLY,) if is_teaser else ()
    markup = markup_of(fullest.text) if fullest.is_html else "body"
    plain = html.unescape(fullest.text) if fullest.is_html else fullest.text
    return (plain if markup == "body" else fullest.text), markup, note
