"""Direct speech: which quotations stand beside a cue and its source."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import tidy
from communique.extract.statements.quotes import Quote
from communique.spans import Span, trim
from communique.syntax import Token

_REACH = 200
# Characters from which a paragraph after a colon is what was said, not a list or a name.
_SET_OFF = 80
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SMALL = frozenset({"ADV", "PUNCT", "AUX", "PART", "SPACE", "SYM", "X"})


def quoted_content(
    report: Report, cue: Token, group: Span, source: Span | None
) -> tuple[Span, ...]:
    """Return the words inside the quotations that a cue attributes, () if none.

    Args:
        report: the document.
        cue: the cue verb.
        group: the cue with its auxiliaries and particles.
        source: the words of the source, None where it is implied.
    """
    block = report.parsed.blocks[report.parsed.sentence_of(cue).block]
    near = [q for q in report.quotes if block.start <= q.whole.start < block.end]
    before = [q for q in near if q.whole.end <= group.start]
    after = [q for q in near if group.end <= q.whole.start]
    content: list[Span] = []
    if before and source is not None and _ends_at_cue(report, before[-1], cue, group, source):
        lead = _from_sentence_start(report, before[-1])
        if not _sets_scene(report, lead, before[-1]):
            content.append(lead)
    if after and _begins_after_cue(report, after[0], group, source):
        content.append(after[0].inside)
    if not content and not after:
        content.extend(_next_paragraph(report, block, group))
    return tuple(content)


def quoted_before(
    report: Report, cue: Token, group: Span, source: Span
) -> tuple[Span, ...]:
    """Return the quotation that ends at the clause of any verb: "...," he scoffed."""
    before = [q for q in report.quotes if q.whole.end <= min(group.start, source.start)]
    if not before or not _ends_at_cue(report, before[-1], cue, group, source):
        return ()
    if before[-1].ending(report.text) not in tuple(",?!"):
        return ()
    return (before[-1].inside,)


def _next_paragraph(report: Report, block: Span, group: Span) -> list[Span]:
    """Return the quotation that opens the next paragraph, after a cue that ends with a colon."""
    rest = report.text[group.end : block.end].rstrip()
    if not rest.endswith(":") or "." in rest or len(rest) > _REACH:
        return []
    following = next((b for b in report.parsed.blocks if b.start >= block.end), None)
    if following is not None and not any(following.overlaps(q.whole) for q in report.quotes):
        # Reports set long quotations off as a paragraph of their own, without marks.
        return [trim(report.text, following)] if following.length > _SET_OFF else []
    return [q.inside for q in report.quotes if following and q.whole.start == following.start]


def _sets_scene(report: Report, lead: Span, quote: Quote) -> bool:
    """Tell whether the words only name a programme or a place: "On 'This Week,' he said"."""
    if lead.start >= quote.whole.start:
        return False
    return not any(t.pos in ("VERB", "AUX") for t in report.parsed.tokens_in(lead))


def _ends_at_cue(report: Report, quote: Quote, cue: Token, group: Span, source: Span) -> bool:
    """Tell whether ``"...," source cue`` or ``"...," cue source`` stands there, nothing between."""
    first = min(group.start, source.start)
    if first < quote.whole.end or max(group.end, source.end) > quote.whole.end + _REACH:
        return False
    between = report.parsed.tokens_in(Span(quote.whole.end, first))
    if any(t.pos not in _SMALL or t.text in ".;:" for t in between):
        return False
    if source.start < group.start:
        inner = report.parsed.tokens_in(Span(source.end, group.start))
        if any(t.pos in ("VERB", "CCONJ") for t in inner):
            return False
    elif source.start > group.end + 60:
        return False
    follows = report.text[quote.whole.end : first].strip()[:1]
    if quote.ending(report.text) == ".":
        return report.text[first : first + 1].islower() or _says_nothing_more(report, cue, source)
    return quote.ending(report.text) in ",?!—–-…" or follows in tuple(",—–-")


def _says_nothing_more(report: Report, cue: Token, source: Span) -> bool:
    """Tell whether the sentence ends right after source and cue."""
    end = max(cue.span.end, source.end)
    return report.text[end : end + 1] == "."


def _from_sentence_start(report: Report, quote: Quote) -> Span:
    """Return the quotation, with the words before it where it only ends the sentence."""
    tokens = report.parsed.tokens_in(quote.inside)
    if not tokens:
        return quote.inside
    start = report.parsed.sentence_of(tokens[0]).span.start
    if start >= quote.whole.start or report.quote_at(start) not in (None, quote):
        return quote.inside
    lead = tidy(report.text, Span(start, quote.whole.start))
    if lead is None or len(report.parsed.tokens_in(lead)) < 2 or _holds_cue(report, lead):
        return quote.inside
    if report.text[: quote.whole.start].rstrip().endswith((",", ":")) and quote.inside.length > 20:
        return quote.inside
    return Span(lead.start, quote.whole.end)


def _holds_cue(report: Report, span: Span) -> bool:
    return any(
        t.pos == "VERB" and t.lemma in report.lexicon.senses and t.lemma in ("say", "tell", "add")
        for t in report.parsed.tokens_in(span)
    )


def _begins_after_cue(report: Report, quote: Quote, group: Span, source: Span | None) -> bool:
    """Tell whether a quotation opens right after the cue, its addressee and the like."""
    start = group.end
    if source is not None and source.start >= group.end and source.end <= quote.whole.start:
        start = source.end
    gap = report.text[start : quote.whole.start].strip()
    if len(gap) > _REACH or _mixed(report, quote):
        return False
    if not gap or (gap.endswith("that") and len(gap) < 40):
        return True
    if gap[-1] not in ":,":
        return False
    between = report.parsed.tokens_in(Span(start, quote.whole.start))
    if any(t.pos == "VERB" and t.tag in _FINITE and _is_cue(report, t) for t in between):
        return False
    if gap[-1] == ":":
        own_clause = bool(between) and between[0].text.lower() == "that"
        return not own_clause and not any(t.text in (".", ";") for t in between)
    finite = any(t.tag in _FINITE for t in between)
    return not finite and (gap == "," or quote.inside.of(report.text)[:1].isupper())


def _is_cue(report: Report, token: Token) -> bool:
    return cue_lemma(token) in report.lexicon.senses


def _mixed(report: Report, quote: Quote) -> bool:
    """Tell whether the sentence runs on after the quotation, which then is only part of it."""
    following = report.text[quote.whole.end : quote.whole.end + 2].strip()
    return quote.ending(report.text) not in tuple(".,?!…—") and following[:1].isalpha()
