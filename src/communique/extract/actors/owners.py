"""Whose a noun phrase is: the states and organisations that modify, possess or complement it."""

from __future__ import annotations

from communique.extract.actors.discourse import is_person
from communique.extract.actors.phrases import complements_of, modifiers_of
from communique.extract.actors.resolver import Resolver
from communique.records import Party
from communique.syntax import Token

_SEVERAL_STATES = frozenset({"countries", "nations", "states", "sides"})


class Owners:
    """Finds the owners of phrases in one document, as actor ids in text order."""

    def __init__(self, parties: Resolver) -> None:
        self._parties = parties
        self._parsed = parties.parsed

    def of(self, token: Token) -> list[str]:
        """Return the owners of a noun: before it, under its "of", or "In Washington, ..."."""
        found = self.before(token) + self.under(token)
        return list(dict.fromkeys(found or self._capital_at_head(token)))

    def before(self, token: Token, *, named: bool = False) -> list[str]:
        """Return the owners among the words before a noun; ``named`` leaves out pronouns."""
        words = modifiers_of(self._parsed, token)
        if named:
            known = self._parties.references.keys() | self._parties.modifiers.keys()
            words = [w for w in words if w.index in known]
        return list(dict.fromkeys(owner for w in words for owner in self._of_modifier(w)))

    def under(self, token: Token) -> list[str]:
        """Return the owners that a noun's "of", "from" or "for" phrase names."""
        return [
            owner
            for noun in complements_of(self._parsed, token)
            for part in self._parsed.conjuncts(noun)
            for owner in self._of_noun(part)
        ]

    def together(self, token: Token) -> list[str]:
        """Return the states of "their ministers" and "the two sides' delegations"."""
        owner = self._parsed.child(token, "poss")
        if owner is None or self._parties.points(owner):
            return []
        several = self._parties.parties(owner)
        return [s for p in several for s in self.state_of(p)] if len(several) > 1 else []

    def state_of(self, party: Party | None) -> list[str]:
        """Return the id of the state for which a party acts, if it is one we know."""
        state_id = f"state/{party.country}" if party is not None else ""
        return [state_id] if state_id in self._parties.context.knowledge.actors else []

    def _of_modifier(self, word: Token) -> list[str]:
        reference = self._parties.references.get(word.index)
        if reference is not None:
            actor = self._parties.actor(reference.actor_id)
            if actor.kind != "person":
                return [actor.actor_id]
            return self.state_of(self._parties.party(word))
        if word.index in self._parties.modifiers:
            return [self._parties.modifiers[word.index]]
        if word.dep == "poss" and word.pos in ("PRON", "NOUN"):
            return self._of_noun(word)
        return []

    def _of_noun(self, noun: Token) -> list[str]:
        reference = self._parties.references.get(noun.index)
        if reference is not None and self._parties.actor(reference.actor_id).kind != "person":
            return [reference.actor_id]
        if noun.text.lower() in _SEVERAL_STATES:
            return [s for p in self._parties.parties(noun) for s in self.state_of(p)]
        party = self._parties.party(noun)
        if party is None:
            return []
        if party.actor_id and not is_person(party):
            return [party.actor_id]
        return self.state_of(party)

    def _capital_at_head(self, token: Token) -> list[str]:
        """Read "In Washington, officials said": a capital at the head of the sentence."""
        sentence = self._parsed.sentence_of(token)
        opening = [t for t in self._parsed.tokens_of(sentence) if t.index < token.index][:4]
        if len(opening) >= 2 and opening[0].text == "In" and "," in {t.text for t in opening}:
            reference = self._parties.references.get(opening[1].index)
            if reference is not None and reference.form == "metonym":
                return [reference.actor_id]
        return []
