"""Countries in the codes of other event data: ``data/country_codes.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.knowledge import load_knowledge
from communique.knowledge.files import read_table

_COLUMNS = ("code", "iso2", "cow", "fips", "cameo", "icews")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country: its alpha-3 code, its name, and what other data call it.

    ``iso2`` is its alpha-2 code, ``cow`` its Correlates of War number, ``fips`` its FIPS 10-4
    code, ``cameo`` its code in CAMEO actors, ``icews`` its name in ICEWS; empty where there is
    none.
    """

    code: str
    name: str
    iso2: str = ""
    cow: str = ""
    fips: str = ""
    cameo: str = ""
    icews: str = ""


def country(code: str | None) -> Country | None:
    """Return a country by its alpha-3 code; one that no list holds has its code for a name."""
    if not code:
        return None
    return _countries().get(code) or Country(code=code, name=code, cameo=code, icews=code)


@cache
def _countries() -> Mapping[str, Country]:
    states = load_knowledge().states
    rows = read_table("communique.export", "country_codes.csv", _COLUMNS)
    found = {}
    for row in rows:
        state = states.get(row["code"])
        name = state.name if state else row["code"]
        found[row["code"]] = Country(
            code=row["code"], name=name, iso2=row["iso2"], cow=row["cow"], fips=row["fips"],
            cameo=row["cameo"] or row["code"], icews=row["icews"] or name,
        )  # fmt: skip
    return found
