"""``communique correct``: what a person types, what comes back, and what is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.ledger import CorrectedView, Ledger
from communique.pipeline import build
from correction_reports import GULL, corrections_in, event_of, everything, mention_in, write_pile

ROOT = Path(__file__).parents[1]
WHY = ("--why", "a test", "--by", "Ana Lima")


def run(*arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in ("correct", *arguments)], env=env)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build([write_pile(folder / "pile")], folder / "built.db")
    return folder / "built.db"


@pytest.fixture
def ledger(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "l.db"))


def test_recoding_tells_what_is_now_and_how_long_it_took(ledger: Path) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    result = run("recode", event.event_id, "--set", "type=AID", "--ledger", ledger, *WHY)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"re-coded: {event.event_id[:14]} (1 event mention) to type AI")
    assert "actual AID  Germany → Moldova; 1 independent of 1 report" in result.stdout
    assert "Merged again in " in result.stdout


def test_joining_against_the_evidence_is_noted(ledger: Path) -> None:
    ids = [event_of(ledger, "CONSULT", country).event_id for country in ("DEU", "JPN")]
    result = run("join", *ids, "--ledger", ledger, *WHY)
    assert result.exit_code == 0
    assert "note: joined though the accounts differ in date" in result.stdout


def test_show_and_explain_tell_who_corrected_what_the_coder_said(ledger: Path) -> None:
    event = event_of(ledger, "AGREE", "MDA")
    run("recode", event.event_id, "--set", "type=AID", "--ledger", ledger, *WHY)
    now = event_of(ledger, "AID", "MDA")
    for command in ("show", "explain"):
        for name in (now.event_id, *now.event_mentions):
            result = CliRunner().invoke(main, [command, name, "--ledger", str(ledger)])
            told = " ".join(result.stdout.split())
            assert "re-coded by Ana Lima on 20" in told
            assert "a test; the coder said type AGREE" in told


def test_show_finds_a_rejected_record_and_says_so(ledger: Path) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    assert run("reject", event.event_id, "--ledger", ledger, *WHY).exit_code == 0
    (name,) = event.event_mentions
    result = CliRunner().invoke(main, ["show", name, "--ledger", str(ledger)])
    assert "rejected by Ana Lima on 20" in " ".join(result.stdout.split())
    assert "accused" in result.stdout


def test_the_list_tells_all_and_what_was_taken_back(ledger: Path) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    run("reject", event.event_id, "--ledger", ledger, *WHY)
    (made,) = corrections_in(ledger)
    assert run("undo", made.correction_id[:16], "--ledger", ledger, *WHY).exit_code == 0
    listed = run("list", "--ledger", ledger).stdout
    assert listed.count("Ana Lima on 20") == 2
    assert "a test, taken back" in listed
    assert "“Japan accused North Korea of firing a missile on Friday.”" in listed
    assert f"undone: {made.correction_id[:19]}" in listed


def test_empty_lists_say_so(ledger: Path) -> None:
    assert run("list", "--ledger", ledger).stdout == "no corrections\n"
    assert run("review", "--ledger", ledger).stdout == "nothing to review\n"


def test_corrections_go_through_a_file_into_another_ledger(
    ledger: Path, built: Path, tmp_path: Path
) -> None:
    event, file = event_of(ledger, "ACCUSE", "PRK"), tmp_path / "corrections.jsonl"
    run("reject", event.event_id, "--ledger", ledger, *WHY)
    assert run("export", file, "--ledger", ledger).exit_code == 0
    other = Path(shutil.copy(built, tmp_path / "other.db"))
    assert run("import", file, "--ledger", other).exit_code == 0
    assert everything(other, without=()) == everything(ledger, without=())


def test_what_finds_nothing_in_another_ledger_is_told_with_exit_code_3(
    ledger: Path, tmp_path: Path
) -> None:
    event, file = event_of(ledger, "ACCUSE", "PRK"), tmp_path / "corrections.jsonl"
    run("reject", event.event_id, "--ledger", ledger, *WHY)
    run("export", file, "--ledger", ledger)
    (tmp_path / "gull.txt").write_text(GULL, encoding="utf-8")
    build([tmp_path / "gull.txt"], tmp_path / "other.db")
    result = run("import", file, "--ledger", tmp_path / "other.db")
    assert result.exit_code == 3
    assert "to review: the document is no longer in the ledger" in result.stdout
    assert "“Japan accused North" in run("review", "--ledger", tmp_path / "other.db").stdout


def test_the_name_is_that_of_the_variable_or_the_login(ledger: Path) -> None:
    event = event_of(ledger, "ACCUSE", "PRK")
    named = {"COMMUNIQUE_USER": "desk 7"}
    run("reject", event.event_id, "--ledger", ledger, "--why", "a test", env=named)
    assert corrections_in(ledger)[0].by == "desk 7"


# What is refused


def test_what_is_typed_wrong_is_refused_with_exit_code_2(ledger: Path) -> None:
    name = event_of(ledger, "AGREE", "MDA").event_id
    for arguments in (
        ("reject", name, "--ledger", ledger),
        ("reject", name, "--ledger", ledger, "--why", " "),
        ("reject", "--ledger", ledger, *WHY),
        ("recode", name, "--set", "type", "--ledger", ledger, *WHY),
        ("recode", name, "--set", "trigger=4", "--ledger", ledger, *WHY),
        ("recode", name, "--set", "type=PARTY", "--ledger", ledger, *WHY),
        ("join", name, "--ledger", ledger, *WHY),
        ("split", name, "--ledger", ledger, *WHY),
        ("rewrite", name, "--ledger", ledger, *WHY),
    ):
        result = run(*arguments)
        assert (arguments, result.exit_code) == (arguments, 2)
        assert "Traceback" not in result.output
    assert corrections_in(ledger) == []


def test_what_is_not_there_is_told_with_exit_code_1(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no ledger", encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"kind": "reject"}\n', encoding="utf-8")
    (tmp_path / "raw.jsonl").write_bytes(b"\xff\x00{")
    for arguments, told in (
        (("reject", "event-ffffff", "--ledger", ledger, *WHY), "no record 'event-ffffff'"),
        (("undo", "correction-f", "--ledger", ledger, *WHY), "no correction begins"),
        (("list", "--ledger", tmp_path / "absent.db"), "no ledger there"),
        (("list", "--ledger", tmp_path / "notes.txt"), "not a ledger"),
        (("import", tmp_path / "bad.jsonl", "--ledger", ledger), "bad.jsonl, line 1: expected"),
        (("import", tmp_path / "raw.jsonl", "--ledger", ledger), "raw.jsonl, line 1: expected"),
    ):
        result = run(*arguments)
        assert (arguments, result.exit_code) == (arguments, 1)
        assert told in result.output
        assert "Traceback" not in result.output
    assert corrections_in(ledger) == []


def test_a_damaged_line_takes_nothing_over(ledger: Path, tmp_path: Path) -> None:
    event, file = event_of(ledger, "ACCUSE", "PRK"), tmp_path / "corrections.jsonl"
    run("reject", event.event_id, "--ledger", ledger, *WHY)
    run("export", file, "--ledger", ledger)
    other = tmp_path / "other.db"
    (tmp_path / "gull.txt").write_text(GULL, encoding="utf-8")
    build([tmp_path / "gull.txt"], other)
    file.write_text(file.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    result = run("import", file, "--ledger", other)
    assert result.exit_code == 1
    assert "line 2" in result.output
    assert corrections_in(other) == []


# Several at once


def test_a_merge_that_did_not_see_a_correction_is_not_written(ledger: Path) -> None:
    before = event_of(ledger, "ACCUSE", "PRK")
    run("reject", before.event_id, "--ledger", ledger, *WHY)
    rejected = everything(ledger)
    with Ledger.open(ledger) as opened:
        written = opened.replace_merged(
            events=[before], disputes=[], commitments=[], groups={}, corrections=CorrectedView()
        )
    assert not written
    assert everything(ledger) == rejected


def test_two_who_correct_at_once_and_one_who_reads_do_not_disturb_one_another(
    ledger: Path,
) -> None:
    meeting, accuse = event_of(ledger, "CONSULT", "DEU"), event_of(ledger, "ACCUSE", "PRK")
    gull = mention_in(ledger, meeting, "held talks").event_mention_id
    errors: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                with Ledger.open(ledger) as opened:
                    assert opened.count("events") >= 4
            except Exception as error:  # noqa: BLE001  # any error fails the test
                errors.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    both = [
        _process("reject", accuse.event_id, ledger),
        _process("split", gull, ledger),
    ]
    codes = [one.wait(timeout=120) for one in both]
    stop.set()
    reader.join()
    assert (codes, errors) == ([0, 0], [])
    with Ledger.open(ledger) as opened:
        events = list(opened.events())
    assert not [event for event in events if event.type == "ACCUSE"]
    assert len([event for event in events if gull in event.event_mentions]) == 1
    assert len(corrections_in(ledger)) == 2


def _process(command: str, name: str, ledger: Path) -> subprocess.Popen[bytes]:
    made = ("--ledger", str(ledger), "--why", "a test", "--by", command)
    return subprocess.Popen(
        [sys.executable, "-m", "communique", "correct", command, name, *made],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
    )
