"""Events with the reports that tell them, the first published first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import cast

from communique.batches import batches
from communique.export.written import Tally
from communique.ledger import Filters, Ledger
from communique.records import Document, Event, EventMention, Party, When

# Types whose actors deal with one another where no recipient is named: they met, they signed.
_JOINT = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})

Pair = tuple[Party | None, Party | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One account of an event, with the report that gives it."""

    mention: EventMention
    document: Document

    @property
    def words(self) -> str:
        """The sentence that tells the event."""
        start, end = self.mention.sentence
        return self.document.text[start:end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event and all its tellings, by day of publication; undated reports come last."""

    event: Event
    tellings: tuple[Telling, ...]

    @property
    def first(self) -> Telling | None:
        """The telling of the report that was published first."""
        return self.tellings[0] if self.tellings else None

    @property
    def first_reported(self) -> date | None:
        """The day on which the first of the dated reports was published."""
        return published(self.tellings[0].document) if self.tellings else None


def told_events(ledger: Ledger, chosen: Filters | None = None) -> Iterator[Told]:
    """Yield the chosen events, or all, with their reports, some hundred in memory at a time."""
    return with_reports(ledger, ledger.events(chosen))


def with_reports(ledger: Ledger, several: Iterable[Event]) -> Iterator[Told]:
    """Yield events of a ledger with their reports, some hundred in memory at a time."""
    for events in batches(several):
        wanted = [identity for event in events for identity in event.event_mentions]
        mentions = cast("dict[str, EventMention]", ledger.by_ids("event_mentions", wanted))
        reports = {mention.document_id for mention in mentions.values()}
        documents = cast("dict[str, Document]", ledger.by_ids("documents", reports))
        for event in events:
            yield Told(event=event, tellings=_tellings(event, mentions, documents))


def _tellings(
    event: Event, mentions: Mapping[str, EventMention], documents: Mapping[str, Document]
) -> tuple[Telling, ...]:
    known = (mentions[one] for one in event.event_mentions if one in mentions)
    found = [Telling(mention=one, document=documents[one.document_id]) for one in known]
    return tuple(sorted(found, key=_order))


def _order(one: Telling) -> tuple[date, str]:
    return published(one.document) or date.max, one.mention.event_mention_id


def only_actual(told: Iterable[Told], tally: Tally) -> Iterator[Told]:
    """Yield what happened; plans, denials and the like are counted as left out, by status.

    For formats without a place for the status of an event.
    """
    for one in told:
        if one.event.status == "actual":
            yield one
        else:
            tally.leave_out(one.event.status)


def published(document: Document) -> date | None:
    """Return the day on which a report was published, None if it is not known to the day."""
    return known_day(document.published)


def known_day(when: When | None) -> date | None:
    """Return the day of an interval that is exact to the day, its first if it lasts for several."""
    exact = when is not None and when.precision in ("day", "minute")
    return when.start if when is not None and exact else None


def pairs(event: Event) -> list[Pair]:
    """Return who did it to whom, one pair for each actor and recipient.

    Where all act together and nobody is acted on ("the two met"), each two of them are a pair, the
    one named first in front. An event without a second party has pairs with one empty side.
    """
    if event.actors and event.recipients:
        return list(product(event.actors, event.recipients))
    if event.type in _JOINT and len(event.actors) > 1:
        return list(combinations(event.actors, 2))
    alone: list[Pair] = [(actor, None) for actor in event.actors]
    alone += [(None, recipient) for recipient in event.recipients]
    return alone or [(None, None)]


def same_party(one: Party, other: Party) -> bool:
    """Tell whether two parties are one: by id, or by name where there is none."""
    return (one.actor_id or one.name) == (other.actor_id or other.name)


def address(document: Document) -> str:
    """Return where a report can be found: its canonical address, else where it was read."""
    return document.canonical_url or document.uri
