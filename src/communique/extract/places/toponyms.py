"""Toponyms: names of the gazetteer in a text, each with the places that bear it.

Names are matched over the words of the text, the longest first. Which of them are meant as places
is weighed in :mod:`communique.extract.places.evidence`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.extract.places.evidence import Evidence, Surroundings
from communique.extract.places.words import load_place_words
from communique.knowledge.gazetteer import Entry, Gazetteer, place_key
from communique.spans import Span
from communique.syntax import Parsed, Token

_WORD = re.compile(r"\w(?:[\w.]|['’](?!s\b|\s)|&(?=\w))*")
_GAPS = frozenset({" ", "-", "\n", "'s ", "’s ", "–", "' "})
_QUALIFYING = frozenset({",", "(", "in", ", in"})
_LONGEST = 5  # words
_SHOUTED = 4  # capitals, so that "IRAN" is looked up as "Iran" but "US" as it stands
_LISTED = 8  # words from a name to "counties"
_DIVISIONS = {"Co.": "County", "Co": "County", "county": "County", "parish": "Parish"}
_DISTRICTS = ("County", "Parish")
_BESIDE = 3.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name in the text with the places that bear it and the evidence that it is a place.

    ``fixed`` tells that its own words say which one ("Paris, Texas").
    """

    span: Span
    name: str
    entries: tuple[Entry, ...]
    evidence: float
    fixed: bool = False

    @property
    def key(self) -> str:
        """The name as it counts: in capitals or not, it is one name of the document."""
        return place_key(self.name).casefold().rstrip(".")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span
    gap: str


@dataclass(frozen=True, slots=True)
class _Match:
    first: int
    last: int
    entries: tuple[Entry, ...]


