"""Furniture phrases and the shapes of lines: what is cut, and above all what is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from communique.clean.furniture import Found, furniture_phrases, read_phrases
from communique.clean.metadata.masthead import outlet_in
from communique.clean.metadata.writers import is_byline
from communique.clean.text.body import text_body
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
        ("You have read 3 of your 5 free articles this month.", "subscription"),
        ("Were you forwarded this? Get your own", "subscription"),
        ("We value your privacy", "cookies"),
        ("Found a mistake? Select it and press Ctrl+Enter", "sharing"),
        ("Got a tip? Write to the night desk.", "sharing"),
        ("This article first appeared in the Steppe Review.", "related"),
        ("Click here to read the interview", "related"),
        ("The views expressed in this article are those of its author.", "rights"),
        ("Reproduction without permission is prohibited.", "rights"),
        ("This text was translated by a machine and may contain translation errors.", "navigation"),
        ("Story continues below", "advertisement"),
        ("This is a developing story. Check back later.", "end"),
        ("Jane Roe contributed to this report.", "credit"),
        ("12 minutes ago", "header"),
        ("0:00 / 2:14", "navigation"),
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
        "By joining the pact, Finland doubled the length of the common border.",
        "By signing up to the treaty, Kenya agreed to open its archives.",
        "Auditors found an error in the count of the votes.",
        "The regulator fined the company over its use of cookies.",
        "Either party may cancel at any time with notice of a year.",
        "Inspectors demanded unlimited access to the three sites.",
        "The price does not necessarily reflect what the gas is worth.",
        "This should not be construed as recognition, the ministry said.",
        "Moscow spoke of its legitimate interest in the strait.",
        "Thousands of people have commented on the draft law.",
        "Troops may not enter without written permission of the governor.",
        "The machine-translated statement was taken down within the hour.",
        "Article 5",
        "Article 14: Entry into force",
        "Reporter: Will there be a ceasefire?",
        "Background: The two countries broke off relations in 2016.",
        "Update: The minister resigned on Friday evening.",
        "Back to the table",
        "Pause in the talks",
        "21,001",
        "4.5/5",
        "* * *",
        "“No thanks.”",
        '"Continue."',
    ],
)
def test_sentences_of_a_story_are_not_furniture(line: str) -> None:
    assert furniture_kind(line, "Steppe Post") is None


def test_an_opener_ends_the_report() -> None:
    found = furniture_phrases().match("Related Articles")

    assert found is not None
    assert found.opens


def test_a_number_alone_ends_no_report_but_the_sign_of_the_wires_does() -> None:
    assert furniture_phrases().match("30") is None
    assert furniture_phrases().match("-30-") == Found("end", opens=True)


@pytest.mark.parametrize(
    ("way", "line", "is_found"),
    [
        ("whole", "The lantern letter!", True),
        ("whole", "The lantern letter of today", False),
        ("start", "The lantern letter of today", True),
        ("start", "The lantern letter of today was sent to six towns.", False),
        ("opening", "The lantern letter of today was sent to six towns.", True),
        ("within", "Ask for the lantern letter at the desk.", True),
        ("within", 'He said: "The lantern letter lies", and left the room.', False),
        ("rest", "THE LANTERN LETTER:", True),
    ],
)
def test_the_ways_in_which_a_phrase_is_compared(way: str, line: str, is_found: bool) -> None:
    phrases = read_phrases([{"kind": "letter", way: ["the lantern letter"]}])

    assert (phrases.match(line) is not None) is is_found


def test_phrases_of_an_unknown_way_are_refused() -> None:
    with pytest.raises(KnowledgeError, match="anywhere"):
        read_phrases([{"kind": "related", "anywhere": ["x"]}])


def own(folder: Path, words: str) -> tuple[str]:
    path = folder / "mine.yaml"
    path.write_text(words, "utf-8")
    return (str(path),)


def test_the_users_phrases_stand_beside_ours(tmp_path: Path) -> None:
    phrases = furniture_phrases(own(tmp_path, "- kind: letter\n  start: [the lantern letter]\n"))

    assert phrases.match("The Lantern Letter no. 12") == Found("letter")
    assert phrases.match("Related Posts") == Found("related", opens=True)
    assert furniture_phrases().match("The Lantern Letter no. 12") is None


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    files = own(tmp_path, "- kind: letter\n  whole: [the lantern letter]\n")
    before = furniture_phrases(files).match("The lantern letter")
    own(tmp_path, "- kind: post\n  whole: [the lantern letter]\n")
    os.utime(files[0], ns=(1, 1))

    after = furniture_phrases(files).match("The lantern letter")

    assert (before, after) == (Found("letter"), Found("post"))


def test_the_users_phrases_cut_lines_of_a_text(tmp_path: Path) -> None:
    files = own(tmp_path, "- kind: letter\n  start: [ask the lantern keeper]\n")
    lead = "Peru and Chile agreed on Monday on a line that divides the fishing grounds."
    asks = "Ask the lantern keeper about Peru and Chile and the line"
    end = "The two parliaments have to approve the agreement before it takes effect."

    body = text_body(f"{lead}\n\n{asks}\n\n{end}", given={}, phrases=files)

    assert body.clean.text == f"{lead}\n\n{end}"
    assert [(item.kind, item.text) for item in body.furniture] == [("letter", asks)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("- kind: letter\n  anywhere: [x]\n", "anywhere"),
        ("- whole: [the lantern letter]\n", "the lantern letter"),
        ("- kind: letter\n  whole: [12]\n", "12"),
        ("kind: letter\n", "a list of entries"),
        ("- kind: [\n", "expected YAML"),
    ],
)
def test_a_wrong_entry_names_file_and_entry(tmp_path: Path, words: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=r"mine\.yaml") as raised:
        furniture_phrases(own(tmp_path, words))

    assert told in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.yaml"):
        furniture_phrases((str(tmp_path / "none.yaml"),))


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert furniture_phrases(own(tmp_path, "# nothing yet\n")).match("Share") == Found("sharing")


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
