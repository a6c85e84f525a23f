"""The pattern lexicon: ``data/patterns``, one file an event type, and a user's own patterns.

A pattern names its predicates (verbs or event nouns), the roles of their arguments, and what rules
it out. Its examples run as tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from communique.errors import KnowledgeError
from communique.extract.clause import lemma_in
from communique.extract.events.keys import FLAGS, KEYS, WORD_LISTS, check_values
from communique.extract.events.words import EventWords, load_words
from communique.knowledge.files import data_folder, read_yaml
from communique.ontology import Ontology, OwnPattern, load_ontology
from communique.syntax import Token

_PACKAGE = "communique.extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern.

    ``frame``: ``directed`` (subject does it to the recipient), ``reciprocal`` (all parties are
    actors), ``joint`` (so, with the others under "with"), ``visit`` (subject goes to the
    recipient)  ``receive`` (subject is the host)
    or ``suffer`` (the subject, or whose it is, is the recipient).
    ``recipient``: where the recipient stands, in order of trial: ``object``, ``owner`` (of the
    object), ``maker`` (whose deed the object is: not where it was), ``complement``,
    ``complement-subject``, ``within`` (anywhere below the object or the clause that follows),
    ``means`` (whose strikes did it), ``teller`` (on whose word it stands), or a preposition.
    ``objects``: the object must be one of these nouns (``any``: there must be one);
    ``not_objects`` and ``not_with`` (prepositions) rule the pattern out.
    ``complement``: a clause in prospect must follow whose verb or modal is one of these (``any``;
    ``to``: an infinitive), and none of ``not_complement``.
    ``performative``: announcing it does it ("will expel"). ``announced``: a passive without agent
    is the speaker's act. ``alone``: it stands without a recipient. ``weak``: the predicate alone
    says little. ``bare``: no clause or predicate follows the object. ``at_home``: done on the
    actor's own soil. ``on_own_soil``: only the state where it is done can do it, so that a passive
    without agent is that state's act. ``recallable``: the noun alone can point to a meeting
    already told.
    ``habitual``: in the present tense it tells of a custom, no event.
    ``of_place``: without a recipient, a force takes a place that is named; no politician does.
    ``answers``: without a recipient it answers whoever last accused or asked the actor.
    ``ahead``: only under a modal or as an infinitive. ``instrument``: the subject is a weapon.
    ``told``: the noun counts only where its sentence says that it took place, began or ended.
    ``own``: from a user's file; it goes before ours at the same word.
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
    bare: bool
    at_home: bool
    on_own_soil: bool
    ahead: bool
    instrument: bool
    told: bool
    habitual: bool
    of_place: bool
    recipient_kind: str | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, findable by the lemma of their predicate, with the words they share.

    ``ontology`` is the one to which their types and modes belong.
    """

    patterns: tuple[Pattern, ...]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    words: EventWords
    ontology: Ontology

    def of_verb(self, token: Token) -> tuple[Pattern, ...]:
        """Return the patterns of a verb, in file order."""
        return self.verbs.get(lemma_in(token, self.verbs), ())

    def of_noun(self, token: Token) -> tuple[Pattern, ...]:
        """Return the patterns of an event noun, by its lemma or its form."""
        return self.nouns.get(token.lemma) or self.nouns.get(token.text.lower(), ())


def load_lexicon(ontology: Ontology | None = None) -> Lexicon:
    """Return the patterns of the package, and those of a user's own before them.

    Args:
        ontology: with the patterns of a user's files; the packaged one if None.

    Raises:
        KnowledgeError: if a pattern has an unknown key, type or mode, no predicate or no id, or
            the id of another; the message names file, type and pattern.
    """
    if ontology is None:
        return _packaged()
    patterns = [*map(_own_pattern(ontology), ontology.patterns), *_packaged().patterns]
    _refuse_twice(patterns)
    return _lexicon(patterns, _words(ontology), ontology)


