"""A commitment while it is being read, and the parties of its phrases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from communique.extract.parties import Parties
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import CommitmentKind, CommitmentState, Party
from communique.spans import Span
from communique.syntax import Parsed, Token

# PLOVER sectors of those who act for the public.
_PUBLIC = frozenset({"GOV", "IGO", "MIL", "LEG", "JUD", "COP", "SPY"})
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6}
_FAR = 6
Several = tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was read at one trigger.

    ``deed`` is the verb to be done, if the words have one; ``what`` its words; ``reach`` the
    characters in which a due time may stand; ``site`` the noun whose words tell the place.
    """

    kind: CommitmentKind
    trigger: Token
    by: Several
    to: Several
    what: Span
    reach: Span
    deed: Token | None = None
    state: CommitmentState = "open"
    condition: Span | None = None
    site: Token | None = None


def key(party: Party) -> str:
    """Return what tells two parties apart."""
    return party.actor_id or party.name.lower()


def without(parties: Iterable[Party], others: Iterable[Party]) -> Several:
    """Return ``parties`` that are not among ``others``, none twice."""
    seen = {key(p) for p in others}
    found = []
    for party in parties:
        if key(party) not in seen:
            seen.add(key(party))
            found.append(party)
    return tuple(found)


def each_side_once(parties: Iterable[Party]) -> Several:
    """Return the parties without the states for which another of them already stands."""
    found = without(parties, ())
    stood_for = {p.country for p in found if not (p.actor_id or "").startswith("state/")}
    return tuple(
        p for p in found if not ((p.actor_id or "").startswith("state/") and p.country in stood_for)
    )


def acts_for_state(parties: Iterable[Party]) -> bool:
    """Tell whether one of the parties is a state, an official or an organisation."""
    return any(
        p.country
        or p.office
        or p.sector in _PUBLIC
        or (p.actor_id or "").startswith("organisation/")
        for p in parties
    )


def parties_of(parsed: Parsed, token: Token | None, parties: Parties) -> Several:
    """Return who a phrase stands for; of a happening or a body, whose it is ("Putin's visit")."""
    if token is None:
        return ()
    found = parties.parties(token)
    if not found:
        one = parties.party(token)
        found = (one,) if one is not None else ()
    return (
        _as_told(parsed, token, found)
        or _members(parsed, token, parties)
        or _numbered(parsed, token, parties)
        or _owners(parsed, token, parties)
    )


def _as_told(parsed: Parsed, token: Token, found: Several) -> Several:
    """Name nameless groups as the report does: "technical teams of Iran", not "team of Iran"."""
    one, several = f"{token.lemma} of ", f"{token.text.lower()} of "
    described = [p for p in found if p.actor_id is None and one in p.name]
    if token.tag != "NNS" or len(described) < 2 or len(described) < len(found):
        return found
    names = (p.name.replace(one, several, 1) for p in described)
    return tuple(
        replace(p, name=name[:1].lower() + name[1:])
        for p, name in zip(described, names, strict=True)
    )


def _members(parsed: Parsed, token: Token, parties: Parties) -> Several:
    """Return those meant by the "both" of "both men"."""
    for child in parsed.children(token, "det", "nummod", "predet"):
        if child.lemma in ("both", "two"):
            return parties.parties(child)
    return ()


def _numbered(parsed: Parsed, token: Token, parties: Parties) -> Several:
    """Return whom "the three" means: the persons of the nearest sentence that names so many."""
    words = [token, *parsed.children(token, "nummod")]
    number = next((_NUMBERS[t.lemma] for t in words if t.lemma in _NUMBERS), None)
    if number is None or parsed.child(token, "det") is None:
        return ()
    last = token.sentence - 1
    for sentence in reversed(parsed.sentences[max(0, last - _FAR) : last + 1]):
        named = parties.within(sentence.span)
        persons = tuple(p for p in named if (p.actor_id or "").startswith("person/"))
        if len(persons) == number:
            return persons
    return ()


def _owners(parsed: Parsed, token: Token, parties: Parties) -> Several:
    for child in parsed.children(token, "poss", "compound", "amod", "nmod"):
        owner = parties.party(child) if child.pos in ("PROPN", "NOUN", "PRON") else None
        if owner is not None:
            return (owner,)
    for prep in parsed.children(token, "prep"):
        inner = parsed.child(prep, "pobj")
        if prep.lemma in ("of", "by", "between", "from") and inner is not None:
            found = parties.parties(inner)
            if found:
                return found
    return ()


def side(party: Party) -> str | None:
    """Return the state or organisation on whose side a party stands, or None for anyone else."""
    identity = party.actor_id or ""
    if identity.startswith("organisation/") and party.sector != NEWS_MEDIA:
        return identity
    return party.country
