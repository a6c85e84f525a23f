"""Pronouns and "his neighbour": antecedents where the syntax makes them safe, else nobody.

A wrong antecedent puts words into the wrong mouth, so a choice between two people of the same
gender is made only when grammar settles it (the subject of the clause above, or of the sentence
before).
"""

from __future__ import annotations

from communique.extract.actors.discourse import (
    SUBJECTS,
    is_person,
    load_anaphoric_words,
    sentences_before,
    subject_of,
)
from communique.extract.actors.groups import Groups
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.extract.actors.visits import Visits
from communique.records import Party
from communique.syntax import Sentence, Token


class Coreference:
    """Finds the antecedents of pronouns in one document."""

    def __init__(self, parties: Resolver, groups: Groups, visits: Visits) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._groups = groups
        self._visits = visits

    def antecedent(self, token: Token) -> Party | None:
        """Return whom a pronoun stands for, or None when that is not certain."""
        words, word = load_anaphoric_words(), token.text.lower()
        if word in words.pronouns:
            return self._person(token, words.pronouns[word])
        return self._thing(token) if word in words.things else None

    def other_side(self, token: Token) -> Party | None:
        """Return whom "his neighbour" or "the guest" is: by the visits told, else by the pair."""
        neighbour = token.lemma.startswith("neigh")
        role = self._visits.host if token.lemma == "host" else self._visits.guest
        found = None if neighbour else role(token)
        subject = None if token.dep in SUBJECTS else self._clause_subject(token)
        if found is not None or subject is None:
            return None if found is not None and found == subject else found
        pair = self._groups.main_pair(people=not neighbour)
        others = [p for p in pair if p.country != subject.country]
        return others[0] if len(others) == 1 else None

    # Persons

    def _person(self, token: Token, gender: str) -> Party | None:
        above = self._subject_above(token, gender)
        if above is not None:
            return above
        barred = self._clause_subject(token) if token.dep in ("dobj", "dative", "pobj") else None
        barred_id = barred.actor_id if barred is not None else ""
        sentence = self._parsed.sentence_of(token)
        here = [p for p in self._people(sentence, token) if self._fits(p, gender)]
        here = [p for p in here if p.actor_id != barred_id]
        if here:
            return here[0] if len({p.actor_id for p in here}) == 1 else None
        for earlier in sentences_before(self._parsed, sentence):
            settled, subject = self._subject_of(earlier, gender)
            if settled and (subject is None or subject.actor_id != barred_id):
                return subject
            named = [p for p in self._people_and_titles(earlier) if self._fits(p, gender)]
            named = [p for p in named if p.actor_id != barred_id]
            if named:
                return named[0] if len({p.actor_id for p in named}) == 1 else None
        return None

    def _subject_above(self, token: Token, gender: str) -> Party | None:
        """Return the subject of a clause above: "Kim said that he ..."."""
        verbs = [a for a in self._parsed.ancestors(token) if a.pos in ("VERB", "AUX")]
        for verb in verbs if token.dep == "poss" else verbs[1:]:
            subject = subject_of(self._parsed, verb)
            if subject is None or subject.index >= token.index:
                continue
            party = self._parties.party(subject)
            if party is not None and is_person(party):
                return party if self._fits(party, gender) else None
        return None

    def _clause_subject(self, token: Token) -> Party | None:
        clause = next((a for a in self._parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)
        subject = subject_of(self._parsed, clause) if clause else None
        return self._parties.party(subject) if subject is not None else None

    def _subject_of(self, sentence: Sentence, gender: str | None) -> tuple[bool, Party | None]:
        """Return whether the subject of a sentence settles who is meant, and who that is.

        An unnamed official or analyst is the antecedent too, though we may not know whose.
        """
        subject = self._speaking_subject(sentence)
        if subject is None:
            return False, None
        party = self._parties.party(subject)
        if party is not None and is_person(party):
            return self._fits(party, gender), party
        people = load_anaphoric_words().sectors_of_people
        unnamed = subject.tag == "NN" and load_roles().sector(subject.text) in people
        return (True, party) if unnamed and not (party and party.actor_id) else (False, None)

    def _speaking_subject(self, sentence: Sentence) -> Token | None:
        """Return the subject of the verb by which a sentence is reported, or of the sentence."""
        reporting = load_anaphoric_words().reporting
        verbs = [
            t for t in self._parsed.tokens_of(sentence) if t.lemma in reporting and t.pos == "VERB"
        ]
        for verb in [*reversed(verbs), self._parsed.root_of(sentence)]:
            subject = subject_of(self._parsed, verb)
            if subject is not None:
                return subject
        return None

    def _people(self, sentence: Sentence, stop: Token | None) -> list[Party]:
        """Return the people whom a sentence names, before ``stop`` if given."""
        found = []
        for word in self._parsed.tokens_of(sentence):
            if stop is not None and word.index >= stop.index:
                break
            reference = self._parties.references.get(word.index)
            if reference is not None and reference.end == word.index + 1:
                found.append(self._parties.party(word))
        return [p for p in found if p is not None and is_person(p)]

    def _people_and_titles(self, sentence: Sentence) -> list[Party]:
        """Return the people of a sentence, also those for whom titles stand."""
        titles = [
            self._parties.party(word)
            for word in self._parsed.tokens_of(sentence)
            if word.pos == "NOUN" and load_roles().sector(word.text) == "GOV"
        ]
        return self._people(sentence, None) + [p for p in titles if p and is_person(p)]

    def _fits(self, party: Party, gender: str | None) -> bool:
        offices = self._parties.context.knowledge.offices
        known = offices.gender_of(party.actor_id or "", party.name)
        return gender is None or known is None or known == gender

    # States and organisations

    def _thing(self, token: Token) -> Party | None:
        """Return the state or organisation that is the nearest subject above or before."""
        for verb in self._parsed.ancestors(token):
            if verb.pos not in ("VERB", "AUX"):
                continue
            subject = subject_of(self._parsed, verb)
            if subject is not None and subject.index < token.index:
                party = self._parties.party(subject)
                if party is not None:
                    return None if is_person(party) else party
        sentence = self._parsed.sentence_of(token)
        if sentence.index == 0 or token.dep not in SUBJECTS:
            return None
        before = self._parsed.sentences[sentence.index - 1]
        subject = subject_of(self._parsed, self._parsed.root_of(before))
        party = self._parties.party(subject) if subject is not None else None
        return party if party is not None and not is_person(party) else None
