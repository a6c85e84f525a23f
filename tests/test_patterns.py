"""The pattern lexicon: each example gives an event of its type, each counterexample none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from communique.extract.actors.resolve import DocumentParties
from communique.extract.context import Context
from communique.extract.events.lexicon import Pattern, load_lexicon
from communique.extract.events.match import find_candidates
from communique.extract.factuality import status_of
from communique.knowledge import Knowledge
from communique.ontology import load_ontology
from communique.parse import SpacyParser
from communique.records import Document, document_id
from communique.syntax import Parsed

PATTERNS = load_lexicon().patterns
EXAMPLES = [(p, sentence) for p in PATTERNS for sentence in p.examples]
COUNTEREXAMPLES = [(p, sentence) for p in PATTERNS for sentence in p.counterexamples]

# Type, status and rule of each event of a sentence, by the sentence.
Events = dict[str, list[tuple[str, str, str]]]


def name(value: object) -> str | None:
    return value.rule if isinstance(value, Pattern) else None


@pytest.fixture(scope="session")
def events(parser: SpacyParser, knowledge: Knowledge) -> Events:
    """What the lexicon alone, without the model, finds in every sentence; all parsed in one go."""
    sentences = sorted({sentence for _, sentence in EXAMPLES + COUNTEREXAMPLES})
    return {
        sentence: list(told(sentence, parsed, knowledge))
        for sentence, parsed in zip(sentences, parser.parse(sentences), strict=True)
    }


def told(sentence: str, parsed: Parsed, knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    document = Document(document_id=document_id(sentence), uri="test", text=sentence)
    parties = DocumentParties(Context(document, parsed, knowledge))
    for found in find_candidates(load_lexicon(), parties):
        pattern = found.pattern
        status = status_of(parsed, found.trigger, found.governor, performative=pattern.performative)
        if status is not None:
            yield pattern.type, status, pattern.rule


def is_told(events: Events, sentence: str, event_type: str) -> bool:
    return any((kind, status) == (event_type, "actual") for kind, status, _ in events[sentence])


@pytest.mark.parametrize(("pattern", "sentence"), EXAMPLES, ids=name)
def test_an_example_gives_an_actual_event(events: Events, pattern: Pattern, sentence: str) -> None:
    assert is_told(events, sentence, pattern.type), f"{sentence!r} gave {events[sentence]}"


@pytest.mark.parametrize(("pattern", "sentence"), COUNTEREXAMPLES, ids=name)
def test_a_counterexample_gives_none(events: Events, pattern: Pattern, sentence: str) -> None:
    assert not is_told(events, sentence, pattern.type), f"{sentence!r} gave {events[sentence]}"


def test_each_pattern_belongs_to_the_ontology() -> None:
    types = load_ontology().types

    for pattern in PATTERNS:
        assert pattern.type in types, pattern.rule
        assert pattern.mode is None or pattern.mode in types[pattern.type].modes, pattern.rule


def test_each_type_has_a_pattern() -> None:
    assert {pattern.type for pattern in PATTERNS} == set(load_ontology().types)


def test_a_rule_names_one_pattern() -> None:
    rules = [pattern.rule for pattern in PATTERNS]

    assert sorted(set(rules)) == sorted(rules)


def test_each_pattern_has_an_example() -> None:
    assert [pattern.rule for pattern in PATTERNS if not pattern.examples] == []
