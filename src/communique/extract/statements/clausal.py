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
from communique.extract.statements.phrases import SUBJECTS, edges, tidy_all, without
from communique.spans import Span, hull
from communique.syntax import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CITING = frozenset({"citing", "quoting"})
# Characters up to which a quotation before "that" may be a name or a scare quote.
_SCARE = 40
_QUESTION_WORDS = frozenset({"if", "how", "why", "what", "who", "when", "where"})
# Cues that stand before their clause only.
_PRECEDING = frozenset({"see", "hold", "read", "urge", "ask", "question", "want", "echo", "advise"})
# Words that open an aside after the attribution rather than the rest of the clause.
_ASIDE_TAGS = frozenset({"VBG", "VBN", "CC", "WDT", "WP", "WRB", "IN"})
# Verbs so seldom anything but cues that the rest of their sentence is their content.
STRONG = frozenset({"say", "tell", "add", "state", "announce", "declare", "insist", "claim",
                    "warn", "argue", "note", "explain", "write", "tweet", "stress", "report",
                    "inform", "communicate", "believe", "think", "suggest"})  # fmt: skip


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
    for find in (_after_complementizer, _complement, _around, _rest_of_sentence):
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
        if token.tag in _FINITE or token.text in (";", ":") or token.tag[:1] == "W":
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
    if that.dep in SUBJECTS and following and following[0].tag in (*_FINITE, "RB"):
        return False
    if that.tag == "WDT" and report.parsed.child(cue, "dobj") is not None:
        return cue_lemma(cue) in ("tell", "inform", "remind", "assure", "warn")
    return any(t.tag in _FINITE for t in following) or bool(that.dep == "mark" and following)


def _clause_head(report: Report, opener: Token) -> Token:
    """Return the verb of the clause that ``opener`` opens: the first that finishes it."""
    head = report.parsed.head(opener)
    if opener.dep == "mark" and head.index > opener.index:
        return head
    sentence = report.parsed.sentence_of(opener)
    following = report.parsed.tokens[opener.index + 1 : sentence.end]
    finite = next((t for t in following if t.tag in _FINITE), opener)
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
    if len(right) < len(clauses) and source is not None and _set_off(report, cue, source, group):
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


def _around(report: Report, cue: Token, group: Span, source: Span | None) -> list[Span]:
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
    if not _set_off(report, cue, source, group):
        return []
    start = max(sentence.span.start, _list_start(report, cue, head))
    left = Span(start, min(group.start, source.start))
    rest = _remainder(report, hull([group, source]), sentence.span.end)
    finished = any(t.pos in ("VERB", "AUX") for t in parsed.tokens_in(left))
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
    if not any(t.tag in _FINITE for t in words):
        return None
    return Span(words[0].span.start, end)


def _set_off(report: Report, cue: Token, source: Span, group: Span) -> bool:
    """Tell whether source and cue stand after a comma, and little but an addressee follows."""
    if cue.tag not in ("VBD", "VBZ", "VBP", "VBN") or cue_lemma(cue) not in STRONG:
        return False
    start, end = min(group.start, source.start), max(group.end, source.end)
    before = report.text[:start].rstrip()[-1:]
    after = report.text[end:].lstrip()[:1]
    if before not in (",", "—", "–"):
        return False
    if after in (",", ".", "", "—", "–", ";"):
        return True
    sentence = report.parsed.sentence_of(cue)
    rest = []
    for token in report.parsed.tokens_in(Span(end, sentence.span.end)):
        if token.text in ",.;":
            break
        rest.append(token)
    return len(rest) <= 12 and not any(t.tag in _FINITE or t.text == "that" for t in rest)


def _rest_of_sentence(
    report: Report, cue: Token, group: Span, source: Span | None
) -> list[Span]:
    """Take what follows a strong cue when the parse shows no complement."""
    parsed = report.parsed
    sentence = parsed.sentence_of(cue)
    if source is None or cue_lemma(cue) not in STRONG or cue.tag not in _FINITE | {"VBN", "VBG"}:
        return []
    if source.start > group.end or (parsed.children(cue, "dobj") and cue_lemma(cue) != "tell"):
        return []
    later = parsed.tokens[cue.index + 1 : sentence.end]
    following = [t for t in later if t.span.start >= group.end]
    finite = next((t for t in following if t.tag in _FINITE), None)
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
