"""The main job on real files: all answered, nothing twice, nothing lost when it is stopped."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from communique.export import export_jsonl
from communique.ledger import Ledger
from communique.pipeline import (
    build,
    classify_rows,
    clean_rows,
    cluster_rows,
    code_rows,
    corpus_path,
)

REPORT = """THE ESSEX LANTERN
Home | World | Tides

Baerbock meets Colonna in Berlin
Tuesday, May 2, 2023

German Foreign Minister Annalena Baerbock met French Foreign Minister Catherine Colonna in Berlin \
on Tuesday.
"Our friendship is strong," Baerbock said after the talks.

Share this story
"""
COPY = REPORT.replace("THE ESSEX LANTERN", "THE DOVER POST").replace("Tides", "Boats")


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "b.txt").write_text(COPY, encoding="utf-8")
    return folder


def apart_from_event_ids(ledger: Path, folder: Path) -> dict[str, list[str]]:
    """All lines of an export with each event called by its mentions; ids tell of the past."""
    with Ledger.open(ledger) as opened:
        export_jsonl(opened, folder)
        names = {e.event_id: "+".join(e.event_mentions) for e in opened.events()}
    lines = {}
    for path in folder.glob("*.jsonl"):
        text = path.read_text(encoding="utf-8")
        for event, mentions in names.items():
            text = text.replace(event, mentions)
        lines[path.name] = sorted(text.splitlines())
    return lines


def exported(ledger: Path, folder: Path) -> dict[str, str]:
    with Ledger.open(ledger) as opened:
        export_jsonl(opened, folder)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jsonl")
    }


def test_a_report_becomes_a_ledger(pile: Path, tmp_path: Path) -> None:
    report = build([pile], tmp_path / "l.db")
    assert (report.read, report.problems) == (2, [])
    with Ledger.open(tmp_path / "l.db") as ledger:
        (event,) = [e for e in ledger.events() if e.type == "CONSULT"]
        (statement,) = ledger.statements()
        text = ledger.document(statement.document_id).text
    assert {p.name for p in event.actors} == {"Annalena Baerbock", "Catherine Colonna"}
    assert event.place is not None
    assert event.place.name == "Berlin"
    assert event.when is not None
    assert str(event.when.start) == str(event.when.end) == "2023-05-02"
    assert [span.of(text) for span in statement.content] == ["Our friendship is strong"]


def test_the_same_words_are_one_document_with_two_captures(pile: Path, tmp_path: Path) -> None:
    report = build([pile], tmp_path / "l.db")
    assert (report.new, report.duplicates) == (1, 1)
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.count("captures") == 2
        (event,) = [e for e in ledger.events() if e.type == "CONSULT"]
    assert event.independent_sources == 1


def test_building_twice_adds_nothing(pile: Path, tmp_path: Path) -> None:
    build([pile], tmp_path / "l.db")
    before = exported(tmp_path / "l.db", tmp_path / "one")
    report = build([pile], tmp_path / "l.db")
    assert (report.already, report.new) == (2, 0)
    assert exported(tmp_path / "l.db", tmp_path / "two") == before


def test_adding_a_folder_gives_what_building_both_gives(tmp_path: Path) -> None:
    files = sorted(corpus_path().iterdir())
    build(files[:8], tmp_path / "grown.db")
    build(files, tmp_path / "grown.db")
    build(files, tmp_path / "whole.db")
    grown = apart_from_event_ids(tmp_path / "grown.db", tmp_path / "g")
    assert grown == apart_from_event_ids(tmp_path / "whole.db", tmp_path / "w")


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for day in range(1, 301):  # enough that a second process is started
            text = f"France sent Ukraine {day} tanks on Monday, officials in Paris said."
            file.write(json.dumps({"id": f"r{day}", "text": text, "date": "2023-05-02"}) + "\n")
    build([rows], tmp_path / "one.db")
    build([rows], tmp_path / "two.db", jobs=2)
    assert exported(tmp_path / "one.db", tmp_path / "1") == exported(
        tmp_path / "two.db", tmp_path / "2"
    )


def test_a_killed_build_is_finished_by_the_next(tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed.db", tmp_path / "whole.db"
    command = [
        sys.executable,
        "-m",
        "communique",
        "build",
        str(corpus_path()),
        "--ledger",
        str(killed),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not killed.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.4)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    build([corpus_path()], killed)
    build([corpus_path()], whole)
    assert exported(killed, tmp_path / "k") == exported(whole, tmp_path / "w")


def test_every_input_gets_an_answer(pile: Path, tmp_path: Path) -> None:
    (pile / "empty.txt").write_bytes(b"")
    (pile / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (pile / "rows.jsonl").write_text('{"id": "r1", "text": 3}\nnot json\n', encoding="utf-8")
    (pile / "french.txt").write_text(
        "Le ministre français des affaires étrangères a rencontré son homologue allemand à Paris "
        "mardi pour parler de la guerre en Ukraine et de la paix dans la région. Ils se sont mis "
        "d'accord sur une nouvelle rencontre avant la fin de l'année.\n", encoding="utf-8",
    )  # fmt: skip
    report = build([pile, tmp_path / "missing.txt"], tmp_path / "l.db")
    named = {Path(uri.split("#")[0]).name for uri, _ in report.problems}
    assert named == {"empty.txt", "noise.bin", "rows.jsonl", "missing.txt"}
    assert report.reasons["not in English"] == 1
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert ledger.count("events") == 1


def rows_of(*texts: str) -> list[dict[str, Any]]:
    return [{"id": f"r{i}", "text": text} for i, text in enumerate(texts)]


def test_code_answers_each_row_with_true_offsets() -> None:
    text = "PARIS —\n\nFrance expelled 12 Russian diplomats on Monday, the Élysée said."
    (answer,) = code_rows([{"id": "x", "text": text, "date": "2022-04-05"}])
    (event,) = [e for e in answer["event_mentions"] if e["type"] == "SANCTION"]
    assert text[slice(*event["trigger"])] == "expelled"
    assert text[slice(*event["sentence"])].startswith("France expelled")
    assert (event["when"]["start"], event["when"]["end"]) == ("2022-04-04", "2022-04-04")
    assert {t["value"] for t in answer["times"]} == {"2022-04-04"}


def test_rows_that_cannot_be_coded_say_why() -> None:
    answers = list(code_rows([{"id": "a"}, {"id": "b", "text": "France met Germany in Rome."}]))
    assert [a["id"] for a in answers] == ["a", "b"]
    assert "text" in answers[0]["error"]
    assert answers[1]["event_mentions"]


def test_classify_says_what_source_does_to_target() -> None:
    text = "Ruritania condemned Graustark over the canal."
    row = {"id": 1, "text": text, "source": [0, 9], "target": [20, 29]}
    (answer,) = classify_rows([row])
    assert (answer["id"], answer["type"], answer["quad"]) == (1, "ACCUSE", 3)


def test_clean_answers_with_a_document() -> None:
    (answer,) = clean_rows([{"id": "p", "text": REPORT, "url": "https://x.example/1"}])
    assert answer["id"] == "p"
    assert "Baerbock met" in answer["text"]


def test_cluster_finds_copies() -> None:
    body = (
        "The foreign ministers of Ruritania and Graustark met in Strelsau on Tuesday and agreed to "
        "reopen the canal to grain ships by the end of June, officials of both countries said. The "
        "canal was closed two years ago after a quarrel over tolls, and farmers on both banks have "
        "since sent their harvest by road at twice the price."
    )
    other = "A storm swept the coast overnight and felled two hundred trees in the royal park."
    a, b, c = cluster_rows(rows_of(body, body + " The ministers meet again in May.", other))
    assert a["copy_group"] is not None
    assert a["copy_group"] == b["copy_group"]
    assert c["copy_group"] is None


def test_export_has_a_line_for_every_record(pile: Path, tmp_path: Path) -> None:
    build([pile], tmp_path / "l.db")
    exported(tmp_path / "l.db", tmp_path / "e")
    with Ledger.open(tmp_path / "l.db") as ledger:
        for kind in ("documents", "event_mentions", "events", "statements", "actors"):
            lines = (tmp_path / "e" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
            assert len(lines) == ledger.count(kind)
            assert all(json.loads(line) for line in lines)
