"""Attributions by "in": "in X's view, S", "in the words of X, S", "in the latest poll, S"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.according import unmarked
from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import tidy_all
from communique.extract.statements.sources import can_speak, source_span
from communique.spans import Span, trim
from communique.syntax import Token


def opinion_attributions(report: Report) -> Iterator[Attribution]:
    """Yield what "in X's view", "in the words of X" and "in the latest poll" attribute."""
    for token in report.parsed.tokens:
        if token.text.lower() == "in" and token.dep == "prep":
            found = _opinion(report, token)
            if found is not None:
                yield found


def _opinion(report: Report, token: Token) -> Attribution | None:
    noun = report.parsed.child(token, "pobj")
    if noun is None or report.quote_at(token.span.start) is not None:
        return None
    owner = noun if noun.lemma in report.lexicon.polls else _holder(report, noun)
    if owner is None or not can_speak(report, owner):
        return None
    aside = report.parsed.span_of(report.parsed.subtree(token))
    content = _set_off(report, token, aside)
    source = source_span(report, owner, token)
    cue = _cue(report, token, noun, owner, source)
    if not content or cue.overlaps(source):
        return None
    return Attribution(cue=(cue,), content=content, source=(source,), speaker=owner)


def _holder(report: Report, noun: Token) -> Token | None:
    """Return X of "X's view" and "the words of X", None for another noun."""
    parsed = report.parsed
    if noun.lemma not in report.lexicon.words_of:
        return None
    of = next((p for p in parsed.children(noun, "prep") if p.text.lower() == "of"), None)
    return parsed.child(noun, "poss") or (parsed.child(of, "pobj") if of is not None else None)


def _cue(report: Report, token: Token, noun: Token, owner: Token, source: Span) -> Span:
    if owner == noun:
        return token.span
    if owner.index < noun.index:
        return noun.span
    return trim(report.text, Span(token.span.start, source.start))


def _set_off(report: Report, token: Token, aside: Span) -> tuple[Span, ...]:
    """Return the sentence that an aside opens or ends, set off by a comma."""
    sentence = report.parsed.sentence_of(token).span
    before, after = Span(sentence.start, aside.start), Span(aside.end, sentence.end)
    opens = not any(c.isalnum() for c in before.of(report.text))
    comma = after.of(report.text).lstrip()[:1] == ","
    ends = before.of(report.text).rstrip()[-1:] == "," and not any(
        c.isalnum() for c in after.of(report.text)
    )
    if not (opens and comma) and not ends:
        return ()
    return unmarked(report, tidy_all(report.text, (after if opens else before,)))
