"""What stands around an event: what was said there and promised, its story, what came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import cast

from communique.ledger import Filters, Ledger
from communique.records import Commitment, Document, Event, EventMention, Party, Statement, Story
from communique.web.lines import (
    CommitmentLine,
    EventLine,
    StatementLine,
    commitment_lines,
    event_lines,
    statement_lines,
)
from communique.web.reports.accounts import Accounts

_SAID = 12  # statements of one event
_PROMISED = 12
_NEAR = 3  # events before and after
_AHEAD = timedelta(days=92)  # in which a next event is looked for
# Where promises are looked for that an event kept.
_REPORTS, _BEFORE = 100, 60  # reports of its story, and events of the same two before it
_PATIENCE = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What belongs to an event or stands beside it.

    Attributes:
        pair: codes of the two parties that dealt with one another, if there are two.
        said: statements made at the event; ``said_count`` counts all.
        kept: commitments that the event fulfilled.
        promised: commitments made in the very words that tell the event.
        story: of its reports.
        before, after: events of the same pair, the nearest in time first.
    """

    pair: tuple[str, str] | None
    said: tuple[StatementLine, ...]
    said_count: int
    kept: tuple[CommitmentLine, ...]
    promised: tuple[CommitmentLine, ...]
    story: Story | None
    before: tuple[EventLine, ...]
    after: tuple[EventLine, ...]


def around(ledger: Ledger, event: Event, accounts: Accounts) -> Around:
    """Return what stands around an event."""
    names = event.event_mentions
    said = cast("list[Statement]", ledger.among("statements", names, by="event_mention_id"))
    pair = pair_of(event)
    before, after = _neighbours(ledger, event, pair) if pair else ((), ())
    stories = ledger.by_ids("stories", [event.story] if event.story else [])
    story = cast("Story | None", stories.get(event.story or ""))
    return Around(
        pair=pair,
        said=statement_lines(ledger, said[:_SAID]),
        said_count=len(said),
        kept=_kept(ledger, event, pair, story),
        promised=_promised(ledger, event, accounts),
        story=story,
        before=before,
        after=after,
    )


def pair_of(event: Event) -> tuple[str, str] | None:
    """Return the codes of the first two parties of an event that are not of one state.

    A side that acts comes before one that is acted upon.
    """
    sides = [*map(_code, event.actors), *map(_code, event.recipients)]
    codes = [code for code in dict.fromkeys(sides) if code]
    mixed = (
        (one, other)
        for one, other in combinations(codes, 2)
        if not event.recipients or _on_both_sides(event, one, other)
    )
    return next(mixed, None) or next(iter(combinations(codes, 2)), None)


def _on_both_sides(event: Event, one: str, other: str) -> bool:
    doing, done_to = set(map(_code, event.actors)), set(map(_code, event.recipients))
    return one in doing and other in done_to


def _code(party: Party) -> str | None:
    kind, _, name = (party.actor_id or "").partition("/")
    return party.country or (name if kind == "organisation" else None)


def _neighbours(
    ledger: Ledger, event: Event, pair: tuple[str, str]
) -> tuple[tuple[EventLine, ...], tuple[EventLine, ...]]:
    start = event.when.start if event.when is not None else None
    if start is None:
        return (), ()
    day = timedelta(days=1)
    earlier = Filters(between=pair, until=_day(start - day), order="newest", limit=_NEAR)
    later = Filters(
        between=pair, since=_day(start + day), until=_day(start + _AHEAD),
        order="document", limit=4 * _NEAR,
    )  # fmt: skip
    before = cast("tuple[Event, ...]", ledger.page("events", earlier).records)
    after = cast("tuple[Event, ...]", ledger.page("events", later).records)
    # What may have begun before is no next event.
    following = [e for e in after if e.when and e.when.start and e.when.start > start]
    return event_lines(ledger, before), event_lines(ledger, following[:_NEAR])


def _day(day: date) -> str:
    return day.isoformat()


def _kept(
    ledger: Ledger, event: Event, pair: tuple[str, str] | None, story: Story | None
) -> tuple[CommitmentLine, ...]:
    """The commitments that the event fulfilled, as far as the reports at hand made them.

    These are the reports of its story, and those of what the same two did before: to ask for all
    commitments of two parties takes too long in a large ledger.
    """
    if event.status != "actual":
        return ()
    reports = [*event.documents, *(story.documents[:_REPORTS] if story else ())]
    for earlier in _earlier(ledger, event, pair) if pair else ():
        reports += earlier.documents[:_NEAR]
    made = cast("list[Commitment]", ledger.among("commitments", reports, by="document_id"))
    mine = [one for one in made if one.fulfilled_by == event.event_id]
    return commitment_lines(ledger, mine[:_PROMISED])


def _earlier(ledger: Ledger, event: Event, pair: tuple[str, str]) -> tuple[Event, ...]:
    day = event.when.end if event.when is not None else None
    if day is None:
        return ()
    asked = Filters(
        between=pair, since=_day(day - _PATIENCE), until=_day(day), order="newest", limit=_BEFORE
    )
    return cast("tuple[Event, ...]", ledger.page("events", asked).records)


def _promised(ledger: Ledger, event: Event, accounts: Accounts) -> tuple[CommitmentLine, ...]:
    """The commitments made in the sentences that tell the event; copies say it once."""
    made = cast(
        "list[Commitment]", ledger.among("commitments", accounts.documents, by="document_id")
    )
    told: dict[str, list[EventMention]] = {}
    for account in accounts.told:
        told.setdefault(account.mention.document_id, []).append(account.mention)
    mine = [one for one in made if _is_told_with(one, told.get(one.document_id, []))]
    fresh = [one for one in mine if one.fulfilled_by != event.event_id]
    return commitment_lines(ledger, _once(fresh, accounts.documents)[:_PROMISED])


def _is_told_with(promise: Commitment, mentions: list[EventMention]) -> bool:
    return any(
        span.overlaps(mention.trigger) or mention.sentence.covers(span)
        for mention in mentions
        for span in promise.evidence
    )


def _once(promises: list[Commitment], documents: Mapping[str, Document]) -> list[Commitment]:
    found: dict[str, Commitment] = {}
    for one in promises:
        text = documents[one.document_id].text
        words = " ".join(" ".join(span.of(text) for span in one.evidence).split())
        found.setdefault(words, one)
    return list(found.values())
