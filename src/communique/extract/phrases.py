"""Noun phrases that describe actors: their country, office and sector, from their modifiers."""

from __future__ import annotations

from communique.extract.roles import OfficeRole, load_roles
from communique.syntax import Parsed, Token

_MODIFIERS = ("amod", "compound", "nmod", "poss", "appos")
_OF = frozenset({"of", "from", "for", "at", "to"})


def office_role(parsed: Parsed, token: Token) -> OfficeRole | None:
    """Return the office that the noun ``token`` names with the words before it, or None.

    Tries the longest phrase first: "foreign minister" before "minister".
    """
    roles = load_roles()
    sentence = parsed.sentence_of(token)
    lemma = _singular(token)
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


def _singular(token: Token) -> str:
    return token.lemma.lower() if token.tag in ("NNS", "NNPS") else token.text.lower()


def modifiers_of(parsed: Parsed, token: Token) -> list[Token]:
    """Return the words that modify a noun before it, and the words that modify those."""
    found: list[Token] = []
    queue = [c for c in parsed.children(token, *_MODIFIERS) if c.index < token.index]
    while queue:
        child = queue.pop(0)
        found.append(child)
        queue += [
            c for c in parsed.children(child, *_MODIFIERS, "conj", "nmod") if c.index < token.index
        ]
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
    kept = [token]
    queue = [token]
    while queue:
        for child in parsed.children(queue.pop()):
            if child.dep in ("det", "relcl", "appos", "acl", "punct", "cc", "conj", "advcl", "predet"):
                continue
            kept.append(child)
            queue.append(child)
    ordered = sorted(kept, key=lambda t: t.index)
    run = [ordered[0]]
    for word in ordered[1:]:
        if word.index <= token.index or word.index == run[-1].index + 1:
            run.append(word)
    span = parsed.span_of(run)
    words = " ".join(span.of(parsed.text).split())
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        words = words.removeprefix(article)
    return words
