"""Definite nouns that repeat one told before: "a Turkish delegation came. The delegation left"."""

from __future__ import annotations

from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.records import Party
from communique.syntax import Token

_REACH = 12
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod")
# Words before a noun that say nothing of whose it is, so that the phrase still repeats another.
_SAME = frozenset({"same", "foreign", "defence", "defense", "visiting"})
# What each of two states has or is, so that a bare one is of neither; and what is no body of one.
_OPEN = frozenset({
    "side", "country", "state", "nation", "official", "source", "leader", "capital", "presidency",
    "leadership", "office", "party", "head", "chief", "service", "people",
})  # fmt: skip
_PUBLIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "REB"})


def told_before(parties: Resolver, token: Token) -> Party | None:
    """Return whom a bare "the ministry" repeats: the one body or person so called before.

    Args:
        parties: of the document.
        token: the noun.
    """
    parsed = parties.parsed
    if not _is_bare(parties, token):
        return None
    first = parsed.sentences[max(0, token.sentence - _REACH)].start
    same = [t for t in parsed.tokens[first : token.index] if t.text.lower() == token.text.lower()]
    found = [parties.party(t) for t in same if t.pos in ("NOUN", "PROPN")]
    told = {(p.actor_id or p.name, p.country): p for p in found if p is not None}
    settled = len(told) == 1 and None not in found
    return next(iter(told.values())) if settled else None


def _is_bare(parties: Resolver, token: Token) -> bool:
    """Tell whether a noun is "the" and itself, and of something that acts."""
    parsed = parties.parsed
    acts = load_roles().sector(token.text) in _PUBLIC and token.lemma not in _OPEN
    if token.tag != "NN" or not acts:
        return False
    articles = {c.text.lower() for c in parsed.children(token, "det")}
    before = {c.text.lower() for c in parsed.children(token, *_BEFORE)}
    of = any(p.text.lower() in ("of", "from", "for") for p in parsed.children(token, "prep"))
    return "the" in articles and not before - _SAME and not of
