"""A ledger under rough treatment: killed builds, readers beside a writer, equal content."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from communique.ledger import AcrossDocuments, Ledger
from ledger_records import build_sample, sample

ROOT = Path(__file__).parents[1]


def benchmark(*arguments: str) -> str:
    """Run a benchmark, which fails by itself where a promise is not kept."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT / "benchmarks",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_killed_builds_lose_nothing_and_end_as_undisturbed_ones_do() -> None:
    assert benchmark("kills.py", "--kills", "3", "--reports", "32").startswith("3 kills")


def test_a_thousand_reads_beside_a_writer_meet_no_error() -> None:
    told = benchmark("reading.py", "--reads", "1000")
    assert told.startswith("1,000 reads without an error")


def test_ledgers_of_equal_content_have_one_hash(tmp_path: Path) -> None:
    made = build_sample(tmp_path / "one.db")
    with Ledger.open(tmp_path / "other.db", create=True) as other:
        other.write_documents([made.gull])
        other.write_documents([made.tern])
        other.replace_merged(
            events=made.events,
            disputes=made.disputes,
            commitments=made.commitments,
            groups=made.groups,
            across=AcrossDocuments(stories=made.stories, copy_passages=made.copy_passages),
        )
        with Ledger.open(tmp_path / "one.db") as one:
            assert one.content_hash() == other.content_hash()


def test_a_record_more_is_another_hash(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        ledger.write_documents([sample().tern])
        before = ledger.content_hash()
        ledger.write_documents([sample().gull])
        assert ledger.content_hash() != before


def test_one_text_twice_in_a_batch_is_stored_once(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        assert ledger.write_documents([sample().tern, sample().tern]) == [True, False]
        assert ledger.count("documents") == 1
        assert ledger.count("captures") == 1
