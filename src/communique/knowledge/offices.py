"""Offices and who held them when: the CSV files of ``data/offices``."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, data_folder, partial_date, read_table
from communique.knowledge.names import NameEntry, fold
from communique.records import Actor, Office

_COLUMNS = ("of", "office", "title", "name", "gender", "start", "end", "aliases")
_SUFFIXES = frozenset(
    {"jr", "sr", "junior", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "x", "xiv"}
)
# Short surnames that are also common words; alone they would match everywhere.
_NO_SURNAMES = frozenset({
    "he", "she", "an", "in", "on", "so", "un", "to", "do", "no", "or", "as", "is", "it", "we", "us",
    "bold", "coats", "cousin", "craft", "drew", "elder", "fall", "fore", "gift", "gross", "mark",
    "mayor", "note", "parts", "platter", "saw", "slot", "sow", "stock", "store", "struck", "swing",
    "tax", "vital", "win", "work", "younger",
})  # fmt: skip
_ONE_HOLDER = frozenset({"head_of_state", "head_of_government", "foreign_minister", "leader"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: ``office`` is the kind (``head_of_state``), ``title`` what reports call it.

    ``holder`` is the holder's id where it does not follow from the name; ``gender`` may be empty.
    """

    of: str
    office: str
    title: str
    name: str
    gender: str
    start: date | None
    end: date | None
    aliases: tuple[str, ...]
    holder: str = ""

    @property
    def actor_id(self) -> str:
        """Id of the holder."""
        return self.holder or person_id(self.name)

    def holds_on(self, day: date) -> bool:
        """Tell whether the term covers ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def person_id(name: str) -> str:
    """Return the id of a person, ``person/`` and the name in lower-case ASCII with hyphens."""
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode()
    return "person/" + (re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unknown")


class OfficeTable:
    """All terms, findable by office and by holder."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._by_person: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            self._by_office[term.of, term.office].append(term)
            self._by_person[term.actor_id].append(term)
        self._genders = _given_name_genders(self._by_person.values())
        self._of: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            self._of[term.of].append(term)

    def holders(self, of: str, office: str, day: date | None) -> tuple[Term, ...]:
        """Return who held an office of a state on a day, or ever when ``day`` is None."""
        terms = self._by_office.get((of, office), ())
        return tuple(t for t in terms if day is None or t.holds_on(day))

    def titled(self, of: str, title: str, day: date | None) -> tuple[Term, ...]:
        """Return who bore a title ("president", "chancellor") of a state on a day."""
        return tuple(
            t for t in self._of.get(of, ()) if t.title == title and (day is None or t.holds_on(day))
        )

    def of_person(self, actor_id: str, day: date | None = None) -> tuple[Term, ...]:
        """Return the terms of a person; those that cover ``day`` when it is given."""
        terms = self._by_person.get(actor_id, ())
        return tuple(t for t in terms if day is None or t.holds_on(day))

    def gender_of(self, actor_id: str, name: str) -> str | None:
        """Return "m" or "f": a holder's own, else that of all holders with the same given name."""
        terms = self._by_person.get(actor_id)
        if terms and terms[0].gender:
            return terms[0].gender
        words = name.split()
        return self._genders.get(fold(words[0])) if words else None

    def actors(self, is_state: Iterable[str]) -> Iterator[Actor]:
        """Yield each person of the table as an actor.

        Args:
            is_state: alpha-3 codes of states; offices of organisations give no country.
        """
        states = set(is_state)
        for actor_id, terms in self._by_person.items():
            # Undated, a person counts for whom he served last: Stoltenberg for NATO, not Norway.
            last = max(terms, key=lambda t: t.start or date.min)
            country = last.of if last.of in states else None
            yield Actor(
                actor_id=actor_id,
                name=terms[0].name,
                kind="person",
                aliases=tuple(dict.fromkeys(a for t in terms for a in t.aliases)),
                country=country,
                sectors=("GOV",) if country else ("IGO",),
                offices=tuple(
                    Office(title=t.title, of=t.of, start=t.start, end=t.end) for t in terms
                ),
            )

    def names(self) -> Iterator[NameEntry]:
        """Yield full names, aliases, and the short names that reports use."""
        for actor_id, terms in self._by_person.items():
            name = terms[0].name
            aliases = {a for t in terms for a in t.aliases}
            yield from person_names(actor_id, name, aliases)


