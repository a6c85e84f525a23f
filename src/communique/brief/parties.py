"""Parties in running text: offices, articles, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from communique.brief.plain import listed, plain
from communique.brief.wording import PACKAGE
from communique.knowledge.files import read_yaml
from communique.knowledge.states import State, load_states
from communique.records import Actor, Office, Party, When

# The first letter of a word of a title, also after a hyphen: "Secretary-General".
_TITLE_WORD = re.compile(r"(?<![\w'’])(?!(?:of|for|the|and|in|at)\b)(\w)")
_PLURAL = re.compile(r"(?!(?:the|an?|one|some|his|her|its|their)\b)[a-z].*s$")


@dataclass(frozen=True, slots=True)
class Articles:
    """The lists of ``data/articles.yaml``."""

    states: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]
    offices: frozenset[str]
    plurals: frozenset[str]
    lower: frozenset[str]
    consonant: frozenset[str]
    vowel: frozenset[str]
    determined: frozenset[str]
    before_office: Mapping[str, str]


@cache
def load_articles() -> Articles:
    """Return which names take an article, and how titles are written."""
    rows = read_yaml(PACKAGE, "articles.yaml")
    before = rows.pop("before_office")
    lists = {name: frozenset(words) for name, words in rows.items()}
    return Articles(**lists, before_office=before)


@cache
def _proper_names() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Names of states by their small letters, and what finds these in a text."""
    known = (n for s in load_states().values() for n in (s.name, s.capital, *s.adjectives))
    capitals = {name.casefold(): name for name in known}
    longest_first = sorted(map(re.escape, capitals), key=len, reverse=True)
    return capitals, re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


