"""Names for the codes of states and organisations, as the ledger and our lists have them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import cast

from communique.display.plain import plain_text
from communique.knowledge.states import load_states
from communique.ledger import Ledger
from communique.records import Actor

_KINDS = ("state", "organisation", "group")
_SUGGESTED = 100
_KEPT_SECONDS = 300


def names_of(ledger: Ledger, codes: Iterable[str]) -> Mapping[str, str]:
    """Return a name for each code, such as RUS or NATO; a code that nobody knows names itself."""
    wanted = set(codes)
    ids = [f"{kind}/{code}" for code in wanted for kind in _KINDS]
    found = cast("dict[str, Actor]", ledger.by_ids("actors", ids))
    named = {name.split("/", 1)[1]: plain_text(actor.name) for name, actor in found.items()}
    return {code: state_names().get(code) or named.get(code) or code for code in wanted}


@cache
def state_names() -> Mapping[str, str]:
    """Return the names of all states by their ISO 3166-1 alpha-3 codes."""
    return {code: state.name for code, state in load_states().items()}


def country_name(code: str | None) -> str:
    """Return the name of a state by its code; the code where we have no name."""
    return state_names().get(code or "", code or "")


def last_office(actor: Actor) -> str:
    """Return the office that someone holds, or held last: "president, China"."""
    latest = max(actor.offices, key=lambda one: (one.end or date.max, one.start or date.min))
    holder = state_names().get(latest.of, latest.of)
    former = "former " if latest.end is not None and latest.end < date.today() else ""
    return plain_text(f"{former}{latest.title}, {holder}")


def suggested(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return codes and names of the parties with most events, to choose from in a form."""
    return _suggested(ledger, int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=8)
def _suggested(ledger: Ledger, _since: int) -> tuple[tuple[str, str], ...]:
    codes = [party.one for party in ledger.census().parties(most=_SUGGESTED)]
    names = names_of(ledger, codes)
    return tuple(sorted(((code, names[code]) for code in codes), key=lambda one: one[1]))
