"""What holds of every export: counts in are counts out, and no text breaks it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from communique.cli.export import export as export_command
from communique.errors import LedgerError
from communique.export import FORMATS
from communique.ledger import Ledger
from export_records import ACCUSED, EVIL, MET, NOWHERE, UNDATED, build_events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE)
    return tmp_path / "a.db"


def test_the_command_offers_every_format() -> None:
    [form] = [option for option in export_command.params if option.name == "form"]
    assert isinstance(form.type, click.Choice)
    assert list(form.type.choices) == list(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_every_record_goes_out_or_is_counted_with_a_reason(
    path: Path, tmp_path: Path, form: str
) -> None:
    with Ledger.open(path) as ledger:
        written = FORMATS[form](ledger, tmp_path / "out")
        assert written
        for one in written:
            held = 0 if one.kind == "corrections" else ledger.count(one.kind)
            assert (one.kind, one.seen) == (one.kind, held)
            assert (tmp_path / "out" / one.file).is_file()
            assert all(one.left_out.values())


@pytest.mark.parametrize("form", FORMATS)
def test_exporting_again_gives_the_same_files(path: Path, tmp_path: Path, form: str) -> None:
    with Ledger.open(path) as ledger:
        FORMATS[form](ledger, tmp_path / "one")
        FORMATS[form](ledger, tmp_path / "two")
        FORMATS[form](ledger, tmp_path / "two")
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()} for name in
                ("one", "two"))  # fmt: skip
    assert one == two


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_ledger_gives_whole_files(tmp_path: Path, form: str) -> None:
    with Ledger.open(tmp_path / "empty.db", create=True) as ledger:
        for one in FORMATS[form](ledger, tmp_path / "out"):
            assert one.seen == 0
            assert (tmp_path / "out" / one.file).is_file()


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_that_cannot_be_made_is_one_sentence(
    path: Path, tmp_path: Path, form: str
) -> None:
    (tmp_path / "file").touch()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="cannot write the export"):
        FORMATS[form](ledger, tmp_path / "file")


def test_the_command_tells_what_went_out_and_what_did_not(path: Path, tmp_path: Path) -> None:
    given = ["--ledger", str(path), "--format", "polecat", "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(export_command, given)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "        6 events in 6 rows of polecat.txt",
        "        1 events left out: planned",
    ]
