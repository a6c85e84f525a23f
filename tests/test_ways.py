"""In which way parties came together: a call and a meeting of the same two are two events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from communique.extract import extract
from communique.knowledge import Knowledge
from communique.merge import merge
from communique.merge.ways import way_of
from communique.parse import SpacyParser
from communique.records import Document, Event, EventMention, When, document_id
from communique.settings import MergeSettings
from communique.spans import Span

Talks = Callable[..., list[Event]]
DAY = When(start=date(2024, 5, 16), end=date(2024, 5, 16), precision="day", basis="publication")


def told(text: str) -> Document:
    return Document(document_id=document_id(text), uri=text[:9], text=text, published=DAY)


@pytest.fixture
def talks(parser: SpacyParser, knowledge: Knowledge) -> Talks:
    """The talks of some reports, coded and merged."""

    def talks_of(*texts: str) -> list[Event]:
        documents = [told(text) for text in texts]
        parsed = parser.parse([document.text for document in documents])
        coded = [extract(d, p, knowledge) for d, p in zip(documents, parsed, strict=True)]
        assert all(any(m.type == "CONSULT" for m in each.event_mentions) for each in coded)
        events = merge(documents, coded, MergeSettings()).events
        return [event for event in events if event.type == "CONSULT"]

    return talks_of


CALL = "Kenyan President William Ruto telephoned Ethiopian Prime Minister Abiy Ahmed on "


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"{CALL}Wednesday.",
            "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed on Wednesday.",
        ),
        (
            "The foreign ministers of Chile and Peru will speak by phone next week.",
            "The foreign ministers of Chile and Peru will meet in Patagonia next week.",
        ),
        (
            "Brazilian President Lula da Silva spoke by video with Indian Prime Minister Narendra "
            "Modi on Tuesday.",
            "Brazilian President Lula da Silva met Indian Prime Minister Narendra Modi in New "
            "Delhi on Tuesday.",
        ),
        (
            "Japanese Prime Minister Fumio Kishida sent a letter to South Korean President Yoon "
            "Suk Yeol on Monday.",
            "Japanese Prime Minister Fumio Kishida telephoned South Korean President Yoon Suk Yeol "
            "on Monday.",
        ),
        (
            "Vietnam's foreign minister phoned his Philippine counterpart on Tuesday.",
            "Vietnam's foreign minister hosted a dinner for his Philippine counterpart on Tuesday.",
        ),
    ],
)
def test_two_ways_are_two_events(talks: Talks, one: str, other: str) -> None:
    assert [event.reports for event in talks(one, other)] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"{CALL}Wednesday.",
            "Kenyan President William Ruto discussed trade with Ethiopian Prime Minister Abiy "
            "Ahmed on Wednesday.",
        ),
        (
            "Nigerian President Bola Tinubu met French President Emmanuel Macron in Paris on "
            "Wednesday.",
            "Nigerian President Bola Tinubu held talks with French President Emmanuel Macron on "
            "Wednesday.",
        ),
        (
            "Pakistani Foreign Minister Ishaq Dar phoned Iranian Foreign Minister Hossein "
            "Amir-Abdollahian on Tuesday.",
            "TEHRAN, May 16 (Wire) - Iranian Foreign Minister Hossein Amir-Abdollahian spoke with "
            "Pakistani Foreign Minister Ishaq Dar on Tuesday.",
        ),
    ],
)
def test_an_account_that_tells_no_way_joins_either(talks: Talks, one: str, other: str) -> None:
    assert [event.reports for event in talks(one, other)] == [2]


def test_an_account_that_tells_no_way_does_not_bring_a_call_and_a_meeting_together(
    talks: Talks,
) -> None:
    met = "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed on Wednesday."
    spoke = "Kenyan President William Ruto held talks with Abiy Ahmed of Ethiopia on Wednesday."
    assert sorted(event.reports for event in talks(f"{CALL}Wednesday.", met, spoke)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "mode", "way"),
    [
        ("They >met on Monday.", None, "meeting"),
        ("They >met in March.", None, "meeting"),
        ("They >met in the Caucasus.", None, "presence"),
        ("They >met by video link in March.", None, "screen"),
        ("They >met to discuss the war in Sudan.", None, "meeting"),
        ("They >sat down on Monday.", None, "meeting"),
        ("They >held a long working dinner.", None, "meeting"),
        ("They >talked face to face.", None, "presence"),
        ("They >talked about the war in Sudan.", None, None),
        ("They >went there.", "visit", "presence"),
        ("He >sent a letter.", "phone", "letter"),
        ("He >wrote to the king.", None, "letter"),
        ("He >called to thank for the letter.", "phone", "call"),
        ("They >spoke over an online link.", "phone", "screen"),
        ("They had >spoken by telephone but not met in person.", "phone", "call"),
    ],
)
def test_words_tell_the_way(text: str, mode: str | None, way: str | None) -> None:
    start = text.index(">")
    document = told(text.replace(">", ""))
    mention = EventMention(
        event_mention_id="m", document_id=document.document_id, type="CONSULT", status="actual",
        trigger=Span(start, start + 3), sentence=Span(0, len(document.text)), mode=mode,
    )  # fmt: skip
    assert way_of(mention, document, None) == way
