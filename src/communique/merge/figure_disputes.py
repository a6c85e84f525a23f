"""Figures of one measure that do not agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from communique.merge.dispute_words import load_dispute_words
from communique.merge.figure_pairs import kind_of, measure_one_thing, near_in_text
from communique.merge.joins import Joins
from communique.merge.measured import Measured
from communique.merge.quantities import amount, in_words
from communique.records import Dispute, DisputedValue, DisputeKind, Figure, content_id

_STRENGTH: tuple[DisputeKind, ...] = ("correction", "conflict", "update", "precision")
_BLOCK = 200  # figures of one sort in one story; more would be a list, not a dispute


def find_figure_disputes(measured: Iterable[Measured]) -> tuple[Dispute, ...]:
    """Return one dispute for each measure on which figures do not agree.

    Args:
        measured: the figures of all documents with what they measure.
    """
    every = list(measured)
    corrected = _corrected(every)
    kinds = {**_between_reports(every, corrected), **corrected}
    by_id = {m.figure.figure_id: m for m in every}
    found = []
    for ids, between in _joined(kinds):
        disputed = [kind for kind in between if kind is not None]
        if disputed:
            found.append(_dispute([by_id[name] for name in ids], disputed))
    return tuple(sorted(found, key=lambda d: d.dispute_id))


def evidence_value(figure: Figure) -> DisputedValue:
    """Return a figure as one of the values of a dispute."""
    return DisputedValue(
        value=in_words(figure), document_id=figure.document_id, evidence=figure.evidence
    )


_Kinds = dict[tuple[str, str], DisputeKind | None]


def _between_reports(every: Sequence[Measured], corrected: _Kinds) -> _Kinds:
    """Pairs of figures that measure one thing, with the kind of dispute between them if any.

    Two numbers that one report tells side by side, without correcting one, are of unlike things.
    """
    replaced = {name for pair in corrected for name in pair}
    amounts: dict[tuple[str, str], set[float]] = defaultdict(set)
    for m in every:
        if m.figure.figure_id not in replaced:
            amounts[m.document.document_id, m.unit].add(amount(m.figure))
    blocks: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for m in every:
        story = m.document.story or m.document.document_id
        for key in {m.deed, *m.stems, m.figure.unit} if m.sort else {*m.stems, m.figure.unit}:
            blocks[story, f"{m.unit}/{key}"].append(m)
    found: _Kinds = {}
    for _, block in sorted(blocks.items()):
        for first, second in combinations(block[:_BLOCK], 2):
            pair = (first.figure.figure_id, second.figure.figure_id)
            if pair in found or not measure_one_thing(first, second):
                continue
            told = [amounts[m.document.document_id, m.unit] for m in (first, second)]
            both = {amount(first.figure), amount(second.figure)}
            if (
                first.document is second.document
                or len(both) == 1
                or not any(both <= own for own in told)
            ):
                found[pair] = kind_of(first, second)
    return found


def _corrected(every: Iterable[Measured]) -> _Kinds:
    """Figures of a correcting sentence with the figure near by that they correct."""
    by_document: dict[str, list[Measured]] = defaultdict(list)
    for m in every:
        by_document[m.document.document_id].append(m)
    return {
        (first.figure.figure_id, second.figure.figure_id): kind
        for _, own in sorted(by_document.items())
        for first, second in _close_by(own)
        if (kind := _replaced(first, second)) is not None and _may_replace(first, second)
    }


def _close_by(own: Sequence[Measured]) -> Iterator[tuple[Measured, Measured]]:
    placed = sorted(own, key=lambda m: (m.figure.evidence, m.figure.figure_id))
    for at, first in enumerate(placed):
        for second in placed[at + 1 :]:
            if not near_in_text(first.sentence, second.sentence):
                break
            yield first, second


def _may_replace(first: Measured, second: Measured) -> bool:
    amounts = sorted((amount(first.figure), amount(second.figure)))
    if amounts[0] == amounts[1] or amounts[0] * 2 < amounts[1] or first.part or second.part:
        return False
    if first.sort and second.sort:
        deeds = {first.deed, second.deed} - {None}
        nations = [m.nations for m in (first, second) if m.nations]
        return len(deeds) < 2 and (len(nations) < 2 or nations[0] == nations[1])
    return first.unit == second.unit and (
        first.figure.unit == second.figure.unit or bool(first.stems & second.stems)
    )


def _replaced(first: Measured, second: Measured) -> DisputeKind | None:
    """Tell whether the words around one of the figures take back a number or renew it."""
    words = load_dispute_words()
    told = [m.sentence.of(m.document.text) for m in (first, second)]
    if any(words.correction.search(sentence) for sentence in told):
        return "correction"
    if any(words.revision.search(sentence) for sentence in told):
        return "update"
    grown = told[0] == told[1] and first.is_toll and words.growth.search(told[0])
    return "update" if grown else None


def _joined(kinds: _Kinds) -> Iterator[tuple[tuple[str, ...], list[DisputeKind | None]]]:
    """The figures of one measure, all that are linked by pairs, with the kinds between them."""
    joins = Joins(name for pair in kinds for name in pair)
    for first, second in kinds:
        joins.join(first, second)
    between: dict[str, list[DisputeKind | None]] = defaultdict(list)
    for (first, _), kind in sorted(kinds.items()):
        between[joins.find(first)].append(kind)
    for names in joins.groups():
        yield names, between[joins.find(names[0])]


def _dispute(figures: Sequence[Measured], kinds: Sequence[DisputeKind]) -> Dispute:
    told = sorted(figures, key=_in_time)
    kind = min(kinds, key=_STRENGTH.index)
    measures = Counter(m.figure.measure for m in told if m.figure.measure)
    ranked = sorted(measures, key=lambda m: (-measures[m], len(m), m))
    return Dispute(
        dispute_id=content_id("dispute", "figure", told[0].figure.figure_id),
        field="quantity",
        kind="update" if kind == "conflict" and _toll_rose(told) else kind,
        values=tuple(evidence_value(m.figure) for m in told),
        measure=ranked[0] if ranked else told[0].figure.unit,
    )


def _toll_rose(told: Sequence[Measured]) -> bool:
    """Tell whether a toll was higher at last than at first, whatever was said in between."""
    highest: dict[date, float] = {}
    for m in told:
        if m.published is not None:
            highest[m.published] = max(highest.get(m.published, 0), amount(m.figure))
    days = sorted(highest)
    return all(m.is_toll for m in told) and len(days) > 1 and highest[days[-1]] > highest[days[0]]


def _in_time(measured: Measured) -> tuple[date, str, object, str]:
    figure = measured.figure
    day = measured.published or date.max
    return day, figure.document_id, figure.evidence, figure.figure_id
