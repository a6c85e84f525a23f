"""How sure a name is meant as a place: the model, the gazetteer and the words around it vote.

The model knows from context what is a person; the gazetteer knows the names of small places that
the model never saw. The weights are votes, not probabilities; they were set by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.places.words import PlaceWords, load_place_words
from communique.knowledge.gazetteer import Entry
from communique.spans import Span
from communique.syntax import Parsed

_LABELS = {"GPE": 2.0, "LOC": 1.5, "NORP": 2.0, "FAC": 0.8, "ORG": 0.4, "PERSON": -1.5, "": 0.0}
_OTHER_LABEL = -1.0
_KNOWN = ("country", "region", "area", "water", "river")
_PARTIES = ("D", "R", "I")  # "Sen. Jane Doe, D-Braxton"
_SHORT = 3  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands in and about a name.

    ``label`` is the model's, empty for none; ``before`` and ``after`` are the words that touch it,
    empty where a comma or the like lies between; ``listed`` is set before "counties".
    """

    label: str
    proper: bool
    words: int
    last: str
    before: str
    after: str
    listed: bool


class Evidence:
    """Weighs the names of one parsed text."""

    def __init__(self, parsed: Parsed) -> None:
        self._text = parsed.text
        self._surnames = _surnames(parsed)

    def of(self, span: Span, entries: tuple[Entry, ...], around: Surroundings) -> float:
        """Return the evidence that the name at ``span`` is a place: above 1 is good evidence."""
        name, words = span.of(self._text), load_place_words()
        score = _LABELS.get(around.label, _OTHER_LABEL)
        score += _of_name(name, entries, around, words)
        score += _of_neighbours(around, words) + _of_persons(around, words)
        return score - 1.5 * (name in self._surnames)


def _of_name(
    name: str, entries: tuple[Entry, ...], around: Surroundings, words: PlaceWords
) -> float:
    score = 3.0 * (around.last in words.divisions) + 3.0 * around.listed
    if around.words == 1 and name in words.common:
        score -= 1.5
    if around.words > 1:
        score += 0.5
    if len(name) <= 2 or (len(name) <= _SHORT and not any(map(_is_known, entries))):
        score -= 1.5
    elif any(map(_is_known, entries)):
        score += 1.2
    if around.words == 1 and not around.proper and around.label == "":
        score -= 1.0
    return score


def _is_known(entry: Entry) -> bool:
    """Tell whether a place is a state or a region that English reports name by itself."""
    return entry.kind in _KNOWN and (not entry.region or entry.region.isalpha())


def _of_neighbours(around: Surroundings, words: PlaceWords) -> float:
    """Weigh "in NAME", "NAME police", "NAME Street"."""
    located = around.before.lower() in words.locative
    score = 1.0 * located + 1.0 * (around.after in words.institutions)
    if around.after in words.ways:
        score -= 2.0 if located else 4.0
    if around.after in words.brands:
        score -= 2.0
    return score


def _of_persons(around: Surroundings, words: PlaceWords) -> float:
    """Weigh "Mr. NAME", "Ann NAME", "NAME Smith"."""
    score = -2.5 * (around.before in words.titles)
    follows = around.before[:1].isupper() and around.before.lower() not in words.locative
    leads = around.after[:1].isupper() and around.after not in words.institutions
    if around.label in ("PERSON", "") and leads:
        score -= 1.0
    if around.label == "PERSON" and follows:
        score -= 2.0
    if follows and around.label != "ORG" and around.before not in _PARTIES:
        score -= 0.5
    return score


def _surnames(parsed: Parsed) -> frozenset[str]:
    """Return the last words of the persons' full names."""
    names = (n.span.of(parsed.text).split() for n in parsed.names if n.label == "PERSON")
    last = (words[-1] for words in names if len(words) > 1)
    return frozenset(word.removesuffix("'s").removesuffix("’s") for word in last)
