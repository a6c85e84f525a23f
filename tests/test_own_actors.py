"""A user's own actors: read from CSV and Wikidata, checked, added, and coded like curated ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.errors import KnowledgeError, SettingsError
from communique.extract import Context, DocumentParties
from communique.knowledge import Knowledge, load_knowledge
from communique.knowledge.own_join import is_demonym
from communique.parse import SpacyParser
from communique.pipeline.coder import coder_id
from communique.records import Document, Office, When, document_id
from communique.settings import KnowledgeSettings, Settings
from communique.spans import Span

ARCADIA = """\
# Two presidents of an invented state
name,aliases,kind,country,sectors,office,of,start,end
Arcadia,Arcadian;Republic of Arcadia,state,XAR,,,,,
Lena Moss,Helena Moss,person,XAR,,president,Arcadia,2020-01-15,
Tom Quill,,person,XAR,,President,XAR,2015,2020-01-14
Order of the Heron,Herons,group,XAR,,,,,
"""
REPORT = """The Dover Post

Xi hosts Moss in Beijing
Tuesday, May 2, 2023

BEIJING - Chinese President Xi Jinping met Arcadian President Lena Moss in Beijing on Tuesday.
"Our friendship is strong," Moss said after the talks.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def written(folder: Path, content: str, name: str = "mine.csv") -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return name


def with_own(folder: Path, content: str) -> Knowledge:
    return load_knowledge(own=(str(folder / written(folder, content)),))


def row(cells: str) -> str:
    return f"name,kind,country,office,of,start,end,aliases,sectors\n{cells}\n"


# What a file makes known


def test_an_invented_state_has_its_names_adjective_and_people(folder: Path) -> None:
    known = with_own(folder, ARCADIA)

    text = "Republic of Arcadia, Arcadia, Arcadian, Arcadians"
    forms = [(m.entries[0].actor_id, m.entries[0].form) for m in known.names.find(text)]

    assert known.actors["state/XAR"].basis == "user"
    assert forms == [
        ("state/XAR", "name"), ("state/XAR", "name"), ("state/XAR", "adjective"),
        ("state/XAR", "people"),
    ]  # fmt: skip


def test_terms_of_office_hold_by_date(folder: Path) -> None:
    offices = with_own(folder, ARCADIA).offices

    assert [t.name for t in offices.titled("XAR", "president", date(2019, 6, 1))] == ["Tom Quill"]
    assert [t.name for t in offices.holders("XAR", "head_of_state", date(2023, 5, 2))] == [
        "Lena Moss"
    ]


def test_several_rows_of_one_person_are_one_actor(folder: Path) -> None:
    rows = "Ann Roe,person,FRA,envoy,FRA,2011,2012,,\nAnn Roe,person,FRA,envoy,UN,2013,,,"

    actor = with_own(folder, row(rows)).actors["person/ann-roe"]

    assert actor.offices == (
        Office(title="envoy", of="FRA", start=date(2011, 1, 1), end=date(2012, 12, 31)),
        Office(title="envoy", of="UN", start=date(2013, 1, 1)),
    )


def test_a_group_acts_as_rebels_unless_told_otherwise(folder: Path) -> None:
    rows = "Red Heron,group,,,,,,,\nBlue Heron,group,,,,,,,CVL;NGO"

    actors = with_own(folder, row(rows)).actors

    assert actors["group/red-heron"].sectors == ("REB",)
    assert actors["group/blue-heron"].sectors == ("CVL", "NGO")


def test_a_name_of_the_user_wins_over_a_known_one(folder: Path) -> None:
    known = with_own(folder, row("Kremlin,organisation,GBR,,,,,,BUS"))

    (match,) = known.names.find("Kremlin")

    assert {e.actor_id for e in match.entries} == {"organisation/kremlin"}


def test_a_surname_of_the_user_is_shared_with_known_persons(folder: Path) -> None:
    known = with_own(folder, row("Oleg Putin,person,GBR,,,,,,BUS"))

    (match,) = known.names.find("Putin")

    assert {e.actor_id for e in match.entries} >= {"person/oleg-putin", "person/vladimir-putin"}


def test_a_term_of_the_user_ends_the_known_one_beside_it(folder: Path) -> None:
    known = with_own(folder, row("Ann Roe,person,FRA,president,FRA,2024-02-01,,,"))

    before = known.offices.titled("FRA", "president", date(2024, 1, 31))
    after = known.offices.titled("FRA", "president", date(2024, 2, 1))

    assert [t.name for t in before] == ["Emmanuel Macron"]
    assert [t.name for t in after] == ["Ann Roe"]


