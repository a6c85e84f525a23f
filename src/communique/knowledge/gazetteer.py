"""Places: ``data/places.tsv.gz``, cities of 15,000 people or more with their GeoNames ids."""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, data_file
from communique.knowledge.names import fold
from communique.records import Place

_FILE = "places.tsv.gz"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer; ``population`` counts people."""

    name: str
    country: str
    geonames_id: int
    lat: float | None
    lon: float | None
    population: int

    def place(self) -> Place:
        """Return it as a place record without span."""
        return Place(
            name=self.name, country=self.country, geonames_id=self.geonames_id, lat=self.lat,
            lon=self.lon,
        )  # fmt: skip


class Gazetteer:
    """Places by folded name, the most populous first."""

    def __init__(self, named: Iterable[tuple[str, Entry]]) -> None:
        found: dict[str, list[Entry]] = defaultdict(list)
        for name, entry in named:
            if entry not in found[fold(name)]:
                found[fold(name)].append(entry)
        self._by_name = {
            name: tuple(sorted(entries, key=lambda e: -e.population))
            for name, entries in found.items()
        }

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the places of that name, the most populous first."""
        return self._by_name.get(fold(name), ())

    def names(self) -> Iterable[str]:
        """Return all names, folded."""
        return self._by_name.keys()


def load_gazetteer(package: str = PACKAGE) -> Gazetteer:
    """Read the gazetteer.

    Args:
        package: the package whose ``data`` folder holds the file.

    Raises:
        KnowledgeError: if the file is damaged or a line does not hold the seven columns.
    """
    try:
        content = gzip.decompress(data_file(package, _FILE).read_bytes()).decode("utf-8")
        return Gazetteer(_rows(content))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise KnowledgeError(f"{_FILE}: expected places in gzip: {error}") from error


def _rows(content: str) -> Iterator[tuple[str, Entry]]:
    for number, line in enumerate(content.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 7:
            raise KnowledgeError(f"line {number} has {len(cells)} cells, expected 7")
        name, aliases, country, identity, lat, lon, population = cells
        entry = Entry(name, country, int(identity), _degrees(lat), _degrees(lon), int(population))
        for surface in (name, *filter(None, aliases.split(";"))):
            yield surface, entry


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None
