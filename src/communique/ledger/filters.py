"""What a reader may ask of a ledger: the filters, and the words of dates and parties in them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, cast

from communique.errors import QueryError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

# Which filters mean something for which kind; ``limit`` and ``order`` always do.
_TOLD = frozenset({"since", "until", "outlet", "search", "document"})
_PARTIES = frozenset({"between", "actor"})
_NAMES = _PARTIES | {"speaker", "about", "place", "measure"}
APPLICABLE: dict[str, frozenset[str]] = {
    "documents": _TOLD | {"type", "status"},
    "captures": frozenset({"since", "until", "outlet", "document"}),
    "codings": frozenset({"type", "status", "document"}),
    "actors": frozenset({"actor", "type", "status", "place", "search"}),
    "mentions": _TOLD | {"actor", "type", "place"},
    "event_mentions": _TOLD | _PARTIES | {"type", "status", "place"},
    "events": _PARTIES | {"type", "status", "place", "since", "until", "search", "document"},
    "statements": _TOLD | _PARTIES | {"type", "speaker", "about", "topic"},
    "commitments": _TOLD | _PARTIES | {"type", "status", "state", "due_before", "place"},
    "figures": _TOLD | _PARTIES | {"type", "status", "measure"},
    "disputes": _PARTIES | {"type", "place", "since", "until", "search"},
    "stories": frozenset({"since", "until", "search", "document"}),
    "copy_passages": frozenset({"document"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that all must hold; None asks for nothing.

    Attributes:
        between: two parties, in either direction.
        actor: one party, in any role. A party is an id (``person/xi-jinping``), a code
            (``CHN``, ``SCO``) or the beginning of a word of a name (``xi``).
        type: event type; for the other kinds the kind of statement, promise, dispute, actor,
            the unit of a figure, the language of a document. Case does not matter.
        status: of an event; state of a commitment; qualifier of a figure.
        since, until: ``2024``, ``2024-05`` or ``2024-05-16``, both inclusive. Events by the days
            they may have happened on, everything else by the day of the report.
        place: country code, or the beginning of a word of a place name.
        search: words that all must stand in the text; quotation marks hold a phrase together.
        speaker: a party, as the one who speaks.
        about: a state, as what a statement is about.
        topic: what a statement is about, such as ``trade`` or ``war-and-peace``.
        state: of a commitment: open, fulfilled, cancelled, lapsed or unknown.
        due_before: commitments due before that day, month or year.
        measure: what a figure measures: the beginnings of words, such as ``trade``.
        outlet: name of an outlet, or its beginning.
        document: id of a document, or its beginning.
        limit: at most so many records.
        order: ``document`` order is that of the texts, ``newest`` first by day.
    """

    between: tuple[str, str] | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    search: str | None = None
    speaker: str | None = None
    about: str | None = None
    topic: str | None = None
    state: str | None = None
    due_before: str | None = None
    measure: str | None = None
    outlet: str | None = None
    document: str | None = None
    limit: int | None = None
    order: Literal["document", "newest"] = "document"

    def given(self) -> dict[str, object]:
        """The conditions that were set, by name."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value
            for name, value in named.items()
            if value is not None and name not in ("limit", "order")
        }

    def without(self, name: str) -> Filters:
        """The same filters less one of them."""
        return replace(self, **cast(Any, {name: None}))


def check_filters(kind: str, filters: Filters) -> None:
    """Refuse filters that say nothing about ``kind``.

    Raises:
        QueryError: for the first filter that does not apply, with those that do, or that holds
            no words.
    """
    applicable = APPLICABLE[kind]
    for name, value in filters.given().items():
        if name not in applicable:
            known = ", ".join(sorted(applicable))
            raise QueryError(f"{kind} cannot be filtered by {name}; they can by: {known}")
        for words in value if isinstance(value, tuple) else (value,):
            _check_words(name, str(words))


def _check_words(name: str, words: str) -> None:
    # What an ill-encoded command line gives cannot be compared with any text.
    if any("\ud800" <= character <= "\udfff" for character in words):
        raise QueryError(f"expected {name} in UTF-8, got {words!r}")
    if name in _NAMES and not any(character.isalnum() for character in words):
        raise QueryError(f"expected {name} with a letter or a digit in it, got {words!r}")


def first_day(text: str) -> date:
    """Return the first day of a year, month or day such as ``2024-05``.

    Raises:
        QueryError: if ``text`` is none of these.
    """
    return _days(text)[0]


def last_day(text: str) -> date:
    """Return the last day of a year, month or day such as ``2024-05``.

    Raises:
        QueryError: if ``text`` is none of these.
    """
    return _days(text)[1]


def _days(text: str) -> tuple[date, date]:
    match = _DATE.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError("not a date")
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year:
            raise ValueError("no such year")
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise QueryError(
            f"expected a date such as 2024, 2024-05 or 2024-05-16, got {text!r}"
        ) from error
