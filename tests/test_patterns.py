"""The pattern lexicon: each example gives an event of its type, each counterexample none."""

from __future__ import annotations

import pytest

from communique.extract import extract
from communique.extract.events.lexicon import Pattern, load_lexicon
from communique.knowledge import Knowledge
from communique.ontology import load_ontology
from communique.parse import SpacyParser
from communique.records import Document, EventMention, document_id

PATTERNS = load_lexicon().patterns
EXAMPLES = [(p, sentence) for p in PATTERNS for sentence in p.examples]
COUNTEREXAMPLES = [(p, sentence) for p in PATTERNS for sentence in p.counterexamples]

Events = dict[str, tuple[EventMention, ...]]


def name(value: object) -> str | None:
    return value.rule if isinstance(value, Pattern) else None


@pytest.fixture(scope="session")
def events(parser: SpacyParser, knowledge: Knowledge) -> Events:
    """The events of every example and counterexample, by sentence; all parsed in one go."""
    sentences = sorted({sentence for _, sentence in EXAMPLES + COUNTEREXAMPLES})
    found = {}
    for sentence, parsed in zip(sentences, parser.parse(sentences), strict=True):
        document = Document(document_id=document_id(sentence), uri="test", text=sentence)
        found[sentence] = extract(document, parsed, knowledge).event_mentions
    return found


def actual_of_type(events: Events, sentence: str, event_type: str) -> list[EventMention]:
    return [e for e in events[sentence] if e.type == event_type and e.status == "actual"]


def told(events: Events, sentence: str) -> list[tuple[str, str, str]]:
    return [(e.type, e.status, e.rule) for e in events[sentence]]


@pytest.mark.parametrize(("pattern", "sentence"), EXAMPLES, ids=name)
def test_an_example_gives_an_actual_event(events: Events, pattern: Pattern, sentence: str) -> None:
    found = actual_of_type(events, sentence, pattern.type)

    assert found, f"{pattern.rule}: {sentence!r} gave {told(events, sentence)}"


@pytest.mark.parametrize(("pattern", "sentence"), COUNTEREXAMPLES, ids=name)
def test_a_counterexample_gives_none(events: Events, pattern: Pattern, sentence: str) -> None:
    found = actual_of_type(events, sentence, pattern.type)

    assert not found, f"{pattern.rule}: {sentence!r} gave {told(events, sentence)}"


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
