"""When a coded value is the one that gold states: parties, days, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from communique.errors import RecordError
from communique.intervals import month_interval, year_interval
from communique.records import Party, Place, When

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Tally(NamedTuple):
    """Counts of values: in gold, coded, gold ones that the coder gave, coded ones that are right.

    The last two differ where one code in gold is met by several coded parties.
    """

    gold: int = 0
    coded: int = 0
    found: int = 0
    right: int = 0


def one(gold: object, coded: object, *, same: bool) -> Tally:
    """Return the tally of a field that holds one value or None."""
    agree = gold is not None and coded is not None and same
    return Tally(int(gold is not None), int(coded is not None), int(agree), int(agree))


def parties_tally(gold: Sequence[str], coded: Sequence[Party]) -> Tally:
    """Return the tally of several parties; gold names them by code, id or name."""
    found = sum(any(is_party(words, party) for party in coded) for words in gold)
    right = sum(any(is_party(words, party) for words in gold) for party in coded)
    return Tally(len(gold), len(coded), found, right)


def words_tally(gold: Iterable[str], coded: Iterable[str]) -> Tally:
    """Return the tally of several words, such as topics."""
    said, had = set(gold), set(coded)
    return Tally(len(said), len(had), len(said & had), len(said & had))


def is_party(words: str, party: Party) -> bool:
    """Tell whether gold means a party: by its id, its country or organisation, or its name.

    A code of a state is met by the state and by whoever acts for it.
    """
    if words in (party.actor_id, party.country):
        return True
    if party.actor_id is not None and party.actor_id == f"organisation/{words}":
        return True
    return words.casefold() == party.name.casefold()


def days_of(words: str, where: str) -> tuple[date, date]:
    """Return first and last day of ``2024``, ``2024-05``, ``2024-05-16`` or two of them with
    ``..`` between.

    Raises:
        RecordError: if the words are no such date.
    """
    first, _, last = words.partition("..")
    try:
        start, end = _interval(first)[0], _interval(last or first)[1]
    except ValueError as error:
        raise RecordError(
            f"{where}: expected a date such as 2024-05-16, 2024-05 or 2024-05-16..2024-05-18, "
            f"got {words!r}"
        ) from error
    if end < start:
        raise RecordError(f"{where}: expected a date that ends after its beginning, got {words!r}")
    return start, end


def _interval(words: str) -> tuple[date, date]:
    match = _DATE.fullmatch(words.strip())
    if match is None:
        raise ValueError(words)
    year, month, day = match.groups()
    if day is not None:
        exact = date(int(year), int(month), int(day))
        return exact, exact
    if month is not None:
        return month_interval(date(int(year), int(month), 1).year, int(month))
    return year_interval(date(int(year), 1, 1).year)


def is_dated(when: When | None) -> bool:
    """Tell whether a time says anything."""
    return when is not None and (when.start is not None or when.end is not None)


def same_days(words: str, when: When) -> bool:
    """Tell whether coded days are those of gold, or lie within them."""
    start, end = days_of(words, "")
    if when.start is None or when.end is None:
        return False
    return start <= when.start <= when.end <= end


def overlapping_days(words: str, when: When) -> bool:
    """Tell whether coded days and those of gold have one in common; an open end reaches on."""
    start, end = days_of(words, "")
    return (when.start or date.min) <= end and (when.end or date.max) >= start


def is_place(words: str, place: Place) -> bool:
    """Tell whether gold means a place: ``KAZ``, ``Astana``, or ``Astana, KAZ``."""
    name, _, country = (part.strip() for part in words.rpartition(","))
    if not name:
        return country in (place.country, place.name) or country.casefold() == place.name.casefold()
    return name.casefold() == place.name.casefold() and country == place.country
