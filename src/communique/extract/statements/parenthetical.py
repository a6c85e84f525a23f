"""Attributions set off from the clause they attribute: "S, he said", "S1, he said, S2"."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import edges, without
from communique.spans import Span, hull
from communique.syntax import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words that open an aside after the attribution rather than the rest of the clause.
_ASIDE_TAGS = frozenset({"VBG", "VBN", "CC", "WDT", "WP", "WRB", "IN"})


def around(report: Report, cue: Token, group: Span, source: Span | None) -> list[Span]:
    """Find the clause that a parenthetical cue interrupts or follows, also "as he said"."""
    parsed = report.parsed
    head = parsed.head(cue)
    if source is None:
        return []
    sentence = parsed.sentence_of(cue)
    as_clause = cue.dep == "advcl" and any(
        t.text.lower() == "as" for t in parsed.children(cue, "mark", "advmod")
    )
    if as_clause:
        low, high = edges(parsed, cue)
        aside = Span(parsed.tokens[low].span.start, parsed.tokens[high].span.end)
        start = max(sentence.span.start, _list_start(report, cue, head))
        return list(without(Span(start, sentence.span.end), [aside]))
    if not set_off(report, cue, source, group):
        return []
    start = max(sentence.span.start, _list_start(report, cue, head))
    left = Span(start, min(group.start, source.start))
    rest = _remainder(report, hull([group, source]), sentence.span.end)
    finished = left.length > 0 and any(
        t.tag in FINITE or t.tag == "TO" for t in parsed.tokens_in(left)
    )
    if left.length <= 0 or not (finished or rest):
        return []
    return [left] if rest is None else [left, rest]


def _list_start(report: Report, cue: Token, head: Token) -> int:
    """Return where the clause begins that a coordinated attribution follows."""
    parsed = report.parsed
    if cue.dep == "conj" and head.index != cue.index:
        for token in reversed(parsed.tokens[parsed.sentence_of(cue).start : cue.index]):
            if token.text == ";":
                return token.span.end
    return 0


def _remainder(report: Report, aside: Span, end: int) -> Span | None:
    """Return the rest of a clause that an attribution interrupts, None if the clause was whole."""
    following = report.parsed.tokens_in(Span(aside.end, end))
    if not following or following[0].text not in (",", "—", "–", "-"):
        return None
    words = following[1:]
    if not words or words[0].tag in _ASIDE_TAGS or words[0].text in "\"'":
        return None
    if not any(t.tag in FINITE for t in words):
        return None
    return Span(words[0].span.start, end)


def set_off(report: Report, cue: Token, source: Span, group: Span) -> bool:
    """Tell whether source and cue stand after a comma, and little but an addressee follows."""
    if cue.tag not in ("VBD", "VBZ", "VBP", "VBN") or cue_lemma(cue) not in report.lexicon.strong:
        return False
    start, end = min(group.start, source.start), max(group.end, source.end)
    before = report.text[:start].rstrip()[-1:]
    after = report.text[end:].lstrip()[:1]
    if before not in (",", "—", "–"):
        return False
    if after in (",", ".", "", "—", "–", ";"):
        return True
    # "Xi stressed the importance of ties": an object of its own is what the cue attributes.
    own_object = report.parsed.child(cue, "dobj") if source.start < group.start else None
    if own_object is not None and cue_lemma(cue) not in ("tell", "inform"):
        return False
    sentence = report.parsed.sentence_of(cue)
    rest = []
    for token in report.parsed.tokens_in(Span(end, sentence.span.end)):
        if token.text in ",.;":
            break
        rest.append(token)
    return len(rest) <= 12 and not any(t.tag in FINITE or t.text == "that" for t in rest)
