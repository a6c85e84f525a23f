"""Happenings of which a sentence tells only how long before or after another they took place."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

from communique.records import EventMention

DAY = date(2024, 5, 16)  # a Thursday


def only(code: Code, text: str, event_type: str) -> EventMention:
    found = [e for e in code(text, day=DAY).event_mentions if e.type == event_type]
    assert len(found) == 1, [(e.type, e.rule) for e in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "event_type", "start", "end"),
    [
        ("Trains stopped on Monday, ten days after Kenya and Uganda signed agreements in Kampala.",
         "SUPPORT", date(2024, 5, 3), date(2024, 5, 3)),
        ("Kenyan lorries crossed the border on Tuesday, two weeks after the deal between Kenya and "
         "Uganda was signed.", "SUPPORT", date(2024, 4, 27), date(2024, 5, 3)),
        ("The Peruvian parliament voted on 26 February, three days after the Chilean president had "
         "received the Peruvian president in Santiago.", "CONSULT", date(2024, 2, 23),
         date(2024, 2, 23)),
        ("Ten days after Chad and Niger signed a truce, fighting broke out on Wednesday.",
         "SUPPORT", date(2024, 5, 5), date(2024, 5, 5)),
        ("The ferry sailed on Sunday, a year after the ministers of Japan and Russia met.",
         "CONSULT", date(2022, 11, 10), date(2023, 11, 11)),
        ("Several weeks after Jordan recalled its ambassador from Israel, the embassy reopened on "
         "Tuesday.", "SANCTION", None, date(2024, 5, 14)),
        ("Guards fired on Wednesday, hours after Iran accused Pakistan of treason.", "ACCUSE",
         date(2024, 5, 14), date(2024, 5, 15)),
        ("The minister left on Monday, six days before Ghana and Togo sign a border treaty.",
         "SUPPORT", date(2024, 5, 19), date(2024, 5, 19)),
        ("Two days after talks between Japan and South Korea, a ship arrived in Busan on Monday.",
         "CONSULT", date(2024, 5, 11), date(2024, 5, 11)),
    ],
)  # fmt: skip
def test_the_distance_is_counted_from_the_clause_above(
    code: Code, text: str, event_type: str, start: date | None, end: date | None
) -> None:
    when = only(code, text, event_type).when

    assert when is not None
    assert (when.start, when.end, when.basis) == (start, end, "event")


def test_a_day_of_its_own_is_kept(code: Code) -> None:
    text = "A day before Ghana and Togo signed the treaty on Wednesday, guards exchanged fire."

    when = only(code, text, "SUPPORT").when

    assert when is not None
    assert (when.start, when.text) == (date(2024, 5, 15), "Wednesday")


def test_talks_some_days_before_have_another_place(code: Code) -> None:
    text = "Two days after talks between Japan and South Korea, a ship arrived in Busan on Monday."

    assert only(code, text, "CONSULT").place is None