class ToponymFinder:
    """Finds the toponyms of one parsed text.

    Args:
        parsed: the parse; its entity labels are half of the evidence.
        gazetteer: the names to look for.
    """

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer) -> None:
        self._parsed = parsed
        self._gazetteer = gazetteer
        self._words = _words_of(parsed.text)
        self._starts = [token.span.start for token in parsed.tokens]
        self._list = load_place_words()
        self._evidence = Evidence(parsed)

    def find(self) -> list[Toponym]:
        """Return the toponyms in text order, none overlapping, also those with weak evidence."""
        matches = list(self._matches())
        found = []
        for at, match in enumerate(matches):
            after = matches[at + 1] if at + 1 < len(matches) else None
            before = matches[at - 1] if at else None
            narrowed = self._inside(match, after) if after is not None else ()
            qualifies = before is not None and bool(self._inside(before, match))
            toponym = self._toponym(match, narrowed, qualifies)
            if toponym is not None:
                found.append(toponym)
        return found

    def _toponym(
        self, match: _Match, narrowed: tuple[Entry, ...], qualifies: bool
    ) -> Toponym | None:
        span = self._span(match)
        name, entries = span.of(self._parsed.text), narrowed or match.entries
        around = self._surroundings(match, span)
        if name in self._list.abbreviations and not qualifies and around.label != "GPE":
            return None
        evidence = self._evidence.of(span, entries, around)
        evidence += _BESIDE * bool(narrowed) + _BESIDE * qualifies
        return Toponym(span, name, entries, evidence, bool(narrowed))

    def _matches(self) -> Iterator[_Match]:
        at = 0
        while at < len(self._words):
            match = self._longest(at) if self._words[at].text[0].isupper() else None
            if match is not None:
                yield match
            at = match.last + 1 if match is not None else at + 1

    def _longest(self, first: int) -> _Match | None:
        last = first
        furthest = min(first + _LONGEST, len(self._words)) - 1
        while last < furthest and self._words[last].gap in _GAPS:
            last += 1
        for end in range(last, first - 1, -1):
            if end == first and self._words[first].text.capitalize() in self._list.directions:
                return None
            entries = self._lookup(first, end)
            if entries:
                return _Match(first, end, entries)
        return None

    def _lookup(self, first: int, last: int) -> tuple[Entry, ...]:
        if not any(c.isupper() for c in self._words[last].text):
            return ()
        name = self._hull(first, last).of(self._parsed.text)
        if first == last and self._is_listed(first):
            districts = self._districts(name)
            if districts:
                return districts
        for form in _forms(name):
            entries = self._gazetteer.lookup(form)
            if entries:
                return entries
        alone = first == last and len(name) >= _SHOUTED and name not in self._list.common
        return self._districts(name) if alone else ()

    def _districts(self, name: str) -> tuple[Entry, ...]:
        """Return the counties of a bare name: "Avoyelles" is a parish of Louisiana."""
        forms = (f"{form} {division}" for form in _forms(name) for division in _DISTRICTS)
        found = (self._gazetteer.lookup(form) for form in forms)
        return next(filter(None, found), ())

    def _is_listed(self, at: int) -> bool:
        """Tell whether a name stands in a list like "Nassau, Baker and Duval counties"."""
        for word in self._words[at + 1 : at + 1 + _LISTED]:
            if word.text.lower() in ("counties", "parishes"):
                return True
            if not word.text[0].isupper() and word.text != "and":
                return False
        return False

    def _hull(self, first: int, last: int) -> Span:
        return Span(self._words[first].span.start, self._words[last].span.end)

    def _span(self, match: _Match) -> Span:
        """Return the span of a name, without a full stop that ends the sentence."""
        span = self._hull(match.first, match.last)
        words = span.of(self._parsed.text)
        spare = words.endswith(".") and not self._gazetteer.lookup(words)
        return Span(span.start, span.end - 1) if spare else span

    def _inside(self, match: _Match, after: _Match) -> tuple[Entry, ...]:
        """Return the places that lie in the region or state named after a comma, if any."""
        gap = self._words[match.last].gap.strip()
        if after.first != match.last + 1 or gap not in _QUALIFYING:
            return ()
        return tuple(e for e in match.entries if any(_holds(w, e) for w in after.entries))

    def _surroundings(self, match: _Match, span: Span) -> Surroundings:
        before = self._words[match.first - 1] if match.first else None
        after = self._words[match.last + 1] if match.last + 1 < len(self._words) else None
        token = self._last_token(span)
        return Surroundings(
            label=token.entity if token is not None else "",
            proper=token is None or token.pos == "PROPN",
            words=match.last - match.first + 1,
            last=self._words[match.last].text,
            before=before.text if before and before.gap in _GAPS else "",
            after=after.text.rstrip(".") if after and self._words[match.last].gap in _GAPS else "",
            listed=match.first == match.last and self._is_listed(match.first),
        )

    def _last_token(self, span: Span) -> Token | None:
        at = bisect_left(self._starts, span.end) - 1
        token = self._parsed.tokens[at] if at >= 0 else None
        return token if token is not None and token.span.overlaps(span) else None


def _forms(name: str) -> Iterator[str]:
    """Yield the ways to look a name up: as it is, without a full stop, not in capitals."""
    plain = re.sub(r"\s+", " ", name).replace("’", "'")
    yield plain
    if plain.endswith("."):
        yield plain[:-1]
    if sum(c.isupper() for c in plain) >= _SHOUTED:
        yield re.sub(r"[^\W\d_]+", _lowered, plain.removesuffix("."))
    first, _, last = plain.rpartition(" ")
    if first and last in _DIVISIONS:
        yield f"{first} {_DIVISIONS[last]}"


def _lowered(word: re.Match[str]) -> str:
    """Write a word in capitals as a name, "DeKALB" as "DeKalb"."""
    text = word[0]
    kept = 2 if len(text) > 2 and text[1].islower() else 0
    return text[:kept] + text[kept:].capitalize()


def _holds(whole: Entry, part: Entry) -> bool:
    """Tell whether a state, region or county holds a place."""
    if whole.country != part.country:
        return False
    if whole.kind == "country":
        return part.kind != "country"
    if whole.kind == "district":
        return (whole.region, whole.district) == (part.region, part.district)
    known = whole.kind in ("region", "area") and bool(whole.region)
    return known and whole.region == part.region and part.kind != "region"


def _words_of(text: str) -> Sequence[_Word]:
    spans = [Span(*match.span()) for match in _WORD.finditer(text)]
    starts = [s.start for s in spans[1:]] + [len(text)]
    return [
        _Word(span.of(text), span, text[span.end : start])
        for span, start in zip(spans, starts[: len(spans)], strict=True)
    ]
