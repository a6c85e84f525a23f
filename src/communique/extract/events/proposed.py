"""Events that no pattern found and of which the learned model is sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import Clause, clause_of
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import bare_pattern
from communique.extract.events.match import is_verbal
from communique.extract.events.opinion import Pair
from communique.extract.events.slots import (
    all_parties,
    can_act,
    directed,
    owners,
    side_of,
    together,
)
from communique.extract.events.words import load_words
from communique.extract.factuality_relatives import tells_of_past_act
from communique.extract.learned import NONE, Judged
from communique.extract.places.words import load_place_words
from communique.records import Party
from communique.syntax import Token

_MOST_OTHERS = 3
_SURE = 0.85
_SURE_OF_STATUS = 0.8
_JOINT = frozenset({"CONSULT", "COOPERATE", "SUPPORT", "AGREE", "ASSAULT"})
_WAYS = frozenset({"from", "via", "into"})


@dataclass(frozen=True, slots=True)
class Untied:
    """Two sides that a verb without a pattern ties: its subject and another of its phrases.

    ``shared``: both are its doers ("sponsored by Kenya and Ghana").
    """

    verb: Token
    source: Party
    target: Party
    pair: Pair
    shared: bool


def untied(parties: DocumentParties, found: Sequence[Candidate]) -> Iterator[Untied]:
    """Yield the pairs of sides under verbs that no candidate was found at or about."""
    tied = {(c.trigger.sentence, _sides(c)) for c in found}
    taken = {index for c in found for index in (c.trigger.index, c.governor.index)}
    words = load_words()
    idle = words.idle_verbs | words.reporting_verbs
    for verb in parties.parsed.tokens:
        if not is_verbal(verb) or verb.index in taken or verb.lemma in idle:
            continue
        if verb.dep == "acl" and not tells_of_past_act(parties.parsed, verb):
            continue  # "most of it oil bought by India"
        sentence = parties.parsed.sentence_of(verb).span
        for source, target, shared in _sides_of(parties, clause_of(parties.parsed, verb)):
            both = {side_of(source), side_of(target)}
            known = any(both <= sides for at, sides in tied if at == verb.sentence)
            if known or source.span is None or target.span is None:
                continue
            inside = sentence.covers(source.span) and sentence.covers(target.span)
            if inside and not source.span.overlaps(target.span):
                pair = Pair(source.span, target.span, sentence)
                yield Untied(verb, source, target, pair, shared)


def proposals(
    ties: Sequence[Untied], judged: Mapping[Pair, Judged]
) -> Iterator[tuple[Candidate, Judged]]:
    """Yield a candidate for each verb by which the model is sure that something passes."""
    told: dict[tuple[int, str], list[Untied]] = {}
    for tie in ties:
        event_type = _sure_type(judged[tie.pair])
        if event_type is not None:
            told.setdefault((tie.verb.index, event_type), []).append(tie)
    for (_, event_type), group in told.items():
        answer = judged[group[0].pair]
        candidate = _candidate(event_type, answer, group)
        if candidate is not None:
            yield candidate, answer


def _sides_of(parties: DocumentParties, clause: Clause) -> Iterator[tuple[Party, Party, bool]]:
    """Yield who acts, each other side that the clause names, and whether that acts as well."""
    doers = [p for p in all_parties(parties, clause.subjects) if can_act(p)]
    others = [*all_parties(parties, clause.objects), *owners(parties, clause.objects)]
    placing = load_place_words().at | _WAYS
    for preposition, nouns in clause.prepositions.items():
        if preposition not in placing:
            others += all_parties(parties, nouns)
    below = parties.parsed.children(clause.predicate, "ccomp", "xcomp")
    for inner in below:
        others += all_parties(parties, clause_of(parties.parsed, inner).subjects)
    for source in doers[:1]:
        apart = [p for p in (*others, *doers[1:]) if side_of(p) != side_of(source)]
        for target in apart[:_MOST_OTHERS]:
            yield source, target, target in doers


def _sure_type(judged: Judged) -> str | None:
    best = max(judged.types, key=judged.types.__getitem__)
    sure = judged.types[best] >= _SURE and max(judged.statuses.values()) >= _SURE_OF_STATUS
    return best if sure and best != NONE else None


def _candidate(event_type: str, answer: Judged, group: Sequence[Untied]) -> Candidate | None:
    pattern = bare_pattern(event_type, answer.mode_of(event_type))
    verb, source = group[0].verb, group[0].source
    targets = tuple(dict.fromkeys(tie.target for tie in group))
    joint = event_type in _JOINT and all(_is_coordinate(tie) for tie in group)
    roles = together((source, *targets)) if joint else directed(pattern, (source,), targets)
    return Candidate(pattern, verb, verb, *roles) if roles is not None else None


def _is_coordinate(tie: Untied) -> bool:
    """Tell whether both sides act or stand before the verb: "Peru and Chile sat down"."""
    return tie.shared or max(tie.pair.source.end, tie.pair.target.end) <= tie.verb.span.start


def _sides(candidate: Candidate) -> frozenset[str]:
    return frozenset(side_of(p) for p in candidate.actors + candidate.recipients)
