"""How far the noun phrase reaches that a cue carries."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.phrases import SUBJECTS, edges, tidy
from communique.spans import Span
from communique.syntax import Token

CARRIERS = frozenset({"as", "for", "of", "to", "over", "against", "about", "with", "on", "into",
                      "toward", "towards", "between", "from", "in"})  # fmt: skip

_SPEAKER_AGAIN = frozenset({"he", "she", "they"})


def carried(report: Report, cue: Token, last: int) -> int:
    """Return where an object ends with the phrases that follow it: "X as Y", "X of Y".

    Args:
        report: the document.
        cue: the verb.
        last: index of the last token below the object.
    """
    parsed = report.parsed
    for part in parsed.children(cue, "prep", "dative"):
        first, end = edges(parsed, part)
        if first == last + 1 and part.text.lower() in CARRIERS and not _tells_time(report, part):
            last = end
    return last


def _tells_time(report: Report, prep: Token) -> bool:
    inner = report.parsed.child(prep, "pobj")
    return inner is not None and inner.entity in ("DATE", "TIME")


def tight(report: Report, cue: Token, first: int, last: int) -> Span | None:
    """Return the span of tokens ``first`` to ``last``, before any later cue participle."""
    parsed = report.parsed
    for token in parsed.tokens[first + 1 : last + 1]:
        comma = parsed.tokens[token.index - 1].text == ","
        if token.tag == "VBG" and comma and token.lemma in report.lexicon.senses:
            last = token.index - 2
            break
        if token.text.lower() in report.lexicon.according and token.tag == "VBG":
            last = token.index - 1
            break
        if _sets_scene(report, token):
            last = token.index - 1
            break
        if comma and token.text.lower() == "which" and _disputes(report, token, last):
            last = token.index - 2
            break
    if last < first:
        return None
    end = parsed.tokens[last].span.end
    quote = report.quote_at(end - 1)
    if quote is not None and quote.whole.start > cue.span.end:
        end = max(end, quote.whole.end)
    return tidy(report.text, Span(parsed.tokens[first].span.start, end))


def _sets_scene(report: Report, mark: Token) -> bool:
    """Tell whether a word opens "as he met Y" or "while visiting Z": when it was said, not what."""
    verb = report.parsed.head(mark)
    if mark.text.lower() not in ("as", "while") or mark.dep != "mark" or verb.dep != "advcl":
        return False
    subject = report.parsed.child(verb, *SUBJECTS)
    alone = mark.text.lower() == "while" and verb.tag == "VBG"
    return alone or (subject is not None and subject.text.lower() in _SPEAKER_AGAIN)


def _disputes(report: Report, which: Token, last: int) -> bool:
    """Tell whether a relative clause holds a cue: "..., which Azerbaijan denies"."""
    return any(
        cue_lemma(t) in report.lexicon.senses and t.pos == "VERB"
        for t in report.parsed.tokens[which.index + 1 : last + 1]
    )


def gerund(report: Report, cue: Token) -> Token | None:
    """Return a gerund object: "denied targeting the hospital"."""
    clauses = report.parsed.children(cue, "xcomp", "ccomp")
    return next((c for c in clauses if c.tag == "VBG" and c.index > cue.index), None)
