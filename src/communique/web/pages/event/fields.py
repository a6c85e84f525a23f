"""The fields of an event: the value that stands, who gives it, and who says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from communique.display.plain import days, party, place_name, plain_text
from communique.merge.accounts import fold
from communique.records import Event, EventMention, Party, Place, When
from communique.web.reports.accounts import Account

_PERSON = "person/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backer:
    """An account that gives a value; ``own`` is how it says it, where it says it otherwise."""

    number: int
    outlet: str
    document_id: str
    event_mention_id: str
    own: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field, in words, and the accounts that give it; ``party`` if it is one."""

    text: str
    by: tuple[Backer, ...]
    party: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of an event.

    Attributes:
        name: as the record calls it.
        values: that stand; several for parties and contexts.
        others: what single accounts say instead, or besides.
        silent: how many accounts say nothing of it.
    """

    name: str
    values: tuple[Value, ...]
    others: tuple[Value, ...] = ()
    silent: int = 0


def fields_of(event: Event, told: Sequence[Account]) -> tuple[Field, ...]:
    """Return the fields of an event that has accounts; those that nobody fills are left out."""
    made = (
        _plain("type", event.type, told, lambda m: m.type),
        _plain("mode", event.mode, told, lambda m: m.mode),
        _plain("status", event.status, told, lambda m: m.status),
        _side("actors", event, event.actors, told),
        _side("recipients", event, event.recipients, told),
        _when(event, told),
        _place(event, told),
        _contexts(event, told),
        _plain("cameo", event.cameo, told, lambda m: m.cameo),
        _attributed(told),
    )
    return tuple(field for field in made if field.values or field.others)


def key_of(one: Party) -> str:
    """Return what makes parties of several accounts the same party, as merging sees it."""
    return one.actor_id or f"{one.country}:{fold(one.name)}"


def _plain(
    name: str,
    value: str | None,
    told: Sequence[Account],
    read: Callable[[EventMention], str | None],
) -> Field:
    """A field that holds a word of the ontology."""
    given = {account.number: read(account.mention) for account in told}
    mine = [account for account in told if value and given[account.number] == value]
    rest = [a for a in told if given[a.number] not in (None, value)]
    return Field(
        name=name,
        values=(Value(text=value, by=_backers(mine)),) if value else (),
        others=_grouped(rest, lambda account: given[account.number] or ""),
        silent=sum(one is None for one in given.values()),
    )


def _when(event: Event, told: Sequence[Account]) -> Field:
    def said(account: Account) -> str:
        return _days(account.mention.when)

    return _weighed(event, "when", _days(event.when), told, said)


def _place(event: Event, told: Sequence[Account]) -> Field:
    def said(account: Account) -> str:
        return _placed(account.mention.place)

    return _weighed(event, "place", _placed(event.place), told, said)


def _weighed(
    event: Event, name: str, value: str, told: Sequence[Account], said: Callable[[Account], str]
) -> Field:
    """A field whose value accounts bear out that give it more or less exactly."""
    support = frozenset(event.support.get(name, ()))
    mine = [a for a in told if a.mention.event_mention_id in support and said(a)]
    rest = [a for a in told if a.mention.event_mention_id not in support and said(a)]
    return Field(
        name=name,
        values=(Value(text=value, by=_backers(mine, partial(_own, value, said))),) if value else (),
        others=_grouped(rest, said),
        silent=sum(not said(account) for account in told),
    )


def _own(value: str, said: Callable[[Account], str], account: Account) -> str:
    words = said(account)
    return "" if words == value else words


def _days(when: When | None) -> str:
    return days(when) if when is not None and (when.start or when.end) else ""


def _placed(place: Place | None) -> str:
    return place_name(place)


def _contexts(event: Event, told: Sequence[Account]) -> Field:
    values = (
        Value(text=name, by=_backers(a for a in told if name in a.mention.contexts))
        for name in event.contexts
    )
    silent = sum(not account.mention.contexts for account in told)
    return Field(name="contexts", values=tuple(values), silent=silent)


def _attributed(told: Sequence[Account]) -> Field:
    """On whose word accounts give the event; one that names nobody gives it on its own."""
    said = [account for account in told if account.mention.attributed_to is not None]
    parties = {
        key_of(a.mention.attributed_to): a.mention.attributed_to
        for a in said
        if a.mention.attributed_to is not None
    }
    values = (
        Value(text=party(one), by=_backers(a for a in said if _is(a, key)), party=one)
        for key, one in parties.items()
    )
    return Field(name="attributed_to", values=tuple(values), silent=len(told) - len(said))


def _is(account: Account, key: str) -> bool:
    by = account.mention.attributed_to
    return by is not None and key_of(by) == key


def _side(
    name: str, event: Event, standing: Sequence[Party], told: Sequence[Account]
) -> Field:
    """The parties on one side, each with the accounts that name it, on whichever side they do."""
    known = {key_of(one) for one in (*event.actors, *event.recipients)}
    persons = {one.country for one in (*event.actors, *event.recipients) if _is_person(one)}
    return Field(
        name=name,
        values=tuple(
            Value(text=party(one), by=tuple(_naming(name, one, told)), party=one)
            for one in standing
        ),
        others=tuple(_also_named(name, told, known, persons)),
        silent=sum(not _named(account, name) for account in told),
    )


def _naming(name: str, wanted: Party, told: Iterable[Account]) -> Iterator[Backer]:
    """The accounts that name a party, or the state for which a person stands."""
    state = f"state/{wanted.country}" if _is_person(wanted) else None
    for account in told:
        here, there = _named(account, name), _named(account, _OTHER[name])
        if key_of(wanted) in here:
            yield _backer(account)
        elif key_of(wanted) in there:
            yield _backer(account, _AS[name])
        elif state in here:
            yield _backer(account, plain_text(here[state].name))


def _also_named(
    name: str, told: Iterable[Account], known: Collection[str], persons: Collection[str | None]
) -> Iterator[Value]:
    """Parties of single accounts that the event does not have."""
    found: dict[str, tuple[Party, list[Account]]] = {}
    for account in told:
        for key, one in _named(account, name).items():
            if key not in known and (_is_person(one) or one.country not in persons):
                found.setdefault(key, (one, []))[1].append(account)
    for one, accounts in found.values():
        yield Value(text=party(one), by=_backers(accounts), party=one)


_OTHER = {"actors": "recipients", "recipients": "actors"}
_AS = {"actors": "it was done to them", "recipients": "it was done by them"}


def _named(account: Account, name: str) -> dict[str, Party]:
    side = account.mention.actors if name == "actors" else account.mention.recipients
    return {key_of(one): one for one in side}


def _is_person(one: Party) -> bool:
    return one.country is not None and (one.actor_id or "").startswith(_PERSON)


def _grouped(told: Iterable[Account], said: Callable[[Account], str]) -> tuple[Value, ...]:
    by_value: dict[str, list[Account]] = {}
    for account in told:
        by_value.setdefault(said(account), []).append(account)
    return tuple(Value(text=text, by=_backers(some)) for text, some in by_value.items())


def _backers(
    told: Iterable[Account], own: Callable[[Account], str] = lambda _: ""
) -> tuple[Backer, ...]:
    return tuple(_backer(account, own(account)) for account in told)


def _backer(account: Account, own: str = "") -> Backer:
    return Backer(
        number=account.number,
        outlet=account.report.outlet,
        document_id=account.report.document_id,
        event_mention_id=account.mention.event_mention_id,
        own=own,
    )
