"""People whom no list has, by the titles that a document gives them."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.actors.officers import Officers
from communique.extract.actors.owners import Owners
from communique.extract.actors.phrases import office_role
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.records import Actor, Party
from communique.syntax import Token


def introduced(person: Actor, title: str, owner: Actor) -> Actor:
    """Return a learned person with the state and the sector of the title that the text gives."""
    sector = load_roles().sector(title.rsplit(" ", 1)[-1]) or "GOV"
    return replace(person, country=owner.country, sectors=(sector if owner.country else "IGO",))


def titled_stranger(
    parties: Resolver, owners: Owners, officers: Officers, token: Token
) -> Party | None:
    """Read "Latvian Deputy Transport Minister Kalnins", whom the report gives no full name.

    It is the known holder if that is their surname; else someone of that state and office.
    """
    before = parties.parsed.tokens[token.index - 1] if token.index else token
    if token.pos != "PROPN" or token.entity != "PERSON" or parties.parsed.head(before) != token:
        return None
    role = office_role(parties.parsed, before)
    of = owners.before(token) or owners.of(before)
    if role is None or not of or before.tag in ("NNS", "NNPS"):
        return None
    holder = officers.holder(role, of[0], before)
    if holder is not None:
        return holder if holder.name.split()[-1] == token.text else None
    stranger = parties.unnamed(before, of[0], "GOV", role)
    return replace(stranger, name=token.text, actor_id=None, span=token.span)
