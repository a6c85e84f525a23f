"""Correcting from a page: the form, what it asks for, and doing that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from urllib.parse import unquote, urlsplit

from communique.errors import CorrectionError, UnknownRecordError
from communique.ledger import Ledger, Place
from communique.records import Event, Party, Status, When, to_json
from communique.web.pages.corrections.coded import ontology_of
from communique.web.safety.forms import Sent, value

if TYPE_CHECKING:
    from communique.pipeline import Corrector, Done

_FIELDS = ("what", "status", "when", "place", "actors", "recipients")
_TYPED = (*_FIELDS, "other", "by", "why")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """An event type that may be chosen, with its modes."""

    name: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form that corrects an event, as it stands.

    Attributes:
        event_id: of the event.
        seen: a digest of the event as the reader saw it.
        do: what was chosen, if anything.
        values: what stands in its fields; ``was`` what stood there when the page was made.
        accounts: ids of accounts that were ticked.
        kinds, statuses: that may be chosen.
        problem: why it was not done, if it was sent.
    """

    event_id: str
    seen: str
    do: str
    values: Mapping[str, str]
    was: Mapping[str, str]
    accounts: tuple[str, ...]
    kinds: tuple[KindChoice, ...]
    statuses: tuple[str, ...] = get_args(Status)
    problem: str | None = None


def form_of(ledger: Ledger, event: Event) -> Form:
    """Return the form that corrects an event, with its values as they are."""
    now = typed(event)
    return Form(
        event_id=event.event_id,
        seen=digest(event),
        do="",
        values=dict.fromkeys(_TYPED, "") | now,
        was=now,
        accounts=(),
        kinds=_kinds(ledger),
    )


def as_sent(ledger: Ledger, sent: Sent, problem: str) -> Form:
    """Return the form as a reader filled it in, and why it was not done."""
    return Form(
        event_id=value(sent, "event"),
        seen=value(sent, "seen"),
        do=value(sent, "do"),
        values={name: value(sent, name) for name in _TYPED},
        was={name: value(sent, f"was-{name}") for name in _FIELDS},
        accounts=tuple(sent.get("account", ())),
        kinds=_kinds(ledger),
        problem=problem,
    )


def do(place: Place, sent: Sent) -> Done:
    """Do what a form asks for, and merge the ledger again, which may take long.

    Raises:
        CommuniqueError: if it cannot be done; nothing is changed then.
    """
    from communique.pipeline import correcting  # noqa: PLC0415  # loads the parser

    by, why = value(sent, "by"), value(sent, "why")
    if not by:
        raise CorrectionError("expected your name: a correction is kept in the name of a person")
    if not why:
        raise CorrectionError("expected why, in a few words: a correction is kept with its reason")
    with Ledger.open(place) as ledger:
        wanted = _wanted(ledger, sent)
    with correcting(place, by) as corrector:
        return _do(corrector, value(sent, "do"), wanted, sent, why)


def digest(event: Event) -> str:
    """Return what changes whenever an event does."""
    return hashlib.sha256(to_json(event).encode()).hexdigest()[:16]


def typed(event: Event) -> dict[str, str]:
    """Return the values of an event as a person types them."""
    place = event.place
    return {
        "what": f"{event.type}/{event.mode}" if event.mode else event.type,
        "status": event.status,
        "when": _days(event.when),
        "place": ", ".join(filter(None, (place.name, place.country))) if place else "",
        "actors": "; ".join(map(_party, event.actors)),
        "recipients": "; ".join(map(_party, event.recipients)),
    }


def _do(corrector: Corrector, chosen: str, wanted: str, sent: Sent, why: str) -> Done:
    match chosen:
        case "undo":
            return corrector.undo(wanted, why=why)
        case "recode":
            return corrector.recode(wanted, dict(_changed(sent)), why=why)
        case "split":
            return corrector.split(_ticked(sent), why=why)
        case "join":
            return corrector.join([wanted, _other(sent)], why=why)
        case "reject":
            return corrector.reject([wanted], why=why)
        case "confirm":
            return corrector.confirm([wanted], why=why)
    raise CorrectionError("expected a choice of what is wrong")


def _wanted(ledger: Ledger, sent: Sent) -> str:
    """The correction to be taken back, or the event, if it is still as the reader saw it."""
    if value(sent, "do") == "undo":
        return value(sent, "correction")
    event_id = value(sent, "event")
    found = ledger.by_ids("events", [event_id]).get(event_id)
    if not isinstance(found, Event):
        raise UnknownRecordError(
            "This event is no longer in the ledger: it was merged or corrected since you opened "
            "its page. Look it up again."
        )
    if digest(found) != value(sent, "seen"):
        raise CorrectionError(
            "This event has changed since you opened its page, so nothing was done. Look at it as "
            "it is now; if you still want to correct it, do so there."
        )
    return event_id


def _changed(sent: Sent) -> Iterable[tuple[str, str]]:
    """The fields in which the form differs from what stood in it, as the corrector knows them."""
    for name in _FIELDS:
        now = value(sent, name)
        if name not in sent or now == value(sent, f"was-{name}"):
            continue
        if name == "what":
            kind, _, mode = now.partition("/")
            yield from (("type", kind), ("mode", mode))
        else:
            yield name, now


def _ticked(sent: Sent) -> list[str]:
    ticked = list(dict.fromkeys(sent.get("account", ())))
    if not ticked:
        raise CorrectionError("expected at least one account: tick those that tell another event")
    return ticked


def _other(sent: Sent) -> str:
    """The id of an event that is given as such, or as the address of its page."""
    given = value(sent, "other")
    try:
        path = urlsplit(given).path
    except ValueError:
        path = given
    other = unquote(path.rstrip("/").rpartition("/")[2])
    if not other:
        raise CorrectionError("expected the address or the id of the other event")
    return other


def _kinds(ledger: Ledger) -> tuple[KindChoice, ...]:
    types = ontology_of(ledger).types.values()
    return tuple(KindChoice(name=kind.name, modes=tuple(kind.modes)) for kind in types)


def _days(when: When | None) -> str:
    if when is None or when.start is None or when.end is None:
        return ""
    same = when.start == when.end
    return when.start.isoformat() if same else f"{when.start}..{when.end}"


def _party(one: Party) -> str:
    if one.actor_id:
        return one.actor_id.removeprefix("state/")
    return f"{one.name} ({one.country})" if one.country else one.name
