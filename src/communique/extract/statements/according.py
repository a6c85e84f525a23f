"""Attributions without a verb: "according to X, S", "in the words of X", "X: S"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import edges, noun_phrase, tidy_all, without
from communique.extract.statements.relay import cited
from communique.extract.statements.sources import can_speak, source_span
from communique.spans import Span, hull
from communique.syntax import Token

_COLON = re.compile(r"\s*:\s+(?=\S)")
_HEADLINE = 160
_CARRIED_BY = frozenset({"for", "of", "on", "to", "about", "against", "over", "in", "with"})


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
    content = _stripped(report, parts)
    if relayed is not None:
        named, span = relayed
        return Attribution(
            cue=(cue,), content=content, source=(span,), speaker=named, via=head
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


def _stripped(report: Report, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    quotes = {q.whole: q.inside for q in report.quotes}
    return tuple(quotes.get(p, p) for p in parts)


def colon_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X: S" where X is a name able to speak: headlines, captions, transcripts."""
    for number, block in enumerate(report.parsed.blocks):
        if number in report.parsed.skipped:
            continue
        found = _colon(report, block)
        if found is not None:
            yield found


def _colon(report: Report, block: Span) -> Attribution | None:
    text = report.text
    colon = _COLON.search(text, block.start, min(block.end, block.start + 60))
    if colon is None or report.quote_at(colon.start()) is not None:
        return None
    tokens = report.parsed.tokens_in(Span(block.start, colon.start()))
    if not 1 <= len(tokens) <= 5 or any(t.pos in ("VERB", "AUX", "ADP") for t in tokens):
        return None
    head = tokens[-1]
    if not _is_name(report, head, headline=block.length <= _HEADLINE):
        return None
    mark = text.index(":", colon.start())
    content = _after_colon(report, Span(colon.end(), block.end))
    if content is None:
        return None
    span = Span(tokens[0].span.start, head.span.end)
    return Attribution(
        cue=(Span(mark, mark + 1),), content=(content,), source=(span,), speaker=head
    )


def _is_name(report: Report, head: Token, *, headline: bool) -> bool:
    """Tell whether a word before a colon names a speaker; a dateline ("KYIV:") does not."""
    if head.entity == "PERSON":
        return True
    if not headline or head.text.isupper():
        return False
    lexicon, party = report.lexicon, report.parties.party(head)
    known = party is not None and party.actor_id is not None and head.pos == "PROPN"
    return known or head.lemma.lower() in lexicon.voices | lexicon.documents


def _after_colon(report: Report, rest: Span) -> Span | None:
    """Return the clause after the colon: it must hold a verb, or be one quotation."""
    quote = report.quote_at(rest.start)
    if quote is not None and quote.whole.start == rest.start:
        return quote.inside
    if rest.length > _HEADLINE and report.text.count(".", rest.start, rest.end) > 6:
        return None
    tokens = report.parsed.tokens_in(rest)
    finite = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
    if not finite or len(tokens) < 3:
        return None
    return next(iter(tidy_all(report.text, [rest])), None)


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
        if span is not None and speaker.index < verb.index:
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
