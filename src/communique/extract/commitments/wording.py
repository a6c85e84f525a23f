"""The words of a commitment: what is to be done, by when, and where."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from communique.extract.parties import Parties
from communique.records import Document, Place, Precision, Time, When
from communique.spans import Span, hull, trim
from communique.syntax import Parsed, Token

_CUT = ("advcl", "parataxis", "ccomp", "relcl", "appos", "mark")
_FRINGE = " \t\n,;:.\"'“”‘’«»()[]-–—"
_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
_DAYS = {"D": 1, "W": 7}
_PRECISION: dict[str, Precision] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_QUOTES = str.maketrans("", "", '"“”')
_VISITS = frozenset({"visit", "tour"})


def verb_phrase(parsed: Parsed, verb: Token) -> Span:
    """Return the characters of a verb with its complements, without clauses set off by a comma."""
    negation = parsed.child(verb, "neg")
    first = negation.index if negation is not None else verb.index
    return clause_span(parsed, verb, min(first, verb.index))


def clause_span(parsed: Parsed, top: Token, first: int) -> Span:
    """Return the characters below ``top`` from token ``first`` to the first clause cut off."""
    cut = {t.index for child in _cut_off(parsed, top, first) for t in parsed.subtree(child)}
    kept = [t for t in parsed.subtree(top) if t.index >= first and t.index not in cut]
    last = first
    for token in kept:
        if token.index > last + 1 and any(i in cut for i in range(last + 1, token.index)):
            break
        last = token.index
    while last > first and parsed.tokens[last].dep in ("cc", "punct", "mark"):
        last -= 1
    span = hull(t.span for t in parsed.tokens[first : last + 1])
    return trim(parsed.text, span, strip=_FRINGE)


def _cut_off(parsed: Parsed, top: Token, first: int) -> list[Token]:
    """Return clauses below ``top`` that follow a comma or a dash, or have their own subject."""
    return [
        t
        for t in parsed.subtree(top)
        if t.index > first
        and (
            (t.dep in (*_CUT, "prep") and _starts_after_comma(parsed, t))
            or (t.dep == "conj" and t.pos in ("VERB", "AUX") and _is_apart(parsed, t))
        )
    ]


def _is_apart(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a coordinated verb tells something else: own subject, own mark, or finite."""
    own = parsed.child(verb, "nsubj", "nsubjpass", "mark") is not None
    finite = verb.tag in ("VBD", "VBZ", "VBP") or any(
        t.tag in ("MD", "VBD", "VBZ", "VBP") for t in parsed.children(verb, "aux", "auxpass")
    )
    return own or finite


def _starts_after_comma(parsed: Parsed, token: Token) -> bool:
    start = min(t.index for t in parsed.subtree(token))
    return start > 0 and parsed.tokens[start - 1].text in (",", "-", "–", "—", ";", ":")


def one_line(text: str, span: Span) -> str:
    """Return the words of a span on one line, without a quotation mark that lost its partner."""
    words = " ".join(span.of(text).split())
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        return words.translate(_QUOTES)
    return words


def find_due(
    document: Document, span: Span, times: Sequence[Time], *, ended: bool = False
) -> When | None:
    """Return the time inside ``span`` by which something is to be done.

    The last explicit time counts, else the last. Times that lie before the day of publication look
    back and are passed over, unless the plan has ``ended``; "within two months" counts from that
    day.
    """
    day = document.published.start if document.published else None
    length = _within(document.text, span, times, day)
    if length is not None:
        return length
    inside = [
        t for t in times
        if span.start <= t.start and t.end <= span.end and t.when is not None and t.type != "SET"
    ]  # fmt: skip
    ahead = [t.when for t in inside if t.when is not None and (ended or _looks_ahead(t.when, day))]
    explicit = [w for w in ahead if w.basis == "explicit"]
    chosen = explicit or ahead
    return chosen[-1] if chosen else None


def _within(text: str, span: Span, times: Sequence[Time], day: date | None) -> When | None:
    """Return the days from publication to the end of "within two months"."""
    for time in times:
        length = _LENGTH.fullmatch(time.value)
        inside = span.start <= time.start and time.end <= span.end
        if not inside or day is None or length is None or not _says_within(text, span, time):
            continue
        number, unit = int(length.group(1)), length.group(2)
        return When(
            start=day,
            end=_after(day, number, unit),
            precision=_PRECISION[unit],
            text=text[time.start : time.end],
            span=Span(time.start, time.end),
            basis="publication",
        )
    return None


def _says_within(text: str, span: Span, time: Time) -> bool:
    """Tell whether "within" stands before or at the start of a length of time."""
    return "within" in text[max(span.start, time.start - 8) : time.start + 7].lower()


def _after(day: date, number: int, unit: str) -> date:
    """Return the day ``number`` days, weeks, months or years after ``day``."""
    if unit in _DAYS:
        return day + timedelta(days=number * _DAYS[unit])
    months = day.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


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
    """Return the prepositions of a verb, then of its object ("pay a visit to Kazakhstan").

    Of a noun they may stand in its clause: "the meeting that was to be held in Granada".
    """
    if verb.pos == "NOUN":
        return [t for t in parsed.subtree(verb) if t.dep == "prep"]
    found = parsed.children(verb, "prep")
    for inner in parsed.children(verb, "dobj"):
        found += parsed.children(inner, "prep")
    return found


def _place(parsed: Parsed, noun: Token, parties: Parties) -> Place:
    span = hull(
        [noun.span, *(t.span for t in parsed.children(noun, "compound") if t.pos == "PROPN")]
    )
    party = parties.party(noun)
    state = party is not None and (party.actor_id or "").startswith("state/")
    return Place(
        name=one_line(parsed.text, span),
        country=party.country if party is not None and state else None,
        span=span,
    )
