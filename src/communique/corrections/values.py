"""From what a person types to the value of a field: parties, places, days, numbers, types."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

from communique.corrections.anchors import Coded, kind_of
from communique.corrections.recode import FIELDS
from communique.errors import CorrectionError
from communique.intervals import month_interval, year_interval
from communique.knowledge import Knowledge
from communique.ontology import Ontology
from communique.records import (
    Actor,
    CommitmentKind,
    CommitmentState,
    EventMention,
    Figure,
    Number,
    Party,
    Place,
    Precision,
    Qualifier,
    Statement,
    StatementKind,
    Status,
    When,
    to_dict,
)

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_OF = re.compile(r"(.+?)\s*\(([A-Z]{3})\)")
_EXAMPLES = "FRA, NATO, person/emmanuel-macron, or a name with its country: Jane Doe (FRA)"


class Reader:
    """Reads the values of fields.

    Args:
        knowledge: of states, persons and places.
        ontology: the event types.
        actors: those that the reports of a ledger name.
    """

    def __init__(
        self, knowledge: Knowledge, ontology: Ontology, actors: Iterable[Actor] = ()
    ) -> None:
        self._knowledge = knowledge
        self._ontology = ontology
        self._actors = {**{a.actor_id: a for a in actors}, **knowledge.actors}

    def values(
        self, record: Coded, given: Mapping[str, str], day: date | None = None
    ) -> dict[str, Any]:
        """Return the values that a person gives for fields of a record, and what follows from them.

        Args:
            record: to be re-coded.
            given: words by field; no words take a value away.
            day: on which persons held their offices.

        Raises:
            CorrectionError: for a field that cannot be set, or words that are no value of it.
        """
        fields = FIELDS[kind_of(record)]
        for name in given:
            if name not in fields:
                raise CorrectionError(
                    f"a record of {kind_of(record)} has no {name!r} to set; it has: "
                    f"{', '.join(fields)}"
                )
        read = {name: self._value(record, name, words, day) for name, words in given.items()}
        return {**self._following(record, read), **read}

    def _value(self, record: Coded, name: str, words: str, day: date | None) -> Any:
        words = words.strip()
        if name in ("actors", "recipients", "by", "to", "addressees", "parties"):
            return [self._party(one, day) for one in re.split(r"[;,]", words) if one.strip()]
        if name in ("contexts", "topics"):
            return [one.strip() for one in words.split(",") if one.strip()]
        if not words:
            return self._nothing(name)
        if name == "type":
            return self._type(words)
        choices = _CHOICES.get((kind_of(record), name))
        if choices is not None:
            return _one_of(name, words, choices)
        read = _PLAIN.get(name)
        if read is not None:
            return read(name, words)
        if name == "speaker":
            return self._party(words, day)
        return self._place(words) if name == "place" else words

    def _nothing(self, name: str) -> None:
        if name in ("type", "status", "kind", "state", "what", "value", "unit", "measure"):
            raise CorrectionError(f"expected a value for {name}: no record is without one")

    def _type(self, words: str) -> str:
        name = words.upper()
        if name not in self._ontology.types:
            raise CorrectionError(
                f"there is no event type {words!r}; there are: {', '.join(self._ontology.types)}"
            )
        return name

    def _party(self, words: str, day: date | None) -> dict[str, Any]:
        words = words.strip()
        ids = (words, f"state/{words}", f"organisation/{words}")
        known = next((self._actors[i] for i in ids if i in self._actors), None)
        known = known or self._named(words)
        if known is not None:
            party = Party(
                name=known.name,
                actor_id=known.actor_id,
                country=self._knowledge.country_on(known.actor_id, day) or known.country,
                sector=known.sectors[0] if known.sectors else None,
            )
            return to_dict(party)
        described = _OF.fullmatch(words)
        if described is None or described[2] not in self._knowledge.states:
            raise CorrectionError(f"nobody is known as {words!r}; expected {_EXAMPLES}")
        return to_dict(Party(name=described[1], country=described[2]))

    def _named(self, words: str) -> Actor | None:
        key = words.casefold()
        found = [
            actor
            for actor in self._actors.values()
            if key in (actor.name.casefold(), *(alias.casefold() for alias in actor.aliases))
        ]
        if len(found) > 1:
            ids = ", ".join(sorted(actor.actor_id for actor in found))
            raise CorrectionError(f"{words!r} may be any of {ids}; give the id")
        return found[0] if found else None

    def _place(self, words: str) -> dict[str, Any]:
        name, _, country = (part.strip() for part in words.partition(","))
        if country and country not in self._knowledge.states:
            raise CorrectionError(f"expected a place such as 'Astana, KAZ', got {words!r}")
        entries = self._knowledge.gazetteer.lookup(name)
        fitting = [entry for entry in entries if not country or entry.country == country]
        if fitting and (country or len({entry.country for entry in fitting}) == 1):
            return to_dict(fitting[0].place())
        if country:
            return to_dict(Place(name=name, country=country))
        among = ", ".join(sorted({f"{name}, {entry.country}" for entry in fitting}))
        raise CorrectionError(
            f"{name!r} may be any of: {among}"
            if among
            else f"no place is known as {name!r}; expected its country too, such as 'Astana, KAZ'"
        )

    def _following(self, record: Coded, read: Mapping[str, Any]) -> dict[str, Any]:
        """Return what other fields become when a person sets some."""
        if isinstance(record, EventMention) and ("type" in read or "mode" in read):
            return self._coding(record, read)
        if isinstance(record, Statement) and "speaker" in read:
            return {"speakers": [read["speaker"]] if read["speaker"] else []}
        if isinstance(record, Figure) and "value" in read:
            return {"low": None, "high": None}
        return {}

    def _coding(self, record: EventMention, read: Mapping[str, Any]) -> dict[str, Any]:
        """Return type and mode with the CAMEO code, quad class and intensity that they give."""
        event_type = read.get("type", record.type)
        kind = self._ontology.types.get(event_type)
        if kind is None:
            raise CorrectionError(f"{event_type} is no event type of this ontology; set type too")
        mode = read.get("mode", record.mode if record.type == event_type else None)
        if mode is not None and mode not in kind.modes:
            known = ", ".join(kind.modes) or "no modes"
            raise CorrectionError(f"{event_type} has no mode {mode!r}; it has: {known}")
        cameo = self._ontology.cameo_of(event_type, mode)
        intensity = self._ontology.intensity_of(event_type, mode, cameo)
        return {
            "type": event_type,
            "mode": mode,
            "cameo": cameo,
            "quad": kind.quad,
            "intensity": intensity,
        }


def _one_of(name: str, words: str, choices: tuple[str, ...]) -> str:
    if words not in choices:
        raise CorrectionError(f"expected {name} to be one of {', '.join(choices)}, got {words!r}")
    return words


def _number(name: str, words: str) -> Number:
    try:
        value = float(words.replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CorrectionError(f"expected {name} to be a number such as 29700000, got {words!r}")
    return int(value) if value.is_integer() else value


def _days(name: str, words: str) -> dict[str, Any]:
    first, _, last = (part.strip() for part in words.partition(".."))
    start, end = _interval(name, first), _interval(name, last or first)
    if end[1] < start[0]:
        raise CorrectionError(f"expected {name} to end after its beginning, got {words!r}")
    precision: Precision = start[2] if not last else "day" if start[0] == end[1] else "unknown"
    return to_dict(When(start=start[0], end=end[1], precision=precision))


def _interval(name: str, words: str) -> tuple[date, date, Precision]:
    match = _DAY.fullmatch(words)
    try:
        if match is None:
            raise ValueError("no date")
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or month is None:
            return *year_interval(year or 0), "year"
        if day is None:
            return *month_interval(year, month), "month"
        return date(year, month, day), date(year, month, day), "day"
    except (ValueError, IndexError) as error:
        raise CorrectionError(
            f"expected {name} to be a day, month or year, or two of them: 2024-05-16, 2024-05, "
            f"2024-05-16..2024-05-18; got {words!r}"
        ) from error


_PLAIN: Mapping[str, Callable[[str, str], Any]] = {
    "when": _days,
    "due": _days,
    "period": _days,
    "value": _number,
    "low": _number,
    "high": _number,
}
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("event_mentions", "status"): get_args(Status),
    ("statements", "kind"): get_args(StatementKind),
    ("commitments", "kind"): get_args(CommitmentKind),
    ("commitments", "state"): get_args(CommitmentState),
    ("figures", "qualifier"): get_args(Qualifier),
}
