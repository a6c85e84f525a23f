"""Places: toponyms of a text, and where an event took place."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

import communique
from communique.extract.places.words import load_place_words
from communique.knowledge import Knowledge
from communique.knowledge.files import PACKAGE, read_table
from communique.records import PlaceMention


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

    places = code(text).places

    assert [text[p.start : p.end] for p in places] == ["Vienna", "Budapest"]


# Which words are toponyms.


def toponyms(code: Code, text: str) -> list[str]:
    return [text[p.start : p.end] for p in code(text).places]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Tupelo, Miss., arrested a man.", ["Tupelo", "Miss."]),
        ("SPRINGFIELD, Ill. - A fire broke out.", ["SPRINGFIELD", "Ill."]),
        ("The Bavarian premier met Scottish ministers.", ["Bavarian", "Scottish"]),
        ("Deputies from Story County and Polk County met.", ["Story County", "Polk County"]),
        ("The Des Moines City Council met on Monday.", ["Des Moines"]),
        ("Ships crossed the Red Sea and the Suez Canal.", ["Red Sea", "Suez Canal"]),
        ("Roads in Story, Boone and Polk counties were shut.", ["Story", "Boone", "Polk"]),
    ],
)
def test_towns_counties_states_seas_and_peoples_are_toponyms(
    code: Code, text: str, expected: list[str]
) -> None:
    assert toponyms(code, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored twice. Jordan said he was tired.",
        "Mr. Lincoln was reading a nice book.",
        "She lives at 14 Memphis Street.",
        "The boy caught a fish by the bridge.",
    ],
)
def test_persons_streets_and_common_words_are_no_toponyms(code: Code, text: str) -> None:
    assert toponyms(code, text) == []


def test_a_village_that_nothing_speaks_for_is_left_out(code: Code) -> None:
    assert toponyms(code, "Thousands came to the wedding in Keosauqua.") == []


# Which place of a name is meant.


def found(code: Code, text: str, name: str) -> PlaceMention:
    return next(p for p in code(text).places if p.name == name)


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Macron met Scholz in Paris, Texas.", "Paris", 33.7, -95.6),
        ("Macron met Scholz in Paris.", "Paris", 48.9, 2.3),
        ("The mayors of Athens and Atlanta met in Georgia.", "Athens", 34, -83.4),
        ("The ministers flew from Athens to Thessaloniki.", "Athens", 38, 23.7),
        ("Saakashvili said in Tbilisi that Georgia was safe.", "Georgia", 42, 43.5),
        ("Voters in Atlanta and Savannah changed Georgia.", "Georgia", 32.75, -83.5),
        ("A Rapides Parish jury sat in Alexandria.", "Alexandria", 31.3, -92.4),
        ("The port of Alexandria is the largest in Egypt.", "Alexandria", 31.2, 29.9),
        ("Guests came from Perth to Dundee and Stirling.", "Perth", 56.4, -3.4),
    ],
)
def test_the_places_of_a_text_decide_together(
    code: Code, text: str, name: str, lat: float, lon: float
) -> None:
    place = found(code, text, name)

    assert place.lat == pytest.approx(lat, abs=0.6)
    assert place.lon == pytest.approx(lon, abs=0.6)


def test_a_bare_name_takes_the_reading_of_a_qualified_one(code: Code) -> None:
    text = "Fire destroyed a mill in Vienna, Georgia. Firemen from Vienna came late."

    assert {p.lat for p in code(text).places if p.name == "Vienna"} == {32.09}


def test_a_state_bears_its_geonames_id_and_a_county_none(code: Code) -> None:
    text = "Votes from Ohio and from Licking County, Ohio, were counted."

    ids = {p.name: p.geonames_id for p in code(text).places}

    assert ids == {"Ohio": 5165418, "Licking County": None}


# The gazetteer keeps up with the readable files.


def test_every_state_and_every_place_of_the_list_is_in_the_gazetteer(knowledge: Knowledge) -> None:
    columns = ("kind", "name", "country", "region", "latitude", "longitude", "aliases")
    listed = [row["name"] for row in read_table(PACKAGE, "places_known.csv", columns)]
    names = [*filter(None, listed), *(s.name for s in knowledge.states.values())]

    assert [name for name in names if not knowledge.gazetteer.lookup(name)] == []


def test_every_venue_stands_in_a_known_town(knowledge: Knowledge) -> None:
    towns = set(load_place_words().venues.values())

    assert [town for town in towns if not knowledge.gazetteer.lookup(town)] == []


# The place of an event.


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Macron met Scholz at the Élysée.", "Paris"),
        ("Biden met Kishida at Camp David.", "Camp David"),
        ("Xi Jinping met Putin in the Great Hall of the People.", "Beijing"),
        ("Erdogan met Zelensky at the Dolmabahçe Palace.", "Istanbul"),
        ("Trump met Abe at Mar-a-Lago.", "Palm Beach"),
    ],
)
def test_a_building_stands_for_its_city(code: Code, text: str, name: str) -> None:
    place = code(text).event_mentions[0].place

    assert place is not None
    assert place.name == name
    assert place.lat is not None


def test_a_summit_is_where_the_calendar_says(code: Code) -> None:
    text = "Xi Jinping met Vladimir Putin during the SCO summit."

    near = code(text, day=date(2024, 7, 3)).event_mentions[0].place
    far = code(text, day=date(2024, 2, 1)).event_mentions[0].place

    assert near is not None
    assert (near.name, near.country) == ("Astana", "KAZ")
    assert far is None


def test_what_is_said_goes_before_the_calendar(code: Code) -> None:
    text = "Xi Jinping met Vladimir Putin in Bishkek before the SCO summit."

    place = code(text, day=date(2024, 7, 3)).event_mentions[0].place

    assert place is not None
    assert place.name == "Bishkek"


@pytest.mark.parametrize(
    "head",
    [
        "VIENNA, May 3 (Wire) - ",
        "VIENNA (AP) — ",
        "Vienna. May 3. INTERFAX – ",
        "VIENNA, Austria — ",
    ],
)
def test_the_lead_happened_where_the_dateline_says(code: Code, head: str) -> None:
    text = f"{head}Iran and Iraq signed a treaty on Tuesday."

    place = code(text, day=date(2023, 5, 3)).event_mentions[0].place

    assert place is not None
    assert place.country == "AUT"


def test_states_do_not_meet_in_a_village_unless_its_country_is_named(code: Code) -> None:
    bare = code("Macron met Scholz in Keosauqua.").event_mentions[0].place
    named = code("Macron met Scholz in Keosauqua, Iowa.").event_mentions[0].place

    assert bare is None
    assert named is not None
    assert named.country == "USA"


def test_a_capital_goes_before_the_region_of_its_name(code: Code) -> None:
    mention = code("Putin and Xi met in Moscow on Friday.", date(2023, 3, 24)).event_mentions[0]

    assert mention.place is not None
    assert mention.place.geonames_id == 524901


def test_a_whole_state_bears_its_id_but_no_point_of_the_map(code: Code) -> None:
    mention = code("Xi visited Russia last week.", date(2023, 3, 24)).event_mentions[0]

    assert mention.place is not None
    assert (mention.place.geonames_id, mention.place.lat) == (2017370, None)


@pytest.mark.parametrize(
    ("outlet", "text", "country"),
    [
        (None, "Macron met Scholz in Cambridge.", "GBR"),
        ("CNN", "Macron met Scholz in Cambridge.", "USA"),
        ("CNN", "Macron met Scholz in Cambridge, England.", "GBR"),
        ("CNN", "Macron met Scholz in Vancouver.", "CAN"),
    ],
    ids=["the larger", "of the outlet's country", "as the words say", "three times as large"],
)
def test_a_town_of_the_outlets_country_is_likelier(
    outlet: str | None, text: str, country: str
) -> None:
    place = communique.code(text, outlet=outlet).places[0]
    assert place.country == country
