"""Figures of one measure that do not agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice

from communique.intervals import intersect
from communique.merge.accounts import role_of
from communique.merge.dispute_words import load_dispute_words
from communique.merge.quantities import (
    Measure,
    amount,
    compatible,
    likeness,
    measure_of,
    same_amount,
)
from communique.records import Dispute, DisputedValue, DisputeKind, Document, Figure, content_id
from communique.spans import Span, hull

_ALIKE = 0.7  # share of words that two descriptions of one measure have in common
_ALIKE_ROUGH = 0.5  # for running counts: "more than 20 countries", "over 25 countries"
_ALIKE_IN_REPORT = 0.75  # a report lists like figures of unlike things
_SHARES = frozenset({"percent", "percentage point"})  # reports give many, of unlike wholes
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = re.compile(r"\b(?:months|years|decades?|a year) (?:ago|earlier|before)\b")
_FAR_APART = 20  # times; numbers further apart count different things
_NEAR = 30  # days between reports whose figures meet
_CLOSE_BY = 400  # characters from a correction to the figure it corrects
_STRENGTH: tuple[DisputeKind, ...] = ("correction", "conflict", "update", "precision")
_BLOCK = 200
_PART = re.compile(r"\s+of\s+(?:the|them|these|those|whom|which)\b")


def find_figure_disputes(
    figures: Sequence[Figure], documents: Mapping[str, Document]
) -> tuple[Dispute, ...]:
    """Return disputes between figures that measure one thing for the same parties.

    Args:
        figures: of all documents.
        documents: by id, with story set.
    """
    numbering = load_dispute_words().numbering
    counts = (f for f in figures if f.unit.lower().rstrip("s") not in numbering)
    ordered = sorted(counts, key=lambda f: (f.document_id, f.evidence, f.figure_id))
    read = {f.figure_id: measure_of(f) for f in ordered}
    found: dict[str, Dispute] = {}
    for first, second, measure in _pairs(ordered, read, documents):
        kind = _kind(first, second, documents)
        if kind is not None:
            dispute = _dispute(kind, measure, first, second)
            found[dispute.dispute_id] = dispute
    return tuple(_strongest(found.values()))


def evidence_value(figure: Figure) -> DisputedValue:
    """Return a figure as one of the values of a dispute."""
    sign = {"about": "about ", "almost": "almost ", "at_least": "at least ", "at_most": "at most "}
    ranged = figure.low is not None and figure.high is not None
    number = f"{figure.low}-{figure.high}" if ranged else str(figure.value)
    words = f"{sign.get(figure.qualifier, '')}{number} {figure.unit}".strip()
    return DisputedValue(value=words, document_id=figure.document_id, evidence=figure.evidence)


def _pairs(
    figures: Sequence[Figure], read: Mapping[str, Measure], documents: Mapping[str, Document]
) -> Iterator[tuple[Figure, Figure, str]]:
    blocks: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        measure = read[figure.figure_id]
        story = documents[figure.document_id].story or figure.document_id
        for stem in measure.stems:
            blocks[story, measure.unit, stem].append(figure)
    seen: set[tuple[str, str]] = set()
    for first, second in _corrected(figures, documents):
        seen.add((first.figure_id, second.figure_id))
        yield first, second, first.measure or second.measure
    for _, block in sorted(blocks.items()):
        for first, second in combinations(block[:_BLOCK], 2):
            key = (first.figure_id, second.figure_id)
            if key in seen or same_amount(first, second):
                continue
            seen.add(key)
            if _one_measure(first, second, read, documents):
                yield first, second, min((first.measure, second.measure), key=lambda m: (len(m), m))


def _one_measure(
    first: Figure,
    second: Figure,
    read: Mapping[str, Measure],
    documents: Mapping[str, Document],
) -> bool:
    alike = likeness(read[first.figure_id], read[second.figure_id])
    one, other = documents[first.document_id], documents[second.document_id]
    together = one.document_id == other.document_id
    if together and (alike < _ALIKE_IN_REPORT or hull(first.evidence) == hull(second.evidence)):
        return False
    if read[first.figure_id].unit in _SHARES or _of_another_time(first, one, second, other):
        return False
    low, high = sorted((amount(first), amount(second)))
    if high > _FAR_APART * max(low, 1):
        return False
    rough = _both_rough(first, second)
    shared = read[first.figure_id].stems & read[second.figure_id].stems
    if not rough and shared <= {read[first.figure_id].unit}:
        return False
    if alike < (_ALIKE_ROUGH if rough else _ALIKE) or not _parties_meet(first, second):
        return False
    if _is_aim(first, one) != _is_aim(second, other):
        return False
    if _is_part(first, one) or _is_part(second, other):
        return False
    if first.change != second.change and first.change and second.change:
        return False
    if first.period and second.period and intersect(first.period, second.period) is None:
        return False
    days = _published(one), _published(other)
    return days[0] is None or days[1] is None or abs((days[1] - days[0]).days) <= _NEAR


def _parties_meet(first: Figure, second: Figure) -> bool:
    """Shared parties: all those of the figure that names fewer, among them the other's first.

    Where one names nobody ("two-way trade") the other must be between two; where neither does,
    only tolls and counts of two reports meet, not prices or lengths.

    The first is mostly the one who acts: what Georgia expels does not dispute what Britain does.
    Running counts ("more than 20 countries") need but one, since each report tells them by the way.
    """
    few, many = sorted(
        ([role_of(party).key for party in figure.parties] for figure in (first, second)),
        key=lambda keys: len(set(keys)),
    )
    if not few:
        apart = first.document_id != second.document_id
        return len(set(many)) > 1 or (_is_toll(first) and apart)
    if _both_rough(first, second):
        return not set(few).isdisjoint(many)
    return set(few) <= set(many) and many[0] in few


def _is_toll(figure: Figure) -> bool:
    unit = measure_of(figure).unit
    return not figure.currency and unit not in _SHARES and unit != "minutes"


def _both_rough(first: Figure, second: Figure) -> bool:
    counts = (f.qualifier in {"at_least", "about"} and not f.currency for f in (first, second))
    return all(counts) and first.unit == second.unit and measure_of(first).unit != "minutes"


def _of_another_time(first: Figure, one: Document, second: Figure, other: Document) -> bool:
    """Tell whether one figure is history: its sentence names a year or an age the other's lacks."""
    sentences = (
        _sentence(one.text, hull(first.evidence)),
        _sentence(other.text, hull(second.evidence)),
    )
    years = [set(map(int, _YEAR.findall(sentence))) for sentence in sentences]
    ages = [bool(_LONG_AGO.search(sentence)) for sentence in sentences]
    published = [day.year for day in (_published(one), _published(other)) if day is not None]
    old = {year for year in years[0] ^ years[1] if year < min(published, default=0) - 1}
    return ages[0] != ages[1] or bool(old)


