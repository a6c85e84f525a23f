"""Whether a place that a sentence names can be that of an event, or belongs to another clause."""

from __future__ import annotations

from itertools import takewhile

from communique.extract.places.words import load_place_words
from communique.syntax import Parsed, Token

_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "parataxis", "csubj"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_VERBAL = ("VERB", "AUX")


def is_told_there(parsed: Parsed, place: Token, trigger: Token) -> bool:
    """Tell whether a noun of place can say where an event took place.

    "Ratified the accord signed in Jeddah" does not, nor does "six months after they met in Rome",
    nor "said in London that the two had met"; "signed it at a summit held in Lima" does.

    Args:
        parsed: the parse.
        place: the noun under its preposition.
        trigger: the word that tells of the event, in the same sentence.
    """
    line = [trigger, *parsed.ancestors(trigger)]
    above = {t.index for t in line}
    way = list(takewhile(lambda t: t.index not in above, [place, *parsed.ancestors(place)]))
    if any(_leads_away(parsed, t, trigger) for t in way[1:]):
        return False
    meeting = parsed.head(way[-1]) if way else place
    return not any(_is_apart(parsed, t) for t in takewhile(lambda t: t != meeting, line))


def is_of_clause(parsed: Parsed, trigger: Token, above: Token) -> bool:
    """Tell whether what stands by a word above a trigger also holds of the trigger's event."""
    line = takewhile(lambda t: t != above, [trigger, *parsed.ancestors(trigger)])
    return not any(_is_apart(parsed, t) for t in line)


def _leads_away(parsed: Parsed, word: Token, trigger: Token) -> bool:
    """Tell whether what stands below a word is of something else than the event."""
    if word.dep == "prep":
        return _is_of_other_thing(parsed, word)
    if word.pos not in _VERBAL:
        return False
    if word.dep == "conj":
        return True
    if word.dep not in _CLAUSES:
        return False
    return not (_is_held(parsed, word, trigger) or _is_scene(parsed, word, trigger))


def _is_of_other_thing(parsed: Parsed, preposition: Token) -> bool:
    """Tell "over a fire in Prague" from "after talks in Prague"."""
    words, lowered = load_place_words(), preposition.text.lower()
    of_noun = lowered == "for" and parsed.head(preposition).pos not in _VERBAL  # "the lease for"
    if of_noun or lowered not in words.causes:
        return False
    return not any(n.lemma in words.occasions for n in parsed.children(preposition, "pobj"))


def _is_held(parsed: Parsed, verb: Token, trigger: Token) -> bool:
    """Tell whether a clause only says where an occasion is: "at a summit held in Nairobi"."""
    words = load_place_words()
    if verb.dep not in ("acl", "relcl") or verb.lemma not in words.holding:
        return False
    nouns = takewhile(lambda t: t.pos not in _VERBAL, parsed.ancestors(verb))
    return any(noun == trigger or noun.lemma in words.occasions for noun in nouns)


def _is_scene(parsed: Parsed, verb: Token, trigger: Token) -> bool:
    """Tell whether a clause sets the scene: "speaking in Rome", "when they were in Rome"."""
    words = load_place_words()
    if verb.dep == "pcomp":
        return verb.lemma in words.arrivals
    if verb.dep != "advcl":
        return False
    marks = _marks(parsed, verb)
    if marks:
        return marks <= words.simultaneous
    return verb.tag in ("VBG", "VBN") and verb.index < trigger.index


def _is_apart(parsed: Parsed, word: Token) -> bool:
    """Tell whether the clause above a word on an event's way up is of another place and time."""
    words, head = load_place_words(), parsed.head(word)
    if word.dep == "pobj":
        return head.index > 0 and parsed.tokens[head.index - 1].lemma in words.lengths
    if word.dep == "ccomp" and head.lemma in words.announcing:
        return False
    if word.dep in ("relcl", "acl", "ccomp", "parataxis"):
        there = word.tag == "VB" if word.dep == "acl" else "where" in _marks(parsed, word)
        return word.pos in _VERBAL and not there
    if word.dep == "advcl":
        return bool(_marks(parsed, word) - words.simultaneous)
    if word.dep == "pcomp":
        return head.text.lower() in words.causes
    if word.dep == "xcomp":
        return head.lemma in words.intentions
    return word.dep == "conj" and word.pos in _VERBAL and bool(parsed.children(word, *_SUBJECTS))


def _marks(parsed: Parsed, verb: Token) -> set[str]:
    marks = parsed.children(verb, "mark", "advmod")
    return {m.text.lower() for m in marks if m.index < verb.index and not m.text.endswith("ly")}
