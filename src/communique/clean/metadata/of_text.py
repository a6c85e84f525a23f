"""The fields of a report in plain text, with or without the lines of its page around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.clean.metadata.address import canonical, day_in, host_of
from communique.clean.metadata.agency import Attribution, attribution, dateline
from communique.clean.metadata.bylines import byline_of, persons
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.dates import parse_date
from communique.clean.metadata.fields import Fields
from communique.clean.metadata.known import Known
from communique.clean.metadata.linked_data import LinkedReport
from communique.clean.metadata.markup import Markup
from communique.clean.metadata.publication import of_document, page_days, possible, same_day
from communique.clean.metadata.publisher import (
    first_line_outlet,
    host_outlet,
    signed_outlet,
    told_ago_outlet,
)
from communique.clean.metadata.shown_days import Shown
from communique.clean.text.body import TextBody
from communique.records import When

_SHORT = 240


def text_fields(
    body: TextBody, known: Known, *, text: str, above: Sequence[str], below: Sequence[str]
) -> tuple[Fields, Attribution]:
    """Return the fields of a report and its attribution.

    Args:
        body: the report with what its head says.
        known: outlets, agencies, what the container states.
        text: the report's text.
        above: lines cut above the report, ``below``: those cut in it and below it.
    """
    head = body.head
    title = known.given_words("title") or _found(head.title, "first line", 0.85)
    shown = Shown(head=above, foot=below, title=title.value if title else None)
    outlet = _outlet(head.outlet, head.title, above, below, known)
    outlet_name = outlet.value if outlet else None
    no_person = known.no_person(outlet_name)
    credit = attribution(
        text.split("\n\n"),
        known.agencies,
        byline=known.given.get("byline") or head.byline or "",
        opening=[line for line in shown.below_title if len(line) <= _SHORT],
        closing=[line for line in below if len(line) <= _SHORT],
    )
    days = page_days(Markup(), LinkedReport(), shown, address=known.address, read_on=known.read_on)
    fields = Fields(
        title=title,
        outlet=outlet,
        byline=known.given_byline(outlet_name)
        or _byline(head.byline, known, outlet_name)
        or byline_of(Markup(), LinkedReport(), (), shown.below_title, no_person),
        agency=known.agency(credit, outlet),
        published=_published(body.published, known) or days.published or dateline_day(text),
        updated=known.given_day("updated") or days.updated,
        page_date=of_document(_day(body.page_date, "masthead", 0.7, known.read_on)),
        canonical_url=_canonical_url(known),
        language=known.language(text, "", "content"),
    )
    return fields, credit


def dateline_day(text: str) -> Candidate[When] | None:
    """Return the day of a dateline that gives its year."""
    words = dateline(text[:200])
    when = parse_date(words, "publication") if words else None
    if when is None:
        return None
    return Candidate(value=when, basis="dateline", confidence=0.6, text=words.strip())


def _found(words: str | None, basis: str, confidence: float) -> Candidate[str] | None:
    if not words:
        return None
    return Candidate(value=words, basis=basis, confidence=confidence, text=words)


def _outlet(
    masthead: str | None,
    title: str | None,
    above: Sequence[str],
    below: Sequence[str],
    known: Known,
) -> Candidate[str] | None:
    given = known.given_outlet()
    if given:
        return given
    found: list[Candidate[str]] = []
    host = host_of(known.address) if known.address else None
    at_host = known.outlets.at(host) if host else None
    if at_host:
        found.append(Candidate(value=at_host.name, basis="host", confidence=0.95, text=host))
    if masthead:
        name = known.outlets.listed(masthead)
        found.append(Candidate(value=name, basis="masthead", confidence=0.8, text=masthead))
    return (
        settle(found)
        or signed_outlet(below, known.outlets)
        or told_ago_outlet(above, known.outlets)
        or first_line_outlet(above, title, known.outlets)
        or host_outlet(known.address)
    )


def _byline(words: str | None, known: Known, outlet: str | None) -> Candidate[str] | None:
    names = persons(words, known.no_person(outlet)) if words else ()
    if not names:
        return None
    return Candidate(value=", ".join(names), basis="label", confidence=0.8, text=words)


def _published(shown: When | None, known: Known) -> Candidate[When] | None:
    days = [known.given_day("published"), _day(shown, "label", 0.8, known.read_on)]
    if known.address and (found := day_in(known.address)):
        when = When(
            start=found[0], end=found[0], precision="day", text=found[1], basis="publication"
        )
        days.append(Candidate(value=when, basis="url", confidence=0.7, text=found[1]))
    return settle((day for day in days if day), same_day)


def _day(
    when: When | None, basis: str, confidence: float, read_on: date | None, words: str = ""
) -> Candidate[When] | None:
    if when is None:
        return None
    day = Candidate(value=when, basis=basis, confidence=confidence, text=words or when.text)
    years = {when.start.year} if when.start else set()
    return day if possible(day, read_on, years) else None


def _canonical_url(known: Known) -> Candidate[str] | None:
    for words, basis in ((known.given.get("url", ""), "container"), (known.address or "", "url")):
        address = canonical(words, None) if words else None
        if address:
            confidence = 0.9 if basis == "container" else 0.7
            return Candidate(value=address, basis=basis, confidence=confidence, text=words)
    return None
