"""Where a reported clause begins and ends: day names, datelines, marks, and other cues cut it."""

from __future__ import annotations

import re

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import edges
from communique.spans import Span
from communique.syntax import Token

_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ ,/]+[\w.]+){0,6}\s*(?:\([^)]{1,40}\)\s*)?(?:—|–|--|-|:)\s+(?=\S)"
)
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today",
     "yesterday", "tonight"}
)  # fmt: skip


def without_dateline(report: Report, span: Span) -> Span:
    """Leave out a dateline such as "PARIS, May 2 (Agency) —" at the start of a paragraph."""
    if any(b.start == span.start for b in report.parsed.blocks):
        dateline = _DATELINE.match(report.text, span.start, span.end)
        if dateline is not None:
            return Span(dateline.end(), span.end)
    return span


def unquoted(report: Report, span: Span) -> Span:
    """Strip the marks where one quotation is the whole content."""
    quote = report.quote_at(span.start)
    if quote and span.start == quote.whole.start and span.end in (
        quote.whole.end, quote.whole.end - 1
    ):
        return quote.inside
    return span


def skip_lead(report: Report, start: Token, clause: Token) -> Token:
    """Step over a day name and "that" or a comma that the parse put into the clause."""
    tokens = report.parsed.tokens
    start = _after_day(report, start, clause)
    while start.index < clause.index and (
        start.text.lower() in _DAYS or start.text in (",", ":", "that")
    ):
        start = tokens[start.index + 1]
    return start


def _after_day(report: Report, start: Token, clause: Token) -> Token:
    """Step over "on Friday", which tells when something was said, before the subject."""
    tokens = report.parsed.tokens
    if start.text.lower() not in ("on", "late", "early", "in") or start.dep == "mark":
        return start
    index = start.index + 1
    while index < clause.index and tokens[index].entity in ("DATE", "TIME"):
        index += 1
    stepped = start.index + 1 < index < clause.index and tokens[index].text != ","
    return tokens[index] if stepped else start


def clause_end(report: Report, cue: Token, clause: Token) -> int:
    """Return where a clause right of its cue ends, before clauses with a cue of their own."""
    parsed = report.parsed
    sentence = parsed.sentence_of(cue)
    _, last = edges(parsed, clause)
    last = min(max(last, clause.index), sentence.end - 1)
    for token in parsed.tokens[clause.index + 1 : last + 1]:
        cut = foreign_start(report, token)
        if cut is not None and cut > clause.index:
            last = cut - 1
            break
    end = parsed.tokens[last].span.end
    quote = report.quote_at(end - 1)
    if quote is not None and quote.whole.start > cue.span.end and quote.whole.end > end:
        end = quote.whole.end
    return end


def foreign_start(report: Report, token: Token) -> int | None:
    """Return the index where another attribution begins inside a clause, or None."""
    parsed = report.parsed
    if report.quote_at(token.span.start) is not None:
        return None
    if token.text.lower() in report.lexicon.according and token.tag == "VBG":
        return token.index
    if cue_lemma(token) not in report.lexicon.senses:
        return None
    before = parsed.tokens[token.index - 1]
    if token.tag == "VBG" and before.text == ",":
        return token.index - 1
    own = parsed.child(token, "nsubj")
    named = own is not None and own.pos in ("NOUN", "PROPN")
    if token.dep == "conj" and named and token.tag in ("VBD", "VBZ") and own is not None:
        first, _ = edges(parsed, own)
        joint = parsed.tokens[first - 1]
        return joint.index if joint.dep == "cc" or joint.text == "," else None
    return None
