"""Walking a parse: children, heads, subtrees and coordinations of a sentence built by hand."""

from __future__ import annotations

import pytest

from communique.spans import Span
from communique.syntax import Parsed, Token, parsed_from_table

TEXT = "Putin, Xi and Modi met in Kazan, and Xi spoke."
ROWS = [
    ("Putin", "putin", "PROPN", "nsubj", "5"),
    (",", ",", "PUNCT", "punct", "0"),
    ("Xi", "xi", "PROPN", "conj", "0"),
    ("and", "and", "CCONJ", "cc", "2"),
    ("Modi", "modi", "PROPN", "conj", "2"),
    ("met", "meet", "VERB", "ROOT", "5"),
    ("in", "in", "ADP", "prep", "5"),
    ("Kazan", "kazan", "PROPN", "pobj", "6"),
    (",", ",", "PUNCT", "punct", "5"),
    ("and", "and", "CCONJ", "cc", "5"),
    ("Xi", "xi", "PROPN", "nsubj", "11"),
    ("spoke", "speak", "VERB", "conj", "5"),
    (".", ".", "PUNCT", "punct", "11"),
]


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return parsed_from_table(TEXT, ROWS)


def words(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def test_words_are_found_from_left_to_right(parsed: Parsed) -> None:
    assert all(token.span.of(TEXT) == token.text for token in parsed.tokens)
    assert parsed.tokens[2].span == Span(7, 9)
    assert parsed.tokens[10].span == Span(37, 39)


def test_a_word_that_the_sentence_lacks_is_an_error() -> None:
    with pytest.raises(ValueError, match="not found"):
        parsed_from_table("Xi spoke.", [("Putin", "putin", "PROPN", "nsubj", "0")])


def test_children_come_in_text_order_and_by_label(parsed: Parsed) -> None:
    met = parsed.tokens[5]

    assert words(parsed.children(met)) == ["Putin", "in", ",", "and", "spoke"]
    assert words(parsed.children(met, "prep", "nsubj")) == ["Putin", "in"]
    assert parsed.children(parsed.tokens[7]) == []


def test_the_first_child_with_a_label_or_none(parsed: Parsed) -> None:
    met = parsed.tokens[5]

    assert parsed.child(met, "punct") == parsed.tokens[8]
    assert parsed.child(met, "dobj") is None


def test_heads_lead_up_to_the_root(parsed: Parsed) -> None:
    assert parsed.head(parsed.tokens[7]).text == "in"
    assert words(list(parsed.ancestors(parsed.tokens[4]))) == ["Xi", "Putin", "met"]
    assert list(parsed.ancestors(parsed.tokens[5])) == []
    assert parsed.head(parsed.tokens[5]) == parsed.tokens[5]


def test_a_subtree_holds_all_below_in_text_order(parsed: Parsed) -> None:
    assert words(parsed.subtree(parsed.tokens[0])) == ["Putin", ",", "Xi", "and", "Modi"]
    assert len(parsed.subtree(parsed.tokens[5])) == len(ROWS)


def test_conjuncts_follow_the_chain_to_the_right(parsed: Parsed) -> None:
    assert words(parsed.conjuncts(parsed.tokens[0])) == ["Putin", "Xi", "Modi"]
    assert words(parsed.conjuncts(parsed.tokens[4])) == ["Modi"]


def test_the_sentence_and_its_root(parsed: Parsed) -> None:
    sentence = parsed.sentence_of(parsed.tokens[7])

    assert sentence.span.of(TEXT) == TEXT
    assert len(parsed.tokens_of(sentence)) == len(ROWS)
    assert parsed.root_of(sentence).text == "met"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(7, 9), ["Xi"]),
        (Span(8, 12), ["Xi", "and"]),
        (Span(6, 7), []),
        (Span(6, 6), []),
        (Span(0, len(TEXT)), [row[0] for row in ROWS]),
        (Span(len(TEXT), len(TEXT)), []),
    ],
)
def test_tokens_in_a_span_are_those_partly_inside(
    parsed: Parsed, span: Span, expected: list[str]
) -> None:
    assert words(parsed.tokens_in(span)) == expected


def test_the_span_of_tokens_reaches_from_first_to_last(parsed: Parsed) -> None:
    tokens = [parsed.tokens[4], parsed.tokens[0]]

    assert parsed.span_of(tokens).of(TEXT) == "Putin, Xi and Modi"
