"""The board of commitments: what is due, what is open, what was kept, what came to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from communique.brief.promised import same_promises
from communique.ledger import Ledger
from communique.records import Commitment, CommitmentState
from communique.web.lines import CommitmentLine, commitment_lines
from communique.web.pages.relationship.asked import Found, Question, newest

_SHOWN = 4
_READ = 40
_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A commitment, and how many of those read tell the same one."""

    line: CommitmentLine
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """What the commitments of a column have in common, also in a sentence, and their states."""

    name: str
    explained: str
    states: tuple[CommitmentState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """One column of the board.

    Attributes:
        sort: what its commitments have in common.
        cards: the first of them, each once, however many reports tell it.
        read: how many of them were read.
        more: whether the ledger holds more than these.
    """

    sort: Sort
    cards: tuple[Card, ...]
    read: int
    more: bool


_DUE = Sort(name="Due", explained="A day is set.", states=("open",))
_OPEN = Sort(name="Open", explained="No day is set.", states=("open", "unknown"))
_KEPT = Sort(name="Kept", explained="An event of the ledger fulfils it.", states=("fulfilled",))
_NOTHING = Sort(
    name="Came to nothing",
    explained="Called off, or its day is over.",
    states=("cancelled", "lapsed"),
)


def board(ledger: Ledger, question: Question) -> tuple[Pile, ...]:
    """Return the columns of the board; none if nothing was promised."""

    def found(state: CommitmentState, **given: str) -> Found:
        wanted = question.of("commitments", state=state, **given)
        return newest(ledger, "commitments", wanted, _READ)

    due, every, unknown = found("open", due_before=_EVER), found("open"), found("unknown")
    kept, off, lapsed = found("fulfilled"), found("cancelled"), found("lapsed")
    by_day = sorted(_made(due), key=_due)
    undated = [one for one in _made(every) if _due(one) == date.max]
    nothing = sorted((*_made(off), *_made(lapsed)), key=_due, reverse=True)
    pile = partial(_pile, ledger)
    piles = (
        pile(_DUE, by_day, more=due.more),
        pile(_OPEN, [*undated, *_made(unknown)], more=every.more or unknown.more),
        pile(_KEPT, _made(kept), more=kept.more),
        pile(_NOTHING, nothing, more=off.more or lapsed.more),
    )
    return piles if any(pile.cards for pile in piles) else ()


def _pile(ledger: Ledger, sort: Sort, made: Sequence[Commitment], *, more: bool) -> Pile:
    same = same_promises(made)
    shown = same[:_SHOWN]
    lines = commitment_lines(ledger, [several[0] for several in shown])
    told = (len(several) for several in shown)
    return Pile(
        sort=sort,
        cards=tuple(Card(line=line, told=n) for line, n in zip(lines, told, strict=True)),
        read=len(same),
        more=more,
    )


def _made(found: Found) -> list[Commitment]:
    return [one for one in found.records if isinstance(one, Commitment)]


def _due(commitment: Commitment) -> date:
    due = commitment.due
    return (due.end or date.max) if due else date.max
