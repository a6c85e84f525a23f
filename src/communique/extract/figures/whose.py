"""Whose figure it is: the parties that the sentence names or points back to."""

from __future__ import annotations

from communique.extract.parties import Parties
from communique.records import Party
from communique.syntax import Parsed, Sentence

_POINTING = frozenset({
    "country", "nation", "state", "side", "leader", "president", "government", "minister", "they",
    "their", "them", "neighbour", "neighbor", "party", "capital", "delegation",
})  # fmt: skip
_DEFINITE = frozenset({"the", "this", "these", "both", "it", "they", "their", "its"})


def find_parties(parsed: Parsed, sentence: Sentence, parties: Parties) -> tuple[Party, ...]:
    """Return the parties of a sentence, named or meant by "the two countries"; else, where the
    sentence opens with a definite phrase ("The talks lasted"), those of the sentence before it.
    """
    found = list(parties.within(sentence.span))
    for token in parsed.tokens_of(sentence):
        if token.lemma in _POINTING or token.text.lower() in _POINTING:
            _add(found, parties.parties(token))
    first = parsed.tokens[sentence.start]
    if not found and sentence.index and first.text.lower() in _DEFINITE:
        _add(found, parties.within(parsed.sentences[sentence.index - 1].span))
    return tuple(found)


def _add(found: list[Party], more: tuple[Party, ...]) -> None:
    """Add parties that are not there yet, by actor or by name."""
    known = {p.actor_id or p.name for p in found}
    for party in more:
        key = party.actor_id or party.name
        if key not in known:
            known.add(key)
            found.append(party)
