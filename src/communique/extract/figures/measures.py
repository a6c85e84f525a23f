"""What a figure measures, in a few words taken from the syntax around it, in small letters.

Two reports of one measure should share words, so the phrase is built of the noun with its modifiers
and of the verb or noun that governs it, never of the words between.
"""

from __future__ import annotations

import re

from communique.extract.figures.lexicon import Lexicon
from communique.syntax import Parsed, Token

_MODIFIERS = ("amod", "compound", "nmod", "poss")
_VAGUE = frozenset({
    "more", "less", "fewer", "many", "other", "such", "last", "further", "additional", "total",
    "own", "first", "new",
})  # fmt: skip
_PARTS = frozenset({"half", "third", "quarter", "fifth", "sixth", "eighth", "tenth"})
_LETTERS = frozenset({"m", "b", "k", "bn", "mn"})  # of "3.7m people"
NOUNS = ("NOUN", "PROPN")
# Nouns that tell a change, not what changes: "a 14% increase in exports".
MOVES = frozenset({
    "growth", "increase", "rise", "fall", "drop", "decline", "decrease", "cut", "reduction", "jump",
    "surge", "gain", "slump", "hike",
})  # fmt: skip
_OUTWARD = frozenset({"home", "back", "out", "abroad", "down", "away"})
_LONGEST = 12
_LINKING = frozenset({"of", "to", "on", "for", "in", "the", "a", "an", "from", "with", "by"})
# "Stopped", "admitted", "controlled": one short syllable, or a stressed last one.
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$|(?:mit|fer|trol|pel|cur|bel)$")
# Verbs whose infinitive is what was done ("are thought to be serving", "decided to act").
_LEADING = frozenset({"think", "believe", "agree", "decide", "say", "know", "seem", "report"})


def describe_things(parsed: Parsed, noun: Token, lexicon: Lexicon) -> str:
    """Return the measure of counted people or things: "russian diplomats expelled"."""
    return tidy(_of_things(parsed, noun, lexicon))


