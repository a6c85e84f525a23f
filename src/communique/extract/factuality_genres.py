"""Sentences in which no state acts: corrections, made-up worlds, matches."""

from __future__ import annotations

import re
from functools import cache

from communique.extract.factuality_words import load_factuality
from communique.syntax import Parsed, Token


def is_no_event_of_states(parsed: Parsed, trigger: Token, governor: Token) -> bool:
    """Tell whether what a sentence tells is taken back, made up or a match.

    Args:
        parsed: the parse.
        trigger: the event's word.
        governor: the verb that carries tense for it.
    """
    sentence = parsed.sentence_of(trigger).span.of(parsed.text).lower()
    if any(words in sentence for words in load_factuality().taken_back):
        return True  # "An earlier version of this report said ..."
    return _sports().search(sentence) is not None or _in_fiction(parsed, governor)


@cache
def _sports() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(load_factuality().sports))) + r")\b"
    )


def _in_fiction(parsed: Parsed, governor: Token) -> bool:
    """Tell whether it happens in a made-up world: "in the novel a colonel threatens ..."."""
    words = load_factuality()
    for verb in (governor, *parsed.ancestors(governor)):
        for preposition in parsed.children(verb, "prep"):
            works = [n for n in parsed.children(preposition, "pobj") if n.lemma in words.fictions]
            if preposition.text.lower() == "in" and any(_is_definite(parsed, n) for n in works):
                return True
        teller = [n for n in parsed.children(verb, "nsubj") if n.lemma in words.fictions]
        if teller and verb is not governor and verb.lemma in words.narrating:
            return True
    return False


def _is_definite(parsed: Parsed, noun: Token) -> bool:
    return bool(parsed.children(noun, "det", "poss"))
