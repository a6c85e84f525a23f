"""What a feed or a sitemap lists: entries with their words, and pages to be fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from communique.errors import SourceError
from communique.read.fetch import Answer, FetchError
from communique.read.formats import format_of
from communique.read.formats.feeds.entry import SUMMARY_ONLY, TITLE_ONLY
from communique.read.formats.packed.allowance import allowance_of
from communique.read.formats.packed.methods import GZIP_MAGIC, unpack_gzip
from communique.read.formats.packed.stream import Unpacked
from communique.read.inputs import Input, Reading
from communique.read.web import input_of
from communique.records import Source, content_id
from communique.settings import ReadSettings
from communique.watch.feeds_file import Feed
from communique.watch.sitemaps import Sitemap, is_sitemap, read_sitemap

FUTURE = "the date that the feed gives lies in the future and is left out"
_FEEDS = ("feed", "JSON Feed")
_PAGES = ("HTML", "text", "PDF", "DOCX", "RTF")
_SUMMARIES = frozenset((SUMMARY_ONLY, TITLE_ONLY))
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid", re.IGNORECASE)
_MOST_ENTRIES = 10_000
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_IS_FEED = re.compile(r"""type\s*=\s*["']?application/(?:rss\+xml|atom\+xml|feed\+json)""", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed.

    ``key`` is the same whenever the entry comes again, whatever id the feed gives it; ``source``
    is what the feed gives of it; ``page`` the address to fetch for the whole of it, if one is.
    """

    key: str
    source: Source
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a look at a feed found: its entries, or a sitemap; and what was wrong with it."""

    entries: tuple[Entry, ...] = ()
    sitemap: Sitemap | None = None
    problems: tuple[tuple[str, str], ...] = ()


def read_listing(answer: Answer, feed: Feed, settings: ReadSettings) -> Listing:
    """Read the answer of a feed.

    Raises:
        FetchError: if it is neither a feed nor a sitemap.
    """
    given = _unpacked(replace(input_of(answer), uri=feed.address), settings)
    if given.head and is_sitemap(given):
        return Listing(sitemap=read_sitemap(given.stream, answer.address))
    problems: list[tuple[str, str]] = []
    reading = Reading(
        problems=lambda uri, why: problems.append((uri, why)), settings=settings, open=_nothing
    )
    try:
        form = format_of(given)
        if form.name not in _FEEDS:
            raise FetchError(_no_feed(given, form.name))
        entries: dict[str, Entry] = {}
        for source in form.read(given, reading):
            entry = _entry(source, feed)
            entries.setdefault(entry.key, entry)
            if len(entries) >= _MOST_ENTRIES:
                problems.append((feed.address, f"more than {_MOST_ENTRIES:,} entries"))
                break
    except SourceError as error:
        raise error if isinstance(error, FetchError) else FetchError(str(error)) from error
    return Listing(entries=tuple(entries.values()), problems=tuple(problems))


def read_page(answer: Answer, entry: Source | None, feed: Feed, settings: ReadSettings) -> Source:
    """Return the report on a page, with what the feed says of it.

    Raises:
        SourceError: if it is of a form that holds no single report.
    """
    given = input_of(answer)
    problems: list[str] = []
    reading = Reading(
        problems=lambda _, why: problems.append(why), settings=settings, open=_nothing
    )
    form = format_of(given)
    if form.name not in _PAGES:
        raise FetchError(f"{form.name}, where a page was expected")
    source = next(iter(form.read(given, reading)), None)
    if source is None:
        raise FetchError(problems[0] if problems else "empty")
    published = (entry.given if entry else {}).get("published")
    stated = {"published": published, "outlet": feed.outlet}
    return replace(source, given=source.given | {k: v for k, v in stated.items() if v})


def page_key(address: str) -> str:
    """Return the key of a page; what only tells where a click came from makes no other page."""
    parts = urlsplit(urldefrag(address).url)
    asked = [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0])]
    return content_id("page", parts._replace(query=urlencode(asked)).geturl())


def is_recent(changed: str, days: int, now: float) -> bool:
    """Tell whether a stated change lies within some days of now; False if it states no day."""
    day = _day(changed)
    return day is not None and day >= _today(now) - timedelta(days=days)


def _entry(source: Source, feed: Feed) -> Entry:
    given = dict(source.given)
    if feed.outlet:
        given["outlet"] = feed.outlet
    notes = source.notes
    for name in ("published", "updated"):
        day = _day(given.get(name, ""))
        # Clocks and zones differ by a day at most.
        if day is not None and day > _today() + timedelta(days=1):
            del given[name]
            notes = (*notes, FUTURE)
    is_linked = source.uri.startswith(("http://", "https://")) and "url" in source.given
    identity = source.uri if is_linked else content_id("entry", source.content)
    uri = source.uri if is_linked else f"{feed.address}#{identity}"
    wanted = feed.pages == "always" or (feed.pages == "summaries" and _SUMMARIES & {*notes})
    page = uri if is_linked and wanted else None
    key = page_key(uri) if page else content_id("entry", uri, source.content)
    return Entry(
        key=key, source=replace(source, uri=uri, given=given, notes=tuple(dict.fromkeys(notes))),
        page=page,
    )  # fmt: skip


def _unpacked(given: Input, settings: ReadSettings) -> Input:
    """Sitemaps often come as gzip files."""
    if not given.head.startswith(GZIP_MAGIC):
        return given
    allowance = allowance_of(given.stream, settings)
    return replace(given, stream=Unpacked(given.stream, unpack_gzip, allowance), notes=[])


def _no_feed(given: Input, form: str) -> str:
    if form != "HTML":
        return f"{form}, where a feed or a sitemap was expected"
    for link in _LINK.findall(given.words):
        named = _HREF.search(link)
        if named and _IS_FEED.search(link):
            address = html.unescape(named[1] or named[2] or "")
            return f"a web page, not a feed; it names {urljoin(given.uri, address)} as its feed"
    return "a web page, where a feed or a sitemap was expected"


def _nothing(given: Input) -> Iterator[Source]:
    """Containers have no place in a feed."""
    return iter(())


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip()[:10])
    except ValueError:
        return None


def _today(now: float | None = None) -> date:
    moment = datetime.now(UTC) if now is None else datetime.fromtimestamp(now, UTC)
    return moment.date()
