"""All names and nouns that a short phrase may hold, as one table of normalised words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from communique.knowledge import Knowledge, NameEntry
from communique.knowledge.agents import load_agents, plain_word, plain_words
from communique.knowledge.names import fold

MeaningKind = Literal[
    "person", "state", "capital", "people", "organisation", "body", "region", "city", "noun"
]

_LONGEST = 9  # words
_FAMOUS = 500_000  # people; a town so large goes before a surname: "Lagos police"
_STATE_KINDS: dict[str, MeaningKind] = {"metonym": "capital", "people": "people"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What some words of a phrase stand for; ``certain`` nouns go before others."""

    kind: MeaningKind
    surface: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    actor_id: str | None = None
    name: str | None = None
    certain: bool = True

    def fits(self, words: Sequence[str]) -> bool:
        """Tell whether the words are written as a name where this is a name."""
        if self.kind == "noun" or not self.surface[:1].isupper():
            return True
        if len(words) == 1 and self.surface.isupper() and len(self.surface) <= 4:
            return words[0].upper() == words[0] or (words[0][0].isupper() and len(words[0]) > 3)
        return words[0][:1].isupper() or words[-1][:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words of a phrase, by their indices, with what they may stand for."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]

    @property
    def best(self) -> Meaning:
        """The first meaning."""
        return self.meanings[0]


class PhraseLexicon:
    """Finds what the words of a phrase stand for, longest first, from left to right."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._gazetteer = knowledge.gazetteer
        table: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        for meaning in _meanings(knowledge):
            table[plain_words(meaning.surface)].append(meaning)
        table.pop((), None)
        self._table = {key: tuple(meanings) for key, meanings in table.items()}

    def find(self, words: Sequence[str]) -> list[Found]:
        """Return what the words of a phrase stand for; words that mean nothing are passed over."""
        found: list[Found] = []
        start = 0
        while start < len(words):
            hit = self._longest_at(words, start)
            if hit is not None:
                found.append(hit)
            start = hit.end if hit is not None else start + 1
        return [f for f in found if not _part_of_a_name(words, f, found)]

    def whole(self, words: Sequence[str]) -> tuple[Meaning, ...]:
        """Return what all the words together stand for, in whatever case they are written."""
        return self._table.get(tuple(map(plain_word, words)), ())

    def _longest_at(self, words: Sequence[str], start: int) -> Found | None:
        for end in range(min(len(words), start + _LONGEST), start, -1):
            here = words[start:end]
            meanings = tuple(m for m in self.whole(here) if m.fits(here))
            if all(m.kind == "person" and not m.certain for m in meanings):
                meanings = self._cities(here, _FAMOUS if meanings else 0) or meanings
            if meanings:
                return Found(start=start, end=end, meanings=meanings)
        return None

    def _cities(self, words: Sequence[str], population: int) -> tuple[Meaning, ...]:
        """Return the places of that name with at least so many people."""
        if not all(word[0].isupper() or word in ("de", "del", "la") for word in words):
            return ()
        name = " ".join(words)
        if len(name) < 4:
            return ()
        entries = self._gazetteer.lookup(name) or self._gazetteer.lookup(name.title())
        known = [e for e in entries if e.country and e.population >= population]
        return tuple(
            Meaning(
                kind="city", surface=e.name, country=e.country, sectors=("CVL",), name=e.name,
                certain=False,
            )
            for e in known[:3]
        )  # fmt: skip


def _part_of_a_name(words: Sequence[str], found: Found, others: Sequence[Found]) -> bool:
    """Tell whether a town or surname stands beside other capitalised words: "Juan Carlos Roa"."""
    if found.best.kind not in ("city", "person") or found.best.certain:
        return False
    sure = (o for o in others if o.best.certain)
    known = {i for other in sure for i in range(other.start, other.end)}
    beside = [i for i in (found.start - 1, found.end) if 0 <= i < len(words)]
    return any(words[i][0].isupper() and i not in known for i in beside)


def _meanings(knowledge: Knowledge) -> Iterator[Meaning]:
    """Yield meanings, those to be preferred for the same words first."""
    yield from _nouns()
    yield from _bodies(knowledge)
    yield from _regions()
    for state in knowledge.states.values():
        for part in state.parts:
            yield Meaning(kind="region", surface=part, country=state.code, name=part)
    for found in knowledge.names.meanings.values():
        for entry in found:
            if entry.form not in ("description", "combining"):
                yield _named(knowledge, entry)


def _nouns() -> Iterator[Meaning]:
    agents = load_agents()
    for certain, nouns in ((True, agents.certain), (False, agents.weak)):
        for words, sectors in nouns.items():
            yield Meaning(kind="noun", surface=" ".join(words), sectors=sectors, certain=certain)


def _bodies(knowledge: Knowledge) -> Iterator[Meaning]:
    """Yield the bodies, with the id and name of the actor that bears one of their names."""
    for body in load_agents().bodies:
        entries = (e for n in body.names for e in knowledge.names.meanings.get(fold(n), ()))
        ids = (e.actor_id for e in entries if e.kind not in ("person", "state"))
        actor = knowledge.actor(next(ids, ""))
        for name in body.names:
            yield Meaning(
                kind="body", surface=name, country=body.country, sectors=body.sectors,
                actor_id=actor.actor_id if actor else None,
                name=actor.name if actor else body.names[0],
            )  # fmt: skip


def _regions() -> Iterator[Meaning]:
    for region in load_agents().regions:
        for name in region.names:
            yield Meaning(kind="region", surface=name, country=region.country,
                          sectors=region.sectors, name=region.names[0])  # fmt: skip


def _named(knowledge: Knowledge, entry: NameEntry) -> Meaning:
    actor = knowledge.actors[entry.actor_id]
    kind: MeaningKind = "organisation"
    sectors = ("JRN",) if entry.kind == "agency" else actor.sectors
    if entry.kind == "person":
        kind = "person"
    elif entry.kind == "state":
        kind = _STATE_KINDS.get(entry.form, "state")
        sectors = ("GOV",) if kind == "capital" else ("CVL",) if kind == "people" else ()
    return Meaning(kind=kind, surface=entry.surface, country=actor.country, sectors=sectors,
                   actor_id=actor.actor_id, name=actor.name,
                   certain=entry.form != "short")  # fmt: skip
