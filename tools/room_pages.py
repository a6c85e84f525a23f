"""One address of each kind of page of an open reading room, for its tests and its pictures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

LISTINGS = (
    "events", "statements", "commitments", "figures", "disputes", "stories", "documents", "actors",
)  # fmt: skip
ALWAYS = {
    "overview": "/",
    "nothing asked": "/search",
    "nothing found": "/search?q=zyzzyva",
    "pairs": "/between",
    "calendar": "/commitments/calendar",
    "network": "/network",
    "map": "/map",
    "places": "/places",
    "outlets": "/outlets",
    "corrections": "/corrections",
    "refused": "/refused",
    "add": "/add",
    "docs": "/docs",
    "no such page": "/nowhere",
    **{kind: f"/{kind}" for kind in LISTINGS},
}
FOUND = (
    "relationship", "search", "event", "disputed event", "document", "all of a document", "copy",
    "story", "state", "person", "place", "outlet",
)  # fmt: skip
EVERY = (*ALWAYS, *FOUND)


def addresses(room: str) -> dict[str, str]:
    """Return an address of each kind of page, without that of the room itself.

    Args:
        room: the address of an open reading room.

    Returns:
        Addresses by the names in :data:`EVERY`; pages that the ledger has nothing for are left out.
    """
    return dict(ALWAYS) | {name: found for name, found in _found(room.rstrip("/")) if found}


def _found(room: str) -> Iterator[tuple[str, str | None]]:
    events = [line["event"] for line in _read(room, "/events.json?limit=200")["lines"]]
    most = max(events, key=lambda one: one["reports"], default=None)
    if most:
        report = _read(room, f"/events/{most['event_id']}.json")["sources"][0]["tellings"][0]
        document = f"/documents/{report['report']['document_id']}"
        yield "event", f"/events/{most['event_id']}"
        yield "document", document
        layers = "events,statements,commitments,figures,names"
        yield "all of a document", f"{document}?show={layers}&furniture=1"
    yield "disputed event", _first(
        f"/events/{line['dispute']['event_id']}"
        for line in _read(room, "/disputes.json")["lines"]
        if line["dispute"]["event_id"]
    )
    yield "copy", _copy(room)
    for pair in _read(room, "/between.json")["pairs"][:1]:
        yield "relationship", pair["href"]
        yield "search", f"/search?q={pair['one']['term']}+{pair['other']['term']}"
        yield "state", pair["one"]["href"]
    stories = _read(room, "/stories.json")["lines"]
    longest = max(stories, key=lambda one: one["reports"], default=None)
    yield "story", f"/stories/{longest['story_id']}" if longest else None
    people = (one["actor_id"] for one in _read(room, "/actors.json?limit=200")["lines"])
    yield "person", _first(f"/actors/{one}" for one in people if one.startswith("person/"))
    places = _read(room, "/places.json")["places"]
    yield "place", _first(f"/places/{quote(one['name'])}" for one in places)
    outlets = _read(room, "/outlets.json")["listed"]
    yield "outlet", _first(f"/outlets/{quote(one['outlet'])}" for one in outlets)


def _copy(room: str) -> str | None:
    for line in _read(room, "/documents.json?limit=60")["lines"]:
        document = f"/documents/{line['document_id']}"
        for other in _read(room, f"{document}.json")["shared"]:
            if other["copied"]:
                return f"{document}/copied-from/{other['report']['document_id']}"
    return None


def _first(several: Iterator[str]) -> str | None:
    return next(several, None)


def _read(room: str, address: str) -> Any:
    # A proxy of the environment is not asked for a room on this machine.
    with build_opener(ProxyHandler({})).open(room + address) as answer:
        return json.load(answer)
