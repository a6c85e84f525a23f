"""By which media an account reached the report that gives it: "TASS reported that X met Y"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.merge.tellers import Tellers, points_back
from communique.records import EventMention, Extraction, Party, Statement
from communique.spans import Span

Chain = tuple[str, ...]


def find_relays(extractions: Iterable[Extraction], tellers: Tellers) -> Mapping[str, Chain]:
    """Return the media that passed an account on, by event mention id.

    The last of a chain is the origin: "Tasnim, citing TASS" gives Tasnim and TASS. Mentions that
    the report tells on its own word, or on that of media which it does not name, are left out.

    Args:
        extractions: with their event mentions and statements.
        tellers: recognises media by their names.
    """
    found: dict[str, Chain] = {}
    for extraction in extractions:
        if not extraction.event_mentions:
            continue
        chains = _chains(extraction.statements, tellers)
        for mention in extraction.event_mentions:
            chain = _around(mention, chains) or _told_by(mention, tellers)
            if chain:
                found[mention.event_mention_id] = chain
    return found


def _chains(
    statements: Sequence[Statement], tellers: Tellers
) -> list[tuple[tuple[Span, ...], Chain]]:
    """The chain of each statement that came through a medium, with what it covers."""
    chains: list[tuple[tuple[Span, ...], Chain]] = []
    last: str | None = None
    for statement in sorted(statements, key=_start):
        chain = _chain(statement, tellers, last)
        if chain:
            last = chain[-1]
            chains.append((statement.content, chain))
    return chains


def _start(statement: Statement) -> tuple[int, str]:
    spans = (*statement.source, *statement.cue, *statement.content)
    return min((span.start for span in spans), default=0), statement.statement_id


def _chain(statement: Statement, tellers: Tellers, last: str | None) -> Chain:
    named = [tellers.called(name) for name in statement.via]
    speaker = _medium(statement.speaker, tellers, last)
    if speaker is not None:
        named.append(speaker)
    else:  # "X told TASS that": TASS heard it
        named += [tellers.named(party) for party in statement.addressees]
    return tuple(dict.fromkeys(name for name in named if name is not None))


def _medium(party: Party | None, tellers: Tellers, last: str | None) -> str | None:
    if party is None:
        return None
    return last if points_back(party.name) else tellers.named(party)


def _around(mention: EventMention, chains: Iterable[tuple[tuple[Span, ...], Chain]]) -> Chain:
    """The chains of all statements whose content holds the mention, from the outermost in."""
    holding = [
        (span.start - span.end, chain)
        for content, chain in chains
        for span in content
        if span.covers(mention.trigger)
    ]
    return tuple(dict.fromkeys(name for _, chain in sorted(holding) for name in chain))


def _told_by(mention: EventMention, tellers: Tellers) -> Chain:
    named = tellers.named(mention.attributed_to) if mention.attributed_to is not None else None
    return (named,) if named is not None else ()
