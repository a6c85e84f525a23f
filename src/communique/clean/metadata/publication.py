"""When a report was published, when it was last changed, and when its page was made.

A page states many days: in its data, beside its title, in its masthead, in its address. Each is a
candidate; a day that a label calls an update is no day of publication unless no other is stated
beside the title, and a masthead's date is none at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from communique.clean.metadata.address import day_in
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.dates import metadata_date
from communique.clean.metadata.linked_data import LinkedReport
from communique.clean.metadata.markup import Markup
from communique.clean.metadata.shown_days import Day, Shown, day_of, visible_days
from communique.records import When

_PUBLISHED = {
    "article:published_time": 0.93, "og:published_time": 0.9, "og:article:published_time": 0.9,
    "article.published": 0.88, "datepublished": 0.88, "parsely-pub-date": 0.88,
    "sailthru.date": 0.85, "cxenseparse:recs:publishtime": 0.85, "pubdate": 0.85,
    "publishdate": 0.85, "publish-date": 0.85, "publish_date": 0.85, "publication_date": 0.85,
    "published_time": 0.85, "published_at": 0.85, "dc.date.issued": 0.85, "dcterms.issued": 0.85,
    "originalpublicationdate": 0.85, "citation_publication_date": 0.8, "dc.date.created": 0.75,
    "dcterms.created": 0.75, "dcterms.date": 0.7, "dc.date": 0.7, "date": 0.7, "timestamp": 0.5,
}  # fmt: skip
_MODIFIED = {
    "article:modified_time": 0.9, "datemodified": 0.85, "og:updated_time": 0.8,
    "dcterms.modified": 0.8, "dc.date.modified": 0.8, "last-modified": 0.6, "lastmod": 0.7,
    "revised": 0.6,
}  # fmt: skip
_UNIVERSAL = re.compile(r"[T ]\d{2}:\d{2}.*(?:Z|[+-]00:?00|UTC|GMT)$")
_SEEN = 0.8  # confidence from which a day that is no moment in universal time is believed
_WEB_BEGAN = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDays:
    """The days of a page, each with what it was read from."""

    published: Day | None = None
    updated: Day | None = None
    page_date: Day | None = None


def page_days(
    markup: Markup,
    linked: LinkedReport,
    shown: Shown,
    *,
    address: str | None,
    read_on: date | None,
) -> PageDays:
    """Return the days that a page states.

    Args:
        markup: what its elements state.
        linked: what its linked data says.
        shown: the lines that it shows around the report.
        address: its web address, whose path may hold the day; None for a file.
        read_on: the day on which it was read; no page can be of a later day.
    """
    visible = list(visible_days(shown, markup.around))
    stated = [*_stated(markup, linked, _PUBLISHED, linked.published), *_marked(markup, "published")]
    changed = [*_stated(markup, linked, _MODIFIED, linked.modified), *_marked(markup, "updated")]
    published = [*stated, *(day for role, day in visible if role == "published")]
    updated = [*changed, *(day for role, day in visible if role == "updated")]
    made = [day for role, day in visible if role == "page"]
    if address and (found := day_in(address)):
        published.append(day_of(found[0], "url", 0.7, found[1]))
    if not published:
        published = [day for role, day in visible if role == "updated by title"]
    years = {day.value.start.year for _, day in visible if day.value.start}
    first = _settled([d for d in published if possible(d, read_on, years)])
    last = _settled([d for d in updated if possible(d, read_on, years)])
    page = settle((d for d in made if possible(d, read_on, years)), same_day)
    if page and any(one and same_day(page.value, one.value) for one in (first, last)):
        page = None  # the day of the report, shown above its title
    return PageDays(published=first, updated=of_document(last), page_date=of_document(page))


def of_document(day: Day | None) -> Day | None:
    """Return a day as one of the document, which is not that of its publication."""
    return replace(day, value=replace(day.value, basis="document")) if day else None


def possible(day: Day, read_on: date | None, shown_years: set[int]) -> bool:
    """Tell whether a page read on a day can be of ``day``.

    The web began in 1990: earlier days are slips, such as the zero of a clock, unless the page
    shows that year too.
    """
    start = day.value.start
    if start is None:
        return False
    if start < _WEB_BEGAN and start.year not in shown_years:
        return False
    # The page may have been read where it was still the day before.
    return start <= (read_on or date.today()) + timedelta(days=1)


def same_day(first: When, second: When) -> bool:
    """Tell whether two days are one, seen from different time zones."""
    if first.start is None or second.start is None or first.end is None or second.end is None:
        return first == second
    if first.precision != "day" or second.precision != "day":
        return first.start <= second.end and second.start <= first.end
    return abs((first.start - second.start).days) <= 1


def _settled(days: Sequence[Day]) -> Day | None:
    """The day that most candidates support, as the outlet writes it.

    A moment in universal time may fall on the day before or after the one that readers see.
    """
    best = settle(days, same_day)
    if best is None or not _UNIVERSAL.search((best.text or "").strip()):
        return best
    local = (
        day for day in days
        if day.confidence >= _SEEN and same_day(day.value, best.value)
        and not _UNIVERSAL.search((day.text or "").strip())
    )  # fmt: skip
    seen = next(local, best)
    return replace(best, value=seen.value, basis=seen.basis, text=seen.text)


def _stated(
    markup: Markup, linked: LinkedReport, keys: dict[str, float], in_data: str
) -> Iterator[Day]:
    # Templates that know no day of publication repeat that of the last change.
    in_linked = 0.85 if in_data == linked.modified and keys is _PUBLISHED else 0.95
    values = [(in_data, "json-ld", in_linked * linked.confidence)]
    values += [(markup.metas.get(key, ""), "meta", sureness) for key, sureness in keys.items()]
    for value, basis, confidence in values:
        when = metadata_date(value, "publication") if value else None
        if when:
            yield Candidate(value=when, basis=basis, confidence=confidence, text=value)


def _marked(markup: Markup, role: str) -> Iterator[Day]:
    """Days of microdata and of ``time`` elements."""
    key = "datepublished" if role == "published" else "datemodified"
    days = [(value, "microdata", 0.88) for value in markup.marked.get(key, ())[:1]]
    times = markup.times
    named = [time for time in times if time.role == role]
    days += [(time.value, "time element", 0.85 if time.near else 0.6) for time in named[:1]]
    if role == "published" and not named:
        near = [time for time in times if time.near and not time.role]
        days += [(time.value, "time element", 0.8) for time in near[:1]]
        first = [time for time in times if not time.role][:1] if not near else []
        days += [(time.value, "time element", 0.5) for time in first]
    for value, basis, confidence in days:
        when = metadata_date(value, "publication")
        if when:
            yield Candidate(value=when, basis=basis, confidence=confidence, text=value)
