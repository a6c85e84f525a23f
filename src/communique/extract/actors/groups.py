"""Group words: who "the two leaders", "both sides", "the five" and "they" are.

A phrase that names exactly so many parties is the antecedent: the nearest, unless the pair of which
the report mostly tells was spoken of since. Only then are parties gathered one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from communique.extract.actors.discourse import (
    SUBJECTS,
    is_place,
    load_anaphoric_words,
    sentences_before,
)
from communique.extract.actors.group_words import Wanted, number_of
from communique.extract.actors.group_words import wanted as wanted_by
from communique.extract.actors.named_together import NamedTogether, Stretch
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.knowledge.agents import load_agents, plain_words
from communique.records import Party
from communique.syntax import Sentence, Token

_SENTENCES_BACK = 4
_SENTENCES_BACK_FOR_MANY = 12
_LEAD = 4  # sentences in which a report introduces its main pair
_PAIR = 2
_CLEARLY = 1.3  # how much oftener the second of a main pair is named than the third


class Groups:
    """Finds the members of groups in one document."""

    def __init__(self, parties: Resolver) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._named_words = parties.references.keys() | parties.modifiers.keys()
        self._names = NamedTogether(parties)
        self._found: dict[int, list[Party]] = {}
        self._states: dict[int, list[Party]] = {}
        self._reached = 0

    def clear(self) -> None:
        """Forget what was found, since the document's names say more now."""
        self._found.clear()
        self._states.clear()
        self._reached = 0

    def members(self, token: Token) -> list[Party]:
        """Return the members of the group that a word stands for, or nothing.

        Group words are settled in text order, so that a long report is no deep recursion.
        """
        words = load_anaphoric_words().of_groups
        for word in self._parsed.tokens[self._reached : token.index]:
            self._reached = max(self._reached, word.index + 1)
            if word.text.lower() in words:
                self._settle(word)
        return self._settle(token)

    def _settle(self, token: Token) -> list[Party]:
        if token.index not in self._found:
            self._found[token.index] = []  # a phrase that leads back to itself has no members
            wanted = wanted_by(self._parsed, token, self._named_words)
            if wanted is not None:
                told = self._told_before(token, wanted)
                self._found[token.index] = self._search(token, wanted) if told is None else told
        return self._found[token.index]

    def states(self, token: Token) -> list[Party]:
        """Return the states that "the two presidents" are of where no two people were named."""
        if token.index not in self._states:
            self._states[token.index] = []
            wanted = wanted_by(self._parsed, token, self._named_words)
            if wanted is not None and wanted.size is not None:
                found = self._search(token, replace(wanted, people=False))
                self._states[token.index] = found
        return self._states[token.index]

    def main_pair(self, *, people: bool | None) -> list[Party]:
        """Return the two parties of which the report mostly tells, if two clearly lead."""
        wanted = Wanted(people, _PAIR)
        lead = [Stretch(sentence) for sentence in self._parsed.sentences[:_LEAD]]
        for subjects in (True, False):
            for stretch in lead:
                pair = self._names.phrase(stretch, wanted, subjects=subjects)
                if pair:
                    return pair
            most = [] if people else self._most_named()
            if most:
                return most
        return []

    def _told_before(self, token: Token, wanted: Wanted) -> list[Party] | None:
        """Return whom the same words meant before, nobody if that is open, None if never said.

        After "three hostages were freed", "the three" are the hostages.
        """
        if wanted.near:
            return None
        first = self._parsed.sentences[max(0, token.sentence - _SENTENCES_BACK_FOR_MANY)].start
        for earlier in reversed(self._parsed.tokens[first : token.index]):
            found = self._told_by(earlier, token, wanted)
            if found is not None:
                return found
        return None

    def _told_by(self, earlier: Token, token: Token, wanted: Wanted) -> list[Party] | None:
        """Return what an earlier word tells of a group, or None where it is of something else."""
        if wanted.size is None:
            if earlier.text.lower() != token.text.lower():
                return None
            return self._names.as_wanted(self._several(earlier), wanted)
        plural = earlier.tag in ("NNS", "NNPS")
        counts = plural or earlier.text.lower() in load_anaphoric_words().numbers
        if not counts or self._parsed.head(earlier) == token:
            return None
        if number_of(self._parsed, earlier) != wanted.size:
            return None
        if earlier.text.lower() in load_anaphoric_words().of_groups:
            found = self._several(earlier) if wanted.size > _PAIR else []
            return self._names.as_wanted(found, wanted) if wanted.fit(found) else None
        return [] if wanted.people is None and self._is_agent(earlier) else None

    def _several(self, token: Token) -> list[Party]:
        found = list(self._parties.parties(token))
        return found if len(found) > 1 else []

    def _is_agent(self, word: Token) -> bool:
        """Tell whether a plain noun is of people: they can be "the three", letters cannot."""
        known = plain_words(word.text) in load_agents().certain
        return word.pos == "NOUN" and (known or load_roles().sector(word.text) is not None)

    def _search(self, token: Token, wanted: Wanted) -> list[Party]:
        """Return the antecedents; of a group without a number, all of the nearest phrase."""
        if wanted.size is not None:
            return self._antecedents(token, wanted)
        sentence = self._parsed.sentence_of(token)
        before = map(Stretch, sentences_before(self._parsed, sentence, _SENTENCES_BACK))
        phrases = (
            self._names.phrase(stretch, wanted) for stretch in (Stretch(sentence, token), *before)
        )
        nearest = next(filter(None, phrases), [])
        pair = replace(wanted, size=_PAIR)
        return nearest if len(nearest) > _PAIR else self._antecedents(token, pair)

    def _antecedents(self, token: Token, wanted: Wanted) -> list[Party]:
        sentence = self._parsed.sentence_of(token)
        if wanted.near:
            return self._subject_group(token, sentence)
        many = wanted.size is not None and wanted.size > _PAIR
        reach = _SENTENCES_BACK_FOR_MANY if many else _SENTENCES_BACK
        before = [Stretch(s) for s in sentences_before(self._parsed, sentence, reach)]
        main = self.main_pair(people=wanted.people) if not many else []
        if main and {p.country for p in main} <= self._names.countries(before):
            return self._as_people(main, before) if wanted.people is None else main
        here = [Stretch(sentence, token), *before]
        for stretch in here:
            phrase = self._names.phrase(stretch, wanted)
            if phrase:
                return phrase
        same_block = [s for s in here if s.sentence.block == sentence.block]
        return (
            self._names.gathered(same_block, wanted) or main or self._names.gathered(here, wanted)
        )

    def _as_people(self, states: list[Party], before: Sequence[Stretch]) -> list[Party]:
        """Return who was last named for each of the states if each has someone, else the states."""
        named = [p for s in before for p in self._names.named(s, Wanted(True, 2))]
        found = [next((p for p in named if p.country == s.country), None) for s in states]
        people = [p for p in found if p is not None]
        return people if len(people) == len(states) else states

    def _subject_group(self, token: Token, sentence: Sentence) -> list[Party]:
        """Return the several subjects of the clauses before "they", here or one sentence back."""
        for stretch in (
            Stretch(sentence, token),
            *map(Stretch, sentences_before(self._parsed, sentence, 1)),
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
            people = list(self._names.named(Stretch(before), Wanted(True, 2)))
            if len({p.actor_id for p in people}) == len({p.country for p in people}) == 2:
                return [people[0], next(p for p in people if p.country != people[0].country)]
        return []

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
        return [self._names.state(Party(name=code, country=code)) for code, _ in ranked[:2]]
