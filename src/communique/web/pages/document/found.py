"""What was found in one report, as rows beside its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar, cast

from communique.brief import Teller
from communique.display.amounts import of_what, quantity
from communique.display.marks import narrowest
from communique.display.plain import days, parties, party, place_name, plain_text
from communique.ledger import Filters, Ledger
from communique.records import (
    Actor,
    Commitment,
    Document,
    Event,
    EventMention,
    Figure,
    Mention,
    Statement,
)
from communique.spans import Span, hull
from communique.web import addresses
from communique.web.pages.document.reading import Reference

LAYERS = ("events", "statements", "commitments", "figures", "names")
CALM = ("events", "statements", "commitments", "figures")  # shown unless asked otherwise

Told = EventMention | Statement | Commitment | Figure | Mention
R = TypeVar("R", EventMention, Statement, Commitment, Figure, Mention)
_KIND = {"events": "event_mentions", "names": "mentions"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record beside the text of its report.

    Attributes:
        record_id: the id of its row on the page.
        records: ids of all records it stands for; names of one actor stand together.
        number: that leads from its words to it and back; None for names.
        title: what it says, in a line.
        details: what else is known of it, in words.
        href: the page on which there is more.
        quote: its words.
        spans: of these.
        until: the offset behind its words.
        said: whether the words themselves are what it is about.
    """

    record_id: str
    records: tuple[str, ...]
    number: int | None
    title: str
    details: tuple[str, ...]
    href: str | None
    quote: str
    spans: tuple[Span, ...]
    until: int
    said: bool = False

    @property
    def start(self) -> int:
        """Where its words begin."""
        return min((span.start for span in self.spans), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The rows of one kind, in the order of the text; ``count`` is that of the whole report."""

    name: str
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """Everything that was found in a report: its records, and the layers of rows."""

    records: Mapping[str, Sequence[Told]]
    layers: tuple[Layer, ...]

    def references(self, shown: Iterable[str]) -> dict[int, list[Reference]]:
        """Return the numbers that stand in the text, by the offset behind which they do."""
        wanted, found = set(shown), dict[int, list[Reference]]()
        for layer in self.layers:
            for row in layer.rows if layer.name in wanted else ():
                if row.number is not None:
                    at = found.setdefault(row.until, [])
                    at.append(Reference(number=row.number, record_id=row.record_id))
        return found

    def place_of(self, record_id: str) -> int | None:
        """Return the offset at which the words of a record begin."""
        rows = (row for layer in self.layers for row in layer.rows if record_id in row.records)
        return next((row.start for row in rows), None)


def finds_of(ledger: Ledger, document: Document) -> Finds:
    """Return everything that was found in a report."""
    records = {name: _read(ledger, document, name) for name in LAYERS}
    events = cast("list[Event]", list(ledger.events(Filters(document=document.document_id))))
    rows: dict[str, list[Row]] = {
        "events": list(_event_rows(ledger, document, records["events"], events)),
        "statements": [_statement_row(document, one) for one in _all(records, Statement)],
        "commitments": [_commitment_row(document, one) for one in _all(records, Commitment)],
        "figures": [_figure_row(document, one) for one in _all(records, Figure)],
        "names": list(_name_rows(ledger, document, _all(records, Mention))),
    }
    number = count(1)
    layers = []
    for name in LAYERS:
        ordered = sorted(rows[name], key=lambda row: (row.start, row.record_id))
        numbered = [_numbered(row, number) if name != "names" else row for row in ordered]
        layers.append(Layer(name=name, rows=tuple(numbered), count=len(numbered)))
    return Finds(records=records, layers=tuple(layers))


def _read(ledger: Ledger, document: Document, name: str) -> list[Told]:
    kind = _KIND.get(name, name)
    found = ledger.among(kind, [document.document_id], by="document_id")
    return [record for record in found if isinstance(record, Told)]


def _all(records: Mapping[str, Sequence[Told]], kind: type[R]) -> list[R]:
    return [one for several in records.values() for one in several if isinstance(one, kind)]


def _numbered(row: Row, number: Iterator[int]) -> Row:
    return replace(row, number=next(number))


def _event_rows(
    ledger: Ledger, document: Document, mentions: Sequence[Told], events: Sequence[Event]
) -> Iterator[Row]:
    told = [one for one in mentions if isinstance(one, EventMention)]
    event_of = {name: event for event in events for name in event.event_mentions}
    named = {p.actor_id for m in told for p in (*m.actors, *m.recipients) if p.actor_id}
    actors = cast("dict[str, Actor]", ledger.by_ids("actors", named))
    teller = Teller.of(ledger, actors.values())
    for one in told:
        event = event_of.get(one.event_mention_id)
        details = [days(one.when) if one.when else "", place_name(one.place)]
        if one.status != "actual":
            details.append(one.status)
        if one.attributed_to is not None:
            details.append(f"as told by {party(one.attributed_to)}")
        if event is not None and event.reports > 1:
            details.append(f"told in {event.reports} reports")
        yield Row(
            record_id=one.event_mention_id,
            records=(one.event_mention_id,),
            number=None,
            title=teller.deed(_as_event(one)),
            details=tuple(filter(None, details)),
            href=None if event is None else addresses.event(event.event_id),
            quote=_words(document, (one.sentence,)),
            spans=(one.sentence,),
            until=one.trigger.end,
        )


def _as_event(one: EventMention) -> Event:
    """The event that one account tells, taken for itself."""
    return Event(
        event_id=one.event_mention_id,
        type=one.type,
        status=one.status,
        mode=one.mode,
        cameo=one.cameo,
        quad=one.quad,
        actors=one.actors,
        recipients=one.recipients,
        place=one.place,
        when=one.when,
        event_mentions=(one.event_mention_id,),
    )


def _statement_row(document: Document, one: Statement) -> Row:
    who = parties(one.speakers) or (party(one.speaker) if one.speaker else "Somebody unnamed")
    spans = one.content or one.cue or one.source
    details = [f"to {parties(one.addressees)}"] if one.addressees else []
    details += [f"through {', '.join(map(plain_text, one.via))}"] if one.via else []
    details += [topic.replace("-", " ") for topic in one.topics]
    return replace(_row(one.statement_id, document, spans, who, details), said=True)


def _commitment_row(document: Document, one: Commitment) -> Row:
    who = parties(one.by) or "Somebody"
    to = f" to {parties(one.to)}" if one.to else ""
    details = [one.kind, one.state, f"due {days(one.due)}" if one.due else ""]
    title = f"{who}{to}: {plain_text(one.what)}"
    return _row(one.commitment_id, document, narrowest(one.evidence), title, details)


def _figure_row(document: Document, one: Figure) -> Row:
    details = [parties(one.parties), days(one.period) if one.period else "", one.change or ""]
    title = f"{quantity(one)} {of_what(one)}".strip()
    return _row(one.figure_id, document, narrowest(one.evidence), title, details)


def _row(
    record_id: str,
    document: Document,
    spans: Iterable[Span],
    title: str,
    details: Iterable[str],
) -> Row:
    held = tuple(spans)
    return Row(
        record_id=record_id,
        records=(record_id,),
        number=None,
        title=title,
        details=tuple(filter(None, details)),
        href=None,
        quote=_words(document, held),
        spans=held,
        until=hull(held).end if held else 0,
    )


def _name_rows(
    ledger: Ledger, document: Document, mentions: Sequence[Mention]
) -> Iterator[Row]:
    """Names of one actor or place in one row."""
    found: dict[str, list[Mention]] = {}
    for one in sorted(mentions, key=lambda m: m.span):
        name = one.actor_id or (place_name(one.place) if one.place else one.span.of(document.text))
        found.setdefault(name, []).append(one)
    actors = cast("dict[str, Actor]", ledger.by_ids("actors", found))
    for name, some in found.items():
        words = dict.fromkeys(plain_text(one.span.of(document.text)) for one in some)
        yield Row(
            record_id=some[0].mention_id,
            records=tuple(one.mention_id for one in some),
            number=None,
            title=plain_text(actors[name].name) if name in actors else plain_text(name),
            details=(some[0].kind, f"{len(some)} times" if len(some) > 1 else "once"),
            href=addresses.actor(name) if name in actors else None,
            quote=", ".join(words),
            spans=(some[0].span,),
            until=some[0].span.end,
        )


def _words(document: Document, spans: Sequence[Span]) -> str:
    return " … ".join(plain_text(span.of(document.text)) for span in spans)
