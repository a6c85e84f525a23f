"""A value of a record's field in words, whatever it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch

from communique.display.plain import cut, days, party, place_name, plain_text
from communique.records import MetadataBasis, Office, Party, Place, When

_BASIS_QUOTED = 60


@singledispatch
def value_words(value: object) -> str:
    """Return a value in words, on one line and without control characters."""
    return plain_text(str(value))


@value_words.register
def _(value: When) -> str:
    words = [f"“{plain_text(value.text)}”"] if value.text else []
    grounds = ", ".join([*words, value.basis] if value.basis != "none" else words)
    return f"{days(value)} ({grounds})" if grounds else days(value)


@value_words.register
def _(value: Place) -> str:
    return place_name(value)


@value_words.register
def _(value: Party) -> str:
    return party(value) + (f", {plain_text(value.office)}" if value.office else "")


@value_words.register
def _(value: MetadataBasis) -> str:
    words = f" “{cut(plain_text(value.text), _BASIS_QUOTED)}”" if value.text else ""
    doubt = f" ({value.confidence:.0%})" if value.confidence < 1 else ""
    return f"{value.field} from {value.basis}{words}{doubt}"


@value_words.register
def _(value: Office) -> str:
    return f"{value.title}, {value.of} ({value.start or '…'} – {value.end or '…'})"


@value_words.register
def _(value: tuple) -> str:  # type: ignore[type-arg]
    return "; ".join(map(value_words, value))


@value_words.register
def _(value: dict) -> str:  # type: ignore[type-arg]
    return ", ".join(f"{key} {value_words(one)}" for key, one in value.items())


def given_words(value: object) -> str:
    """Return a value of a correction in words: parties and places by name, days as such.

    Args:
        value: as JSON has it.
    """
    if isinstance(value, Mapping):
        if "name" in value:
            country = f" ({value['country']})" if value.get("country") else ""
            return plain_text(f"{value['name']}{country}")
        start, end = value.get("start"), value.get("end")
        return str(start) if start == end else f"{start or '…'} – {end or '…'}"
    if isinstance(value, list | tuple):
        return ", ".join(map(given_words, value)) or "none"
    return "none" if value is None else plain_text(str(value))
