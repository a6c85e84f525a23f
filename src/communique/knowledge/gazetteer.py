"""Places: ``data/places.tsv.gz``, towns, counties, regions, states, seas and rivers by name."""

from __future__ import annotations

import gzip
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import le
from typing import Literal, cast, get_args

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, data_file
from communique.knowledge.names import fold
from communique.records import Place

PlaceKind = Literal["country", "region", "district", "capital", "city", "area", "water", "river"]

_FILE = "places.tsv.gz"
_COLUMNS = 10
_KEPT = 8192
_WORDS = {"Saint": "St.", "St": "St.", "Ft.": "Fort", "Ft": "Fort", "Mt.": "Mount", "Mt": "Mount"}
_ABBREVIATED = re.compile(r"\b(?:Saint\b|St\b(?!\.)|Ft\b\.?|Mt\b\.?)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    ``country`` is ISO 3166-1 alpha-3, empty where several share the place. ``region`` is the code
    of the first-level division, ``district`` the name of the second-level one, such as a county of
    the USA. Coordinates are in degrees; ``population`` counts people.
    """

    name: str
    kind: PlaceKind
    country: str
    region: str
    district: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    population: int

    def place(self) -> Place:
        """Return it as a place record without span."""
        return Place(
            name=self.name, country=self.country or None, geonames_id=self.geonames_id,
            lat=self.lat, lon=self.lon,
        )  # fmt: skip


class Gazetteer:
    """Places by folded name, the most populous first.

    The lines stay as they are in the file, sorted, and are read only when a name is looked up: a
    table of all entries would take 85 MB more and most of a second to build.

    Args:
        lines: the lines of the file without its head, in UTF-8, sorted.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self.lookup = lru_cache(maxsize=_KEPT)(self._lookup)

    def _lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the places of that name: states and capitals first, then by population."""
        wanted = place_key(name).encode("utf-8", "surrogatepass") + b"\t"
        at, found = bisect_left(self._lines, wanted), []
        while at < len(self._lines) and self._lines[at].startswith(wanted):
            found.append(_entry(self._lines[at].decode("utf-8").split("\t")))
            at += 1
        return tuple(sorted(found, key=_rank))

    def names(self) -> Iterator[str]:
        """Yield all names as they are looked up, in order."""
        before = b""
        for line in self._lines:
            name = line[: line.index(b"\t")]
            if name != before:
                yield name.decode("utf-8")
            before = name


def _rank(entry: Entry) -> tuple[bool, int]:
    """Put Moscow before the region of Moscow, though more people live in the region."""
    return entry.kind not in ("country", "capital"), -entry.population


def place_key(name: str) -> str:
    """Return the form under which a place is filed: folded, Saint, Fort and Mount in one way."""
    return _ABBREVIATED.sub(lambda m: _WORDS[m[0]], fold(name))


def load_gazetteer(package: str = PACKAGE) -> Gazetteer:
    """Read the gazetteer.

    Args:
        package: the package whose ``data`` folder holds the file.

    Raises:
        KnowledgeError: if the file is damaged, out of order, or a line lacks cells.
    """
    try:
        content = gzip.decompress(data_file(package, _FILE).read_bytes())
        content.decode("utf-8")
        lines = [line for line in content.split(b"\n") if line and not line.startswith(b"#")]
        if content.count(b"\t") != (_COLUMNS - 1) * len(lines):
            raise ValueError(f"a line has more or fewer than {_COLUMNS} cells")
        if not all(map(le, lines, lines[1:])):
            raise ValueError("the lines are not sorted")
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise KnowledgeError(f"{_FILE}: expected places in gzip: {error}") from error
    return Gazetteer(lines)


def place_line(surface: str, entry: Entry) -> str:
    """Return the line that files ``entry`` under ``surface``; :func:`load_gazetteer` reads it."""
    degrees = ("" if d is None else f"{d:.2f}".removesuffix("0") for d in (entry.lat, entry.lon))
    key = place_key(surface)
    name = "" if entry.name == key else entry.name
    identity = "" if entry.geonames_id is None else str(entry.geonames_id)
    cells = (key, name, entry.kind, entry.country, entry.region, entry.district, identity)
    return "\t".join((*cells, *degrees, str(entry.population)))


def _entry(cells: Sequence[str]) -> Entry:
    key, name, kind, country, region, district, identity, lat, lon, population = cells
    try:
        if kind not in get_args(PlaceKind):
            raise ValueError(f"unknown kind {kind!r}")
        return Entry(
            name or key, cast(PlaceKind, kind), country, region, district,
            int(identity) if identity else None, _degrees(lat), _degrees(lon), int(population),
        )  # fmt: skip
    except ValueError as error:
        raise KnowledgeError(f"{_FILE}: {key}: {error}") from error


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def sorted_lines(named: Iterable[tuple[str, Entry]]) -> list[str]:
    """Return the lines of the file for entries with the surfaces under which they are filed."""
    return sorted({place_line(s, e) for s, e in named}, key=lambda line: line.encode("utf-8"))