def test_an_undated_term_of_a_known_holder_changes_nothing(folder: Path) -> None:
    known = with_own(folder, row("Barack Obama,person,USA,president,USA,,,,"))

    holders = known.offices.titled("USA", "president", date(2018, 5, 5))

    assert [t.name for t in holders] == ["Donald Trump"]


def test_a_file_is_read_again_when_it_changed(folder: Path) -> None:
    before = with_own(folder, ARCADIA)
    assert load_knowledge(own=(str(folder / "mine.csv"),)) is before

    after = with_own(folder, ARCADIA + "Ida Fell,,person,XAR,,,,,\n")

    assert "person/ida-fell" in after.actors
    assert "person/ida-fell" not in load_knowledge().actors


@pytest.mark.parametrize(
    ("alias", "state", "told"),
    [
        ("Arcadian", "Arcadia", True),
        ("Borovish", "Republic of Borovia", True),
        ("Dutch", "Netherlands", False),
        ("Arcadia Isle", "Arcadia", False),
    ],
)
def test_an_alias_like_the_name_is_its_demonym(alias: str, state: str, told: bool) -> None:
    assert is_demonym(alias, state) is told


# What is refused


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("Ann Roe,robot,,,,,,,", "expected one of the kinds"),
        (",person,,,,,,,", "expected a name with a capital letter"),
        ("Ann Roe,person,,,,,,the one,", "expected a name with a capital letter"),
        ("Ann Roe,person,fr,,,,,,", "alpha-3 code"),
        ("Ann Roe,person,QQQ,,,,,,", "no state has the code 'QQQ'"),
        ("Ann Roe,person,FRA,,,,,,GOVT", "sectors of PLOVER"),
        ("Ann Roe,person,,mayor,Atlantis,,,,", "under of, got 'Atlantis'"),
        ("Ann Roe,person,FRA,envoy,FRA,May 2020,,,", "YYYY[-MM[-DD]]"),
        ("Ann Roe,person,FRA,envoy,FRA,2020,2019,,", "before it begins"),
        ("Ann Roe,person,FRA,,,2020,,,", "expected an office"),
        ("Red Heron,group,,leader,FRA,,,,", "an office of a person only"),
        ("Borovia,state,,,,,,,", "three-letter code"),
        ("Ann Roe,person,FRA,,,,,,GOV,MIL", "quote a cell that holds a comma"),
    ],
)
def test_a_wrong_row_is_named_with_its_file(folder: Path, cells: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        with_own(folder, row(cells))

    assert said in str(raised.value)
    assert "mine.csv: row 2" in str(raised.value)


@pytest.mark.parametrize(
    "content", ["", "name,kind,colour\n", "name\nArcadia\n", "name,name,kind\n", 'name,kind\n"a\n']
)
def test_other_columns_are_refused(folder: Path, content: str) -> None:
    with pytest.raises(KnowledgeError, match=r"mine\.csv"):
        with_own(folder, content)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "mine.csv").write_bytes("name,kind\nJosé,person\n".encode("latin-1"))

    with pytest.raises(KnowledgeError, match="UTF-8"):
        load_knowledge(own=("mine.csv",))


def test_a_missing_file_is_an_error_of_the_settings() -> None:
    with pytest.raises(SettingsError, match=r"absent\.csv"):
        coder_id(Settings(knowledge=KnowledgeSettings(actors=("absent.csv",))))


def test_the_content_of_a_file_decides_the_coder(folder: Path) -> None:
    settings = Settings(knowledge=KnowledgeSettings(actors=(written(folder, ARCADIA),)))
    before = coder_id(settings)

    written(folder, ARCADIA + "Ida Fell,,person,XAR,,,,,\n")

    assert coder_id(settings) != before


# Wikidata


def claim(value: Any, **qualifiers: Any) -> dict[str, Any]:
    def snak(content: Any) -> dict[str, Any]:
        return {"snaktype": "value", "datavalue": {"value": content}}

    found = {name: [snak(content)] for name, content in qualifiers.items()}
    return {"mainsnak": snak(value), "qualifiers": found, "rank": "normal"}


def entity(number: int, name: str, *aliases: str, **claims: Any) -> str:
    row = {
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": name}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {p: c if isinstance(c, list) else [c] for p, c in claims.items()},
    }
    return json.dumps(row)


def item(number: int) -> dict[str, str]:
    return {"entity-type": "item", "id": f"Q{number}"}


