"""Summits with dates and venues: ``data/summits.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, partial_date, read_table

_FILE = "summits.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summit:
    """A summit: the organisation's id, its days (inclusive) and its venue."""

    organisation: str
    name: str
    start: date
    end: date
    place: str
    country: str


def load_summits(package: str = PACKAGE) -> tuple[Summit, ...]:
    """Return all summits in order of their dates.

    Args:
        package: the package whose ``data`` folder holds the file.

    Raises:
        KnowledgeError: if a date is missing or malformed.
    """
    summits = []
    columns = ("organisation", "name", "start", "end", "place", "country")
    for row in read_table(package, _FILE, columns):
        start = partial_date(row["start"], end=False, where=f"{_FILE}: {row['name']}")
        end = partial_date(row["end"] or row["start"], end=True, where=f"{_FILE}: {row['name']}")
        if start is None or end is None or end < start:
            raise KnowledgeError(f"{_FILE}: {row['name']} needs a start and a later end")
        summits.append(
            Summit(
                organisation=row["organisation"],
                name=row["name"],
                start=start,
                end=end,
                place=row["place"],
                country=row["country"],
            )
        )
    return tuple(sorted(summits, key=lambda s: (s.start, s.name)))
