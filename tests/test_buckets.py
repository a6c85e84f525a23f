"""Reports in a bucket, coded into a bucket, stored from there: s3:// against a server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bucket_server
from test_engine import SENT, page

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    program = bucket_server.program()
    if program is None:
        pytest.skip("no server of buckets is named: COMMUNIQUE_MOTO_SERVER")
    with bucket_server.bucket_server(program, "papers") as found:
        yield found


@pytest.fixture
def bucket(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a bucket, where the environment leads."""
    for name, value in (ENVIRONMENT | {"AWS_ENDPOINT_URL": address}).items():
        monkeypatch.setenv(name, value)
    return f"{address}/papers"


def build(*arguments: str | Path) -> str:
    """Run the command in a process of its own, which reads its environment anew."""
    ran = subprocess.run(
        [sys.executable, "-m", "communique", "build", *map(str, arguments)],
        capture_output=True, text=True, check=False, env=dict(os.environ),
    )  # fmt: skip
    return ran.stdout + ran.stderr


def test_archives_in_a_bucket_are_coded_into_a_bucket_and_stored(
    bucket: str, tmp_path: Path
) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    for name, numbers in (("a", range(6)), ("b", range(6, 10))):
        bucket_server.put(f"{bucket}/2024/05/{name}.warc.gz", b"".join(map(page, numbers)))
    archives = ("s3://papers/2024/05/*.warc.gz", "--engine", "native", "--jobs", "1")
    told = build(*archives, "--output", "s3://papers/coded")
    assert "2 files, 10 reports" in told, told
    told = build("s3://papers/coded/", "--ledger", tmp_path / "l.db")
    assert "10 reports read, 10 new" in told, told


def test_a_plain_build_keeps_its_shards_in_a_bucket(
    bucket: str, tmp_path: Path
) -> None:
    (tmp_path / "report.txt").write_text(SENT.format("Kenya", 3), encoding="utf-8")
    build(tmp_path / "report.txt", "--ledger", tmp_path / "l.db", "--output", "s3://papers/kept")
    told = build("s3://papers/kept/", "--ledger", tmp_path / "again.db")
    assert "1 reports read, 1 new" in told, told


def test_a_pattern_that_leads_to_nothing_is_told(bucket: str) -> None:
    pytest.importorskip("daft", reason="communique[cluster] is not installed")
    given = ("s3://papers/2023/*.warc.gz", "--engine", "native", "--output", "s3://papers/none")
    assert "Error: s3://papers/2023/*.warc.gz: no file matches" in build(*given)


def test_a_bucket_that_cannot_be_reached_is_named(
    bucket: str, tmp_path: Path
) -> None:
    told = build("s3://nobody-made-this/coded", "--ledger", tmp_path / "l.db")
    assert "s3://nobody-made-this/coded" in told
    assert "Traceback" not in told
