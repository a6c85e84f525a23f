"""Acts whose doer the text does not name as one: passives, participles, followers, crowds."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

from communique.records import EventMention

DAY = date(2023, 5, 17)


def only(code: Code, text: str, event_type: str) -> EventMention:
    found = [e for e in code(text, day=DAY).event_mentions if e.type == event_type]
    assert len(found) == 1, [(e.type, e.rule) for e in found]
    return found[0]


def countries(event: EventMention) -> tuple[list[str | None], list[str | None]]:
    return [a.country for a in event.actors], [r.country for r in event.recipients]


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("Two Swedish diplomats were asked to leave Eritrea on Tuesday.", "SANCTION", "ERI", "SWE"),
        ("The Danish ambassador was summoned to the ministry in Tehran.", "ACCUSE", "IRN", "DNK"),
        ("Two British tourists have been held in Iran since January.", "COERCE", "IRN", "GBR"),
        ("Four Bulgarian sailors were detained in Lagos, Nigeria.", "COERCE", "NGA", "BGR"),
        ("The Filipino crew held in Djibouti was released.", "RETREAT", "DJI", "PHL"),
        ("In Caracas it was decided to expel two Peruvian envoys.", "SANCTION", "VEN", "PER"),
    ],
)
def test_a_passive_on_some_soil_is_its_states_act(
    code: Code, text: str, event_type: str, actor: str, recipient: str
) -> None:
    assert countries(only(code, text, event_type)) == ([actor], [recipient])


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Two Indian soldiers were killed in clashes with Chinese troops.", "CHN", "IND"),
        ("Six Kyrgyz guards were wounded in an exchange of fire with Tajik troops.", "TJK", "KGZ"),
        ("At least 12 people were killed in Yemen in Saudi air strikes.", "SAU", "YEM"),
        ("The Turkish strike, in which nine Syrian soldiers died, was the third.", "TUR", "SYR"),
    ],
)
def test_who_fell_fell_by_whose_strikes_they_were(
    code: Code, text: str, actor: str, recipient: str
) -> None:
    assert countries(only(code, text, "ASSAULT")) == ([actor], [recipient])


def test_an_act_is_done_by_who_ordered_it(code: Code) -> None:
    event = only(code, "The Ethiopian consulate was closed on the orders of Somalia.", "SANCTION")

    assert countries(event) == (["SOM"], ["ETH"])


def test_both_sides_by_whose_account_they_clashed(code: Code) -> None:
    event = only(
        code,
        "The ministers of Thailand and Cambodia met in Hanoi. Three soldiers were wounded in "
        "border clashes, according to both governments.",
        "ASSAULT",
    )

    assert sorted(str(a.country) for a in event.actors) == ["KHM", "THA"]


def test_followers_do_what_was_done_before(code: Code) -> None:
    found = code(
        "Chile expelled two Russian diplomats on Monday. Peru and Bolivia followed suit.", day=DAY
    ).event_mentions

    assert [countries(e) for e in found] == [(["CHL"], ["RUS"]), (["PER", "BOL"], ["RUS"])]


def test_a_crowd_is_of_the_place_where_it_is(code: Code) -> None:
    event = only(code, "The Danish embassy in Baghdad was stormed by protesters.", "PROTEST")

    assert countries(event) == (["IRQ"], ["DNK"])


def test_a_deal_binds_the_two_sides_of_its_sentence(code: Code) -> None:
    event = only(
        code, "Under a pact signed in Nairobi on Tuesday, Uganda will buy Kenyan tea.", "SUPPORT"
    )

    assert sorted(str(a.country) for a in event.actors) == ["KEN", "UGA"]
    assert event.status == "actual"


def test_a_signed_accord_stays_signed_whatever_it_did_not_do(code: Code) -> None:
    event = only(
        code,
        "Iraq and Kuwait held talks in Muscat. The accord signed in Muscat on Friday did not end "
        "the row.",
        "SUPPORT",
    )

    assert sorted(str(a.country) for a in event.actors) == ["IRQ", "KWT"]


def test_a_subject_can_follow_its_verb(code: Code) -> None:
    event = only(code, "To Minsk arrived the prime minister of Pakistan.", "CONSULT")

    assert countries(event) == (["PAK"], ["BLR"])


@pytest.mark.parametrize(
    "text",
    [
        "Two French films were held back in Morocco, a minister said.",
        "A Portuguese stamp was released in Brazil, the ministry said.",
        "Two Spanish tourists died in a fire in Portugal, the government said.",
        "Spain and Italy have a pact, the Spanish foreign minister said.",
        "No accord signed in Geneva has ever ended a war between Eritrea and Sudan.",
    ],
)
def test_nobody_is_made_up_for_what_no_state_did(code: Code, text: str) -> None:
    assert not code(text, day=DAY).event_mentions
