"""The commands that read reports: what may be given to them, and what they show of the reading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main

STORY = (
    "President Xi Jinping met Russian President Vladimir Putin in Astana on Wednesday, the first "
    "talks between the two since May.\n\n"
    "“We are friends,” Putin said after the talks, which lasted for two hours.\n"
)
PAGE = f"""<!DOCTYPE html><html><head><title>Leaders meet | The Lantern Post</title>
<meta property="og:site_name" content="The Lantern Post"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Leaders meet</h1>
{"".join(f"<p>{line}</p>" for line in STORY.splitlines() if line)}
<p>Officials of both sides said that trade had grown by a tenth since the last meeting.</p>
</article><aside class="newsletter">Sign up for our newsletter</aside></body></html>"""


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def ledger(page: Path, tmp_path: Path) -> Path:
    path = tmp_path / "my.db"
    assert run("build", page, "--ledger", path).exit_code == 0
    return path


# Cleaning without a ledger


def test_clean_reads_a_page_as_build_does(page: Path) -> None:
    result = run("clean", page)

    (document,) = map(json.loads, result.stdout.splitlines())
    assert document["id"] == page.as_posix()
    assert document["title"] == "Leaders meet"
    assert document["outlet"] == "The Lantern Post"
    assert "newsletter" not in document["text"]


def test_clean_tells_of_what_it_could_not_read_among_its_answers(
    page: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")

    result = run("clean", tmp_path)

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a.get("error") for a in answers] == ["empty", None]
    assert result.exit_code == 3
    assert "1 of 2 inputs without a result: 1 empty" in result.stderr


def test_clean_answers_the_rows_of_a_file_by_their_id(tmp_path: Path) -> None:
    rows = tmp_path / "rows.txt"
    rows.write_text(json.dumps({"id": 7, "html": PAGE}) + "\n", encoding="utf-8")

    (answer,) = map(json.loads, run("clean", rows).stdout.splitlines())

    assert answer["id"] == 7


@pytest.mark.parametrize("way", ["balanced", "best", "fast"])
def test_every_way_of_extraction_finds_the_report(page: Path, way: str) -> None:
    (document,) = map(json.loads, run("clean", page, "--extraction", way).stdout.splitlines())

    assert document["text"].startswith("President Xi Jinping met")
    assert document["text"].endswith("since the last meeting.")


# Tables under any names


def test_a_table_is_read_by_the_columns_that_one_names(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    with table.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Kopf", "Inhalt", "Blatt"])
        rows.writerow(["Leaders meet", STORY, "The Lantern Post"])

    named = ["--column", "title=Kopf", "--column", "text=Inhalt", "--column", "outlet=Blatt"]
    (document,) = map(json.loads, run("clean", table, *named).stdout.splitlines())

    assert document["title"] == "Leaders meet"
    assert document["outlet"] == "The Lantern Post"
    assert document["text"].startswith("President Xi Jinping met")


def test_a_column_for_an_unknown_field_is_wrong_usage(tmp_path: Path) -> None:
    result = run("clean", tmp_path, "--column", "headline=Kopf")

    assert result.exit_code == 2
    assert "expected FIELD=NAME" in result.stderr


# Ways in


def test_standard_input_and_patterns_are_sources(page: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "my.db"
    other = "Chancellor Olaf Scholz met President Emmanuel Macron in Berlin on Tuesday for talks.\n"

    result = run("build", "-", str(tmp_path / "*.html"), "--ledger", ledger, stdin=other)

    assert result.exit_code == 0, result.stderr
    assert "In:  2 reports read, 2 new" in result.stdout


def test_a_name_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = run("build", tmp_path / "absent.html", "--ledger", tmp_path / "my.db")

    assert result.exit_code == 2
    assert "there is no such file or folder" in result.stderr


# What was cut


def test_furniture_lists_what_was_cut_and_as_what(ledger: Path) -> None:
    result = run("documents", "--furniture", "--ledger", ledger)

    assert result.exit_code == 0
    assert "Leaders meet · The Lantern Post" in result.stdout
    assert "Sign up for our newsletter" in result.stdout


def test_furniture_reads_back_as_rows(ledger: Path) -> None:
    as_csv = run("documents", "--furniture", "--ledger", ledger, "--format", "csv").stdout
    as_jsonl = run("documents", "--furniture", "--ledger", ledger, "--format", "jsonl").stdout

    table = list(csv.DictReader(io.StringIO(as_csv)))
    rows = [json.loads(line) for line in as_jsonl.splitlines()]

    assert [row["text"] for row in rows] == [row["text"] for row in table]
    assert {"kind", "text", "uri", "document_id"} <= rows[0].keys()


def test_showing_a_document_tells_what_its_fields_were_read_from(ledger: Path) -> None:
    listed = run("documents", "--ledger", ledger, "--format", "jsonl").stdout
    identity = json.loads(listed)["document_id"]

    shown = run("show", identity, "--ledger", ledger).stdout

    assert "title from" in shown
    assert "outlet from" in shown


def test_the_same_text_at_two_places_is_one_document_seen_twice(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    ledger = tmp_path / "my.db"

    built = run("build", tmp_path / "a.txt", tmp_path / "b.txt", "--ledger", ledger)

    assert "1 new, 1 the same text as another" in built.stdout
    listed = run("documents", "--ledger", ledger)
    assert "2×" in listed.stdout
    identity = json.loads(run("documents", "--ledger", ledger, "--format", "jsonl").stdout)
    assert "seen 2 times" in run("show", identity["document_id"], "--ledger", ledger).stdout
