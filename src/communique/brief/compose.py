"""From a question to a briefing."""

from __future__ import annotations

from datetime import date

from communique.brief.asked import KINDS, Material, find, without_each
from communique.brief.briefing import Briefing, Line, Part, Section
from communique.brief.dates import day_words
from communique.brief.facts import charts, documents_of, facts
from communique.brief.happened import happened
from communique.brief.measured import disputes_section, figures_section
from communique.brief.parties import Names
from communique.brief.plain import capital, counted, listed, plain
from communique.brief.promised import promised
from communique.brief.said import said
from communique.brief.sources import Sources
from communique.brief.telling import Teller
from communique.errors import UnknownRecordError
from communique.ledger import Filters, Ledger
from communique.ledger.filters import check_filters, first_day, last_day
from communique.ontology import Ontology, load_ontology
from communique.records import Event

# How a filter is told in words, where its name alone would not do.
_OPTIONS = {"between": "the two parties", "actor": "the party", "topic": "the topic",
            "since": "the first day", "until": "the last day"}  # fmt: skip


def make_briefing(
    ledger: Ledger, filters: Filters, *, ontology: Ontology | None = None
) -> Briefing:
    """Return a briefing on what a ledger holds.

    Args:
        ledger: to read.
        filters: what the briefing is about; order and limit are its own.
        ontology: the types of the events, where a user's own are among them.

    Returns:
        A briefing in which every sentence has its notes; if nothing meets the filters, one that
        says so and which filter is to blame.

    Raises:
        QueryError: if a filter does not apply to events.
        LedgerError: if the ledger cannot be read.
    """
    check_filters("events", filters)
    names, sources = Names(ledger.actors()), Sources(ledger)
    material = find(ledger, filters)
    title, asked = _title(filters, names), _asked(filters, names)
    if material.is_empty:
        return Briefing(title=title, asked=asked, sections=(_nothing(ledger, filters),))
    teller = Teller(ledger, names, sources, ontology or load_ontology())
    sections = _sections(material, ledger, names, sources, teller)
    days = sorted(d for d in map(sources.published, documents_of(material)) if d)
    return Briefing(
        title=title,
        asked=asked,
        facts=facts(material, sources),
        charts=charts(material.events),
        sections=sections,
        notes=sources.notes,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _sections(
    material: Material, ledger: Ledger, names: Names, sources: Sources, teller: Teller
) -> tuple[Section, ...]:
    disputed = {e.event_id: e for e in _disputed_events(material, ledger)}
    made = {
        "events": happened(material.events, teller),
        "statements": said(material.statements, names, sources),
        "commitments": promised(material.commitments, ledger, names, sources, teller),
        "figures": figures_section(material.figures, names, sources),
        "disputes": disputes_section(material.disputes, disputed, teller, sources),
    }
    return tuple(_told(made[kind], kind, material) for kind in KINDS)


def _told(section: Section, kind: str, material: Material) -> Section:
    """The section; where it is empty, one that says why."""
    if getattr(material, kind):
        return section
    unasked = material.unasked.get(kind)
    if unasked:
        by = listed([name.replace("_", " ") for name in unasked])
        remark = f"Not told: the ledger does not know the {by} of {kind}."
    else:
        remark = f"The ledger holds no {kind} that meet the question."
    return Section(title=section.title, remark=remark)


def _disputed_events(material: Material, ledger: Ledger) -> list[Event]:
    found = []
    for event_id in {d.event_id for d in material.disputes if d.event_id}:
        try:
            _, record = ledger.record(event_id)
        except UnknownRecordError:
            continue
        if isinstance(record, Event):
            found.append(record)
    return found


def _nothing(ledger: Ledger, filters: Filters) -> Section:
    """That there is nothing, and which filter emptied the answer."""
    lines = [
        Line(text=f"Without {_OPTIONS.get(name, plain(name))} it holds {counted(count, 'record')}.")
        for name, count in without_each(ledger, filters).items()
    ]
    nothing = "The ledger holds nothing that meets the question."
    if not lines and filters.given():
        nothing += " No filter alone is to blame: it holds nothing without any one of them either."
    return Section(title="Nothing found", parts=(Part(lines=(Line(text=nothing), *lines)),))


def _title(filters: Filters, names: Names) -> str:
    if filters.between:
        parties = listed([names.term(party) for party in filters.between])
    elif filters.actor:
        parties = names.term(filters.actor)
    else:
        parties = ""
    topic = plain(filters.topic).replace("-", " ") if filters.topic else ""
    return (
        capital(": ".join(part for part in (parties, topic) if part)) or "All that the ledger holds"
    )


def _asked(filters: Filters, names: Names) -> str:
    """The question in words, with the days as they were meant."""
    told = []
    if filters.between:
        one, other = (names.term(party) for party in filters.between)
        told.append(f"between {one} and {other}")
    if filters.actor:
        told.append(f"with {names.term(filters.actor)}")
    if filters.topic:
        told.append(f"on {plain(filters.topic)}")
    told += [
        f"{name.replace('_', ' ')} {plain(str(value))}"
        for name, value in filters.given().items()
        if name not in _OPTIONS
    ]
    since, until = _day(filters.since, first_day), _day(filters.until, last_day)
    told += [f"from {day_words(since)} on"] if since and not until else []
    told += [f"up to {day_words(until)}"] if until and not since else []
    told += [f"from {day_words(since)} to {day_words(until)}"] if since and until else []
    return f"Asked for: what the ledger holds {', '.join(told) or 'altogether'}."


def _day(text: str | None, read: object) -> date | None:
    return read(text) if text and callable(read) else None
