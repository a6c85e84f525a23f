"""Who and what a report names, whether or not it takes part in an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from communique.ledger import Ledger
from communique.records import Actor, Document, Mention

_KEPT = 256  # events come in the order of their reports, so that few are asked for at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The names in a report by kind, each once, in the order of their first mention."""

    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


def story_reader(ledger: Ledger) -> Callable[[Document], Story]:
    """Return what reads the names in a report; it remembers the last ones."""
    remembered = lru_cache(maxsize=_KEPT)(lambda identity: _mentions(ledger, identity))
    return lambda document: _story(document, *remembered(document.document_id))


def _mentions(ledger: Ledger, identity: str) -> tuple[list[Mention], dict[str, Actor]]:
    mentions = list(ledger.mentions(document=identity))
    named = {one.actor_id for one in mentions if one.actor_id}
    return mentions, cast("dict[str, Actor]", ledger.by_ids("actors", sorted(named)))


def _story(document: Document, mentions: list[Mention], actors: dict[str, Actor]) -> Story:
    def names(*kinds: str) -> tuple[str, ...]:
        found = (_name(one, document, actors) for one in mentions if one.kind in kinds)
        return tuple(dict.fromkeys(name for name in found if name))

    return Story(
        people=names("person"),
        organizations=names("organisation", "group"),
        locations=names("place", "state"),
    )


def _name(mention: Mention, document: Document, actors: dict[str, Actor]) -> str | None:
    if mention.place is not None:
        return mention.place.name
    if mention.actor_id in actors:
        return actors[mention.actor_id].name
    # What only a pronoun or a description stands for has no name.
    start, end = mention.span
    return document.text[start:end] if mention.via == "name" else None
