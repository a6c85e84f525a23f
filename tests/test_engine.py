"""Coding on an engine gives what coding by itself gives; a worker may die meanwhile."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from pyarrow import parquet as pq

from communique.cli import main
from communique.engine.merging import account_batches, happenings_on_daft
from communique.engine.spark import code_files
from communique.ledger import Ledger
from communique.merge.events import group_mentions
from communique.pipeline import build
from communique.records import Document, EventMention, Party, When, document_id
from communique.settings import MergeSettings
from communique.spans import Span

OPEN = {"RAY_AUTH_MODE": "disabled"}
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


def test_a_pattern_that_leads_to_nothing_is_told_by_the_engine(tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    given = (tmp_path / "none-*.warc.gz", "--engine", "native", "--output", tmp_path / "coded")
    result = CliRunner().invoke(main, ["build", *map(str, given)])
    assert result.exit_code == 1
    assert "no file matches" in result.output


def test_a_cluster_that_does_not_answer_is_told(bucket: Path, tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    pytest.importorskip("ray", reason="communique[cluster] is not installed")
    given = (bucket, "--engine", "ray", "--address", "127.0.0.1:9", "--output", tmp_path / "coded")
    result = CliRunner().invoke(main, ["build", *map(str, given)])
    assert result.exit_code == 1
    assert "no cluster can be joined at 127.0.0.1:9" in result.output


def test_an_engine_needs_a_place_for_its_shards(bucket: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(bucket), "--engine", "native"])
    assert result.exit_code == 2
    assert "--output" in result.output


def test_a_build_needs_a_ledger(bucket: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(bucket)])
    assert result.exit_code == 2
    assert "--ledger" in result.output


def test_spark_is_handed_the_same_task(bucket: Path, tmp_path: Path) -> None:
    paths = [str(path) for path in sorted(bucket.iterdir())]
    batches = [pa.RecordBatch.from_pydict({"path": paths})]
    rows = [row for b in code_files(batches, str(tmp_path / "coded")) for row in b.to_pylist()]
    assert [(Path(row["uri"]).name, row["read"], row["coded"]) for row in rows] == [
        ("a.warc.gz", 6, 6),
        ("b.parquet", 5, 5),
        ("c.jsonl", 5, 5),
    ]
    assert "cut off" in rows[0]["problems"]
    run(tmp_path / "coded", "--ledger", tmp_path / "spark.db")
    with Ledger.open(tmp_path / "spark.db") as ledger:
        assert ledger.count("documents") == 16


def workers_of_ray(parent: int) -> list[int]:
    """The processes below one that run tasks of a cluster, as the kernel lists them."""
    found: list[int] = []
    waiting = [parent]
    while waiting:
        at = waiting.pop()
        for task in Path(f"/proc/{at}/task").glob("*/children"):
            waiting += map(int, task.read_text().split())
        try:
            command = Path(f"/proc/{at}/cmdline").read_bytes()
        except OSError:
            continue
        if command.startswith(b"ray::UDFActor.eval_input"):
            found.append(at)
    return found


@contextmanager
def cluster() -> Iterator[tuple[str, int]]:
    """Start a Ray cluster on this machine; give its address and the process that holds it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    head = ["--head", "--block", "--node-ip-address=127.0.0.1", f"--port={address.split(':')[1]}"]
    small = ["--num-cpus=2", "--include-dashboard=false", "--disable-usage-stats"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ray.scripts.scripts", "start", *head, *small],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | OPEN,
    )  # fmt: skip
    try:
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes as Linux shows them")
def test_a_ray_cluster_loses_a_worker_and_gives_the_same(bucket: Path, tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    pytest.importorskip("ray", reason="communique[cluster] is not installed")
    for number in range(8):  # enough to be met at work
        shutil.copy(bucket / "c.jsonl", bucket / f"more-{number}.jsonl")
    command = [sys.executable, "-m", "communique", "build", str(bucket), "--engine", "ray"]
    with cluster() as (address, held_by):
        process = subprocess.Popen(
            [*command, "--address", address, "--output", str(tmp_path / "coded"), "--jobs", "2"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | OPEN,
        )  # fmt: skip
        deadline = time.monotonic() + 180
        while not (found := workers_of_ray(held_by)) and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert found, process.communicate()
        os.kill(found[0], signal.SIGKILL)
        told, _ = process.communicate(timeout=240)
    assert process.returncode == 0, told
    run(tmp_path / "coded", "--ledger", tmp_path / "ray.db")
    build([bucket], tmp_path / "plain.db")
    assert records_of(tmp_path / "ray.db") == records_of(tmp_path / "plain.db")


def test_the_engine_joins_mentions_as_one_machine_does() -> None:
    daft = pytest.importorskip("daft", reason="communique[cluster] is not installed")
    days = ("2023-05-01", "2023-05-02", "2023-06-20")
    told = [mention_of(n, days[n % 3], "FRA" if n % 2 else "KEN") for n in range(24)]
    by_id = {document.document_id: document for _, document in told}
    settings = MergeSettings()
    here = group_mentions([mention for mention, _ in told], by_id, settings)
    accounts = daft.from_arrow(pa.Table.from_batches(account_batches(told)))
    there = happenings_on_daft(daft, accounts, settings.event_score, jobs=1)
    assert there == sorted(tuple(sorted(one.id for one in h.accounts)) for h in here)
    assert 1 < len(there) < 24


def test_mentions_that_nothing_joins_stay_alone_on_the_engine() -> None:
    daft = pytest.importorskip("daft", reason="communique[cluster] is not installed")
    told = [mention_of(0, "2023-05-01", "KEN"), mention_of(1, "2023-06-20", "FRA")]
    accounts = daft.from_arrow(pa.Table.from_batches(account_batches(told)))
    assert happenings_on_daft(daft, accounts, 0.5, jobs=1) == [("mention-00",), ("mention-01",)]


def mention_of(number: int, day: str, country: str) -> tuple[EventMention, Document]:
    text = f"{country} sent Ukraine tanks on {day}, report {number} said."
    on = date.fromisoformat(day)
    document = Document(
        document_id=document_id(text), uri=f"r{number}", text=text, story=f"story of {day}",
        published=When(start=on, end=on, precision="day", basis="publication"),
    )  # fmt: skip
    doer = Party(name=country, actor_id=f"state/{country}", country=country)
    target = Party(name="Ukraine", actor_id="state/UKR", country="UKR")
    mention = EventMention(
        event_mention_id=f"mention-{number:02}", document_id=document.document_id, type="AID",
        cameo="072", quad=2, intensity=8.0, actors=(doer,), recipients=(target,),
        when=When(start=on, end=on, precision="day", basis="explicit"), status="actual",
        trigger=Span(4, 8), sentence=Span(0, len(text)), confidence=0.9, rule="test",
    )  # fmt: skip
    return mention, document
