"""Disputes on how long a meeting took: told lengths, and those that its first and last day give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from communique.merge.accounts import role_of
from communique.merge.dispute_words import load_dispute_words
from communique.merge.figure_disputes import evidence_value
from communique.merge.quantities import amount, compatible, same_amount, unit_of
from communique.records import (
    Dispute,
    DisputedValue,
    DisputeKind,
    Document,
    Event,
    EventMention,
    Figure,
    content_id,
)
from communique.spans import hull

_AFTER = 600  # characters from the account of a meeting to its length
_FRESH = 14  # days after a meeting in which a report still tells of its length
_LONGEST = 31  # days; longer is a process, not a meeting
_DAY = 1440  # minutes
_BEFORE_DATE = 20  # characters
_SPANNING = re.compile(r"\b(?:since|from|between|through|until)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    """A length with its words: as a figure, or as the days from the first to the last."""

    value: DisputedValue
    figure: Figure | None = None
    days: int = 0


def find_length_disputes(
    events: Sequence[Event],
    mentions: Mapping[str, EventMention],
    figures: Sequence[Figure],
    documents: Mapping[str, Document],
) -> tuple[Dispute, ...]:
    """Return for each meeting the dispute between the lengths that reports give of it.

    Args:
        events: the merged events.
        mentions: event mentions by id.
        figures: of all documents.
        documents: by id.
    """
    meetings = [e for e in events if e.type == "CONSULT" and e.status == "actual"]
    told: dict[str, list[_Length]] = defaultdict(list)
    for event_id, figure in _told_lengths(meetings, mentions, figures, documents):
        told[event_id].append(_Length(value=evidence_value(figure), figure=figure))
    for event in meetings:
        told[event.event_id].extend(_spans(event, mentions, documents))
    for lengths in told.values():
        lengths.sort(key=lambda length: _told_on(documents[length.value.document_id]))
    found = (_dispute(event_id, lengths) for event_id, lengths in sorted(told.items()))
    return tuple(dispute for dispute in found if dispute is not None)


def _dispute(event_id: str, lengths: Sequence[_Length]) -> Dispute | None:
    kinds = {
        kind
        for first, second in combinations(lengths, 2)
        if first.value.document_id != second.value.document_id
        if (kind := _kind(first, second)) is not None
    }
    if not kinds:
        return None
    return Dispute(
        dispute_id=content_id("dispute", "duration", event_id),
        field="duration",
        kind="conflict" if "conflict" in kinds else "precision",
        values=tuple(dict.fromkeys(length.value for length in lengths)),
        event_id=event_id,
        measure="length of the meeting",
    )


def _kind(first: _Length, second: _Length) -> DisputeKind | None:
    if first.figure is not None and second.figure is not None:
        if same_amount(first.figure, second.figure):
            return None
        return "precision" if compatible(first.figure, second.figure) else "conflict"
    figure, days = first.figure or second.figure, first.days or second.days
    if figure is None or unit_of(figure) != "minutes" or amount(figure) < _DAY:
        return None
    return None if _covers(figure, days) else "conflict"


def _covers(figure: Figure, days: int) -> bool:
    """Tell whether a told length can be that of so many days, the first and last included."""
    told = amount(figure) / _DAY
    if figure.qualifier in {"at_least", "at_most"}:
        return told <= days if figure.qualifier == "at_least" else told >= days - 1
    return abs(told - days) <= (1 if figure.qualifier in {"about", "almost"} else 0)


def _spans(
    event: Event, mentions: Mapping[str, EventMention], documents: Mapping[str, Document]
) -> Iterator[_Length]:
    """The days of a meeting that a report tells as going on "since Monday, March 6"."""
    for name in event.event_mentions:
        mention = mentions[name]
        days = _days_of(mention, event)
        if days is None or not _spans_days(mention, documents[mention.document_id].text):
            continue
        count = (days[1] - days[0]).days + 1
        value = DisputedValue(
            value=f"{count} days, {days[0]} to {days[1]}",
            document_id=mention.document_id,
            evidence=(mention.sentence,),
        )
        yield _Length(value=value, days=count)


def _spans_days(mention: EventMention, text: str) -> bool:
    """Tell whether the words just before the date say that the meeting went on from or to it."""
    when = mention.when
    if when is None or when.span is None or mention.mode == "phone":
        return False
    before = text[max(mention.sentence.start, when.span.start - _BEFORE_DATE) : when.span.start]
    return _SPANNING.search(before + (when.text or "")) is not None


def _days_of(mention: EventMention, event: Event) -> tuple[date, date] | None:
    """First and last day of a meeting of several days; one told as going on ends with the event."""
    when = mention.when
    if when is None or when.start is None or when.end is None:
        return None
    ended = event.when.end if event.when is not None else None
    last = ended if ended is not None and when.start <= ended <= when.end else when.end
    return (when.start, last) if 0 < (last - when.start).days < _LONGEST else None


def _told_lengths(
    meetings: Sequence[Event],
    mentions: Mapping[str, EventMention],
    figures: Sequence[Figure],
    documents: Mapping[str, Document],
) -> Iterator[tuple[str, Figure]]:
    """Lengths with the meeting that their report tells nearest before, else the last such one."""
    told: dict[str, list[tuple[EventMention, str]]] = defaultdict(list)
    stories: dict[str, list[Event]] = defaultdict(list)
    for event in meetings:
        stories[event.story or ""].append(event)
        for name in event.event_mentions:
            told[mentions[name].document_id].append((mentions[name], event.event_id))
    for figure in sorted(figures, key=lambda f: (f.document_id, f.evidence, f.figure_id)):
        if _is_meeting_length(figure):
            document = documents[figure.document_id]
            event_id = _nearest(figure, told[figure.document_id]) or _latest(
                figure, stories[document.story or ""], document
            )
            if event_id is not None:
                yield event_id, figure


def _is_meeting_length(figure: Figure) -> bool:
    words = set(figure.measure.lower().split())
    about = not words.isdisjoint(load_dispute_words().meetings) and words.isdisjoint(_BETWEEN)
    return unit_of(figure) == "minutes" and about


_BETWEEN = frozenset({"since", "until", "between", "before", "after", "last", "next", "to"})


def _nearest(figure: Figure, meetings: Sequence[tuple[EventMention, str]]) -> str | None:
    """The meeting told in the figure's own sentence, else the nearest before it; the first of two.

    Meetings come in an order that does not tell of a ledger's past, as their ids do.
    """
    at = hull(figure.evidence)
    own = [event for mention, event in meetings if mention.sentence.overlaps(at)]
    if own:
        return own[0]
    before = [
        (at.start - mention.sentence.end, event)
        for mention, event in meetings
        if 0 <= at.start - mention.sentence.end <= _AFTER
    ]
    return min(before, key=lambda one: one[0])[1] if before else None


def _latest(figure: Figure, meetings: Sequence[Event], document: Document) -> str | None:
    """The last meeting of the figure's parties that the story tells before the report."""
    published = document.published.start if document.published is not None else None
    parties = {role_of(party).key for party in figure.parties}
    if published is None or len(parties) < 2:
        return None
    before = [
        (ended, event.event_id)
        for event in meetings
        if (ended := _ended(event)) is not None
        and 0 <= (published - ended).days <= _FRESH
        and len(parties & {role_of(p).key for p in (*event.actors, *event.recipients)}) >= 2
    ]
    return max(before, key=lambda one: one[0])[1] if before else None


def _told_on(document: Document) -> tuple[date, str]:
    published = document.published.start if document.published is not None else None
    return published or date.max, document.document_id


def _ended(event: Event) -> date | None:
    return event.when.end if event.when is not None and event.when.start is not None else None
