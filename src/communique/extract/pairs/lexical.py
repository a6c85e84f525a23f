"""What the lexicon says that one marked party does to another in a sentence.

Every predicate that a pattern admits is a reading; the one that ties the source as doer to the
target best decides, and its factuality shifts the type as the PLOVER codebook has it: cooperation
still to come is AGREE, force still to come THREATEN, cooperation that is refused REJECT.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.clause import Clause, clause_of
from communique.extract.events.admission import admitted
from communique.extract.events.lexicon import Lexicon, Pattern, load_lexicon
from communique.extract.events.match import is_verbal
from communique.extract.events.nominal import governor_of, has_content
from communique.extract.events.slots import under
from communique.extract.factuality import status_of
from communique.records import Status
from communique.spans import Span
from communique.syntax import Parsed, Token

_COOPERATION = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_FORCE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_AHEAD = ("planned", "proposed")
_FAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalReading:
    """The lexicon's answer: the codebook's type, the act's own type and mode, its status.

    ``score``: how well the predicate ties the two, about 0 to 7.
    """

    type: str
    act: str
    mode: str | None
    status: Status
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class _Reading:
    """One pattern at one word, with how well it ties source to target (about 0 to 7)."""

    pattern: Pattern
    trigger: Token
    governor: Token
    score: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two marked spans in the tree: their tokens and the topmost of each."""

    parsed: Parsed
    source: frozenset[int]
    target: frozenset[int]
    source_top: Token
    target_top: Token


def lexical_reading(
    parsed: Parsed, source: Span, target: Span, lexicon: Lexicon | None = None
) -> LexicalReading | None:
    """Return what the lexicon reads, None when no predicate of it stands in the sentence."""
    pair = _pair(parsed, source, target)
    readings = list(_readings(lexicon or load_lexicon(), pair)) if pair is not None else []
    if not readings:
        return None
    best = max(readings, key=lambda r: r.score)
    status = status_of(parsed, best.trigger, best.governor)
    return LexicalReading(
        type=_shifted(best.pattern.type, status), act=best.pattern.type, mode=best.pattern.mode,
        status=status or "denied", rule=best.pattern.rule, score=best.score,
    )  # fmt: skip


def _shifted(event_type: str, status: str | None) -> str:
    """Return the type that the codebook gives to what is only intended or refused."""
    if event_type in _COOPERATION or event_type == "AGREE":
        if status in _AHEAD:
            return "AGREE"
        return "REJECT" if status in (None, "denied") else event_type
    return "THREATEN" if event_type in _FORCE and status in _AHEAD else event_type


def _pair(parsed: Parsed, source: Span, target: Span) -> _Pair | None:
    sides = parsed.tokens_in(source), parsed.tokens_in(target)
    if not all(sides):
        return None
    tops = [_top(tokens) for tokens in sides]
    inside = [frozenset(t.index for t in tokens) for tokens in sides]
    return _Pair(parsed, inside[0], inside[1], tops[0], tops[1])


def _top(tokens: list[Token]) -> Token:
    inside = {t.index for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.index), tokens[0])


def _readings(lexicon: Lexicon, pair: _Pair) -> Iterator[_Reading]:
    for token in pair.parsed.tokens:
        if token.index in pair.source:
            continue
        if is_verbal(token) and lexicon.of_verb(token):
            clause = clause_of(pair.parsed, token)
            for rank, pattern in enumerate(admitted(lexicon, pair.parsed, clause)):
                score = _verbal_score(pair, clause, pattern) - 0.05 * rank
                yield _Reading(pattern, token, token, score)
        elif token.pos in ("NOUN", "PROPN") and token.index not in pair.target:
            yield from _nominal(lexicon, pair, token)


def _nominal(lexicon: Lexicon, pair: _Pair, token: Token) -> Iterator[_Reading]:
    for pattern in lexicon.of_noun(token):
        if pattern.told:
            continue  # that it took place is a matter of events, not of who does what to whom
        if not pattern.objects or has_content(pair.parsed, pattern, token):
            governor = governor_of(pair.parsed, token) or token
            yield _Reading(pattern, token, governor, _nominal_score(pair, token, governor))


def _verbal_score(pair: _Pair, clause: Clause, pattern: Pattern) -> float:
    joint = pattern.frame in ("joint", "reciprocal")
    doer = _doer_score(pair, clause)
    score = doer + _target_score(pair, clause, joint=joint)
    score += 0.6 * bool(pattern.objects) + 0.4 * bool(pattern.complement - {"any"})
    score += 0.4 * (pattern.particle is not None) - 0.4 * pattern.weak
    return score - _distance(pair.parsed, clause.predicate, pair.source_top) / _FAR


def _doer_score(pair: _Pair, clause: Clause) -> float:
    """Return how surely the source does it: as subject, inside the subject, or far off."""
    for subject in clause.subjects:
        heads = {t.index for t in pair.parsed.conjuncts(subject)}
        if heads & pair.source or pair.source_top.index in heads:
            return 3.0
        if _covers(pair.parsed, subject, pair.source_top):
            return 2.2
        if subject.pos == "PRON" and pair.source_top.index < subject.index:
            return 1.6
    if any(_covers(pair.parsed, o, pair.source_top) for o in clause.objects):
        return -0.5
    if not clause.subjects:
        return 1.0
    return 0.3


def _target_score(pair: _Pair, clause: Clause, *, joint: bool) -> float:
    """Return how closely the target hangs under the predicate."""
    parsed, target = pair.parsed, pair.target_top
    objects = [t for o in clause.objects for t in parsed.conjuncts(o)]
    if any(t.index in pair.target for t in objects):
        return 2.0
    if any(_covers(parsed, o, target) for o in clause.objects):
        return 1.8
    nouns = [n for found in clause.prepositions.values() for n in found]
    if any(_covers(parsed, n, target) for n in nouns):
        return 1.7
    if joint and any(_covers(parsed, s, target) for s in clause.subjects):
        return 1.8
    if any(_covers(parsed, s, target) for s in clause.subjects):
        return -0.5
    if _covers(parsed, clause.predicate, target):
        return 1.4
    return 0.2


def _nominal_score(pair: _Pair, noun: Token, governor: Token) -> float:
    parsed = pair.parsed
    holders = [*parsed.children(noun, "poss", "amod", "compound"), *under(parsed, noun, "by")]
    if any(_covers(parsed, h, pair.source_top) for h in holders):
        doer = 2.6
    else:
        doer = _doer_score(pair, clause_of(parsed, governor)) - 0.9
    if _covers(parsed, noun, pair.target_top):
        return doer + 1.9
    return doer + _target_score(pair, clause_of(parsed, governor), joint=False) - 0.5


def _covers(parsed: Parsed, above: Token, below: Token) -> bool:
    return below.index == above.index or any(
        a.index == above.index for a in parsed.ancestors(below)
    )


def _distance(parsed: Parsed, first: Token, second: Token) -> int:
    above = [first, *parsed.ancestors(first)]
    for steps, token in enumerate((second, *parsed.ancestors(second))):
        if token in above:
            return min(_FAR, steps + above.index(token))
    return _FAR
