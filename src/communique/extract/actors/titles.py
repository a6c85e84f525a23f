"""The titles that a document itself gives to the people it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.extract.actors.owners import Owners
from communique.extract.actors.phrases import modifiers_of, office_role
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.extract.context import Reference
from communique.syntax import Token

Title = tuple[str, str | None]
_TITLED_SECTORS = ("GOV", "MIL", "LEG")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class GivenTitle:
    """A title beside a name: its words, the id of whose it is, its noun, and the name."""

    words: str
    owner: str | None
    noun: Token
    reference: Reference


def given_titles(parties: Resolver, owners: Owners) -> Iterator[GivenTitle]:
    """Yield each title that stands beside the full name of a person, in text order."""
    for index, reference in sorted(parties.references.items()):
        if reference.end != index + 1 or reference.form != "name":
            continue
        if parties.actor(reference.actor_id).kind != "person":
            continue
        title = _title_beside(parties, owners, parties.parsed.tokens[index], reference)
        if title is not None:
            yield title


def local_titles(given: Iterable[GivenTitle]) -> dict[str, Title]:
    """Return, for each person introduced with a title, its words and the id of its owner.

    The first title counts, but an office counts before a mere description.
    """
    offices = load_roles().offices
    found: dict[str, Title] = {}
    for title in given:
        known = found.get(title.reference.actor_id)
        if known is None or (title.words in offices and known[0] not in offices):
            found[title.reference.actor_id] = title.words, title.owner
    return found


def _title_beside(
    parties: Resolver, owners: Owners, head: Token, reference: Reference
) -> GivenTitle | None:
    for noun in reversed(_nouns_beside(parties, head, reference)):
        if noun.pos not in ("NOUN", "PROPN"):
            continue
        role = office_role(parties.parsed, noun)
        if noun.tag in ("NNS", "NNPS") or (role is None and not _is_title(noun)):
            continue
        whose = owners.of(noun) or owners.before(head)
        words = _with_field(parties, noun, role.phrase) if role else _title_words(parties, noun)
        return GivenTitle(words, whose[0] if whose else None, noun, reference)
    return None


def _nouns_beside(parties: Resolver, head: Token, reference: Reference) -> list[Token]:
    """Return the nouns that can be a title: before the name, apposed to it, or what it apposes."""
    parsed = parties.parsed
    nouns = [w for w in modifiers_of(parsed, head) if w.index < reference.start]
    nouns += [c for c in parsed.children(head, "appos") if c.index not in parties.references]
    above = parsed.head(head)
    if head.dep in ("appos", "flat") and above.index not in parties.references:
        nouns.append(above)
    nouns += _noun_of_state(parties, head, reference)
    if reference.start:
        before = parsed.tokens[reference.start - 1]
        if before.sentence == head.sentence and before not in nouns:
            nouns.append(before)
    return nouns


def _noun_of_state(parties: Resolver, head: Token, reference: Reference) -> list[Token]:
    """Read "Prime Minister of Latvia Janis Kalnins", taken for one phrase under "of"."""
    of = parties.parsed.head(head)
    between = range(of.index + 1, reference.start)
    named = parties.references.keys() | parties.modifiers.keys()
    if head.dep != "pobj" or of.text.lower() != "of" or not between:
        return []
    return [parties.parsed.head(of)] if all(index in named for index in between) else []


def _is_title(noun: Token) -> bool:
    roles = load_roles()
    generic = noun.lemma in roles.counterparts or roles.is_institution(noun)
    return roles.sector(noun.text) in _TITLED_SECTORS and not generic


def _title_words(parties: Resolver, noun: Token) -> str:
    """Return a title with the plain nouns before it ("deputy transport minister").

    "Minister of transport" is "transport minister".
    """
    words = [noun.text.lower()]
    for index in range(noun.index - 1, -1, -1):
        word = parties.parsed.tokens[index]
        named = index in parties.references or index in parties.modifiers
        if word.sentence != noun.sentence or named or word.pos not in ("NOUN", "PROPN", "ADJ"):
            break
        words.insert(0, word.text.lower())
    return _with_field(parties, noun, " ".join(words[-_LONGEST:]))


def _with_field(parties: Resolver, noun: Token, title: str) -> str:
    """Return a title with the field that follows it: "vice minister of commerce"."""
    if title in load_roles().offices:
        return title
    words = title.split()
    return " ".join([*words[:-1], *_field_of(parties, noun), words[-1]])


def _field_of(parties: Resolver, noun: Token) -> list[str]:
    """Return the field of "minister of economic development": plain nouns after its "of"."""
    parsed = parties.parsed
    of = next((c for c in parsed.children(noun, "prep") if c.text.lower() in ("of", "for")), None)
    if of is None or of.index != noun.index + 1:
        return []
    words: list[str] = []
    for word in parsed.tokens[of.index + 1 : of.index + 1 + _LONGEST]:
        named = word.index in parties.references or word.index in parties.modifiers
        if word.sentence != noun.sentence or named or word.pos not in ("NOUN", "PROPN", "ADJ"):
            break
        words.append(word.text.lower())
    return words
