"""What newer readings give, alike from a file and from a database of a server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

import communique
from analysis_ledgers import event, ledger_of, on, party, report
from communique.cli import main
from communique.errors import LedgerError, RecordError, TimeLimitError
from communique.evaluation.run import evaluate_corrected
from communique.ledger import Filters, Ledger
from communique.ledger.bounded import bound
from communique.ledger.opening import connect, translated
from communique.ledger.place import place_of
from communique.records import Coding, Document, Event, Extraction, Party
from communique.watch.state import FeedState, HostState, Memory, Waiting
from conftest import Places

TERN = report("Terns over the strait.", "The Tern", "2024-05-03", agency="Strait Press")
GULL = report("Gulls over the strait.", "The Gull", None)
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def named(number: int, name: str, day: str | None) -> Event:
    who = Party(name=name, actor_id=f"person/p-{number}")
    return event(number, (), on(day) if day else None, actors=(who, party("FIN")))


@pytest.fixture
def ledger(places: Places) -> Iterator[Ledger]:
    events = [
        event(1, ("CHL", "PER"), on("2024-05-02"), documents=(TERN.document_id,)),
        named(2, "Åsa Lindqvist", None),
        named(3, "Erik Lindgren", "2024-05-01"),
        named(4, "Aino Virtanen", None),
        named(5, "Lind Olsson", "2024-05-02"),
    ]
    with ledger_of(places("x"), events, documents=[TERN, GULL]) as made:
        yield made


def ids(ledger: Ledger, filters: Filters) -> list[str]:
    return [one.event_id[-1] for one in ledger.events(filters)]


# Parties and pages


@pytest.mark.parametrize(
    ("term", "found"),
    [("lind", "235"), ("Lindq", "2"), ("asa", "2"), ("virt", "4"), ("qvist", ""), ("ö", "5")],
)
def test_a_name_is_found_by_the_beginning_of_its_words(
    ledger: Ledger, term: str, found: str
) -> None:
    assert "".join(sorted(ids(ledger, Filters(actor=term)))) == found


@pytest.mark.parametrize("order", ["newest", "document"])
def test_pages_of_dated_and_undated_events_are_the_whole_listing(
    ledger: Ledger, order: str
) -> None:
    after, paged = None, []
    while True:
        asked = Filters(order=order, limit=2, after=after)  # type: ignore[arg-type]
        page = ledger.page("events", asked)
        paged += [one.event_id[-1] for one in page.records]  # type: ignore[union-attr]
        if (after := page.after) is None:
            break
    assert paged == ids(ledger, Filters(order=order))  # type: ignore[arg-type]
    assert sorted(paged) == ["1", "2", "3", "4", "5"]


# Parts of records


def test_bylines_and_tellings_are_read_without_the_rest(ledger: Ledger) -> None:
    found = {one.document_id: one for one in ledger.bylines()}
    assert found[TERN.document_id].agency == "Strait Press"
    assert found[GULL.document_id].published is None
    [told] = ledger.tellings(Filters(actor="CHL"))
    assert told.documents == (TERN.document_id,)


def test_reports_are_told_without_their_texts(ledger: Ledger) -> None:
    told = {one.outlet: one.start for one in ledger.reports()}
    assert told == {"The Tern": date(2024, 5, 3), "The Gull": None}


def test_what_came_of_the_sources_under_an_address(ledger: Ledger) -> None:
    for name in ("b", "a", "%"):
        ledger.write_refused(f"key-{name}", f"folder/{name}.txt", "coder-1", "no words")
    ledger.write_refused("key-z", "folder_/z.txt", "coder-1", "no words")
    came = ledger.came_of("folder/")
    assert [(one.uri, one.document_id, one.reason) for one in came] == [
        ("folder/%.txt", None, "no words"),
        ("folder/a.txt", None, "no words"),
        ("folder/b.txt", None, "no words"),
    ]


@pytest.mark.parametrize("first", [0, 1])
def test_of_one_text_the_record_that_tells_most_is_kept(places: Places, first: int) -> None:
    twice = [TERN, replace(TERN, uri="other.txt", outlet=None, published=None)]
    with Ledger.open(places("x"), create=True) as ledger:
        for number in (first, 1 - first):
            write(ledger, twice[number])
        assert [one.outlet for one in ledger.documents()] == ["The Tern"]


def write(ledger: Ledger, document: Document) -> None:
    name = document.document_id
    done = Coding(document_id=name, coder_id="coder-1", status="ok", counts={})
    ledger.write_document(document, (), Extraction(document_id=name), done)


# Corrections


def test_the_coder_is_scored_on_the_corrections(ledger: Ledger) -> None:
    with pytest.raises(RecordError, match="expected corrections"):
        evaluate_corrected(ledger.path)
    asked = ["evaluate", "--from-corrections", "--ledger", where(ledger)]
    run = CliRunner().invoke(main, asked)
    assert "expected corrections" in run.output


def test_an_event_is_rejected(ledger: Ledger) -> None:
    with communique.correct(where(ledger), by="Ana Lima") as corrector:
        corrector.reject(["event-0000000000000004"], why="they never met")
    assert [one.by for one in ledger.corrections()] == ["Ana Lima"]


def where(ledger: Ledger) -> str:
    """The file or the address, as a user gives it."""
    place = ledger.path
    return str(place) if isinstance(place, Path) else place.url.render_as_string(False)


# What a watch remembers


def test_a_watch_remembers_its_feeds_and_hosts(places: Places) -> None:
    feed = FeedState(
        asked=1715700000.25, etag='W/"ü\\"', seen=("b", "a"), waiting=(Waiting(address="p"),)
    )
    host = HostState(robots="User-agent: *\nDisallow: /x\t%\\N\n")
    with Ledger.open(places("x"), create=True) as ledger:
        memory = Memory(ledger)
        memory.keep("tern.example", FeedState())
        memory.keep("tern.example", feed)
        memory.keep("tern.example", host)
    with Ledger.open(places("x")) as ledger:
        memory = Memory(ledger)
        assert memory.recall(FeedState, "tern.example") == feed
        assert memory.recall(HostState, "tern.example") == host
        assert memory.recall(FeedState, "gull.example") is None


# Reading within bounds


@pytest.fixture
def bounded(places: Places) -> Iterator[Engine]:
    Ledger.open(places("x"), create=True).close()
    engine = connect(place_of(places("x")), create=False)
    bound(engine, 0.3)
    yield engine
    engine.dispose()


def test_a_question_that_takes_too_long_ends_in_time(bounded: Engine, places: Places) -> None:
    with (
        pytest.raises(TimeLimitError, match="too long"),
        translated(place_of(places("x"))),
        bounded.connect() as connection,
    ):
        connection.execute(text(ENDLESS))
    with bounded.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_nothing_is_written_within_bounds(bounded: Engine) -> None:
    with pytest.raises(DBAPIError), bounded.connect() as connection:
        connection.execute(text("DELETE FROM meta"))


def test_a_bounded_ledger_answers_and_takes_nothing(ledger: Ledger) -> None:
    with Ledger.open_bounded(ledger.path, seconds=20) as opened:  # type: ignore[arg-type]
        assert opened.count("events") == 5
        with pytest.raises(LedgerError, match="cannot be"):
            opened.remember("a", "b")
