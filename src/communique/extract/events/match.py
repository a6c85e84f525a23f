"""Patterns against a parse: which predicates are triggers, and which phrases fill their roles."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon
from communique.extract.events.nominal import nominal_candidates
from communique.extract.events.recalled import Recalled
from communique.extract.events.verbal import verbal_candidates
from communique.extract.resolve import DocumentParties
from communique.syntax import Token

__all__ = ["Candidate", "find_candidates", "is_verbal"]


def find_candidates(lexicon: Lexicon, parties: DocumentParties) -> Iterator[Candidate]:
    """Yield every trigger whose roles are filled, in text order."""
    recalled = Recalled(lexicon, parties)
    for token in parties.parsed.tokens:
        if is_verbal(token):
            found = list(verbal_candidates(lexicon, parties, token))
        elif token.pos in ("NOUN", "PROPN"):
            found = list(nominal_candidates(lexicon, parties, token)) or recalled.at(token)
        else:
            continue
        recalled.remember(found)
        yield from found


def is_verbal(token: Token) -> bool:
    """Tell whether a token can be a verbal trigger; the tag is trusted where the class is not."""
    return token.pos in ("VERB", "AUX") or (token.tag.startswith("VB") and token.dep != "aux")
