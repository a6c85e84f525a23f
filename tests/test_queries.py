"""Questions to a ledger: parties, groups by date, pages, words and what emptied an answer."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis_ledgers
from communique.cli import main
from communique.cli.listings import LISTINGS
from communique.ledger import APPLICABLE, KINDS, Filters, Ledger, QueryError
from communique.records import Event, Party, When
from conftest import Places
from ledger_records import build_sample

DAYS = [date(2008, 8, 8), date(2010, 12, 24), date(2024, 1, 1), date(2024, 1, 2), None]
STATES = ["RUS", "CHN", "ZAF", "IRN", "FIN"]

Asked = Callable[..., list[str]]


def dealing(
    number: int, actors: list[str], recipients: list[str], on: date | None, **more: object
) -> Event:
    when = When(start=on, end=on, precision="day", basis="explicit") if on else None
    event = Event(
        event_id=f"ev-{number:016d}",
        type="CONSULT",
        status="actual",
        actors=tuple(party(code) for code in actors),
        recipients=tuple(party(code) for code in recipients),
        when=when,
    )
    return dataclasses.replace(event, **more)  # type: ignore[arg-type]


def party(code: str) -> Party:
    if code in STATES:
        return Party(name=code.title(), actor_id=f"state/{code}", country=code)
    return Party(name=code, actor_id=f"organisation/{code}")


def ledger_of(path: Path | str, events: list[Event]) -> Ledger:
    ledger = Ledger.open(path, create=True)
    ledger.replace_merged(events=events, disputes=(), commitments=(), groups={})
    return ledger


@pytest.fixture
def sample(places: Places) -> Iterator[Ledger]:
    build_sample(places("sample"))
    with Ledger.open(places("sample")) as opened:
        yield opened


@pytest.fixture
def ask(places: Places) -> Iterator[Asked]:
    """Ask a ledger of given events; returns the last digit of each found id."""
    opened: list[Ledger] = []

    def asked(events: list[Event], **filters: object) -> list[str]:
        opened.append(ledger_of(places(str(len(opened))), events))
        found = opened[-1].events(Filters(**filters))  # type: ignore[arg-type]
        return [event.event_id[-1] for event in found]

    yield asked
    for ledger in opened:
        ledger.close()


# Groups of states


def test_a_group_means_its_members_on_the_day_of_the_event(ask: Asked) -> None:
    # South Africa was invited to BRICS on 24 December 2010, Iran joined on 1 January 2024.
    events = [
        dealing(1, ["RUS", "ZAF"], [], date(2008, 8, 8)),
        dealing(2, ["RUS", "ZAF"], [], date(2012, 3, 29)),
        dealing(3, ["RUS", "IRN"], [], date(2023, 12, 31)),
        dealing(4, ["RUS", "IRN"], [], date(2024, 1, 2)),
    ]
    assert ask(events, between=("RUS", "organisation/BRICS")) == ["2", "4"]


def test_two_parties_of_one_state_are_not_a_state_and_its_group(ask: Asked) -> None:
    assert (
        ask(
            [dealing(1, ["RUS", "RUS"], [], date(2024, 1, 2))],
            between=("RUS", "organisation/BRICS"),
        )
        == []
    )


def test_the_code_of_a_group_means_the_group_itself(ask: Asked) -> None:
    events = [
        dealing(1, ["FIN"], ["NATO"], date(2024, 1, 2)),
        dealing(2, ["FIN"], ["CHN"], date(2024, 1, 2)),
    ]
    assert ask(events, between=("FIN", "NATO")) == ["1"]


def test_an_undated_event_counts_by_the_members_of_today(ask: Asked) -> None:
    assert ask([dealing(1, ["FIN"], ["IRN"], None)], between=("FIN", "organisation/BRICS")) == ["1"]


# Direction, mode, quad class, sources


def test_from_and_to_ask_for_a_direction(ask: Asked) -> None:
    events = [
        dealing(1, ["RUS"], ["FIN"], date(2024, 1, 1)),
        dealing(2, ["FIN"], ["RUS"], date(2024, 1, 2)),
        dealing(3, ["FIN", "RUS"], [], date(2024, 1, 3)),
    ]
    assert ask(events, source="FIN", target="RUS") == ["2"]
    assert ask(events, between=("FIN", "RUS")) == ["1", "2", "3"]


def test_events_are_found_by_mode_and_quad_class(ask: Asked) -> None:
    events = [
        dealing(1, ["RUS"], ["FIN"], date(2024, 1, 1), mode="visit", quad=1),
        dealing(2, ["RUS"], ["FIN"], date(2024, 1, 2), mode="expel", quad=4),
    ]
    assert ask(events, mode="Expel") == ["2"]
    assert ask(events, quad=1) == ["1"]
    assert ask(events, quad="Material conflict") == ["2"]


def test_events_of_enough_independent_sources(sample: Ledger) -> None:
    assert [e.event_id[-1] for e in sample.events(Filters(min_sources=2))] == ["1"]


def test_events_are_found_by_an_outlet_that_tells_them(sample: Ledger) -> None:
    assert [e.event_id[-1] for e in sample.events(Filters(outlet="the gull"))] == ["1"]


def test_an_unknown_quad_class_is_refused_with_those_there_are(sample: Ledger) -> None:
    with pytest.raises(QueryError, match="verbal-cooperation"):
        sample.count("events", Filters(quad="friendly"))


# Questions of one shape share a statement, not its values


def test_questions_of_one_shape_get_answers_of_their_own(places: Places) -> None:
    events = [
        dealing(1, ["RUS"], ["CHN"], date(2024, 1, 1)),
        dealing(2, ["RUS"], ["FIN"], date(2024, 1, 1)),
        dealing(3, ["RUS"], ["FIN"], date(2024, 1, 2)),
    ]
    with ledger_of(places("x"), events) as ledger:

        def found(other: str, since: str, until: str) -> list[str]:
            asked = ledger.events(between=("RUS", other), since=since, until=until)
            return [event.event_id[-1] for event in asked]

        assert found("CHN", "2024-01-01", "2024-01-02") == ["1"]
        assert found("FIN", "2024-01-01", "2024-01-02") == ["2", "3"]
        assert found("FIN", "2024-01-02", "2024-01-02") == ["3"]
        assert found("FIN", "2024-01-01", "2024-01-01") == ["2"]


def test_searches_of_one_shape_find_their_own_words(sample: Ledger) -> None:
    def outlets(words: str) -> list[str | None]:
        hits = sample.search("documents", Filters(search=words))
        return [getattr(hit.record, "outlet", None) for hit in hits]

    assert outlets("timber") == ["The Tern"]
    assert outlets("half an hour") == ["The Gull"]


# Pages


@given(
    st.lists(
        st.tuples(
            st.sampled_from(DAYS),
            st.lists(st.sampled_from([*STATES, "NATO"]), min_size=1, max_size=3),
            st.lists(st.sampled_from([*STATES, "NATO"]), max_size=2),
        ),
        max_size=12,
    ),
    st.sampled_from(["newest", "document"]),
    st.integers(min_value=1, max_value=5),
    st.sampled_from([None, ("RUS", "CHN"), ("FIN", "NATO")]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_pages_one_after_another_are_the_whole_listing(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[tuple[date | None, list[str], list[str]]],
    order: str,
    length: int,
    pair: tuple[str, str] | None,
) -> None:
    events = [dealing(n, actors, others, on) for n, (on, actors, others) in enumerate(told)]
    path = tmp_path_factory.mktemp("pages") / "x.db"
    with ledger_of(path, events) as ledger:
        asked = Filters(between=pair, order=order)  # type: ignore[arg-type]
        whole = [e.event_id for e in ledger.events(asked)]
        paged, after = [], None
        while True:
            page = ledger.page("events", dataclasses.replace(asked, limit=length, after=after))
            paged += [e.event_id for e in page.records]  # type: ignore[union-attr]
            if (after := page.after) is None:
                break
        assert paged == whole
        assert len(set(whole)) == len(whole) == ledger.count("events", asked)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(DAYS),
            st.lists(st.sampled_from([*STATES, "NATO"]), min_size=1, max_size=3),
            st.lists(st.sampled_from([*STATES, "NATO"]), max_size=2),
        ),
        max_size=10,
    ),
    st.sampled_from(["RUS", "NATO"]),
    st.sampled_from(["CHN", "NATO"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_index_of_dealings_answers_as_the_parties_do(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[tuple[date | None, list[str], list[str]]],
    one: str,
    other: str,
) -> None:
    events = [dealing(n, actors, others, on) for n, (on, actors, others) in enumerate(told)]
    by_parties = {
        e.event_id
        for e in events
        for a, x in enumerate((*e.actors, *e.recipients))
        for b, y in enumerate((*e.actors, *e.recipients))
        if a != b and x == party(one) and y == party(other)
    }
    with ledger_of(tmp_path_factory.mktemp("dealings") / "x.db", events) as ledger:
        found = {e.event_id for e in ledger.events(Filters(between=(one, other)))}
    assert found == by_parties


def test_a_page_goes_on_where_it_ended_though_newer_records_came(places: Places) -> None:
    days = [date(2024, 1, n) for n in range(1, 7)]
    events = [dealing(n, ["RUS"], ["CHN"], day) for n, day in enumerate(days)]
    with ledger_of(places("x"), events[:-1]) as ledger:
        first = ledger.page("events", Filters(order="newest", limit=2))
        ledger.replace_merged(events=events, disputes=(), commitments=(), groups={})
        after = ledger.page("events", Filters(order="newest", limit=2, after=first.after))
    assert [e.event_id[-1] for e in after.records] == ["2", "1"]  # type: ignore[union-attr]


@pytest.mark.parametrize("mark", ["x", "", "WzEsMl0", "{}", "é"])
def test_a_mark_that_is_none_is_refused(sample: Ledger, mark: str) -> None:
    with pytest.raises(QueryError, match="mark of a page"):
        sample.page("events", Filters(after=mark, limit=1))


# Words


def test_the_most_relevant_come_first_with_their_words_marked(sample: Ledger) -> None:
    found = list(sample.search("documents", Filters(search="sanctions timber")))
    assert [hit.record.uri for hit in found] == ["tern.txt"]  # type: ignore[union-attr]
    snippet = found[0].snippet
    assert [mark.of(snippet.text) for mark in snippet.marks] == ["Sanctions", "timber"]


def test_a_word_is_marked_in_the_form_in_which_it_stands(sample: Ledger) -> None:
    [hit] = sample.search("statements", Filters(search="visiting"))
    assert [mark.of(hit.snippet.text) for mark in hit.snippet.marks] == ["visit"]


def test_relevance_without_words_is_refused(sample: Ledger) -> None:
    with pytest.raises(QueryError, match="words to search for"):
        list(sample.events(Filters(order="relevance")))


def test_the_words_of_an_event_are_the_sentences_that_tell_it(sample: Ledger) -> None:
    assert [e.event_id[-1] for e in sample.events(Filters(search="received Helsinki"))] == ["1"]


def test_kinds_without_an_index_of_words_are_searched_too(sample: Ledger) -> None:
    [hit] = sample.search("disputes", Filters(search="half hour"))
    assert "half an hour" in hit.snippet.text


# Empty answers


def test_the_filter_that_emptied_an_answer_is_named(sample: Ledger) -> None:
    asked = Filters(between=("FIN", "SWE"), type="ASSAULT")
    assert sample.without_each("events", asked) == {"type": 1}


# The shell asks the same questions


def test_every_filter_of_a_kind_is_an_option_of_its_listing() -> None:
    for command in LISTINGS:
        options = {option.name for option in command.params}
        assert APPLICABLE[command.name or ""] <= options, command.name


def test_search_shows_each_kind_with_the_words_found(places: Places) -> None:
    build_sample(places("x"))
    run = CliRunner().invoke(main, ["search", "Helsinki", "--ledger", str(places("x"))])
    assert run.exit_code == 0
    assert "events (1)" in run.stdout
    assert "documents (2)" in run.stdout
    assert "met Bo Berg in «Helsinki» on Monday" in run.stdout


def test_search_writes_json_lines_with_spans_into_the_snippet(places: Places) -> None:
    build_sample(places("x"))
    asked = ["search", "stockholm", "--in", "statements", "--format", "jsonl"]
    run = CliRunner().invoke(main, [*asked, "--ledger", str(places("x"))])
    [line] = [json.loads(line) for line in run.stdout.splitlines()]
    [(start, end)] = line["marks"]
    assert (line["kind"], line["snippet"][start:end]) == ("statements", "Stockholm")


def test_a_search_without_an_answer_says_so(places: Places) -> None:
    build_sample(places("x"))
    run = CliRunner().invoke(main, ["search", "ocelot", "--ledger", str(places("x"))])
    assert (run.exit_code, run.stdout) == (0, "")
    assert "Nothing holds all of these words: ocelot" in run.stderr


# Python


def test_filters_are_given_by_name_and_days_as_dates(sample: Ledger) -> None:
    found = sample.events(between=("FIN", "SWE"), since=date(2024, 4, 1))
    assert [event.event_id[-1] for event in found] == ["1"]


def test_a_selection_is_counted_and_read_again_and_again(sample: Ledger) -> None:
    events = sample.events(order="newest")
    assert events.count() == len(list(events)) == len(list(events)) == 2
    assert sample.events(limit=1).count() == 1
    assert sample.events(type="ASSAULT").first() is None


def test_records_become_a_data_frame_with_days_as_days(sample: Ledger) -> None:
    frame = sample.events(type="CONSULT").to_pandas()
    assert frame["when.start"].tolist() == [date(2024, 4, 1)]
    assert [list(names) for names in frame["actors.name"]] == [["Aino Aalto"]]


def test_every_kind_becomes_an_arrow_table_and_a_polars_frame(sample: Ledger) -> None:
    for kind in KINDS:
        found = sample.query(kind)
        assert found.to_arrow().num_rows == found.to_polars().height == found.count(), kind


def test_a_notebook_shows_a_table_in_which_nothing_is_markup(tmp_path: Path) -> None:
    hostile = dataclasses.replace(party("FIN"), name="<script>alert(1)</script>")
    event = dataclasses.replace(dealing(1, [], [], date(2024, 1, 1)), actors=(hostile,))
    with ledger_of(tmp_path / "x.db", [event]) as ledger:
        shown = ledger.events()._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


@pytest.mark.parametrize("asked", ["L'Écho de la Rade", "l'écho", "L'ÉCHO"])
def test_an_outlet_is_found_in_any_case_of_its_letters(places: Places, asked: str) -> None:
    told = analysis_ledgers.report("Gulls over the harbour.", "L'Écho de la Rade", "2024-05-03")
    with analysis_ledgers.ledger_of(places("x"), documents=[told]) as ledger:
        assert ledger.count("documents", Filters(outlet=asked)) == 1


def test_the_first_and_the_last_day_of_the_reports(places: Places) -> None:
    told = [
        analysis_ledgers.report("Gulls over the harbour.", "The Tern", None),
        analysis_ledgers.report("Rain on the harbour.", "The Tern", "2024-05-03"),
        analysis_ledgers.report("Fog on the harbour.", "The Tern", "2023-12-30"),
    ]
    with analysis_ledgers.ledger_of(places("x"), documents=told) as ledger:
        assert ledger.census().days() == (date(2023, 12, 30), date(2024, 5, 3))
    with analysis_ledgers.ledger_of(places("y"), documents=told[:1]) as ledger:
        assert ledger.census().days() is None
