"""Exports with filters: the events that meet them, and what belongs to these."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import communique
from communique.cli.export import export as export_command
from communique.export import FORMATS, export_csv, export_jsonl, export_parquet
from communique.ledger import KINDS, Filters, Ledger, QueryError
from communique.pipeline import build
from communique.records import Correction, from_json

MET = """\
The presidents of Kenya and Ethiopia met in Mombasa on 3 June 2024, the Kenyan ministry said.

“We will open the border post at Moyale in August,” Kenyan President William Ruto said after the
talks. The two sides signed an agreement on power lines worth $40 million.
"""
EXPELLED = """\
Peru expelled the Bolivian ambassador on 9 June 2024.

“We reject this decision,” Bolivian Foreign Minister Celinda Sosa said in La Paz.
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    folder = tmp_path_factory.mktemp("filters")
    (folder / "reports").mkdir()
    (folder / "reports" / "met.txt").write_text(MET, encoding="utf-8")
    (folder / "reports" / "expelled.txt").write_text(EXPELLED, encoding="utf-8")
    of_server = request.param == "postgresql"
    place = request.getfixturevalue("postgres").new() if of_server else folder / "a.db"
    build([folder / "reports"], place)
    return place  # type: ignore[no-any-return]


AFRICAN = Filters(between=("KEN", "ETH"))


def exported(path: Path | str, folder: Path, chosen: Filters) -> dict[str, list[dict[str, object]]]:
    with Ledger.open(path) as ledger:
        export_jsonl(ledger, folder, chosen)
    return {
        file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in folder.iterdir()
    }


def test_the_events_are_those_that_the_listing_gives(path: Path | str, tmp_path: Path) -> None:
    files = exported(path, tmp_path, AFRICAN)
    with Ledger.open(path) as ledger:
        listed = [event.event_id for event in ledger.events(AFRICAN)]
        assert 0 < len(listed) < ledger.count("events")
    assert [event["event_id"] for event in files["events"]] == listed


def test_only_reports_that_tell_a_chosen_event_go_along(path: Path | str, tmp_path: Path) -> None:
    files = exported(path, tmp_path, AFRICAN)
    [report] = files["documents"]
    assert str(report["uri"]).endswith("met.txt")
    told = {document for event in files["events"] for document in event["documents"]}  # type: ignore[attr-defined]
    assert told == {report["document_id"]}
    for kind in ("captures", "codings", "mentions", "event_mentions", "statements"):
        assert files[kind], kind
        assert {record["document_id"] for record in files[kind]} == told, kind


def test_no_record_names_an_account_or_an_actor_that_stayed_behind(
    path: Path | str, tmp_path: Path
) -> None:
    files = exported(path, tmp_path, AFRICAN)
    named = {one for event in files["events"] for one in event["event_mentions"]}  # type: ignore[attr-defined]
    assert named == {mention["event_mention_id"] for mention in files["event_mentions"]}
    known = {actor["actor_id"] for actor in files["actors"]}
    mentioned = {one["actor_id"] for one in files["mentions"]} - {None}
    assert {"state/KEN", "state/ETH"} <= mentioned <= known
    assert "state/PER" not in known


def test_statements_must_have_the_party_that_is_asked_for(path: Path | str, tmp_path: Path) -> None:
    files = exported(path, tmp_path, Filters(actor="PER"))
    assert len(files["events"]) == 1
    [report] = files["documents"]
    with Ledger.open(path) as ledger:
        assert ledger.count("statements", Filters(document=str(report["document_id"]))) == 1
    assert files["statements"] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "chosen", [AFRICAN, Filters(since="2024-06-05"), Filters(search="ambassador"),
               Filters(speaker="Ruto"), Filters(outlet="nobody")]
)  # fmt: skip
def test_every_chosen_record_goes_out_or_is_counted_with_a_reason(
    path: Path | str, tmp_path: Path, form: str, chosen: Filters
) -> None:
    with Ledger.open(path) as ledger:
        for one in FORMATS[form](ledger, tmp_path, chosen):
            held = 0
            if one.kind != "corrections":
                held = ledger.count(one.kind, Filters(of_events=chosen))
            assert (one.kind, one.seen) == (one.kind, held)


