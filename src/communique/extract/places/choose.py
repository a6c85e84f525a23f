"""Which place of a name is meant: all toponyms of a document decide together.

Each name has candidates. They start with a weight by their people; then every candidate gains from
the others that lie near by, in its county, its region or its country, in a few rounds, so that a
local paper's home emerges from the towns and counties that it names together (the idea of spatial
coherence, e.g. Leidner 2007, and of local lexicons, Lieberman et al. 2010).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from communique.extract.places.toponyms import Toponym
from communique.knowledge.gazetteer import Entry, place_key

Votes = dict[Hashable, float]

_ROUNDS = 4
_SHARPNESS = 1.5
_DOUBTFUL = 1.5  # evidence of a name that speaks with half a voice
_PEOPLE = 0.65
_CONTEXT = {"district": 1.2, "near": 1.2, "region": 1.0, "country": 0.45}
_OTHER_NAME = 1.5
_KINDS = {"country": 1.6, "region": 0.8, "district": 0.3, "area": 0.6, "capital": 0.4}
_UNLISTED = 0.8
_HOME = 0.3  # what a namesake elsewhere must be three times as large to make up for


def choose(toponyms: Sequence[Toponym], home: str | None = None) -> dict[str, tuple[Entry, float]]:
    """Return for each name, by its key, the place that it most likely means.

    Args:
        toponyms: of one document; a name that its words fix once is so read everywhere.
        home: alpha-3 code of the outlet's country, if known; its towns are a little likelier.

    Returns:
        Places with their support; the support is 0 where nothing else in the text speaks for it.
    """
    candidates, weights = _candidates(toponyms), _weights(toponyms)
    prior = {key: [_prior(e, key, home) for e in found] for key, found in candidates.items()}
    support = {key: [0.0] * len(found) for key, found in candidates.items()}
    for _ in range(_ROUNDS):
        scores = {key: _sums(prior[key], support[key]) for key in candidates}
        said = {key: _said(candidates[key], scores[key], weights[key]) for key in candidates}
        votes = _total(said.values())
        support = {
            key: [_support(entry, said[key], votes) for entry in found]
            for key, found in candidates.items()
        }
    chosen = {}
    for key, found in candidates.items():
        total = _sums(prior[key], support[key])
        best = max(range(len(found)), key=total.__getitem__)
        chosen[key] = (found[best], support[key][best])
    return chosen


def _candidates(toponyms: Sequence[Toponym]) -> dict[str, tuple[Entry, ...]]:
    fixed: dict[str, tuple[Entry, ...]] = {}
    free: dict[str, tuple[Entry, ...]] = {}
    for toponym in toponyms:
        if toponym.fixed:
            fixed.setdefault(toponym.key, toponym.entries)
        free.setdefault(toponym.key, toponym.entries)
    return free | fixed


def _weights(toponyms: Sequence[Toponym]) -> dict[str, float]:
    """Return how loudly each name speaks: how sure it is a place, how often it stands."""
    sure: dict[str, float] = defaultdict(float)
    for toponym in toponyms:
        sure[toponym.key] += 1 / (1 + math.exp(_DOUBTFUL - toponym.evidence))
    return {name: math.sqrt(value) for name, value in sure.items()}


def _prior(entry: Entry, key: str, home: str | None) -> float:
    """Return what speaks for a place before anything else is heard."""
    score = _PEOPLE * math.log10(entry.population + 300) + _KINDS.get(entry.kind, 0.0)
    if entry.kind in ("city", "capital") and place_key(entry.name).casefold() != key:
        score -= _OTHER_NAME
    if entry.kind == "region" and not entry.region.isalpha():
        score -= _UNLISTED
    if entry.kind in ("city", "capital") and entry.country == home:
        score += _HOME
    return score


def _keys(entry: Entry) -> Iterator[tuple[str, Hashable]]:
    """Yield what an entry is part of, as keys under which votes meet."""
    if entry.country:
        yield "country", entry.country
        if entry.region:
            yield "region", (entry.country, entry.region)
            if entry.district:
                yield "district", (entry.country, entry.region, entry.district)
    if entry.lat is not None and entry.lon is not None and entry.kind not in ("country", "region"):
        yield "near", (round(entry.lat), round(entry.lon))


def _said(found: Sequence[Entry], scores: Sequence[float], weight: float) -> Votes:
    """Return what one name says: for the surroundings of each place that it may mean."""
    votes: Votes = defaultdict(float)
    for entry, share in zip(found, _softmax(scores), strict=True):
        for _, key in _keys(entry):
            votes[key] += share * weight
    return votes


def _total(said: Iterable[Votes]) -> Votes:
    votes: Votes = defaultdict(float)
    for one in said:
        for key, value in one.items():
            votes[key] += value
    return votes


def _support(entry: Entry, own: Votes, votes: Votes) -> float:
    """Return what the other names say for ``entry``; what its own name says does not count."""
    total = 0.0
    for kind, key in _keys(entry):
        cells = _around(entry) if kind == "near" else (key,)
        heard = sum(votes.get(cell, 0.0) - own.get(cell, 0.0) for cell in cells)
        total += _CONTEXT[kind] * math.log2(1 + max(heard, 0.0))
    return total


def _around(entry: Entry) -> Iterator[Hashable]:
    """Yield the square degree of an entry and the eight about it."""
    row, column = round(entry.lat or 0), round(entry.lon or 0)
    return ((r, c) for r in range(row - 1, row + 2) for c in range(column - 1, column + 2))


def _sums(first: Sequence[float], second: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(first, second, strict=True)]


def _softmax(scores: Sequence[float]) -> list[float]:
    highest = max(scores)
    powers = [math.exp(_SHARPNESS * (s - highest)) for s in scores]
    return [p / sum(powers) for p in powers]
