"""Whether an event happened: its status from the words that govern it.

Everything between the trigger and the root of its sentence is read from the inside out; the
strongest word that takes the event out of the actual decides.
"""

from __future__ import annotations

from communique.extract.clause import is_passive, own_subject
from communique.extract.factuality_genres import is_no_event_of_states
from communique.extract.factuality_modals import modal_reading
from communique.extract.factuality_negation import has_negated_argument, is_negated
from communique.extract.factuality_nouns import (
    did_not_take_place,
    is_negated_noun,
    is_presupposed,
    modifier_status,
    nominal_status,
)
from communique.extract.factuality_relatives import tells_of_past_act
from communique.extract.factuality_words import Reading, load_factuality, stronger
from communique.records import Status
from communique.syntax import Parsed, Token

_BELOW = frozenset(
    {"ccomp", "xcomp", "pcomp", "acl", "relcl", "advcl", "dobj", "pobj", "attr", "acomp", "prep",
     "conj", "nsubjpass", "oprd", "nsubj"}
)  # fmt: skip
_VERBS = ("VERB", "AUX")


def status_of(
    parsed: Parsed, trigger: Token, governor: Token, *, performative: bool = False
) -> Status | None:
    """Return the status of an event, or None when the text says that it did not happen.

    Args:
        parsed: the parse.
        trigger: the event's word.
        governor: the verb that carries tense for it: the trigger, or the verb over an event noun.
        performative: True where announcing the act performs it ("will expel").
    """
    if is_no_event_of_states(parsed, trigger, governor):
        return None
    if _in_question(parsed, trigger) or _counterfactual(parsed, governor):
        return "conditional"
    nominal = trigger.index != governor.index
    status: Reading = nominal_status(parsed, trigger) if nominal else "actual"
    if nominal and did_not_take_place(parsed, trigger, governor):
        return "cancelled"
    if nominal and is_presupposed(parsed, trigger):
        return _own_reading(parsed, trigger, governor)
    if not _was_enabled(parsed, governor):
        for verb, below in _words_above(parsed, governor):
            if is_negated(parsed, verb) or has_negated_argument(parsed, verb, below):
                if below is None or verb.lemma not in load_factuality().left_open:
                    return None
                status = stronger(status, "proposed")  # "did not rule out that they would meet"
                continue
            status = stronger(status, _said_by(parsed, verb, below, performative=performative))
    if nominal and is_negated_noun(parsed, trigger):
        return None
    return None if status == "averted" else status


def _own_reading(parsed: Parsed, trigger: Token, governor: Token) -> Status | None:
    """Return the status of what a sentence takes as given, whatever its clauses plan or ask."""
    ahead = modal_reading(parsed, governor, performative=False) == "planned"
    reading = stronger(modifier_status(parsed, trigger), "planned" if ahead else None)
    return None if reading == "averted" or is_negated_noun(parsed, trigger) else reading


def _said_by(parsed: Parsed, verb: Token, below: Token | None, *, performative: bool) -> Reading:
    """Return what one word on the path to the root says of the event."""
    against = verb.dep == "pcomp" and parsed.head(verb).text.lower() == "against"
    if against or _is_condition(parsed, verb):
        return "conditional"
    decided = performative and below is not None and _is_decision(verb, below)
    passed = decided or (below is not None and _is_means(below))
    said = _governor_status(parsed, verb, below) if below is not None and not passed else None
    if _is_awaited(parsed, verb) or (below is not None and _looks_forward(parsed, verb, below)):
        said = stronger(said or "actual", "planned")
    if _is_habit(parsed, verb, below):
        return "averted"
    said = stronger(_open_or_hearsay(parsed, verb, below), said)
    performs = performative and below is None
    return stronger(said, modal_reading(parsed, verb, performative=performs))


def _is_decision(verb: Token, below: Token) -> bool:
    """Tell whether someone "decided to expel": what is done by saying so is done by deciding it."""
    decides = verb.lemma in load_factuality().deciding and verb.tag in ("VBD", "VBN")
    return decides and below.dep == "xcomp"


def _open_or_hearsay(parsed: Parsed, verb: Token, below: Token | None) -> Reading:
    """Return what leaves open whether it happened: "whether to", "reportedly", "is said to"."""
    words = load_factuality()
    opened = any(m.text.lower() == "whether" for m in parsed.children(verb, "mark"))
    heard = below is not None and below.dep == "xcomp" and verb.lemma in words.hearsay
    status: Reading = "alleged" if heard and is_passive(parsed, verb) else "actual"
    for adverb in parsed.children(verb, "advmod"):
        if words.modifiers.get(adverb.text.lower()) == "alleged":
            status = stronger(status, "alleged")
    return stronger(status, "proposed" if opened else None)


def _words_above(parsed: Parsed, governor: Token) -> list[tuple[Token, Token | None]]:
    """Return the words from the governor up, each with the word below it on the path."""
    found: list[tuple[Token, Token | None]] = [(governor, None)]
    below = governor
    for above in parsed.ancestors(governor):
        shared = below.dep == "conj" and above.pos in _VERBS
        if shared:
            # Coordinated verbs share what stands above them, not their own objects.
            below = above
            continue
        adverbial = below.dep == "advcl" and above.pos in _VERBS
        if below.dep not in _BELOW or below.dep == "relcl" or adverbial:
            break
        own = below is governor and tells_of_past_act(parsed, below)
        if own or _is_next_clause(parsed, below, above):
            break
        if above.pos in (*_VERBS, "NOUN", "ADJ", "PROPN"):
            found.append((above, below))
        below = above
    return found


