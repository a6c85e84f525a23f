"""Indirect speech: the clause that a cue governs, before it, after it or around it."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.clause_edges import (
    clause_end,
    foreign_start,
    skip_lead,
    unquoted,
    without_dateline,
)
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.parenthetical import FINITE, around, set_off
from communique.extract.statements.phrases import SUBJECTS, edges, tidy_all
from communique.spans import Span, hull
from communique.syntax import Token

_CITING = frozenset({"citing", "quoting"})
# Characters up to which a quotation before "that" may be a name or a scare quote.
_SCARE = 40
_QUESTION_WORDS = frozenset({"if", "how", "why", "what", "who", "when", "where"})
# Cues that stand before their clause only.
_PRECEDING = frozenset({"see", "hold", "read", "urge", "ask", "question", "want", "echo", "advise"})


def clause_content(
    report: Report, cue: Token, group: Span, source: Span | None
) -> tuple[Span, ...]:
    """Return the clause that ``cue`` attributes, () if it governs none.

    Args:
        report: the document.
        cue: the cue verb.
        group: the cue with its auxiliaries and particles.
        source: the words of the source, None where it is implied.
    """
    for find in (_after_complementizer, _complement, around, _rest_of_sentence):
        spans = find(report, cue, group, source)
        if spans:
            whole = (without_dateline(report, s) for s in tidy_all(report.text, spans))
            return tuple(unquoted(report, s) for s in whole)
    return ()


def _after_complementizer(
    report: Report, cue: Token, group: Span, source: Span | None
) -> list[Span]:
    """Find "that" after the cue, though the parse may hang its clause on a noun in between."""
    parsed = report.parsed
    sentence = parsed.sentence_of(cue)
    asks = cue_lemma(cue) in report.lexicon.questions
    for token in parsed.tokens[cue.index + 1 : sentence.end]:
        word = token.text.lower()
        if token.span.start < group.end:
            continue
        if word == "that":
            if not _opens_clause(report, cue, token):
                return []
            end = clause_end(report, cue, _clause_head(report, token))
            return [Span(token.span.end, end)] if end > token.span.end else []
        if word == "whether" or (asks and word in _QUESTION_WORDS):
            end = clause_end(report, cue, _clause_head(report, token))
            return [Span(token.span.start, end)] if end > token.span.end else []
        if token.tag in FINITE or token.text in (";", ":") or token.tag[:1] == "W":
            return []
        quote = report.quote_at(token.span.start)
        if quote is not None and quote.inside.length > _SCARE:
            return []
        other_cue = token.pos == "VERB" and cue_lemma(token) in report.lexicon.senses
        if other_cue and word not in _CITING:
            return []
    return []


def _opens_clause(report: Report, cue: Token, that: Token) -> bool:
    """Tell whether "that" is a complementizer: a subject and a finite verb follow it."""
    if that.dep == "det":
        return False
    sentence = report.parsed.sentence_of(that)
    following = report.parsed.tokens[that.index + 1 : sentence.end]
    if that.dep in SUBJECTS and following and following[0].tag in (*FINITE, "RB"):
        return False
    if that.tag == "WDT" and report.parsed.child(cue, "dobj") is not None:
        return cue_lemma(cue) in ("tell", "inform", "remind", "assure", "warn")
    return any(t.tag in FINITE for t in following) or bool(that.dep == "mark" and following)


def _clause_head(report: Report, opener: Token) -> Token:
    """Return the verb of the clause that ``opener`` opens: the first that finishes it."""
    head = report.parsed.head(opener)
    if opener.dep == "mark" and head.index > opener.index:
        return head
    sentence = report.parsed.sentence_of(opener)
    following = report.parsed.tokens[opener.index + 1 : sentence.end]
    finite = next((t for t in following if t.tag in FINITE), opener)
    return report.parsed.head(finite) if finite.dep in ("aux", "auxpass") else finite


def _complement(report: Report, cue: Token, group: Span, source: Span | None) -> list[Span]:
    """Read the clausal complement from the parse."""
    parsed = report.parsed
    clauses = [
        c
        for c in parsed.children(cue, "ccomp")
        if (c.tag not in ("VBG", "VB") or parsed.children(c, *SUBJECTS))
        and c.text.lower() not in report.lexicon.according
    ]
    right = [c for c in clauses if c.index > cue.index]
    if parsed.child(cue, "dobj") is not None:
        right = [c for c in right if parsed.children(c, *SUBJECTS)]
        clauses = [c for c in clauses if c in right or c.index < cue.index]
    if not clauses or (not right and not _may_follow(cue)):
        return []
    has_object = parsed.child(cue, "dobj") is not None and cue_lemma(cue) != "tell"
    if not right and has_object and (source is None or source.start < group.start):
        return []
    if len(right) < len(clauses) and source is not None and set_off(report, cue, source, group):
        right = []
    clause = right[0] if right else clauses[0]
    first, last = edges(parsed, clause)
    if clause.index < cue.index and last < cue.index:
        return [_left_span(report, cue, clause, group, source)]
    if first < cue.index:
        # The clause surrounds the cue: "The ministers, he said, are to meet".
        start = parsed.tokens[first].span.start
        return _both_sides(report, start, clause_end(report, cue, clause), group, source)
    start_token = skip_lead(report, parsed.tokens[max(first, cue.index + 1)], clause)
    return [Span(max(start_token.span.start, group.end), clause_end(report, cue, clause))]


def _may_follow(cue: Token) -> bool:
    """Tell whether a cue may follow its content: a finite form does, a participle does not."""
    return cue.tag in ("VBD", "VBZ", "VBP", "VBN") and cue_lemma(cue) not in _PRECEDING


def _left_span(
    report: Report, cue: Token, clause: Token, group: Span, source: Span | None
) -> Span:
    """Return a clause before the cue, from the start of its sentence where the cue rules it."""
    parsed = report.parsed
    first, last = edges(parsed, clause)
    start = parsed.tokens[first].span.start
    if cue.head == cue.index:
        start = min(start, parsed.sentence_of(cue).span.start)
    limit = min(group.start, source.start) if source and source.start > start else group.start
    end = parsed.tokens[last].span.end
    return Span(start, end if end > group.end else max(limit, start))


def _both_sides(
    report: Report, start: int, end: int, group: Span, source: Span | None
) -> list[Span]:
    """Return the parts of a clause before and after the attribution in its middle."""
    aside = hull([group, source]) if source is not None else group
    sides = [Span(start, min(aside.start, end)), Span(aside.end, max(aside.end, end))]
    return [s for s in sides if s.length > 0]


def _rest_of_sentence(
    report: Report, cue: Token, group: Span, source: Span | None
) -> list[Span]:
    """Take what follows a strong cue when the parse shows no complement."""
    parsed = report.parsed
    sentence = parsed.sentence_of(cue)
    if source is None or cue_lemma(cue) not in report.lexicon.strong:
        return []
    if cue.tag not in FINITE | {"VBN", "VBG"}:
        return []
    if source.start > group.end or (parsed.children(cue, "dobj") and cue_lemma(cue) != "tell"):
        return []
    later = parsed.tokens[cue.index + 1 : sentence.end]
    following = [t for t in later if t.span.start >= group.end]
    finite = next((t for t in following if t.tag in FINITE), None)
    if finite is None:
        return []
    before = [t for t in following if t.index < finite.index]
    if following[0].tag == "IN" and cue_lemma(cue) not in ("say", "add", "tell"):
        return []
    if not any(t.dep in SUBJECTS or t.tag == "PRP" for t in before):
        return []
    start = skip_lead(report, following[0], finite)
    end = following[-1].index
    for token in following[1:]:
        cut = foreign_start(report, token)
        if cut is not None and cut > start.index:
            end = cut - 1
            break
    return [Span(start.span.start, parsed.tokens[end].span.end)]
