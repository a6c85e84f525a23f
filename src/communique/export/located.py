"""A place as event data want it: which part of it is a town, a district, a province."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from communique.export.countries import Country, country
from communique.knowledge import load_knowledge
from communique.knowledge.gazetteer import Entry
from communique.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A place by its parts; empty where the gazetteer does not tell.

    ``kind`` is the gazetteer's: country, region, district, capital, city, area, water or river.
    ``region`` is the code of the first-level division. Coordinates are in degrees.
    """

    name: str
    kind: str
    city: str = ""
    district: str = ""
    province: str = ""
    region: str = ""
    country: Country | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None


@lru_cache(maxsize=4096)
def located(place: Place | None) -> Located | None:
    """Return a place by its parts, None for no place."""
    if place is None:
        return None
    entry = _entry(place)
    where = country(place.country)
    kind = entry.kind if entry else ("country" if where and where.name == place.name else "")
    return Located(
        name=place.name,
        kind=kind,
        city=place.name if kind in ("city", "capital") else "",
        district=place.name if kind == "district" else (entry.district if entry else ""),
        province=place.name if kind == "region" else "",
        region=entry.region if entry else "",
        country=where,
        geonames_id=place.geonames_id,
        lat=place.lat,
        lon=place.lon,
    )


def _entry(place: Place) -> Entry | None:
    """Find the place again in the gazetteer: as it is there, else as the only one of that name."""
    bare = replace(place, span=None)
    found = load_knowledge().gazetteer.lookup(place.name)
    same = [one for one in found if one.place() == bare]
    if not same:
        same = [one for one in found if one.country == (place.country or "")]
        return same[0] if len(same) == 1 else None
    return same[0]
