"""Events that no pattern found and of which the learned model is sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import bare_pattern
from communique.extract.events.opinion import Pair
from communique.extract.events.slots import can_act, directed, side_of, together
from communique.extract.learned import NONE, Judged
from communique.records import Party
from communique.syntax import Parsed, Token

_MOST_PARTIES = 4  # of one sentence; longer lists of states are rarely told as pairs
_SURE = 0.9
_JOINT = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "ASSAULT"})


def untied_pairs(
    parties: DocumentParties, found: Sequence[Candidate]
) -> Iterator[tuple[Party, Party, Pair]]:
    """Yield the pairs of different sides, of one sentence each, that no candidate ties."""
    parsed = parties.parsed
    tied = {(c.trigger.sentence, _sides(c)) for c in found}
    for sentence in parsed.sentences:
        named = [p for p in parties.within(sentence.span) if p.span is not None and can_act(p)]
        if not 2 <= len(named) <= _MOST_PARTIES:
            continue
        sides_told = [sides for at, sides in tied if at == sentence.index]
        for source, target in permutations(named, 2):
            both = {side_of(source), side_of(target)}
            if len(both) < 2 or any(both <= sides for sides in sides_told):
                continue
            if source.span and target.span and not source.span.overlaps(target.span):
                yield source, target, Pair(source.span, target.span, sentence.span)


def proposals(
    parties: DocumentParties,
    pairs: Iterable[tuple[Party, Party, Pair]],
    judged: Mapping[Pair, Judged],
) -> Iterator[tuple[Candidate, Judged]]:
    """Yield a candidate for each pair between which the model is sure that something passes."""
    told: dict[tuple[int, str], list[tuple[Party, Party, Judged]]] = {}
    for source, target, pair in pairs:
        answer = judged[pair]
        best = max(answer.types, key=answer.types.__getitem__)
        if best != NONE and answer.types[best] >= _SURE:
            trigger = tie(parties.parsed, pair)
            if trigger is not None:
                told.setdefault((trigger.index, best), []).append((source, target, answer))
    for (at, event_type), ties in told.items():
        candidate = _candidate(parties.parsed.tokens[at], event_type, ties)
        if candidate is not None:
            yield candidate, ties[0][2]


def _candidate(
    trigger: Token, event_type: str, ties: Sequence[tuple[Party, Party, Judged]]
) -> Candidate | None:
    sources = tuple(dict.fromkeys(source for source, _, _ in ties))
    targets = tuple(dict.fromkeys(target for _, target, _ in ties))
    pattern = bare_pattern(event_type, ties[0][2].mode_of(event_type))
    mutual = event_type in _JOINT and {side_of(s) for s in sources} >= {side_of(t) for t in targets}
    roles = together(sources) if mutual else directed(pattern, sources, targets)
    return Candidate(pattern, trigger, trigger, *roles) if roles is not None else None


def tie(parsed: Parsed, pair: Pair) -> Token | None:
    """Return the lowest verb or event noun that stands over both parties of a pair."""
    source, target = (_top(parsed, span_tokens) for span_tokens in _tokens(parsed, pair))
    if source is None or target is None:
        return None
    above = {token.index for token in (source, *parsed.ancestors(source))}
    for token in (target, *parsed.ancestors(target)):
        if token.index in above and token.pos in ("VERB", "AUX", "NOUN") and not token.entity:
            inside = pair.source.covers(token.span) or pair.target.covers(token.span)
            if not inside:
                return token
    return None


def _tokens(parsed: Parsed, pair: Pair) -> tuple[list[Token], list[Token]]:
    return parsed.tokens_in(pair.source), parsed.tokens_in(pair.target)


def _top(parsed: Parsed, tokens: Sequence[Token]) -> Token | None:
    inside = {token.index for token in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.index), None)


def _sides(candidate: Candidate) -> frozenset[str]:
    return frozenset(side_of(p) for p in candidate.actors + candidate.recipients)
