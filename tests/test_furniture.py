"""Furniture phrases and the shapes of lines: what is cut, and above all what is not."""

from __future__ import annotations

import pytest

from communique.clean.furniture import furniture_phrases, read_phrases
from communique.clean.metadata.masthead import outlet_in
from communique.clean.metadata.writers import is_byline
from communique.clean.text.body_range import furniture_kind
from communique.clean.text.line_rules import is_date_line, is_link_row, is_prose, is_sentence
from communique.errors import KnowledgeError


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Leave a Reply", "comments"),
        ("17 Comments", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("STAY CONNECTED", "sharing"),
        ("Share this article on Facebook", "sharing"),
        ("Sign up for our weekly newsletter.", "subscription"),
        ("We use cookies to give you the best experience.", "cookies"),
        ("Related Posts", "related"),
        ("You May Also Like:", "related"),
        ("Also read: Ferry strike ends after nine days.", "related"),
        ("MORE FROM THE ASIA DESK -> Rice prices fall again", "related"),
        ("© 2024 Steppe Media", "rights"),
        ("All rights reserved.", "rights"),
        ("3 min read", "header"),
        ("Source: TASS", "credit"),
        ("Skip to main content", "navigation"),
        ("Steppe Post podcast: the week in the markets", "promotion"),
        ("A vendor counts notes in Almaty. (Photo: Steppe Post)", "caption"),
    ],
)
def test_furniture_is_known_by_its_words(line: str, kind: str) -> None:
    assert furniture_kind(line, "Steppe Post") == kind


@pytest.mark.parametrize(
    "line",
    [
        "Terms of the deal were not disclosed.",
        "Reporting by state television suggested that the talks had failed.",
        "Comments on the border were struck from the text before it was signed.",
        "Related talks in Geneva were put off until the autumn, the envoy said.",
        "“Subscribe to our newsletter” was all that the embassy's page said.",
        '"Follow us," the minister told reporters.',
        "Correction: An earlier version of this story gave the wrong number of ships.",
        "The newsletter of the foreign ministry said that the visit would go ahead.",
        "Search teams from three countries crossed the border on Monday.",
        "Tensions rose.",
    ],
)
def test_sentences_of_a_story_are_not_furniture(line: str) -> None:
    assert furniture_kind(line, "Steppe Post") is None


def test_an_opener_ends_the_report() -> None:
    found = furniture_phrases().match("Related Articles")

    assert found is not None
    assert found.opens


def test_phrases_of_an_unknown_way_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="anywhere"):
        read_phrases([{"kind": "related", "anywhere": ["x"]}])


@pytest.mark.parametrize(
    "line",
    [
        "Home | World | Sport",
        "World :: Markets :: Pictures",
        "Politics  Economy  Culture",
        "[ News ] [ Weather ]",
        "Telegram — Viber — RSS",
        "Politics. Society. Video.",
    ],
)
def test_rows_of_links(line: str) -> None:
    assert is_link_row(line)


@pytest.mark.parametrize(
    "line",
    ["Serbia - Kosovo talks resume", "Putin and Xi met. They signed. They left for home.", "A/B"],
)
def test_not_rows_of_links(line: str) -> None:
    assert not is_link_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, July 16, 2024",
        "16.07.2024 18:30",
        "Published 3 July 2024, 10:05 GMT",
        "3 июля 2024, 12:15",
    ],
)
def test_date_lines(line: str) -> None:
    assert is_date_line(line)


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    assert not is_date_line("They met on 3 July 2024 in Astana.")


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "Jane Roe, Gulf correspondent",
        "Rufat Əliyev, Nino Beridze (Tbilisi)",
        "From staff",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


def test_a_headline_is_no_byline() -> None:
    assert not is_byline("Putin meets Xi in Astana")


def test_a_cut_off_teaser_is_no_sentence() -> None:
    assert not is_sentence("The story of a man who set out to find...")
    assert is_prose("He said that the talks would go on until the end of the week.")


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("THE STEPPE POST :: World :: Markets", "The Steppe Post"),
        ("VOICE OF THE GULF | Home | News", "Voice of the Gulf"),
        ("Волжский Вестник / Volga Herald", "Volga Herald"),
        ("P O R T   T I M E S", "Port Times"),
        ("BBC NEWS", "BBC News"),
        ("World News", None),
        ("Asia & Pacific News", None),
        ("Home | World | Sport", None),
    ],
)
def test_the_outlet_of_a_masthead(line: str, outlet: str | None) -> None:
    assert outlet_in(line) == outlet
