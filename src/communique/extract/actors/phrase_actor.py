"""An actor from a short phrase: "four Saudi men", "the Knesset", "retired vice president"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from communique.extract.actors.phrase_lexicon import Found, Meaning, PhraseLexicon
from communique.extract.actors.phrase_persons import Persons
from communique.extract.actors.phrase_words import (
    PREPOSITIONS,
    backers,
    head_end,
    title_of,
    without_titles,
    words_of_phrase,
)
from communique.knowledge import Knowledge
from communique.knowledge.agents import load_agents, plain_word

_TELL_SECTOR = frozenset({"of", "at", "from", "for", "with"})
_TELL_COUNTRY = _TELL_SECTOR | {"in", "near"}
_STATE_WORDS = frozenset({"state", "official", "government", "run", "owned"})
_NAMES = ("organisation", "body", "region")
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "OPP", "IGO"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseActor:
    """What a phrase tells of an actor.

    ``country`` is ISO 3166-1 alpha-3, None where the phrase names none or an organisation of
    states; ``sectors`` are PLOVER codes, the main one first, empty for a state as such. ``name``
    and ``actor_id`` are of whom we know; ``why`` names the words that decided. ``by_region`` tells
    that a region or people gave the country, not merely a town of that name.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    actor_id: str | None = None
    name: str | None = None
    office: str | None = None
    by_region: bool = False
    why: str = "no known word"


def actor_of(
    phrase: str, knowledge: Knowledge, *, day: date | None = None, country: str | None = None
) -> PhraseActor:
    """Return what a short phrase tells of an actor.

    Args:
        phrase: a noun phrase, with or without a name.
        knowledge: who and what is known.
        day: the day on which offices are to hold; None asks for the present.
        country: alpha-3 code of the state that the context speaks of; used where the phrase names
            none, and to choose between bearers of a name.

    Returns:
        The actor; country, sectors and name are empty where the phrase does not tell.

    Source of the sectors: PLOVER codebook, "Actors"; the lexicon in ``knowledge/data/agents.yaml``.
    """
    return phrase_actors(knowledge).actor(phrase, day=day, country=country)


@cache
def phrase_actors(knowledge: Knowledge) -> PhraseActors:
    """Return the reader of phrases for one knowledge, made once."""
    return PhraseActors(knowledge)


