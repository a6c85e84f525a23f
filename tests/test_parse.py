"""Blocks, the gate, and the parser: exact offsets, and nothing skipped in silence."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.parse import Gate, SpacyParser, split_blocks
from communique.settings import ParseSettings
from communique.spans import Span
from communique.syntax import Parsed

# What the parser may put in the place of a character, so that its model sees plain text.
STRAIGHT = {**dict.fromkeys("’‘`", "'"), **dict.fromkeys("“”„«»", '"'), "–": "-"}
SPACES = "\n\t\r\u00a0\u2009\u202f"

WIRE = """\
Foreign ministers of Greece and Turkey agree to reopen talks

ATHENS, May 3 (Agency) - The foreign ministers of Greece and Turkey
agreed on Tuesday to reopen the talks on confidence building that the
Greek side had broken off in the spring, officials of both countries
said. It was the first meeting at this level in more than two years.

   "We shall not settle everything in a day," the Greek minister told
Turkish and Greek reporters after the meeting in the old port of the
U.S. Consulate.
   Turkey had no comment. The next round is to be held in Ankara, the
Turkish side said.
"""


def blocks_of(text: str) -> list[str]:
    return [block.of(text) for block in split_blocks(text)]


def plain(words: str) -> str:
    return "".join(STRAIGHT.get(c, " " if c in SPACES else c) for c in words)


def test_a_blank_line_parts_paragraphs() -> None:
    assert blocks_of("Xi met Putin.\n\nThey had tea.\n \nIt was late.\n") == [
        "Xi met Putin.",
        "They had tea.",
        "It was late.",
    ]


def test_a_line_break_after_a_sentence_parts_paragraphs() -> None:
    assert blocks_of("Xi met Putin.\nThey had tea.") == ["Xi met Putin.", "They had tea."]


@pytest.mark.parametrize("text", ["", " \n\n \t\n"])
def test_an_empty_text_has_no_blocks(text: str) -> None:
    assert split_blocks(text) == ()


def test_wrapped_wire_copy_is_joined_to_paragraphs() -> None:
    blocks = [" ".join(block.split()) for block in blocks_of(WIRE)]

    assert blocks == [
        "Foreign ministers of Greece and Turkey agree to reopen talks",
        "ATHENS, May 3 (Agency) -",
        "The foreign ministers of Greece and Turkey agreed on Tuesday to reopen the talks on "
        "confidence building that the Greek side had broken off in the spring, officials of both "
        "countries said. It was the first meeting at this level in more than two years.",
        '"We shall not settle everything in a day," the Greek minister told Turkish and Greek '
        "reporters after the meeting in the old port of the U.S. Consulate.",
        "Turkey had no comment. The next round is to be held in Ankara, the Turkish side said.",
    ]


@pytest.mark.parametrize("paragraph_break", ["\n\n", "\n  "])
@given(width=st.integers(50, 95))
def test_copy_wrapped_at_any_width_is_joined(paragraph_break: str, width: int) -> None:
    paragraphs = [" ".join(part.split()) for part in WIRE.split(" - ")[1].split("\n\n")] * 2
    wrapped = paragraph_break.join(textwrap.fill(words, width) for words in paragraphs)

    assert [" ".join(block.split()) for block in blocks_of(wrapped)] == paragraphs


def test_a_line_that_runs_on_in_lower_case_is_joined_in_any_text() -> None:
    text = "The ministers of Brazil and India met in\nthe old town of Goa."

    assert len(split_blocks(text)) == 1


@pytest.mark.parametrize(
    "headline",
    [
        "Leaders of Peru and Chile sign a treaty",
        "Leaders of Peru and Chile sign a treaty on the waters of the border",
        "Leaders of Peru and Chile sign a long awaited treaty on the waters of the common border",
    ],
)
def test_a_headline_right_above_its_story_stands_alone(headline: str) -> None:
    story = (
        "The presidents of Peru and Chile signed a treaty on Monday that settles how the waters of "
        "the rivers along their common border are to be shared."
    )

    assert blocks_of(f"{headline}\n{story}\n{story}") == [headline, story, story]


def test_a_headline_right_above_wrapped_copy_stands_alone() -> None:
    headline = "Peru and Chile sign a treaty on waters"
    story = WIRE.split("\n\n")[1].partition(" - ")[2]

    assert blocks_of(f"{headline}\n{story}") == [headline, story]


def test_a_list_of_short_lines_is_not_joined() -> None:
    text = "Heads of delegation\nBrazil\nMinister Mauro Vieira\nIndia\nMinister S. Jaishankar"

    assert blocks_of(text) == text.split("\n")


@pytest.mark.parametrize(
    "dateline",
    [
        "PARIS, May 3 (Agency) - ",
        "KYIV: ",
        "NEW DELHI, India, Jan. 12, 2024 — ",
        "SAINT-DENIS – ",
    ],
)
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    assert blocks_of(f"{dateline}The talks failed.") == [dateline.strip(), "The talks failed."]


def test_a_sentence_with_a_dash_is_not_taken_for_a_dateline() -> None:
    text = "Britain – a founder of the bank – left it."

    assert blocks_of(text) == [text]


@given(st.text(alphabet=st.sampled_from("aB. \n\t—:,\u2028é"), max_size=200))
def test_blocks_are_in_order_and_hold_every_word(text: str) -> None:
    blocks = split_blocks(text)

    assert all(block.of(text).strip() for block in blocks)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert "".join("".join(blocks_of(text)).split()) == "".join(text.split())


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(["Kazakhstan", "Putin", "US"])


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("The president of Kazakhstan spoke.", True),
        ("Putin’s plane landed.", True),
        ("Kazakhstanis voted.", False),
        ("BUS fares rise", False),
        ("let us go", False),
        ("", False),
    ],
)
def test_the_gate_admits_whole_names_in_their_own_case(
    gate: Gate, text: str, admitted: bool
) -> None:
    assert gate.admits(text) is admitted


def test_the_gate_skips_a_document_without_any_name(gate: Gate) -> None:
    text = "The cup final was on Sunday.\n\nHe said it was 3-1."

    assert gate.choose(text, split_blocks(text)) == ([], [0, 1])


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("The striker joined from a club in Kazakhstan.", False),
        ("The striker left Kazakhstan for the US.", True),
        ("Kazakhstan has recalled its ambassador.", True),
        ("The ambassador smiled.", False),
    ],
)
def test_one_name_needs_a_word_of_dealings(gate: Gate, text: str, relevant: bool) -> None:
    assert gate.is_relevant(text) is relevant


def test_the_gate_skips_only_blocks_that_can_hold_nothing(gate: Gate) -> None:
    text = "Putin left Kazakhstan.\n\nFlags waved in the wind.\n\n“Welcome”\n\nHe smiled."

    assert gate.choose(text, split_blocks(text)) == ([0, 2, 3], [1])


def test_a_gate_without_names_admits_nothing() -> None:
    assert Gate([]).admits("Putin arrived.") is False


def test_offsets_are_those_of_the_text(parser: SpacyParser) -> None:
    text = "WARSAW — “Poland’s border – closed,”\u00a0said 🇵🇱 Tusk.\n\nHe left\tearly.\n"

    parsed = next(iter(parser.parse([text])))

    assert all(token.text == plain(token.span.of(text)) for token in parsed.tokens)
    assert parsed.tokens[-2].span.of(text) == "early"
    assert [s.span.of(text) for s in parsed.sentences][-1] == "He left\tearly."


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=12) | st.sampled_from(["Xi", " ", "’s", "\n", "\n\n", "a.", "—"])))
def test_every_token_lies_exactly_in_any_text(parser: SpacyParser, pieces: list[str]) -> None:
    text = "".join(pieces)

    parsed = next(iter(parser.parse([text])))

    assert parsed.text == text
    assert [t.index for t in parsed.tokens] == list(range(len(parsed.tokens)))
    for token in parsed.tokens:
        sentence = parsed.sentence_of(token)
        assert token.text == plain(token.span.of(text))
        assert sentence.span.covers(token.span)
        assert parsed.blocks[sentence.block].covers(sentence.span)
        assert parsed.sentence_of(parsed.head(token)) == sentence


@given(st.lists(st.sampled_from(["Xi met Putin.", "", "He left.\n\nShe stayed."]), max_size=20))
@settings(max_examples=10, deadline=None)
def test_each_text_gives_one_parse_in_order(parser: SpacyParser, texts: list[str]) -> None:
    assert [parsed.text for parsed in parser.parse(texts)] == texts


def test_half_a_surrogate_pair_does_not_stop_the_parser(parser: SpacyParser) -> None:
    text = "Xi met \ud83e Putin."

    parsed = next(iter(parser.parse([text])))

    assert parsed.tokens[-2].span.of(text) == "Putin"


def test_names_and_trees_lie_in_the_text(parser: SpacyParser) -> None:
    text = "Weather was fine.\n\nAngela Merkel met Emmanuel Macron in Paris."

    parsed = next(iter(parser.parse([text])))

    met = next(token for token in parsed.tokens if token.lemma == "meet")
    assert parsed.child(met, "nsubj") == parsed.tokens[5]
    assert "Angela Merkel" in [name.span.of(text) for name in parsed.names]


@pytest.fixture(scope="module")
def gated() -> SpacyParser:
    return SpacyParser(Gate(["Putin"]), ParseSettings(maximum_block_characters=5_000))


def parse_one(parser: SpacyParser, text: str) -> Parsed:
    return next(iter(parser.parse([text])))


def test_blocks_that_the_gate_keeps_back_are_reported(gated: SpacyParser) -> None:
    parsed = parse_one(gated, "Talks: Putin left.\n\nFlags waved in the wind.\n\nHe smiled.")

    assert parsed.skipped == (1,)
    assert [sentence.block for sentence in parsed.sentences] == [0, 2]
    assert parsed.blocks[1] == Span(20, 44)


def test_a_report_on_one_line_is_parsed_sentence_by_sentence(gated: SpacyParser) -> None:
    text = "Putin met Xi in Astana. They held talks on trade. " * 300

    parsed = parse_one(gated, text)

    assert parsed.skipped == ()
    assert max(block.length for block in parsed.blocks) <= 5_000
    assert len(parsed.sentences) == 600
    assert "".join(block.of(text) for block in parsed.blocks).replace(" ", "") == text.replace(
        " ", ""
    )


def test_a_block_too_long_to_parse_is_reported(gated: SpacyParser) -> None:
    text = "Putin " + "met Xi " * 28_000 + "\n\nHe left the talks."

    parsed = parse_one(gated, text)

    assert parsed.blocks[0].length > 190_000
    assert parsed.skipped == (0,)
    assert [sentence.span.of(text) for sentence in parsed.sentences] == ["He left the talks."]


def test_the_settings_turn_the_gate_off() -> None:
    parser = SpacyParser(Gate(["Putin"]), ParseSettings(gate=False))

    assert parse_one(parser, "Flags waved in the wind.").skipped == ()