def _is_next_clause(parsed: Parsed, below: Token, above: Token) -> bool:
    """Tell whether a semicolon stands between two clauses that the parser put under one another."""
    if below.dep != "ccomp" or below.index > above.index:
        return False
    return any(t.text == ";" for t in parsed.tokens[below.index : above.index])


def _governor_status(parsed: Parsed, word: Token, below: Token) -> Reading | None:
    words = load_factuality()
    if word.pos in ("NOUN", "PROPN"):
        reading = words.of_noun(word)
        told = below.dep == "acl" and below.tag == "VBN" and reading == "planned"
        return None if told else reading  # "a deal struck by", not "a deal to buy"
    if below.dep == "nsubj":
        return None
    status = words.of_verb(word)
    if word.lemma == "announce" and below.dep != "xcomp":
        return None
    if status in ("planned", "proposed") and below.dep == "ccomp" and _past_tense(parsed, below):
        return "alleged" if word.pos == "ADJ" else None  # "it is likely that Iran attacked"
    if word.lemma in words.only_over_clauses and below.dep not in ("xcomp", "ccomp"):
        return None
    out = word.lemma in words.ruling_out and any(
        c.text.lower() == "out" for c in parsed.children(word, "prt", "advmod", "prep")
    )
    if out:
        return "averted"
    return status


def _is_habit(parsed: Parsed, word: Token, below: Token | None) -> bool:
    """Tell whether a verb speaks of a habit: "often bombs", "continue to talk", "used to ship"."""
    words = load_factuality()
    often = {a.text.lower() for a in parsed.children(word, "advmod")} & words.habitual
    if often and word.tag in ("VBP", "VBZ"):
        return True
    if word.lemma not in words.habits or below is None:
        return False
    former = word.text.lower() == "used" and below.dep == "xcomp"
    return word.tag in ("VBP", "VBZ") or (former and not parsed.children(word, "dobj"))


def _is_means(below: Token) -> bool:
    """Tell whether what follows says by what one tries: "sought calm by promising aid"."""
    return below.dep == "prep" and below.text.lower() in load_factuality().means


def _is_awaited(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause in the present tense lies ahead: "until they meet"."""
    marks = {m.text.lower() for m in parsed.children(verb, "mark", "advmod")}
    present = verb.tag in ("VBZ", "VBP") and not parsed.children(verb, "aux", "auxpass")
    return present and verb.dep == "advcl" and bool(marks & load_factuality().awaiting)


def _looks_forward(parsed: Parsed, verb: Token, below: Token) -> bool:
    """Tell whether a verb looks forward to what is below it."""
    ahead = any(c.text.lower() == "forward" for c in parsed.children(verb, "advmod", "prt"))
    return ahead and below.index > verb.index and verb.lemma in load_factuality().looking_ahead


def _past_tense(parsed: Parsed, verb: Token) -> bool:
    modal = any(c.tag == "MD" for c in parsed.children(verb, "aux"))
    return (
        verb.tag in ("VBD", "VBN")
        and not modal
        and bool(parsed.children(verb, "nsubj", "nsubjpass"))
    )


def _is_condition(parsed: Parsed, verb: Token) -> bool:
    words = load_factuality()
    for mark in parsed.children(verb, "mark", "advmod"):
        to_do = mark.text.lower() == "whether" and verb.tag == "VB"
        if mark.text.lower() in words.conditions and not to_do:
            return True
    return verb.lemma in words.imagining


# Occasions, inversions and questions


def _was_enabled(parsed: Parsed, verb: Token) -> bool:
    """Tell whether the verb says what an occasion was used for: "gave them a chance to discuss"."""
    words = load_factuality()
    noun = next((a for a in parsed.ancestors(verb) if a.pos == "NOUN"), None)
    holder = next((a for a in parsed.ancestors(verb) if a.lemma in words.providers), None)
    if holder is None or holder.tag not in ("VBD", "VBN") or parsed.children(holder, "neg"):
        return False
    objects = parsed.children(holder, "dobj") + ([noun] if noun is not None else [])
    return any(o.lemma in words.enabling for o in objects) and verb is not holder


def _counterfactual(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is inverted: "Had he come, ...", "Were Ankara to expel ..."."""
    for word in (verb, *parsed.ancestors(verb)):
        if word.pos in _VERBS and _is_inverted(parsed, word):
            return True
    first = parsed.tokens[parsed.sentence_of(verb).start]
    return first.text in load_factuality().imagined_openings


def _is_inverted(parsed: Parsed, verb: Token) -> bool:
    subject = own_subject(parsed, verb)
    sentence = parsed.sentence_of(verb)
    for auxiliary in parsed.children(verb, "aux", "auxpass"):
        if subject is None or auxiliary.index > subject.index:
            continue
        if auxiliary.text.lower() not in ("had", "were", "should"):
            continue
        opens = auxiliary.index == sentence.start
        if opens or (
            auxiliary.text[0].islower() and parsed.tokens[auxiliary.index - 1].text == ","
        ):
            return True
    return False


def _in_question(parsed: Parsed, token: Token) -> bool:
    sentence = parsed.sentence_of(token)
    last = parsed.tokens[sentence.end - 1]
    return last.text == "?" or (
        last.text in ('"', "'") and parsed.tokens[sentence.end - 2].text == "?"
    )
