"""Patterns against a parse: which predicates are triggers, and which phrases fill their roles."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import clause_of
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon
from communique.extract.events.nominal import nominal_candidates
from communique.extract.events.recalled import Recalled
from communique.extract.events.slots import side_of
from communique.extract.events.verbal import verbal_candidates
from communique.extract.places import DocumentPlaces
from communique.syntax import Token

# Acts whose content is no act of its own: it is only promised, asked or threatened.
_OVER_CONTENT = frozenset({"AGREE", "REQUEST", "THREATEN"})

__all__ = ["Candidate", "find_candidates", "is_verbal"]


def find_candidates(
    lexicon: Lexicon, parties: DocumentParties, places: DocumentPlaces | None = None
) -> Iterator[Candidate]:
    """Yield every trigger whose roles are filled, in text order.

    Args:
        lexicon: the patterns.
        parties: who the phrases of the document stand for.
        places: of the document; without them only states and capitals tell on whose soil.
    """
    recalled = Recalled(lexicon, parties)
    verbal = {
        t.index: list(verbal_candidates(lexicon, parties, t, places))
        for t in parties.parsed.tokens
        if is_verbal(t)
    }
    used = {i for found in verbal.values() for c in found for i in _object_of(parties, c)}
    told: dict[int, Candidate] = {}
    for token in parties.parsed.tokens:
        if token.index in used:
            continue
        if token.index in verbal:
            found = [recalled.answered(c) for c in verbal[token.index]]
            found = found or recalled.concluded(token) or recalled.followed(token)
        elif token.pos in ("NOUN", "PROPN"):
            found = list(nominal_candidates(lexicon, parties, token)) or recalled.at(token)
        else:
            continue
        found = [c for c in found if not _is_content(parties, told, c)]
        told |= {c.trigger.index: c for c in found if c.pattern.type in _OVER_CONTENT}
        recalled.remember(found)
        yield from found


def _is_content(parties: DocumentParties, told: dict[int, Candidate], candidate: Candidate) -> bool:
    """Tell whether an act is only what another one promises, asks or threatens.

    "Offered to negotiate with Armenia" is an offer, not a meeting besides; but where all agree to
    meet, the meeting is planned.
    """
    below = candidate.governor
    for above in parties.parsed.ancestors(candidate.governor):
        if below.dep not in ("xcomp", "ccomp", "conj", "acomp"):
            return False
        over = told.get(above.index)
        if over is not None and over.recipients:
            return below.dep != "conj" and _sides(candidate) <= _sides(over)
        below = above
    return False


def _sides(candidate: Candidate) -> set[str]:
    return {side_of(p) for p in candidate.actors + candidate.recipients}


def _object_of(parties: DocumentParties, candidate: Candidate) -> set[int]:
    """Return the nouns that a pattern took with its verb: "reached an agreement" is one event."""
    if not candidate.pattern.objects or candidate.pattern.type == "REJECT":
        return set()
    clause = clause_of(parties.parsed, candidate.trigger)
    return {t.index for o in clause.objects for t in parties.parsed.conjuncts(o)}


def is_verbal(token: Token) -> bool:
    """Tell whether a token can be a verbal trigger; the tag is trusted where the class is not."""
    return token.pos in ("VERB", "AUX") or (token.tag.startswith("VB") and token.dep != "aux")
