"""Why accounts were taken for one event, in lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from communique.records import Document, Event, EventMention

_QUOTED = 160


def explain_event(
    event: Event,
    mentions: Iterable[EventMention],
    documents: Mapping[str, Document] | None = None,
) -> str:
    """Return an account of the joins behind an event and of who supports each field.

    Args:
        event: a merged event.
        mentions: its event mentions, at least those named in ``event.why``.
        documents: by id; with them each account is quoted.
    """
    by_id = {mention.event_mention_id: mention for mention in mentions}
    lines = [_heading(event), "", "accounts:"]
    for at, name in enumerate(event.event_mentions, 1):
        lines.append(f"  {at}. {_account(name, by_id.get(name), documents or {})}")
    number = {name: at for at, name in enumerate(event.event_mentions, 1)}
    lines += ["", "joins:" if event.why else "joins: none, a single account"]
    for why in event.why:
        lines.append(f"  {_join(why, number)}")
        lines += [f"    {_halves(halves, number)}" for halves in why.get("halves", ())]
    lines += ["", "support:"]
    for field, names in sorted(event.support.items()):
        lines.append(f"  {field}: {', '.join(str(number[name]) for name in names)}")
    return "\n".join(lines)


def _heading(event: Event) -> str:
    who = " and ".join(party.name for party in (*event.actors, *event.recipients)) or "unknown"
    where = f" in {event.place.name}" if event.place else ""
    when = f", {event.when.start} to {event.when.end}" if event.when else ""
    reports = f"{event.reports} report" + ("s" if event.reports != 1 else "")
    sources = f"{event.independent_sources} independent source"
    told = f"{reports}, {sources}" + ("s" if event.independent_sources != 1 else "")
    return f"{event.event_id}: {event.status} {event.type} of {who}{where}{when}; {told}"


def _account(name: str, mention: EventMention | None, documents: Mapping[str, Document]) -> str:
    if mention is None:
        return name
    document = documents.get(mention.document_id)
    if document is None:
        return f"{name} ({mention.status}) in {mention.document_id[:12]}"
    words = " ".join(mention.sentence.of(document.text).split())
    shown = words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
    return f"{name} ({mention.status}) in {document.outlet or document.uri}: “{shown}”"


def _join(why: Mapping[str, Any], number: Mapping[str, int]) -> str:
    first, second = sorted(number.get(name, 0) for name in why["joined"])
    if why.get("decided"):
        against = f", though they differ in {why['against']}" if why.get("against") else ""
        return f"{first} with {second}, by a person: {why['decided']}{against}"
    parts = ", ".join(_part(name, value, why) for name, value in why["parts"].items())
    return f"{first} with {second}, score {why['score']:.2f}: {parts}"


def _halves(halves: Mapping[str, Any], number: Mapping[str, int]) -> str:
    first, second = sorted(number.get(name, 0) for name in halves["parts"])
    whole = number.get(halves["whole"], 0)
    return f"{first} and {second} name different parties, {whole} names all of them"


def _part(name: str, value: float, why: Mapping[str, Any]) -> str:
    level = why.get("levels", {}).get(name, "").replace("_", " ")
    # "-0.0" would look like evidence against.
    number = f"{round(value, 1) + 0.0:+.1f}"
    return f"{name} ({level}) {number}" if level else f"{name} {number}"
