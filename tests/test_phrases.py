"""Short phrases as actors: country, sectors, who it is, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from communique.extract.actors.phrase_actor import actor_of
from communique.knowledge import Knowledge


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("four Saudi men", "SAU", "CVL"),
        ("American warplanes", "USA", "MIL"),
        ("soldiers", None, "MIL"),
        ("an army accountant", None, "MIL"),
        ("Chile's Defense Department", "CHL", "GOV"),
        ("Rakhine rebels", "MMR", "REB"),
        ("the Scottish government", "GBR", "GOV"),
        ("Lagos police", "NGA", "COP"),
        ("Ukrainian farmers", "UKR", "AGR"),
        ("people in the UK", "GBR", "CVL"),
        ("Muslim leaders in France", "FRA", "REL"),
        ("a group of tourists", None, "CVL"),
        ("a spokesman for the Greek coast guard", "GRC", "MIL"),
        ("oil company executives", None, "BUS"),
    ],
)
def test_a_description_tells_country_and_sector(
    knowledge: Knowledge, phrase: str, country: str | None, sector: str
) -> None:
    actor = actor_of(phrase, knowledge)

    assert (actor.country, actor.sectors[0]) == (country, sector)


@pytest.mark.parametrize(
    ("phrase", "country", "sectors"),
    [
        ("the Knesset", "ISR", ("LEG",)),
        ("president of the Riigikogu", "EST", ("LEG",)),
        ("Los Zetas", "MEX", ("CRM",)),
        ("Mossad", "ISR", ("SPY",)),
        ("the Elysee Palace", "FRA", ("GOV",)),
        ("Bharatiya Janata Party", "IND", ("PTY",)),
        ("Stanford University", "USA", ("EDU",)),
        ("Somalia state news agency", "SOM", ("GOV", "JRN")),
        ("Britain’s Defence Ministry", "GBR", ("GOV", "MIL")),
        ("an opposition lawmaker", None, ("LEG", "OPP")),
        ("Abkhazia", "GEO", ("PRE",)),
    ],
)
def test_a_body_tells_its_country_and_sectors(
    knowledge: Knowledge, phrase: str, country: str | None, sectors: tuple[str, ...]
) -> None:
    actor = actor_of(phrase, knowledge)

    assert (actor.country, actor.sectors) == (country, sectors)


@pytest.mark.parametrize("phrase", ["retired vice president", "a former CIA official"])
def test_who_has_left_office_is_of_the_elite(knowledge: Knowledge, phrase: str) -> None:
    assert actor_of(phrase, knowledge).sectors[0] == "ELI"


def test_an_ambassador_stands_for_the_sending_state(knowledge: Knowledge) -> None:
    assert actor_of("Russia’s ambassador to Poland", knowledge).country == "RUS"


def test_who_leads_or_backs_a_group_is_not_its_country(knowledge: Knowledge) -> None:
    assert actor_of("U.S.-backed Syrian rebels", knowledge).country == "SYR"


def test_where_a_group_is_based_is_its_country(knowledge: Knowledge) -> None:
    assert actor_of("a Somalia-based paramilitary group", knowledge).country == "SOM"


def test_a_state_as_such_has_no_sector_and_its_capital_is_its_government(
    knowledge: Knowledge,
) -> None:
    assert actor_of("Egypt", knowledge).sectors == ()
    assert actor_of("TEHRAN", knowledge).sectors == ("GOV",)


def test_an_organisation_of_states_has_no_country(knowledge: Knowledge) -> None:
    actor = actor_of("the European Union", knowledge, country="FRA")

    assert (actor.actor_id, actor.country) == ("organisation/EU", None)


def test_the_context_gives_the_country_that_a_phrase_lacks(knowledge: Knowledge) -> None:
    assert actor_of("Defense Minister", knowledge, country="DEU").country == "DEU"


@pytest.mark.parametrize(
    ("name", "day", "country", "sector"),
    [
        ("William Burns", date(2022, 10, 1), "USA", "SPY"),
        ("Vladimir Putin", date(2009, 1, 1), "RUS", "GOV"),
        ("President George W. Bush", date(2003, 3, 20), "USA", "GOV"),
        ("G.W. Bush", date(2003, 3, 20), "USA", "GOV"),
        ("Trump", date(2019, 4, 1), "USA", "GOV"),
        ("Trump", date(2022, 4, 1), "USA", "ELI"),
        ("President Duterte", date(2018, 1, 1), "PHL", "GOV"),
        ("Aleksandr Lukashenka", date(2021, 1, 1), "BLR", "GOV"),
        ("French Foreign Minister Jean-Yves Le Drian", date(2022, 3, 1), "FRA", "GOV"),
    ],
)
def test_a_person_is_what_the_day_makes_of_him(
    knowledge: Knowledge, name: str, day: date, country: str, sector: str
) -> None:
    actor = actor_of(name, knowledge, day=day)

    assert (actor.country, actor.sectors[0]) == (country, sector)


@pytest.mark.parametrize("name", ["Juan Carlos Quispe", "Kathleen Moreau", "Ms. Harriet Ocampo"])
def test_an_unknown_person_is_no_town_and_no_other_person(knowledge: Knowledge, name: str) -> None:
    actor = actor_of(name, knowledge)

    assert (actor.actor_id, actor.country) == (None, None)


@pytest.mark.parametrize("phrase", ["", "  ", "?!", "the", "of", "'s", "-", "\x00"])
def test_a_phrase_without_words_tells_nothing(knowledge: Knowledge, phrase: str) -> None:
    actor = actor_of(phrase, knowledge)

    assert (actor.country, actor.sectors) == (None, ())


def test_why_names_the_words_that_decided(knowledge: Knowledge) -> None:
    assert '"Rakhine"' in actor_of("Rakhine rebels", knowledge).why