class PhraseActors:
    """Reads phrases with one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._lexicon = PhraseLexicon(knowledge)
        self._persons = Persons(knowledge)

    def actor(self, phrase: str, *, day: date | None, country: str | None) -> PhraseActor:
        """Return what a phrase tells of an actor; see `actor_of`."""
        words = words_of_phrase(phrase)
        whole = self._lexicon.whole(words)
        if whole and not (whole[0].kind == "noun" and len(whole) == 1):
            found = [Found(start=0, end=len(words), meanings=whole)]
        else:
            found = self._lexicon.find(words)
            found = _without_backers(backers(phrase), words, found)
        found = [_preferred(f, country) for f in found]
        person = self._person(words, found, day)
        if person is not None:
            return person
        return _described(words, found, country)

    def meanings(self, phrase: str) -> tuple[Meaning, ...]:
        """Return what the whole of a phrase stands for, written as it is."""
        words = words_of_phrase(phrase)
        return tuple(m for m in self._lexicon.whole(words) if m.fits(words))

    def _person(
        self, words: list[str], found: Sequence[Found], day: date | None
    ) -> PhraseActor | None:
        """Return the person that a phrase names: in full, by title and surname, or nearly so."""
        on = day or date.today()
        ids = self._full_names(words, found) or self._short_names(words, found)
        chosen = self._persons.best(ids, on, title_of(words))
        return self._as_person(chosen, words, found, on, day) if chosen else None

    def _full_names(self, words: list[str], found: Sequence[Found]) -> list[str]:
        for hit in found:
            if hit.start < head_end(words) and hit.best.kind == "person" and hit.best.certain:
                return [m.actor_id for m in hit.meanings if m.actor_id and m.kind == "person"]
        return []

    def _short_names(self, words: list[str], found: Sequence[Found]) -> list[str]:
        rest = without_titles(words)
        meanings = self._lexicon.whole(rest)
        town = len(rest) == len(words) and any(f.best.kind == "city" for f in found)
        if town or any(m.kind != "person" for m in meanings):
            return []
        ids = [m.actor_id for m in meanings if m.actor_id and m.kind == "person"]
        if ids or len(rest) < 2 or not all(w[0].isupper() for w in rest):
            return ids
        first = len(words) - len(rest)
        telling = [f for f in found if f.end > first and f.best.certain]
        return [] if telling else self._persons.alike(rest)

    def _as_person(
        self, actor_id: str, words: list[str], found: Sequence[Found], on: date, day: date | None
    ) -> PhraseActor:
        standing = self._persons.standing(actor_id, on)
        said = [f for f in found if f.best.kind == "noun"]
        sectors = standing.sectors
        if said and (standing.past or not sectors):
            former = load_agents().former & set(map(plain_word, words))
            sectors = sectors if former else said[-1].best.sectors or sectors
        name = self._persons.name(actor_id)
        return PhraseActor(
            country=standing.country, sectors=sectors, actor_id=actor_id, name=name,
            office=standing.office, why=f"the person {name}" + (f" on {day}" if day else ""),
        )  # fmt: skip


def _described(words: list[str], found: Sequence[Found], country: str | None) -> PhraseActor:
    """Return the actor of a phrase that names no person."""
    end = head_end(words)
    head = [f for f in found if f.start < end]
    tail = [f for f in found if f.start >= end]
    prepositions = [w for w in words[end:] if w in PREPOSITIONS]
    first = prepositions[0] if prepositions else ""
    sectors = _sectors(words[:end], head, tail if first in _TELL_SECTOR else ())
    owner = _owner(head)
    if owner is None and set(prepositions) & _TELL_COUNTRY and first in _TELL_COUNTRY:
        owner = _owner(tail)
    named = _named([*head, *(tail if first in _TELL_SECTOR else ())])
    former = load_agents().former & set(map(plain_word, words[:end]))
    body = named is not None and bool(head) and head[-1].best is named
    if former and not body and sectors[:1] and sectors[0] in _OFFICIAL:
        sectors = ("ELI", *sectors)
    told = owner.country if owner is not None else None
    if told is None and not _of_no_state(named):
        told = country
    why = ", ".join(dict.fromkeys(f'"{f.best.surface}"' for f in found)) or "no known word"
    return PhraseActor(
        country=told, sectors=sectors, actor_id=named.actor_id if named else None,
        name=named.name if named else None, by_region=owner is not None and owner.certain, why=why,
    )  # fmt: skip


def _sectors(words: Sequence[str], head: Sequence[Found], tail: Sequence[Found]) -> tuple[str, ...]:
    certain = [f.best for f in head if _tells(f.best) and f.best.certain]
    if not certain:
        certain = [f.best for f in tail if _tells(f.best) and f.best.certain][:1]
    told = certain or [f.best for f in head if _tells(f.best)]
    told = told or [f.best for f in tail if _tells(f.best)][:1]
    if not told:
        bare = [f.best for f in head if f.best.sectors]
        return bare[-1].sectors if bare else ()
    last, *earlier = reversed(told)
    sectors = (*last.sectors, *(s for m in earlier for s in m.sectors if m.certain))
    if sectors[0] == "JRN" and _STATE_WORDS & set(map(plain_word, words)):
        sectors = ("GOV", *sectors)
    return tuple(dict.fromkeys(sectors))


def _tells(meaning: Meaning) -> bool:
    """Tell whether a meaning says what the actor does, more than where it is from."""
    return bool(meaning.sectors) and meaning.kind not in ("state", "capital", "people", "city")


def _owner(found: Iterable[Found]) -> Meaning | None:
    """Return the meaning that tells the country: a named body's own before the first place."""
    meanings = [f.best for f in found if f.best.country or f.best.kind == "organisation"]
    bodies = [m for m in meanings if m.kind in ("body", "organisation") and m.country]
    larger = [m for m in meanings if m.kind not in ("city", "person")]
    return next(iter(bodies or larger or meanings), None)


def _named(found: Sequence[Found]) -> Meaning | None:
    names = [f.best for f in found if f.best.kind in _NAMES and f.best.name]
    if names:
        return names[-1]
    nouns = any(f.best.kind == "noun" for f in found)
    places = [f.best for f in found if f.best.name and f.best.kind != "people"]
    return places[0] if places and not nouns else None


def _of_no_state(named: Meaning | None) -> bool:
    return named is not None and named.kind == "organisation" and "IGO" in named.sectors


def _preferred(found: Found, country: str | None) -> Found:
    """Put the meanings of the context's country first."""
    if country is None:
        return found
    ordered = sorted(found.meanings, key=lambda m: m.country != country)
    return replace(found, meanings=tuple(ordered))


def _without_backers(dropped: set[str], words: list[str], found: list[Found]) -> list[Found]:
    """Leave out who leads, backs or is opposed, where the phrase tells more."""
    kept = [f for f in found if not {plain_word(w) for w in words[f.start : f.end]} <= dropped]
    return kept or found
