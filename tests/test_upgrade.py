"""Ledgers of other versions: an upgrade keeps every record, or leaves the ledger as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy
from alembic.script import ScriptDirectory
from click.testing import CliRunner

import communique.ledger.schema
from communique.cli import main
from communique.errors import LedgerError
from communique.ledger import KINDS, Filters, Ledger, upgrade
from communique.ledger.opening import connect
from communique.ledger.place import place_of
from communique.ledger.upgrading import MIGRATIONS
from conftest import Places
from ledger_records import build_sample

ADDS_A_COLUMN = """
import os
from alembic import op
import sqlalchemy as sa

revision, down_revision = "4", "3"

def upgrade():
    op.add_column("events", sa.Column("weather", sa.Text(), server_default="fair"))
    op.execute("UPDATE stories SET status = 'told'")
    {then}
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The program's own revisions, and one that a later version might have."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "schema_4.py").write_text(ADDS_A_COLUMN.format(then=""), encoding="utf-8")
    return folder


def contents(place: Path | str) -> dict[str, list[object]]:
    with Ledger.open(place) as ledger:
        found: dict[str, list[object]] = {kind: list(ledger.query(kind)) for kind in KINDS}
        return found | {"extractions": list(ledger.extractions()), "refused": ledger.refused()}


def columns_of_events(place: Path | str) -> set[str]:
    engine = connect(place_of(place), create=False)
    try:
        return {column["name"] for column in sqlalchemy.inspect(engine).get_columns("events")}
    finally:
        engine.dispose()


def test_the_newest_revision_is_the_schema_of_this_program() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS), version_locations=[str(MIGRATIONS)])
    assert scripts.get_current_head() == str(communique.ledger.schema.SCHEMA_VERSION)
    assert scripts.get_base() == "3"


def test_an_upgrade_keeps_all_records(
    places: Places, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_sample(places("x"))
    before = contents(places("x"))
    done = upgrade(places("x"), migrations=migrations)
    assert (done.before, done.after) == (3, 4)
    monkeypatch.setattr("communique.ledger.schema.SCHEMA_VERSION", 4)
    assert contents(places("x")) == before
    assert "weather" in columns_of_events(places("x"))
    with Ledger.open(places("x")) as ledger:
        assert ledger.count("documents", Filters(search="timber")) == 1


def test_an_older_ledger_is_not_opened_but_told_how_to_upgrade(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_sample(places("x"))
    monkeypatch.setattr("communique.ledger.schema.SCHEMA_VERSION", 4)
    for create in (False, True):
        with pytest.raises(LedgerError, match="communique upgrade --ledger"):
            Ledger.open(places("x"), create=create)


def test_an_upgraded_ledger_is_newer_than_a_program_that_was_not(
    places: Places, migrations: Path
) -> None:
    build_sample(places("x"))
    upgrade(places("x"), migrations=migrations)
    for create in (False, True):
        with pytest.raises(LedgerError, match="newer version"):
            Ledger.open(places("x"), create=create)
    with pytest.raises(LedgerError, match="newer version"):
        upgrade(places("x"))


def test_a_revision_that_fails_leaves_the_ledger_as_it_was(
    places: Places, migrations: Path
) -> None:
    build_sample(places("x"))
    before = contents(places("x"))
    failing = ADDS_A_COLUMN.format(then='op.execute("UPDATE nowhere SET x = 1")')
    (migrations / "schema_4.py").write_text(failing, encoding="utf-8")
    with pytest.raises(LedgerError, match="nowhere"):
        upgrade(places("x"), migrations=migrations)
    assert contents(places("x")) == before
    assert "weather" not in columns_of_events(places("x"))


def test_an_upgrade_that_is_killed_leaves_the_ledger_as_it_was(
    places: Places, migrations: Path
) -> None:
    build_sample(places("x"))
    before = contents(places("x"))
    killed = ADDS_A_COLUMN.format(then="os.kill(os.getpid(), 9)")
    (migrations / "schema_4.py").write_text(killed, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from communique.ledger import upgrade; "
        "upgrade(sys.argv[1], migrations=Path(sys.argv[2]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(places("x")), str(migrations)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        check=False,
        timeout=120,
    )
    assert run.returncode == -9
    assert contents(places("x")) == before
    assert "weather" not in columns_of_events(places("x"))
    (migrations / "schema_4.py").write_text(ADDS_A_COLUMN.format(then=""), encoding="utf-8")
    assert upgrade(places("x"), migrations=migrations).after == 4


def test_a_copy_of_the_file_as_it_was_stays_beside_it(tmp_path: Path, migrations: Path) -> None:
    build_sample(tmp_path / "x.db")
    before = contents(tmp_path / "x.db")
    done = upgrade(tmp_path / "x.db", migrations=migrations)
    assert done.copy == tmp_path / "x.db.schema3"
    assert contents(done.copy) == before


@pytest.mark.parametrize("schema", ["4", "2", "many", ""])
def test_a_file_of_another_version_is_left_as_it_was(tmp_path: Path, schema: str) -> None:
    path = tmp_path / "x.db"
    build_sample(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [schema])
    connection.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    for attempt in (Ledger.open, upgrade):
        with pytest.raises(LedgerError):
            attempt(path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_ledger_up_to_date_needs_nothing(places: Places) -> None:
    build_sample(places("x"))
    run = CliRunner().invoke(main, ["upgrade", "--ledger", str(places("x"))])
    assert run.exit_code == 0
    assert run.output == f"{place_of(places('x'))}: up to date (schema 3)\n"


def test_what_is_no_ledger_is_not_upgraded(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["upgrade", "--ledger", str(tmp_path / "x.db")])
    assert run.exit_code != 0
    assert "no ledger there" in run.output
    assert list(tmp_path.iterdir()) == []
