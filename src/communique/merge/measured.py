"""What a figure counts or measures: of whom, what befell them, where and when its sentence says."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from communique.merge.accounts import fold, is_country, role_of
from communique.merge.dispute_words import load_dispute_words
from communique.merge.nations import nation_words
from communique.merge.quantities import stem, unit_of
from communique.records import Document, Extraction, Figure, Place, Time, When
from communique.spans import Span, hull

_FRESH = 4  # days between what an undated sentence tells and its report
_WORD = re.compile(r"[a-z][a-z'-]+")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'-]{2,}")
_CLAUSE = re.compile(r"[,;:—–\"“”\n]|\b(?:and|but|while|who|whereas)\b")
_ENDS = (". ", "\n", "? ", "! ")
_CALENDAR = frozenset({*calendar.month_name, *calendar.day_name, *calendar.month_abbr})
_PART_AFTER = re.compile(
    r"\s+(?:(?:more|other|further)\s|of\s+(?:the|them|these|those|whom)\b"
    r"|(?:\w+\s+){0,3}(?:was|were|is|are)\s+among\b|from\s+[A-Z])"
)
_PART_BEFORE = re.compile(
    r"\b(?:including|among them|among those|of whom|of them|of the|of those|of these|another"
    r"|additional|further)\s+$",
    re.IGNORECASE,
)
_SEVERITY = re.compile(r"\b(?:critical|serious|severe|grave|slight|light|minor|bad)(?:ly)?\b")
_PART_WITHIN = re.compile(r"\b(?:more|further|additional|another)\b(?!\s+than)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure with all that decides whether another one measures the same.

    ``deed`` is what befell people, ``sort`` whom a count of people counts, ``nations`` of which
    states they are; ``stems`` are the other words of the measure. ``first`` and ``last`` are the
    days that its sentence tells of; ``cities`` the places in it; ``names`` its other names.
    """

    figure: Figure
    document: Document
    sentence: Span
    unit: str
    deed: str | None
    sort: str | None
    nations: frozenset[str]
    stems: frozenset[str]
    names: frozenset[str]
    cities: tuple[Place, ...]
    first: date | None
    last: date | None
    dated: bool
    parties: tuple[str, ...]
    persons: frozenset[str]
    speaker: str | None
    total: bool
    aim: bool
    part: bool
    moving: bool

    @property
    def published(self) -> date | None:
        """The first day on which the report can have been published."""
        return self.document.published.start if self.document.published else None

    @property
    def is_toll(self) -> bool:
        """Tell whether it counts people whom something befell."""
        return self.sort is not None and self.deed in load_dispute_words().tolls


def read_measured(extraction: Extraction, document: Document) -> Iterable[Measured]:
    """Yield the figures of one report with what they measure, in the order of its text.

    Args:
        extraction: what the report holds.
        document: the report, with story set.
    """
    words = load_dispute_words()
    counted = (f for f in extraction.figures if f.unit.lower().rstrip("s") not in words.numbering)
    times = sorted((t for t in extraction.times if t.when is not None), key=lambda t: t.start)
    for figure in sorted(counted, key=lambda f: (f.evidence, f.figure_id)):
        yield _read(figure, document, extraction, times)


def _read(
    figure: Figure, document: Document, extraction: Extraction, times: list[Time]
) -> Measured:
    words = load_dispute_words()
    sentence = sentence_of(figure, document)
    told, measure = sentence.of(document.text), figure.measure.lower()
    plain = [*_WORD.findall(measure), *_WORD.findall(figure.unit.lower())]
    nations = frozenset(nation_words()[w] for w in plain if w in nation_words())
    sort = next((words.people[w] for w in reversed(plain) if w in words.people), None)
    if sort is None and any(w in nation_words() for w in _WORD.findall(figure.unit.lower())):
        sort = "anyone"
    days = _days(figure, document, _within(times, sentence))
    return Measured(
        figure=figure,
        document=document,
        sentence=sentence,
        unit="people" if sort else unit_of(figure),
        deed=_deed(figure, document, sentence) if sort else None,
        sort=sort,
        nations=nations,
        stems=_stems(measure, figure),
        names=frozenset(_NAME.findall(told)) - _CALENDAR,
        cities=_cities(extraction, sentence),
        first=days[0],
        last=days[1],
        dated=days[2],
        parties=tuple(dict.fromkeys(role_of(party).key for party in figure.parties)),
        persons=frozenset(
            p.actor_id for p in figure.parties if p.actor_id and p.actor_id.startswith("person/")
        ),
        speaker=_speaker(figure, extraction),
        total=words.totals.search(told) is not None,
        aim=words.aims.search(told) is not None,
        part=_is_part(figure, document, sentence),
        moving=not words.moving.isdisjoint(plain),
    )


