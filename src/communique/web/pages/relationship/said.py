"""What the two say of and to one another, what they say together, and what others say of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from communique.ledger import Filters, Ledger
from communique.records import Party, Statement
from communique.web.lines import StatementLine, statement_lines
from communique.web.pages.relationship.asked import Question
from communique.web.pages.relationship.sides import is_of

_SHOWN = 4
_READ = 60  # statements gone through for those of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Statements of somebody, newest first, and the filters that list all of them."""

    lines: tuple[StatementLine, ...]
    more: bool
    listing: Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of one about or to the other, the reverse, those of both, and those of others."""

    one: Voice
    other: Voice
    together: Voice
    others: Voice

    @property
    def is_empty(self) -> bool:
        """Tell whether neither of the two is heard."""
        return not (self.one.lines or self.other.lines or self.together.lines)


def said(ledger: Ledger, question: Question) -> Said:
    """Return the newest statements of the two and of others."""
    one, other = question.one, question.other
    return Said(
        one=_of_one(ledger, question, one, other),
        other=_of_one(ledger, question, other, one),
        together=_together(ledger, question),
        others=_of_others(ledger, question),
    )


def _of_one(ledger: Ledger, question: Question, speaker: str, other: str) -> Voice:
    """What one says about the other, or to it; not what both say together."""
    about = question.about("statements", speaker=speaker, about=other)
    to = question.about("statements", speaker=speaker, target=other)
    found = {s.statement_id: s for wanted in (about, to) for s in _newest(ledger, wanted, 12)}
    alone = [s for s in found.values() if not any(is_of(p, other) for p in _speakers(s))]
    return _voice(ledger, alone, about)


def _together(ledger: Ledger, question: Question) -> Voice:
    # Of a statement, who speaks is also its source: so both can be asked to speak.
    wanted = question.about("statements", speaker=question.one, source=question.other)
    found = _newest(ledger, wanted, _READ)
    both = (s for s in found if _several(s, question.one, question.other))
    return _voice(ledger, list(islice(both, _SHOWN + 1)), wanted)


def _of_others(ledger: Ledger, question: Question) -> Voice:
    """What is said about both by speakers who are known to be neither."""
    wanted = question.of("statements", about=question.one)
    found = _newest(ledger, wanted, _READ)
    foreign = [s for s in found if _is_foreign(s, (question.one, question.other))]
    return _voice(ledger, foreign, wanted)


def _voice(ledger: Ledger, found: Sequence[Statement], listing: Filters) -> Voice:
    lines = statement_lines(ledger, found[:_SHOWN])
    return Voice(lines=lines, more=len(found) > _SHOWN, listing=listing)


def _newest(ledger: Ledger, wanted: Filters, length: int) -> tuple[Statement, ...]:
    page = ledger.page("statements", replace(wanted, limit=length))
    return tuple(one for one in page.records if isinstance(one, Statement))


def _speakers(statement: Statement) -> tuple[Party, ...]:
    alone = (statement.speaker,) if statement.speaker else ()
    return statement.speakers or alone


def _several(statement: Statement, one: str, other: str) -> bool:
    """Tell whether both speak, not one person who is meant by both terms."""
    of_one = [p for p in _speakers(statement) if is_of(p, one)]
    return any(is_of(p, other) and p not in of_one[:1] for p in _speakers(statement))


def _is_foreign(statement: Statement, terms: tuple[str, str]) -> bool:
    known = [p for p in _speakers(statement) if p.actor_id or p.country]
    return bool(known) and not any(is_of(p, term) for p in known for term in terms)
