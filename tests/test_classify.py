"""What a marked source does to a marked target."""

from __future__ import annotations

from typing import Any

import pytest

from communique.extract.pairs import Asked, classify_pairs
from communique.parse import SpacyParser
from communique.spans import Span


@pytest.fixture
def classify(parser: SpacyParser) -> Any:
    """Ask the lexicon alone."""

    def answer(text: str, source: str, target: str) -> dict[str, Any]:
        doer, other = (Span(text.index(w), text.index(w) + len(w)) for w in (source, target))
        parsed = next(iter(parser.parse([text])))
        return classify_pairs([Asked(parsed=parsed, source=doer, target=other)], "lexicon")[0]

    return answer


@pytest.mark.parametrize(
    ("text", "source", "target", "event_type"),
    [
        ("The union criticised the airline.", "The union", "the airline", "ACCUSE"),
        ("The airline was criticised by the union.", "the union", "The airline", "ACCUSE"),
        ("Rebels attacked a convoy of the army.", "Rebels", "the army", "ASSAULT"),
        ("The court's condemnation of the mayor was sharp.", "The court", "the mayor", "ACCUSE"),
        ("Police arrested two members of the party.", "Police", "the party", "COERCE"),
        ("Ruritania and Elbonia signed a treaty.", "Ruritania", "Elbonia", "SUPPORT"),
        ("Ruritania sent food to Elbonia.", "Ruritania", "Elbonia", "AID"),
        ("Ruritania said Elbonia must withdraw.", "Ruritania", "Elbonia", "REQUEST"),
    ],
)
def test_the_predicate_that_ties_source_to_target_decides(
    classify: Any, text: str, source: str, target: str, event_type: str
) -> None:
    assert classify(text, source, target)["type"] == event_type


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Ruritania visited Elbonia.", "CONSULT"),
        ("Ruritania will visit Elbonia.", "AGREE"),
        ("Ruritania is ready to send food to Elbonia.", "AGREE"),
        ("Ruritania will not help Elbonia.", "REJECT"),
        ("Ruritania will bomb Elbonia.", "THREATEN"),
        ("Ruritania refused to support Elbonia.", "REJECT"),
    ],
)
def test_what_is_intended_or_refused_has_its_own_type(
    classify: Any, text: str, event_type: str
) -> None:
    assert classify(text, "Ruritania", "Elbonia")["type"] == event_type


def test_an_answer_has_quad_mode_and_rule(classify: Any) -> None:
    answer = classify("Ruritania expelled two Elbonian envoys.", "Ruritania", "Elbonian envoys")

    assert (answer["quad"], answer["mode"], answer["rule"]) == (4, "expel", "sanction.expel")


def test_no_predicate_gives_no_type(classify: Any) -> None:
    answer = classify("Ruritania lies west of Elbonia.", "Ruritania", "Elbonia")

    assert (answer["type"], answer["confidence"]) == (None, 0.0)
