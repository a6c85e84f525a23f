"""Attributions by a colon: "X: S" in headlines, captions and transcripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import tidy_all
from communique.spans import Span
from communique.syntax import Token

_COLON = re.compile(r"\s*:\s+(?=\S)")
_HEADLINE = 160


def colon_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X: S" where X is a name able to speak: headlines, captions, transcripts."""
    skipped = frozenset(report.parsed.skipped)
    for number, block in enumerate(report.parsed.blocks):
        if number in skipped:
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
