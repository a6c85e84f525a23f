"""Bodies and surnames that share a name with an organisation of states or with a town."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "text",
    [
        "Iran's Security Council condemned the strike by Israel.",
        "The National Security Council of Iran rejected the American offer.",
        "The Turkish Security Council warned Greece on Monday.",
        "Jake Sullivan of the National Security Council met Wang Yi in Bangkok.",
        "The Security Council of Russia warned Ukraine on Monday.",
    ],
)
def test_a_state_s_security_council_is_not_that_of_the_un(code: Code, text: str) -> None:
    extraction = code(text, day=DAY)

    ids = {m.actor_id for m in extraction.mentions}
    ids |= {p.actor_id for e in extraction.event_mentions for p in (*e.actors, *e.recipients)}
    assert "organisation/UNSC" not in ids


def test_the_security_council_without_a_state_is_that_of_the_un(code: Code) -> None:
    text = "On Tuesday the Security Council urged Iran to stop."

    (event,) = code(text, day=DAY).event_mentions

    assert [a.actor_id for a in event.actors] == ["organisation/UNSC"]


def test_a_ministry_speaks_of_its_own_state_s_council(code: Code) -> None:
    text = "The British Foreign Office said that the National Security Council would meet Russia."

    plan = code(text, day=DAY).commitments[0]

    assert [(p.name, p.country) for p in plan.by] == [("National Security Council", "GBR")]


@pytest.mark.parametrize("town", ["San Francisco", "San Antonio", "San Juan", "San Pedro"])
def test_a_town_s_first_word_is_no_surname(code: Code, town: str) -> None:
    text = f"Xi Jinping arrived in {town} on Tuesday to meet Joe Biden."

    persons = {m.actor_id for m in code(text, day=DAY).mentions if m.kind == "person"}

    assert persons == {"person/xi-jinping", "person/joe-biden"}


def test_a_small_town_is_the_one_near_its_neighbours(code: Code) -> None:
    text = "Xi Jinping and Joe Biden met at an estate in Woodside, near San Francisco."

    place = code(text, day=DAY).event_mentions[0].place

    assert place is not None
    assert (place.lat, place.lon) == (37.43, -122.25)


def test_an_organisation_at_the_head_of_a_sentence_is_itself(code: Code) -> None:
    text = "The European Union opposed sanctions on Cuba."

    assert "organisation/EU" in {m.actor_id for m in code(text, day=DAY).mentions}