def day(text: str, precision: int = 11) -> dict[str, Any]:
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


BOROVIA = [
    entity(90000001, "Borovia", "Kingdom of Borovia", P31=claim(item(6256)),
           P1549=claim({"text": "Borovian", "language": "en"})),
    entity(90000002, "Prime Minister of Borovia", P31=claim(item(4164871)),
           P1001=claim(item(90000001))),
    entity(90000003, "Ivo Hart", P31=claim(item(5)), P21=claim(item(6581097)),
           P27=claim(item(90000001)), P39=[
               claim(item(90000002), P580=day("2021-03-00", 10), P582=day("2022-05-06")),
               claim(item(90000099)),
           ]),
    entity(90000004, "A Sea Novel", P31=claim(item(7725634))),
    "{broken",
]  # fmt: skip


def test_wikidata_becomes_rows_and_what_is_left_out_is_counted(folder: Path) -> None:
    written(folder, "[\n" + ",\n".join(BOROVIA) + "\n]\n", "dump.jsonl")

    result = run("knowledge", "add", "dump.jsonl")

    assert result.exit_code == 3
    assert (folder / "communique-actors.csv").read_text(encoding="utf-8").splitlines() == [
        "id,name,aliases,demonyms,kind,country,sectors,gender,office,of,start,end",
        "state/XBO,Borovia,Kingdom of Borovia,Borovian,state,XBO,,,,,,",
        "person/ivo-hart,Ivo Hart,,,person,XBO,,m,prime minister,XBO,2021-03-01,2022-05-06",
    ]
    assert result.stderr.splitlines() == [
        "skipped: 1 entity of no kind known here",
        "skipped: 1 line that is no JSON",
        "skipped: 1 office that cannot be resolved offline",
    ]


def test_adding_the_same_again_adds_nothing(folder: Path) -> None:
    written(folder, "\n".join(BOROVIA[:3]), "dump.jsonl")
    run("knowledge", "add", "dump.jsonl")

    again = run("knowledge", "add", "dump.jsonl")

    assert "0 rows added" in again.output


def test_a_known_person_of_wikidata_keeps_the_known_id(folder: Path) -> None:
    person = entity(76, "Barack Obama", "Barry", P31=claim(item(5)), P27=claim(item(30)))
    written(folder, person, "dump.jsonl")

    run("knowledge", "add", "dump.jsonl")

    assert "person/barack-obama,Barack Obama,Barry,,person,USA" in (
        folder / "communique-actors.csv"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        "{", "[]", '{"id": 3}', '{"id": "Q1", "labels": []}', "[" * 5000, '{"id": ' + "9" * 5000,
        '{"id": "Q1", "labels": {"en": "X"}, "claims": {"P31": [[1], {"mainsnak": 4}, null]}}',
    ],
)  # fmt: skip
def test_what_is_no_entity_is_counted_and_no_traceback(folder: Path, content: str) -> None:
    written(folder, content, "dump.jsonl")

    result = run("knowledge", "add", "dump.jsonl")

    assert result.exit_code == 1
    assert "found none" in result.stderr
    assert isinstance(result.exception, SystemExit)


# The commands


def test_add_tells_kinds_and_collisions_and_how_to_go_on(folder: Path) -> None:
    written(folder, row("Kremlin,organisation,GBR,,,,,,BUS\nOleg Putin,person,GBR,,,,,,BUS"))

    result = run("knowledge", "add", "mine.csv", "--to", "all.csv")

    assert result.exit_code == 0
    assert "1 organisation\n" in result.output
    assert "'Kremlin': yours, organisation/kremlin, wins over state/RUS" in result.output
    assert "'Putin': shared by person/oleg-putin, person/vladimir-putin" in result.output
    assert 'actors = ["all.csv"]' in result.output


def test_many_bearers_of_one_surname_are_told_in_a_line(folder: Path) -> None:
    written(folder, row("\n".join(f"Ann{i} Roe,person,FRA,,,,,," for i in range(3000))))

    result = run("knowledge", "check", "mine.csv")

    assert "'Roe': shared by person/ann0-roe, person/ann1-roe" in result.output
    assert "more; the text decides" in result.output


def test_a_second_file_may_refer_to_what_was_added_before(folder: Path) -> None:
    run("knowledge", "add", written(folder, ARCADIA))

    written(folder, row("Ida Fell,person,XAR,envoy,Arcadia,,,,"), "more.csv")
    result = run("knowledge", "add", "more.csv")

    assert "1 rows added" in result.output
    assert "person/ida-fell" in load_knowledge(own=("communique-actors.csv",)).actors


