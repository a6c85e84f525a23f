"""Statements whose words a noun carries: "expressed hope that S", "voiced concern over X"."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.carrying import carried, tight
from communique.extract.statements.phrases import edges
from communique.extract.statements.sources import can_speak
from communique.spans import Span
from communique.syntax import Token

_EMPTY_ALONE = frozenset({"statement", "case", "point", "message", "claim", "call", "view"})
_SCENE = frozenset({"in", "during", "at", "after", "before", "when", "while", "as", "by"})
_OCCASIONS = frozenset({"meeting", "conference", "summit", "talk", "briefing", "event", "session",
                        "ceremony", "forum", "rally", "dinner", "time", "end"})  # fmt: skip
_FREE_UTTERERS = frozenset({"express", "voice", "convey"})


def uttered(report: Report, cue: Token) -> tuple[Span, Span] | None:
    """Return cue and content of "expressed hope that X", None for other phrases.

    The cue runs from the verb to the noun and its preposition.
    """
    parsed, lexicon = report.parsed, report.lexicon
    noun = parsed.child(cue, "dobj")
    if cue.lemma not in lexicon.uttering_verbs or noun is None or noun.index < cue.index:
        return None
    if noun.lemma not in lexicon.uttering_nouns and cue.lemma not in _FREE_UTTERERS:
        return None
    if any(t.text.lower() in ("no", "few", "any") for t in parsed.children(noun, "det", "amod")):
        return None
    clause = _thought(report, cue, noun)
    if clause is not None:
        return Span(cue.span.start, noun.span.end), clause
    first, last = edges(parsed, noun)
    last = _felt_at(report, cue, carried(report, cue, last))
    owner = parsed.child(noun, "poss")
    if owner is not None and owner.pos != "PRON":
        content = tight(report, cue, max(first, cue.index + 1), last)
        return (cue.span, content) if content else None
    rest = [t for t in parsed.tokens[noun.index + 1 : last + 1] if t.pos != "PUNCT"]
    opener = rest[0] if rest else None
    if opener is None or opener.tag == "VBG":
        content = tight(report, cue, max(first, cue.index + 1), last)
        wordy = last > first and noun.lemma not in _EMPTY_ALONE
        return (cue.span, content) if content and wordy and opener is None else None
    scene = opener.text.lower() in _SCENE and not _is_cause(report, opener)
    if scene and noun.lemma not in ("confidence", "interest", "belief"):
        return None
    if noun.lemma == "call" and opener.text.lower() in ("to", "with") and opener.pos == "ADP":
        return None  # one by telephone
    told = _told_about(report, noun, opener)
    if told is not None:
        return Span(cue.span.start, noun.span.end), told
    that = opener.text.lower() == "that"
    short = not that and opener.pos == "ADP" and last - opener.index <= 3
    if short or _leads_to_party(report, opener):
        # "Regards from Xi to Putin", "support for Ukraine": the noun itself is what was conveyed.
        content = tight(report, cue, max(first, cue.index + 1), last)
        return (cue.span, content) if content else None
    start = opener.index + 1 if that or opener.pos == "ADP" else opener.index
    content = tight(report, cue, start, last)
    if content is None:
        return None
    end = noun.span.end if opener.index == start else opener.span.end
    return Span(cue.span.start, min(end, content.start)), content


def _told_about(report: Report, noun: Token, opener: Token) -> Span | None:
    """Return Y of "raised concerns with X about Y"."""
    parsed, inner = report.parsed, report.parsed.child(opener, "pobj")
    if opener.text.lower() != "with" or inner is None or not can_speak(report, inner):
        return None
    for holder in (inner, noun, parsed.head(noun)):
        for prep in parsed.children(holder, "prep"):
            if prep.index > inner.index and prep.text.lower() in ("about", "over", "on"):
                return tight(report, noun, prep.index + 1, edges(parsed, prep)[1])
    return None


def _thought(report: Report, cue: Token, noun: Token) -> Span | None:
    """Return the "that" clause which something parts from its noun: "made the case again that"."""
    for clause in report.parsed.children(cue, "ccomp"):
        that = report.parsed.child(clause, "mark")
        if that is None or that.text.lower() != "that" or that.index <= noun.index + 1:
            continue
        return tight(report, cue, that.index + 1, edges(report.parsed, clause)[1])
    return None


def _felt_at(report: Report, cue: Token, last: int) -> int:
    """Extend "expressed happiness" by what it is about: "at the progress"."""
    for prep in report.parsed.children(cue, "prep"):
        if prep.index == last + 1 and _is_cause(report, prep):
            return edges(report.parsed, prep)[1]
    return last


def _is_cause(report: Report, prep: Token) -> bool:
    """Tell whether "at" names the cause of a feeling rather than an occasion."""
    inner = report.parsed.child(prep, "pobj")
    return prep.text.lower() == "at" and inner is not None and inner.lemma not in _OCCASIONS


def _leads_to_party(report: Report, opener: Token) -> bool:
    inner = report.parsed.child(opener, "pobj")
    return opener.text.lower() in ("to", "from") and inner is not None and can_speak(report, inner)
