"""Putting a person's values in place of the coder's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from communique.corrections.anchors import Coded, kind_of
from communique.errors import CorrectionError, RecordError
from communique.records import Correctable, from_json, to_dict, to_json

Values = Mapping[str, Any]
C = TypeVar("C", bound=Coded)

# What a person can set, by kind of record; the rest follows from it or is the coder's own affair.
FIELDS: Mapping[Correctable, tuple[str, ...]] = MappingProxyType(
    {
        "event_mentions": (
            *("type", "mode", "status", "contexts", "actors", "recipients", "when", "place"),
        ),
        "statements": ("kind", "speaker", "addressees", "topics"),
        "commitments": (
            *("kind", "by", "to", "what", "due", "place", "state", "condition"),
        ),
        "figures": (
            *("value", "low", "high", "unit", "currency", "qualifier", "measure", "parties"),
            "period",
        ),
    }
)  # fmt: skip
# What follows from a field that a person sets, and is set with it.
FOLLOWING = frozenset({"cameo", "quad", "intensity", "speakers", "fulfilled_by"})
# Where the coder read a value, and what it knows besides: none of it makes the value another.
_BESIDE = frozenset(
    {"span", "text", "basis", "precision", "sector", "office", "geonames_id", "lat", "lon"}
)


def recoded(record: C, values: Values) -> C:
    """Return a record with a person's values in place of the coder's.

    Raises:
        CorrectionError: if a value does not fit its field.
    """
    try:
        return from_json(type(record), to_json({**to_dict(record), **values}))
    except RecordError as error:
        raise CorrectionError(f"expected values that fit the record: {error}") from error


def differing(record: Coded, values: Values) -> dict[str, Any]:
    """Return, by field, what a record has where a person's values say otherwise.

    The same party, place or days count as the same, however they were read.
    """
    had = to_dict(record)
    return {
        name: had.get(name)
        for name, value in values.items()
        if name not in FOLLOWING and _essence(had.get(name)) != _essence(value)
    }


def as_it_is(record: Coded) -> dict[str, Any]:
    """Return what a record says in the fields that a person can set, to be confirmed.

    The state of a commitment is left out: it changes as time goes on. So are the places of words,
    which another text may have elsewhere.
    """
    had = to_dict(record)
    names = (*FIELDS[kind_of(record)], *sorted(FOLLOWING & had.keys()))
    kept = (name for name in names if name not in ("state", "fulfilled_by"))
    return {name: _without_spans(had[name]) for name in kept}


def _without_spans(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_spans(one) for key, one in value.items() if key != "span"}
    return [_without_spans(one) for one in value] if isinstance(value, list) else value


def _essence(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _essence(one) for key, one in value.items() if key not in _BESIDE}
    if isinstance(value, list | tuple):
        return [_essence(one) for one in value]
    return value
