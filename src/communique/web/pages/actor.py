"""An actor: names, offices over time, dealings, words, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from communique.display.plain import plain_text
from communique.errors import UnknownRecordError
from communique.ledger import Filters, Ledger, PairCount
from communique.ledger.who import is_code
from communique.records import Actor, Commitment, Event, Statement
from communique.web.draw.columns import Columns
from communique.web.finding import code_in
from communique.web.lines import (
    CommitmentLine,
    EventLine,
    StatementLine,
    commitment_lines,
    event_lines,
    statement_lines,
)
from communique.web.named import names_of
from communique.web.over_time import over_time
from communique.web.page import Page
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit
from communique.web.sample import Sample, newest
from communique.web.terms import Term, terms_of

_PARTNERS, _EVENTS, _WORDS, _PEOPLE, _PLACES = 10, 6, 4, 24, 40
_LOOKED_AT = 1000  # newest events, where partners and places are counted from


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Someone with whom there were dealings: the events in which both took part."""

    code: str
    name: str
    events: int
    cooperative: int
    conflictual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """An actor and what the ledger holds of it.

    Attributes:
        code: by which addresses of relationships name it.
        term: by which listings are asked for it.
        counts: of records by kind.
        terms: of office, the latest first.
        partners: the closest first; counted from the newest events where ``sampled``.
        about: what others say of a state.
    """

    actor: Actor
    code: str
    term: str
    counts: Mapping[str, int]
    terms: tuple[Term, ...]
    partners: tuple[Partner, ...]
    sampled: int | None
    chart: Columns | None
    events: tuple[EventLine, ...]
    said: tuple[StatementLine, ...]
    about: tuple[StatementLine, ...]
    commitments: tuple[CommitmentLine, ...]
    places: tuple[PlaceCount, ...]
    people: tuple[Actor, ...]


def actor(visit: Visit) -> ActorPage:
    """Return the actor of the address.

    Raises:
        UnknownRecordError: if the ledger does not know it.
    """
    ledger = visit.ledger
    found = _found(ledger, visit.parts["actor_id"])
    asked = _about(visit)
    sample = newest(ledger, replace(asked, status=None), most=_LOOKED_AT)
    partners, sampled = _partners(ledger, found, asked, sample)
    return ActorPage(
        actor=found,
        code=code_in(found),
        term=_term(found.actor_id),
        counts=_counts(ledger, found),
        terms=terms_of(ledger, found),
        partners=partners,
        sampled=sampled,
        chart=over_time(ledger, asked, f"{plain_text(found.name)}: cooperation and conflict"),
        events=event_lines(ledger, cast("list[Event]", _some(ledger, "events", asked, _EVENTS))),
        said=_said(ledger, Filters(speaker=_term(found.actor_id))),
        about=_said_of(ledger, found),
        commitments=_promised(ledger, found),
        places=places_of(sample.events)[:_PLACES],
        people=_people(ledger, found),
    )


def _about(visit: Visit) -> Filters:
    return replace(visit.filters, actor=_term(visit.parts["actor_id"]))


def _term(actor_id: str) -> str:
    """What listings are asked for: the id of a group of states would mean its members too."""
    kind, _, code = actor_id.partition("/")
    return code if kind in ("organisation", "group") and is_code(code) else actor_id


def _found(ledger: Ledger, wanted: str) -> Actor:
    """The actor of an id, or of the code of a state or organisation."""
    ids = [wanted] if "/" in wanted else [f"state/{wanted}", f"organisation/{wanted}"]
    found = cast("dict[str, Actor]", ledger.by_ids("actors", ids))
    if not found:
        raise UnknownRecordError(f"no actor {wanted!r} in this ledger; search for a name instead")
    return next(iter(found.values()))


def _counts(ledger: Ledger, found: Actor) -> Mapping[str, int]:
    term = _term(found.actor_id)
    asked = {
        "events": Filters(actor=term),
        "statements": Filters(speaker=term),
        "commitments": Filters(source=term),
    }
    return {kind: ledger.count(kind, filters) for kind, filters in asked.items()}


def _some(ledger: Ledger, kind: str, asked: Filters, most: int) -> tuple[object, ...]:
    return ledger.page(kind, replace(asked, limit=most, order="newest", after=None)).records


def _said(ledger: Ledger, asked: Filters) -> tuple[StatementLine, ...]:
    found = _some(ledger, "statements", asked, _WORDS)
    return statement_lines(ledger, cast("tuple[Statement, ...]", found))


def _said_of(ledger: Ledger, found: Actor) -> tuple[StatementLine, ...]:
    if found.kind != "state" or found.country is None:
        return ()
    about = _some(ledger, "statements", Filters(about=found.country), _WORDS * 5)
    foreign = [
        one
        for one in cast("tuple[Statement, ...]", about)
        if one.speaker is not None and one.speaker.country != found.country
    ]
    return statement_lines(ledger, foreign[:_WORDS])


def _promised(ledger: Ledger, found: Actor) -> tuple[CommitmentLine, ...]:
    made = _some(ledger, "commitments", Filters(source=_term(found.actor_id)), _WORDS)
    return commitment_lines(ledger, cast("tuple[Commitment, ...]", made))


def _people(ledger: Ledger, found: Actor) -> tuple[Actor, ...]:
    if found.kind != "state" or found.country is None:
        return ()
    asked = Filters(actor=found.country, type="person")
    people = cast("tuple[Actor, ...]", _some(ledger, "actors", asked, _PEOPLE))
    return tuple(sorted(people, key=lambda one: one.name))


def _partners(
    ledger: Ledger, found: Actor, asked: Filters, sample: Sample
) -> tuple[tuple[Partner, ...], int | None]:
    """With whom most; of a person from the newest events, in how many is told if not in all."""
    if found.kind == "person":
        counted = _dealt_with(found, sample.events)
        return _named(ledger, counted), None if sample.whole else len(sample.events)
    dates = replace(asked, actor=None, limit=None, order="document")
    actual = replace(dates, status=dates.status or "actual")
    rows = ledger.census().pairs(actual, most=_PARTNERS, party=code_in(found))
    return _named(ledger, rows), None


def _dealt_with(found: Actor, events: Iterable[Event]) -> list[PairCount]:
    events_with: Counter[str] = Counter()
    cooperative: Counter[str] = Counter()
    conflictual: Counter[str] = Counter()
    for event in events:
        parties = (*event.actors, *event.recipients)
        codes = {p.country for p in parties if p.actor_id != found.actor_id and p.country}
        events_with.update(codes - {found.country})
        if event.quad is not None:
            side = cooperative if event.quad <= 2 else conflictual
            side.update(codes - {found.country})
    return [
        PairCount(code_in(found), code, count, cooperative[code], conflictual[code])
        for code, count in events_with.most_common(_PARTNERS)
        if code is not None
    ]


def _named(ledger: Ledger, rows: Iterable[PairCount]) -> tuple[Partner, ...]:
    listed = list(rows)
    names = names_of(ledger, (row.other for row in listed))
    return tuple(
        Partner(
            code=row.other,
            name=names[row.other],
            events=row.events,
            cooperative=row.cooperative,
            conflictual=row.conflictual,
        )
        for row in listed
    )


ACTOR = Page(
    path="/actors/{actor_id:path}",
    summary="One actor: offices over time, dealings, statements, promises.",
    view=actor,
    template="actor.html",
    about=_about,
)
