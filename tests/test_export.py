"""Exports: counts in are counts out, and every line is a record."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.export import export_csv, export_jsonl, export_parquet
from communique.ledger import KINDS, Ledger
from communique.records import from_json
from ledger_records import build_sample


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_sample(tmp_path / "sample.db")
    return tmp_path / "sample.db"


def test_every_record_is_exported_and_reads_back(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "export"
    with Ledger.open(path) as ledger:
        written = {one.kind: one.records for one in export_jsonl(ledger, folder)}
        for kind in KINDS.values():
            lines = (folder / f"{kind.name}.jsonl").read_text(encoding="utf-8").splitlines()
            assert [from_json(kind.record, line) for line in lines] == list(ledger.query(kind.name))
            assert written[kind.name] == len(lines) == ledger.count(kind.name)
    assert {file.name for file in folder.iterdir()} == {
        f"{name}.jsonl" for name in (*KINDS, "corrections")
    }


def test_exporting_again_gives_the_same_files(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_jsonl(ledger, tmp_path / "one")
        export_jsonl(ledger, tmp_path / "two")
        export_jsonl(ledger, tmp_path / "two")
    for name in KINDS:
        one, two = (tmp_path / folder / f"{name}.jsonl" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_csv_has_every_record_on_a_row_of_plain_cells(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        written = {one.kind: one.records for one in export_csv(ledger, tmp_path / "out")}
        for kind in KINDS:
            with (tmp_path / "out" / f"{kind}.csv").open(encoding="utf-8", newline="") as lines:
                assert len(list(csv.DictReader(lines))) == written[kind] == ledger.count(kind)
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as lines:
        meeting = next(row for row in csv.DictReader(lines) if row["type"] == "CONSULT")
    assert (meeting["when.start"], meeting["actors.name"]) == ("2024-04-01", "Aino Aalto")


def test_parquet_has_every_record_with_typed_columns(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        written = {one.kind: one.records for one in export_parquet(ledger, tmp_path / "out")}
    for kind in KINDS:
        assert pq.read_table(tmp_path / "out" / f"{kind}.parquet").num_rows == written[kind]
    events = pq.read_table(tmp_path / "out" / "events.parquet")
    assert events.schema.field("when.start").type == pa.date32()
    assert sorted(events["actors.name"].to_pylist()) == [["Aino Aalto"], ["Bo Berg"]]
