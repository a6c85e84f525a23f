"""The fields of a report on a web page: first those of its markup, then those around its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from communique.clean.html.page import blocks
from communique.clean.metadata.address import canonical, host_of, is_home
from communique.clean.metadata.agency import Attribution, attribution
from communique.clean.metadata.bylines import byline_of, credited_words, names_persons
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.fields import Fields
from communique.clean.metadata.known import Known
from communique.clean.metadata.last_resort import last_resort_day
from communique.clean.metadata.linked_data import LinkedReport, linked_report
from communique.clean.metadata.markup import Markup, read_markup
from communique.clean.metadata.of_text import dateline_day
from communique.clean.metadata.publication import PageDays, page_days, same_day
from communique.clean.metadata.publisher import (
    host_outlet,
    outlet_of,
    shown_outlet,
    signed_outlet,
    site_names,
)
from communique.clean.metadata.shown_days import Shown
from communique.clean.metadata.title_parts import TitleParts, is_divided, title_parts
from communique.clean.metadata.titles import title_of
from communique.clean.metadata.writer_elements import marked_writers

_SHORT = 240
_MOST_BLOCKS = 400
_CLOSING_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What the markup of a page says, read before the report in it is looked for."""

    markup: Markup
    linked: LinkedReport
    parts: TitleParts
    title: Candidate[str] | None
    outlet: Candidate[str] | None
    writers: tuple[str, ...] = ()


def read_page_head(root: etree._Element, known: Known) -> PageHead:
    """Read title and outlet, which help to tell the report from what stands around it."""
    markup = read_markup(root)
    shown = [heading.text for heading in markup.headings]
    shown += [markup.meta("og:title"), markup.title]
    linked = linked_report(markup.scripts, shown, known.address)
    parts = _title_parts(root, markup, shown)
    sites = site_names(markup, linked, known.address, known.outlets)
    if known.given.get("outlet"):
        sites = (*sites, known.given["outlet"])
    return PageHead(
        markup=markup,
        linked=linked,
        writers=() if names_persons(markup, linked) else tuple(marked_writers(root)),
        parts=parts,
        title=title_of(markup, linked, parts, sites, known.given.get("title")),
        outlet=outlet_of(
            markup,
            linked,
            address=known.address,
            table=known.outlets,
            given=known.given_outlet(),
        ),
    )


def _title_parts(root: etree._Element, markup: Markup, shown: Sequence[str]) -> TitleParts:
    """The title element taken apart by its headings or, if they do not tell, by all lines."""
    parts = title_parts(markup.title, shown[:-1])
    if parts.title or not is_divided(markup.title):
        return parts
    lines = (block.text for block in islice(blocks(root), _MOST_BLOCKS))
    return title_parts(markup.title, (line for line in lines if len(line) <= _SHORT))


def page_fields(
    page: PageHead,
    known: Known,
    *,
    root: etree._Element,
    text: str,
    head: Sequence[str],
    foot: Sequence[str],
) -> tuple[Fields, Attribution]:
    """Return the fields of a report and its attribution.

    Args:
        page: what the markup of the page says.
        known: outlets, agencies, what the container states.
        root: the tree of the page, which this may change.
        text: the report.
        head: lines above the report, ``foot``: those below it.
    """
    title = page.title.value if page.title else None
    shown = Shown(head=head, foot=foot, title=title)
    outlet = page.outlet or shown_outlet(page.parts, page.markup.title, title, head, known.outlets)
    outlet = outlet or signed_outlet(foot, known.outlets) or host_outlet(known.address)
    below = shown.below_title
    written = known.no_person(outlet.value if outlet else None)
    byline = known.given_byline(outlet.value if outlet else None)
    credit = attribution(
        text.split("\n\n"),
        known.agencies,
        byline=known.given.get("byline")
        or credited_words(page.markup, page.linked, page.writers, below),
        opening=[line for line in below if len(line) <= _SHORT],
        closing=[line for line in foot[-_CLOSING_LINES:] if len(line) <= _SHORT],
    )
    days = _days(page, known, shown, root, text)
    stated = (
        page.markup.language
        or page.markup.meta("og:locale", "content-language")
        or page.linked.language
    )
    fields = Fields(
        title=page.title,
        outlet=outlet,
        byline=byline or byline_of(page.markup, page.linked, page.writers, below, written),
        agency=known.agency(credit, outlet),
        published=days.published,
        updated=known.given_day("updated") or days.updated,
        page_date=days.page_date,
        canonical_url=_canonical_url(page, known),
        language=known.language(text, stated, "meta"),
    )
    return fields, credit


def _days(page: PageHead, known: Known, shown: Shown, root: etree._Element, text: str) -> PageDays:
    days = page_days(page.markup, page.linked, shown, address=known.address, read_on=known.read_on)
    given = known.given_day("published")
    if given:
        found = settle([given, *([days.published] if days.published else [])], same_day)
        return PageDays(published=found, updated=days.updated, page_date=days.page_date)
    if days.published or days.page_date:
        return days
    published = dateline_day(text) or last_resort_day(root, days, known.address, known.read_on)
    return PageDays(published=published, updated=days.updated, page_date=days.page_date)


def _canonical_url(page: PageHead, known: Known) -> Candidate[str] | None:
    """The address that the page gives for itself; a front page is no address of a report."""
    base = urljoin(known.address or "", page.markup.base) if page.markup.base else known.address
    stated = (
        (page.markup.links.get("canonical", ""), "meta", 0.95),
        (page.markup.metas.get("og:url", ""), "meta", 0.85),
        (page.linked.url, "json-ld", 0.8 * page.linked.confidence),
        (known.given.get("url", ""), "container", 0.8),
        (known.address or "", "url", 0.7),
    )
    own_host = host_of(known.address) if known.address else None
    found: list[Candidate[str]] = []
    for words, basis, confidence in stated:
        address = canonical(words, base) if words else None
        if address is None or (
            is_home(address) and address != canonical(known.address or "", None)
        ):
            continue
        elsewhere = own_host is not None and host_of(address) != own_host
        sureness = confidence * (0.9 if elsewhere else 1)
        found.append(Candidate(value=address, basis=basis, confidence=sureness, text=words))
    return settle(found, _same_address)


def _same_address(first: str, second: str) -> bool:
    one, other = (
        url.split("://", 1)[-1].removeprefix("www.").rstrip("/") for url in (first, second)
    )
    return one == other
