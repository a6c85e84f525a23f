"""What the search for antecedents shares: its words, and the sentences and people before a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import Party
from communique.syntax import Parsed, Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass", "agent")
_LOCATIVE = frozenset({"in", "at", "near", "outside", "from"})
_SENTENCES_BACK = 4
_SETS = (
    "things", "groups", "people", "states", "bare", "narrowing", "reporting",
    "sectors_of_people",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnaphoricWords:
    """The lexicon ``data/coreference.yaml``; ``of_groups`` are all words for groups."""

    pronouns: Mapping[str, str]
    things: frozenset[str]
    groups: frozenset[str]
    numbers: Mapping[str, int]
    people: frozenset[str]
    states: frozenset[str]
    bare: frozenset[str]
    narrowing: frozenset[str]
    reporting: frozenset[str]
    sectors_of_people: frozenset[str]
    of_groups: frozenset[str]


@cache
def load_anaphoric_words() -> AnaphoricWords:
    """Read the lexicon.

    Raises:
        KnowledgeError: if a section is missing.
    """
    content = read_yaml("communique.extract", "coreference.yaml")
    try:
        sets = {name: frozenset(content[name]) for name in _SETS}
        return AnaphoricWords(
            pronouns=content["pronouns"],
            numbers=content["numbers"],
            of_groups=sets["people"] | sets["states"] | sets["groups"],
            **sets,
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"coreference.yaml: section missing: {error}") from error


def sentences_before(
    parsed: Parsed, sentence: Sentence, reach: int = _SENTENCES_BACK
) -> Iterator[Sentence]:
    """Yield up to ``reach`` sentences before one, nearest first."""
    for back in range(1, reach + 1):
        if sentence.index - back >= 0:
            yield parsed.sentences[sentence.index - back]


def subject_of(parsed: Parsed, verb: Token) -> Token | None:
    """Return the subject of a verb; coordination may share it.

    Of two, which only a misread sentence has, it is the nearer one.
    """
    found = parsed.children(verb, *SUBJECTS)
    if not found and verb.dep == "conj" and parsed.head(verb).pos in ("VERB", "AUX"):
        return subject_of(parsed, parsed.head(verb))
    return min(found, key=lambda t: abs(t.index - verb.index), default=None)


def is_person(party: Party) -> bool:
    """Tell whether a party is a person with a name."""
    return party.actor_id is not None and party.actor_id.startswith("person/")


def is_organised(party: Party) -> bool:
    """Tell whether a party is an organisation or an armed group, that acts for itself."""
    organised = (party.actor_id or "").startswith(("organisation/", "group/"))
    return organised and party.sector != NEWS_MEDIA


def is_place(parsed: Parsed, word: Token) -> bool:
    """Tell whether a name stands as a place ("in Astana", "Astana, Kazakhstan")."""
    head = parsed.head(word)
    if word.dep == "pobj" and head.text.lower() in _LOCATIVE:
        return True
    return word.dep == "appos" and head is not word and is_place(parsed, head)
