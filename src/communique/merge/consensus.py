"""One event from its accounts: the value of each field that most sources give, and who gives it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from communique.intervals import intersect
from communique.merge.accounts import Account, fold, is_country, without_span
from communique.merge.conflicts import places_agree
from communique.merge.events import Happening, Join
from communique.merge.sources import Witnesses
from communique.records import Document, Event, Party, Place, Status, When, content_id

V = TypeVar("V", bound=Hashable)
Votes = Sequence[tuple[V, Account]]

_CHOICE: tuple[Status, ...] = (
    "actual", "cancelled", "denied", "alleged", "planned", "proposed", "conditional",
)  # fmt: skip


def build_event(
    happening: Happening, documents: Mapping[str, Document], witnesses: Witnesses
) -> Event:
    """Return the event that the accounts of a happening tell of.

    Args:
        happening: accounts and joins from ``group_mentions``.
        documents: by id, with copy group and story set.
        witnesses: tells on whose word each report gives the event.
    """
    accounts = sorted(happening.accounts, key=lambda a: (a.published or date.max, a.id))
    told_by = {a.mention.document_id: documents[a.mention.document_id] for a in accounts}
    source = witnesses.sources(a.mention for a in accounts)
    support: dict[str, tuple[str, ...]] = {}

    def settle(field: str, votes: Votes[V]) -> V | None:
        value, supporters = _majority(votes, source)
        if supporters:
            support[field] = supporters
        return value

    status = _status(accounts)
    support["status"] = tuple(sorted(a.id for a in accounts if a.mention.status == status))
    cameo = settle("cameo", [(a.mention.cameo, a) for a in accounts if a.mention.cameo])
    model = next((a.mention for a in accounts if a.mention.cameo == cameo), accounts[0].mention)
    actors, recipients = _parties(accounts, source, support)
    return Event(
        event_id=content_id("event", model.type, accounts[0].id),
        type=model.type,
        status=status,
        mode=settle("mode", [(a.mention.mode, a) for a in accounts if a.mention.mode]),
        contexts=tuple(sorted({c for a in accounts for c in a.mention.contexts})),
        cameo=cameo,
        quad=model.quad,
        intensity=model.intensity,
        actors=actors,
        recipients=recipients,
        place=_place(accounts, source, support),
        when=_when(accounts, support),
        event_mentions=tuple(sorted(a.id for a in accounts)),
        documents=tuple(sorted(told_by)),
        reports=len(told_by),
        independent_sources=len(set(source.values())),
        first_reported=_first_reported(told_by.values()),
        support=support,
        why=tuple(_why(join) for join in happening.joins),
        story=_majority([(a.story, a) for a in accounts], source)[0],
    )


def _why(join: Join) -> dict[str, Any]:
    evidence = join.comparison
    why: dict[str, Any] = {
        "joined": [join.first, join.second],
        "score": evidence.score,
        "parts": evidence.parts,
        "levels": evidence.levels,
    }
    if join.halves:
        why["halves"] = [{"parts": [h.one, h.other], "whole": h.whole} for h in join.halves]
    if join.decided is not None:
        why |= {"decided": join.decided, "against": join.against}
    return why


def _majority(votes: Votes[V], source: Mapping[str, str]) -> tuple[V | None, tuple[str, ...]]:
    """The value with most independent sources, then most accounts, then the least in order."""
    backers: dict[V, list[Account]] = defaultdict(list)
    for value, account in votes:
        backers[value].append(account)
    if not backers:
        return None, ()

    def weight(value: V) -> tuple[int, int, str]:
        told = backers[value]
        sources = {source[a.mention.document_id] for a in told}
        return (-len(sources), -len(told), repr(value))

    best = min(backers, key=weight)
    return best, tuple(sorted({a.id for a in backers[best]}))


def _status(accounts: Iterable[Account]) -> Status:
    """What happened outweighs what was planned, and a cancellation outweighs the plan."""
    given = {account.mention.status for account in accounts}
    return next(status for status in _CHOICE if status in given)


def _when(accounts: Sequence[Account], support: dict[str, tuple[str, ...]]) -> When | None:
    known = [a for a in accounts if a.mention.when and (a.mention.when.start or a.mention.when.end)]
    best: When | None = None
    for account in known:
        when = account.mention.when
        if when is not None:
            best = when if best is None else intersect(best, when) or best
    if best is None:
        return None
    support["when"] = tuple(
        sorted(a.id for a in known if a.mention.when and intersect(a.mention.when, best))
    )
    return replace(best, span=None)


def _place(
    accounts: Sequence[Account], source: Mapping[str, str], support: dict[str, tuple[str, ...]]
) -> Place | None:
    votes = [(replace(a.mention.place, span=None), a) for a in accounts if a.mention.place]
    spots = [vote for vote in votes if not is_country(vote[0])]
    best, _ = _majority(spots or votes, source)
    if best is not None:
        support["place"] = tuple(sorted(a.id for p, a in votes if places_agree(p, best)))
    return best


def _first_reported(documents: Iterable[Document]) -> When | None:
    dated = [d.published for d in documents if d.published and d.published.start]
    first = min(dated, key=lambda when: (when.start or date.max, repr(when)), default=None)
    return replace(first, span=None) if first else None


def _parties(
    accounts: Sequence[Account], source: Mapping[str, str], support: dict[str, tuple[str, ...]]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Each party once, on the side where most accounts have it, persons before their states."""
    seen: dict[str, list[tuple[Party, Account]]] = defaultdict(list)
    sides: dict[str, Counter[bool]] = defaultdict(Counter)
    for account in accounts:
        for doing, parties in ((True, account.mention.actors), (False, account.mention.recipients)):
            for party in parties:
                key = party.actor_id or f"{party.country}:{fold(party.name)}"
                seen[key].append((without_span(party), account))
                sides[key][doing] += 1
    settled: dict[bool, list[Party]] = {True: [], False: []}
    persons = {p.country for votes in seen.values() for p, _ in votes if _is_person(p)}
    for key, votes in seen.items():
        chosen, _ = _majority(votes, source)
        if chosen is None or (chosen.country in persons and not _is_person(chosen)):
            continue
        doing = sides[key][True] >= sides[key][False]
        settled[doing].append(chosen)
        backers = {a.id for _, a in votes}
        field = "actors" if doing else "recipients"
        support[field] = tuple(sorted(backers.union(support.get(field, ()))))
    return tuple(settled[True]), tuple(settled[False])


def _is_person(party: Party) -> bool:
    return party.country is not None and (party.actor_id or "").startswith("person/")
