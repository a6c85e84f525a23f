"""Who is named in a stretch of text: together in one phrase, or one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from communique.extract.actors.discourse import SUBJECTS, is_organised, is_person, is_place
from communique.extract.actors.group_words import Wanted
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.records import Party
from communique.syntax import Sentence, Token

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence, or the part of it before ``stop``."""

    sentence: Sentence
    stop: Token | None = None


class NamedTogether:
    """Finds the parties that the words of one document name."""

    def __init__(self, parties: Resolver) -> None:
        self._parties = parties
        self._parsed = parties.parsed

    def phrase(self, stretch: Stretch, wanted: Wanted, *, subjects: bool = False) -> list[Party]:
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
            named = [p for p in self._listed(head) if self._can_join(p) or is_organised(p)]
            if wanted.fit(named) and not is_place(self._parsed, head):
                return self.as_wanted(named, wanted)
        return []

    def _listed(self, head: Token) -> list[Party]:
        """Return the parties of a phrase, also where the parser took a list for appositions."""
        found = list(self._parties.parties(head))
        for beside in self._parsed.children(head, "appos", "nmod"):
            if self._ends_name(beside):
                found += [p for p in self._listed(beside) if p not in found]
        return found

    def gathered(self, stretches: Iterable[Stretch], wanted: Wanted) -> list[Party]:
        """Return the parties named nearest before, one a country, if they are as many as wanted."""
        seen: dict[str, Party] = {}
        people: dict[str, Party] = {}
        for stretch in stretches:
            for member in self.named(stretch, wanted):
                key = member.country or member.actor_id or member.name
                if key not in seen or (is_person(member) and not is_person(seen[key])):
                    seen[key] = member
                if is_person(member):
                    people.setdefault(member.name, member)
            if wanted.fit(list(people.values())):
                return self.as_wanted(list(people.values()), wanted)
            if len(seen) >= (wanted.size or _PAIR):
                break
        found = list(seen.values())
        return self.as_wanted(found, wanted) if len(found) == wanted.size else []

    def named(self, stretch: Stretch, wanted: Wanted) -> Iterator[Party]:
        """Yield whom names and titles stand for, places and organisations left out."""
        taken: set[int] = set()
        for word in self._words(stretch):
            if word.index in taken or is_place(self._parsed, word):
                continue
            found = self._holders(word)
            if found:
                taken |= {t.index for t in self._parsed.subtree(word)}
            elif self._ends_name(word):
                found = [p for p in [self._parties.party(word)] if p is not None]
            for party in filter(self._can_join, found):
                if is_person(party) or not wanted.people:
                    yield party

    def _ends_name(self, word: Token) -> bool:
        reference = self._parties.references.get(word.index)
        return reference is not None and reference.end == word.index + 1

    def _holders(self, word: Token) -> list[Party]:
        """Return the persons for whom titles stand: "the presidents of Ghana and Nigeria"."""
        if word.pos != "NOUN" or load_roles().sector(word.text) != "GOV":
            return []
        return [p for p in self._parties.parties(word) if is_person(p)]

    def _can_join(self, party: Party) -> bool:
        """Tell whether a party can be one of "the five": a state, or someone known to act."""
        known = party.actor_id in self._parties.context.knowledge.actors
        return bool(party.country) or (is_person(party) and known)

    def _words(self, stretch: Stretch) -> list[Token]:
        stop = stretch.stop
        return [
            word
            for word in self._parsed.tokens_of(stretch.sentence)
            if word.pos in ("NOUN", "PROPN") and (stop is None or word.index < stop.index)
        ]

    def countries(self, stretches: Iterable[Stretch]) -> set[str | None]:
        """Return the countries of all that the phrases stand for, pronouns included."""
        return {
            party.country
            for stretch in stretches
            for word in self._parsed.tokens_of(stretch.sentence)
            if word.pos in ("NOUN", "PROPN", "NUM", "PRON") and not is_place(self._parsed, word)
            for party in self._parties.parties(word)
        }

    def as_wanted(self, found: Sequence[Party], wanted: Wanted) -> list[Party]:
        """Return parties as a group word means them: of "the two countries", the states."""
        return [self.state(p) for p in found] if wanted.people is False else list(found)

    def state(self, party: Party) -> Party:
        """Return the state for which a party acts, or the party where we know of none."""
        state = self._parties.context.knowledge.actors.get(f"state/{party.country}")
        if state is None or is_organised(party):
            return party
        return Party(
            name=state.name,
            actor_id=state.actor_id,
            country=state.country,
            sector="GOV",
            span=party.span,
        )
