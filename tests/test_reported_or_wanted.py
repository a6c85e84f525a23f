"""Words that were said against words that were only wanted, and speech that no verb introduces."""

from __future__ import annotations

from functools import cache

import pytest

from communique.extract import extract
from communique.knowledge import Knowledge, load_knowledge
from communique.parse import SpacyParser
from communique.records import Document, Statement, document_id


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def knowledge() -> Knowledge:
    return load_knowledge()


def statements(text: str) -> tuple[Statement, ...]:
    parsed = next(iter(parser().parse([text])))
    document = Document(document_id=document_id(text), uri="test", text=text)
    return extract(document, parsed, knowledge()).statements


def told(text: str) -> list[tuple[str, str, str]]:
    """Return speaker, cue and content of each statement."""
    return [
        (
            one.speaker.name if one.speaker else "",
            " ".join(span.of(text) for span in one.cue),
            " … ".join(span.of(text) for span in one.content),
        )
        for one in statements(text)
    ]


WANTED = [
    (
        "Macron urged Iran to condemn the raid on the port.",
        ("Emmanuel Macron", "urged", "Iran to condemn the raid on the port"),
    ),
    (
        "Seoul called on Pyongyang to acknowledge the abductions.",
        ("South Korea", "called on", "Pyongyang to acknowledge the abductions"),
    ),
    (
        "Tokyo encouraged Manila to reject the offer and to condemn the raid.",
        ("Japan", "encouraged", "Manila to reject the offer and to condemn the raid"),
    ),
    (
        "Berlin asked Ankara to explain its position on the strait.",
        ("Germany", "asked", "to explain its position on the strait"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), WANTED)
def test_what_one_is_asked_to_say_is_only_the_askers(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Hungary plans to announce that it will leave the court.",
        "Bolivia is expected to say whether it will take part.",
        "The Thai premier answered questions about who would command the border troops.",
        "India refrained from criticising Russia over the strikes.",
        "Paris called its ambassador home for consultations.",
        "Instead of condemning the coup, Chad opened its border.",
        "The G7 stopped short of accusing China of dumping.",
        "No country condemned the strike.",
        "Putin hardly mentioned the war.",
        "Had Modi condemned the strike, Washington would have cheered.",
        "Rabat will convey its concerns to Madrid.",
    ],
)
def test_what_is_only_planned_or_asked_was_not_said(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Macron accused Iran of denying the raid.", "accused"),
        ("Merz blamed Serbia for rejecting the deal.", "blamed"),
        ("Rather than blame Rwanda, the UN called for talks.", "called for"),
    ],
)
def test_a_charge_is_one_statement(text: str, cue: str) -> None:
    assert [words for _, words, _ in told(text)] == [cue]


SPOKEN = [
    (
        "Tokyo joined Seoul in condemning the launch.",
        ("Japan", "condemning", "the launch"),
    ),
    (
        "Starmer will say on Tuesday that Britain must rearm.",
        ("Keir Starmer", "will say", "Britain must rearm"),
    ),
    (
        "Fidan used the visit to condemn the strikes on Gaza.",
        ("Hakan Fidan", "to condemn", "the strikes on Gaza"),
    ),
    (
        "Meloni was the first leader to condemn the coup in Gabon.",
        ("Giorgia Meloni", "to condemn", "the coup in Gabon"),
    ),
    (
        "Merz was forced to admit that the talks had failed.",
        ("Friedrich Merz", "to admit", "the talks had failed"),
    ),
    (
        "Kallas was quick to point out that Hungary had signed the text.",
        ("Kaja Kallas", "to point out", "Hungary had signed the text"),
    ),
    (
        "Niger's junta was accused by France of holding its ambassador.",
        ("France", "was accused", "Niger's junta … of holding its ambassador"),
    ),
    (
        "Scholz argued in favour of a no-fly zone over Sudan.",
        ("Olaf Scholz", "argued", "a no-fly zone over Sudan"),
    ),
    (
        "The army chief of Chad said the border was quiet and promised more patrols.",
        ("army chief of Chad", "said", "the border was quiet"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_what_was_said_after_all(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


COLONS = [
    ("EU: Belarus must free prisoners", ("European Union", ":", "Belarus must free prisoners")),
    ("Macron to Trump: Europe will not pay", ("Emmanuel Macron", ":", "Europe will not pay")),
    (
        "The Estonian minister's answer: \"Never again.\"",
        ("Estonian minister", "answer", "Never again."),
    ),
    (
        "More from the Finnish president: \"We shall not be moved.\"",
        ("Finnish president", ":", "We shall not be moved."),
    ),
]


@pytest.mark.parametrize(("text", "expected"), COLONS)
def test_a_colon_attributes_what_follows(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "KYIV: The president will travel on Monday.",
        "EXPLAINER: Why Sweden's bid is stuck",
        "The envoy left a note for the minister: \"Keep the door shut.\"",
    ],
)
def test_a_colon_after_no_speaker_attributes_nothing(text: str) -> None:
    assert told(text) == []


def test_the_one_addressed_in_a_headline() -> None:
    (one,) = statements("Macron to Trump: Europe will not pay")
    assert [party.name for party in one.addressees] == ["Donald Trump"]


BROKEN = [
    (
        "Meloni says,\" there is no third way,\" and Merz agrees.",
        ("Giorgia Meloni", "says", "there is no third way"),
    ),
    (
        "Meloni said ”the treaty is ready” and left the hall.",
        ("Giorgia Meloni", "said", "the treaty is ready"),
    ),
    (
        "\"Not today,\" tweeted the Irish foreign minister.",
        ("Irish foreign minister", "tweeted", "Not today"),
    ),
    (
        "\"It is a shame,\" Mette Frederiksen was quoted as saying.",
        ("Mette Frederiksen", "saying", "It is a shame"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_marks_out_of_place(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text)[0] == expected


def test_a_quotation_after_adding_is_told_once() -> None:
    text = "\"We will not sign,\" Dodik said, adding: \"Nobody can force us.\""
    assert [content for _, _, content in told(text)] == ["We will not sign", "Nobody can force us."]


RELAYS = [
    (
        "Interfax, quoting the Belarusian defence ministry, said troops had left.",
        ["Belarusian defence ministry"],
        ["Interfax"],
    ),
    (
        "Reuters reported on Friday that Tokyo was weighing new curbs, citing two officials.",
        ["two officials"],
        ["Reuters"],
    ),
]


@pytest.mark.parametrize(("text", "speakers", "chain"), RELAYS)
def test_whoever_a_medium_cites_speaks(text: str, speakers: list[str], chain: list[str]) -> None:
    (one,) = statements(text)
    assert [party.name for party in one.speakers] == speakers
    assert list(one.via) == chain


def test_an_aside_about_the_source_is_no_content() -> None:
    text = "According to Xinhua, which cited a local paper, Abiy Ahmed said the dam was ready."
    assert ("Xinhua", "According to", "Abiy Ahmed said the dam was ready") in told(text)


@pytest.mark.parametrize(
    "text", ["Meloni echoed Merz's remarks on Monday.", "Erdogan shared Putin's view."]
)
def test_words_that_only_repeat_anothers_are_not_told(text: str) -> None:
    assert told(text) == []


def test_when_it_was_said_is_no_content() -> None:
    text = "Macron calls for wider trade pact with Brazil as he meets Lula in Rio"
    assert told(text) == [("Emmanuel Macron", "calls for", "wider trade pact with Brazil")]
