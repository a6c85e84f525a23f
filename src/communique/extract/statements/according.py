"""Attributions by a preposition: "according to X, S", "S, according to X, citing Y"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import edges, tidy_all, without
from communique.extract.statements.relay import cited
from communique.extract.statements.sources import source_span
from communique.spans import Span, hull
from communique.syntax import Token


def according_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "according to X, S", "S, according to X" and "X, citing Y, S"."""
    for token in report.parsed.tokens:
        if token.text.lower() in report.lexicon.according:
            found = _according(report, token)
            if found is not None:
                yield found


def _according(report: Report, token: Token) -> Attribution | None:
    parsed = report.parsed
    if report.quote_at(token.span.start) is not None or token.index + 1 >= len(parsed.tokens):
        return None
    to = parsed.tokens[token.index + 1]
    if to.text.lower() != "to":
        return None
    head = parsed.child(to, "pobj") or parsed.child(token, "pobj")
    if head is None or head.index < to.index:
        return None
    cue = Span(token.span.start, to.span.end)
    source = source_span(report, head, to)
    sentence = parsed.sentence_of(token)
    aside = hull([cue, source])
    after = edges(parsed, head)[1] + 1
    relayed = cited(report, head.index + 1, min(sentence.end, after + 3))
    if relayed is not None:
        aside = hull([aside, relayed[1]])
    aside = _to_comma(report, token, aside, sentence.span.end)
    parts = tidy_all(report.text, without(_scope(report, token), [aside]))
    if not parts:
        return None
    content = unmarked(report, parts)
    if relayed is not None:
        named, span = relayed
        return Attribution(
            cue=(cue,), content=content, source=(span,), speaker=named, via=(head,)
        )
    return Attribution(cue=(cue,), content=content, source=(source,), speaker=head)


def _to_comma(report: Report, token: Token, aside: Span, end: int) -> Span:
    """Stretch a leading "according to X, who ..." to the comma before the clause."""
    sentence = report.parsed.sentence_of(token)
    if token.index > sentence.start + 1:
        return aside
    comma = report.text.find(",", aside.end, end)
    return Span(aside.start, comma) if 0 <= comma - aside.end <= 3 else aside


def _scope(report: Report, token: Token) -> Span:
    """Return the sentence, or only the part of it that "according to" belongs to."""
    parsed = report.parsed
    sentence = parsed.sentence_of(token)
    for index in range(token.index - 1, sentence.start, -1):
        if parsed.tokens[index].text == ";":
            return Span(parsed.tokens[index].span.end, sentence.span.end)
    return sentence.span


def unmarked(report: Report, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the parts without the marks of those that are one quotation each."""
    quotes = {q.whole: q.inside for q in report.quotes}
    return tuple(quotes.get(p, p) for p in parts)
