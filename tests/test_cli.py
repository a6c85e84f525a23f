"""The command line: what a person or a program types, and what comes back."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.cli.evidence import Reports, in_context
from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.listings import LISTINGS
from communique.cli.rowshapes import PageRow, PairRow, TextRow
from communique.display.amounts import quantity
from communique.display.plain import cut, days, plain_text, short_id
from communique.ledger import KINDS, Filters, Ledger
from communique.ledger.filters import APPLICABLE
from communique.records import Document, Figure, When
from communique.spans import Span
from ledger_records import build_sample

ROOT = Path(__file__).parents[1]
REPORT = (
    "Astana Meeting\n\nPresident Xi Jinping met Russian President Vladimir Putin in Astana on "
    "Wednesday. “We are friends,” Putin said after the talks.\n"
)


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def process(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "communique.cli", *(str(a) for a in arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )


@pytest.fixture
def sample_db(tmp_path: Path) -> Path:
    build_sample(tmp_path / "sample.db")
    return tmp_path / "sample.db"


# Help


def test_help_is_quick_to_load() -> None:
    heavy = "{'spacy', 'sqlalchemy', 'rich', 'trafilatura', 'msgspec'}"
    check = f"import sys, communique.cli; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", check],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_version_is_told() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("communique ")


def test_a_listing_offers_only_filters_that_apply() -> None:
    for command in LISTINGS:
        assert command.name is not None
        offered = {p.name for p in command.params} & APPLICABLE[command.name].union(
            *APPLICABLE.values()
        )
        assert offered <= APPLICABLE[command.name], command.name


@pytest.mark.parametrize(
    "arguments",
    [["events"], ["nonsense"], ["build"], ["build", "absent.txt", "--ledger", "x.db"], ["show"]],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr


# Listings


@pytest.mark.parametrize("command", [c.name for c in LISTINGS])
def test_every_listing_has_a_table_with_each_record(sample_db: Path, command: str) -> None:
    result = run(command, "--ledger", sample_db)
    assert result.exit_code == 0
    with Ledger.open(sample_db) as ledger:
        identities = [
            short_id(str(getattr(record, next(iter(record.__dataclass_fields__)))))
            for record in ledger.query(command)
        ]
    assert identities
    assert all(identity in result.stdout for identity in identities)
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("command", [c.name for c in LISTINGS])
def test_every_listing_writes_its_records_as_json_lines(sample_db: Path, command: str) -> None:
    result = run(command, "--ledger", sample_db, "--format", "jsonl")
    first_field = next(iter(KINDS[command].record.__dataclass_fields__))
    with Ledger.open(sample_db) as ledger:
        expected = {getattr(record, first_field) for record in ledger.query(command)}
    assert {json.loads(line)[first_field] for line in result.stdout.splitlines()} == expected


@pytest.mark.parametrize("command", [c.name for c in LISTINGS])
def test_every_listing_writes_csv_that_reads_back(sample_db: Path, command: str) -> None:
    result = run(command, "--ledger", sample_db, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    with Ledger.open(sample_db) as ledger:
        assert len(rows) == ledger.count(command)
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("command", [c.name for c in LISTINGS])
def test_every_listing_writes_parquet_that_reads_back(
    sample_db: Path, tmp_path: Path, command: str
) -> None:
    run(command, "--ledger", sample_db, "--format", "parquet", "--output", tmp_path / "x.parquet")
    with Ledger.open(sample_db) as ledger:
        assert pq.read_table(tmp_path / "x.parquet").num_rows == ledger.count(command)


def test_csv_parts_an_interval_and_joins_parties(sample_db: Path) -> None:
    result = run("figures", "--ledger", sample_db, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["parties.name"] == "Aino Aalto; Bo Berg"
    result = run("events", "--ledger", sample_db, "--format", "csv", "--type", "AGREE")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["when.start"], row["when.end"]) == ("2023-01-01", "2023-12-31")


def test_filters_reach_the_ledger(sample_db: Path) -> None:
    arguments = ["--between", "SWE", "FIN", "--since", "2024", "--search", "Helsinki"]
    result = run("events", "--ledger", sample_db, "--format", "jsonl", *arguments)
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["event_id"] == "ev-0000000000000001"


def test_an_empty_result_names_the_filter_that_emptied_it(sample_db: Path) -> None:
    result = run("events", "--ledger", sample_db, "--actor", "FIN", "--type", "FIGHT")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "No events match.\n  Without --type: 1\n"


def test_a_limit_says_how_many_there_are(sample_db: Path) -> None:
    result = run("events", "--ledger", sample_db, "--limit", "1")
    assert "1 of 2 events" in result.stderr


def test_a_listing_writes_to_a_file(sample_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.jsonl"
    result = run("events", "--ledger", sample_db, "--format", "jsonl", "--output", out)
    assert result.stdout == ""
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_a_wrong_date_is_wrong_usage(sample_db: Path) -> None:
    result = run("events", "--ledger", sample_db, "--since", "yesterday")
    assert result.exit_code == 2
    assert "expected a date such as 2024" in result.stderr


@pytest.mark.parametrize("command", ["events", "show x", "export --output out"])
def test_a_missing_ledger_is_one_sentence(tmp_path: Path, command: str) -> None:
    result = run(*command.split(), "--ledger", tmp_path / "x.db")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "no ledger there" in line


def test_a_reader_that_stops_early_sees_no_error(sample_db: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "communique.cli", "events", "--ledger", str(sample_db)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as writer:
        assert writer.stdout is not None and writer.stderr is not None
        writer.stdout.close()
        assert writer.stderr.read() == b""


# One record


def test_show_highlights_the_words_of_every_account(sample_db: Path) -> None:
    result = run("show", "ev-0000000000000001", "--ledger", sample_db)
    assert result.exit_code == 0
    assert "Aino Aalto «met» Bo Berg in Helsinki on Monday." in result.stdout
    assert "President Aalto «received» Berg in Helsinki for half an hour." in result.stdout
    assert "The Gull, 2024-04-03" in result.stdout


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("di-0000", "The talks lasted «40 minutes»."),
        ("st-0000", "“«We will visit Stockholm in May,»” «Aalto» «said»."),
        ("co-0000", "came about: The Tern"),
        ("fi-0000", "length of talks"),
        ("m-0000", "«Aino Aalto» met Bo Berg"),
        ("person/aino-aalto", "president, state/FIN (2024-03-01 – …)"),
        ("capture-", "more than one"),
    ],
)
def test_show_knows_every_kind(sample_db: Path, identity: str, words: str) -> None:
    assert words in run("show", identity, "--ledger", sample_db).output


def test_show_gives_the_record_as_json(sample_db: Path) -> None:
    result = run("show", "fi-0000", "--ledger", sample_db, "--format", "json")
    assert json.loads(result.stdout)["value"] == 40


def test_words_in_context_keep_to_their_sentence() -> None:
    text = "First one. Mr. Lee met 3.5 million people. “Last?”\nNext line"
    document = Document(document_id="x", uri="x", text=text)
    at = text.index("met")
    assert in_context(document, [Span(at, at + 3)], marks=True).plain == (
        "Mr. Lee «met» 3.5 million people."
    )
    last = text.index("Last")
    assert in_context(document, [Span(last, last + 4)], marks=True).plain == "“«Last»?”"
    assert in_context(document, [Span(len(text) - 4, len(text))], marks=True).plain == (
        "Next «line»"
    )


def test_of_words_in_words_the_inner_ones_are_highlighted() -> None:
    document = Document(document_id="x", uri="x", text="They talked for 40 minutes. Then left.")
    shown = in_context(document, [Span(16, 26), Span(0, 27)], marks=True)
    assert shown.plain == "They talked for «40 minutes»."


def test_a_quote_keeps_the_words_when_the_sentence_is_long(sample_db: Path) -> None:
    with Ledger.open(sample_db) as ledger:
        document = ledger.documents(Filters(outlet="The Tern")).first()
        at = document.text.index("40 minutes")
        spans = (Span(at, at + 10), Span(0, len(document.text)))
        quoted = Reports(ledger).quote(document.document_id, spans, 40)
    assert "40 minutes" in quoted
    assert quoted.startswith("…")
    assert len(quoted) <= 41


# Plain words


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert plain_text("a\x1b[31mb\nc\u202ed") == "a [31mb c d"


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2024-07-03", "2024-07-03", "2024-07-03"),
        ("2024-07-01", "2024-07-31", "2024-07"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01 – 28"),
        ("2024-12-01", "2024-12-31", "2024-12"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-07-30", "2024-08-02", "2024-07-30 – 08-02"),
        ("2023-12-30", "2024-01-02", "2023-12-30 – 2024-01-02"),
        ("2024-07-03", None, "from 2024-07-03"),
        (None, "2024-07-03", "until 2024-07-03"),
        (None, None, "undated"),
    ],
)
def test_intervals_are_short(start: str | None, end: str | None, shown: str) -> None:
    from datetime import date

    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert days(When(start=first, end=last)) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (75, "anniversary", "75th anniversary"),
        (22, "round", "22nd round"),
        (1, "hours", "1 hour"),
        (1, "countries", "1 country"),
        (40, "people", "40 people"),
    ],
)
def test_a_quantity_is_written_as_people_say_it(value: int, unit: str, shown: str) -> None:
    figure = Figure(
        figure_id="f", document_id="d", value=value, unit=unit, measure="m", evidence=()
    )
    assert quantity(figure) == shown


def test_an_unknown_state_of_a_promise_is_wrong_usage(sample_db: Path) -> None:
    result = run("commitments", "--ledger", sample_db, "--state", "opn")
    assert result.exit_code == 2
    assert "'lapsed'" in result.stderr


def test_words_are_cut_between_words() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two, three", 11) == "one two…"


# Export


def test_export_writes_one_file_a_record_type(sample_db: Path, tmp_path: Path) -> None:
    result = run("export", "--ledger", sample_db, "--format", "jsonl", "--output", tmp_path / "o")
    assert result.exit_code == 0
    assert {file.stem for file in (tmp_path / "o").iterdir()} == {
        *KINDS,
        "corrections",
    }
    assert "2 documents" in result.stderr


# Filters


def lengths(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"id": row["id"], "length": len(row["text"])}


@click.command()
@input_argument
@output_option
def count_letters(rows: Any, output: Any) -> None:
    answer_rows(rows, output, TextRow, lengths)


def test_a_filter_answers_each_line_by_its_id() -> None:
    lines = '\ufeff{"id": "a", "text": "one", "more": 1}\n\n{"id": 2, "text": "naïve"}\n'
    result = CliRunner().invoke(count_letters, input=lines)
    assert result.exit_code == 0
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": "a", "length": 3},
        {"id": 2, "length": 5},
    ]


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        ("nonsense", None),
        ('{"id": "a"}', "a"),
        ('{"id": "a", "text": 5}', "a"),
        ('{"text": "words"}', None),
        ("[1, 2]", None),
        ('{"id": "a", "text": "\\ud800"}', None),
        ("[" * 100_000, None),
        ('{"id": "a", "text": "x", "date": []}', "a"),
    ],
)
def test_a_bad_line_is_answered_and_counted(line: str, identity: str | None) -> None:
    lines = f'{line}\n{{"id": "good", "text": "x"}}\n'
    result = CliRunner().invoke(count_letters, input=lines)
    assert result.exit_code == 3
    bad, good = (json.loads(answer) for answer in result.stdout.splitlines())
    assert bad["id"] == identity
    assert "line 1" in bad["error"]
    assert good == {"id": "good", "length": 1}
    assert "1 of 2 lines without a result" in result.stderr


def test_only_bad_lines_are_a_failure() -> None:
    assert CliRunner().invoke(count_letters, input="nonsense\n").exit_code == 1


def test_bytes_that_are_no_text_are_answered() -> None:
    result = CliRunner().invoke(count_letters, input=b'{"id": "\xff", "text": ""}\n')
    assert result.exit_code == 1
    assert "line 1" in json.loads(result.stdout)["error"]


@pytest.mark.parametrize(
    ("shape", "values"),
    [
        (PairRow, {"id": 1, "text": "abc", "source": (0, 1), "target": (2, 4)}),
        (PairRow, {"id": 1, "text": "abc", "source": (1, 1), "target": (2, 3)}),
        (PageRow, {"id": 1, "url": "a"}),
    ],
)
def test_rows_with_impossible_values_are_refused(shape: type, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="expected"):
        shape(**values)


# The whole program


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told-once", numbered=False)
    (folder / "one.txt").write_text(REPORT, encoding="utf-8")
    ledger = folder.parent / "built.db"
    result = process("build", folder, "--ledger", ledger)
    assert result.returncode == 0, result.stderr
    assert "1 reports read, 1 new" in result.stdout
    return ledger


def test_a_built_ledger_tells_the_meeting(built: Path) -> None:
    result = run("events", "--between", "CHN", "RUS", "--ledger", built, "--format", "jsonl")
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["type"] == "CONSULT"


def test_building_again_adds_nothing(built: Path) -> None:
    with Ledger.open(built) as ledger:
        before = {kind: list(ledger.query(kind)) for kind in KINDS}
    result = process("build", built.parent / "told-once", "--ledger", built)
    assert result.returncode == 0, result.stderr
    assert "0 new" in result.stdout
    with Ledger.open(built) as ledger:
        assert {kind: list(ledger.query(kind)) for kind in KINDS} == before


def test_explain_names_the_rule_of_a_coding(built: Path) -> None:
    with Ledger.open(built) as ledger:
        mention = ledger.event_mentions(Filters(type="CONSULT")).first()
    result = run("explain", short_id(mention.event_mention_id), "--ledger", built)
    assert result.exit_code == 0
    assert mention.rule in result.stdout


def test_the_filters_answer_in_order() -> None:
    row = {"id": "r", "text": REPORT, "outlet": "The Tern"}
    page = {"id": "p", "html": f"<html><body><p>{REPORT}</p></body></html>", "url": "a.html"}
    start = REPORT.index("Xi Jinping")
    end = REPORT.index("Vladimir Putin")
    pair = {
        "id": "q",
        "text": REPORT,
        "source": [start, start + 10],
        "target": [end, end + 14],
    }
    for name, given, key in (
        ("clean", page, "text"),
        ("code", row, "event_mentions"),
        ("classify", pair, "type"),
        ("cluster", row, "story"),
    ):
        result = process(name, stdin=json.dumps(given) + "\nnonsense\n")
        assert result.returncode == 3, result.stderr
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert {a["id"] for a in answers} == {given["id"], None}
        (good,) = (a for a in answers if a["id"])
        assert key in good
        assert "Traceback" not in result.stderr
