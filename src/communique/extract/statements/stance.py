"""Attributions by a noun or an adjective: "X's claim that S", "X is confident that S"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.statements.attribution import Attribution, Report
from communique.extract.statements.phrases import edges, noun_phrase, noun_phrase_end, tidy_all
from communique.extract.statements.sources import can_speak
from communique.spans import Span
from communique.syntax import Token

_COPULAS = frozenset({"be", "remain", "become", "stay", "sound", "seem"})
# Words up to which what a noun carries is a phrase such as "call of duty".
_BARE = 3
_CARRIED_BY = frozenset({"for", "of", "on", "about", "against", "over"})
_AGAINST = frozenset({"to", "in", "with"})
_OPPOSING = frozenset({"opposition", "objection", "resistance", "commitment"})
# A call with or to someone is one by telephone, a report or hope of something no statement.
_CALLS = frozenset({"call", "appeal", "plea", "report", "hope", "threat", "message"})
_PROMISES = frozenset({"promise", "pledge", "vow", "claim", "proposal", "demand", "argument"})
_OF = frozenset({"of", "for", "about"})
_ANSWERING = frozenset({"answer", "face", "take", "dodge", "evade", "avoid", "duck"})
_CALLED_FOR = frozenset({"for", "against"})


def adjective_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X is confident that S" and "X was critical of S"."""
    parsed = report.parsed
    for word in parsed.tokens:
        if word.lemma not in report.lexicon.adjectives or word.dep != "acomp":
            continue
        verb = parsed.head(word)
        speaker = parsed.child(verb, "nsubj")
        if verb.lemma not in _COPULAS or speaker is None:
            continue
        if report.quote_at(word.span.start) is not None:
            continue
        if parsed.child(verb, "neg") or not can_speak(report, speaker):
            continue
        span = _carried_clause(report, word, bare=True)
        if span is not None and len(parsed.tokens_in(span)) > 2 and speaker.index < verb.index:
            yield Attribution(
                cue=(Span(verb.span.start, word.span.end),),
                content=(span,),
                source=(noun_phrase(parsed, speaker),),
                speaker=speaker,
            )


def noun_attributions(report: Report) -> Iterator[Attribution]:
    """Yield "X's claim that S" and "X's promise to do S"."""
    parsed = report.parsed
    for noun in parsed.tokens:
        if noun.lemma not in report.lexicon.nouns or noun.pos != "NOUN":
            continue
        owner = _owner(report, noun)
        if report.quote_at(noun.span.start) is not None:
            continue
        if owner is None:
            yield from _unowned(report, noun)
            continue
        span = _carried_clause(report, noun, after=_last_of_giver(report, noun, owner))
        if span is None or not can_speak(report, owner):
            continue
        yield Attribution(
            cue=(noun.span,),
            content=(span,),
            source=(noun_phrase(parsed, owner),),
            speaker=owner,
        )


def _unowned(report: Report, noun: Token) -> Iterator[Attribution]:
    """Yield "amid calls for S" and "reports that S", whose speakers nobody names."""
    span = _carried_clause(report, noun) if noun.lemma in report.lexicon.unowned else None
    if report.parsed.head(noun).lemma in _ANSWERING:
        return  # "answered questions about X": who asked, and what, is not told
    if span is not None and len(report.parsed.tokens_in(span)) > _BARE:
        yield Attribution(cue=(noun.span,), content=(span,))


def _owner(report: Report, noun: Token) -> Token | None:
    """Return whose words a noun names: "his call", "the Iranian call", "a call by Iran"."""
    parsed = report.parsed
    owner = parsed.child(noun, "poss")
    if owner is not None:
        return owner
    for giver in parsed.children(noun, "prep"):
        named = parsed.child(giver, "pobj")
        if giver.text.lower() in ("by", "from") and named is not None:
            return named if named.entity not in ("DATE", "TIME") else None
    people = (a for a in parsed.children(noun, "amod", "compound") if a.entity == "NORP")
    return next(people, None)


def _prepositions(word: Token) -> frozenset[str]:
    """Return by which prepositions a noun or adjective carries what was said or felt."""
    if word.lemma in _CALLS:
        return _CALLED_FOR
    if word.lemma in _PROMISES:
        return _OF
    if word.lemma in _OPPOSING:
        return _CARRIED_BY | {"to"}
    return _CARRIED_BY | _AGAINST if word.pos == "ADJ" else _CARRIED_BY


def _last_of_giver(report: Report, noun: Token, owner: Token) -> Token:
    """Return the last word of "a call by X", the noun itself where the owner stands before it."""
    if owner.index < noun.index:
        return noun
    return report.parsed.tokens[noun_phrase_end(report.parsed, owner)]


def _carried_clause(
    report: Report, word: Token, *, bare: bool = False, after: Token | None = None
) -> Span | None:
    """Return what a noun or adjective carries: "that S", "to do S", "of S".

    Args:
        report: the document.
        word: the noun or adjective.
        bare: accept a clause without "that".
        after: the word after which it begins, if not the noun or adjective itself.
    """
    parsed = report.parsed
    at = (after or word).index
    parts = parsed.children(word, "acl", "ccomp", "relcl", "xcomp", "prep")
    if after is not None and after != word:
        parts += parsed.children(after, "prep", "acl", "relcl", "ccomp")
        if word.dep in ("attr", "dobj", "nsubj"):
            parts += parsed.children(parsed.head(word), "prep", "ccomp", "acl")
    for clause in parts:
        if clause.index <= at:
            continue
        first, last = edges(parsed, clause)
        opener = parsed.tokens[max(first, at + 1)]
        name = opener.text.lower()
        if opener.index != at + 1 or (name == "that" and opener.dep != "mark"):
            continue
        if clause.dep == "prep":
            inner = parsed.child(clause, "pobj")
            day = inner is not None and inner.entity in ("DATE", "TIME")
            if name not in _prepositions(word) or last == clause.index or day:
                continue
        elif name not in ("that", "to") and not (bare and clause.dep == "ccomp"):
            continue
        skip = name == "that" or clause.dep == "prep"
        start = opener.span.end if skip else opener.span.start
        end = parsed.tokens[last].span.end
        return next(iter(tidy_all(report.text, [Span(start, end)])), None)
    return None
