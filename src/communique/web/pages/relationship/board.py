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

_SHOWN = 5
_READ = 40
_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A commitment, and how many of those read tell the same one."""

    line: CommitmentLine
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """One column of the board.

    Attributes:
        name: what its commitments have in common.
        explained: the same in a sentence.
        states: of its commitments; those of a due day are open too.
        cards: the first of them.
        count: of all commitments, each report's counted.
        more: whether there are more than the cards tell.
    """

    name: str
    explained: str
    states: tuple[CommitmentState, ...]
    cards: tuple[Card, ...]
    count: int
    more: bool


def board(ledger: Ledger, question: Question) -> tuple[Pile, ...]:
    """Return the columns of the board; none if nothing was promised."""

    def found(state: CommitmentState, **given: str) -> Found:
        wanted = question.of("commitments", state=state, **given)
        return newest(ledger, "commitments", wanted, _READ)

    due, every, unknown = found("open", due_before=_EVER), found("open"), found("unknown")
    kept, off, lapsed = found("fulfilled"), found("cancelled"), found("lapsed")
    undated = [one for one in _made(every) if _due(one) == date.max]
    still_open = every.count - due.count + unknown.count
    nothing = sorted((*_made(off), *_made(lapsed)), key=_due, reverse=True)
    pile = partial(_pile, ledger)
    piles = (
        pile("Due", "A day is set.", ("open",), sorted(_made(due), key=_due), due.count),
        pile(
            "Open", "No day is set.", ("open", "unknown"), [*undated, *_made(unknown)], still_open,
        ),
        pile(
            "Kept", "An event in the ledger fulfils it.", ("fulfilled",), _made(kept), kept.count,
        ),
        pile(
            "Came to nothing", "Called off, or its day is over.", ("cancelled", "lapsed"), nothing,
            off.count + lapsed.count,
        ),
    )  # fmt: skip
    return piles if any(pile.count for pile in piles) else ()


def _pile(
    ledger: Ledger,
    name: str,
    explained: str,
    states: tuple[CommitmentState, ...],
    made: Sequence[Commitment],
    count: int,
) -> Pile:
    same = same_promises(made)
    shown = same[:_SHOWN]
    lines = commitment_lines(ledger, [several[0] for several in shown])
    told = (len(several) for several in shown)
    return Pile(
        name=name,
        explained=explained,
        states=states,
        cards=tuple(Card(line=line, told=n) for line, n in zip(lines, told, strict=True)),
        count=count,
        more=len(same) > _SHOWN or count > len(made),
    )


def _made(found: Found) -> list[Commitment]:
    return [one for one in found.records if isinstance(one, Commitment)]


def _due(commitment: Commitment) -> date:
    due = commitment.due
    return (due.end or date.max) if due else date.max
