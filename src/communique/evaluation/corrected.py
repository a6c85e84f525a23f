"""Gold made of corrections: what people decided about records, as rows to score a coder on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, cast

from msgspec import UNSET

from communique.corrections import FOLLOWING, Archive, in_force
from communique.evaluation.fields import words_of
from communique.evaluation.gold import (
    GoldCommitment,
    GoldEvent,
    GoldFigure,
    GoldRow,
    GoldStatement,
)
from communique.ledger import Ledger
from communique.records import (
    Anchor,
    Commitment,
    CommitmentKind,
    Correction,
    Document,
    EventMention,
    Figure,
    Party,
    Place,
    Statement,
    StatementKind,
    When,
)
from communique.spans import Span, hull

_KINDS = {
    "event_mentions": "events",
    "statements": "statements",
    "commitments": "commitments",
    "figures": "figures",
}
# What gold calls a field that a correction sets.
_NAMES = {"when": "date"}
_TAKEN = {
    "events": ("mode", "status", "actors", "recipients", "date", "place"),
    "statements": ("kind", "speaker", "topics"),
    "commitments": ("kind", "by", "to", "due", "place"),
    "figures": ("value", "unit", "currency", "qualifier", "parties"),
}


def gold_of_corrections(ledger: Ledger) -> Iterator[GoldRow]:
    """Yield a row of gold for each document about which people decided something.

    A re-coded record becomes an item with the fields that were set, an account with its type as
    well; a rejected one becomes a negative. What joins and splits decide is of no one document.
    Rows are not complete: nobody says that there is nothing else in the text.
    """
    holding = in_force(ledger.corrections())
    documents = {d.document_id: d for d in ledger.documents()}
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    told = chain(_recoded(ledger, holding), _rejected(ledger, documents, holding))
    for document_id, kind, item in told:
        if item not in found[document_id][kind]:
            found[document_id][kind].append(item)
    for document_id in sorted(found):
        yield _row(documents[document_id], found[document_id])


def _row(document: Document, items: Mapping[str, list[Any]]) -> GoldRow:
    day = document.published
    make: Callable[..., GoldRow] = GoldRow
    return make(
        id=document.document_id,
        document_id=document.document_id,
        text=document.text,
        title=document.title,
        outlet=document.outlet,
        date=day.start.isoformat() if day and day.start and day.start == day.end else None,
        complete=False,
        **{kind: tuple(some) for kind, some in items.items()},
    )


def _recoded(
    ledger: Ledger, corrections: Iterable[Correction]
) -> Iterator[tuple[str, str, Any]]:
    values = {c.correction_id: set(c.values) for c in corrections if c.kind == "recode"}
    for stored, kind in _KINDS.items():
        for record in ledger.query(stored):
            assert isinstance(record, EventMention | Statement | Commitment | Figure)
            given = {name for by in record.corrected_by for name in values.get(by, ())}
            named = {_NAMES.get(name, name) for name in given - FOLLOWING} & {*_TAKEN[kind], "type"}
            if named:
                yield record.document_id, kind, _item(record, named)


def _item(record: EventMention | Statement | Commitment | Figure, given: set[str]) -> Any:
    """Return what gold says of a record: the words, and the fields that a person set."""
    match record:
        case EventMention():
            fields = {name: _told(record, name) for name in given - {"type"}}
            return GoldEvent(type=record.type, span=record.trigger, **fields)
        case Statement():
            fields = {name: _told(record, name) for name in given}
            return GoldStatement(span=hull(record.content or record.cue), **fields)
        case Commitment():
            fields = {name: _told(record, name) for name in given}
            return GoldCommitment(span=words_of(record), **fields)
        case Figure():
            fields = {name: _told(record, name) for name in given}
            return GoldFigure(span=words_of(record), **fields)


def _told(record: object, name: str) -> Any:
    value = getattr(record, "when" if name == "date" else name)
    if isinstance(value, Party):
        return _party(value)
    if isinstance(value, Place):
        return f"{value.name}, {value.country}" if value.country else value.name
    if isinstance(value, When):
        return _days(value)
    if isinstance(value, tuple):
        return tuple(_party(one) if isinstance(one, Party) else one for one in value)
    return value


def _party(party: Party) -> str:
    return party.actor_id or party.name


def _days(when: When) -> str | None:
    if when.start is None or when.end is None:
        return None
    return f"{when.start}" if when.start == when.end else f"{when.start}..{when.end}"


def _rejected(
    ledger: Ledger, documents: Mapping[str, Document], corrections: Iterable[Correction]
) -> Iterator[tuple[str, str, Any]]:
    archive = Archive(documents)
    for correction in corrections:
        for anchor in correction.records if correction.kind == "reject" else ():
            if anchor.kind in _KINDS:
                coded = ledger.as_coded(anchor.record_id)
                for spot in archive.places(anchor):
                    negative = _negative(anchor, spot.focus, coded)
                    yield spot.document_id, _KINDS[anchor.kind], negative


def _negative(anchor: Anchor, focus: Span, coded: object) -> Any:
    """Return the negative of a rejected record: what it was taken for, at its words."""
    match anchor.kind:
        case "event_mentions":
            return GoldEvent(type=anchor.type, span=focus, wrong=True)
        case "statements":
            return GoldStatement(kind=cast(StatementKind, anchor.type), span=focus, wrong=True)
        case "commitments":
            return GoldCommitment(kind=cast(CommitmentKind, anchor.type), span=focus, wrong=True)
        case _:
            value = coded.value if isinstance(coded, Figure) else UNSET
            return GoldFigure(unit=anchor.type, value=value, span=focus, wrong=True)
