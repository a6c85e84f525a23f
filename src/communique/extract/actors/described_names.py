"""Descriptions that many share ("the kingdom", "the bloc"): whom a document means by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from communique.extract.context import Context, Reference
from communique.knowledge import NameEntry, NameMatch
from communique.syntax import Token


def is_description(match: NameMatch) -> bool:
    """Tell whether words only describe whom they mean."""
    return all(entry.form == "description" for entry in match.entries)


def described_actors(
    context: Context,
    matches: Iterable[tuple[NameMatch, list[Token]]],
    references: Mapping[int, Reference],
    modifiers: Mapping[int, str],
) -> dict[int, Reference]:
    """Return, by token, whom descriptions mean: the one of their kind that the document named.

    Where it named two of a kind, or none, a description stays open.

    Args:
        context: the document.
        matches: the descriptions in its text, with their tokens.
        references: the names of the document, by token.
        modifiers: ids of actors to which its adjectives and compounds point, by token.
    """
    live = _live(context, references, modifiers)
    found: dict[int, Reference] = {}
    for match, tokens in matches:
        chosen = _the_one(match.entries, live)
        if chosen is not None:
            end = tokens[-1].index + 1
            reference = Reference(chosen.actor_id, tokens[0].index, end, chosen.form)
            found |= dict.fromkeys((t.index for t in tokens), reference)
    return found


def _the_one(entries: Iterable[NameEntry], live: set[str]) -> NameEntry | None:
    fitting = {entry.actor_id: entry for entry in entries if entry.actor_id in live}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _live(
    context: Context, references: Mapping[int, Reference], modifiers: Mapping[int, str]
) -> set[str]:
    """Return the ids of all whom a document names, with the states of its persons."""
    named = {r.actor_id for r in references.values()} | set(modifiers.values())
    persons = (actor_id for actor_id in named if actor_id.startswith("person/"))
    countries = (context.knowledge.country_on(p, context.day) for p in persons)
    return named | {f"state/{code}" for code in countries if code is not None}
