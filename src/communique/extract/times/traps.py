"""Words that look like times and are none: Theresa May, "may", 2000 troops, the Sun."""

from __future__ import annotations

import re

from communique.extract.times.vocabulary import DOUBTFUL_MONTHS
from communique.spans import Span
from communique.syntax import Parsed

_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|from|to|through|before|after|during|of|and|or|for|between|every|"
    r"each|around|about|both|late|early|mid|next|last|this|,|\(|end|the)[\s-]*$",
    re.IGNORECASE,
)
_BEFORE_NO_YEAR = re.compile(
    r"(?:\b(?:No|Nos|number|resolution|resolutions|UNSCR|UNSC|article|flight|room|page|paragraph|"
    r"Rs|USD|EUR|US|decree|directive|section|highway|model|boeing|airbus)\.?|[$€£¥#+×/.:=])\s*$",
    re.IGNORECASE,
)
_QUANTITY_BEFORE = re.compile(
    r"\b(?:about|around|some|nearly|almost|over|roughly|approximately|least|most|than|estimated|"
    r"another|additional|total of|up to|only|first)\s+$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|km|kms|kilomet|met(?:re|er)s?\b|mi(?:les?)?\b|kg|tonn?e?s?\b|tons\b|"
    r"MW|GW|barrels|dollars|euros|yuan|rubles|roubles|pounds|rupees|people|troops|soldiers|men\b|"
    r"women\b|miles|feet|points|hours|GMT|hrs|[°$€£])",
    re.IGNORECASE,
)
_BEFORE_HOUR = re.compile(r"\b(?:at|by|until|till|around|about|before|after|since)\s+$", re.I)
_NAME_AFTER = re.compile(r"\s+(?!I\b)[A-Z][a-z]+")


def is_trap(parsed: Parsed, rule: str, span: Span) -> bool:
    """Tell whether what ``rule`` found at ``span`` is no time in this text."""
    if rule == "month":
        return _is_name_or_verb(parsed, span)
    if rule in ("year", "two years"):
        return _is_number(parsed, span)
    if rule == "length":
        return _is_rate_or_share(parsed, span)
    if rule == "unit":
        quoted = parsed.text[max(0, span.start - 1) : span.start] in ('"', "“", "‘", "'", "`")
        return quoted and span.of(parsed.text).istitle()
    if rule == "clock":
        words = span.of(parsed.text).lower()
        before = parsed.text[max(0, span.start - 12) : span.start]
        return words in ("noon", "midday", "midnight") and not _BEFORE_HOUR.search(before)
    return False


def _is_rate_or_share(parsed: Parsed, span: Span) -> bool:
    """Tell "$5 a day" and "a quarter of the votes" from lengths of time."""
    words = span.of(parsed.text).lower()
    if re.search(r"\bquarters?$", words):
        return words.endswith(("quarter", "three-quarters"))
    if not re.match(r"an?\s\w+$", words):
        return False
    tokens = parsed.tokens_in(Span(max(0, span.start - 2), span.start))
    return bool(tokens) and (tokens[-1].pos in ("NUM", "SYM") or tokens[-1].tag in ("NNS", "NN"))


def _is_name_or_verb(parsed: Parsed, span: Span) -> bool:
    words = span.of(parsed.text)
    if words.lower() not in DOUBTFUL_MONTHS:
        return False
    tokens = parsed.tokens_in(span)
    before = parsed.text[max(0, span.start - 24) : span.start]
    after = parsed.text[span.end : span.end + 24]
    if any(token.entity == "PERSON" or token.pos in ("AUX", "VERB") for token in tokens):
        return True
    accompanied = bool(_BEFORE_MONTH.search(before))
    if words.lower() in ("may", "march"):
        return not accompanied or after.startswith(("'s", "’s"))
    return not accompanied and bool(_NAME_AFTER.match(after))


def _is_number(parsed: Parsed, span: Span) -> bool:
    words = span.of(parsed.text)
    if not words.isdigit():
        return False
    before = parsed.text[max(0, span.start - 24) : span.start]
    after = parsed.text[span.end : span.end + 24]
    if _BEFORE_NO_YEAR.search(before) or _UNIT_AFTER.match(after):
        return True
    counts = _counts_plural(parsed, span)
    return counts and (words.endswith("00") or bool(_QUANTITY_BEFORE.search(before)))


def _counts_plural(parsed: Parsed, span: Span) -> bool:
    """Tell whether the parse takes the number as the count of a plural noun."""
    tokens = parsed.tokens_in(span)
    if not tokens or tokens[0].dep != "nummod":
        return False
    noun = parsed.head(tokens[0])
    return noun.tag in ("NNS", "NNPS") and noun.index > tokens[0].index
