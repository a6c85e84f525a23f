"""One text compared: which coded record is which item of gold, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from communique.corrections.anchors import focus_of
from communique.evaluation.fields import SCORED, ScoredKind, stated, words_of
from communique.evaluation.gold import GoldRow
from communique.evaluation.values import Tally
from communique.records import EventMention, Extraction
from communique.spans import Span

Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something that gold and the coder say differently.

    ``what``: missed, extra, rejected (a negative that the coder gives), or the name of a field.
    ``gold`` and ``coded`` are the item and the record, None where there is none.
    """

    kind: str
    what: str
    gold: Any
    coded: Any
    words: Span | None


@dataclass(slots=True)
class Compared:
    """What comparing one text gave: tallies by kind and field, and what differs.

    ``types`` pairs what gold and the coder took a thing for; ``negatives`` counts by kind the
    negatives of gold, and those that the coder gives all the same.
    """

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    types: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    negatives: dict[str, tuple[int, int]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def add(self, kind: str, name: str, tally: Tally) -> None:
        """Add to the tally of a field."""
        had = self.tallies.get((kind, name), Tally())
        self.tallies[kind, name] = Tally(*(a + b for a, b in zip(had, tally, strict=True)))


def compare(row: GoldRow, extraction: Extraction) -> Compared:
    """Compare what is annotated of a text with what the coder found in it."""
    result = Compared()
    for kind, scored in SCORED.items():
        if isinstance(getattr(row, kind), tuple):
            _compare_kind(result, kind, scored, row, scored.coded(extraction))
    return result


def _compare_kind(
    result: Compared, kind: str, scored: ScoredKind, row: GoldRow, coded: Sequence[Any]
) -> None:
    items = [item for item in row.items(kind) if not item.wrong]
    pairs = aligned(scored, items, coded)
    met = {id(item) for item, _ in pairs}
    taken = {id(record) for _, record in pairs}
    rest = [record for record in coded if id(record) not in taken]
    negatives = [item for item in row.items(kind) if item.wrong]
    refuted = _refuted(scored, negatives, rest)
    extra = rest if row.complete else refuted
    count = Tally(len(items), len(pairs) + len(extra), len(pairs), len(pairs))
    result.add(kind, "found", count)
    right = sum(_is_exact(scored, item, record) for item, record in pairs)
    result.add(kind, "exact", count._replace(found=right, right=right))
    if negatives:
        result.negatives[kind] = (len(negatives), len(refuted))
    for item, record in pairs:
        _compare_fields(result, kind, scored, item, record)
    for item in items:
        if id(item) not in met:
            result.types.append((kind, scored.type(item), None))
            result.differences.append(_difference(kind, "missed", item, None))
    for record in extra:
        what = "rejected" if any(record is one for one in refuted) else "extra"
        result.types.append((kind, None, scored.type(record)))
        result.differences.append(_difference(kind, what, None, record))


def _compare_fields(
    result: Compared, kind: str, scored: ScoredKind, item: Any, record: Any
) -> None:
    result.types.append((kind, scored.type(item), scored.type(record)))
    for name, compared in scored.fields.items():
        if not stated(item, name):
            continue
        tally = compared(item, record)
        result.add(kind, name, tally)
        if name != "date_overlap" and not _is_right(tally):
            result.differences.append(_difference(kind, name, item, record))


def aligned(scored: ScoredKind, items: Sequence[Any], coded: Sequence[Any]) -> list[Pair]:
    """Return pairs of gold and coding, the likest first, each thing in one pair at most."""
    likeness = [
        (scored.likeness(item, record), -i, -j)
        for i, item in enumerate(items)
        for j, record in enumerate(coded)
    ]
    pairs: dict[int, int] = {}
    for like, i, j in sorted(likeness, reverse=True):
        if like > 0 and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return [(items[i], coded[j]) for i, j in sorted(pairs.items())]


def _refuted(scored: ScoredKind, negatives: Sequence[Any], coded: Sequence[Any]) -> list[Any]:
    """Return the records that gold says are none: taken for the same, at the same words."""
    found: list[Any] = []
    for item in negatives:
        for record in coded:
            if _is_refuted(scored, item, record) and not any(record is one for one in found):
                found.append(record)
                break
    return found


def _is_refuted(scored: ScoredKind, item: Any, record: Any) -> bool:
    taken_for = (name for name in ("type", "kind", "unit", "value") if name in scored.fields)
    stands = focus_of(record)
    shared = min(stands.end, item.span.end) - max(stands.start, item.span.start)
    # A trigger lies in the words of a negative; what is longer must be about as long as they.
    least = 1 if isinstance(record, EventMention) else max(stands.length, item.span.length) / 2
    return shared >= least and all(
        _is_right(scored.fields[name](item, record)) for name in taken_for if stated(item, name)
    )


def _is_exact(scored: ScoredKind, item: Any, record: Any) -> bool:
    given = (name for name in scored.exact if stated(item, name))
    return all(_is_right(scored.fields[name](item, record)) for name in given)


def _is_right(tally: Tally) -> bool:
    return tally.found == tally.gold and tally.right == tally.coded


def _difference(kind: str, what: str, item: Any, record: Any) -> Difference:
    words = item.span if item is not None and item.span is not None else None
    if words is None and record is not None:
        words = words_of(record)
    return Difference(kind=kind, what=what, gold=item, coded=record, words=words)
