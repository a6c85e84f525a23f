"""The one query language in addresses: ``?between=RUS&between=CHN&since=2024-05``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from communique.errors import QueryError
from communique.ledger import APPLICABLE, Filters
from communique.ledger.filters import Order

PAGE = 50
LONGEST_PAGE = 500  # records

# In addresses two filters have the names that the command line gives them.
_IN_ADDRESS = {"source": "from", "target": "to"}
_NAMED = {told: name for name, told in _IN_ADDRESS.items()}
_NUMBERS = frozenset({"min_sources"})
_OF_EVERY_LISTING = ("limit", "after", "order")


def names(kind: str) -> tuple[str, ...]:
    """Return the names of the parameters that a listing of a kind understands, as addressed."""
    filters = sorted(_IN_ADDRESS.get(name, name) for name in APPLICABLE[kind])
    return *filters, *_OF_EVERY_LISTING


def read(
    kind: str,
    given: QueryParams,
    *,
    also: Iterable[str] = (),
    asks: bool = True,
    most: int | None = PAGE,
) -> Filters:
    """Return the filters that the query of an address gives.

    Args:
        kind: of the records asked for.
        given: the query; empty values, which forms send for empty fields, ask for nothing.
        also: further parameters that the page has, which are no filters.
        asks: whether the query may hold filters at all.
        most: the limit unless the query sets one.

    Raises:
        QueryError: for a parameter that is unknown, given twice, or no number where one should be.
    """
    known, others = names(kind) if asks else (), frozenset(also)
    found: dict[str, Any] = {"limit": most, "order": "newest"}
    for told in dict.fromkeys(given.keys()):
        values = [value for value in given.getlist(told) if value.strip()]
        if told in others or not values:
            continue
        if told not in known:
            meant = ", ".join((*known, *others)) or "none"
            raise QueryError(f"this page has no parameter {told!r}; it has: {meant}")
        found[_NAMED.get(told, told)] = _value(told, values)
    return Filters(**found)


def query(filters: Filters, **changed: Any) -> str:
    """Return filters as the query of an address, with what makes a page left at its default."""
    wanted = replace(filters, **cast(Any, changed)) if changed else filters
    pairs = [(name, value) for name, value in wanted.given().items()]
    if wanted.limit not in (None, PAGE):
        pairs.append(("limit", wanted.limit))
    if wanted.after is not None:
        pairs.append(("after", wanted.after))
    if wanted.order != "newest":
        pairs.append(("order", wanted.order))
    named = [(_IN_ADDRESS.get(name, name), value) for name, value in pairs]
    return urlencode(named, doseq=True)


def flat(filters: Filters) -> Mapping[str, object]:
    """Return what is asked for by the names of the address, as a form shows it."""
    return {_IN_ADDRESS.get(name, name): value for name, value in filters.given().items()}


def _value(told: str, values: list[str]) -> object:
    if told == "between":
        if len(values) != 2:
            raise QueryError(f"expected two parties in between, got {len(values)}")
        return tuple(values)
    if len(values) > 1:
        raise QueryError(f"expected {told} once, got it {len(values)} times")
    value = values[0].strip()
    if told == "limit":
        return min(_number(told, value), LONGEST_PAGE)
    if told == "order" and value not in get_args(Order):
        raise QueryError(f"expected order to be one of {', '.join(get_args(Order))}, got {value!r}")
    return _number(told, value) if told in _NUMBERS else value


def _number(told: str, value: str) -> int:
    if not (value.isascii() and value.isdigit()) or not 0 < int(value[:9]) < 10**8:
        raise QueryError(f"expected a whole number above 0 in {told}, got {value!r}")
    return int(value)
