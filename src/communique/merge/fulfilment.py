"""Which commitments were kept, by which event, and which were called off or ran out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from communique.intervals import intersect
from communique.merge.accounts import role_of
from communique.merge.endings import ENDED, days_made, ending_of, published
from communique.merge.fitting import Told, fits
from communique.merge.undertakings import deed_of, stems
from communique.records import (
    Commitment,
    CommitmentState,
    Document,
    Event,
    EventMention,
)

_LATE = 366  # days after the due date in which a promise is still kept, if late


def follow_commitments(
    commitments: Sequence[Commitment],
    events: Sequence[Event],
    mentions: Mapping[str, EventMention],
    documents: Mapping[str, Document],
    newest: date | None = None,
) -> tuple[Commitment, ...]:
    """Return the commitments with the state that the newest report leaves them in.

    Args:
        commitments: of all documents.
        events: the merged events.
        mentions: event mentions by id.
        documents: by id.
        newest: day of the newest report, if that may be none of the documents.
    """
    days_told = (newest, *map(published, documents.values()))
    newest = max((day for day in days_told if day is not None), default=None)
    by_country: dict[str, list[Told]] = defaultdict(list)
    for event in events:
        told = _told(event, mentions, documents)
        for key in {role.key for role in told.roles}:
            by_country[key].append(told)
    ordered = sorted(commitments, key=lambda c: c.commitment_id)
    days = days_made(ordered, documents)
    ended: dict[str, list[Commitment]] = defaultdict(list)
    for commitment in ordered:
        if commitment.state in ENDED:
            for key in _keys(commitment):
                ended[key].append(commitment)
    return tuple(
        _followed(commitment, by_country, ending_of(commitment, _near(commitment, ended), days),
                  days, newest)
        for commitment in ordered
    )  # fmt: skip


def _keys(commitment: Commitment) -> set[str]:
    return {role_of(party).key for party in (*commitment.by, *commitment.to)}


def _near(commitment: Commitment, ended: Mapping[str, list[Commitment]]) -> list[Commitment]:
    """What ended of the same parties, in order of the ids."""
    found = {c.commitment_id: c for key in _keys(commitment) for c in ended.get(key, ())}
    return [c for _, c in sorted(found.items())]


def _followed(
    commitment: Commitment,
    by_country: Mapping[str, list[Told]],
    ending: CommitmentState | None,
    days: Mapping[str, date | None],
    newest: date | None,
) -> Commitment:
    """Return a commitment as it stands: kept, called off, run out or open.

    What its own report says of its end holds, and what a later report says of it; only an event
    can link the fulfilment.
    """
    roles = [role_of(party) for party in (*commitment.by, *commitment.to)]
    if not roles:
        return commitment
    made = days[commitment.commitment_id]
    # In order of mentions: ids of events tell of a ledger's past.
    near = {t.event.event_id: t for role in roles for t in by_country.get(role.key, ())}
    told = sorted(near.values(), key=lambda t: t.event.event_mentions)
    fitting = [t.event for t in told if fits(commitment, t)]
    if commitment.state in ("cancelled", "lapsed"):
        return commitment
    if commitment.state == "fulfilled":
        return replace(commitment, fulfilled_by=_deed_before(fitting, made))
    kept = [e for e in fitting if e.status == "actual" and _is_later(commitment, e, made)]
    if kept:
        first = min(kept, key=lambda e: _day(e) or date.max)
        return replace(commitment, state="fulfilled", fulfilled_by=first.event_id)
    if any(_calls_off(commitment, event, made) for event in fitting):
        return replace(commitment, state="cancelled", fulfilled_by=None)
    if ending is not None:
        return replace(commitment, state=ending, fulfilled_by=None)
    due = commitment.due.end if commitment.due is not None else None
    if due is None or newest is None or due >= newest:
        return replace(commitment, state=commitment.state, fulfilled_by=None)
    # Of a deed that no event type covers the silence of the reports says nothing.
    state: CommitmentState = "lapsed" if deed_of(commitment)[1] else "unknown"
    return replace(commitment, state=state, fulfilled_by=None)


def _deed_before(fitting: Sequence[Event], made: date | None) -> str | None:
    """Return the latest event up to the report which says that a promise was kept."""
    done = [
        (day, event.event_id)
        for event in fitting
        if event.status == "actual"
        and (day := _day(event)) is not None
        and (made is None or day <= made)
    ]
    return max(done, key=lambda one: one[0])[1] if done else None


def _is_later(commitment: Commitment, event: Event, made: date | None) -> bool:
    """The event comes after the undertaking, and not long after its due date."""
    day = _day(event)
    if day is None:
        return False
    due = commitment.due
    if due is not None and due.start is not None and day < due.start:
        return False
    late = 0 if commitment.state == "unknown" else _LATE
    if due is not None and due.end is not None and (day - due.end).days > late:
        return False
    if made is not None:
        return day > made
    return due is not None and commitment.document_id not in event.documents


def _calls_off(commitment: Commitment, event: Event, made: date | None) -> bool:
    """What was called off before is no word on an undertaking made since."""
    if event.status != "cancelled" or not _is_due(commitment, event):
        return False
    told = event.first_reported.start if event.first_reported is not None else None
    return made is None or told is None or told >= made


def _is_due(commitment: Commitment, event: Event) -> bool:
    """The day of the event lies where the undertaking puts it, or one of them names none."""
    if commitment.due is None or event.when is None:
        return True
    return intersect(commitment.due, event.when) is not None


def _day(event: Event) -> date | None:
    """The first day on which the event can have begun, or on which it was first told."""
    for when in (event.when, event.first_reported):
        if when is not None and when.start is not None:
            return when.start
    return None


def _told(
    event: Event, mentions: Mapping[str, EventMention], documents: Mapping[str, Document]
) -> Told:
    told = [mentions[name] for name in event.event_mentions]
    text = " ".join(m.sentence.of(documents[m.document_id].text) for m in told)
    roles = tuple(role_of(party) for party in (*event.actors, *event.recipients))
    triggers = " ".join(m.trigger.of(documents[m.document_id].text) for m in told)
    return Told(event, roles, stems(text), triggers)
