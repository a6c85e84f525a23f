"""The world as data: what the files hold, on which day it held, and what loading refuses."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from communique.errors import KnowledgeError
from communique.knowledge import Knowledge, NameEntry, NameIndex, load_knowledge
from communique.knowledge.files import partial_date, read_yaml, words_of
from communique.knowledge.gazetteer import load_gazetteer
from communique.knowledge.names import fold
from communique.knowledge.offices import last_name, load_offices, person_id
from communique.knowledge.organisations import load_organisations
from communique.knowledge.states import load_states
from communique.knowledge.summits import load_summits
from communique.spans import Span

MIDDLE_OF_EACH_HALF_YEAR = [
    date(year, month, 15) for year in range(2015, 2025) for month in (4, 10)
]


def holders(knowledge: Knowledge, of: str, office: str, day: str) -> list[str]:
    return [t.name for t in knowledge.offices.holders(of, office, date.fromisoformat(day))]


# States.


def test_all_states_are_there(knowledge: Knowledge) -> None:
    rows = read_yaml("communique.knowledge", "states.yaml")

    assert len(knowledge.states) == 197
    assert sum(row["un"] == "member" for row in rows) == 193
    assert {row["code"] for row in rows if row["un"] == "observer"} == {"VAT", "PSE"}
    assert {row["code"] for row in rows if row["un"] == "none"} == {"TWN", "XKX"}


@pytest.mark.parametrize(
    ("surface", "actor_id", "form"),
    [
        ("Kazakhstan", "state/KAZ", "name"),
        ("the Kremlin", "state/RUS", "metonym"),
        ("Downing Street", "state/GBR", "metonym"),
        ("Ankara", "state/TUR", "metonym"),
        ("Turkish", "state/TUR", "adjective"),
        ("Kazakhs", "state/KAZ", "people"),
        ("Taiwan", "state/TWN", "name"),
        ("European Union", "organisation/EU", "name"),
        ("SCO", "organisation/SCO", "name"),
        ("Xi Jinping", "person/xi-jinping", "name"),
        ("Erdogan", "person/recep-tayyip-erdogan", "short"),
    ],
)
def test_a_surface_form_stands_for_an_actor(
    knowledge: Knowledge, surface: str, actor_id: str, form: str
) -> None:
    matches = list(knowledge.names.find(f"{surface} said so."))

    assert (actor_id, form) in {(e.actor_id, e.form) for e in matches[0].entries}


# Organisations.


def test_at_least_forty_organisations_name_members(knowledge: Knowledge) -> None:
    organisations = [o for o in knowledge.organisations.values() if o.kind == "organisation"]

    assert len(organisations) >= 40
    assert sum(bool(o.members) for o in organisations) >= 40


@pytest.mark.parametrize(
    "name", ["SCO", "BRICS", "UN", "NATO", "EU", "ASEAN", "AU", "G7", "G20", "OPEC", "CIS", "CSTO"]
)
def test_the_well_known_organisations_are_there(knowledge: Knowledge, name: str) -> None:
    assert f"organisation/{name}" in knowledge.organisations


@pytest.mark.parametrize(
    ("organisation", "day", "count", "inside", "outside"),
    [
        ("SCO", "2016-01-01", 6, "CHN", "IND"),
        ("SCO", "2018-01-01", 8, "IND", "IRN"),
        ("SCO", "2024-07-03", 9, "IRN", "BLR"),
        ("SCO", "2024-07-05", 10, "BLR", "TUR"),
        ("BRICS", "2023-12-31", 5, "ZAF", "IRN"),
        ("NATO", "2023-04-03", 30, "TUR", "FIN"),
        ("NATO", "2023-04-05", 31, "FIN", "SWE"),
        ("EU", "2015-01-01", 28, "GBR", "TUR"),
        ("EU", "2020-02-02", 27, "HRV", "GBR"),
        ("G7", "2020-01-01", 7, "JPN", "RUS"),
        ("ASEAN", "2020-01-01", 10, "VNM", "TLS"),
    ],
)
def test_the_members_of_an_organisation_on_a_day(
    knowledge: Knowledge, organisation: str, day: str, count: int, inside: str, outside: str
) -> None:
    members = knowledge.organisations[f"organisation/{organisation}"].members_on(
        date.fromisoformat(day)
    )

    assert len(members) == count
    assert inside in members
    assert outside not in members


def test_ambiguous_forms_of_organisations_are_forms_of_theirs(knowledge: Knowledge) -> None:
    for organisation in knowledge.organisations.values():
        assert organisation.ambiguous <= {n.surface for n in organisation.names()}


# Offices.


def test_forty_states_have_all_leaders_since_2015(knowledge: Knowledge) -> None:
    def is_filled(state: str, office: str) -> bool:
        return all(
            knowledge.offices.holders(state, office, day) for day in MIDDLE_OF_EACH_HALF_YEAR
        )

    complete = [
        state
        for state in knowledge.states
        if (is_filled(state, "head_of_state") or is_filled(state, "head_of_government"))
        and is_filled(state, "foreign_minister")
    ]

    assert len(complete) >= 40


@pytest.mark.parametrize(
    ("of", "office", "day", "name"),
    [
        ("CHN", "foreign_minister", "2023-04-06", "Qin Gang"),
        ("CHN", "foreign_minister", "2022-06-01", "Wang Yi"),
        ("CHN", "foreign_minister", "2024-06-01", "Wang Yi"),
        ("USA", "head_of_state", "2020-06-01", "Donald Trump"),
        ("USA", "head_of_state", "2022-06-01", "Joe Biden"),
        ("USA", "head_of_state", "2025-03-01", "Donald Trump"),
        ("USA", "foreign_minister", "2017-06-01", "Rex Tillerson"),
        ("GBR", "head_of_government", "2022-09-20", "Liz Truss"),
        ("GBR", "head_of_government", "2024-08-01", "Keir Starmer"),
        ("DEU", "head_of_government", "2019-01-01", "Angela Merkel"),
        ("DEU", "head_of_government", "2023-01-01", "Olaf Scholz"),
        ("FRA", "head_of_state", "2016-01-01", "François Hollande"),
        ("UKR", "head_of_state", "2018-01-01", "Petro Poroshenko"),
        ("KAZ", "head_of_state", "2018-01-01", "Nursultan Nazarbayev"),
        ("KAZ", "head_of_state", "2024-07-03", "Kassym-Jomart Tokayev"),
        ("RUS", "foreign_minister", "2024-07-03", "Sergei Lavrov"),
        ("TUR", "foreign_minister", "2023-01-01", "Mevlut Cavusoglu"),
        ("TUR", "foreign_minister", "2024-01-01", "Hakan Fidan"),
        ("UN", "secretary_general", "2016-06-01", "Ban Ki-moon"),
        ("UN", "secretary_general", "2024-06-01", "Antonio Guterres"),
    ],
)
def test_who_held_an_office_on_a_day(
    knowledge: Knowledge, of: str, office: str, day: str, name: str
) -> None:
    assert [fold(n) for n in holders(knowledge, of, office, day)] == [fold(name)]


def test_a_title_leads_to_its_holder(knowledge: Knowledge) -> None:
    day = date(2023, 1, 1)

    assert [t.name for t in knowledge.offices.titled("DEU", "chancellor", day)] == ["Olaf Scholz"]


def test_a_person_stands_for_a_state_while_in_its_office(knowledge: Knowledge) -> None:
    stoltenberg = "person/jens-stoltenberg"

    assert knowledge.country_on("person/xi-jinping", date(2024, 7, 3)) == "CHN"
    assert knowledge.country_on(stoltenberg, date(2023, 1, 1)) is None
    assert knowledge.country_on("state/KAZ", None) == "KAZ"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ursula von der Leyen", "von der Leyen"),
        ("Abdel Fattah al-Sisi", "al-Sisi"),
        ("Boris Johnson", "Johnson"),
        ("Ferdinand Marcos Jr.", "Marcos"),
        ("Abdullah II", ""),
    ],
)
def test_the_last_name_of_a_person(name: str, short: str) -> None:
    assert last_name(name) == short


def test_accents_make_no_other_person() -> None:
    assert person_id("Recep Tayyip Erdoğan") == person_id("Recep Tayyip Erdogan")
    assert person_id("Đặng") == "person/dang"


# Names.


def test_an_unambiguous_form_stands_for_one_actor(knowledge: Knowledge) -> None:
    overlaps = {}
    for surface, entries in knowledge.names.meanings.items():
        actors = {e.actor_id for e in entries if not e.ambiguous and e.form != "short"}
        if len(actors) > 1:
            overlaps[surface] = sorted(actors)

    assert overlaps == {}


def test_the_short_name_of_a_person_always_needs_support(knowledge: Knowledge) -> None:
    entries = [e for found in knowledge.names.meanings.values() for e in found]

    assert all(e.ambiguous for e in entries if e.form == "short")


@pytest.mark.parametrize("text", ["Erdoğan’s Türkiye", "São Tomé", "İstanbul ß ﬁ", "e\u0301"])
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_names_are_found_longest_first_on_word_boundaries() -> None:
    index = NameIndex(
        NameEntry(surface, f"state/{surface}", "state", "name")
        for surface in ("Niger", "Nigeria", "South Sudan", "Sudan")
    )

    found = [(m.span, m.entries[0].surface) for m in index.find("South Sudan, Nigeria’s Nigerien")]

    assert found == [(Span(0, 11), "South Sudan"), (Span(13, 20), "Nigeria")]


def test_an_index_without_names_finds_none() -> None:
    assert list(NameIndex([]).find("Putin arrived.")) == []


# Summits and places.


def test_the_summit_in_astana(knowledge: Knowledge) -> None:
    [summit] = [s for s in knowledge.summits if s.organisation == "SCO" and s.start.year == 2024]

    assert (summit.start, summit.end) == (date(2024, 7, 3), date(2024, 7, 4))
    assert (summit.place, summit.country) == ("Astana", "KAZ")


def test_summits_come_in_order_of_their_days(knowledge: Knowledge) -> None:
    days = [summit.start for summit in knowledge.summits]

    assert len(days) >= 100
    assert days == sorted(days)


@pytest.mark.parametrize(
    ("name", "country", "identity"),
    [
        ("Kazan", "RUS", 551487),
        ("Astana", "KAZ", 1526273),
        ("Nur-Sultan", "KAZ", 1526273),
        ("Kyiv", "UKR", 703448),
        ("Kiev", "UKR", 703448),
        ("Paris", "FRA", 2988507),
    ],
)
def test_the_most_populous_place_of_a_name_comes_first(
    knowledge: Knowledge, name: str, country: str, identity: int
) -> None:
    first = knowledge.gazetteer.lookup(name)[0].place()

    assert (first.country, first.geonames_id) == (country, identity)


def test_a_place_lies_where_it_lies(knowledge: Knowledge) -> None:
    kazan = knowledge.gazetteer.lookup("Kazan")[0]

    assert kazan.lat == pytest.approx(55.8, abs=0.1)
    assert kazan.lon == pytest.approx(49.1, abs=0.1)
    assert knowledge.gazetteer.lookup("Nowhere-upon-Sea") == ()


# What loading refuses. A small world of two states is written, with one mistake each.

STATE = "{code: KAZ, name: Kazakhstan, capital: Astana, adjectives: [Kazakh], people: [Kazakh]}"
OFFICES = "of,office,title,name,gender,start,end,aliases\n"
SUMMITS = "organisation,name,start,end,place,country\n"


class World:
    """A package with data files of its own."""

    def __init__(self, folder: Path) -> None:
        self.name = f"world_{uuid4().hex}"
        self._data = folder / self.name / "data"
        (self._data / "offices").mkdir(parents=True)
        (folder / self.name / "__init__.py").touch()
        self.write("states.yaml", f"- {STATE}\n")
        for name in ("organisations", "groups", "agencies"):
            self.write(f"{name}.yaml", "[]")
        self.write("offices/all.csv", OFFICES)
        self.write("summits.csv", SUMMITS)
        line = b"Astana\t\tcapital\tKAZ\t\t\t1526273\t\t\t1500000\n"
        self.write_bytes("places.tsv.gz", gzip.compress(line))

    def write(self, name: str, content: str) -> None:
        self.write_bytes(name, content.encode())

    def write_bytes(self, name: str, content: bytes) -> None:
        (self._data / name).write_bytes(content)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.syspath_prepend(tmp_path)
    return World(tmp_path)


def test_a_small_world_loads(world: World) -> None:
    world.write("offices/all.csv", OFFICES + "KAZ,envoy,envoy,Ann Lee,f,2019,2020-02,Annie Lee\n")

    knowledge = load_knowledge(world.name)

    term = knowledge.offices.terms[0]
    assert list(knowledge.actors) == ["state/KAZ", "person/ann-lee"]
    assert (term.start, term.end) == (date(2019, 1, 1), date(2020, 2, 29))
    assert [m.entries[0].form for m in knowledge.names.find("Annie Lee left Astana.")] == ["name"]
    assert knowledge.gazetteer.lookup("astana") == ()
    assert knowledge.gazetteer.lookup("Astana")[0].lat is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code: KAZ", "expected a list of entries, got dict"),
        ("- {code: KAZ, name: Kazakhstan}", "entry 1 lacks capital, adjectives, people"),
        ("- KAZ", "entry 1 lacks code"),
        (f"- {STATE}\n- {STATE}", "expected a new alpha-3 code, got 'KAZ'"),
        (f"- {STATE}".replace("KAZ", "KZ"), "expected a new alpha-3 code, got 'KZ'"),
        (f"- {STATE}".replace("[Kazakh]", "Kazakh"), "KAZ: expected 'adjectives' to be a list"),
        (f"- {STATE}".replace("[Kazakh]", "[No]"), "KAZ: expected 'adjectives' to be a list"),
        ("- {code: [", "states.yaml: expected YAML"),
    ],
)
def test_a_malformed_state_is_refused(world: World, content: str, message: str) -> None:
    world.write("states.yaml", content)

    with pytest.raises(KnowledgeError) as caught:
        load_states(world.name)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- {id: SCO}", "entry 1 lacks name"),
        ("- {id: A, name: A}\n- {id: A, name: B}", "the id 'A' is given twice"),
        ("- {id: A, name: A, aliases: AA}", "expected 'aliases' to be a list of words"),
        ("- {id: A, name: A, members: [KAZ]}", "expected a member with its state, got 'KAZ'"),
        ("- {id: A, name: A, members: [{state: KAZ, start: soon}]}", "YYYY[-MM[-DD]], got 'soon'"),
    ],
)
def test_a_malformed_organisation_is_refused(world: World, content: str, message: str) -> None:
    world.write("organisations.yaml", content)

    with pytest.raises(KnowledgeError) as caught:
        load_organisations(world.name)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("KAZ,envoy,envoy,Ann Lee,f,2019-13,,\n", "expected YYYY[-MM[-DD]], got '2019-13'"),
        ("KAZ,envoy,envoy,Ann Lee,f,2020,2019,\n", "before it begins"),
        ("KAZ,envoy,envoy,Ann Lee,f\n", "too many or too few cells"),
        ("KAZ,envoy,envoy,Ann Lee,f,2019,,Annie,Lee\n", "too many or too few cells"),
        (
            "KAZ,head_of_state,president,Ann Lee,f,2010,2020,\n"
            "KAZ,head_of_state,president,Bo Ray,m,2015,2022,\n",
            "Ann Lee (to 2020-12-31) overlaps Bo Ray (from 2015-01-01)",
        ),
    ],
)
def test_a_malformed_term_is_refused(world: World, rows: str, message: str) -> None:
    world.write("offices/all.csv", OFFICES + rows)

    with pytest.raises(KnowledgeError) as caught:
        load_offices(world.name)

    assert message in str(caught.value)


def test_a_table_with_other_columns_is_refused(world: World) -> None:
    world.write("offices/all.csv", "of,office\nKAZ,envoy\n")

    with pytest.raises(KnowledgeError, match=r"all\.csv: expected the columns"):
        load_offices(world.name)


@pytest.mark.parametrize(
    "row", ["SCO,Summit,,,Astana,KAZ\n", "SCO,Summit,2024-07-04,2024-07-03,Astana,KAZ\n"]
)
def test_a_summit_without_days_in_order_is_refused(world: World, row: str) -> None:
    world.write("summits.csv", SUMMITS + row)

    with pytest.raises(KnowledgeError, match="Summit needs a start and a later end"):
        load_summits(world.name)


@pytest.mark.parametrize(
    "content",
    [
        b"not gzip",
        gzip.compress(b"Astana\tKAZ\n"),
        gzip.compress(b"Astana\t\tKAZ\tx\t\t\t1\n"),
        gzip.compress(b"Astana\t\tKAZ\t1\t\t\t1\n")[:-9],
        gzip.compress(b"\xff"),
    ],
)
def test_a_damaged_gazetteer_is_refused(world: World, content: bytes) -> None:
    world.write_bytes("places.tsv.gz", content)

    with pytest.raises(KnowledgeError, match=r"places\.tsv\.gz"):
        load_gazetteer(world.name)


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("offices/all.csv", OFFICES + "XYZ,envoy,envoy,Ann Lee,f,2019,,\n", "unknown 'XYZ'"),
        (
            "organisations.yaml",
            "- {id: A, name: A, members: [{state: XYZ}]}",
            "unknown member 'XYZ'",
        ),
        ("groups.yaml", "- {id: a, name: A, country: XYZ}", "unknown country 'XYZ'"),
        ("summits.csv", SUMMITS + "XYZ,Summit,2024,2024,Astana,KAZ\n", "unknown 'XYZ'"),
    ],
)
def test_a_reference_to_what_no_file_defines_is_refused(
    world: World, file: str, content: str, message: str
) -> None:
    world.write(file, content)

    with pytest.raises(KnowledgeError, match=message):
        load_knowledge(world.name)


def test_a_file_that_is_missing_or_not_utf8_is_refused(world: World) -> None:
    world.write_bytes("summits.csv", b"\xff")

    with pytest.raises(KnowledgeError, match=r"summits\.csv: expected a data file in UTF-8"):
        load_summits(world.name)
    with pytest.raises(KnowledgeError, match=r"none\.yaml: expected a data file"):
        read_yaml(world.name, "none.yaml")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_partial_date_gives_its_first_or_last_day(
    text: str | None, first: date | None, last: date | None
) -> None:
    assert partial_date(text, end=False, where="here") == first
    assert partial_date(text, end=True, where="here") == last


def test_words_are_a_list_of_text_or_none() -> None:
    assert words_of({"people": ["Kazakh"]}, "people", "here") == ("Kazakh",)
    assert words_of({}, "people", "here") == ()
    with pytest.raises(KnowledgeError, match="here: expected 'people'"):
        words_of({"people": [False]}, "people", "here")
