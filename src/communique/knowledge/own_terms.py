"""How a user's own terms of office stand beside the curated ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from communique.knowledge.offices import Term

_ONE_HOLDER = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
)
# Titles that the files of offices write otherwise.
_KINDS = {
    "minister of foreign affairs": "foreign_minister",
    "minister for foreign affairs": "foreign_minister",
    "foreign affairs minister": "foreign_minister",
    "minister of defence": "defence_minister",
    "minister of defense": "defence_minister",
    "head of state": "head_of_state",
    "head of government": "head_of_government",
    "secretary-general": "secretary_general",
}


def kinds_of_titles(terms: Iterable[Term], states: Container[str]) -> dict[tuple[str, bool], str]:
    """Return the usual kind of each title of curated terms, with whether it is of a state."""
    counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for term in terms:
        counts[term.title, term.of in states][term.office] += 1
    return {title: kinds.most_common(1)[0][0] for title, kinds in counts.items()}


def kind_of_office(title: str, kinds: Mapping[tuple[str, bool], str], *, of_state: bool) -> str:
    """Return the kind of an office by its title, "official" where nothing tells it."""
    return kinds.get((title, of_state)) or _KINDS.get(title) or "official"


def giving_way(known: Iterable[Term], own: Iterable[Term]) -> Iterator[Term]:
    """Yield known terms, cut where an own term of an office with one holder covers their days.

    An own term with an open end leaves those alone that begin later: its holder may have left.
    """
    theirs: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in own:
        if term.office in _ONE_HOLDER and term.start is not None:
            theirs[term.of, term.office, term.title].append(term)
    for term in known:
        parts = [term]
        for other in theirs.get((term.of, term.office, term.title), ()):
            parts = [part for whole in parts for part in _outside(whole, other)]
        yield from parts


def telling(own: Iterable[Term], known: Iterable[Term]) -> list[Term]:
    """Return own terms without those that have no dates where a known one of the holder has."""
    dated = {(t.actor_id, t.of, t.title) for t in known if t.start or t.end}
    return [t for t in own if t.start or t.end or (t.actor_id, t.of, t.title) not in dated]


def _outside(term: Term, other: Term) -> Iterator[Term]:
    """Yield what of a term lies before and after another one."""
    first, last = term.start or date.min, term.end or date.max
    begins, ends = other.start or date.min, other.end or date.max
    succeeds = other.end is None and first > begins
    if last < begins or first > ends or succeeds:
        yield term
        return
    if first < begins:
        yield replace(term, end=begins - timedelta(days=1))
    if last > ends:
        yield replace(term, start=ends + timedelta(days=1))