def is_source(parsed: Parsed, noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether the counted people are those who speak: "two officials said"."""
    verb = parsed.head(noun)
    return noun.dep == "nsubj" and lexicon.has("saying", verb.lemma)


def describe_people(parsed: Parsed, number: Token, noun: str, lexicon: Lexicon) -> str:
    """Return the measure of a number that stands for people: "10 had been brought home"."""
    following = parsed.tokens[number.index + 1 : number.index + 2]
    if following and lexicon.has("person_adjectives", following[0].text.lower()):
        return tidy([noun, following[0].text])
    if following and following[0].tag in ("VBN", "JJ", "VBD") and number.dep not in (
        "nsubj", "nsubjpass",
    ):  # fmt: skip
        return tidy([noun, following[0].text])
    verb = parsed.head(number)
    if number.dep in ("nsubj", "nsubjpass") and verb.pos == "VERB":
        return tidy([noun, *_deed(parsed, verb, lexicon)])
    return tidy([noun])


def noun_phrase(parsed: Parsed, noun: Token) -> list[str]:
    """Return a noun with its adjectives and compounds and one "of" complement, without numbers."""
    first = [
        word
        for child in parsed.children(noun, *_MODIFIERS)
        if child.index < noun.index
        and child.lemma not in _VAGUE
        and child.tag != "PRP$"
        and not (child.entity in ("DATE", "TIME") and child.pos != "ADJ")
        for word in _modifier(parsed, child)
    ]
    return [*first, noun.text, *_complement(parsed, noun)]


def _modifier(parsed: Parsed, child: Token) -> list[str]:
    below = parsed.subtree(child)
    if any(t.tag == "HYPH" for t in below):
        return [parsed.span_of(below).of(parsed.text)]
    return [
        t.text
        for t in below
        if t.pos in ("ADJ", "NOUN", "PROPN", "VERB", "ADV")
        and t.lemma not in _VAGUE
        and t.text.lower() not in _LETTERS
    ]


def _complement(parsed: Parsed, noun: Token) -> list[str]:
    for prep in parsed.children(noun, "prep"):
        inner = parsed.child(prep, "pobj")
        if prep.lemma in ("of", "on", "for", "to") and inner is not None and inner.pos in NOUNS:
            each = any(t.lemma in ("each", "every") for t in parsed.children(inner, "det"))
            if inner.tag == "CD" or each or parsed.child(inner, "nummod"):
                continue
            core = [
                t.text
                for child in parsed.children(inner, *_MODIFIERS)
                if child.index < inner.index and child.tag != "PRP$"
                for t in parsed.subtree(child)
                if t.pos in ("ADJ", *NOUNS)
            ]
            return [prep.text, *core, inner.text]
    return []


def _of_things(parsed: Parsed, noun: Token, lexicon: Lexicon) -> list[str]:
    phrase = _suffered(noun, lexicon) or noun_phrase(parsed, noun)
    first = noun
    while first.dep == "conj" and parsed.head(first).pos in NOUNS:
        first = parsed.head(first)
    included = parsed.head(first)
    if first.dep == "pobj" and included.lemma in ("include", "among"):
        whole = parsed.head(included)
        return _governed(parsed, whole, phrase, lexicon) if whole.pos in NOUNS else phrase
    return _governed(parsed, noun, phrase, lexicon)


def _suffered(noun: Token, lexicon: Lexicon) -> list[str]:
    """Return "people dead" for "14 dead", so that it shares a word with other tolls."""
    word = noun.text.lower()
    return ["people", word] if lexicon.has("person_adjectives", word) else []


def _governed(parsed: Parsed, noun: Token, phrase: list[str], lexicon: Lexicon) -> list[str]:
    """Return the phrase with the verb or noun that governs ``noun``."""
    while noun.dep == "conj" and parsed.head(noun).pos in NOUNS:
        noun = parsed.head(noun)
    head = parsed.head(noun)
    if noun.dep == "dobj" and head.pos == "VERB":
        left = head.lemma == "leave" and lexicon.has("person_adjectives", noun.text.lower())
        plain = left or head.lemma in ("have", "include", "say", "involve")
        return [*phrase, "" if plain else participle(head, lexicon), *_outward(parsed, head)]
    if noun.dep in ("nsubj", "nsubjpass") and head.pos in ("VERB", "AUX"):
        return [*phrase, *_deed(parsed, head, lexicon)]
    if noun.dep == "pobj" and head.dep == "prep":
        holder = parsed.head(head)
        counting = holder.text.lower() in lexicon.units or holder.lemma in _PARTS
        if counting:  # "half of the grain", "euros in two tranches"
            return phrase
        if holder.lemma in ("exchange", "return") and head.lemma == "for":
            return [*phrase, "in", "exchange"]
        if holder.pos == "NOUN" and holder.index < noun.index:
            return [holder.text, head.text, *phrase]
        # "Between 35 and 50 Indians were ..." has no other subject.
        if head.lemma in ("between", "about", "over", "around") and holder.pos == "VERB":
            return [*phrase, *_deed(parsed, holder, lexicon)]
    return phrase


def _deed(parsed: Parsed, verb: Token, lexicon: Lexicon) -> list[str]:
    """Return what the counted people or things did or suffered: "left Nagorno-Karabakh"."""
    if verb.pos == "AUX" or verb.lemma in ("be", "have"):
        return []
    going_on = verb.tag == "VBG" and parsed.child(verb, "dobj", "auxpass") is None
    if going_on:
        return [verb.text]
    if verb.lemma in _LEADING:
        deed = parsed.child(verb, "xcomp")
        return [deed.text] if deed is not None else []
    return [past(verb, lexicon), *_outward(parsed, verb), *object_words(parsed, verb)[:4]]


def _outward(parsed: Parsed, verb: Token) -> list[str]:
    return [
        t.text
        for t in parsed.children(verb, "prt", "advmod")
        if t.dep == "prt" or t.lemma in _OUTWARD
    ]


def past(verb: Token, lexicon: Lexicon) -> str:
    """Return the past of a verb whose subject is counted: as written ("left", "flew") if it is."""
    return verb.text if verb.tag in ("VBN", "VBD") else participle(verb, lexicon)


def participle(verb: Token, lexicon: Lexicon) -> str:
    """Return the past participle of a verb; irregular ones stand in the lexicon."""
    lemma = verb.lemma
    if verb.tag == "VBN":
        return verb.text
    if lemma in lexicon.participles:
        return lexicon.participles[lemma]
    if verb.tag == "VBD":
        return verb.text
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + lemma[-1] + "ed" if _DOUBLING.search(lemma) else lemma + "ed"


def object_of(parsed: Parsed, token: Token, *preps: str) -> Token | None:
    """Return the noun after a preposition of ``token``, unless it is a number or a date."""
    for prep in parsed.children(token, "prep"):
        inner = parsed.child(prep, "pobj")
        fits = prep.lemma in preps and inner is not None and inner.pos in NOUNS
        if inner is not None and fits and inner.index > token.index and inner.entity != "DATE":
            return inner
    return None


def object_words(parsed: Parsed, verb: Token) -> list[str]:
    inner = parsed.child(verb, "dobj")
    plain = inner is not None and inner.pos in NOUNS and inner.entity not in ("DATE", "TIME")
    return noun_phrase(parsed, inner) if inner is not None and plain else []


def subject_of(parsed: Parsed, verb: Token) -> Token | None:
    """Return the noun subject of a verb, through coordination, gerunds and relative clauses."""
    for _ in range(4):
        found = parsed.child(verb, "nsubj", "nsubjpass", "csubj")
        if found is not None:
            if found.pos in NOUNS or (found.dep == "csubj" and found.tag == "VB"):
                return found
            relative = verb.dep == "relcl" and found.tag in ("WDT", "WP")
            return _antecedent(parsed, verb) if relative else None
        if verb.dep in ("acl", "relcl") and parsed.head(verb).pos in NOUNS:
            return _antecedent(parsed, verb)
        if verb.dep not in ("conj", "advcl", "xcomp") or verb.head == verb.index:
            return None
        verb = parsed.head(verb)
    return None


def _antecedent(parsed: Parsed, verb: Token) -> Token | None:
    """Return the noun that a clause modifies: of "the summit in Beijing, which", the summit."""
    noun = parsed.head(verb)
    if noun.entity == "GPE" and noun.dep == "pobj" and parsed.head(parsed.head(noun)).pos == "NOUN":
        return parsed.head(parsed.head(noun))
    return noun if noun.pos in NOUNS else None


def tidy(words: list[str]) -> str:
    """Join words into one short lower-case line."""
    flat = " ".join(w for w in words if w).replace('"', "").lower().split()
    kept = [w for w in flat if any(c.isalnum() for c in w)][:_LONGEST]
    while kept and kept[0] in _LINKING:
        del kept[0]
    while kept and kept[-1] in _LINKING:
        del kept[-1]
    return " ".join(kept)
