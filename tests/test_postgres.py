"""Ledgers on a PostgreSQL server: addresses, what may go wrong, writers in turn, and words."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.errors import LedgerError
from communique.ledger import KINDS, Filters, Ledger, place_of
from communique.pipeline import build
from communique.records import Extraction
from conftest import Places
from ledger_records import build_sample, coded, make_document, sample
from postgres_server import PostgresServer, name_of

SECRET = "postgresql://ana:s3cret@127.0.0.1:1/ledger"


@pytest.fixture
def address(postgres: PostgresServer) -> Iterator[str]:
    made = postgres.new()
    yield made
    postgres.drop(made)


# Addresses


def test_a_password_is_never_shown() -> None:
    place = place_of(SECRET)
    assert str(place) == "postgresql://ana@127.0.0.1:1/ledger"
    assert "s3cret" not in repr(place)
    run = CliRunner().invoke(main, ["events", "--ledger", SECRET])
    assert run.exit_code != 0
    assert "no server answers there" in run.output
    assert "s3cret" not in run.output


@pytest.mark.parametrize(
    "given",
    [
        "mysql://ana:s3cret@host/ledger",
        "postgresql://ana:s3cret@host",
        "postgresql://ana:s3cret@host:port/ledger",
        "https://s3cret.example.org/x.db",
        "postgresql://ana:s3cret@127.0.0.1:1/ledger?password=s3cret",
    ],
)
def test_an_address_that_is_none_is_one_sentence(given: str) -> None:
    with pytest.raises(LedgerError) as told:
        Ledger.open(given)
    assert "s3cret" not in str(told.value)
    run = CliRunner().invoke(main, ["events", "--ledger", given])
    assert run.exit_code != 0
    assert "s3cret" not in run.output


def test_a_path_stays_a_path() -> None:
    assert place_of("reports/x.db") == Path("reports/x.db")


# What cannot be opened


def test_a_missing_database_is_named(postgres: PostgresServer) -> None:
    for create in (False, True):
        with pytest.raises(LedgerError, match=r"nowhere.*createdb"):
            Ledger.open(postgres.address("nowhere"), create=create)


def test_an_empty_database_becomes_a_ledger_only_when_asked(address: str) -> None:
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger.open(address)
    with Ledger.open(address, create=True) as ledger:
        assert ledger.count("events") == 0


def test_a_database_of_something_else_is_left_alone(postgres: PostgresServer, address: str) -> None:
    postgres.run("CREATE TABLE birds (name text)", name_of(address))
    for create in (False, True):
        with pytest.raises(LedgerError, match="not a ledger"):
            Ledger.open(address, create=create)
    found = postgres.run("SELECT relname FROM pg_stat_user_tables", name_of(address))
    assert found == [("birds",)]


@pytest.mark.parametrize(("schema", "said"), [("999", "newer version"), ("x", "damaged")])
def test_another_version_is_left_alone(
    postgres: PostgresServer, address: str, schema: str, said: str
) -> None:
    build_sample(address)
    postgres.run(f"UPDATE meta SET value = '{schema}' WHERE key = 'schema'", name_of(address))
    for create in (False, True):
        with pytest.raises(LedgerError, match=said):
            Ledger.open(address, create=create)


def test_a_database_in_another_encoding_is_refused(postgres: PostgresServer) -> None:
    address = postgres.new("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(LedgerError, match="LATIN1, a ledger needs UTF8"):
        Ledger.open(address, create=True)
    postgres.drop(address)


def test_who_may_only_read_is_told_so_when_writing(postgres: PostgresServer, address: str) -> None:
    made = build_sample(address)
    postgres.run("CREATE ROLE reader LOGIN", name_of(address))
    postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name_of(address))
    with Ledger.open(address.replace("communique@", "reader@")) as ledger:
        assert ledger.count("events") == 2
        with pytest.raises(LedgerError, match="may not do that"):
            ledger.replace_merged(events=made.events, disputes=(), commitments=(), groups={})


def test_a_connection_that_the_server_ended_is_made_anew(
    postgres: PostgresServer, address: str
) -> None:
    build_sample(address)
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
    with Ledger.open(address) as ledger:
        assert ledger.count("events") == 2
        postgres.run(end + "'communique'")
        left = "SELECT pid FROM pg_stat_activity WHERE application_name = 'communique'"
        while postgres.run(left):
            time.sleep(0.01)
        assert ledger.count("events") == 2


# Writers in turn


def test_writers_wait_for_one_another(address: str) -> None:
    build_sample(address)
    documents = [make_document(f"Report {n}. They met.", f"{n}.txt", None, None) for n in range(24)]

    def write(part: int) -> None:
        with Ledger.open(address) as ledger:
            for document in documents[part::4]:
                empty = Extraction(document_id=document.document_id)
                ledger.write_documents([coded(document, empty)])

    writers = [threading.Thread(target=write, args=[part]) for part in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    with Ledger.open(address) as ledger:
        assert ledger.count("documents") == 26


def test_a_writer_that_waits_too_long_says_why(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build_sample(address)
    monkeypatch.setattr("communique.ledger.postgres._BUSY_SECONDS", 1)

    def meanwhile() -> Iterator[object]:
        with Ledger.open(address) as other, pytest.raises(LedgerError, match="has been writing"):
            other.remember("key", "value")
        yield from made.events

    with Ledger.open(address) as ledger:
        ledger.replace_merged(
            events=meanwhile(),
            disputes=(),
            commitments=(),
            groups={},  # type: ignore[arg-type]
        )
        assert ledger.count("events") == 2


# The same on both


def test_odd_characters_come_back_as_they_were(places: Places) -> None:
    text = "They met.\r\nA\tB \\N \\. 'x' \"y\" 𝔄\u0085\u2028 100 % :name %s\n\\."
    document = make_document(text, "odd\\\tname.txt", "The \\N Auk", None)
    empty = Extraction(document_id=document.document_id)
    with Ledger.open(places("x"), create=True) as ledger:
        ledger.write_documents([coded(document, empty)])
        assert list(ledger.documents()) == [document]
        assert ledger.count("documents", Filters(search="100")) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("erdogan", [1]),
        ("Erdoğan", [1]),
        ("ERDOĞAN", [1]),
        ("россия", [2]),
        ("the", [1, 2, 3]),
        ("ministers", [3]),
        ("signing", [2]),
        ('"met in Ankara"', [1]),
        ('"in met Ankara"', []),
        ("trade-deal", [2]),
        ("deal trade", [2]),
        ("minister's", [3]),
        ("1.5", [3]),
        ("o'brien", [3]),
        ("met & ! | ( :*", [1, 3]),
        ("!!!", []),
    ],
)
def test_words_are_found_alike(places: Places, words: str, found: list[int]) -> None:
    texts = (
        "The president, Erdoğan, met in Ankara.",
        "The trade-deal with Россия was signed.",
        "The minister’s aide O'Brien met 1.5 thousand. Minister's words.",
    )
    with Ledger.open(places("x"), create=True) as ledger:
        for number, text in enumerate(texts, start=1):
            document = make_document(text, f"{number}.txt", None, None)
            ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
        uris = [d.uri for d in ledger.documents(Filters(search=words))]
        assert sorted(uris) == [f"{number}.txt" for number in found]


def test_the_text_that_is_about_the_words_comes_first(places: Places) -> None:
    filler = "They spoke of the weather and of many other things. " * 20
    texts = (f"{filler} Timber was named once.", "Timber, timber, timber: a timber treaty.")
    with Ledger.open(places("x"), create=True) as ledger:
        for number, text in enumerate(texts):
            document = make_document(text, f"{number}.txt", None, None)
            ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
        found = ledger.search("documents", Filters(search="timber"))
        assert [hit.record.uri for hit in found] == ["1.txt", "0.txt"]  # type: ignore[union-attr]


def test_a_very_long_text_of_different_words_is_stored(places: Places) -> None:
    text = " ".join(f"w{number:06d}" for number in range(200_000))
    document = make_document(text, "long.txt", None, None)
    with Ledger.open(places("x"), create=True) as ledger:
        ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
        assert ledger.count("documents", Filters(search="w000007")) == 1


def test_both_hold_the_same_in_the_same_order(address: str, tmp_path: Path) -> None:
    made = sample()
    undated = dataclasses.replace(made.events[1], event_id="ev-0000000000000003", when=None)
    told = []
    for place in (address, tmp_path / "x.db"):
        build_sample(place)
        with Ledger.open(place) as ledger:
            ledger.replace_merged(
                events=(*made.events, undated), disputes=made.disputes, commitments=(), groups={}
            )
            told.append(
                [
                    [list(ledger.query(kind, Filters(order=order))) for kind in KINDS]
                    for order in ("newest", "document")
                ]
            )
    assert told[0] == told[1]


def test_reports_are_built_and_asked_from_the_shell(address: str, tmp_path: Path) -> None:
    report = tmp_path / "gull.txt"
    report.write_text(
        "The Gull\n3 May 2023\n\nFrance's foreign minister met Germany's foreign minister in Paris "
        "on Tuesday. They signed an agreement on trade.\n",
        encoding="utf-8",
    )
    runner = CliRunner()
    assert runner.invoke(main, ["build", str(report), "--ledger", address]).exit_code == 0
    assert (
        "already there" in runner.invoke(main, ["build", str(report), "--ledger", address]).output
    )
    run = runner.invoke(main, ["events", "--ledger", address, "--format", "jsonl"])
    assert run.exit_code == 0
    build([report], tmp_path / "x.db")
    same = ["events", "--ledger", str(tmp_path / "x.db"), "--format", "jsonl"]
    assert run.output == runner.invoke(main, same).output != ""
    assert date(2023, 5, 2).isoformat() in run.output
