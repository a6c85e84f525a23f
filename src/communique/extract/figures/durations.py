"""Lengths of time: told from dates and from distances between happenings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from communique.extract.figures.counted import Counted, find_unit
from communique.extract.figures.lexicon import Lexicon, Unit
from communique.extract.figures.numerals import Numeral
from communique.extract.figures.qualifiers import read_qualifier
from communique.extract.figures.ranges import Quantity
from communique.spans import Span, hull

_POINTS = re.compile(
    r"\s?(?:straight|long)?\s?(?:ago|later|earlier|after|before|beforehand|from now|since|hence|"
    r"prior|of age|old|on from|into|ahead)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:last|past|next|coming|previous|preceding|following|recent|first|every|final|these|those|"
    r"the)\s(?:few\s|full\s)?\Z",
    re.IGNORECASE,
)
_IN = re.compile(r"\bin\s(?:just\s|only\s|the\s)?\Z", re.IGNORECASE)
_SINCE_LAST = re.compile(
    r"\b(?:first|second|third|fourth|fifth|only|last|most|worst|best|least|(?!inter)\w{2,}est)\b",
    re.I,
)
_ARTICLE = re.compile(
    r"(?<!\w)(?P<number>half an?|an?)\s(?P<unit>minute|hour|day|week|month|year|decade|century)\b"
    r"(?P<half>\sand a half)?",
    re.IGNORECASE,
)
_HALF = re.compile(r"\sand a half\b", re.IGNORECASE)
_LASTED = re.compile(
    r"\b(?:lasted|lasting|lasts|took|spent|talked for|spoke for|met for|"
    r"lasted for|ran for|running)\s\Z",
    re.IGNORECASE,
)


# "Two hours and 15 minutes" are 135 minutes.
_SMALLER = {"hours": ("minutes", 60), "years": ("months", 12), "minutes": ("seconds", 60)}
_JOINT = re.compile(r",?\s(?:and\s)?")
_DURING = re.compile(r"\bover\s(?:the\s)?\Z", re.IGNORECASE)
_TAKING = re.compile(
    r"\b(?:last\w*|took|takes?|taking|for|after|of|in|than|talked|met)\sover\s\Z", re.I
)


def join_lengths(text: str, numerals: Sequence[Numeral], lexicon: Lexicon) -> list[Numeral]:
    """Join the two numbers of "two hours and 15 minutes" into one number of minutes."""
    joined: list[Numeral] = []
    for numeral in numerals:
        if joined and (both := _one_length(text, joined[-1], numeral, lexicon)) is not None:
            joined[-1] = both
        else:
            joined.append(numeral)
    return joined


def _one_length(text: str, first: Numeral, second: Numeral, lexicon: Lexicon) -> Numeral | None:
    long, short = find_unit(text, first, lexicon), find_unit(text, second, lexicon)
    if long is None or short is None or first.ordinal or second.ordinal:
        return None
    smaller, factor = _SMALLER.get(long.unit.name, ("", 0))
    between = _JOINT.fullmatch(text, long.span.end, second.span.start)
    if short.unit.name != smaller or between is None or second.value >= factor:
        return None
    value = first.value * factor + second.value
    return Numeral(hull([first.span, second.span]), value, False, second.digits)


def is_length(text: str, number: Span, phrase: Span, lexicon: Lexicon) -> bool:
    """Tell whether a number of hours, days or years is how long something took or may take.

    "Two days later", "in the past five years" and "in three weeks" place a happening in time;
    "the first visit in 24 years" and "in less than a month" do tell a length.
    """
    if _POINTS.match(text, phrase.end):
        return False
    qualifier, widened = read_qualifier(text, phrase, lexicon, kind="time")
    start = max(0, widened.start - 20)
    over = _DURING.search(text, max(0, phrase.start - 9), phrase.start)
    if over and not _TAKING.search(text, max(0, over.start() - 12), phrase.start):
        return False
    if _NAMED.search(text, start, widened.start) and "-" not in phrase.of(text):
        return False
    if _IN.search(text, start, widened.start) and qualifier == "exact":
        return bool(_SINCE_LAST.search(text, max(0, number.start - 90), number.start))
    return True


def find_article_times(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[Numeral]:
    """Yield the "an" of "about an hour", "lasted a week" and "half an hour" as numbers."""
    for match in _ARTICLE.finditer(text, sentence.start, sentence.end):
        span = Span(match.start("number"), match.end("number"))
        phrase = Span(match.start(), match.end())
        words = match.group("number").lower()
        value = Decimal("0.5") if words.startswith("half") else Decimal(1)
        value += Decimal("0.5") if match.group("half") else 0
        qualified = read_qualifier(text, phrase, lexicon, kind="time")[0] != "exact"
        lasted = _LASTED.search(text, max(0, span.start - 14), span.start)
        if qualified or lasted or words.startswith("half"):
            yield Numeral(span, value, False, False)


def with_half(text: str, phrase: Span) -> Span:
    """Widen "an hour" to "an hour and a half"."""
    return (
        Span(phrase.start, phrase.end + len(" and a half"))
        if _HALF.match(text, phrase.end)
        else phrase
    )


def in_minutes(quantity: Quantity, counted: Counted) -> tuple[Quantity, Counted]:
    """Turn half an hour into 30 minutes, so that reports of one length compare."""
    numeral = quantity.numeral
    if counted.unit.name != "hours" or numeral.value >= 1:
        return quantity, counted
    minutes = Numeral(numeral.span, numeral.value * 60, False, numeral.digits)
    return Quantity(minutes, quantity.span), Counted(Unit("minutes", "time"), None, counted.span)
