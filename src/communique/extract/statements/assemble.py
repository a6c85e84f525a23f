"""Bring the attributions of all finders together: one a cue, none inside another's cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import tidy_all, without
from communique.extract.statements.quotes import Quote
from communique.spans import Span, hull

_POINTING = frozenset({"this", "these", "that", "those", "it", "so", "such", "them"})
_SHORT = 3
_SHARING = frozenset({"echo", "repeat", "share"})
_SHARED = frozenset({"sentiment", "view", "remark", "comment", "word", "opinion", "statement"})


def assemble(report: Report, found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions in text order, cleaned of overlaps and joined with resumed quotes."""
    kept: list[Attribution] = []
    for one in found:
        clean = _cut(report, one)
        if clean is not None and not _conflicts(clean, kept) and not _points_back(report, clean):
            kept.append(clean)
    kept = [one for one in kept if not _inside_quotation(report, one)]
    kept = _without_echoes(report, _once(kept))
    kept.sort(key=_place)
    return sorted(_resume(report, kept), key=_place)


def _place(one: Attribution) -> Span:
    return hull([*one.source, *one.cue, *one.content])


def _once(kept: list[Attribution]) -> list[Attribution]:
    """Of two cues with the same content keep the one nearer to it."""
    best: dict[tuple[Span, ...], Attribution] = {}
    for one in kept:
        other = best.get(one.content)
        if other is None or _distance(one) < _distance(other):
            best[one.content] = one
    return list(best.values())


def _without_echoes(report: Report, kept: list[Attribution]) -> list[Attribution]:
    """Drop "he hopes" of "X said he hopes that Y": the statement of X tells it already."""
    told = {one.content[0].start for one in kept}
    return [one for one in kept if not _echoes(report, one, told)]


def _echoes(report: Report, one: Attribution, told: set[int]) -> bool:
    if one.speaker is None or one.speaker.pos != "PRON" or not one.source:
        return False
    cue = report.parsed.tokens_in(one.cue[0])
    minds = any(cue_lemma(t) in report.lexicon.attitudes for t in cue)
    return minds and one.source[0].start in told


def _distance(one: Attribution) -> int:
    return min(abs(c.start - s.start) for c in one.cue for s in one.content)


def _cut(report: Report, one: Attribution) -> Attribution | None:
    """Take cue and source out of the content."""
    holes = [*one.cue, *(s for s in one.source if any(s.overlaps(c) for c in one.content))]
    content = tuple(
        piece
        for span in one.content
        for piece in (
            tidy_all(report.text, without(span, holes))
            if any(span.overlaps(h) for h in holes)
            else (span,)
        )
    )
    return replace(one, content=content) if content else None


def _conflicts(one: Attribution, kept: Iterable[Attribution]) -> bool:
    """Tell whether a statement shares its cue with another or lies inside its cue."""
    return any(c.overlaps(o) for other in kept for c in one.cue for o in other.cue)


def _points_back(report: Report, one: Attribution) -> bool:
    """Tell whether the content only points at words told elsewhere: "made these remarks"."""
    if len(one.content) > 1:
        return False
    tokens = [t for t in report.parsed.tokens_in(one.content[0]) if t.pos != "PUNCT"]
    if not tokens:
        return True  # marks without a word
    first, last = tokens[0], tokens[-1]
    cue = report.parsed.tokens_in(one.cue[0])
    shared = any(t.lemma in _SHARED for t in tokens) and last.entity in ("", "DATE")
    if shared and len(tokens) <= _SHORT + 2 and any(cue_lemma(t) in _SHARING for t in cue):
        return True  # "echoed Xi's sentiments"
    pointing = first.text.lower() in _POINTING and len(tokens) <= _SHORT
    return pointing and (len(tokens) == 1 or last.lemma in report.lexicon.uttering_nouns)


def _inside_quotation(report: Report, one: Attribution) -> bool:
    """Tell whether the cue stands inside a quotation."""
    return report.quote_at(one.cue[0].start) is not None


def _resume(report: Report, kept: list[Attribution]) -> list[Attribution]:
    """Give quotations that no cue claims to the speaker just before them."""
    kept = _lead_in(report, kept)
    claimed = [s for one in kept for s in one.content]
    for quote in report.quotes:
        if any(quote.whole.overlaps(s) for s in claimed) or not _is_sentence(report, quote):
            continue
        index = _speaker_before(report, kept, quote)
        if index is not None:
            kept[index] = replace(kept[index], content=(*kept[index].content, quote.inside))
            claimed.append(quote.inside)
    return kept


