"""Days that were fixed and not kept: what one report says is due, another that it came late."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.merge.accounts import role_of
from communique.merge.conflicts import is_narrow
from communique.merge.measured import sentence_of
from communique.merge.quantities import amount, in_words, unit_of
from communique.merge.undertakings import stems
from communique.records import (
    Commitment,
    Dispute,
    DisputedValue,
    Document,
    Event,
    EventMention,
    Figure,
    content_id,
)
from communique.spans import Span

_GRACE = 7  # days after the due date in which a reader still calls it kept
_DAY = 1440  # minutes
_AROUND = 300  # characters before a delay that say what was late
_FIXED = re.compile(
    r"\b(?:deadline|term|date|schedule|scheduled|target|limit|timetable|promised|planned|agreed"
    r"|due|fixed|set)\b",
    re.IGNORECASE,
)
_LATE_AFTER = re.compile(
    r"^\s*(?:late|overdue|behind|past|after the (?:deadline|date|agreed)|later than)\b"
)
_LATE_BEFORE = re.compile(r"\b(?:missed|overran|overrun|exceeded|slipped|delayed|late) by\s+$")


@dataclass(frozen=True, slots=True)
class _Due:
    """One undertaking with its due date, as one or more reports give it."""

    end: date
    parties: frozenset[str]
    commitments: tuple[Commitment, ...]


def find_late_disputes(
    commitments: Sequence[Commitment],
    events: Sequence[Event],
    mentions: Mapping[str, EventMention],
    figures: Iterable[Figure],
    documents: Mapping[str, Document],
) -> tuple[Dispute, ...]:
    """Return disputes between the day that was fixed for a deed and that on which it was done.

    Args:
        commitments: of all documents, followed to their end.
        events: the merged events.
        mentions: event mentions by id.
        figures: of all documents.
        documents: by id, with story set.
    """
    told = list(_delays(figures, documents))
    by_id = {event.event_id: event for event in events}
    found = []
    for due in _dues(commitments, documents):
        late = [
            *_kept_late(due, by_id, mentions),
            *(value for figure, value in told if _tells_of(figure, due, documents)),
        ]
        if late:
            found.append(_dispute(due, tuple(dict.fromkeys(late)), documents))
    return tuple(found)


def _dues(commitments: Iterable[Commitment], documents: Mapping[str, Document]) -> Iterator[_Due]:
    groups: dict[tuple[str, frozenset[str], str, str], list[Commitment]] = defaultdict(list)
    for c in sorted(commitments, key=lambda c: c.commitment_id):
        due = c.due
        if due is None or due.end is None or c.state == "cancelled":
            continue
        parties = frozenset(role_of(p).key for p in (*c.by, *c.to))
        story = documents[c.document_id].story or c.document_id
        length = due.text or str(due.end)
        groups[story, parties, length, min(stems(c.what), default="")].append(c)
    for (_, parties, _, _), same in groups.items():
        end = min(c.due.end for c in same if c.due is not None and c.due.end is not None)
        yield _Due(end, parties, tuple(same))


def _kept_late(
    due: _Due, events: Mapping[str, Event], mentions: Mapping[str, EventMention]
) -> Iterator[DisputedValue]:
    for name in dict.fromkeys(c.fulfilled_by for c in due.commitments if c.fulfilled_by):
        event = events.get(name)
        if event is None or event.when is None or event.when.start is None:
            continue
        if is_narrow(event.when) and event.when.start > due.end + timedelta(days=_GRACE):
            for mention in map(mentions.__getitem__, event.support.get("when", ())):
                yield DisputedValue(
                    value=f"took place {event.when.start}",
                    document_id=mention.document_id,
                    evidence=(mention.sentence,),
                )


def _delays(
    figures: Iterable[Figure], documents: Mapping[str, Document]
) -> Iterator[tuple[Figure, DisputedValue]]:
    """Lengths by which something came late ("missed by four weeks", "three months overdue")."""
    for figure in figures:
        if unit_of(figure) != "minutes" or amount(figure) < _DAY:
            continue
        text, sentence = (
            documents[figure.document_id].text,
            sentence_of(figure, documents[figure.document_id]),
        )
        at = figure.evidence[0]
        late = _LATE_AFTER.match(text[at.end : sentence.end]) or _LATE_BEFORE.search(
            text[sentence.start : at.start]
        )
        if late and _FIXED.search(sentence.of(text)):
            yield figure, DisputedValue(
                value=f"{in_words(figure)} late", document_id=figure.document_id,
                evidence=(sentence,),
            )  # fmt: skip


def _tells_of(figure: Figure, due: _Due, documents: Mapping[str, Document]) -> bool:
    """Tell whether a delay is of this undertaking: its parties and deed, and its day is past."""
    document = documents[figure.document_id]
    published = document.published.start if document.published is not None else None
    others = [c for c in due.commitments if c.document_id != figure.document_id]
    if published is None or not others or published <= due.end:
        return False
    if documents[others[0].document_id].story != document.story:
        return False
    parties = {role_of(party).key for party in figure.parties}
    if len(parties & due.parties) < min(2, len(due.parties)):
        return False
    sentence = sentence_of(figure, document)
    around = Span(max(0, sentence.start - _AROUND), sentence.end).of(document.text)
    return any(stems(c.what) & stems(around) for c in others)


def _dispute(
    due: _Due, late: tuple[DisputedValue, ...], documents: Mapping[str, Document]
) -> Dispute:
    first = min(due.commitments, key=lambda c: (_published(documents, c), c.commitment_id))
    fixed = tuple(
        DisputedValue(value=f"due by {due.end}", document_id=c.document_id, evidence=c.evidence[:1])
        for c in sorted(due.commitments, key=lambda c: (_published(documents, c), c.commitment_id))
    )
    kept = next((c.fulfilled_by for c in due.commitments if c.fulfilled_by), None)
    return Dispute(
        dispute_id=content_id("dispute", "late", first.commitment_id),
        field="date",
        kind="update",
        values=(*fixed, *late),
        event_id=kept,
        measure=" ".join(first.what.split())[:90],
    )


def _published(documents: Mapping[str, Document], commitment: Commitment) -> date:
    published = documents[commitment.document_id].published
    return (published.start if published is not None else None) or date.max
