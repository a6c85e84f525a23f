"""The words of a commitment: what is to be done, by when, and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.extract.parties import Parties
from communique.records import Document, Place, Time, When
from communique.spans import Span, hull, trim
from communique.syntax import Parsed, Token

_CUT = ("advcl", "parataxis", "ccomp", "relcl", "appos", "mark")
_FRINGE = " \t\n,;:.\"'“”‘’«»()[]-–—"
_VISITS = frozenset({"visit", "tour"})


def verb_phrase(parsed: Parsed, verb: Token) -> Span:
    """Return the characters of a verb with its complements, without clauses set off by a comma."""
    return clause_span(parsed, verb, verb.index)


def clause_span(parsed: Parsed, top: Token, first: int) -> Span:
    """Return the characters below ``top`` from token ``first`` on, up to the first clause cut off."""
    cut = {t.index for child in _cut_off(parsed, top, first) for t in parsed.subtree(child)}
    kept = [t for t in parsed.subtree(top) if t.index >= first and t.index not in cut]
    last = first
    for token in kept:
        if token.index > last + 1 and any(i in cut for i in range(last + 1, token.index)):
            break
        last = token.index
    span = hull(t.span for t in parsed.tokens[first : last + 1])
    return trim(parsed.text, span, strip=_FRINGE)


def _cut_off(parsed: Parsed, top: Token, first: int) -> list[Token]:
    """Return clauses below ``top`` that stand after a comma or a dash."""
    return [
        t
        for t in parsed.subtree(top)
        if t.index > first and t.dep in _CUT and _starts_after_comma(parsed, t)
    ]


def _starts_after_comma(parsed: Parsed, token: Token) -> bool:
    start = min(t.index for t in parsed.subtree(token))
    return start > 0 and parsed.tokens[start - 1].text in (",", "-", "–", "—", ";", ":")


def one_line(text: str, span: Span) -> str:
    """Return the words of a span on one line."""
    return " ".join(span.of(text).split())


def find_due(document: Document, span: Span, times: Sequence[Time]) -> When | None:
    """Return the time inside ``span`` by which something is to be done, the last explicit one first.

    Times that lie before the day of publication look back and are passed over.
    """
    day = document.published.start if document.published else None
    inside = [
        t for t in times
        if span.start <= t.start and t.end <= span.end and t.when is not None and t.type != "SET"
    ]  # fmt: skip
    ahead = [t.when for t in inside if t.when is not None and _looks_ahead(t.when, day)]
    explicit = [w for w in ahead if w.basis == "explicit"]
    return (explicit or ahead or [None])[-1]


def _looks_ahead(when: When, day: date | None) -> bool:
    last = when.end or when.start
    return last is not None and (day is None or last >= day)


def find_place(parsed: Parsed, verb: Token, parties: Parties) -> Place | None:
    """Return the place of a deed where it is plain: "visit Turkey", "meet in Chisinau"."""
    if verb.lemma in _VISITS:
        visited = parsed.child(verb, "dobj")
        if visited is not None and visited.pos == "PROPN" and visited.entity != "PERSON":
            return _place(parsed, visited, parties)
    for prep in _preps(parsed, verb):
        inner = parsed.child(prep, "pobj")
        named = inner is not None and inner.pos == "PROPN" and inner.entity in ("GPE", "LOC", "FAC")
        if prep.lemma in ("in", "to", "at") and inner is not None and named:
            return _place(parsed, inner, parties)
    return None


def _preps(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the prepositions of a verb, then of its object ("pay a visit to Kazakhstan")."""
    found = parsed.children(verb, "prep")
    for inner in parsed.children(verb, "dobj"):
        found += parsed.children(inner, "prep")
    return found


def _place(parsed: Parsed, noun: Token, parties: Parties) -> Place:
    span = hull([noun.span, *(t.span for t in parsed.children(noun, "compound") if t.pos == "PROPN")])
    party = parties.party(noun)
    state = party is not None and (party.actor_id or "").startswith("state/")
    return Place(
        name=one_line(parsed.text, span),
        country=party.country if party is not None and state else None,
        span=span,
    )