def sentence_of(figure: Figure, document: Document) -> Span:
    """Return the range of the sentence in which a figure stands."""
    span, text = hull(figure.evidence), document.text
    if len(figure.evidence) > 1:
        return span
    start = max(text.rfind(mark, 0, span.start) for mark in _ENDS) + 1
    if text[span.end - 1 : span.end] in {".", "!", "?"}:
        return Span(start, span.end)
    ends = [at for mark in _ENDS if (at := text.find(mark, span.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def _stems(measure: str, figure: Figure) -> frozenset[str]:
    """The words of a measure that say what is measured, not whom it counts or in which unit."""
    words = load_dispute_words()
    units = set(_WORD.findall(figure.unit.lower()))
    return frozenset(
        stem(w)
        for w in _WORD.findall(measure)
        if w not in words.empty and w not in words.people and w not in units
        if w not in nation_words() and unit_of_word(w) is None
        if not any(deed.fullmatch(w) for deed in words.deeds.values())
    )


def unit_of_word(word: str) -> str | None:
    """Return the word if it is a unit of length, weight, area or time, which says no more."""
    return word if unit_of(word) in {"minutes", "metres", "grams", "square metres"} else None


def _deed(figure: Figure, document: Document, sentence: Span) -> str | None:
    """What befell those counted, by the measure, else by the clause in which the figure stands."""
    deeds = load_dispute_words().deeds
    told = [deed for deed, pattern in deeds.items() if pattern.search(figure.measure)]
    if told:
        return told[0]
    clause = _clause(figure, document, sentence)
    told = [deed for deed, pattern in deeds.items() if pattern.search(clause)]
    return told[0] if len(told) == 1 else None


def _clause(figure: Figure, document: Document, sentence: Span) -> str:
    at, text = figure.evidence[0], document.text
    before = _CLAUSE.split(text[sentence.start : at.start])[-1]
    return before + at.of(text) + _CLAUSE.split(text[at.end : sentence.end])[0]


def _days(
    figure: Figure, document: Document, times: Iterable[Time]
) -> tuple[date | None, date | None, bool]:
    """First and last day that the sentence tells of, and whether it names them."""
    published = document.published.end if document.published else None
    told = [figure.period] if figure.period else [t.when for t in times if t.type == "DATE"]
    starts = [w.start for w in told if w is not None and w.start is not None]
    if starts:
        return min(starts), _last(told, published), True
    if published is None:
        return None, None, False
    return published - timedelta(days=_FRESH), published, False


def _last(told: Iterable[When | None], published: date | None) -> date | None:
    ends = [w.end for w in told if w is not None and w.start is not None]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else published


def _within(times: list[Time], sentence: Span) -> list[Time]:
    at = bisect_left(times, sentence.start, key=lambda t: t.start)
    found = []
    for time in times[at:]:
        if time.start >= sentence.end:
            break
        found.append(time)
    return found


def _cities(extraction: Extraction, sentence: Span) -> tuple[Place, ...]:
    found = (
        Place(name=p.name, country=p.country, lat=p.lat, lon=p.lon)
        for p in extraction.places
        if sentence.start <= p.start < sentence.end
    )
    return tuple(dict.fromkeys(place for place in found if not is_country(place)))


def _speaker(figure: Figure, extraction: Extraction) -> str | None:
    at = figure.evidence[0]
    for s in extraction.statements:
        if s.speaker is not None and any(span.overlaps(at) for span in s.content):
            return s.speaker.actor_id or fold(s.speaker.name)
    return None


def _is_part(figure: Figure, document: Document, sentence: Span) -> bool:
    """Tell whether a figure is a share of another: "twelve of the 60", "two badly hurt"."""
    at, text = figure.evidence[0], document.text
    return bool(
        _PART_AFTER.match(text, at.end)
        or _PART_BEFORE.search(text[max(0, at.start - 20) : at.start])
        or _PART_WITHIN.search(at.of(text))
        or _SEVERITY.search(_clause(figure, document, sentence))
    )
