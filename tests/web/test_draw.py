"""Charts on small data: where marks stand, what they say, what they leave to tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from communique.web.draw.columns import Column, Columns, Kind, columns, spark
from communique.web.draw.dots import Dot, dots
from communique.web.draw.scale import Days, round_steps
from communique.web.draw.shapes import element, words
from communique.web.draw.timeline import Happening, Timeline, fits, timeline

MEETING = Happening(
    start=date(2021, 3, 4),
    end=date(2021, 3, 4),
    way="cooperation",
    material=False,
    happened=True,
    sources=1,
    title="2021-03-04: Peru and Chile met",
    href="/events/event-1",
)


def _drawn(*happenings: Happening) -> str:
    return str(timeline(Timeline(title="Peru and Chile", happenings=happenings)))


def _heights(drawn: str) -> list[float]:
    return [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)]


def test_words_and_values_are_escaped() -> None:
    assert element("a", "<b>", title='"x"') == '<a title="&#34;x&#34;">&lt;b&gt;</a>'
    assert "\u202e" not in words("abc\u202edef", 0, 0, "x")


def test_a_day_is_a_dot_and_an_interval_a_bar() -> None:
    assert "<circle" in _drawn(MEETING)
    assert "<rect" in _drawn(replace(MEETING, end=date(2021, 3, 31)))
    assert "<circle" not in _drawn(replace(MEETING, end=date(2021, 3, 31)))


def test_deeds_are_square() -> None:
    assert "<rect" in _drawn(replace(MEETING, material=True))


def test_what_did_not_happen_is_hollow() -> None:
    assert "hollow" not in _drawn(MEETING)
    assert "hollow" in _drawn(replace(MEETING, happened=False))


def test_conflict_stands_below_cooperation() -> None:
    cooperation, conflict = _heights(_drawn(MEETING, replace(MEETING, way="conflict")))
    assert cooperation < conflict


def test_two_of_one_day_do_not_cover_one_another() -> None:
    one, other = _heights(_drawn(MEETING, replace(MEETING, title="another")))
    assert abs(one - other) >= 18


def test_more_sources_make_a_larger_dot() -> None:
    one, other = (
        float(r)
        for drawn in (_drawn(MEETING), _drawn(replace(MEETING, sources=5)))
        for r in re.findall(r' r="([\d.]+)"', drawn)
    )
    assert other > one


def test_a_mark_leads_to_its_event_and_says_what_it_is() -> None:
    drawn = _drawn(MEETING)
    assert 'href="/events/event-1"' in drawn
    assert "<title>2021-03-04: Peru and Chile met</title>" in drawn


def test_a_crowd_is_not_drawn() -> None:
    assert not fits(Timeline(title="none", happenings=()))
    assert not fits(Timeline(title="a day", happenings=(MEETING,) * 40))
    days = [date(year, 1, 1) for year in range(1990, 2020)]
    apart = tuple(replace(MEETING, start=day, end=day) for day in days)
    assert fits(Timeline(title="years", happenings=apart))


def test_the_first_and_the_last_day_of_the_calendar_can_be_drawn() -> None:
    assert "<rect" in _drawn(replace(MEETING, start=date.min, end=date.max))


def test_marks_of_an_axis_are_round_days() -> None:
    axis = Days.around(date(2020, 5, 17), date(2024, 2, 3), left=0, right=100)
    assert [mark.label for mark in axis.marks()] == [
        "Jul 2020", "Jan 2021", "Jul 2021", "Jan 2022", "Jul 2022", "Jan 2023", "Jul 2023",
        "Jan 2024",
    ]  # fmt: skip
    short = Days.around(date(2020, 5, 17), date(2020, 5, 18), left=0, right=100)
    assert [mark.label for mark in short.marks()][:2] == ["6 May 2020", "13 May 2020"]


def test_lines_of_counts_are_round() -> None:
    assert round_steps(7) == (8, 2)
    assert round_steps(0) == (1, 1)
    assert round_steps(1234) == (1500, 500)


COLUMNS = Columns(
    title="Peru and Chile",
    above=(Kind(name="of cooperation", style="quad-1"),),
    below=(Kind(name="of conflict", style="quad-3"),),
    columns=(
        Column(label="2021-03", above=(3,), below=(0,), href="?since=2021-03"),
        Column(label="2021-04", above=(0,), below=(2,)),
    ),
)


def test_columns_tell_their_counts_and_lead_to_them() -> None:
    drawn = columns(COLUMNS)
    assert 'href="?since=2021-03"' in drawn
    assert "<title>2021-03: 3 of cooperation</title>" in drawn
    assert 'role="group"' in drawn


def test_columns_without_links_are_an_image_described_in_words() -> None:
    drawn = spark(COLUMNS)
    assert 'role="img"' in drawn
    assert "<desc>2021-03: 3 of cooperation; 2021-04: 2 of conflict</desc>" in drawn


def test_columns_of_nothing_can_be_drawn() -> None:
    empty = replace(COLUMNS, columns=(Column(label="2021", above=(0,), below=(0,)),))
    assert "2021: nothing" in columns(empty)
    assert "<svg" in columns(replace(COLUMNS, columns=()))
    assert "<svg" in spark(replace(COLUMNS, columns=()))


DOT = Dot(
    start=date(2021, 1, 1),
    end=date(2021, 12, 31),
    value=40.0,
    low=40.0,
    high=40.0,
    exact=True,
    label="40 tonnes",
    title="40 tonnes, 2021 (The Quay)",
    href="/documents/d#figure-1",
)


def test_values_stand_on_their_days_with_their_words() -> None:
    later = replace(DOT, start=date(2023, 1, 1), end=date(2023, 12, 31), value=60.0, high=70.0,
                    low=50.0, exact=False, label="50 to 70")  # fmt: skip
    drawn = dots("Ore", (DOT, later))
    assert ">40 tonnes</text>" in drawn
    assert "dot-range" in drawn
    assert "dot hollow" in drawn
    first, second = _heights(drawn)
    assert first > second
