"""Places: toponyms of a text, and where an event took place."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Macron met Scholz in Vienna.", "AUT"),
        ("Macron met Scholz in the Kremlin.", "RUS"),
        ("Macron met Scholz in the Russian Far East.", "RUS"),
        ("Macron met Scholz in the Austrian capital.", "AUT"),
        ("Macron visited Kenya.", "KEN"),
        ("Poland expelled three Belarusian diplomats.", "POL"),
        ("VIENNA, May 3 (Wire) - Iran and Iraq signed a treaty on Tuesday.", "AUT"),
    ],
)
def test_where_an_event_took_place(code: Code, text: str, country: str) -> None:
    place = code(text, day=date(2023, 5, 3)).event_mentions[0].place

    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(
    "text",
    [
        "Macron met Scholz.",
        "Macron met Scholz amid new tensions in Asia.",
        "VIENNA, May 3 (Wire) - Iran accused Iraq of lying on Tuesday.",
    ],
)
def test_a_place_nobody_gives_stays_unknown(code: Code, text: str) -> None:
    assert code(text, day=date(2023, 5, 3)).event_mentions[0].place is None


def test_a_toponym_has_its_exact_words(code: Code) -> None:
    text = "Ministers gathered in Vienna and later in Budapest."

    found = code(text).places

    assert [text[p.start : p.end] for p in found] == ["Vienna", "Budapest"]


def test_the_country_that_follows_decides_between_towns_of_one_name(code: Code) -> None:
    found = code("Macron met Scholz in Paris, Texas.").places

    assert found[0].name == "Paris"