@cache
def _packaged() -> Lexicon:
    ontology = load_ontology()
    patterns: list[Pattern] = []
    for name in data_folder(_PACKAGE, "patterns"):
        if not name.endswith("words.yaml"):
            content = read_yaml(_PACKAGE, name)
            kind = str(content["type"])
            patterns += [_pattern(row, kind, name, ontology) for row in content["patterns"]]
    return _lexicon(patterns, load_words(), ontology)


def _lexicon(patterns: Iterable[Pattern], words: EventWords, ontology: Ontology) -> Lexicon:
    every = tuple(patterns)
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in every:
        for verb in pattern.verbs:
            verbs[verb].append(pattern)
        for noun in pattern.nouns:
            nouns[noun].append(pattern)
    return Lexicon(
        every,
        {lemma: tuple(found) for lemma, found in verbs.items()},
        {lemma: tuple(found) for lemma, found in nouns.items()},
        words,
        ontology,
    )


def _words(ontology: Ontology) -> EventWords:
    """Return the shared words, with those by which a user's modes are known."""
    words = load_words()
    modes = {kind: dict(cues) for kind, cues in words.modes.items()}
    for kind in ontology.types.values():
        own = {mode.name: mode.words for mode in kind.modes.values() if mode.words}
        if own:
            modes[kind.name] = {**own, **modes.get(kind.name, {})}
    return replace(words, modes=modes)


def _own_pattern(ontology: Ontology) -> Callable[[OwnPattern], Pattern]:
    def read(own: OwnPattern) -> Pattern:
        row = dict(own.row)
        where = f"{own.file}: {own.type}: pattern {row.get('id')!r}"
        check_values(row, where)
        if row.get("cameo") is not None and row["cameo"] not in ontology.codes:
            raise KnowledgeError(f"{where}: there is no CAMEO code {row['cameo']!r}")
        return replace(_pattern(row, own.type, f"{own.file}: {own.type}", ontology), own=True)

    return read


def bare_pattern(event_type: str, mode: str | None) -> Pattern:
    """Return a pattern without predicates, for an event that the learned model found by itself."""
    return _made({"id": "model", "mode": mode}, event_type)


def _pattern(
    row: dict[str, Any], event_type: str, file: str, ontology: Ontology | None = None
) -> Pattern:
    _check(row, event_type, file, ontology or load_ontology())
    return _made(row, event_type)


def _made(row: dict[str, Any], event_type: str) -> Pattern:
    fields: dict[str, Any] = {key: frozenset(map(str, row.get(key) or ())) for key in WORD_LISTS}
    fields |= {key: bool(row.get(key)) for key in FLAGS}
    fields |= {key: tuple(row.get(key) or ()) for key in ("examples", "counterexamples")}
    fields |= {key: row.get(key) for key in ("mode", "cameo", "recipient_kind", "particle")}
    return Pattern(
        rule=f"{event_type.lower()}.{row['id']}",
        type=event_type,
        frame=str(row.get("frame", "directed")),
        recipient=tuple(row.get("recipient") or ("object", "owner")),
        **fields,
    )


def _check(row: dict[str, Any], event_type: str, file: str, ontology: Ontology) -> None:
    unknown = row.keys() - KEYS
    if unknown or "id" not in row or not (row.get("verbs") or row.get("nouns")):
        raise KnowledgeError(
            f"{file}: pattern {row.get('id')!r} needs an id and verbs or nouns; unknown: "
            f"{', '.join(sorted(map(str, unknown))) or 'none'}"
        )
    known = ontology.types.get(event_type)
    if known is None or row.get("mode") not in (None, *known.modes):
        raise KnowledgeError(
            f"{file}: pattern {row['id']!r}: no type {event_type} with mode {row.get('mode')!r}"
        )


def _refuse_twice(patterns: Iterable[Pattern]) -> None:
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.rule in seen:
            raise KnowledgeError(
                f"{pattern.type}: two patterns with the id {pattern.rule.partition('.')[2]!r}; "
                "one of your own takes another id than ours"
            )
        seen.add(pattern.rule)
