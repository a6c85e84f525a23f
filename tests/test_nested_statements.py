"""Statements within statements, and what statements are about."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    ("text", "inner", "through"),
    [
        ("Peskov said that Putin had told Erdogan that grain exports would resume.",
         "Vladimir Putin", ("Dmitry Peskov",)),
        ("Borrell said that Kuleba had warned that ammunition was running out.",
         "Dmytro Kuleba", ("Josep Borrell",)),
        ("The ministry announced that Lavrov had stressed that the accord must be kept.",
         "Sergei Lavrov", ("ministry",)),
    ],
)  # fmt: skip
def test_words_told_by_another_come_through_him(
    code: Code, text: str, inner: str, through: tuple[str, ...]
) -> None:
    outer, nested = code(text, day=DAY).statements

    assert nested.speaker is not None
    assert (nested.speaker.name, nested.via, outer.via) == (inner, through, ())


@pytest.mark.parametrize(
    "text",
    [
        "Macron told reporters that he had assured Zelenskyy that France would stand firm.",
        "The minister said she had asked Israel to allow aid.",
        "Modi said he had told Putin that the war must end.",
    ],
)
def test_what_one_says_to_have_said_is_told_once(code: Code, text: str) -> None:
    assert len(code(text, day=DAY).statements) == 1


def test_a_pronoun_is_no_way_by_which_words_came(code: Code) -> None:
    _, nested = code("He said Maduro claimed that the election was fair.", day=DAY).statements

    assert nested.via == ()


def test_whom_one_says_to_have_told_is_the_one_addressed(code: Code) -> None:
    text = "Modi said he had told Putin that the war must end."

    (statement,) = code(text, day=DAY).statements

    assert [a.name for a in statement.addressees] == ["Vladimir Putin"]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Blinken said the flight of the balloon violated U.S. sovereignty.", ("security",)),
        ("Putin said the grain corridor was closed.", ("trade",)),
        ("Aliyev said the Lachin corridor belonged to his country.", ("borders",)),
        ("Wang said China had sovereignty over the reef.", ("borders",)),
    ],
)
def test_sovereignty_and_corridors_are_of_borders_only_with_land(
    code: Code, text: str, topics: tuple[str, ...]
) -> None:
    assert code(text, day=DAY).statements[0].topics == topics
