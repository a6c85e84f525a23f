"""Group words: who "the two leaders", "both sides", "the five" and "they" are.

A phrase that names exactly so many parties is the antecedent: the nearest, unless the pair of which
the report mostly tells was spoken of since. Only then are parties gathered one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.actors.discourse import (
    SUBJECTS,
    is_person,
    is_place,
    load_anaphoric_words,
    sentences_before,
)
from communique.extract.actors.resolver import Resolver
from communique.records import Party
from communique.syntax import Sentence, Token

_SENTENCES_BACK = 4
_SENTENCES_BACK_FOR_MANY = 12
_LEAD = 4  # sentences in which a report introduces its main pair
_CLEARLY = 1.3  # how much oftener the second of a main pair is named than the third


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a group word asks for: people or states (None: either), and how many.

    ``near``: a bare "they" is only the subject of this sentence or the one before.
    """

    people: bool | None
    size: int
    near: bool = False

    def fit(self, named: Sequence[Party]) -> bool:
        countries = {p.country for p in named}
        if len(named) != self.size or len(countries) != self.size:
            return False
        return not self.people or all(is_person(p) for p in named)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence, or the part of it before ``stop``."""

    sentence: Sentence
    stop: Token | None = None


class Groups:
    """Finds the members of groups in one document."""

    def __init__(self, parties: Resolver) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._found: dict[int, list[Party]] = {}

    def members(self, token: Token) -> list[Party]:
        """Return the members of the group that a word stands for, or nothing."""
        if token.index not in self._found:
            self._found[token.index] = []  # a phrase that leads back to itself has no members
            wanted = self._wanted(token)
            self._found[token.index] = self._antecedents(token, wanted) if wanted else []
        return self._found[token.index]

    def main_pair(self, *, people: bool | None) -> list[Party]:
        """Return the two parties of which the report mostly tells, if two clearly lead."""
        wanted = _Wanted(people, 2)
        lead = [_Stretch(sentence) for sentence in self._parsed.sentences[:_LEAD]]
        for subjects in (True, False):
            for stretch in lead:
                pair = self._phrase(stretch, wanted, subjects=subjects)
                if pair:
                    return pair
            most = [] if people else self._most_named()
            if most:
                return most
        return []

    def _wanted(self, token: Token) -> _Wanted | None:
        words, word = load_anaphoric_words(), token.text.lower()
        if word in words.groups and word not in words.people:
            return _Wanted(None, words.numbers.get(word, 2), near=word not in words.numbers)
        if word not in words.people and word not in words.states:
            return None
        before = [c.text.lower() for c in self._parsed.children(token)]
        counted = [words.numbers[w] for w in before if w in words.numbers]
        definite = bool({"the", "these", "both"} & set(before))
        if not counted and not definite:
            return None
        return _Wanted(word in words.people, counted[0] if counted else 2)

    def _antecedents(self, token: Token, wanted: _Wanted) -> list[Party]:
        sentence = self._parsed.sentence_of(token)
        if wanted.near:
            return self._subject_group(token, sentence)
        reach = _SENTENCES_BACK_FOR_MANY if wanted.size > 2 else _SENTENCES_BACK
        before = [_Stretch(s) for s in sentences_before(self._parsed, sentence, reach)]
        main = self.main_pair(people=wanted.people) if wanted.size == 2 else []
        if main and {p.country for p in main} <= self._countries(before):
            return self._as_people(main, before) if wanted.people is None else main
        here = [_Stretch(sentence, token), *before]
        for stretch in here:
            phrase = self._phrase(stretch, wanted)
            if phrase:
                return phrase
        same_block = [s for s in here if s.sentence.block == sentence.block]
        return self._gathered(same_block, wanted) or main or self._gathered(here, wanted)

    def _as_people(self, states: list[Party], before: Sequence[_Stretch]) -> list[Party]:
        """Return who was last named for each of the states if each has someone, else the states."""
        named = [p for s in before for p in self._named(s, _Wanted(True, 2))]
        found = [next((p for p in named if p.country == s.country), None) for s in states]
        people = [p for p in found if p is not None]
        return people if len(people) == len(states) else states

    def _subject_group(self, token: Token, sentence: Sentence) -> list[Party]:
        """Return the several subjects of the clauses before "they", here or one sentence back."""
        for stretch in (
            _Stretch(sentence, token),
            *map(_Stretch, sentences_before(self._parsed, sentence, 1)),
        ):
            for word in reversed(self._parsed.tokens_of(stretch.sentence)):
                if word.dep in SUBJECTS and (
                    stretch.stop is None or word.index < stretch.stop.index
                ):
                    several = [p for p in self._parties.parties(word) if p.country]
                    if len({p.country for p in several}) > 1:
                        return several
        return self._two_people(sentence)

    def _two_people(self, sentence: Sentence) -> list[Party]:
        """Read "A met B. They agreed": the only two people of the sentence before."""
        for before in sentences_before(self._parsed, sentence, 1):
            people = list(self._named(_Stretch(before), _Wanted(True, 2)))
            if len({p.actor_id for p in people}) == len({p.country for p in people}) == 2:
                return [people[0], next(p for p in people if p.country != people[0].country)]
        return []

    def _phrase(self, stretch: _Stretch, wanted: _Wanted, *, subjects: bool = False) -> list[Party]:
        """Return the parties of one phrase of the wanted size: a subject, else the last one.

        Args:
            stretch: where to look.
            wanted: what to look for.
            subjects: True to look at subjects only.
        """
        above = set(self._parsed.ancestors(stretch.stop)) if stretch.stop is not None else set()
        heads = [
            word
            for word in self._words(stretch)
            if word.dep not in ("conj", "compound", "amod")
            and word not in above
            and (word.dep in SUBJECTS or not subjects)
        ]
        heads.sort(key=lambda word: (word.dep not in SUBJECTS, -word.index))
        for head in heads:
            named = [p for p in self._parties.parties(head) if p.country]
            if wanted.fit(named) and not is_place(self._parsed, head):
                return self._as_wanted(named, wanted)
        return []

    def _gathered(self, stretches: Sequence[_Stretch], wanted: _Wanted) -> list[Party]:
        """Return the parties named nearest before, one a country, if they are as many as wanted."""
        seen: dict[str, Party] = {}
        for stretch in stretches:
            for member in self._named(stretch, wanted):
                key = member.country or member.actor_id or member.name
                if key not in seen or is_person(member):
                    seen[key] = member
            if len(seen) >= wanted.size:
                break
        found = list(seen.values())
        return self._as_wanted(found, wanted) if len(found) == wanted.size else []

    def _named(self, stretch: _Stretch, wanted: _Wanted) -> Iterator[Party]:
        """Yield the parties that names stand for, places and organisations left out."""
        for word in self._words(stretch):
            reference = self._parties.references.get(word.index)
            if reference is None or reference.end != word.index + 1:
                continue
            party = self._parties.party(word)
            if party is None or is_place(self._parsed, word) or not self._can_join(party):
                continue
            if is_person(party) or not wanted.people:
                yield party

    def _can_join(self, party: Party) -> bool:
        """Tell whether a party can be one of "the five": a state, or someone known to act."""
        known = party.actor_id in self._parties.context.knowledge.actors
        return bool(party.country) or (is_person(party) and known)

    def _words(self, stretch: _Stretch) -> list[Token]:
        stop = stretch.stop
        return [
            word
            for word in self._parsed.tokens_of(stretch.sentence)
            if word.pos in ("NOUN", "PROPN") and (stop is None or word.index < stop.index)
        ]

    def _countries(self, stretches: Sequence[_Stretch]) -> set[str | None]:
        """Return the countries of all that the phrases stand for, pronouns included."""
        return {
            party.country
            for stretch in stretches
            for word in self._parsed.tokens_of(stretch.sentence)
            if word.pos in ("NOUN", "PROPN", "NUM", "PRON") and not is_place(self._parsed, word)
            for party in self._parties.parties(word)
        }

    def _most_named(self) -> list[Party]:
        counts: Counter[str] = Counter()
        for index, reference in self._parties.references.items():
            word = self._parsed.tokens[index]
            if reference.end == index + 1 and not is_place(self._parsed, word):
                party = self._parties.party(word)
                if party is not None and party.country:
                    counts[party.country] += 1
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 2:
            return []
        if len(ranked) == 3 and ranked[1][1] < _CLEARLY * ranked[2][1]:
            return []
        return [self._state(Party(name=code, country=code)) for code, _ in ranked[:2]]

    def _as_wanted(self, found: Sequence[Party], wanted: _Wanted) -> list[Party]:
        return [self._state(p) for p in found] if wanted.people is False else list(found)

    def _state(self, party: Party) -> Party:
        """Return the state for which a party acts, or the party where we know of none."""
        state = self._parties.context.knowledge.actors.get(f"state/{party.country}")
        if state is None:
            return party
        return Party(
            name=state.name,
            actor_id=state.actor_id,
            country=state.country,
            sector="GOV",
            span=party.span,
        )
