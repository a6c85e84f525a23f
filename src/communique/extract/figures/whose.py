"""Whose figure it is: the parties that its clause or its sentence names or points back to."""

from __future__ import annotations

from communique.extract.figures.lexicon import Lexicon
from communique.extract.parties import Parties
from communique.records import Party
from communique.spans import Span
from communique.syntax import Parsed, Sentence, Token

_POINTING = frozenset({
    "country", "nation", "state", "side", "leader", "president", "government", "minister", "they",
    "their", "them", "neighbour", "neighbor", "party", "capital", "delegation",
})  # fmt: skip
_DEFINITE = frozenset({"the", "this", "these", "both", "it", "they", "their", "its"})


def find_parties(
    parsed: Parsed, sentence: Sentence, phrase: Span, parties: Parties, lexicon: Lexicon
) -> tuple[Party, ...]:
    """Return the parties of the figure ``phrase``, whoever acts first.

    They are those of the sentence, named or meant by "the two countries"; of what someone only
    reports ("the minister said that Chad had expelled 30 Kenyans") those who act come first. Where
    the sentence opens with a definite phrase and names nobody ("The talks lasted"), they are those
    of the sentence before it.
    """
    found = _acting(parsed, phrase, parties, lexicon)
    _add(found, parties.within(sentence.span))
    for token in parsed.tokens_of(sentence):
        if token.lemma in _POINTING or token.text.lower() in _POINTING:
            meant = parties.parties(token)
            found = _without_owners(parsed, token, meant, found)
            _add(found, meant)
    first = parsed.tokens[sentence.start]
    if not found and sentence.index and first.text.lower() in _DEFINITE:
        return parties.within(parsed.sentences[sentence.index - 1].span)
    return tuple(found)


def _without_owners(
    parsed: Parsed, token: Token, meant: tuple[Party, ...], found: list[Party]
) -> list[Party]:
    """Leave out the states that only say whose leaders they are ("leaders of Peru and Chile")."""
    own = {p.country for p in meant if (p.actor_id or "").startswith("person/")}
    phrase = parsed.span_of(parsed.subtree(token))
    return [
        p
        for p in found
        if not (_is_state(p) and p.country in own and p.span is not None and phrase.covers(p.span))
    ]


def _is_state(party: Party) -> bool:
    return (party.actor_id or "").startswith("state/")


def _acting(parsed: Parsed, phrase: Span, parties: Parties, lexicon: Lexicon) -> list[Party]:
    """Return the subject of the reported clause that holds the number, unless it is counted."""
    below = parsed.tokens_in(phrase)[-1]
    for above in parsed.ancestors(below):
        if below.dep == "ccomp" and lexicon.has("saying", above.lemma):
            subject = parsed.child(below, "nsubj")
            if subject is None or subject.span.overlaps(phrase):
                return []
            return list(parties.parties(subject))
        below = above
    return []


def _add(found: list[Party], more: tuple[Party, ...]) -> None:
    """Add parties that are not there yet, by actor or by name."""
    known = {p.actor_id or p.name for p in found}
    for party in more:
        key = party.actor_id or party.name
        if key not in known:
            known.add(key)
            found.append(party)
