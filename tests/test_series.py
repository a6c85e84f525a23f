"""Events over time: which period an event counts in, what it adds, and what cannot be placed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis_ledgers import event, ledger_of, on, when
from communique.analysis import UNITS, Rows, SeriesRow, Unit, series
from communique.analysis.periods import every_period, holding, period_of
from communique.cli import main
from communique.ledger import Filters, Ledger, QueryError
from communique.records import Event
from conftest import Places

Ask = Callable[..., Rows[SeriesRow]]


@pytest.fixture
def ask(places: Places) -> Iterator[Ask]:
    """The series of given events."""
    opened: list[Ledger] = []

    def asked(events: list[Event], **given: Any) -> Rows[SeriesRow]:
        opened.append(ledger_of(places(str(len(opened))), events))
        return series(opened[-1], **given)

    yield asked
    for ledger in opened:
        ledger.close()


def counts(rows: Rows[SeriesRow]) -> list[tuple[str | None, int]]:
    return [(row.period, row.events) for row in rows]


def test_an_empty_ledger_gives_no_rows(ask: Ask) -> None:
    assert list(ask([])) == []


def test_one_event_gives_its_month_with_what_it_adds(ask: Ask) -> None:
    one = event(1, ["RUS", "CHN"], on("2024-05-16"), quad=3, intensity=-2.0, independent_sources=2)
    assert list(ask([one])) == [
        SeriesRow(
            period="2024-05",
            start=date(2024, 5, 1),
            end=date(2024, 5, 31),
            events=1,
            at_most=1,
            verbal_cooperation=0,
            material_cooperation=0,
            verbal_conflict=1,
            material_conflict=0,
            cooperation=0.0,
            conflict=-2.0,
            net=-2.0,
            mean=-2.0,
            sources=2,
        )
    ]


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("day", ["2023-12-30", "2023-12-31", "2024-01-01"]),
        ("week", ["2023-W52", "2024-W01"]),
        ("month", ["2023-12", "2024-01"]),
        ("quarter", ["2023-Q4", "2024-Q1"]),
        ("year", ["2023", "2024"]),
    ],
)
def test_periods_are_those_of_the_calendar(ask: Ask, by: Unit, names: list[str]) -> None:
    events = [event(1, ["RUS"], on("2023-12-30")), event(2, ["RUS"], on("2024-01-01"))]
    assert [row.period for row in ask(events, by=by)] == names


def test_periods_without_events_are_there(ask: Ask) -> None:
    events = [event(1, ["RUS"], on("2024-01-31")), event(2, ["RUS"], on("2024-03-01"))]
    assert counts(ask(events)) == [("2024-01", 1), ("2024-02", 0), ("2024-03", 1)]


def test_cooperation_and_conflict_are_added_up_apart(ask: Ask) -> None:
    events = [
        event(1, ["RUS"], on("2024-01-01"), intensity=4.0),
        event(2, ["RUS"], on("2024-01-02"), intensity=-10.0, quad=4),
        event(3, ["RUS"], on("2024-01-03"), intensity=None, quad=None),
    ]
    [row] = ask(events)
    assert (row.events, row.cooperation, row.conflict, row.net, row.mean) == (3, 4, -10, -6, -3)
    assert (row.verbal_cooperation, row.material_conflict) == (1, 1)


def test_an_event_counts_only_where_all_its_days_lie(ask: Ask) -> None:
    over_two_months = event(1, ["RUS"], when("2024-01-30", "2024-02-02"))
    assert counts(ask([over_two_months], by="quarter")) == [("2024-Q1", 1)]
    rows = ask([over_two_months, event(2, ["RUS"], on("2024-02-05"))])
    assert counts(rows) == [("2024-02", 1), (None, 1)]


def test_what_may_lie_in_a_period_is_told_beside_what_does(ask: Ask) -> None:
    events = [
        event(1, ["RUS"], on("2024-01-01")),
        event(2, ["RUS"], when("2024-01-30", "2024-02-02")),
        event(3, ["RUS"], on("2024-03-01")),
    ]
    told = [(row.period, row.events, row.at_most) for row in ask(events)]
    assert told == [("2024-01", 1, 2), ("2024-02", 0, 1), ("2024-03", 1, 1), (None, 1, 1)]


@pytest.mark.parametrize("days", [when(None, "2024-05-16"), when("2024-05-16"), None])
def test_an_event_with_an_open_end_or_no_days_has_no_period(ask: Ask, days: Any) -> None:
    dated = event(1, ["RUS"], on("2024-05-01"))
    rows = ask([dated, event(2, ["RUS"], days)], by="year")
    assert [(row.period, row.at_most) for row in rows] == [("2024", 1), (None, 1)]


def test_only_actual_events_count_unless_asked(ask: Ask) -> None:
    events = [
        event(1, ["RUS"], on("2024-01-01")),
        event(2, ["RUS"], on("2024-01-02"), status="planned"),
    ]
    assert counts(ask(events)) == [("2024-01", 1)]
    assert counts(ask(events, status="any")) == [("2024-01", 2)]
    assert counts(ask(events, status="planned")) == [("2024-01", 1)]


def test_the_series_of_a_pair_counts_an_event_once(ask: Ask) -> None:
    events = [
        event(1, ["RUS", "CHN", "CHN"], on("2024-01-01")),
        event(2, ["RUS", "FIN"], on("2024-01-02")),
    ]
    assert counts(ask(events, between=("CHN", "RUS"))) == [("2024-01", 1)]


def test_a_series_reaches_from_since_to_until(ask: Ask) -> None:
    rows = ask([event(1, ["RUS"], on("2024-02-05"))], since="2024-01-15", until="2024-03")
    assert counts(rows) == [("2024-01", 0), ("2024-02", 1), ("2024-03", 0)]


def test_too_many_periods_are_refused(ask: Ask) -> None:
    events = [event(1, ["RUS"], on("0102-01-01")), event(2, ["RUS"], on("2024-01-01"))]
    with pytest.raises(QueryError, match="at most 20,000 periods"):
        ask(events, by="day")


@pytest.mark.parametrize(
    "hostile",
    [{"since": "soon"}, {"quad": "7"}, {"speaker": "'; --", "about": "x"}, {"between": ("", "")}],
)
def test_filters_that_mean_nothing_are_refused(ask: Ask, hostile: Any) -> None:
    with pytest.raises(QueryError):
        ask([event(1, ["RUS"], on("2024-01-01"))], **hostile)


def test_words_of_sql_are_only_words(ask: Ask) -> None:
    events = [event(1, ["RUS"], on("2024-01-01"))]
    assert list(ask(events, actor="x' OR 1=1 --")) == []
    assert list(ask(events, status="actual' OR 1=1 --")) == []


DAYS = st.dates(date(2023, 11, 1), date(2024, 3, 31))


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(DAYS, DAYS, st.sampled_from([1, 2, 3, 4, None]), st.booleans()), max_size=8),
    st.sampled_from([None, "2023-12", "2024-01-01", "2024-01-16"]),
    st.sampled_from([None, "2024-02", "2024-01-31", "2024-01-30"]),
)
def test_the_rollup_says_what_the_events_say(
    tmp_path: Path, drawn: list[Any], since: str | None, until: str | None
) -> None:
    """Reading the months gives what counting the events one by one gives."""
    events = [
        event(
            number,
            ["RUS", "CHN"],
            when(min(a, b).isoformat(), None if is_open else max(a, b).isoformat()),
            quad=quad,
        )
        for number, (a, b, quad, is_open) in enumerate(drawn)
    ]
    path = tmp_path / "drawn.db"
    path.unlink(missing_ok=True)
    with ledger_of(path, events) as ledger:
        for by in UNITS:
            filters = Filters(between=("RUS", "CHN"), since=since, until=until)
            by_hand = dict[str | None, int]()
            for one in ledger.events(filters):
                assert one.when is not None and one.when.start is not None
                end = one.when.end
                period = holding(one.when.start, end, by) if end else None
                name = period.name if period else None
                by_hand[name] = by_hand.get(name, 0) + 1
            found = {r.period: r.events for r in series(ledger, filters, by=by) if r.events}
            assert found == by_hand


def test_weeks_belong_to_the_year_of_their_thursday() -> None:
    assert period_of(date(2024, 12, 30), "week").name == "2025-W01"
    assert period_of(date(2024, 12, 30), "week").start == date(2024, 12, 30)


def test_the_ends_of_the_calendar_have_periods() -> None:
    for unit in UNITS:
        assert period_of(date.max, unit).end <= date.max
        assert period_of(date.min, unit).start >= date.min
        assert every_period(date.max, date.max, unit)


def test_rows_become_a_data_frame(ask: Ask) -> None:
    frame = ask([event(1, ["RUS"], on("2024-05-16"), intensity=4.0)]).to_pandas()
    assert frame[["period", "events", "cooperation"]].values.tolist() == [["2024-05", 1, 4.0]]


# The command


@pytest.fixture
def sample(places: Places) -> str:
    events = [
        event(1, ["RUS", "CHN"], on("2024-05-16"), intensity=4.0),
        event(2, ["RUS", "CHN"], when(None, "2024-05-20"), quad=4, intensity=-7.0),
        event(3, ["RUS", "CHN"], on("2024-12-01"), status="planned"),
    ]
    ledger_of(places("x"), events).close()
    return str(places("x"))


def test_the_command_draws_a_table_and_says_what_is_not_in_it(sample: str) -> None:
    given = ["analyse", "series", "--ledger", sample, "--between", "RUS", "CHN"]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[2].split()[:3] == ["2024-05", "1", "█" * 20]
    assert "unplaced" in done.stdout
    assert "1 cannot be put in one month" in done.stderr
    assert "Goldstein (1992)" in done.stderr


def test_the_command_writes_csv_and_json_lines(sample: str) -> None:
    given = ["analyse", "series", "--ledger", sample, "--status", "any", "--by", "year"]
    as_csv = CliRunner().invoke(main, [*given, "--format", "csv"]).stdout.splitlines()
    assert as_csv[0].startswith("period,start,end,events,at_most,verbal_cooperation,")
    assert as_csv[1].startswith("2024,2024-01-01,2024-12-31,2,2,2,0,0,0,5.0,0.0,5.0,2.5,2")
    as_lines = CliRunner().invoke(main, [*given, "--format", "jsonl"]).stdout.splitlines()
    assert [json.loads(line)["events"] for line in as_lines] == [2, 1]


def test_the_command_says_which_filter_left_nothing(sample: str) -> None:
    given = ["analyse", "series", "--ledger", sample, "--since", "2024-11"]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "No events match.",
        "  With --status any: 1",
        "  Without --since: 2",
    ]
