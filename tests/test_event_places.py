"""Which of the places that a sentence names is the event's own."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

from communique.records import EventMention

DAY = date(2024, 5, 16)


def only(code: Code, text: str, event_type: str) -> EventMention:
    found = [e for e in code(text, day=DAY).event_mentions if e.type == event_type]
    assert len(found) == 1, [(e.type, e.rule) for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The Senate of Chile ratified the trade agreement with Indonesia signed in Jakarta "
         "last year.", "SUPPORT"),
        ("Ethiopia and Eritrea restored relations under the peace deal reached in Jeddah.",
         "SUPPORT"),
        ("Poland's president Andrzej Duda, a former mayor who studied in Krakow, met the "
         "Lithuanian president on Wednesday.", "CONSULT"),
        ("The president of Colombia met his Ecuadorian counterpart to discuss the truce signed in "
         "Havana.", "CONSULT"),
        ("Egypt's foreign minister, who left the post in Beijing last year, held talks with his "
         "Greek counterpart on Thursday.", "CONSULT"),
        ("Brazil condemned Iran for its silence after a mob stormed a hotel in Damascus.",
         "ACCUSE"),
        ("The Kenyan minister said in London that Uganda and Rwanda had signed an accord.",
         "SUPPORT"),
        ("Peru agreed with Bolivia to open a school for pilots in Arequipa.", "AGREE"),
    ],
)  # fmt: skip
def test_the_place_of_another_clause_is_none_of_the_event(
    code: Code, text: str, event_type: str
) -> None:
    assert only(code, text, event_type).place is None


@pytest.mark.parametrize(
    ("text", "event_type", "town"),
    [
        ("Japan and Vietnam signed the accord at a conference held in Nairobi.", "SUPPORT",
         "Nairobi"),
        ("After landing in Lisbon, the Brazilian president met the Portuguese prime minister.",
         "CONSULT", "Lisbon"),
        ("Speaking in Ankara, the Turkish president accused Greece of arming the islands.",
         "ACCUSE", "Ankara"),
        ("Portugal cancelled talks with the Spanish minister that were planned for June in Porto.",
         "CONSULT", "Porto"),
        ("Kenya and Uganda have agreed on a truce, the mediator announced in Nairobi on Monday.",
         "AGREE", "Nairobi"),
        ("The leaders met at a summit in Lima, where Chile condemned Venezuela.", "ACCUSE", "Lima"),
        ("In Geneva, the foreign ministers of Kenya and Uganda held talks on the border.",
         "CONSULT", "Geneva"),
    ],
)  # fmt: skip
def test_a_place_of_the_occasion_is_the_event_s(
    code: Code, text: str, event_type: str, town: str
) -> None:
    place = only(code, text, event_type).place

    assert place is not None
    assert place.name == town


def test_a_state_s_short_form_at_the_head_of_a_report_is_no_dateline(code: Code) -> None:
    text = "A U.S. official said that Kenya had urged Somalia to open the border."

    assert only(code, text, "REQUEST").place is None
