"""Pronouns and "the two leaders": antecedents where the syntax makes them safe, else nobody.

A wrong antecedent puts words into the wrong mouth, so a choice between two people of the same
gender is made only when grammar settles it (the subject of the clause above, or of the sentence
before).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.extract.roles import load_roles
from communique.records import Party
from communique.syntax import Sentence, Token

if TYPE_CHECKING:
    from communique.extract.resolve import DocumentParties

_PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_PEOPLE = frozenset({"leaders", "presidents", "ministers", "men", "pair", "heads", "premiers", "diplomats", "statesmen"})
_STATES = frozenset({"countries", "nations", "states", "sides", "governments", "parties", "neighbours", "neighbors",
                     "capitals", "powers", "delegations"})  # fmt: skip
GROUP_WORDS = frozenset({"they", "them", "their", "both", "pair", "two", "three", "four", "five"})
_NUMBERS = {"two": 2, "both": 2, "pair": 2, "three": 3, "four": 4, "five": 5}
_PEOPLE_SECTORS = frozenset({"GOV", "LEG", "CVL", "MED", "JUD", "MIL"})
_REPORTING = frozenset({"say", "tell", "add", "state", "declare", "announce", "note", "explain", "insist", "argue", "warn"})
_SENTENCES_BACK = 4
_SENTENCES_BACK_FOR_MANY = 12


class Coreference:
    """Finds the antecedents of pronouns and group words in one document."""

    def __init__(self, parties: DocumentParties) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._groups: dict[int, list[Party]] = {}

    def antecedent(self, token: Token) -> Party | None:
        """Return whom a pronoun stands for, or None when that is not certain."""
        word = token.text.lower()
        if word in _PERSONAL:
            return self._person(token, _PERSONAL[word])
        if word in ("it", "its", "itself"):
            return self._thing(token)
        return None

    def group(self, token: Token) -> list[Party]:
        """Return the members of "the two leaders", "both sides", "they", or nothing."""
        if token.index not in self._groups:
            self._groups[token.index] = []
            self._groups[token.index] = self._find_group(token)
        return self._groups[token.index]

    def _find_group(self, token: Token) -> list[Party]:
        word = token.text.lower()
        if word in GROUP_WORDS:
            return self._last_group(token, people=None, size=_NUMBERS.get(word))
        if word not in _PEOPLE and word not in _STATES:
            return []
        counted = [
            _NUMBERS[c.text.lower()]
            for c in self._parsed.children(token)
            if c.text.lower() in _NUMBERS
        ]
        definite = any(c.text.lower() in ("the", "these", "both") for c in self._parsed.children(token))
        if not counted and not definite:
            return []
        return self._last_group(token, people=word in _PEOPLE, size=counted[0] if counted else 2)

    # Persons

    def _person(self, token: Token, gender: str) -> Party | None:
        sentence = self._parsed.sentence_of(token)
        above = self._subject_above(token, gender)
        if above is not None:
            return above
        here = [p for p in self._people_before(sentence, token) if self._fits(p, gender)]
        barred = self._clause_subject(token) if token.dep in ("dobj", "dative", "pobj") else None
        barred_id = barred.actor_id if barred is not None else ""
        here = [p for p in here if p.actor_id != barred_id]
        if len({p.actor_id for p in here}) == 1:
            return here[0]
        if here:
            return None
        for earlier in self._sentences_before(sentence):
            settled, subject = self._subject_of(earlier, gender)
            if settled and (subject is None or subject.actor_id != barred_id):
                return subject
            named = [
                p for p in self._everyone(earlier)
                if self._fits(p, gender) and p.actor_id != barred_id
            ]  # fmt: skip
            if named:
                return named[0] if len({p.actor_id for p in named}) == 1 else None
        return None

    def _subject_above(self, token: Token, gender: str) -> Party | None:
        """Return the subject of a clause above: "Kim said that he ..."."""
        clause = next((a for a in self._parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        if clause is None:
            return None
        possessive = token.dep == "poss"
        verbs = ([clause] if possessive else []) + [
            a for a in self._parsed.ancestors(clause) if a.pos in ("VERB", "AUX")
        ]
        for verb in verbs:
            subject = self._parsed.child(verb, *_SUBJECTS)
            if subject is None or subject.index >= token.index or subject.index == token.index:
                continue
            party = self._parties.party(subject)
            if party is not None and self._is_person(party):
                return party if self._fits(party, gender) else None
        return None

    def _clause_subject(self, token: Token) -> Party | None:
        clause = next((a for a in self._parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        subject = self._parsed.child(clause, *_SUBJECTS) if clause else None
        return self._parties.party(subject) if subject is not None else None

    def _subject_of(self, sentence: Sentence, gender: str) -> tuple[bool, Party | None]:
        """Return whether the subject of a sentence settles who is meant, and who that is.

        An unnamed official or analyst is the antecedent too, though we may not know whose.
        """
        subject = self._speaking_subject(sentence)
        if subject is None:
            return False, None
        party = self._parties.party(subject)
        if party is not None and self._is_person(party):
            return self._fits(party, gender), party
        unnamed = subject.tag == "NN" and load_roles().sector(subject.text) in _PEOPLE_SECTORS
        if unnamed and not (party is not None and party.actor_id):
            return True, party
        return False, None

    def _speaking_subject(self, sentence: Sentence) -> Token | None:
        """Return the subject of the sentence, or of the verb by which it is reported."""
        verbs = [t for t in self._parsed.tokens_of(sentence) if t.lemma in _REPORTING and t.pos == "VERB"]
        for verb in [*reversed(verbs), self._parsed.root_of(sentence)]:
            subject = self._parsed.child(verb, *_SUBJECTS)
            if subject is not None:
                return subject
        return None

    def _everyone(self, sentence: Sentence) -> list[Party]:
        """Return the people of a sentence, also those that titles and descriptions stand for."""
        found = self._people_before(sentence, None)
        for word in self._parsed.tokens_of(sentence):
            if word.pos == "NOUN" and load_roles().sector(word.text) == "GOV":
                party = self._parties.party(word)
                if party is not None and self._is_person(party):
                    found.append(party)
        return found

    def other_side(self, token: Token) -> Party | None:
        """Return whom "his neighbour", "the guest" or "the host" stands for in a report on two."""
        subject = self._clause_subject(token)
        if subject is not None and token.dep in _SUBJECTS:
            subject = None
        pair = self._main_pair(people=token.lemma[:5] != "neigh", size=2)
        if subject is None:
            for earlier in self._sentences_before(self._parsed.sentence_of(token)):
                settled, party = self._subject_of(earlier, "")
                if settled:
                    return party if token.lemma in ("guest", "visitor") else None
            return None
        others = [p for p in pair if p.country != subject.country]
        return others[0] if len(pair) == 2 and len(others) == 1 else None

    def _people_before(self, sentence: Sentence, token: Token | None) -> list[Party]:
        found = []
        for word in self._parsed.tokens_of(sentence):
            if token is not None and word.index >= token.index:
                break
            reference = self._parties.references.get(word.index)
            if reference is not None and reference.end == word.index + 1:
                party = self._parties.party(word)
                if party is not None and self._is_person(party):
                    found.append(party)
        return found

    def _sentences_before(
        self, sentence: Sentence, reach: int = _SENTENCES_BACK
    ) -> Iterator[Sentence]:
        for back in range(1, reach + 1):
            if sentence.index - back >= 0:
                yield self._parsed.sentences[sentence.index - back]

    def _is_person(self, party: Party) -> bool:
        return party.actor_id is not None and party.actor_id.startswith("person/")

    def _fits(self, party: Party, gender: str) -> bool:
        offices = self._parties.context.knowledge.offices
        known = offices.gender_of(party.actor_id or "", party.name)
        return not gender or known is None or known == gender

    # States and organisations

    def _thing(self, token: Token) -> Party | None:
        """Return the state or organisation that is the nearest subject above or before."""
        for verb in self._parsed.ancestors(token):
            if verb.pos not in ("VERB", "AUX"):
                continue
            subject = self._parsed.child(verb, *_SUBJECTS)
            if subject is not None and subject.index < token.index:
                party = self._parties.party(subject)
                if party is not None:
                    return None if self._is_person(party) else party
        sentence = self._parsed.sentence_of(token)
        if sentence.index == 0 or token.dep not in _SUBJECTS:
            return None
        before = self._parsed.sentences[sentence.index - 1]
        subject = self._parsed.child(self._parsed.root_of(before), *_SUBJECTS)
        party = self._parties.party(subject) if subject is not None else None
        return party if party is not None and not self._is_person(party) else None

    # Groups

    def _last_group(self, token: Token, *, people: bool | None, size: int | None) -> list[Party]:
        """Return the nearest earlier parties that can be the group, one a country."""
        sentence = self._parsed.sentence_of(token)
        here: list[tuple[Sentence, Token | None]] = [(sentence, token)]
        many = size is not None and size > 2
        reach = _SENTENCES_BACK_FOR_MANY if many else _SENTENCES_BACK
        before = [(s, None) for s in self._sentences_before(sentence, reach)]
        for earlier, stop in here + before:
            pair = self._coordinated(earlier, stop, people, size or 2)
            if pair:
                return pair
        near = here + [(s, t) for s, t in before if s.block == sentence.block]
        return (
            self._nearest_group(near, people, size)
            or self._main_pair(people, size)
            or self._nearest_group(here + before, people, size)
        )

    def _main_pair(self, people: bool | None, size: int | None) -> list[Party]:
        """Return the two states of which a report mostly tells, if two clearly lead."""
        if size not in (None, 2):
            return []
        for sentence in self._parsed.sentences[:4]:
            pair = self._coordinated(sentence, None, people, 2)
            if pair:
                return pair
        if people:
            return []
        counts: Counter[str] = Counter()
        for index, reference in self._parties.references.items():
            if reference.end == index + 1 and not self._is_place(self._parsed.tokens[index]):
                party = self._parties.party(self._parsed.tokens[index])
                if party is not None and party.country:
                    counts[party.country] += 1
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) == 3 and ranked[1][1] < 1.5 * ranked[2][1]):
            return []
        states = self._parties.context.knowledge.actors
        return [
            Party(name=states[f"state/{c}"].name, actor_id=f"state/{c}", country=c, sector="GOV")
            for c, _ in ranked[:2]
            if f"state/{c}" in states
        ]

    def _nearest_group(
        self,
        candidates: Sequence[tuple[Sentence, Token | None]],
        people: bool | None,
        size: int | None,
    ) -> list[Party]:
        seen: dict[str, Party] = {}
        for earlier, stop in candidates:
            members = self._members(earlier, stop, people)
            for member in members:
                key = member.country or member.actor_id or member.name
                if key not in seen or (self._is_person(member) and people is not False):
                    seen[key] = member
            wanted = size or 2
            if len(seen) == wanted or (size is None and len(seen) > wanted):
                return list(seen.values())
            if len(seen) > wanted:
                return self._coordinated(earlier, stop, people, wanted)
        return []

    def _members(self, sentence: Sentence, stop: Token | None, people: bool | None) -> list[Party]:
        """Return the parties of a sentence, at most one a country, persons first if asked."""
        found: dict[str, Party] = {}
        for word in self._parsed.tokens_of(sentence):
            if stop is not None and word.index >= stop.index:
                break
            reference = self._parties.references.get(word.index)
            if reference is None or reference.end != word.index + 1:
                continue
            party = self._parties.party(word)
            if party is None or self._is_place(word) or not self._can_join(party):
                continue
            person = self._is_person(party)
            if people and not person:
                continue
            key = party.country or party.actor_id or party.name
            if key not in found or (person and people is not False):
                found[key] = party
        if people is False:
            return [self._state_of(p) for p in found.values()]
        return list(found.values())

    def _can_join(self, party: Party) -> bool:
        """Tell whether a party can be one of "the five": a state, or someone known to act."""
        if party.country:
            return True
        return self._is_person(party) and party.actor_id in self._parties.context.knowledge.actors

    def _is_place(self, word: Token) -> bool:
        """Tell whether a name stands as a place ("in Astana", "Astana, Kazakhstan")."""
        head = self._parsed.head(word)
        locative = word.dep == "pobj" and head.text.lower() in ("in", "at", "near", "outside", "from")
        return locative or (word.dep == "appos" and self._is_place(head) if head is not word else False)

    def _state_of(self, party: Party) -> Party:
        state = self._parties.context.knowledge.actors.get(f"state/{party.country}")
        if state is None:
            return party
        return Party(name=state.name, actor_id=state.actor_id, country=party.country, sector="GOV", span=party.span)

    def _coordinated(
        self, sentence: Sentence, stop: Token | None, people: bool | None, size: int
    ) -> list[Party]:
        """Return the parties of one phrase, exactly ``size`` of them: of a subject, else the last."""
        words = [
            w for w in self._parsed.tokens_of(sentence)
            if (stop is None or w.index < stop.index) and w.dep not in ("conj", "compound", "amod")
            and w.pos in ("NOUN", "PROPN")
        ]  # fmt: skip
        for word in sorted(reversed(words), key=lambda w: w.dep not in _SUBJECTS):
            named = [p for p in self._parties.parties(word) if p.country]
            if len(named) != size or len({p.country for p in named}) != size or self._is_place(word):
                continue
            if people and not all(self._is_person(p) for p in named):
                continue
            return named if people is not False else [self._state_of(p) for p in named]
        return []
