"""The mention records of a document: every name, title and metonym with whom it stands for."""

from __future__ import annotations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.places import DocumentPlaces
from communique.records import Mention, MentionKind, Place, Via, content_id
from communique.syntax import Token

_LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "to", "from", "into", "around", "through", "via"}
)
_KINDS: dict[str, MentionKind] = {
    "person": "person", "state": "state", "organisation": "organisation", "group": "group",
}  # fmt: skip


def find_mentions(parties: DocumentParties, places: DocumentPlaces) -> tuple[Mention, ...]:
    """Return the mentions of a document in text order.

    Names stand as they are; titles, descriptions and pronouns are mentions where they resolve to
    a known actor. A capital after "in" or "to" is a place, not its government.
    """
    found: dict[tuple[int, int], Mention] = {}
    for token in parties.parsed.tokens:
        reference = parties.references.get(token.index)
        if reference is not None:
            if reference.end == token.index + 1:
                tokens = parties.parsed.tokens[reference.start : reference.end]
                mention = _named(parties, places, token, tuple(tokens))
                found[mention.span] = mention
            continue
        mention_of = _described(parties, token)
        if mention_of is not None:
            found.setdefault(mention_of.span, mention_of)
    return tuple(found[span] for span in sorted(found))


def _named(
    parties: DocumentParties, places: DocumentPlaces, token: Token, tokens: tuple[Token, ...]
) -> Mention:
    reference = parties.references[token.index]
    actor = parties.actor(reference.actor_id)
    span = parties.parsed.span_of(tokens)
    kind = _KINDS[actor.kind]
    via: Via = "metonym" if reference.form == "metonym" else "name"
    place: Place | None = None
    if kind == "state" and _is_located(parties, token):
        place = places.place_of(token)
        if place is not None and via == "metonym":
            kind, via = "place", "name"
    return Mention(
        mention_id=content_id("mn", parties.parsed.text, span), span=span, kind=kind, via=via,
        document_id=parties.context.document.document_id,
        actor_id=None if kind == "place" else actor.actor_id,
        place=place, confidence=reference.confidence,
    )  # fmt: skip


def _is_located(parties: DocumentParties, token: Token) -> bool:
    head = parties.parsed.head(token)
    return token.dep == "pobj" and head.text.lower() in _LOCATIVE


def _described(parties: DocumentParties, token: Token) -> Mention | None:
    if token.pos not in ("NOUN", "PRON", "PROPN") or token.dep in ("compound", "amod"):
        return None
    party = parties.party(token)
    if party is None or party.actor_id is None:
        return None
    via: Via = "pronoun" if token.pos == "PRON" else "title" if party.office else "description"
    actor = parties.actor(party.actor_id)
    return Mention(
        mention_id=content_id("mn", parties.parsed.text, token.span), span=token.span,
        document_id=parties.context.document.document_id, kind=_KINDS[actor.kind],
        actor_id=party.actor_id, via=via, confidence=0.7 if via == "pronoun" else 0.8,
    )  # fmt: skip
