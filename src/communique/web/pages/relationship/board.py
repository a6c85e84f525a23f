"""The board of commitments: what is due, what is open, what was kept, what came to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from communique.brief.promised import same_promises
from communique.ledger import Filters, Ledger
from communique.records import Commitment
from communique.web.lines import CommitmentLine, commitment_lines
from communique.web.pages.relationship.asked import Question

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
        cards: the first of them.
        count: of all commitments, each report's counted.
        more: whether there are more than the cards tell.
        listing: the filters that list them; those of a due day are listed with all open ones.
    """

    name: str
    explained: str
    cards: tuple[Card, ...]
    count: int
    more: bool
    listing: Filters


def board(ledger: Ledger, question: Question) -> tuple[Pile, ...]:
    """Return the columns of the board; none if nothing was promised."""
    of = question.of
    due = of("commitments", state="open", due_before=_EVER)
    still_open, unknown = of("commitments", state="open"), of("commitments", state="unknown")
    kept = of("commitments", state="fulfilled")
    off, lapsed = of("commitments", state="cancelled"), of("commitments", state="lapsed")
    piles = (
        _pile(ledger, "Due", "A day is set.", (due,), by_day=True),
        _pile(ledger, "Open", "No day is set.", (still_open, unknown), dated=False),
        _pile(ledger, "Kept", "An event in the ledger fulfils it.", (kept,)),
        _pile(ledger, "Came to nothing", "Called off, or its day is over.", (off, lapsed)),
    )
    return piles if any(pile.count for pile in piles) else ()


def _pile(
    ledger: Ledger,
    name: str,
    explained: str,
    asked: tuple[Filters, ...],
    *,
    by_day: bool = False,
    dated: bool = True,
) -> Pile:
    counted = sum(ledger.count("commitments", one) for one in asked)
    read = [made for one in asked for made in _newest(ledger, one)] if counted else []
    wanted = [one for one in read if dated or _due(one) == date.max]
    if by_day:
        wanted.sort(key=lambda one: (_due(one), one.commitment_id))
    same = same_promises(wanted)
    lines = commitment_lines(ledger, [several[0] for several in same[:_SHOWN]])
    if not dated:
        counted -= sum(ledger.count("commitments", replace(a, due_before=_EVER)) for a in asked)
    return Pile(
        name=name,
        explained=explained,
        cards=tuple(
            Card(line=line, told=len(several)) for line, several in zip(lines, same, strict=False)
        ),
        count=counted,
        more=len(same) > _SHOWN or counted > len(wanted),
        listing=asked[0],
    )


def _newest(ledger: Ledger, wanted: Filters) -> Sequence[Commitment]:
    page = ledger.page("commitments", replace(wanted, limit=_READ))
    return [one for one in page.records if isinstance(one, Commitment)]


def _due(commitment: Commitment) -> date:
    due = commitment.due
    return (due.end or date.max) if due else date.max
