"""Coding on an engine gives what coding by itself gives; a worker may die meanwhile."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet as pq

from communique.cli import main
from communique.ledger import Ledger
from communique.pipeline import build

SENT = "{} sent Ukraine {} tanks on Monday, officials in the capital said."


def page(number: int) -> bytes:
    words = SENT.format("Poland", number + 2)
    body = f"<html><body><h1>Tanks</h1><article><p>{words}</p></article></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-"
        f"{number:012}>\r\nWARC-Date: 2023-05-02T10:00:00Z\r\nWARC-Target-URI: "
        f"https://news.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def bucket(tmp_path: Path) -> Path:
    """A web archive that breaks off, a table and lines, as a bucket may hold them."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(b"".join(map(page, range(6)))[:-30])
    texts = [SENT.format("Kenya", n + 2) for n in range(5)]
    pq.write_table(pa.table({"text": texts, "date": ["2023-05-02"] * 5}), folder / "b.parquet")
    rows = ({"text": SENT.format("Chile", n + 2), "date": "2023-05-02"} for n in range(5))
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    (folder / "c.jsonl").write_text(lines, encoding="utf-8")
    return folder


def records_of(path: Path) -> dict[str, list[str]]:
    with Ledger.open(path) as ledger:
        return {
            "documents": sorted(document.document_id for document in ledger.documents()),
            "events": sorted("+".join(event.event_mentions) for event in ledger.events()),
        }


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, ["build", *map(str, arguments)])
    assert result.exit_code in (0, 3), result.output
    return result.output


def test_parquet_is_read_like_any_table(bucket: Path, tmp_path: Path) -> None:
    report = build([bucket / "b.parquet"], tmp_path / "l.db")
    assert (report.read, report.new, report.problems) == (5, 5, [])


def test_damaged_parquet_is_told(tmp_path: Path) -> None:
    (tmp_path / "cut.parquet").write_bytes(b"PAR1" + bytes(200))
    report = build([tmp_path / "cut.parquet"], tmp_path / "l.db")
    assert [reason.split(":")[0] for _, reason in report.problems] == ["damaged Parquet"]


def test_coded_shards_are_no_reports_for_other_commands(bucket: Path, tmp_path: Path) -> None:
    build([bucket / "c.jsonl"], tmp_path / "l.db", shards=tmp_path / "kept")
    result = CliRunner().invoke(main, ["clean", str(tmp_path / "kept")])
    assert "a coded shard" in result.output


def test_the_native_engine_gives_the_ledger_of_a_plain_build(bucket: Path, tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    told = run(bucket, "--engine", "native", "--output", tmp_path / "coded", "--jobs", "1")
    assert "3 files, 16 reports" in told
    assert "cut off: it ends inside a record" in told
    run(tmp_path / "coded", "--ledger", tmp_path / "engine.db")
    build([bucket], tmp_path / "plain.db")
    assert records_of(tmp_path / "engine.db") == records_of(tmp_path / "plain.db")


def test_an_engine_needs_a_place_for_its_shards(bucket: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(bucket), "--engine", "native"])
    assert result.exit_code == 2
    assert "--output" in result.output


def test_a_build_needs_a_ledger(bucket: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(bucket)])
    assert result.exit_code == 2
    assert "--ledger" in result.output
