"""The pattern lexicon: ``data/patterns``, one file an event type.

A pattern names its predicates (verbs or event nouns), the roles of their arguments, and what rules
it out. Its examples run as tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.errors import KnowledgeError
from communique.extract.clause import lemma_in
from communique.extract.events.words import EventWords, load_words
from communique.knowledge.files import data_folder, read_yaml
from communique.ontology import load_ontology
from communique.syntax import Token

_PACKAGE = "communique.extract"
_WORD_LISTS = (
    "verbs",
    "nouns",
    "objects",
    "not_objects",
    "not_with",
    "complement",
    "not_complement",
)
_FLAGS = (
    "performative", "announced", "alone", "weak", "bare", "at_home", "recallable", "answers",
    "actor_owns_object", "habitual",
)  # fmt: skip
_KEYS = frozenset(
    (*_WORD_LISTS, *_FLAGS, "id", "mode", "cameo", "frame", "recipient", "recipient_kind",
     "particle", "examples", "counterexamples")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern.

    ``frame``: ``directed`` (subject does it to the recipient), ``reciprocal`` (all parties are
    actors), ``joint`` (so, with the others under "with"), ``visit`` (subject goes to the
    recipient) or ``receive`` (subject is the host).
    ``recipient``: where the recipient stands, in order of trial: ``object``, ``owner`` (of the
    object), ``maker`` (whose deed the object is: not where it was), ``complement``,
    ``complement-subject``, ``within`` (anywhere below the object or the clause that follows), or
    a preposition.
    ``objects``: the object must be one of these nouns (``any``: there must be one);
    ``not_objects`` and ``not_with`` (prepositions) rule the pattern out.
    ``complement``: a clause in prospect must follow whose verb or modal is one of these (``any``;
    ``to``: an infinitive), and none of ``not_complement``.
    ``performative``: announcing it does it ("will expel"). ``announced``: a passive without agent
    is the speaker's act. ``alone``: it stands without a recipient. ``weak``: the predicate alone
    says little. ``bare``: no clause or predicate follows the object. ``at_home``: done on the
    actor's own soil. ``recallable``: the noun alone can point to a meeting already told.
    ``habitual``: in the present tense it tells of a custom, no event.
    ``answers``: without a recipient it answers whoever last accused or asked the actor.
    """

    rule: str
    type: str
    mode: str | None
    cameo: str | None
    verbs: frozenset[str]
    nouns: frozenset[str]
    objects: frozenset[str]
    not_objects: frozenset[str]
    not_with: frozenset[str]
    frame: str
    recipient: tuple[str, ...]
    complement: frozenset[str]
    not_complement: frozenset[str]
    particle: str | None
    performative: bool
    alone: bool
    weak: bool
    announced: bool
    actor_owns_object: bool
    recallable: bool
    answers: bool
    habitual: bool
    bare: bool
    at_home: bool
    recipient_kind: str | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, findable by the lemma of their predicate, and the words they share."""

    patterns: tuple[Pattern, ...]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    words: EventWords

    def of_verb(self, token: Token) -> tuple[Pattern, ...]:
        """Return the patterns of a verb, in file order."""
        return self.verbs.get(lemma_in(token, self.verbs), ())

    def of_noun(self, token: Token) -> tuple[Pattern, ...]:
        """Return the patterns of an event noun, by its lemma or its form."""
        return self.nouns.get(token.lemma) or self.nouns.get(token.text.lower(), ())


@cache
def load_lexicon() -> Lexicon:
    """Read and check all pattern files.

    Raises:
        KnowledgeError: if a pattern has an unknown key, type or mode, no predicate or no id.
    """
    patterns: list[Pattern] = []
    for name in data_folder(_PACKAGE, "patterns"):
        if not name.endswith("words.yaml"):
            content = read_yaml(_PACKAGE, name)
            patterns += [_pattern(row, str(content["type"]), name) for row in content["patterns"]]
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        for verb in pattern.verbs:
            verbs[verb].append(pattern)
        for noun in pattern.nouns:
            nouns[noun].append(pattern)
    return Lexicon(
        tuple(patterns),
        {lemma: tuple(found) for lemma, found in verbs.items()},
        {lemma: tuple(found) for lemma, found in nouns.items()},
        load_words(),
    )


def bare_pattern(event_type: str, mode: str | None) -> Pattern:
    """Return a pattern without predicates, for an event that the learned model found by itself."""
    return _made({"id": "model", "mode": mode}, event_type)


def _pattern(row: dict[str, Any], event_type: str, file: str) -> Pattern:
    _check(row, event_type, file)
    return _made(row, event_type)


def _made(row: dict[str, Any], event_type: str) -> Pattern:
    fields: dict[str, Any] = {key: frozenset(map(str, row.get(key) or ())) for key in _WORD_LISTS}
    fields |= {key: bool(row.get(key)) for key in _FLAGS}
    fields |= {key: tuple(row.get(key) or ()) for key in ("examples", "counterexamples")}
    fields |= {key: row.get(key) for key in ("mode", "cameo", "recipient_kind", "particle")}
    return Pattern(
        rule=f"{event_type.lower()}.{row['id']}",
        type=event_type,
        frame=str(row.get("frame", "directed")),
        recipient=tuple(row.get("recipient") or ("object", "owner")),
        **fields,
    )


def _check(row: dict[str, Any], event_type: str, file: str) -> None:
    unknown = row.keys() - _KEYS
    if unknown or "id" not in row or not (row.get("verbs") or row.get("nouns")):
        raise KnowledgeError(
            f"{file}: pattern {row.get('id')!r} needs an id and verbs or nouns; unknown: {unknown}"
        )
    known = load_ontology().types.get(event_type)
    if known is None or row.get("mode") not in (None, *known.modes):
        raise KnowledgeError(
            f"{file}: pattern {row['id']!r}: no type {event_type} with mode {row.get('mode')!r}"
        )
