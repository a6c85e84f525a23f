"""What a group word asks for: "the two leaders", "both sides", "the trio", "they"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from communique.extract.actors.discourse import is_person, load_anaphoric_words
from communique.records import Party
from communique.syntax import Parsed, Token

_POINTING = frozenset({"the", "these", "those", "both"})
_OWNING = frozenset({"of", "from"})
_RESTRICTING = _OWNING | {"in", "at", "on", "with", "without", "for", "under"}
_NOT_OWNERS = frozenset({"them", "state", "government", "delegation", "mission"})
_BEFORE = ("amod", "compound", "nmod", "poss", "advmod")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a group word asks for: people or states (None: either), and how many (None: several).

    ``near``: a bare "they" is only the subject of this sentence or the one before.
    """

    people: bool | None
    size: int | None
    near: bool = False

    def fit(self, named: Sequence[Party]) -> bool:
        """Tell whether parties named together are as many and of the kind that is asked for."""
        countries = {p.country for p in named}
        if self.people and not all(map(is_person, named)):
            return False
        if self.size is None:
            return len(countries) == len(named) > 1
        colleagues = len(named) > 2 and all(map(is_person, named)) and len(countries) > 1
        return len(named) == self.size and (len(countries) == self.size or colleagues)


def wanted(parsed: Parsed, token: Token, named: Collection[int]) -> Wanted | None:
    """Return what a word asks for, or None where it is no word for a group told of before.

    Args:
        parsed: the document's parse.
        token: the word.
        named: the indexes of tokens that name actors or point to them.
    """
    words, word = load_anaphoric_words(), token.text.lower()
    if word in words.people or word in words.states:
        return _of_noun(parsed, token, named)
    if word not in words.groups:
        return None
    size = words.numbers.get(word)
    if size is None:
        return Wanted(None, 2, near=True)
    return Wanted(None, size) if _is_whole(parsed, token) else None


def number_of(parsed: Parsed, token: Token) -> int | None:
    """Return how many a phrase counts: "three hostages", "the trio", "both men"."""
    numbers = load_anaphoric_words().numbers
    own = numbers.get(token.text.lower())
    if own is not None:
        return own
    before = parsed.children(token, "nummod", "det", "predet")
    return next((numbers[c.text.lower()] for c in before if c.text.lower() in numbers), None)


def _is_whole(parsed: Parsed, token: Token) -> bool:
    """Tell "the three said" from "three men", "a pair of shoes" and "the three who fled"."""
    if token.dep in ("nummod", "det", "predet", "compound", "quantmod"):
        return False
    before = {c.text.lower() for c in parsed.children(token, "det", "predet")}
    definite = token.text.lower() == "both" or bool(before & (_POINTING | {"all"}))
    return definite and not _is_restricted(parsed, token, _RESTRICTING)


def _is_restricted(parsed: Parsed, token: Token, prepositions: frozenset[str]) -> bool:
    """Tell whether words after or before a noun say which ones are meant."""
    if token.index + 2 < len(parsed.tokens):
        after, beyond = parsed.tokens[token.index + 1 : token.index + 3]
        if after.text.lower() in prepositions and after.head == token.index:
            return beyond.text.lower() not in _NOT_OWNERS
        if after.text != "," and parsed.children(token, "acl", "relcl"):
            return True
    before = (c.text.lower() for c in parsed.children(token, *_BEFORE))
    return not load_anaphoric_words().narrowing.isdisjoint(before)


def _of_noun(parsed: Parsed, token: Token, named: Collection[int]) -> Wanted | None:
    words, word = load_anaphoric_words(), token.text.lower()
    if token.tag not in ("NNS", "NNPS") or _is_restricted(parsed, token, _OWNING):
        return None
    before = parsed.children(token, *_BEFORE)
    if any(c.index in named for b in before for c in (b, *parsed.children(b))):
        return None
    people, count = word in words.people, number_of(parsed, token)
    pointing = {c.text.lower() for c in parsed.children(token, "det", "predet")} & _POINTING
    if count is not None:
        ours = any(b.dep == "poss" for b in before)
        return Wanted(people, count) if pointing or ours else None
    phrase = " ".join([*(b.text.lower() for b in before), word])
    return Wanted(people, None) if pointing and phrase in words.bare else None
