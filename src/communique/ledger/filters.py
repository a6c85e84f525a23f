"""What a reader may ask of a ledger: the filters, and the words of dates and parties in them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypedDict, cast

from communique.errors import QueryError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")

# Which filters mean something for which kind; ``limit``, ``after`` and ``order`` always do.
_TOLD = frozenset({"since", "until", "outlet", "search", "document"})
_PARTIES = frozenset({"between", "actor"})
_DIRECTED = _PARTIES | {"source", "target"}
_CODED = frozenset({"type", "mode", "quad", "status", "place"})
_NAMES = _DIRECTED | {"speaker", "about", "place", "measure"}
APPLICABLE: dict[str, frozenset[str]] = {
    "documents": _TOLD | {"type", "status"},
    "captures": frozenset({"since", "until", "outlet", "document"}),
    "codings": frozenset({"type", "status", "document"}),
    "actors": frozenset({"actor", "type", "status", "place", "search"}),
    "mentions": _TOLD | {"actor", "type", "place"},
    "event_mentions": _TOLD | _DIRECTED | _CODED,
    "events": _TOLD | _DIRECTED | _CODED | {"speaker", "topic", "min_sources"},
    "statements": _TOLD | _DIRECTED | {"type", "speaker", "about", "topic"},
    "commitments": _TOLD | _DIRECTED | {"type", "status", "state", "due_before", "place"},
    "figures": _TOLD | _PARTIES | {"type", "status", "measure"},
    "disputes": _PARTIES | {"type", "place", "since", "until", "search"},
    "stories": frozenset({"since", "until", "search", "document"}),
    "copy_passages": frozenset({"document"}),
}

# What is asked of the events or of the records that belong to them, never of both apart.
_OF_EVENTS_ALONE = frozenset({"since", "until", "search"})

Order = Literal["document", "newest", "relevance"]

# The quad classes by their names; numbers serve as well.
QUADS = {
    "verbal-cooperation": 1,
    "material-cooperation": 2,
    "verbal-conflict": 3,
    "material-conflict": 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Conditions that all must hold; None asks for nothing.

    Attributes:
        between: two parties, in either direction.
        actor: one party, in any role. A party is an id (``person/xi-jinping``), a code
            (``CHN``, ``SCO``) or the beginning of a word of a name (``xi``). The id of a group of
            states (``organisation/BRICS``) also means whoever was a member on the day of the
            record; its code (``BRICS``) means the group itself.
        source: the party that acts, speaks or promises.
        target: the party it is done, said or promised to. Where all act together ("they met")
            nobody is a target: ask with ``between``.
        type: event type; for the other kinds the kind of statement, promise, dispute, actor,
            the unit of a figure, the language of a document. Case does not matter.
        mode: of an event type, such as ``visit`` or ``expel``.
        quad: class of cooperation or conflict, 1 to 4 or by name, such as ``verbal-conflict``.
        status: of an event; state of a commitment; qualifier of a figure.
        min_sources: events that so many independent sources tell, or more.
        since, until: ``2024``, ``2024-05`` or ``2024-05-16``, both inclusive. Events by the days
            they may have happened on, everything else by the day of the report.
        place: country code, or the beginning of a word of a place name.
        search: words that all must stand in the text; quotation marks hold a phrase together.
        speaker: a party, as the one who speaks; of events, who spoke there.
        about: a state, as what a statement is about.
        topic: what a statement is about, such as ``trade`` or ``war-and-peace``.
        state: of a commitment: open, fulfilled, cancelled, lapsed or unknown.
        due_before: commitments due before that day, month or year.
        measure: what a figure measures: the beginnings of words, such as ``trade``.
        outlet: name of an outlet, or its beginning; of events, an outlet that tells them.
        document: id of a document, or its beginning.
        of_events: records of any kind that belong to the events which meet these filters: their
            accounts and disputes, the reports that tell them and what these say. Statements,
            commitments and figures must have the parties and the topic asked for themselves. Days
            and words are then those of the events: give them there.
        limit: at most so many records.
        after: where the page before ended; see :attr:`communique.ledger.Page.after`.
        order: ``document`` order is that of the texts, ``newest`` first by day, ``relevance`` by
            how well the words of ``search`` are met.
    """

    between: tuple[str, str] | None = None
    actor: str | None = None
    source: str | None = None
    target: str | None = None
    type: str | None = None
    mode: str | None = None
    quad: int | str | None = None
    status: str | None = None
    min_sources: int | None = None
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
    of_events: Filters | None = None
    limit: int | None = None
    after: str | None = None
    order: Order = "document"

    def given(self) -> dict[str, object]:
        """The conditions that were set, by name."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: value
            for name, value in named.items()
            if value is not None and name not in ("limit", "after", "order")
        }

    def without(self, name: str) -> Filters:
        """The same filters less one of them."""
        return replace(self, **cast(Any, {name: None, "after": None}))


class Asked(TypedDict, total=False):
    """Filters by name; see :class:`Filters`. Days may be given as dates."""

    between: tuple[str, str]
    actor: str
    source: str
    target: str
    type: str
    mode: str
    quad: int | str
    status: str
    min_sources: int
    since: str | date
    until: str | date
    place: str
    search: str
    speaker: str
    about: str
    topic: str
    state: str
    due_before: str | date
    measure: str
    outlet: str
    document: str
    of_events: Filters | None
    limit: int
    after: str
    order: Order


def refined(filters: Filters | None, given: Asked) -> Filters:
    """Return filters with more of them given by name."""
    texts = {k: v.isoformat() if isinstance(v, date) else v for k, v in given.items()}
    return replace(filters or Filters(), **cast(Any, texts))


def check_filters(kind: str, filters: Filters) -> None:
    """Refuse filters that say nothing about ``kind``.

    Raises:
        QueryError: for the first filter that does not apply, with those that do, or that holds
            no words.
    """
    applicable = APPLICABLE[kind]
    if filters.of_events is not None:
        applicable = (applicable | {"of_events"}) - _OF_EVENTS_ALONE
    for name, value in filters.given().items():
        if name not in applicable:
            known = ", ".join(sorted(applicable))
            raise QueryError(f"{kind} cannot be filtered by {name}; they can by: {known}")
        for words in value if isinstance(value, tuple) else (value,):
            _check_words(name, str(words))
    if filters.order == "relevance" and filters.search is None:
        raise QueryError("expected words to search for: without them nothing is more relevant")


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
