"""Subjects that the parser missed: a name taken for a modal, a subject that follows its verb."""

from __future__ import annotations

from functools import cache

from communique.knowledge.files import read_yaml
from communique.syntax import Parsed, Token


@cache
def clause_words(section: str) -> frozenset[str]:
    """Return a word list of ``data/clause.yaml``."""
    return frozenset(read_yaml("communique.extract", "clause.yaml")[section])


def misread_subject(parsed: Parsed, predicate: Token) -> Token | None:
    """Return the subject of a verb that the parser left without one, if a known misreading fits."""
    return (
        _mistaken_modal(parsed, predicate)
        or _stolen_subject(parsed, predicate)
        or _subject_after(parsed, predicate)
        or _subject_after_day(parsed, predicate)
    )


def _mistaken_modal(parsed: Parsed, predicate: Token) -> Token | None:
    """Return "May" where the parser took the name for the modal: no modal stands before a past."""
    if predicate.tag != "VBD":
        return None
    return next((a for a in parsed.children(predicate, "aux") if a.text == "May"), None)


def _stolen_subject(parsed: Parsed, predicate: Token) -> Token | None:
    """Return the subject that the parser hung under a conjunction: "since Iran left"."""
    if predicate.dep not in ("advcl", "relcl", "conj", "acl") or predicate.tag not in (
        "VBD",
        "VBZ",
        "VBP",
    ):
        return None
    if predicate.index == 0 or parsed.children(predicate, "aux"):
        return None
    before = parsed.tokens[predicate.index - 1]
    opener = parsed.head(before)
    stolen = before.dep == "pobj" and opener.text.lower() in clause_words("clause_openers")
    return before if stolen else None


def _subject_after(parsed: Parsed, predicate: Token) -> Token | None:
    """Return the subject that follows its verb: "To Minsk arrived the prime minister"."""
    if predicate.tag not in ("VBD", "VBZ", "VBP") or predicate.lemma not in clause_words(
        "inverting"
    ):
        return None
    fronted = [t for t in parsed.children(predicate, "prep", "advmod") if t.index < predicate.index]
    return parsed.child(predicate, "dobj", "attr") if fronted else None


def _subject_after_day(parsed: Parsed, predicate: Token) -> Token | None:
    """Return the subject that the parser took for a part of the day: "On Friday envoys were"."""
    for preposition in parsed.children(predicate, "prep"):
        noun = parsed.child(preposition, "pobj")
        if noun is None or preposition.index > predicate.index or noun.entity == "DATE":
            continue
        day = parsed.tokens[preposition.index + 1]
        if day.entity == "DATE" and day.head == noun.index and day.dep == "compound":
            return noun
    return None
