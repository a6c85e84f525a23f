"""What a ledger comes to, counted in its database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from analysis_ledgers import commitment, event, ledger_of, on, report
from communique.errors import QueryError
from communique.ledger import Census, DueCount, Filters, Ledger, PairCount
from communique.records import Capture, Coding, Extraction
from conftest import Places

TIDE = report("Tidings of the strait.", "Tide", "2021-06-01")


@pytest.fixture
def ledger(places: Places) -> Iterator[Ledger]:
    """Three dealings of Chile and Peru, one of them planned; one of Brazil and Chile."""
    events = [
        event(1, ("CHL", "PER"), on("2021-03-02")),
        event(2, ("CHL", "PER"), on("2021-04-09"), quad=4),
        event(3, ("CHL", "PER"), on("2021-05-20"), status="planned"),
        event(4, ("BRA", "CHL"), on("2021-04-30"), quad=2),
    ]
    promised = [
        commitment(1, TIDE, "CHL", "open the pass", due=on("2021-07-01")),
        commitment(2, TIDE, "PER", "lift the ban", due=on("2021-07-31"), state="lapsed"),
        commitment(3, TIDE, "PER", "send a delegation"),
    ]
    made = ledger_of(places("a"), events, documents=[TIDE], commitments=promised)
    yield made
    made.close()


@pytest.fixture
def census(ledger: Ledger) -> Census:
    return ledger.census()


def test_pairs_come_with_their_sorts_the_busiest_first(census: Census) -> None:
    assert census.pairs(most=5) == [
        PairCount("CHL", "PER", 3, 2, 1),
        PairCount("BRA", "CHL", 1, 1, 0),
    ]


@pytest.mark.parametrize(
    ("asked", "events"),
    [
        (Filters(status="actual"), 2),
        (Filters(since="2021-04", until="2021-04"), 1),
        (Filters(since="2021-04-01", until="2021-04-30"), 1),
        (Filters(quad="verbal-cooperation"), 2),
    ],
)
def test_pairs_are_those_of_the_events_asked_for(
    census: Census, asked: Filters, events: int
) -> None:
    found = {(one.one, one.other): one.events for one in census.pairs(asked, most=5)}
    assert found["CHL", "PER"] == events


def test_the_partners_of_one_stand_on_the_other_side(census: Census) -> None:
    assert [one.other for one in census.pairs(most=5, party="CHL")] == ["PER", "BRA"]


def test_parties_are_counted_once_an_event(census: Census) -> None:
    assert [(one.one, one.events) for one in census.parties(most=2)] == [("CHL", 4), ("PER", 3)]


def test_a_filter_that_events_do_not_have_is_refused(census: Census) -> None:
    with pytest.raises(QueryError, match="measure"):
        census.pairs(Filters(measure="trade"), most=5)


def test_days_are_those_of_reports_and_of_events(census: Census) -> None:
    assert census.days() == (date(2021, 6, 1), date(2021, 6, 1))
    assert census.event_days() == (date(2021, 3, 2), date(2021, 5, 20))


def test_what_falls_due_comes_in_the_order_of_its_days(census: Census) -> None:
    assert census.due(date(2021, 1, 1), most=5) == ["cm-0000000000000001", "cm-0000000000000002"]
    assert census.due(date(2021, 1, 1), most=5, state="open") == ["cm-0000000000000001"]
    assert census.due_months() == [DueCount("2021-07", "lapsed", 1), DueCount("2021-07", "open", 1)]


def test_outlets_are_counted_by_the_reports_seen_there(ledger: Ledger) -> None:
    wave = report("Waves of talks.", "Wave", "2021-06-03")
    seen = [
        Capture(document_id=wave.document_id, uri=f"wave-{n}.html", outlet=outlet)
        for n, outlet in enumerate(("Wave", "Wave", "Foam"))
    ]
    nothing = Extraction(document_id=wave.document_id)
    done = Coding(document_id=wave.document_id, coder_id="coder-1", status="ok", counts={})
    ledger.write_document(wave, seen, nothing, done)
    found = ledger.census().outlets(most=9)
    assert [(one.outlet, one.reports) for one in found] == [("Foam", 1), ("Wave", 1)]


def test_why_sources_gave_no_report_is_counted(ledger: Ledger) -> None:
    for number in range(2):
        ledger.write_refused(f"key-{number}", f"page-{number}.html", "coder-1", "no words")
    (found,) = ledger.census().refusals(most=9)
    assert (found.reason, found.sources, found.example) == ("no words", 2, "page-0.html")


def test_an_empty_ledger_has_nothing_to_count(places: Places) -> None:
    with Ledger.open(places("c"), create=True) as ledger:
        census = ledger.census()
        assert census.days() is None
        assert census.event_days() is None
        assert census.pairs(most=3) == []
        assert census.outlets(most=3) == []


def test_outlets_are_counted_without_being_listed(ledger: Ledger, census: Census) -> None:
    named = {one.outlet for one in ledger.documents() if one.outlet}
    assert census.outlet_count() == len(named) == 1