def _is_aim(figure: Figure, document: Document) -> bool:
    sentence = _sentence(document.text, hull(figure.evidence))
    return load_dispute_words().aims.search(sentence) is not None


def _is_part(figure: Figure, document: Document) -> bool:
    """Tell whether a figure is a share of another: "twelve of the 60"."""
    return _PART.match(document.text, figure.evidence[0].end) is not None


def _corrected(
    figures: Sequence[Figure], documents: Mapping[str, Document]
) -> Iterator[tuple[Figure, Figure]]:
    """Figures of a correcting sentence with the figure near by that they correct."""
    by_document: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_document[figure.document_id].append(figure)
    for name, own in sorted(by_document.items()):
        text = documents[name].text
        for first, second in _close_by(own):
            if _may_correct(first, second, text):
                yield first, second


def _close_by(figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one text with few characters between them, in the order of the text."""
    placed = sorted(((hull(f.evidence), f) for f in figures), key=lambda p: p[0].start)
    for at, (span, first) in enumerate(placed):
        for later, second in islice(placed, at + 1, None):
            if later.start - span.end > _CLOSE_BY:
                break
            yield first, second


def _may_correct(first: Figure, second: Figure, text: str) -> bool:
    amounts = sorted((amount(first), amount(second)))
    return (
        amounts[0] != amounts[1]
        and amounts[0] * 2 >= amounts[1]
        and _same_kind(first, second)
        and _replaced(first, second, text) is not None
    )


def _same_kind(first: Figure, second: Figure) -> bool:
    one, other = measure_of(first), measure_of(second)
    if (first.currency, one.unit == "minutes") != (second.currency, other.unit == "minutes"):
        return False
    shared = (one.stems | {one.unit}) & (other.stems | {other.unit})
    return bool(shared)


def _replaced(first: Figure, second: Figure, text: str) -> DisputeKind | None:
    """Tell whether the words around one of the figures take back a number or renew it."""
    words = load_dispute_words()
    sentences = [_sentence(text, hull(figure.evidence)) for figure in (first, second)]
    if any(words.correction.search(sentence) for sentence in sentences):
        return "correction"
    return "update" if any(words.revision.search(sentence) for sentence in sentences) else None


def _sentence(text: str, span: Span) -> str:
    """The words from the last full stop or line break before a span to the next after it."""
    start = max(text.rfind(mark, 0, span.start) for mark in (". ", "\n", "? ", "! ")) + 1
    if text[span.end - 1 : span.end] in {".", "!", "?"}:
        return text[start : span.end]
    ends = [at for mark in (". ", "\n", "? ", "! ") if (at := text.find(mark, span.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _kind(first: Figure, second: Figure, documents: Mapping[str, Document]) -> DisputeKind | None:
    one, other = documents[first.document_id], documents[second.document_id]
    if one.document_id == other.document_id:
        replaced = _replaced(first, second, one.text)
        if replaced is not None:
            return replaced
    if "at_least" in {first.qualifier, second.qualifier} and _grew(first, second, documents):
        return "update"
    if compatible(first, second):
        return "precision" if one.document_id != other.document_id else None
    return "update" if _grew(first, second, documents) else "conflict"


def _grew(first: Figure, second: Figure, documents: Mapping[str, Document]) -> bool:
    """Tell whether the later report counts more; money and durations are not counts."""
    if first.currency or measure_of(first).unit == "minutes":
        return False
    days = (_published(documents[first.document_id]), _published(documents[second.document_id]))
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    early, late = (first, second) if days[0] < days[1] else (second, first)
    return amount(late) > amount(early)


def _published(document: Document) -> date | None:
    return document.published.start if document.published is not None else None


def _dispute(kind: DisputeKind, measure: str, first: Figure, second: Figure) -> Dispute:
    return Dispute(
        dispute_id=content_id("dispute", "figure", first.figure_id, second.figure_id),
        field="quantity",
        kind=kind,
        values=(evidence_value(first), evidence_value(second)),
        measure=measure,
    )


def _strongest(disputes: Iterable[Dispute]) -> Iterator[Dispute]:
    """One dispute for each pair of values, however many copies repeat them."""
    best: dict[tuple[str, ...], Dispute] = {}
    order = {kind: at for at, kind in enumerate(_STRENGTH)}
    for dispute in sorted(disputes, key=lambda d: (order.get(d.kind, 9), d.dispute_id)):
        key = tuple(sorted(value.value for value in dispute.values))
        best.setdefault((dispute.measure or "", *key), dispute)
    yield from sorted(best.values(), key=lambda d: d.dispute_id)
