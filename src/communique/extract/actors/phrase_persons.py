"""Persons in short phrases: by full name, by surname and date, by initials and near spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cache

from communique.knowledge import Knowledge, Term
from communique.knowledge.agents import load_agents, plain_words

# In this order an office speaks for its holder where several are held at once.
_RANK = (
    "head_of_state", "head_of_government", "leader", "foreign_minister", "defence_minister",
    "president", "secretary_general", "chief_diplomat", "deputy_head_of_government", "official",
    "commissioner", "security_adviser", "legislature_head", "spokesperson", "envoy",
    "party_leader", "monarch_heir",
)  # fmt: skip
_LIKE = 0.74  # similarity of two spellings of a given name: "Aleksandr" and "Alexander" have .78


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person was on a day: state, PLOVER sectors, office; ``past`` when out of office."""

    country: str | None
    sectors: tuple[str, ...]
    office: str | None
    past: bool


class Persons:
    """The persons of the knowledge, findable by parts of their names."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._by_last: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
        for term in knowledge.offices.terms:
            for name in (term.name, *term.aliases):
                words = plain_words(name)
                if len(words) > 1:
                    self._by_last[words[-1]][words] = term.actor_id

    def alike(self, words: Sequence[str]) -> list[str]:
        """Return the ids of persons with this last name and alike given names or initials."""
        if not 2 <= len(words) <= 5:
            return []  # a name of one word is no near spelling; longer phrases are no names
        given = plain_words(" ".join(map(_initials, words)))
        known = self._by_last.get(given[-1], {})
        found = [actor_id for name, actor_id in known.items() if _alike(given[:-1], name[:-1])]
        return list(dict.fromkeys(found))

    def name(self, actor_id: str) -> str | None:
        """Return the usual name of a person."""
        actor = self._knowledge.actor(actor_id)
        return actor.name if actor else None

    def best(self, actor_ids: Iterable[str], day: date, title: str = "") -> str | None:
        """Return who of several bearers of a name a report of that day most likely means.

        Args:
            actor_ids: ids of persons.
            day: the day of the report.
            title: the words before the name; who ever bore such a title goes first.
        """
        offices = self._knowledge.offices

        def order(actor_id: str) -> tuple[bool, tuple[int, int], str]:
            bore = any(t.title == title for t in offices.of_person(actor_id))
            return not bore, self._distance(actor_id, day), actor_id

        return min(set(actor_ids), key=order, default=None)

    def standing(self, actor_id: str, day: date) -> Standing:
        """Return what a person was on a day; who has left all offices is of the elite."""
        terms = self._knowledge.offices.of_person(actor_id)
        held = sorted((t for t in terms if t.holds_on(day)), key=_rank)
        if held:
            return self._in_office(held)
        past = [t for t in terms if t.end is not None and t.end < day]
        future = [t for t in terms if t.start is not None and t.start > day]
        last = max(past, key=lambda t: t.end or day, default=None)
        term = last or min(future, key=lambda t: t.start or day, default=None)
        country = self._state(term) if term else None
        sectors = ("ELI",) if past else ()
        return Standing(country=country, sectors=sectors, office=None, past=bool(past))

    def _in_office(self, held: Sequence[Term]) -> Standing:
        sectors = office_sectors(held[0])
        country = next((c for t in held if (c := self._state(t))), None)
        if self._state(held[0]) is None:
            country, sectors = None, ("IGO", *(s for s in sectors if s not in ("IGO", "GOV")))
        return Standing(country=country, sectors=sectors, office=held[0].title, past=False)

    def _state(self, term: Term) -> str | None:
        return term.of if term.of in self._knowledge.states else None

    def _distance(self, actor_id: str, day: date) -> tuple[int, int]:
        terms = self._knowledge.offices.of_person(actor_id)
        held = [_rank(t) for t in terms if t.holds_on(day)]
        if held:
            return 0, min(held)
        days = [abs(((t.end if t.end and t.end < day else t.start) or day) - day) for t in terms]
        return 1, min((d.days for d in days), default=0)


def office_sectors(term: Term) -> tuple[str, ...]:
    """Return the PLOVER sectors of an office: by its title where that tells, else by its kind."""
    agents = load_agents()
    by_kind = agents.office_sectors.get(term.office)
    if by_kind is not None:
        return by_kind
    words, bodies = plain_words(term.title), _sectors_of_bodies()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            some = words[start : start + length]
            found = agents.certain.get(some) or bodies.get(some)
            if found:
                return found
    return ("GOV",)


@cache
def _sectors_of_bodies() -> dict[tuple[str, ...], tuple[str, ...]]:
    return {plain_words(n): body.sectors for body in load_agents().bodies for n in body.names}


def _rank(term: Term) -> int:
    return _RANK.index(term.office) if term.office in _RANK else len(_RANK)


def _initials(word: str) -> str:
    """Part the initials that stand together: "GW" of "G.W. Bush"."""
    return " ".join(word) if word.isupper() and len(word) <= 3 else word


def _alike(given: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether given names agree: equal or alike first names, or the same initials."""
    first, other = given[0], known[0]
    if first == other:
        return True
    shared = {w[0] for w in given[1:]} & {w[0] for w in known[1:]}
    middle = bool(shared) or not (given[1:] and known[1:])
    if len(first) == 1 or len(other) == 1:
        return first[0] == other[0] and middle
    return SequenceMatcher(None, first, other).ratio() >= _LIKE and middle
