"""Networks, promises, outlets and topics of small ledgers."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from analysis_ledgers import (
    commitment,
    event,
    ledger_of,
    on,
    party,
    report,
    statement,
    when,
)
from communique.analysis import copying, kept, network, nodes, outlets, topics
from communique.cli import main
from communique.ledger import QueryError
from conftest import Places

# Networks


def test_a_network_joins_each_pair_of_an_event(places: Places) -> None:
    events = [
        event(1, ["RUS", "CHN", "UN"], on("2024-01-01"), intensity=4.0),
        event(2, ["CHN", "RUS"], on("2024-02-01"), quad=4, intensity=-7.0, independent_sources=3),
        event(3, ["RUS", "RUS"], on("2024-02-01")),
        event(4, ["CHN", "RUS"], on("2024-02-01"), status="planned"),
    ]
    with ledger_of(places("x"), events) as ledger:
        edges = network(ledger)
    assert [(e.one, e.other, e.events) for e in edges] == [
        ("CHN", "RUS", 2),
        ("CHN", "UN", 1),
        ("RUS", "UN", 1),
    ]
    first = edges[0]
    assert (first.cooperative, first.conflictual) == (1, 1)
    assert (first.cooperation, first.conflict, first.sources) == (4.0, -7.0, 4)


def test_a_network_a_year_leaves_what_lies_in_none_to_the_end(places: Places) -> None:
    events = [
        event(1, ["RUS", "CHN"], on("2024-01-01")),
        event(2, ["RUS", "CHN"], when("2023-12-30", "2024-01-02")),
        event(3, ["FIN", "CHN"], on("2023-01-01")),
    ]
    with ledger_of(places("x"), events) as ledger:
        edges = network(ledger, by="year")
    assert [(e.period, e.one, e.other, e.events) for e in edges] == [
        ("2023", "CHN", "FIN", 1),
        ("2024", "CHN", "RUS", 1),
        (None, "CHN", "RUS", 1),
    ]


def test_a_network_takes_the_filters_of_events(places: Places) -> None:
    events = [
        event(1, ["RUS", "CHN", "FIN"], on("2024-01-01"), type="AGREE"),
        event(2, ["RUS", "FIN"], on("2024-01-01")),
        event(3, ["SWE", "FIN"], on("2024-01-01")),
    ]
    with ledger_of(places("x"), events) as ledger:
        agreed = [(e.one, e.other, e.events) for e in network(ledger, type="AGREE")]
        of_russia = [(e.one, e.other, e.events) for e in network(ledger, actor="RUS")]
    assert agreed == [("CHN", "FIN", 1), ("CHN", "RUS", 1), ("FIN", "RUS", 1)]
    assert of_russia == [("FIN", "RUS", 2), ("CHN", "FIN", 1), ("CHN", "RUS", 1)]


def test_who_stands_between_others_is_told(places: Places) -> None:
    events = [
        event(1, ["RUS", "TUR"], on("2024-01-01")),
        event(2, ["TUR", "SWE"], on("2024-01-01")),
        event(3, ["TUR", "SWE"], on("2024-01-02")),
    ]
    with ledger_of(places("x"), events) as ledger:
        found = nodes(network(ledger))
    assert [(n.party, n.partners, n.events, n.share, n.betweenness) for n in found] == [
        ("TUR", 2, 3, 1.0, 1.0),
        ("SWE", 1, 2, 0.6667, 0.0),
        ("RUS", 1, 1, 0.3333, 0.0),
    ]
    assert [n.closest for n in found] == ["SWE", "TUR", "TUR"]


def test_an_empty_ledger_has_no_network_promises_outlets_or_topics(places: Places) -> None:
    with ledger_of(places("x")) as ledger:
        for found in (network(ledger), nodes(network(ledger)), kept(ledger), outlets(ledger)):
            assert list(found) == []
        assert list(copying(ledger)) == list(topics(ledger)) == []


# Promises

FIRST = report("Alpha promised grain.", "The Tern", "2024-01-02")
SECOND = report("Alpha said grain would come.", "The Gull", "2024-01-03")
THIRD = report("Years later Alpha spoke again.", "The Gull", "2026-01-03")
GRAIN = "deliver twenty wagons of grain"


def test_a_promise_that_two_reports_of_a_story_tell_counts_once(places: Places) -> None:
    promised = [
        commitment(1, FIRST, "RUS", GRAIN),
        commitment(2, SECOND, "RUS", GRAIN, state="lapsed"),
        commitment(3, THIRD, "RUS", GRAIN),
    ]
    with ledger_of(
        places("x"),
        documents=[FIRST, SECOND, THIRD],
        commitments=promised,
        stories={FIRST.document_id: "s1", SECOND.document_id: "s1", THIRD.document_id: "s2"},
    ) as ledger:
        [row] = kept(ledger)
    assert (row.party, row.promises, row.lapsed, row.open, row.told) == ("RUS", 2, 1, 1, 3)
    assert row.lapsed_ids == ("cm-0000000000000001", "cm-0000000000000002")
    assert row.open_ids == ("cm-0000000000000003",)
    assert row.share_fulfilled == 0.0


def test_one_event_fulfils_one_promise_in_whatever_words(places: Places) -> None:
    done = {"state": "fulfilled", "fulfilled_by": "event-1", "to": (party("FIN"),)}
    promised = [
        commitment(1, FIRST, "RUS", "come to Turku", **done),
        commitment(2, THIRD, "RUS", "travel north in spring", **done),
        commitment(3, THIRD, "FIN", "host a summit", state="cancelled"),
    ]
    with ledger_of(places("x"), documents=[FIRST, THIRD], commitments=promised) as ledger:
        told = [(r.party, r.promises, r.fulfilled, r.share_fulfilled) for r in kept(ledger)]
        pairs = [(r.party, r.to, r.fulfilled) for r in kept(ledger, pairs=True)]
    assert told == [("FIN", 1, 0, 0.0), ("RUS", 1, 1, 1.0)]
    assert pairs == [("RUS", "FIN", 1)]


def test_what_others_expect_is_no_promise_unless_asked_for(places: Places) -> None:
    promised = [
        commitment(1, FIRST, "RUS", GRAIN, kind="expectation"),
        commitment(2, FIRST, "RUS", "pay a visit to Turku", kind="plan"),
    ]
    with ledger_of(places("x"), documents=[FIRST], commitments=promised) as ledger:
        assert [r.promises for r in kept(ledger)] == [1]
        assert [r.promises for r in kept(ledger, type="expectation")] == [1]
        assert [r.promises for r in kept(ledger, type="any")] == [2]


def test_a_promise_that_is_still_open_settles_nothing(places: Places) -> None:
    promised = [commitment(1, FIRST, "RUS", GRAIN)]
    with ledger_of(places("x"), documents=[FIRST], commitments=promised) as ledger:
        [row] = kept(ledger)
    assert row.share_fulfilled is None


# Outlets

TERN = report("Tern text on the talks in Turku.", "The Tern", "2024-01-02")
GULL = report("Gull text on the talks in Turku.", "The Gull", "2024-01-03", agency="THE TERN")
COOT = report("Coot text on the talks.", "The Coot", None)


def test_outlets_are_alone_first_or_in_a_draw(places: Places) -> None:
    both = (TERN.document_id, GULL.document_id)
    events = [
        event(1, ["RUS", "FIN"], on("2024-01-01"), documents=both),
        event(2, ["RUS", "FIN"], on("2024-01-01"), documents=both[1:]),
        event(3, ["SWE", "FIN"], on("2024-01-01"), documents=(both[0], COOT.document_id)),
    ]
    with ledger_of(places("x"), events, documents=[TERN, GULL, COOT]) as ledger:
        found = {r.outlet: (r.reports, r.events, r.alone, r.first) for r in outlets(ledger)}
        of_sweden = [(r.outlet, r.reports, r.share) for r in outlets(ledger, actor="SWE")]
    assert found == {
        "The Coot": (1, 1, 0, 0),
        "The Gull": (1, 2, 1, 0),
        "The Tern": (1, 2, 0, 1),
    }
    assert of_sweden == [("The Coot", 1, 0.5), ("The Tern", 1, 0.5)]


def test_a_report_without_an_outlet_is_counted(places: Places) -> None:
    with ledger_of(places("x"), documents=[report("Words.", None, None)]) as ledger:
        assert [(r.outlet, r.reports, r.share) for r in outlets(ledger)] == [("(not stated)", 1, 1)]


def test_who_credits_whom_is_told_however_the_name_is_written(places: Places) -> None:
    with ledger_of(places("x"), documents=[TERN, GULL, COOT]) as ledger:
        [row] = copying(ledger)
        crediting = {r.outlet: r.credits for r in outlets(ledger)}
    assert (row.outlet, row.origin, row.copies, row.credits) == ("The Gull", "The Tern", 0, 1)
    assert row.documents == (GULL.document_id,)
    assert crediting == {"The Tern": 0, "The Gull": 1, "The Coot": 0}


# Topics


def test_the_same_words_in_copies_are_one_statement_on_a_topic(places: Places) -> None:
    said = [
        statement(1, TERN, ("trade",)),
        statement(2, GULL, ("trade",)),
        statement(3, GULL, ("trade", "security")),
        statement(4, COOT, ()),
    ]
    copies = {TERN.document_id: "copy-1", GULL.document_id: "copy-1"}
    with ledger_of(
        places("x"), documents=[TERN, GULL, COOT], statements=said, copies=copies
    ) as ledger:
        found = [(r.period, r.topic, r.statements, r.share, r.reports) for r in topics(ledger)]
    assert found == [
        ("2024-01", "trade", 2, 1.0, 2),
        ("2024-01", "security", 1, 0.5, 1),
        (None, None, 1, 1.0, 1),
    ]


# Commands


@pytest.fixture
def sample(places: Places) -> str:
    ledger_of(
        places("x"),
        [event(1, ["RUS", "FIN"], on("2024-01-01"), documents=(TERN.document_id,))],
        documents=[TERN, GULL, FIRST],
        commitments=[commitment(1, FIRST, "RUS", GRAIN)],
        statements=[statement(1, TERN, ("war-and-peace",))],
    ).close()
    return str(places("x"))


@pytest.mark.parametrize(
    ("command", "header", "row"),
    [
        ("network", "period,start,end,one,other,events", ",,,FIN,RUS,1,1,0,1.0,0.0,1"),
        ("kept", "party,to,promises", "RUS,,1,0,0,0,1,0,,1,,,,cm-0000000000000001,"),
        ("outlets", "outlet,reports,share", "The Tern,2,0.6667,0,0,0,1,1,0,event-0000000000000001"),
        ("copying", "outlet,origin,copies", f"The Gull,The Tern,0,0,1,{GULL.document_id}"),
        ("topics", "period,start,end,topic", "2024-01,2024-01-01,2024-01-31,war-and-peace,1,1.0"),
    ],
)
def test_each_command_writes_a_table_and_csv(
    sample: str, command: str, header: str, row: str
) -> None:
    asked = ["analyse", command, "--ledger", sample]
    as_table = CliRunner().invoke(main, asked)
    assert (as_table.exit_code, as_table.stderr) == (0, "")
    assert "─" in as_table.stdout
    lines = CliRunner().invoke(main, [*asked, "--format", "csv"]).stdout.splitlines()
    assert lines[0].startswith(header)
    assert lines[1].startswith(row)
    assert len(list(csv.DictReader(lines))) == len(lines) - 1


@pytest.mark.parametrize("command", ["network", "kept", "outlets", "topics"])
def test_a_filter_that_leaves_nothing_is_named(sample: str, command: str) -> None:
    done = CliRunner().invoke(main, ["analyse", command, "--ledger", sample, "--since", "2031"])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Without --since: 1" in done.stderr


def test_an_impossible_date_is_a_wrong_use(sample: str) -> None:
    done = CliRunner().invoke(main, ["analyse", "kept", "--ledger", sample, "--since", "maybe"])
    assert done.exit_code == 2
    assert "expected a date" in done.stderr


def test_a_filter_of_another_kind_is_refused(places: Places) -> None:
    with ledger_of(places("x")) as ledger, pytest.raises(QueryError, match="cannot be"):
        kept(ledger, speaker="RUS")