@pytest.mark.parametrize("kind", KINDS)
def test_filters_that_every_event_meets_take_nothing_twice(path: Path | str, kind: str) -> None:
    with Ledger.open(path) as ledger:
        of_all = list(ledger.query(kind, of_events=Filters(since="1900")))
        assert len(of_all) == ledger.count(kind, Filters(of_events=Filters(since="1900")))
        assert len(of_all) <= ledger.count(kind)


def test_records_of_chosen_events_can_be_asked_for_further(path: Path | str) -> None:
    june = Filters(since="2024-06-01", until="2024-06-04")
    with Ledger.open(path) as ledger:
        [said] = ledger.statements(of_events=june, speaker="Ruto")
        assert ledger.document(said.document_id).uri.endswith("met.txt")
        assert not list(ledger.statements(of_events=june, speaker="Sosa"))
        with pytest.raises(QueryError, match="statements cannot be filtered by since"):
            list(ledger.statements(of_events=june, since="2024-06-08"))


def test_a_filter_of_the_events_is_checked_as_theirs(path: Path | str) -> None:
    with Ledger.open(path) as ledger, pytest.raises(QueryError, match="events cannot be filtered"):
        list(ledger.documents(of_events=Filters(state="open")))


def test_the_command_takes_the_filters_of_the_listing(path: Path | str, tmp_path: Path) -> None:
    given = ["--ledger", str(path), "--format", "csv", "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(export_command, [*given, "--between", "PER", "BOL"])
    assert result.exit_code == 0
    assert "        1 documents\n" in result.stderr
    nothing = CliRunner().invoke(export_command, [*given, "--between", "PER", "KEN"])
    assert "No events match.\n  Without --between: " in nothing.stderr


# Corrections


@pytest.fixture
def corrected(
    path: Path | str, tmp_path: Path, request: pytest.FixtureRequest
) -> Path | str:
    """The same ledger with an event of each report rejected, the first one put back again."""
    copy: Path | str
    if isinstance(path, Path):
        copy = Path(shutil.copy(path, tmp_path / "corrected.db"))
    else:
        copy = request.getfixturevalue("postgres").copy(path)
    with Ledger.open(copy) as ledger:
        african, american = (next(iter(ledger.events(actor=code))) for code in ("KEN", "PER"))
    with communique.correct(copy, by="Ana Lima") as corrector:
        done = corrector.reject([african.event_id], why="the meeting, was put off")
        corrector.reject([american.event_id], why="a test")
        corrector.undo(done.corrections[0].correction_id, why="it took place")
    return copy


def test_csv_and_parquet_have_the_corrections_too(corrected: Path | str, tmp_path: Path) -> None:
    with Ledger.open(corrected) as ledger:
        made = ledger.corrections()
        counts = {one.kind: one.records for one in export_csv(ledger, tmp_path)}
        export_parquet(ledger, tmp_path)
    assert counts["corrections"] == len(made) == 3
    with (tmp_path / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["correction_id"] for row in rows] == [one.correction_id for one in made]
    assert [row["at"] for row in rows] == [one.at.isoformat() for one in made]
    assert rows[0]["why"] == "the meeting, was put off"
    assert json.loads(rows[0]["records"])[0]["document_id"] == made[0].records[0].document_id
    table = pq.read_table(tmp_path / "corrections.parquet")
    assert table["at"].to_pylist() == [one.at for one in made]
    assert table["undoes"].to_pylist() == [None, None, made[0].correction_id]


def test_corrections_go_along_with_the_reports_that_they_correct(
    corrected: Path | str, tmp_path: Path
) -> None:
    with Ledger.open(corrected) as ledger:
        first, _, undoing = ledger.corrections()
        export_jsonl(ledger, tmp_path, AFRICAN)
    lines = (tmp_path / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    assert [from_json(Correction, line) for line in lines] == [first, undoing]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("filters", [Filters(topic="infrastructure"), Filters(speaker="KEN")])
def test_promises_go_with_the_events_of_a_filter_that_they_have_not_themselves(
    path: Path | str, filters: Filters
) -> None:
    with Ledger.open(path) as ledger:
        reports = {one for event in ledger.events(filters) for one in event.documents}
        promises = {one.document_id for one in ledger.commitments(of_events=filters)}
    assert promises <= reports
