"""Attributions by a colon: "X: S" in headlines, captions and transcripts, "X's answer: "S""."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import noun_phrase, tidy_all
from communique.extract.statements.quotes import Quote
from communique.extract.statements.sources import can_speak
from communique.spans import Span
from communique.syntax import Token

_COLON = re.compile(r"\s*:\s+(?=\S)")
_HEADLINE = 160
_LONGEST_NAME = 5  # tokens
_LONGEST_SHORT_FORM = 3  # letters of "EU"; "KYIV" is a dateline
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Headlines leave out "is" and "will": "Spain to open embassy", "Talks making progress".
_HEADLINE_VERBS = _FINITE | {"VB", "VBN", "VBG"}


def colon_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X: S" where X is a name able to speak, and quotations after "X's answer:"."""
    skipped = frozenset(report.parsed.skipped)
    for number, block in enumerate(report.parsed.blocks):
        if number in skipped:
            continue
        found = _colon(report, block)
        if found is not None:
            yield found
    for quote in report.quotes:
        introduced = _introduced(report, quote)
        if introduced is not None:
            yield introduced


def _colon(report: Report, block: Span) -> Attribution | None:
    text = report.text
    colon = _COLON.search(text, block.start, min(block.end, block.start + 60))
    if colon is None or report.quote_at(colon.start()) is not None:
        return None
    headline = block.length <= _HEADLINE
    tokens = report.parsed.tokens_in(Span(block.start, colon.start()))
    speaking, spoken_to = _sides(tokens)
    if not 1 <= len(speaking) <= _LONGEST_NAME:
        return None
    head = speaking[-1]
    if any(t.pos in ("VERB", "AUX", "ADP") for t in speaking) or not _is_name(
        report, head, headline=headline
    ):
        return None
    mark = text.index(":", colon.start())
    content = _after_colon(report, head, Span(colon.end(), block.end), headline=headline)
    if content is None:
        return None
    return Attribution(
        cue=(Span(mark, mark + 1),),
        content=(content,),
        source=(Span(speaking[0].span.start, head.span.end),),
        speaker=head,
        addressee=spoken_to,
    )


def _sides(tokens: Sequence[Token]) -> tuple[Sequence[Token], Token | None]:
    """Return who speaks and, in "Macron to Trump: S", to whom."""
    to = next((i for i, t in enumerate(tokens) if t.text == "to"), None)
    if to is None or to + 1 >= len(tokens):
        return tokens, None
    return tokens[:to], tokens[-1]


def _is_name(report: Report, head: Token, *, headline: bool) -> bool:
    """Tell whether a word before a colon names a speaker; a dateline ("KYIV:") does not."""
    if head.entity == "PERSON":
        return True
    if not headline or (head.text.isupper() and len(head.text) > _LONGEST_SHORT_FORM):
        return False
    lexicon, party = report.lexicon, report.parties.party(head)
    known = party is not None and party.actor_id is not None and head.text[:1].isupper()
    return known or head.lemma.lower() in lexicon.voices | lexicon.documents


def _after_colon(report: Report, head: Token, rest: Span, *, headline: bool) -> Span | None:
    """Return the clause after the colon: it must hold a verb, or be one quotation."""
    quote = report.quote_at(rest.start)
    if quote is not None and quote.whole.start == rest.start:
        return quote.inside
    if rest.length > _HEADLINE and report.text.count(".", rest.start, rest.end) > 6:
        return None
    tokens = report.parsed.tokens_in(rest)
    wanted = _HEADLINE_VERBS if headline and report.parties.party(head) else _FINITE
    if len(tokens) < 3 or not any(t.tag in wanted for t in tokens):
        return None
    return next(iter(tidy_all(report.text, [rest])), None)


def _introduced(report: Report, quote: Quote) -> Attribution | None:
    """Read "the minister's answer: "S"" and "..., asked the envoy: "S"", which no verb governs."""
    before = report.text[: quote.whole.start].rstrip()
    mark = len(before) - 1
    tokens = report.parsed.tokens_in(Span(max(0, mark - 1), max(0, mark)))
    if not before.endswith(":") or not tokens or report.quote_at(mark) is not None:
        return None
    head = tokens[-1]
    sentence = report.parsed.sentence_of(head)
    lead = report.parsed.tokens[sentence.start : head.index + 1]
    if any(t.tag in _FINITE | {"VBG"} and cue_lemma(t) in report.lexicon.senses for t in lead):
        return None
    return _of_owner(report, head, quote) or _of_name(report, head, lead, mark, quote)


def _of_owner(report: Report, head: Token, quote: Quote) -> Attribution | None:
    """Read "the minister's answer: "S"": the noun is the cue, its owner speaks."""
    owner = report.parsed.child(head, "poss")
    if head.lemma not in report.lexicon.answers or owner is None or not can_speak(report, owner):
        return None
    return Attribution(
        cue=(head.span,),
        content=(quote.inside,),
        source=(noun_phrase(report.parsed, owner),),
        speaker=owner,
    )


def _of_name(
    report: Report, head: Token, lead: Sequence[Token], mark: int, quote: Quote
) -> Attribution | None:
    """Read "More from the president: "S"", where no verb stands before the colon."""
    above = report.parsed.head(head)
    alone = head.dep == "ROOT" or (head.dep == "pobj" and above.text.lower() in ("from", "by"))
    verbless = not any(t.pos in ("VERB", "AUX") for t in lead)
    if not (alone and verbless and can_speak(report, head)):
        return None
    return Attribution(
        cue=(Span(mark, mark + 1),),
        content=(quote.inside,),
        source=(noun_phrase(report.parsed, head),),
        speaker=head,
    )
