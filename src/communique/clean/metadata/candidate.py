"""What a page states about a field, from several places, and the value they settle on.

Each place states a value with its words and a confidence. Values that agree support each other as
independent witnesses would; values that disagree with the winner lower the confidence in it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import prod
from typing import Generic, TypeVar

from communique.records import MetadataBasis

Value = TypeVar("Value")

_SUREST = 0.99  # only what the container of a report states is taken as certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Generic[Value]):
    """A value of a field, what it was read from, its confidence between 0 and 1, its words."""

    value: Value
    basis: str
    confidence: float
    text: str | None = None


def settle(
    candidates: Iterable[Candidate[Value]],
    same: Callable[[Value, Value], bool] = operator.eq,
) -> Candidate[Value] | None:
    """Return the candidate whose value has most support, or None when there is none.

    Args:
        candidates: in order of preference, for values with equal support.
        same: tells whether two values agree.

    Returns:
        The most confident candidate for that value, its confidence raised by those that agree and
        lowered by half of the support of every other value.
    """
    groups: list[list[Candidate[Value]]] = []
    for candidate in candidates:
        group = next((g for g in groups if same(g[0].value, candidate.value)), None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)
    if not groups:
        return None
    winner = max(groups, key=_support)
    doubt = prod(1 - _support(group) / 2 for group in groups if group is not winner)
    best = max(_most_frequent(winner), key=lambda candidate: candidate.confidence)
    return replace(best, confidence=round(_support(winner) * doubt, 2))


def basis_of(field: str, candidate: Candidate[Value] | None) -> tuple[MetadataBasis, ...]:
    """Return the record of what ``field`` was read from; nothing for a field that is not known."""
    if candidate is None:
        return ()
    return (
        MetadataBasis(
            field=field,
            basis=candidate.basis,
            text=candidate.text,
            confidence=candidate.confidence,
        ),
    )


def _most_frequent(group: list[Candidate[Value]]) -> list[Candidate[Value]]:
    """Of values that agree without being the same, those of the value with most support."""
    equal = [[other for other in group if other.value == one.value] for one in group]
    return max(equal, key=_support)


def _support(group: list[Candidate[Value]]) -> float:
    if any(candidate.confidence >= 1 for candidate in group):
        return 1.0
    return min(_SUREST, 1 - prod(1 - candidate.confidence for candidate in group))
