"""SQL over the records: what it gives, and what it must not reach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis_ledgers import event, ledger_of, on
from communique.analysis import scan
from communique.cli import main
from communique.errors import CommuniqueError
from communique.export import export_parquet
from communique.ledger import KINDS, Ledger, QueryError

BY_TYPE = "SELECT type, count(*) AS events, min(when_start) AS first FROM events GROUP BY type"
EXPECTED = [{"type": "CONSULT", "events": 2, "first": "2024-01-01"}]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    events = [
        event(1, ["RUS", "CHN"], on("2024-01-01")),
        event(2, ["RUS", "FIN"], on("2024-02-01")),
    ]
    ledger_of(tmp_path / "x.db", events).close()
    return tmp_path / "x.db"


@pytest.fixture
def folder(path: Path, tmp_path: Path) -> Path:
    with Ledger.open(path) as ledger:
        export_parquet(ledger, tmp_path / "it's out")
    return tmp_path / "it's out"


def test_a_select_reads_a_ledger_and_its_export_alike(path: Path, folder: Path) -> None:
    with Ledger.open(path) as ledger:
        of_ledger = scan(BY_TYPE, ledger).to_pylist()
    assert [row | {"first": str(row["first"])} for row in of_ledger] == EXPECTED
    assert scan(BY_TYPE, folder).to_pylist() == of_ledger


def test_several_parties_are_a_list(path: Path) -> None:
    asked = "SELECT event_id FROM events WHERE list_contains(actors_country, 'FIN')"
    with Ledger.open(path) as ledger:
        assert scan(asked, ledger).to_pylist() == [{"event_id": "event-0000000000000002"}]


def test_all_kinds_are_tables(path: Path, folder: Path) -> None:
    with Ledger.open(path) as ledger:
        for source in (ledger, folder):
            assert set(scan("SHOW TABLES", source)["name"].to_pylist()) == set(KINDS)


def test_a_common_table_may_have_a_name_of_its_own(path: Path) -> None:
    asked = "WITH dated AS (SELECT * FROM Events) SELECT count(*) AS n FROM dated"
    with Ledger.open(path) as ledger:
        assert scan(asked, ledger).to_pylist() == [{"n": 2}]


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "nonsense",
        "SELECT 1; SELECT 2",
        "CREATE TABLE t AS SELECT 1",
        "DELETE FROM events",
        "DROP TABLE events",
        "COPY (SELECT 1) TO '{inside}/stolen.csv'",
        "ATTACH '{inside}/other.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA enable_external_access = true",
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM read_blob('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT getenv('HOME')",
        "SELECT * FROM sqlite_scan('{ledger}', 'meta')",
        "SELECT * FROM columns",  # a variable of the program
        "SELECT \ud800",
    ],
)
def test_a_statement_reaches_nothing_but_the_records(
    path: Path, folder: Path, tmp_path: Path, sql: str
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nopen sesame\n", encoding="utf-8")
    asked = sql.format(inside=folder, secret=secret, ledger=path)
    before = sorted(tmp_path.rglob("*"))
    with Ledger.open(path) as ledger:
        for source in (ledger, folder):
            with pytest.raises(QueryError, match="expected one"):
                scan(asked, source)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="no Parquet files"):
        scan("SELECT 1", tmp_path)


def test_the_command_writes_tables_csv_and_json_lines(path: Path) -> None:
    asked = ["query", BY_TYPE, "--ledger", str(path)]
    as_table = CliRunner().invoke(main, asked).stdout.splitlines()
    assert as_table[0].split() == ["type", "events", "first"]
    assert as_table[2].split() == ["CONSULT", "2", "2024-01-01"]
    as_csv = CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout
    assert as_csv == "type,events,first\nCONSULT,2,2024-01-01\n"
    as_line = CliRunner().invoke(main, [*asked, "--format", "jsonl"]).stdout
    assert json.loads(as_line) == EXPECTED[0]


def test_the_command_wants_one_source(path: Path, folder: Path) -> None:
    both = ["--ledger", str(path), "--parquet", str(folder)]
    assert CliRunner().invoke(main, ["query", BY_TYPE, *both]).exit_code == 2
    assert CliRunner().invoke(main, ["query", BY_TYPE]).exit_code == 2
    assert CliRunner().invoke(main, ["query", BY_TYPE, *both[2:]]).exit_code == 0


def test_a_refused_statement_is_told_in_a_sentence(path: Path) -> None:
    done = CliRunner().invoke(main, ["query", "DELETE FROM events", "--ledger", str(path)])
    assert done.exit_code == 2
    assert "expected one statement that reads (SELECT, FROM, WITH), got: DELETE" in done.stderr
