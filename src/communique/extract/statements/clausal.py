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
from communique.extract.statements.complementizer import after_complementizer
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.parenthetical import FINITE, around, set_off
from communique.extract.statements.phrases import SUBJECTS, edges, tidy_all
from communique.spans import Span, hull
from communique.syntax import Token

# Verbs whose clause may begin with a question word: "knows what is at stake".
_KNOWING = frozenset({"know", "understand", "learn", "decide", "see", "realise", "realize"})
_WITH = frozenset({"with", "by", "of", "for", "in", "despite", "over"})
_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})
_ADDRESSING = frozenset({"tell", "inform", "assure", "remind", "warn", "notify"})
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
    for find in (after_complementizer, _complement, around, _rest_of_sentence):
        spans = find(report, cue, group, source)
        if spans:
            whole = (without_dateline(report, s) for s in tidy_all(report.text, spans))
            return tuple(unquoted(report, s) for s in whole)
    return ()


def that_clause(
    report: Report, cue: Token, group: Span, source: Span | None
) -> tuple[Span, ...]:
    """Return the clause after "that", for cues which only "that" makes attribute something."""
    spans = after_complementizer(report, cue, group, source)
    if not spans and cue_lemma(cue) in report.lexicon.attitudes:
        spans = _bare_clause(report, cue, group, source)
    return tuple(unquoted(report, s) for s in tidy_all(report.text, spans))


def _bare_clause(report: Report, cue: Token, group: Span, source: Span | None) -> list[Span]:
    """Return a clause without "that" to the right of the cue: "knows he has lost"."""
    parsed = report.parsed
    for clause in parsed.children(cue, "ccomp"):
        verbs = [clause, *parsed.children(clause, "aux", "auxpass")]
        if not any(v.tag in FINITE for v in verbs) or not parsed.children(clause, *SUBJECTS):
            continue
        first = parsed.tokens[edges(parsed, clause)[0]]
        open_question = first.tag[:1] == "W" and cue_lemma(cue) not in _KNOWING
        if first.index > cue.index and not open_question:
            return _complement(report, cue, group, source)
    return []


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
    if _object(report, cue) is not None:
        right = [
            c for c in right if parsed.children(c, *SUBJECTS) or _lost_subject(report, cue, c)
        ]
        clauses = [c for c in clauses if c in right or c.index < cue.index]
    clauses = [c for c in clauses if not _conditional(report, cue, c)]
    right = [c for c in right if c in clauses]
    if not clauses or (not right and not _may_follow(cue)):
        return []
    has_object = _object(report, cue) is not None and cue_lemma(cue) != "tell"
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
    misread = parsed.child(cue, "dobj")
    if misread is not None and (
        _object(report, cue) is None or _lost_subject(report, cue, clause)
    ):
        first = edges(parsed, misread)[0]
    before = parsed.tokens[max(first, cue.index + 1) - 1]
    if before.index > cue.index and before.text.lower() in _WITH:
        return []  # "answered with what X called Y"
    start_token = skip_lead(report, parsed.tokens[max(first, cue.index + 1)], clause)
    return [Span(max(start_token.span.start, group.end), clause_end(report, cue, clause))]


def _conditional(report: Report, cue: Token, clause: Token) -> bool:
    """Tell whether a clause is a condition rather than what is said: "would act if X"."""
    mark = report.parsed.child(clause, "mark")
    said = cue_lemma(cue) in report.lexicon.questions | {"say", "know", "tell", "decide"}
    return mark is not None and mark.text.lower() in ("if", "unless") and not said


def _lost_subject(report: Report, cue: Token, clause: Token) -> bool:
    """Tell whether the object of the cue is the subject of its clause: "argued X is Y"."""
    target = report.parsed.child(cue, "dobj")
    finite = clause.tag in FINITE or any(
        t.tag in FINITE for t in report.parsed.children(clause, "aux", "auxpass")
    )
    if target is None or not finite or report.parsed.children(clause, *SUBJECTS):
        return False
    return cue.index < target.index < clause.index and cue_lemma(cue) not in _ADDRESSING


def _object(report: Report, cue: Token) -> Token | None:
    """Return the direct object; "he" can be none, whatever the parse says of "said he had"."""
    found = report.parsed.child(cue, "dobj")
    return None if found is not None and found.text.lower() in _NOMINATIVE else found


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
    if source.start > group.end or (_object(report, cue) and cue_lemma(cue) != "tell"):
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