class Names:
    """Names parties; a person's office stands before the name when it is told for the first time.

    An office is given only where the ledger has it for the days of the event.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors: Mapping[str, Actor] = {a.actor_id: a for a in actors}
        self._states = load_states()
        self._articles = load_articles()
        self._told: dict[str, str] = {}
        self._capitals, self._proper = _proper_names()

    def all(self, parties: Iterable[Party], when: When | None, *, most: int = 6) -> str:
        """Return a list of parties, each once, in at most ``most`` items."""
        distinct = {party.actor_id or plain(party.name): party for party in parties}
        return listed(_shared([self.one(party, when) for party in distinct.values()]), most=most)

    def one(self, party: Party, when: When | None) -> str:
        """Return a party with its article, or with its office where that is new."""
        name = plain(party.name)
        kind = (party.actor_id or "").partition("/")[0]
        if kind == "state":
            return self.state(party, name)
        if kind == "person":
            return self._person(party, name, when)
        actor = self._actors.get(party.actor_id or "")
        return self._body(name) if actor and actor.name == name else self._described(name)

    def state(self, party: Party, name: str) -> str:
        """Return a state with its article, or one of its organs ("Turkey's parliament")."""
        state = self._states.get(party.country or "")
        if state is not None and name == state.name:
            return f"the {name}" if state.code in self._articles.states else name
        return self._described(name)

    def place(self, name: str, country: str | None) -> str:
        """Return the name of a place with its article."""
        state = self._states.get(country or "")
        is_state = state is not None and name == state.name
        return f"the {name}" if is_state and country in self._articles.states else name

    def is_state(self, name: str, codes: Iterable[str | None]) -> bool:
        """Tell whether a name is that of one of these states."""
        states = (self._states.get(code or "") for code in codes)
        return any(state is not None and state.name == name for state in states)

    def proper(self, words: str) -> str:
        """Return words that were put in small letters with the capitals of states' names."""
        return self._proper.sub(lambda found: self._capitals[found.group().casefold()], words)

    def term(self, words: str) -> str:
        """Return what a filter names: a state or an actor by its name, else the words."""
        code = words.removeprefix("state/")
        if code in self._states:
            name = self._states[code].name
            return f"the {name}" if code in self._articles.states else name
        for actor_id in (words, f"organisation/{words}"):
            if actor_id in self._actors:
                name = self._actors[actor_id].name
                return name if actor_id.startswith("person/") else self._body(name)
        return plain(words)

    def _person(self, party: Party, name: str, when: When | None) -> str:
        office = self._office(party, when)
        told = self._titled(office) if office else ""
        actor_id = party.actor_id or name
        known = self._told.get(actor_id)
        if not told or told == known:
            return name
        self._told[actor_id] = told
        return f"{told} {name}"

    def _office(self, party: Party, when: When | None) -> Office | None:
        """The office that the ledger names, else the only one held through the days of the event.

        Of an event without both days the ledger itself has decided which office is meant.
        """
        actor = self._actors.get(party.actor_id or "")
        if actor is None or when is None:
            return None
        offices: Iterable[Office] = actor.offices
        if when.start and when.end:
            offices = [o for o in offices if _held(o, when.start, when.end)]
        meant = [office for office in offices if office.title == party.office]
        if meant or not (when.start and when.end):
            return meant[0] if meant else None
        held = list(offices)
        return held[0] if len(held) == 1 else None

    def _titled(self, office: Office) -> str:
        title = office.title
        if title not in self._articles.lower:
            title = _TITLE_WORD.sub(lambda word: word[1].upper(), title)
        adjective = (
            self._articles.before_office.get(office.of)
            or _adjective(self._states.get(office.of))
            or self._short(office.of)
        )
        return f"{adjective} {title}" if adjective else ""

    def _short(self, of: str) -> str:
        """The short name of an organisation, as stands before an office of it."""
        actor = self._actors.get(f"organisation/{of}")
        if actor is None:
            return ""
        return actor.name if len(actor.name.split()) < 4 or not of.isupper() else of

    def _body(self, name: str) -> str:
        words = name.split()
        head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
        is_body = len(words) > 1 and head.casefold() in self._articles.bodies
        plain_name = name.casefold().startswith(("the ", "a ", "an "))
        if plain_name or not (is_body or name in self._articles.names):
            return name
        return f"the {name}"

    def _described(self, name: str) -> str:
        """Words of a report for somebody who has no name: "a Saudi official"."""
        words = self._with_states(name).split()
        if not words:
            return "somebody"
        told = " ".join(words)
        ends = [i for i, w in enumerate(words) if w in ("of", "in", "for", "from", "at", "with")]
        head = words[(ends[0] if ends and ends[0] else len(words)) - 1]
        bare = head.casefold()
        first = words[0].casefold()
        if first in self._articles.determined or first[:1].isdigit():
            return told
        if "'s" in told or "’s" in told or bare in self._articles.plurals:
            return told
        if bare in self._articles.bodies or bare in self._articles.offices:
            return f"the {told}"
        if head.isupper() and len(head) > 1:
            return f"the {told}" if ends else told
        if (bare.endswith("s") and not bare.endswith("ss")) or head[:1].isupper():
            return f"the {told}" if name in self._articles.names else told
        return f"{self._indefinite(first)} {told}"

    def _indefinite(self, word: str) -> str:
        if word.startswith(tuple(self._articles.vowel)):
            return "an"
        spoken = word.startswith(tuple(self._articles.consonant))
        return "an" if word[:1] in "aeiou" and not spoken else "a"

    def _with_states(self, name: str) -> str:
        """ "experts of United States" with the article of the state."""
        before, of, after = name.partition(" of ")
        named = {s.name for s in self._states.values() if s.code in self._articles.states}
        return f"{before} of the {after}" if of and after in named else name


def _shared(names: Sequence[str]) -> list[str]:
    """Names, those of the same people of several states as one: "experts of Chad and Niger"."""
    parts = [name.partition(" of ") for name in names]
    told: list[str] = []
    for people, several in groupby(parts, key=lambda part: part[0]):
        of = [rest for _, _, rest in several]
        if len(of) > 1 and all(of) and _PLURAL.match(people):
            told.append(f"{people} of {listed(of)}")
        else:
            told += [f"{people} of {rest}" if rest else people for rest in of]
    return told


def _held(office: Office, start: date, end: date) -> bool:
    return (office.start is None or office.start <= start) and (
        office.end is None or end <= office.end
    )


def _adjective(state: State | None) -> str:
    return state.adjectives[0] if state is not None and state.adjectives else ""
