"""The titles that a document itself gives to the people it names."""

from __future__ import annotations

from communique.extract.actors.owners import Owners
from communique.extract.actors.phrases import modifiers_of, office_role
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.extract.context import Reference
from communique.syntax import Token

Title = tuple[str, str | None]
_TITLED_SECTORS = ("GOV", "MIL", "LEG")
_LONGEST = 4


def local_titles(parties: Resolver, owners: Owners) -> dict[str, Title]:
    """Return, for each person introduced with a title, its words and the id of its owner.

    The first title counts, but an office counts before a mere description.
    """
    offices = load_roles().offices
    found: dict[str, Title] = {}
    for index, reference in parties.references.items():
        if reference.end != index + 1 or reference.form != "name":
            continue
        if parties.actor(reference.actor_id).kind != "person":
            continue
        title = _title_beside(parties, owners, parties.parsed.tokens[index], reference)
        if title is None:
            continue
        known = found.get(reference.actor_id)
        if known is None or (title[0] in offices and known[0] not in offices):
            found[reference.actor_id] = title
    return found


def _title_beside(
    parties: Resolver, owners: Owners, head: Token, reference: Reference
) -> Title | None:
    for noun in reversed(_nouns_beside(parties, head, reference)):
        role = office_role(parties.parsed, noun)
        if noun.tag in ("NNS", "NNPS") or (role is None and not _is_title(noun)):
            continue
        whose = owners.of(noun) or owners.before(head)
        words = role.phrase if role else _title_words(parties, noun)
        return words, whose[0] if whose else None
    return None


def _nouns_beside(parties: Resolver, head: Token, reference: Reference) -> list[Token]:
    """Return the nouns that can be a title: before the name, apposed to it, or what it apposes."""
    parsed = parties.parsed
    nouns = [w for w in modifiers_of(parsed, head) if w.index < reference.start]
    nouns += [c for c in parsed.children(head, "appos") if c.index not in parties.references]
    above = parsed.head(head)
    if head.dep in ("appos", "flat") and above.index not in parties.references:
        nouns.append(above)
    if reference.start:
        before = parsed.tokens[reference.start - 1]
        if before.sentence == head.sentence and before not in nouns:
            nouns.append(before)
    return nouns


def _is_title(noun: Token) -> bool:
    roles = load_roles()
    generic = noun.lemma in roles.counterparts or roles.is_institution(noun)
    return roles.sector(noun.text) in _TITLED_SECTORS and not generic


def _title_words(parties: Resolver, noun: Token) -> str:
    """Return a title with the plain nouns before it ("deputy transport minister")."""
    words = [noun.text.lower()]
    for index in range(noun.index - 1, -1, -1):
        word = parties.parsed.tokens[index]
        named = index in parties.references or index in parties.modifiers
        if word.sentence != noun.sentence or named or word.pos not in ("NOUN", "PROPN", "ADJ"):
            break
        words.insert(0, word.text.lower())
    return " ".join(words[-_LONGEST:])
