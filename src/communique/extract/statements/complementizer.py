"""The clause after "that", "whether" or a question word, wherever the parse hung it."""

from __future__ import annotations

from communique.extract.statements.attribution import Report
from communique.extract.statements.clause_edges import clause_end
from communique.extract.statements.cues import cue_lemma
from communique.extract.statements.parenthetical import FINITE
from communique.extract.statements.phrases import SUBJECTS
from communique.spans import Span
from communique.syntax import Token

_CITING = frozenset({"citing", "quoting"})
# Characters up to which a quotation before "that" may be a name or a scare quote.
_SCARE = 40
_QUESTION_WORDS = frozenset({"if", "how", "why", "what", "who", "when", "where"})
# Words that tell when something was said, and how soon after the cue they stand.
_OCCASIONS, _SOON = frozenset({"after", "before", "when", "while", "as"}), 4


def after_complementizer(
    report: Report, cue: Token, group: Span, source: Span | None
) -> list[Span]:
    """Return the clause after "that", though the parse may hang it on a noun in between.

    Args:
        report: the document.
        cue: the cue verb.
        group: the cue with its auxiliaries and particles.
        source: the words of the source; not read here.
    """
    parsed = report.parsed
    sentence = parsed.sentence_of(cue)
    asks = cue_lemma(cue) in report.lexicon.questions
    if parsed.tokens[min(cue.index + 1, sentence.end - 1)].text.lower() in ("by", "with"):
        return []  # "answered by closing a road that X uses"
    aside = _aside_verb(report, cue)
    for token in parsed.tokens[cue.index + 1 : sentence.end]:
        word = token.text.lower()
        if token.span.start < group.end or token == aside:
            continue
        if word == "that":
            if not _opens_clause(report, cue, token) or _of_another_verb(report, cue, token):
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


def _aside_verb(report: Report, cue: Token) -> Token | None:
    """Return the verb of "told reporters after he met X that S", which tells the occasion."""
    parsed = report.parsed
    following = parsed.tokens[cue.index + 1 : parsed.sentence_of(cue).end]
    opener = next((t for t in following[:_SOON] if t.text.lower() in _OCCASIONS), None)
    if opener is None:
        return None
    return next((t for t in following if t.index > opener.index and t.tag in FINITE), None)


def _of_another_verb(report: Report, cue: Token, that: Token) -> bool:
    """Tell whether "and that" goes on from a verb above: "said he regretted X and that S"."""
    joined = report.parsed.tokens[that.index - 1].tag == "CC"
    return joined and report.parsed.child(cue, "dobj") is not None


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
