"""The word lists of place, ``extract/data/places.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.knowledge.files import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """The lists of ``data/places.yaml``; the file says what each is for."""

    at: frozenset[str]
    venues: Mapping[str, str]
    regions: frozenset[str]
    parts: frozenset[str]
    occasions: frozenset[str]
    holding: frozenset[str]
    causes: frozenset[str]
    simultaneous: frozenset[str]
    arrivals: frozenset[str]
    intentions: frozenset[str]
    announcing: frozenset[str]
    lengths: frozenset[str]
    locative: frozenset[str]
    divisions: frozenset[str]
    institutions: frozenset[str]
    ways: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    directions: frozenset[str]
    abbreviations: frozenset[str]
    brands: frozenset[str]

    def venue_in(self, name: str) -> str | None:
        """Return the town of the building that ``name`` names, or None."""
        held = [v for v in self.venues if v in name and re.search(rf"\b{re.escape(v)}\b", name)]
        return self.venues[max(held, key=len)] if held else None


@cache
def load_place_words() -> PlaceWords:
    """Read the lists."""
    content = read_yaml("communique.extract", "places.yaml")
    venues = {name: city for city, names in content.pop("venues").items() for name in names}
    return PlaceWords(venues=venues, **{name: frozenset(words) for name, words in content.items()})
