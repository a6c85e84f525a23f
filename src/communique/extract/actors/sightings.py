"""Which offices a document gives to the people it names: evidence for who held what when.

A sighting says no more than the words do. Whether enough reports agree is found out once all
documents are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from communique.extract.actors.phrases import NO_LONGER_OR_NOT_YET
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import OfficeRole, load_roles
from communique.extract.actors.titles import GivenTitle
from communique.knowledge.agents import load_agents, plain_words
from communique.records import OfficeSighting, When
from communique.spans import Span
from communique.syntax import Parsed, Token

_NOT_HELD = NO_LONGER_OR_NOT_YET | {"nominee", "candidate", "designate", "elect", "hopeful"}
_PRIVATE = frozenset({"BUS", "JRN", "EDU", "MED", "LAB", "SOC", "NGO", "REL", "CRM", "AGR"})
_SPELLING = {"defence": "defense", "labour": "labor", "advisor": "adviser"}


def office_sightings(
    parties: Resolver, given: Iterable[GivenTitle], written: When | None
) -> tuple[OfficeSighting, ...]:
    """Return the offices of states and organisations that a document gives to people.

    What the knowledge says already, for the day of the report, is no news and is left out.

    Args:
        parties: of the document.
        given: the titles beside names, in text order; of the same title the first counts.
        written: the days on which the report can have been written.
    """
    found: dict[tuple[str, str, str], OfficeSighting] = {}
    for sighting in _sightings(parties, given, written):
        found.setdefault((sighting.actor_id, sighting.title, sighting.of), sighting)
    return tuple(found.values())


def title_of_office(words: str) -> str | None:
    """Return a title as it is compared, or None for one that names no office now held.

    Epithets go ("visiting deputy premier"), spelling is American, and a bare "minister" or
    "official" is no office.
    """
    roles = load_roles()
    plain = [w for w in words.lower().split() if w not in roles.epithets]
    if not plain or set(plain_words(words)) & _NOT_HELD:
        return None
    title = " ".join(plain)
    if title not in roles.offices and (len(plain) < 2 or plain[-1] not in roles.office_heads):
        return None
    if title not in roles.offices and is_shared(title) and _is_private(plain):
        return None
    rank, _, office = title.partition(" ")
    if rank == "deputy":
        title = f"deputy {_usual_words().get(office, office)}"
    return " ".join(_SPELLING.get(w, w) for w in _usual_words().get(title, title).split())


def _is_private(words: list[str]) -> bool:
    """Tell whether a title is of a firm or the like: "American Airlines spokesman"."""
    nouns = load_agents().certain
    sectors = (nouns.get(plain_words(word), ("",)) for word in words)
    return any(found[0] in _PRIVATE for found in sectors)


@cache
def _usual_words() -> dict[str, str]:
    """Return for each office phrase the first of those that mean the same ("premier")."""
    first: dict[OfficeRole, str] = {}
    for phrase, role in load_roles().offices.items():
        first.setdefault(replace(role, phrase=""), phrase)
    told = {p: first[replace(r, phrase="")] for p, r in load_roles().offices.items()}
    return {phrase: usual for phrase, usual in told.items() if _tells(phrase)}


def _tells(phrase: str) -> bool:
    """Tell whether anything but its own words says which office a phrase names."""
    role = load_roles().offices[phrase]
    return bool(role.titles or role.kinds)


def is_shared(title: str) -> bool:
    """Tell whether several people can hold an office at once ("deputy prime minister")."""
    return not load_roles().shared_offices.isdisjoint(title.split())


def _sightings(
    parties: Resolver, given: Iterable[GivenTitle], written: When | None
) -> Iterator[OfficeSighting]:
    for title in given:
        words = title_of_office(title.words)
        if words is None or title.owner is None or _is_known(parties, title):
            continue
        actor = parties.actor(title.reference.actor_id)
        yield OfficeSighting(
            document_id=parties.context.document.document_id,
            actor_id=actor.actor_id,
            name=actor.name,
            title=words,
            of=title.owner.split("/", 1)[1],
            span=_words_of(parties.parsed, title),
            start=written.start if written else None,
            end=written.end if written else None,
        )


def _words_of(parsed: Parsed, title: GivenTitle) -> Span:
    """Return the range of a title and a name, with the words before that belong to them."""
    first = min(title.noun.index, title.reference.start)
    while first > parsed.sentence_of(title.noun).start and _belongs(parsed.tokens[first - 1]):
        first -= 1
    last = max(title.noun.index + 1, title.reference.end)
    return parsed.span_of(parsed.tokens[first:last])


def _belongs(word: Token) -> bool:
    return word.pos in ("NOUN", "PROPN", "ADJ") or word.text in ("'s", "’s", "'", "’")


def _is_known(parties: Resolver, title: GivenTitle) -> bool:
    """Tell whether the knowledge has the person in an office of that owner on the day."""
    of = (title.owner or "").split("/", 1)[-1]
    offices, day = parties.context.knowledge.offices, parties.context.day
    return any(term.of == of for term in offices.of_person(title.reference.actor_id, day))