def person_names(actor_id: str, name: str, aliases: Iterable[str]) -> Iterator[NameEntry]:
    """Yield a person's full name, aliases, and the short names that reports use."""
    given = set(aliases)
    full = {a for a in given if " " in a} | {name}
    for surface in full:
        yield NameEntry(surface, actor_id, "person", "name")
    shorts = {a for a in given if " " not in a}
    # Where reports shorten to the first word ("Xi", "Kim"), the last one is a given name.
    shorts |= {last_name(f) for f in full if f.split()[0] not in shorts}
    for surface in sorted(shorts):
        if surface and surface.casefold() not in _NO_SURNAMES:
            yield NameEntry(surface, actor_id, "person", "short", ambiguous=True)


def _given_name_genders(people: Iterable[Sequence[Term]]) -> dict[str, str]:
    """Return the gender of each given name that only one gender of office holders bears."""
    found: dict[str, set[str]] = defaultdict(set)
    for terms in people:
        words = terms[0].name.split()
        if len(words) > 1 and terms[0].gender:
            found[fold(words[0])].add(terms[0].gender)
    return {name: next(iter(genders)) for name, genders in found.items() if len(genders) == 1}


def last_name(name: str) -> str:
    """Return the last word of a name with its particles ("von der Leyen", "al-Sisi").

    Numerals and "Jr." are no names; a name of one word has none.
    """
    words = [w for w in name.split() if w.casefold().rstrip(".") not in _SUFFIXES]
    if len(words) < 2:
        return ""
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:])


def load_offices(package: str = PACKAGE) -> OfficeTable:
    """Return all terms of office.

    Args:
        package: the package whose ``data/offices`` folder holds the files.

    Raises:
        KnowledgeError: if a date is malformed, a term ends before it begins, or two terms of an
            office that has one holder overlap by more than a day.
    """
    terms = [
        _term(row, name)
        for name in data_folder(package, "offices")
        if name.endswith(".csv")
        for row in read_table(package, name, _COLUMNS)
    ]
    _refuse_overlaps(terms)
    return OfficeTable(terms)


def _term(row: dict[str, str], file: str) -> Term:
    where = f"{file}: {row['of']} {row['office']} {row['name']}"
    start = partial_date(row["start"], end=False, where=where)
    end = partial_date(row["end"], end=True, where=where)
    if start and end and end < start:
        raise KnowledgeError(f"{where}: ends on {end}, before it begins on {start}")
    return Term(
        of=row["of"],
        office=row["office"],
        title=row["title"],
        name=row["name"],
        gender=row["gender"],
        start=start,
        end=end,
        aliases=tuple(a.strip() for a in row["aliases"].split(";") if a.strip()),
    )


def _refuse_overlaps(terms: Iterable[Term]) -> None:
    by_office: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if term.office in _ONE_HOLDER:
            by_office[term.of, term.office, term.title].append(term)
    for (of, office, _), held in by_office.items():
        ordered = sorted(held, key=lambda t: t.start or date.min)
        for earlier, later in pairwise(ordered):
            gap = (later.start or date.min) - (earlier.end or date.max)
            # Partial dates ("2019-06") make neighbours touch by up to a year's width.
            if gap.days < -366:
                raise KnowledgeError(
                    f"{of} {office}: {earlier.name} (to {earlier.end}) overlaps "
                    f"{later.name} (from {later.start})"
                )
