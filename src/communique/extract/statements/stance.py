"""Attributions by a noun or an adjective: "X's claim that S", "X is confident that S"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import edges, noun_phrase, tidy_all
from communique.extract.statements.sources import can_speak
from communique.spans import Span
from communique.syntax import Token

_CARRIED_BY = frozenset({"for", "of", "on", "to", "about", "against", "over", "in", "with"})


def adjective_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X is confident that S" and "X was critical of S"."""
    parsed = report.parsed
    for word in parsed.tokens:
        if word.lemma not in report.lexicon.adjectives or word.dep != "acomp":
            continue
        verb = parsed.head(word)
        speaker = parsed.child(verb, "nsubj")
        if verb.lemma != "be" or speaker is None or report.quote_at(word.span.start) is not None:
            continue
        if parsed.child(verb, "neg") or not can_speak(report, speaker):
            continue
        span = _carried_clause(report, word, bare=True)
        if span is not None and len(parsed.tokens_in(span)) > 2 and speaker.index < verb.index:
            yield Attribution(
                cue=(Span(verb.span.start, word.span.end),),
                content=(span,),
                source=(noun_phrase(parsed, speaker),),
                speaker=speaker,
            )


def noun_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X's claim that S" and "X's promise to do S"."""
    parsed = report.parsed
    for noun in parsed.tokens:
        if noun.lemma not in report.lexicon.nouns or noun.pos != "NOUN":
            continue
        owner = parsed.child(noun, "poss")
        if owner is None or report.quote_at(noun.span.start) is not None:
            continue
        span = _carried_clause(report, noun)
        if span is None or not can_speak(report, owner):
            continue
        yield Attribution(
            cue=(noun.span,),
            content=(span,),
            source=(noun_phrase(parsed, owner),),
            speaker=owner,
        )


def _carried_clause(report: Report, word: Token, *, bare: bool = False) -> Span | None:
    """Return what a noun or adjective carries: "that S", "to do S", "of S".

    Args:
        report: the document.
        word: the noun or adjective.
        bare: accept a clause without "that".
    """
    parsed = report.parsed
    for clause in parsed.children(word, "acl", "ccomp", "relcl", "xcomp", "prep"):
        if clause.index <= word.index:
            continue
        first, last = edges(parsed, clause)
        opener = parsed.tokens[max(first, word.index + 1)]
        name = opener.text.lower()
        if opener.index != word.index + 1 or (name == "that" and opener.dep != "mark"):
            continue
        if clause.dep == "prep":
            if name not in _CARRIED_BY or last == clause.index:
                continue
        elif name not in ("that", "to") and not (bare and clause.dep == "ccomp"):
            continue
        skip = name == "that" or clause.dep == "prep"
        start = opener.span.end if skip else opener.span.start
        end = parsed.tokens[last].span.end
        return next(iter(tidy_all(report.text, [Span(start, end)])), None)
    return None
