"""The fields of a filter form: what may be chosen, in words, and what is chosen now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

import yaml

from communique.ledger import Filters
from communique.ontology import QUADS, load_ontology
from communique.records import (
    CommitmentKind,
    CommitmentState,
    DisputeKind,
    Qualifier,
    StatementKind,
    Status,
)
from communique.web import asked

Control = Literal["text", "party", "date", "choice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that may be chosen, in words; ``under`` is the heading of its group."""

    value: str
    words: str
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a form: the name of its parameter, its label, what it may hold and holds."""

    name: str
    label: str
    control: Control
    value: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is set, in words, and the query that goes on without it."""

    label: str
    value: str
    without: str


_PARTIES = {
    "actor": "Who takes part",
    "source": "Who acts",
    "target": "To whom",
    "speaker": "Who speaks",
    "about": "About",
}
_DATES = {"since": "From", "until": "To", "due_before": "Due before"}
_TEXTS = {
    "place": ("Where", "Astana, or KAZ"),
    "search": ("Words", "gas pipeline"),
    "measure": ("What is measured", "trade"),
    "outlet": ("Told by", "name of an outlet"),
    "type": ("Type", ""),
    "mode": ("How", ""),
    "status": ("Standing", ""),
    "document": ("Report", "its id"),
}
_LABELS = {
    "type": "What", "mode": "How", "quad": "Class", "status": "Standing", "state": "State",
    "topic": "Topic", "min_sources": "Sources", "between": "Between",
}  # fmt: skip
_OF_KIND: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "figures": {"type": "Unit", "status": "How exact"},
        "documents": {"type": "Language", "status": "Reading"},
        "statements": {"type": "How told"},
    }
)
# In the order in which a reader thinks of them; what stands nowhere here is not offered.
_ORDER = (
    "between", "actor", "source", "target", "speaker", "about", "type", "mode", "quad", "topic",
    "measure", "status", "state", "since", "until", "due_before", "place", "search", "outlet",
    "min_sources",
)  # fmt: skip
_SAME_AS_STATE = frozenset({"commitments"})  # their status is their state
_ORDERS = {"newest": "Newest first", "document": "As the reports stand"}
_STATUS_WORDS = {"actual": "actual: it happened"}


def fields_of(kind: str, filters: Filters) -> tuple[Field, ...]:
    """Return the fields of the form that filters a listing.

    Args:
        kind: of the records.
        filters: that are set.
    """
    known = set(asked.names(kind))
    given = asked.flat(filters)
    told = {"source": "from", "target": "to"}
    return (
        *(
            _field(kind, name, told.get(name, name), given)
            for name in _ORDER
            if told.get(name, name) in known
            and name != "between"
            and not (name == "status" and kind in _SAME_AS_STATE)
        ),
        _order(filters),
    )


def chips_of(kind: str, filters: Filters) -> tuple[Chip, ...]:
    """Return the filters that are set, each with the query without it."""
    return tuple(_chips(kind, filters))


def _chips(kind: str, filters: Filters) -> Iterator[Chip]:
    for name, value in filters.given().items():
        words = " and ".join(value) if isinstance(value, tuple) else _in_words(kind, name, value)
        yield Chip(
            label=_label(kind, name), value=words, without=asked.query(filters.without(name))
        )


def _in_words(kind: str, name: str, value: object) -> str:
    wanted = str(value).lower()
    if name == "quad" and wanted in "1234":
        return QUADS[int(wanted)]
    found = (c.words for c in _choices(kind, name) if c.value.lower() == wanted)
    return next(found, str(value))


def _label(kind: str, name: str) -> str:
    own = _OF_KIND.get(kind, {}).get(name)
    text = _TEXTS.get(name, ("", ""))[0]
    return own or _LABELS.get(name) or _PARTIES.get(name) or _DATES.get(name) or text or name


def _field(kind: str, name: str, told: str, given: Mapping[str, object]) -> Field:
    value = str(given.get(told, ""))
    label = _label(kind, name)
    if name in _PARTIES:
        return Field(name=told, label=label, control="party", value=value, hint="RUS, NATO, Xi")
    if name in _DATES:
        return Field(name=told, label=label, control="date", value=value, hint="2024-05")
    # How an event was done depends on what it is.
    choices = _choices(kind, name, str(given.get("type", "")).upper())
    if choices:
        return Field(
            name=told, label=label, control="choice", value=_as_offered(value, choices),
            choices=_with(value, choices),
        )  # fmt: skip
    hint = _TEXTS.get(name, ("", ""))[1]
    return Field(name=told, label=label, control="text", value=value, hint=hint)


def _order(filters: Filters) -> Field:
    orders = dict(_ORDERS) | ({"relevance": "Most relevant first"} if filters.search else {})
    choices = tuple(Choice(value=value, words=words) for value, words in orders.items())
    return Field(
        name="order", label="Order", control="choice", value=filters.order, choices=choices
    )


def _as_offered(value: str, choices: tuple[Choice, ...]) -> str:
    return next((c.value for c in choices if c.value.lower() == value.lower()), value)


def _with(value: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Also offer what is set, such as a type of a user's own."""
    if not value or any(c.value.lower() == value.lower() for c in choices):
        return choices
    return (*choices, Choice(value=value, words=value))


def _choices(kind: str, name: str, of: str | None = None) -> tuple[Choice, ...]:
    match kind, name:
        case ("events", "type"):
            return event_types()
        case ("events", "mode"):
            return _modes(of)
        case (_, "quad"):
            values = (q.replace(" ", "-") for q in QUADS.values())
            return tuple(_choice(value) for value in values)
        case ("events", "status"):
            return tuple(_choice(s, _STATUS_WORDS.get(s)) for s in get_args(Status))
        case (_, "state"):
            return tuple(_choice(state) for state in get_args(CommitmentState))
        case (_, "topic"):
            return tuple(_choice(topic) for topic in topics())
        case (_, "min_sources"):
            return tuple(_choice(str(n), f"{n} or more, independent") for n in (2, 3, 5, 10))
    return tuple(_choice(value) for value in _OTHERS.get((kind, name), ()))


_OTHERS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("statements", "type"): get_args(StatementKind),
        ("commitments", "type"): get_args(CommitmentKind),
        ("disputes", "type"): get_args(DisputeKind),
        ("figures", "status"): get_args(Qualifier),
        ("actors", "type"): ("person", "state", "organisation", "group"),
    }
)


def _choice(value: str, words: str | None = None) -> Choice:
    told = words or value.replace("-", " ").replace("_", " ").lower()
    return Choice(value=value, words=told)


@cache
def event_types() -> tuple[Choice, ...]:
    """Return the types of events, by their class of cooperation or conflict."""
    types = load_ontology().types.values()
    return tuple(
        Choice(value=one.name, words=one.name.capitalize(), under=QUADS[one.quad].capitalize())
        for one in sorted(types, key=lambda one: one.quad)
    )


@cache
def _modes(of: str | None) -> tuple[Choice, ...]:
    types = load_ontology().types
    known = [types[of]] if of and of in types else list(types.values())
    return tuple(_choice(mode) for mode in sorted({mode for one in known for mode in one.modes}))


@cache
def topics() -> tuple[str, ...]:
    """Return what statements are about."""
    # By the path of the file: importing the package that holds it would load the whole coder.
    folder = files("communique").joinpath("extract", "statements", "data")
    read = yaml.safe_load(folder.joinpath("topics.yaml").read_text(encoding="utf-8"))
    return tuple(sorted(read["topics"]))
