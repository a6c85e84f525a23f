"""Refusals of nobody in particular, told among people of one country: no dealings of states."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.actors.discourse import is_person
from communique.extract.actors.resolve import DocumentParties
from communique.extract.events.candidate import Candidate
from communique.extract.events.slots import side_of
from communique.extract.events.words import load_words

_BEFORE, _AFTER = 2, 1  # sentences around the act's own in which its other side would be named


def is_domestic(parties: DocumentParties, candidate: Candidate) -> bool:
    """Tell whether a politician refuses or denies something that is of no concern to other sides.

    "The minister denied it" beside a foreign accuser answers them; beside the leader of the
    opposition it is domestic politics. Where nobody else is named, nothing speaks for either.
    """
    if candidate.recipients or candidate.pattern.own or candidate.pattern.type != "REJECT":
        return False
    if not all(is_person(party) or party.sector == "PTY" for party in candidate.actors):
        return False
    if candidate.trigger.lemma in load_words().stances:
        return True
    own = {side_of(party) for party in candidate.actors}
    if len(own) != 1:
        return False
    actors = {party.actor_id for party in candidate.actors}
    around = [(i, side) for i, side in _named_around(parties, candidate) if i not in actors]
    return bool(around) and all(side is None or side in own for _, side in around)


def _named_around(
    parties: DocumentParties, candidate: Candidate
) -> Iterator[tuple[str, str | None]]:
    """Yield who is named near an act, each with its side; None of a person of unknown country."""
    at = candidate.trigger.sentence
    for sentence in parties.parsed.sentences[max(0, at - _BEFORE) : at + _AFTER + 1]:
        for token in parties.parsed.tokens_of(sentence):
            reference = parties.references.get(token.index)
            named = reference.actor_id if reference else parties.modifiers.get(token.index)
            if named is not None:
                actor = parties.actor(named)
                yield named, actor.country or (None if actor.kind == "person" else named)
