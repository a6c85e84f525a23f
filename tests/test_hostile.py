"""What hostile, broken or enormous input does: a reason in one sentence, and nothing else."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

import communique
from communique.cli import main
from communique.cli.rowshapes import PairRow
from communique.ledger import Filters
from communique.merge.events import group_mentions
from communique.pipeline import Coder, code_rows
from communique.records import Document, EventMention, Party, document_id
from communique.settings import MergeSettings, ParseSettings, Settings
from communique.spans import Span

MET = "Xi Jinping met Vladimir Putin in Astana on Wednesday. Putin said that trade had grown."
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "report.txt").write_text(f"Leaders meet\n\nJuly 4, 2024\n\n{MET}\n", "utf-8")
    communique.build(folder / "report.txt", folder / "small.db")
    return folder / "small.db"


# What cannot be read is named; the rest of the run is not touched.

UNREADABLE = {
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n\t\n", "empty"),
    "nul.txt": (bytes(5000), "binary data, not text"),
    "noise.html": (bytes(range(256)) * 40, "binary data, not text"),
    "noise.jsonl": (bytes(reversed(range(255))) * 40, "binary data, not text"),
    "null.jsonl": (b"null\n", "line 1: expected an object, got null"),
    "number.jsonl": (b"5\n", "line 1: expected an object, got number"),
    "list.jsonl": (b"[1]\n", "line 1: expected an object, got list"),
    "deep.jsonl": (b"[" * 100_000 + b"\n", "line 1 is not JSON"),
    "cut.jsonl": (b'{"id": 1, "text": "a\n', "line 1 is not JSON"),
    "none.jsonl": (b'{"id": 1, "text": null}\n', "line 1: expected a field text or html"),
}
READABLE = {
    "lone.jsonl": b'{"id": "\\ud800", "text": "\\udc00 ' + MET.encode() + b'"}\n',
    "latin.txt": MET.encode() + b" caf\xe9 \xff\xfe",
    "wide.txt": (MET + " 1").encode("utf-16"),
    "wide.jsonl": json.dumps({"id": 1, "text": MET + " 2"}).encode("utf-16"),
    "crlf.txt": f"Leaders meet\r\n\r\n{MET} 3\r\n".encode(),
    "laughs.html": f"<!DOCTYPE html [<!ENTITY l0 'l'>{ENTITIES}]><html><p>&l9; {MET}</p>".encode(),
    "title.txt": b"Leaders meet " * 80_000 + f"\n\n{MET} 4\n".encode(),
    "nested.html": b"<html>" + b"<div>" * 20_000 + f"<p>{MET} 5</p>".encode() + b"</div>" * 20_000,
    "dates.txt": f"32 May 2024\n\nBEIJING, 0000-01-01 - {MET} On 9999-12-31 Xi will go.".encode(),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> communique.BuildReport:
    folder = tmp_path_factory.mktemp("hostile") / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "missing")
    os.mkfifo(folder / "pipe")
    for name, content in ({k: v for k, (v, _) in UNREADABLE.items()} | READABLE).items():
        (folder / name).write_bytes(content)
    return communique.build(folder, folder.parent / "hostile.db")


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_input_that_cannot_be_read_is_named_with_its_reason(
    hostile: communique.BuildReport, name: str
) -> None:
    [told] = [why for uri, why in hostile.problems if Path(uri).name.partition("#")[0] == name]

    assert told.startswith(UNREADABLE[name][1])


def test_what_can_be_read_beside_it_is_read_once(hostile: communique.BuildReport) -> None:
    refused = {Path(uri).name.partition("#")[0] for uri, _ in hostile.problems}

    assert hostile.read == len(READABLE) == hostile.new + hostile.duplicates
    assert refused - {"title.txt"} == {*UNREADABLE, "gone.txt", "pipe"}
    assert not any("failed" in reason for reason in hostile.reasons)


# No input takes forever.


@pytest.mark.parametrize(
    "content",
    ["ab\n" * 50_000, "a" * 30_000_000],
    ids=["short lines", "one word"],
)
def test_an_enormous_text_is_read_in_no_time(tmp_path: Path, content: str) -> None:
    (tmp_path / "big.txt").write_text(content, "utf-8")

    began = time.process_time()
    report = communique.build(tmp_path / "big.txt", tmp_path / "big.db")

    assert time.process_time() - began < 30
    assert report.new == 1


def test_how_much_of_a_long_report_was_coded_is_told() -> None:
    reach = 200
    coder = Coder(Settings(parse=ParseSettings(maximum_document_characters=reach)))
    text = "\n\n".join([MET] * 5)

    [coded] = coder.code([Document(document_id=document_id(text), uri="long", text=text)])

    assert coded.coding.reasons[0] == f"only the beginning was coded: 200 of {len(text)} characters"
    assert coded.document.text == text
    assert max(mention.span.end for mention in coded.extraction.mentions) <= reach


def test_a_report_coded_in_part_is_named(tmp_path: Path) -> None:
    source = tmp_path / "long.txt"
    source.write_text("\n\n".join(f"{MET} {number}" for number in range(9)), "utf-8")
    settings = Settings(parse=ParseSettings(maximum_document_characters=200))

    report = communique.build(source, tmp_path / "long.db", settings=settings)

    [(named, why)] = report.problems
    assert named == source.as_posix()
    assert why.startswith("only the beginning was coded: 200 of ")


def test_accounts_that_all_say_the_same_are_merged_in_no_time() -> None:
    text = "Russia met China. " * 1500
    sides = [Party(name=n, actor_id=f"state/{n}", country=n) for n in ("RUS", "CHN")]
    told = [
        EventMention(
            event_mention_id=f"em-{at:05}",
            document_id="d",
            type="CONSULT",
            status="actual",
            actors=tuple(sides),
            trigger=Span(at * 18 + 7, at * 18 + 10),
            sentence=Span(at * 18, at * 18 + 17),
        )
        for at in range(1500)
    ]
    began = time.monotonic()

    happenings = group_mentions(
        told, {"d": Document(document_id="d", uri="d", text=text)}, MergeSettings()
    )

    assert sum(len(happening.accounts) for happening in happenings) == 1500
    assert time.monotonic() - began < 15


# Filters answer every line.


@pytest.mark.parametrize("command", ["clean", "code", "classify", "cluster"])
def test_a_filter_answers_every_line_and_shows_no_traceback(command: str) -> None:
    lines = [b"null", b"5", b"[1]", b"[" * 50_000, b"{", b'{"id":1}', b"\x00", b"\xff\xfe"]
    lines += [b'{"id":1,"text":null}', b'{"id":1,"text":5}']

    done = CliRunner().invoke(main, [command], input=b"\n".join(lines))

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert len(answers) == len(lines)
    assert answers[0]["error"].startswith("unfit row: line 1")
    assert answers[3]["error"].startswith("not JSON: line 4")


@pytest.mark.parametrize(
    "spans",
    [
        ([0, 0], [3, 5]),
        ([5, 3], [0, 2]),
        ([-1, 4], [0, 2]),
        ([0, 2], [0, 900]),
        (["a", 2], [0, 2]),
        ([0], [0, 2]),
    ],
    ids=str,
)
def test_spans_that_are_none_are_refused(spans: tuple[list[Any], list[Any]]) -> None:
    row = {"id": 1, "text": MET, "source": spans[0], "target": spans[1]}

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(row, PairRow)


STRANGE = [
    "😀👩‍👩‍👧 Xi Jinping met 🇷🇺 Vladimir Putin in Astana. “Trade grew by 10 percent,” he said.",
    "\u202eXi Jinping\u202c met \u2067Vladimir Putin\u2069 in Astana. \u200fPutin said trade grew.",
    "Xi Jinping\u200b met Vladi\u0301mir Putin in Asta\u0308na. Erdog\u0306an said trade grew.",
    "Xi\u00a0Jinping\u200b met\u200b Vladimir\u2009Putin\ufeff.\r\n\r\nPutin\tsaid trade grew.",
    f"\ud800 {MET} \udfff",
    f"\x00\x1b[31m {MET}",
]


def test_offsets_stay_true_in_strange_characters() -> None:
    rows = [{"id": at, "text": text} for at, text in enumerate(STRANGE)]

    for text, answer in zip(STRANGE, code_rows(rows), strict=True):
        assert answer["status"] == "coded"
        for place in answer["places"]:
            assert text[place["start"] : place["end"]] == place["name"]
        for time_ in answer["times"]:
            assert 0 <= time_["start"] < time_["end"] <= len(text)
        words = [text[slice(*mention["span"])] for mention in answer["mentions"]]
        assert any("Putin" in word for word in words)
        assert all(word == word.strip() and word for word in words)
        for told in answer["event_mentions"]:
            assert text[slice(*told["trigger"])] in {"met", "said"}


# Ledgers that are none, settings that are wrong, questions that cannot be answered.


def broken_ledger(kind: str, ledger: Path, folder: Path) -> Path:
    path = folder / "broken.db"
    content = ledger.read_bytes()
    if kind == "folder missing":
        return folder / "missing" / "broken.db"
    path.write_bytes({"text": b"not a ledger\n", "cut": content[: len(content) // 3]}[kind])
    return path


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("folder missing", "is not there; make it first"),
        ("text", "not a ledger, or damaged"),
        ("cut", "not a ledger, or damaged"),
    ],
)
def test_what_is_no_ledger_is_left_as_it_is(
    kind: str, reason: str, ledger: Path, tmp_path: Path
) -> None:
    path = broken_ledger(kind, ledger, tmp_path)
    before = path.read_bytes() if path.exists() else None

    with pytest.raises(communique.LedgerError, match=reason):
        communique.build(ledger.with_name("report.txt"), path)

    assert (path.read_bytes() if path.exists() else None) == before


def test_a_ledger_in_use_is_read_past_its_writer(ledger: Path) -> None:
    other = sqlite3.connect(ledger, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with communique.open(ledger) as opened:
            assert sum(1 for _ in opened.events()) >= 1
    finally:
        other.close()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(between=("RUS", "%")),
        Filters(between=("", "")),
        Filters(actor="\udcff"),
        Filters(search="a\udcff"),
        Filters(place="__"),
        Filters(since="0000"),
        Filters(until="2024-13"),
    ],
    ids=str,
)
def test_a_question_without_sense_is_refused(ledger: Path, filters: Filters) -> None:
    with communique.open(ledger) as opened, pytest.raises(communique.QueryError, match="expected"):
        list(opened.events(filters))


@pytest.mark.parametrize("search", ['"', "*", "AND", "NEAR(", "a:b", "-", "'; DROP TABLE events"])
def test_words_to_search_for_are_words_only(ledger: Path, search: str) -> None:
    with communique.open(ledger) as opened:
        assert list(opened.statements(Filters(search=search))) == []


def test_a_huge_limit_limits_nothing(ledger: Path) -> None:
    with communique.open(ledger) as opened:
        assert len(list(opened.statements(Filters(limit=10**30)))) == opened.count("statements")


def test_a_beginning_of_many_ids_is_refused(ledger: Path) -> None:
    with communique.open(ledger) as opened, pytest.raises(communique.UnknownRecordError):
        opened.record("person/")


def test_a_reader_that_goes_away_is_no_error_to_talk_about(ledger: Path) -> None:
    command = f"{sys.executable} -m communique actors --format jsonl --ledger {ledger} | head -c 1"

    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stderr == ""


# A run that is stopped goes on where it was.


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_build_goes_on_to_the_same_ledger(
    tmp_path: Path, how: signal.Signals, ledger: Path
) -> None:
    rows = (json.dumps({"id": n, "text": f"Report {n}. {MET}"}) + "\n" for n in range(600))
    source = tmp_path / "many.jsonl"
    source.write_text("".join(rows), "utf-8")
    stopped = tmp_path / "stopped.db"
    command = [sys.executable, "-m", "communique", "build", str(source), "--ledger", str(stopped)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while not stopped.exists() and process.poll() is None:
            time.sleep(0.02)
        time.sleep(1.2)
        process.send_signal(how)
        told = process.communicate(timeout=30)[1].decode()

    report = communique.build(source, stopped)

    assert report.already + report.new == 600
    assert "Traceback" not in told
    if how is signal.SIGINT:
        assert told.splitlines()[-1].endswith("run the same command to go on")