def test_nothing_is_added_when_a_row_is_wrong(folder: Path) -> None:
    written(folder, row("Ann Roe,person,FRA,,,,,,\nUlf Ray,robot,,,,,,,\nEd Low,robot,,,,,,,"))

    result = run("knowledge", "add", "mine.csv")

    assert result.exit_code == 1
    assert "mine.csv: row 3" in result.stderr
    assert "mine.csv: row 4" in result.stderr
    assert not (folder / "communique-actors.csv").exists()


def test_check_takes_files_of_the_user_together(folder: Path) -> None:
    written(folder, ARCADIA)
    written(folder, row("Ida Fell,person,XAR,envoy,Arcadia,,,,"), "more.csv")

    assert run("knowledge", "check", "mine.csv", "more.csv").exit_code == 0
    assert run("knowledge", "check", "more.csv").exit_code == 1


def test_a_build_codes_an_event_of_an_invented_president(folder: Path) -> None:
    written(folder, ARCADIA)
    written(folder, REPORT, "report.txt")
    written(folder, '[knowledge]\nactors = ["mine.csv"]\n', "settings.toml")

    built = run("build", "report.txt", "--ledger", "l.db", "--settings", "settings.toml")
    events = run("events", "--ledger", "l.db", "--format", "jsonl").stdout.splitlines()
    actors = run("actors", "--ledger", "l.db", "--format", "jsonl").stdout.splitlines()

    assert built.exit_code == 0, built.output
    (met,) = [e for e in map(json.loads, events) if e["type"] == "CONSULT"]
    parties = {p["actor_id"]: p for p in (*met["actors"], *met["recipients"])}
    assert set(parties) == {"person/xi-jinping", "person/lena-moss"}
    assert parties["person/lena-moss"]["country"] == "XAR"
    assert parties["person/lena-moss"]["office"] == "president"
    basis = {a["actor_id"]: a["basis"] for a in map(json.loads, actors)}
    assert basis["person/lena-moss"] == "user"
    assert basis["person/xi-jinping"] == "curated"


@pytest.mark.parametrize(
    ("cells", "sector"),
    [
        ("Ida Fell,person,FRA,,,,,,MIL", "MIL"),
        ("Ida Fell,person,FRA,minister,FRA,,2001,,", "CVL"),
        ("Ida Fell,person,FRA,minister,FRA,2001,,,", "GOV"),
    ],
    ids=["sectors given", "no longer in office", "in office"],
)
def test_a_person_acts_in_the_sectors_that_the_user_gave(
    folder: Path, parser: SpacyParser, cells: str, sector: str
) -> None:
    text = "Ida Fell spoke in Berlin."
    day = When(start=date(2023, 5, 2), end=date(2023, 5, 2), precision="day")
    document = Document(document_id=document_id(text), uri="test", text=text, published=day)
    context = Context(document, next(iter(parser.parse([text]))), with_own(folder, row(cells)))

    [party, *_] = DocumentParties(context).within(Span(0, 8))

    assert (party.actor_id, party.sector) == ("person/ida-fell", sector)


def test_explain_knows_the_actors_of_the_run(folder: Path) -> None:
    written(folder, ARCADIA)
    written(folder, REPORT, "report.txt")
    written(folder, '[knowledge]\nactors = ["mine.csv"]\n', "settings.toml")
    run("build", "report.txt", "--ledger", "l.db", "--settings", "settings.toml")
    (met,) = run("events", "--ledger", "l.db", "--format", "jsonl").stdout.splitlines()

    told = run("explain", json.loads(met)["event_id"], "--ledger", "l.db").output

    assert "'Lena Moss' is its name" in told
    assert "office by date: Lena Moss, president of XAR, 2020-01-15 to now" in told
    assert "user knowledge" in told


def test_explain_says_when_the_actors_of_the_run_are_gone(folder: Path) -> None:
    file = folder / written(folder, ARCADIA)
    written(folder, REPORT, "report.txt")
    written(folder, '[knowledge]\nactors = ["mine.csv"]\n', "settings.toml")
    run("build", "report.txt", "--ledger", "l.db", "--settings", "settings.toml")
    (met,) = run("events", "--ledger", "l.db", "--format", "jsonl").stdout.splitlines()
    file.unlink()

    told = run("explain", json.loads(met)["event_id"], "--ledger", "l.db").output

    assert told.startswith("explained without the files of the run: mine.csv")
    assert "Xi Jinping" in told
