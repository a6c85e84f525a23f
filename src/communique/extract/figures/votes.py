"""Votes: "by 287 votes to 55", "voted 141-5", "93 in favour, 24 against and 58 abstentions"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.extract.figures.lexicon import Unit
from communique.extract.figures.numerals import Numeral
from communique.extract.figures.ranges import Quantity
from communique.spans import Span

_VOTES = Unit("votes", "things")
_VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing)|ballots?|abst\w+)\b", re.IGNORECASE)
_TO = re.compile(r"(?P<votes>\svotes?)?\s(?:to|against)\s|\s?[-–—]\s?")
_VOTED = re.compile(r"\b(?:vot(?:ed|ing)(?:\sby)?|votes? of|by a margin of)\s\Z", re.IGNORECASE)
_A_VOTE = re.compile(r"[-\s](?:vote|majority)\b", re.IGNORECASE)
_SIDES = (
    ("votes for", re.compile(r"\s(?:votes?\s)?(?:in favou?r|for and\b)", re.IGNORECASE)),
    ("votes against", re.compile(r"\s(?:votes?\s)?against\b", re.IGNORECASE)),
    ("abstentions", re.compile(r"\s(?:abstentions?|abstain\w*)\b", re.IGNORECASE)),
)


def find_votes(text: str, sentence: Span, numerals: Sequence[Numeral]) -> list[Quantity]:
    """Return the counts of a vote among the numbers of a sentence, each with its side."""
    if not _VOTING.search(text, sentence.start, sentence.end):
        return []
    found: list[Quantity] = []
    for index, numeral in enumerate(numerals):
        if any(q.span.overlaps(numeral.span) for q in found):
            continue
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        if second is not None and _is_pair(text, numeral, second):
            found.append(_counted(text, numeral, "votes for"))
            found.append(_counted(text, second, "votes against"))
            continue
        for measure, pattern in _SIDES:
            if pattern.match(text, numeral.span.end) and not numeral.ordinal:
                found.append(_counted(text, numeral, measure))
                break
    return found


def _is_pair(text: str, first: Numeral, second: Numeral) -> bool:
    """Tell whether two numbers are the two sides of one vote."""
    middle = _TO.fullmatch(text, first.span.end, second.span.start)
    if middle is None or first.ordinal or second.ordinal:
        return False
    if middle.group("votes") or _A_VOTE.match(text, second.span.end):
        return True
    return bool(_VOTED.search(text, max(0, first.span.start - 20), first.span.start))


def _counted(text: str, numeral: Numeral, measure: str) -> Quantity:
    side = next((m for name, p in _SIDES if (m := p.match(text, numeral.span.end))), None)
    votes = re.compile(r"\svotes?\b").match(text, numeral.span.end)
    end = side.end() if side else votes.end() if votes else numeral.span.end
    span = Span(numeral.span.start, end)
    return Quantity(numeral, span, unit=_VOTES, measure=measure)