def _lead_in(report: Report, kept: list[Attribution]) -> list[Attribution]:
    """Put a quotation left open before one that goes on in the next paragraph and is attributed."""
    for quote, following in reversed(list(pairwise(report.quotes))):
        between = report.text[quote.whole.end : following.whole.start]
        if not quote.open_ended or between.strip():
            continue
        for index, one in enumerate(kept):
            taken = any(s.overlaps(quote.whole) for other in kept for s in other.content)
            if not taken and one.content[0] == following.inside:
                kept[index] = replace(one, content=(quote.inside, *one.content))
    return kept


def _is_sentence(report: Report, quote: Quote) -> bool:
    """Tell whether a quotation is a sentence of its own, begun and ended as one."""
    before = report.text[max(0, quote.whole.start - 3) : quote.whole.start].rstrip()
    starts = not before or before[-1] in ".!?:\"”»'" or "\n" in report.text[quote.whole.start - 1]
    tokens = report.parsed.tokens_in(quote.inside)
    ends = quote.ending(report.text) in tuple(".!?…") or quote.open_ended
    return bool(starts and ends and len(tokens) >= 3)


def _speaker_before(report: Report, kept: list[Attribution], quote: Quote) -> int | None:
    """Return the statement that ends right before ``quote``, in the same paragraph or before it."""
    best: int | None = None
    for index, one in enumerate(kept):
        end = max(s.end for s in (*one.source, *one.cue, *one.content))
        if end <= quote.whole.start and (best is None or end >= _end(kept[best])):
            best = index
    if best is None:
        return None
    end = _end(kept[best])
    best = _who_was_quoted(report, kept, best)
    gap = report.text[end : quote.whole.start]
    direct = _is_direct(report, kept[best])
    close = len(gap.strip()) <= 3 or (direct and _same_sentence(report, end, quote))
    new_block = "\n" in gap
    if new_block:
        goes_on = _continues(report, kept[best], quote) or _fills_block(report, quote)
        return best if close and direct and goes_on else None
    return best if close or _next_sentence(report, end, quote) else None


def _fills_block(report: Report, quote: Quote) -> bool:
    """Tell whether a paragraph is one quotation and no more: its speaker was named before."""
    return any(
        block.start == quote.whole.start and block.end - quote.whole.end <= 1
        for block in report.parsed.blocks
    )


def _who_was_quoted(report: Report, kept: list[Attribution], last: int) -> int:
    """Return the direct speech in whose sentence a last aside stands: "X," A said, noting Y."""
    if _is_direct(report, kept[last]):
        return last
    sentence = _sentence(report, kept[last])
    same = [
        index
        for index, one in enumerate(kept)
        if _is_direct(report, one) and _sentence(report, one) == sentence
    ]
    return same[-1] if same else last


def _is_direct(report: Report, one: Attribution) -> bool:
    return any(quote.inside == one.content[-1] for quote in report.quotes)


def _sentence(report: Report, one: Attribution) -> int:
    return report.parsed.tokens_in(one.cue[0])[0].sentence


def _end(one: Attribution) -> int:
    return max(s.end for s in (*one.source, *one.cue, *one.content))


def _next_sentence(report: Report, end: int, quote: Quote) -> bool:
    """Tell whether the quotation opens the sentence right after the one that holds ``end``."""
    tokens = report.parsed.tokens_in(Span(max(0, end - 1), quote.whole.start))
    first = report.parsed.tokens_in(quote.whole)
    if not tokens or not first:
        return False
    return first[0].sentence - tokens[0].sentence <= 1


def _same_sentence(report: Report, end: int, quote: Quote) -> bool:
    """Tell whether only the rest of the attribution's sentence stands between."""
    return _next_sentence(report, end, quote)


def _continues(report: Report, one: Attribution, quote: Quote) -> bool:
    """Tell whether the last quotation was left open, so that the next paragraph goes on."""
    last = next((q for q in report.quotes if q.inside == one.content[-1]), None)
    return last is not None and last.open_ended
