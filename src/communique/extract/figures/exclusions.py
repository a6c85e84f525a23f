"""Numbers that are no figures: dates, clock times, ages, labels, scores, idioms."""

from __future__ import annotations

import re

from communique.extract.figures.lexicon import Lexicon
from communique.extract.figures.numerals import Numeral
from communique.spans import Span
from communique.syntax import Parsed, Token

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LIST = rf"{_DAY}(?:\s?(?:-|–|and|to|or|,)\s?{_DAY}(?![\d,.]\d|\d))*"
_DATED = re.compile(
    rf"\b{_MONTH}\s{_LIST}(?!\d|[.,]\d)(?:,?\s\d{{4}})?"
    rf"|\b{_LIST}\s(?:of\s)?{_MONTH}\b(?:,?\s\d{{4}})?|\b{_MONTH},?\s\d{{4}}\b"
    r"|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:/\d+)?\b|\b(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:\d\d|\d{4})\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{1,2}(?:\.\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock|o’clock)"
    r"|\b\d{1,2}\.?\d\d\s?(?:GMT|UTC|CET|EST|EDT|MSK|IST|BST|hours local)\b"
    r"|\b\d{3}-\d{4}\b|\+\d[\d -]+|\b\d+/\d+\b|\b(?:1[5-9]|20)\d0s\b|['’]\d0s\b"
    rf"|\b(?:{_MONTH}|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s\d{{1,2}}\b(?!,\d|\s(?:million|billion))"
)
_AGE = re.compile(r"[- ]years?[- ]old\b|[- ]years? of age\b|[- ]year-old", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged|age|age of|ages|born in|since|in the year|then|turned|turns)\s\Z", re.I
)
_APPOSED_AGE = re.compile(r"[^\W\d]\w*,\s\Z")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_FIRST_OF_LIST = re.compile(r"\A\s*(?:\(?\d{1,2}[.)]|[-•*]\s?\d{1,2}[.)])\s")
_SEQUENCE = re.compile(r"\b(?:first|last|next|past|previous|top|bottom|final|coming)\s\Z", re.I)


def find_excluded(text: str, sentence: Span, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the ranges of a sentence whose numbers are dates, clock times or fixed phrases."""
    found = [Span(m.start(), m.end()) for m in _DATED.finditer(text, sentence.start, sentence.end)]
    found += [
        Span(m.start(), m.end())
        for m in lexicon.idioms.finditer(text, sentence.start, sentence.end)
    ]
    numbered = _FIRST_OF_LIST.match(text[sentence.start : sentence.end])
    if numbered:
        found.append(Span(sentence.start, sentence.start + numbered.end()))
    return tuple(found)


def is_label(parsed: Parsed, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell whether the number is part of a name: "Article 5", "Resolution 2231", "Apollo 11"."""
    token = parsed.tokens_in(numeral.span)[0]
    if token.index == 0:
        return False
    before = parsed.tokens[token.index - 1]
    if before.pos == "PROPN" and _names_model(parsed, before, token):
        return True
    if before.sentence != token.sentence or not before.text[-1:].isalnum():
        return before.text in {"#", "№"} or before.text.lower() in {"no.", "nr."}
    if lexicon.has("numbered", before.lemma) or lexicon.has("numbered", before.text.lower()):
        return before.pos in ("NOUN", "PROPN") and parsed.head(token).index <= token.index
    return before.pos == "PROPN" and token.dep == "nummod" and token.head == before.index


def _names_model(parsed: Parsed, name: Token, number: Token) -> bool:
    """Tell whether a number belongs to the name before it: the 2 of "14 Leopard 2 tanks"."""
    noun = parsed.head(number)
    shared = name.dep in ("compound", "nmod") and name.head == number.head
    return shared and noun.pos == "NOUN" and noun.index > number.index and number.text.isdigit()


def is_age(text: str, span: Span) -> bool:
    """Tell whether the number is an age: "Sergei Skripal, 66,", "66-year-old", "aged 12"."""
    if _AGE.match(text, span.end) or _AGED.search(text, max(0, span.start - 16), span.start):
        return True
    closes = text[span.end : span.end + 1] in (",", ".", ";", ")", "")
    return closes and bool(_APPOSED_AGE.search(text, max(0, span.start - 30), span.start))


def is_year(text: str, span: Span) -> bool:
    """Tell whether four digits without a comma can be a year."""
    return bool(_YEAR.match(span.of(text)))


def is_attached(text: str, span: Span) -> bool:
    """Tell whether letters or marks directly after the number make it a code or a score."""
    after = text[span.end : span.end + 2]
    if not after:
        return False
    return after[0].isalpha() or after[0] in "_/'’" or (after[0] in ".:" and after[1:].isdigit())


def follows_sequence(text: str, span: Span) -> bool:
    """Tell whether "the first two", "the next ten": the number says which, not how many."""
    return bool(_SEQUENCE.search(text, max(0, span.start - 12), span.start))
