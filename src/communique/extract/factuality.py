"""Whether an event happened: its status from the words that govern it.

Everything between the trigger and the root of its sentence is read from the inside out. The first
word that takes the event out of the actual decides, except that a negation or a condition further
out wins over a plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from communique.errors import KnowledgeError
from communique.extract.clause import own_subject
from communique.knowledge.files import read_yaml
from communique.records import Status
from communique.syntax import Parsed, Token

_ACTUAL: Status = "actual"
_BELOW = ("ccomp", "xcomp", "pcomp", "acl", "relcl", "advcl", "dobj", "pobj", "attr", "acomp", "prep", "conj", "nsubjpass", "oprd", "nsubj")  # fmt: skip
_NEGATIONS = frozenset({"no", "neither", "none", "nobody", "never", "nor", "hardly", "without"})


@dataclass(frozen=True, slots=True)
class FactualityWords:
    """The lexicon ``data/factuality.yaml``: status by lemma, for each part of speech."""

    governors: dict[str, Status]
    modifiers: dict[str, Status]
    nouns: dict[str, Status]
    modals: dict[str, Status]
    enabling: frozenset[str]
    providers: frozenset[str]
    conditions: frozenset[str]
    ahead: frozenset[str]


@cache
def load_factuality() -> FactualityWords:
    """Read the lexicon.

    Raises:
        KnowledgeError: if it names a status that the ledger does not know.
    """
    content = read_yaml("communique.extract", "factuality.yaml")

    def by_word(section: str) -> dict[str, Status]:
        found: dict[str, Status] = {}
        for status, words in content[section].items():
            if status not in get_args(Status):
                raise KnowledgeError(f"factuality.yaml: {section}: unknown status {status!r}")
            found.update({str(word): status for word in words})
        return found

    return FactualityWords(
        by_word("governors"), by_word("modifiers"), by_word("nouns"), by_word("modals"),
        frozenset(content["enabling"]), frozenset(content["providers"]),
        frozenset(content["conditions"]), frozenset(content["ahead"]),
    )  # fmt: skip


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
    if _in_question(parsed, trigger) or _counterfactual(parsed, governor):
        return "conditional"
    status = _nominal_status(parsed, trigger) if trigger.index != governor.index else _ACTUAL
    if _was_enabled(parsed, governor):
        return status
    for verb, below in _verbs_above(parsed, governor):
        if _is_negated(parsed, verb) or _has_negated_argument(parsed, verb, below):
            return None
        if below is not None:
            status = _stronger(status, _governor_status(parsed, verb, below))
        status = _stronger(status, _modal_status(parsed, verb, performative=performative and below is None))
        if _is_condition(parsed, verb):
            return "conditional"
    if trigger.index != governor.index and _is_negated_noun(parsed, trigger):
        return None
    return status


def _was_enabled(parsed: Parsed, verb: Token) -> bool:
    """Tell whether the verb says what an occasion was used for: "gave them a chance to discuss"."""
    words = load_factuality()
    noun = next((a for a in parsed.ancestors(verb) if a.pos == "NOUN"), None)
    holder = next((a for a in parsed.ancestors(verb) if a.lemma in words.providers), None)
    if holder is None or holder.tag not in ("VBD", "VBN") or parsed.children(holder, "neg"):
        return False
    objects = parsed.children(holder, "dobj") + ([noun] if noun is not None else [])
    return any(o.lemma in words.enabling for o in objects) and verb is not holder


_RANK: dict[str, int] = {"actual": 0, "alleged": 1, "planned": 2, "proposed": 3, "conditional": 4, "cancelled": 5, "denied": 6}  # fmt: skip


def _stronger(first: Status, second: Status | None) -> Status:
    return second if second is not None and _RANK[second] > _RANK[first] else first


def _verbs_above(parsed: Parsed, governor: Token) -> list[tuple[Token, Token | None]]:
    """Return the verbs from the governor up, each with the word below it on the path."""
    found: list[tuple[Token, Token | None]] = [(governor, None)]
    below = governor
    for above in parsed.ancestors(governor):
        if below.dep not in _BELOW:
            break
        if below.dep == "conj" and above.pos in ("VERB", "AUX"):
            # Coordinated verbs share what stands above them, not their own objects.
            below = above
            continue
        if below.dep == "advcl" and above.pos in ("VERB", "AUX"):
            break
        if below.dep == "relcl":
            break
        if above.pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            found.append((above, below))
        below = above
    return found


def _governor_status(parsed: Parsed, word: Token, below: Token) -> Status | None:
    words = load_factuality()
    if word.pos in ("NOUN", "PROPN"):
        return words.nouns.get(word.text.lower()) or words.nouns.get(word.lemma)
    if below.dep in ("nsubj",):
        return None
    status = words.governors.get(word.lemma)
    if status == "planned" and word.lemma == "announce" and below.dep != "xcomp":
        return None
    if status in ("planned", "proposed") and below.dep == "ccomp" and _past_tense(parsed, below):
        return None
    if word.lemma in ("set", "move", "call", "back", "support", "help", "allow") and below.dep not in ("xcomp", "ccomp"):
        return None
    return status


def _past_tense(parsed: Parsed, verb: Token) -> bool:
    modal = any(c.tag == "MD" for c in parsed.children(verb, "aux"))
    return verb.tag in ("VBD", "VBN") and not modal and bool(parsed.children(verb, "nsubj", "nsubjpass"))


def _modal_status(parsed: Parsed, verb: Token, *, performative: bool) -> Status | None:
    words = load_factuality()
    auxiliaries = parsed.children(verb, "aux", "auxpass")
    lowered = [a.text.lower() for a in auxiliaries]
    for auxiliary in auxiliaries:
        if auxiliary.tag != "MD":
            continue
        status = words.modals.get(auxiliary.text.lower())
        if auxiliary.text.lower() in ("would", "'d"):
            reported = any(a.tag == "VBD" for a in parsed.ancestors(verb) if a.pos == "VERB")
            hypothetical = "have" in lowered or _sentence_has_condition(parsed, verb)
            status = "planned" if reported and not hypothetical else "conditional"
        if performative and status == "planned":
            return None
        return status
    infinitive = "to" in lowered
    if infinitive and verb.dep in ("ROOT", "xcomp", "relcl", "ccomp", "conj") and parsed.head(verb).lemma == "be":
        return "planned"
    if verb.lemma in ("be", "have") and any(
        c.dep == "xcomp" and "to" in {x.text.lower() for x in parsed.children(c, "aux")}
        for c in parsed.children(verb)
    ):
        return "planned"
    purpose = infinitive and verb.dep in ("advcl", "acl", "relcl")
    return "planned" if purpose else None


def _sentence_has_condition(parsed: Parsed, verb: Token) -> bool:
    sentence = parsed.sentence_of(verb)
    return any(
        t.text.lower() in ("if", "unless", "were", "suppose") and t.dep in ("mark", "aux", "ROOT", "advmod")
        for t in parsed.tokens_of(sentence)
    )


def _is_negated(parsed: Parsed, word: Token) -> bool:
    if parsed.children(word, "neg"):
        return True
    for child in parsed.children(word, "preconj", "cc", "advmod", "det", "aux"):
        if child.text.lower() in _NEGATIONS:
            return True
    return False


def _has_negated_argument(parsed: Parsed, verb: Token, below: Token | None) -> bool:
    """Tell whether the subject or object denies the verb ("no agreement was signed", "none met")."""
    if verb.pos not in ("VERB", "AUX"):
        return False
    for argument in parsed.children(verb, "nsubj", "nsubjpass", "dobj"):
        if below is not None and argument.index == below.index:
            continue
        if argument.text.lower() in ("none", "nobody", "neither", "nothing"):
            return True
        if below is None and _is_negated_noun(parsed, argument):
            return True
    return any(
        p.text.lower() == "without" for p in [parsed.head(verb)] if verb.dep == "pcomp"
    )


def _is_negated_noun(parsed: Parsed, noun: Token) -> bool:
    return any(c.text.lower() in ("no", "neither", "not") for c in parsed.children(noun, "det", "neg", "preconj", "advmod"))


def _nominal_status(parsed: Parsed, noun: Token) -> Status:
    words = load_factuality()
    status: Status = _ACTUAL
    for child in parsed.children(noun, "amod", "compound", "advmod"):
        status = _stronger(status, words.modifiers.get(child.text.lower()))
    above = parsed.head(noun)
    if noun.dep == "pobj":
        if above.text.lower() in words.ahead:
            status = _stronger(status, "planned")
        holder = parsed.head(above)
        if holder.pos == "NOUN":
            status = _stronger(status, words.nouns.get(holder.text.lower()) or words.nouns.get(holder.lemma))
        if holder.pos in ("VERB", "ADJ"):
            status = _stronger(status, _verb_over_noun(holder))
    elif noun.dep in ("dobj", "nsubjpass", "attr") and above.pos == "VERB":
        status = _stronger(status, _verb_over_noun(above))
    return status


def _verb_over_noun(verb: Token) -> Status | None:
    """Return what a verb says of an event noun that is its object ("cancelled the visit")."""
    status = load_factuality().governors.get(verb.lemma)
    if verb.lemma in ("announce", "support", "back", "discuss", "set", "move", "open", "agree", "charge", "help",
                      "welcome", "need", "order", "claim", "fear"):  # fmt: skip
        return "planned" if verb.lemma == "agree" else ("proposed" if verb.lemma == "need" else None)
    return status


def _is_condition(parsed: Parsed, verb: Token) -> bool:
    words = load_factuality()
    if any(m.text.lower() in words.conditions for m in parsed.children(verb, "mark", "advmod")):
        return True
    if verb.lemma in ("suppose", "imagine"):
        return True
    return False


def _counterfactual(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is inverted: "Had he come, ...", "Were Ankara to expel ..."."""
    for word in (verb, *parsed.ancestors(verb)):
        if word.pos not in ("VERB", "AUX"):
            continue
        subject = own_subject(parsed, word)
        for auxiliary in parsed.children(word, "aux", "auxpass"):
            inverted = subject is not None and auxiliary.index < subject.index
            if inverted and auxiliary.text in ("Had", "Were", "Should", "had", "were"):
                sentence = parsed.sentence_of(word)
                if auxiliary.index == sentence.start or auxiliary.text[0].islower():
                    return auxiliary.index == sentence.start or parsed.tokens[auxiliary.index - 1].text == ","
    sentence = parsed.sentence_of(verb)
    first = parsed.tokens[sentence.start]
    return first.text in ("Suppose", "Imagine", "Were", "Had") and verb.index < sentence.end


def _in_question(parsed: Parsed, token: Token) -> bool:
    sentence = parsed.sentence_of(token)
    last = parsed.tokens[sentence.end - 1]
    return last.text == "?" or (last.text in ('"', "'") and parsed.tokens[sentence.end - 2].text == "?")
