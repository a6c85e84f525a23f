"""The role lexicon: nouns that stand for offices, bodies and people who act for a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.syntax import Token


@dataclass(frozen=True, slots=True)
class OfficeRole:
    """A noun phrase that names an office: titles it may bear, office kinds in order of trial."""

    phrase: str
    titles: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Office phrases, sectors of role nouns, and the states whose leader is the president."""

    offices: dict[str, OfficeRole]
    sectors: dict[str, str]
    executive_presidents: frozenset[str]
    instruments: frozenset[str]
    institutions: frozenset[str]
    counterparts: frozenset[str]
    others: frozenset[str]
    office_heads: frozenset[str]
    epithets: frozenset[str]
    shared_offices: frozenset[str]

    def is_institution(self, noun: Token) -> bool:
        """Tell whether a noun names a body that is the state when it acts."""
        return noun.text.lower() in self.institutions or noun.lemma in self.institutions

    def sector(self, noun: str) -> str | None:
        """Return the PLOVER sector of a role noun, or None if it is none."""
        return self.sectors.get(noun.lower())


@cache
def load_roles() -> Roles:
    """Read ``data/roles.yaml``.

    Raises:
        KnowledgeError: if a section is missing.
    """
    content = read_yaml("communique.extract", "roles.yaml")
    try:
        offices = {
            phrase: OfficeRole(phrase, tuple(row.get("titles", ())), tuple(row["kinds"]))
            for phrase, row in content["offices"].items()
        }
        sectors = {noun: sector for sector, nouns in content["sectors"].items() for noun in nouns}
        sets = {
            name: frozenset(map(str, content[name]))
            for name in (
                "executive_presidents",
                "instruments",
                "institutions",
                "counterparts",
                "others",
                "office_heads",
                "epithets",
                "shared_offices",
            )
        }
        return Roles(offices=offices, sectors=sectors, **sets)
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"roles.yaml: section or key missing: {error}") from error
