"""Noun phrases that describe actors: their country, office and sector, from their modifiers."""

from __future__ import annotations

from communique.extract.actors.roles import OfficeRole, load_roles
from communique.syntax import Parsed, Token

_MODIFIERS = ("amod", "compound", "nmod", "poss", "appos")
NO_LONGER_OR_NOT_YET = frozenset({
    "former", "ex", "late", "retired", "ousted", "deposed", "onetime", "then", "would-be", "future",
    "incoming",
})  # fmt: skip
_NOT_THE_HOLDER = NO_LONGER_OR_NOT_YET | {"deputy", "vice", "assistant", "outgoing"}
_REACH = 5  # words before a noun among which its rank stands
_OF = frozenset({"of", "from", "for", "at", "to"})


def office_role(parsed: Parsed, token: Token) -> OfficeRole | None:
    """Return the office that the noun ``token`` names with the words before it, or None.

    Tries the longest phrase first: "foreign minister" before "minister".
    """
    roles = load_roles()
    sentence = parsed.sentence_of(token)
    lemma = _singular(token)
    rank = _rank_before(parsed, token)
    if rank is not None:
        return rank
    for length in (3, 2, 1, 0):
        first = token.index - length
        if first < sentence.start:
            continue
        words = [t.text.lower() for t in parsed.tokens[first : token.index]]
        role = roles.offices.get(" ".join([*words, lemma]))
        if role is not None:
            return role
    of = next((c for c in parsed.children(token, "prep") if c.text.lower() in ("of", "for")), None)
    if of is not None:
        after = parsed.tokens[of.index + 1 : of.index + 3]
        for length in (2, 1):
            phrase = " ".join([lemma, of.text.lower(), *(t.text.lower() for t in after[:length])])
            if phrase in roles.offices:
                return roles.offices[phrase]
    return None


def _rank_before(parsed: Parsed, token: Token) -> OfficeRole | None:
    """Return "former president" or "deputy foreign minister": offices that are not the office."""
    words, roles = _nouns_before(parsed, token), load_roles()
    if roles.sector(token.text) is None and _singular(token) not in roles.offices:
        return None
    ranks = [at for at, word in enumerate(words) if word in _NOT_THE_HOLDER]
    if not ranks:
        return None
    phrase = " ".join([*words[ranks[-1] :], _singular(token)])
    if len(ranks) > 1 and words[ranks[0]] in NO_LONGER_OR_NOT_YET:
        phrase = f"{words[ranks[0]]} {phrase}"  # "former Russian deputy prime minister"
    return roles.offices.get(phrase) or OfficeRole(phrase, (), ())


def _nouns_before(parsed: Parsed, token: Token) -> list[str]:
    """Return the nominal words directly before a noun, in lower case."""
    words: list[str] = []
    first = parsed.sentence_of(token).start
    for index in range(token.index - 1, max(first - 1, token.index - 1 - _REACH), -1):
        word = parsed.tokens[index]
        lowered = word.text.lower()
        if word.pos not in ("NOUN", "PROPN", "ADJ") and lowered not in _NOT_THE_HOLDER | {"-"}:
            break
        words.insert(0, lowered)
    return words


def is_plural(token: Token) -> bool:
    """Tell whether a noun is plural, also a title that its capital makes a name ("Ministers")."""
    return token.tag in ("NNS", "NNPS") or _capital_plural(token) is not None


def _capital_plural(token: Token) -> str | None:
    """Return the singular of a plural title in capitals, whose lemma the parser leaves as it is."""
    word = token.text.lower()
    if token.pos != "PROPN" or not word.endswith("s"):
        return None
    singular = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    roles = load_roles()
    return singular if singular in roles.offices or roles.sector(singular) is not None else None


def _singular(token: Token) -> str:
    title = _capital_plural(token)
    if title is not None:
        return title
    return token.lemma.lower() if token.tag in ("NNS", "NNPS") else token.text.lower()


def modifiers_of(parsed: Parsed, token: Token) -> list[Token]:
    """Return the words that modify a noun before it, and the words that modify those."""
    found: list[Token] = []
    queue = [c for c in parsed.children(token, *_MODIFIERS) if c.index < token.index]
    while queue:
        child = queue.pop(0)
        found.append(child)
        led = ("npadvmod",) if child.text.lower() == "led" else ()  # "U.S.-led forces"
        below = parsed.children(child, *_MODIFIERS, "conj", *led)
        queue += [c for c in below if c.index < token.index]
    return sorted(found, key=lambda t: t.index)


def complements_of(parsed: Parsed, token: Token) -> list[Token]:
    """Return the nouns that a noun's "of", "from", "for" or "at" phrase names."""
    return [
        noun
        for prep in parsed.children(token, "prep")
        if prep.text.lower() in _OF
        for noun in parsed.children(prep, "pobj")
    ]


def phrase_words(parsed: Parsed, token: Token) -> str:
    """Return the words of a noun phrase without article, relative clause or apposition."""
    first = min([token.index, *(m.index for m in modifiers_of(parsed, token))])
    counted = [c.index for c in parsed.children(token, "nummod") if c.index < token.index]
    last = token.index
    for preposition in parsed.children(token, "prep"):
        if preposition.text.lower() == "of" and preposition.index == token.index + 1:
            last = max(
                t.index
                for t in parsed.subtree(preposition)
                if t.dep in ("prep", "pobj", "det", "compound", "amod", "poss", "case")
            )
    span = parsed.span_of(parsed.tokens[min([first, *counted]) : last + 1])
    words = " ".join(span.of(parsed.text).split())
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        words = words.removeprefix(article)
    return words
