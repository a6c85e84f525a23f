"""What modal verbs and infinitives say of an event: "will", "may have", "is to", "if ... will"."""

from __future__ import annotations

from communique.extract.factuality_words import Reading, load_factuality
from communique.syntax import Parsed, Token

_POSSIBLE = ("may", "might")
_AFTER_TO = ("ROOT", "xcomp", "relcl", "ccomp", "conj")


def modal_reading(parsed: Parsed, verb: Token, *, performative: bool) -> Reading | None:
    """Return what a verb's own auxiliaries say of it, or None.

    Args:
        parsed: the parse.
        verb: a verb on the path from the event up.
        performative: True where announcing the act performs it ("will expel").
    """
    auxiliaries = parsed.children(verb, "aux", "auxpass")
    lowered = [a.text.lower() for a in auxiliaries]
    # No modal stands before a past tense: "May accused Moscow" is a name.
    modal = next((a for a in auxiliaries if a.tag == "MD" and verb.tag != "VBD"), None)
    if modal is not None:
        status = _of_modal(parsed, verb, modal, lowered)
        return None if performative and status == "planned" else status
    if "to" in lowered:
        return _of_infinitive(parsed, verb, lowered)
    return "planned" if _has_infinitive_below(parsed, verb) else None


def _of_modal(parsed: Parsed, verb: Token, modal: Token, auxiliaries: list[str]) -> Reading | None:
    word = modal.text.lower()
    perfect = "have" in auxiliaries
    if word in ("would", "'d"):
        reported = any(a.tag == "VBD" for a in parsed.ancestors(verb) if a.pos == "VERB")
        hypothetical = perfect or _sentence_has_condition(parsed, verb)
        return "planned" if reported and not hypothetical else "conditional"
    reading = load_factuality().modals.get(word)
    if perfect and reading == "proposed":
        # "may have met" is a guess, "could have met" says that they did not.
        return "alleged" if word in _POSSIBLE else "conditional"
    return "conditional" if reading is not None and _depends(parsed, verb) else reading


def _of_infinitive(parsed: Parsed, verb: Token, auxiliaries: list[str]) -> Reading | None:
    above = parsed.head(verb)
    if above.lemma == "be" and verb.dep in _AFTER_TO:
        # "was to have met" says that they did not.
        return "cancelled" if "have" in auxiliaries and above.tag == "VBD" else "planned"
    opens = verb.dep == "ROOT" or (verb.dep == "ccomp" and verb.index < above.index)
    if opens and parsed.children(verb, "nsubj", "nsubjpass"):
        return "planned"  # a headline: "Taipei to ban app, says minister"
    if verb.dep in ("advcl", "acl", "relcl"):
        return None if _is_first_to(parsed, above) else "planned"
    return "planned" if _has_infinitive_below(parsed, verb) else None


def _has_infinitive_below(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb is the "is" of "is to meet" or the "have" of "have to meet"."""
    return verb.lemma in ("be", "have") and any(
        "to" in {x.text.lower() for x in parsed.children(c, "aux")}
        for c in parsed.children(verb, "xcomp")
    )


def _is_first_to(parsed: Parsed, holder: Token) -> bool:
    """Tell whether the infinitive says what someone was first to do ("the first state to ban")."""
    words = load_factuality()
    if holder.lemma in words.being_first:
        nouns = parsed.children(holder, "attr", "oprd", "acomp")
    else:
        nouns = [holder]
    return any(
        word.lemma in words.ordinals
        for noun in nouns
        for word in (noun, *parsed.children(noun, "amod", "nummod"))
    )


def _depends(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause of condition hangs on the verb: "if Hamas agrees, they will go"."""
    conditions = load_factuality().conditions
    return any(
        mark.text.lower() in conditions and mark.text.lower() != "whether"
        for clause in parsed.children(verb, "advcl")
        for mark in parsed.children(clause, "mark", "advmod")
    )


def _sentence_has_condition(parsed: Parsed, verb: Token) -> bool:
    sentence = parsed.sentence_of(verb)
    return any(
        t.text.lower() in ("if", "unless", "were", "suppose")
        and t.dep in ("mark", "aux", "ROOT", "advmod")
        for t in parsed.tokens_of(sentence)
    )
