"""Undertakings put off: a later report that moves a plan to another day moves its due date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from communique.merge.accounts import role_of
from communique.merge.conflicts import places_agree
from communique.merge.endings import published
from communique.merge.undertakings import deed_of
from communique.records import Commitment, Document, Time, When
from communique.spans import Span, hull

_PUT_OFF = re.compile(
    r"\b(?:postponed|put off|pushed back|rescheduled|deferred|moved|delayed)\b", re.IGNORECASE
)
_TO = re.compile(r"\b(?:to|until|till|for)\s+(?:the\s+|early\s+|mid-|late\s+)?$")
_SENTENCE = 300  # characters after the undertaking in which its new day stands
_LATE = 366  # days in which a report that something is put off still means an undertaking


def with_moved_dates(
    commitments: Sequence[Commitment],
    times: Mapping[str, Sequence[Time]],
    documents: Mapping[str, Document],
) -> tuple[Commitment, ...]:
    """Return commitments with the due date to which they were put off; None if to no day.

    Args:
        commitments: of all documents.
        times: the times of each document, by its id.
        documents: by id.
    """
    moved = {
        c.commitment_id: _new_day(c, times.get(c.document_id, ()), documents[c.document_id])
        for c in commitments
        if _is_put_off(c, documents[c.document_id])
    }
    movers: dict[str, list[Commitment]] = defaultdict(list)
    for c in sorted(commitments, key=lambda c: c.commitment_id):
        if c.commitment_id in moved:
            for key in {role_of(party).key for party in (*c.by, *c.to)}:
                movers[key].append(c)
    return tuple(_moved(c, _of_its_parties(c, movers), moved, documents) for c in commitments)


def _of_its_parties(
    commitment: Commitment, movers: Mapping[str, Sequence[Commitment]]
) -> list[Commitment]:
    """Only those that share a party can mean the same; a ledger holds many."""
    keys = {role_of(party).key for party in (*commitment.by, *commitment.to)}
    found = {m.commitment_id: m for key in keys for m in movers.get(key, ())}
    return [m for _, m in sorted(found.items())]


def _is_put_off(commitment: Commitment, document: Document) -> bool:
    return bool(commitment.evidence) and _PUT_OFF.search(_told(commitment, document)) is not None


def _told(commitment: Commitment, document: Document) -> str:
    return _sentence(commitment, document).of(document.text)


def _sentence(commitment: Commitment, document: Document) -> Span:
    """From the undertaking to the end of its sentence."""
    span, text = hull(commitment.evidence), document.text
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n")) + 1
    limit = min(len(text), span.end + _SENTENCE)
    if text[span.end - 1 : span.end] == ".":
        return Span(start, span.end)
    ends = [at for mark in (". ", ".\n", "\n") if (at := text.find(mark, span.end, limit)) >= 0]
    return Span(start, min(ends, default=limit))


def _new_day(commitment: Commitment, times: Iterable[Time], document: Document) -> When | None:
    """The time that follows "put off to", None for one put off to no day."""
    sentence, text = _sentence(commitment, document), document.text
    said = _PUT_OFF.search(text, sentence.start, sentence.end)
    after = said.end() if said is not None else sentence.start
    for time in times:
        inside = after <= time.start < sentence.end and time.when is not None
        if inside and _TO.search(text[after : time.start]):
            return time.when
    return None


def _moved(
    commitment: Commitment,
    movers: Sequence[Commitment],
    moved: Mapping[str, When | None],
    documents: Mapping[str, Document],
) -> Commitment:
    if commitment.commitment_id in moved:
        return replace(commitment, due=moved[commitment.commitment_id])
    later = [m for m in movers if _same_undertaking(m, commitment, documents)]
    if not later:
        return commitment
    last = max(later, key=lambda m: (published(documents[m.document_id]) or date.min, m.what))
    return replace(commitment, due=moved[last.commitment_id])


def _same_undertaking(
    mover: Commitment, commitment: Commitment, documents: Mapping[str, Document]
) -> bool:
    """The deed, its parties and its place, told earlier, and due when the mover says it was."""
    told, made = (published(documents[c.document_id]) for c in (mover, commitment))
    if told is None or made is None or not 0 <= (told - made).days <= _LATE:
        return False
    due = commitment.due
    if commitment.state != "open" or (due is not None and due.end is not None and due.end < made):
        return False
    types = deed_of(mover)[1]
    if not types or types != deed_of(commitment)[1]:
        return False
    mine = {role_of(p).key for p in (*commitment.by, *commitment.to)}
    theirs = {role_of(p).key for p in (*mover.by, *mover.to)}
    return len(mine & theirs) >= 2 and places_agree(mover.place, commitment.place)
