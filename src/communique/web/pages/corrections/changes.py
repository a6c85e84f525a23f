"""Corrections as pages tell them: who, when, why, what became of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from communique.corrections import FOLLOWING, in_force
from communique.display.plain import counted, cut, plain_text
from communique.display.values import given_words
from communique.ledger import Ledger
from communique.records import Correction, Event, EventMention, Review

_QUOTED = 160  # characters
_PAST = MappingProxyType(
    {
        "reject": "Rejected",
        "recode": "Re-coded",
        "confirm": "Confirmed",
        "split": "Split off",
        "join": "Joined",
        "undo": "Taken back",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction in words.

    Attributes:
        correction_id: by which it can be taken back.
        kind: such as ``recode``.
        done: what was done, in words.
        values: that a person gave, in words by field.
        by, at, why: who made it, when, and for what reason.
        about: ids of the records that the person pointed at.
        undoes: id of the correction that it takes back, for one that does.
        quotes: the words that it holds on to.
        holds: False if it was taken back.
        unmet: why it changes nothing as things are, where it does not.
    """

    correction_id: str
    kind: str
    done: str
    values: Mapping[str, str]
    by: str
    at: datetime
    why: str
    about: tuple[str, ...]
    undoes: str | None
    quotes: tuple[str, ...]
    holds: bool
    unmet: tuple[str, ...]


def changes(ledger: Ledger) -> tuple[Change, ...]:
    """Return all corrections of a ledger, the latest first."""
    every = ledger.corrections()
    return _told(every, every, ledger.reviews())


def changes_of(
    ledger: Ledger, event: Event, mentions: Iterable[EventMention]
) -> tuple[Change, ...]:
    """Return the corrections that made an event what it is, or that were about it."""
    every = ledger.corrections()
    if not every:
        return ()
    told = list(mentions)
    named = {*event.corrected_by, *(name for one in told for name in one.corrected_by)}
    named |= {why["decided"] for why in event.why if why.get("decided")}
    ids = {event.event_id, *event.event_mentions}
    wanted = [c for c in every if c.correction_id in named or _touches(c, ids)]
    return _told(wanted, every, ledger.reviews())


def _touches(correction: Correction, ids: Set[str]) -> bool:
    anchored = {anchor.record_id for anchor in (*correction.records, *correction.others)}
    return not anchored.isdisjoint(ids) or any(about in ids for about in correction.about)


def _told(
    wanted: Sequence[Correction], every: Sequence[Correction], reviews: Iterable[Review]
) -> tuple[Change, ...]:
    holding = {correction.correction_id for correction in in_force(every)}
    unmet: dict[str, list[str]] = {}
    for review in reviews:
        unmet.setdefault(review.correction_id, []).append(plain_text(review.reason))
    return tuple(
        _change(one, one.kind == "undo" or one.correction_id in holding, unmet)
        for one in reversed(wanted)
    )


def _change(one: Correction, holds: bool, unmet: Mapping[str, Sequence[str]]) -> Change:
    values = {name: v for name, v in one.values.items() if name not in FOLLOWING}
    given = values if one.kind == "recode" else {}
    return Change(
        correction_id=one.correction_id,
        kind=one.kind,
        done=f"{_PAST[one.kind]}{_what(one)}",
        values={name: given_words(value) for name, value in given.items()},
        by=plain_text(one.by),
        at=one.at,
        why=plain_text(one.why),
        about=one.about,
        undoes=one.undoes,
        quotes=tuple(
            dict.fromkeys(cut(plain_text(a.quote or a.words), _QUOTED) for a in one.records)
        ),
        holds=holds,
        unmet=tuple(dict.fromkeys(unmet.get(one.correction_id, ()))),
    )


def _what(one: Correction) -> str:
    records = Counter(anchor.kind for anchor in one.records)
    told = (counted(n, _KINDS.get(kind, kind)) for kind, n in sorted(records.items()))
    words = ", ".join(told)
    return f": {words}" if words else ""


_KINDS = {"event_mentions": "accounts"}
