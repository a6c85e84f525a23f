"""Time expressions: what is found, its TIMEX3 value, and the days it means."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract.times import find_times, parse_date
from communique.extract.times.holidays import easter
from communique.intervals import intersect, width
from communique.parse import SpacyParser
from communique.records import Time, When
from communique.spans import Span
from communique.syntax import Parsed

TUESDAY = date(2024, 7, 9)


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


def unparsed(text: str) -> Parsed:
    return Parsed(text=text, tokens=(), sentences=(), blocks=(Span(0, len(text)),))


def days(time: Time) -> str | None:
    """The interval as "start..end", one day as itself, None where no days are named."""
    if time.when is None:
        return None
    start, end = time.when.start, time.when.end
    return str(start) if start == end and start else f"{start or ''}..{end or ''}"


# Text, words, value, days; published on Tuesday 9 July 2024.
CASES = [
    # Full dates, in every order.
    ("They met on March 10, 2023.", "March 10, 2023", "2023-03-10", "2023-03-10"),
    ("They met on 10 March 2023.", "10 March 2023", "2023-03-10", "2023-03-10"),
    ("They met on the 10th of March 2023.", "10th of March 2023", "2023-03-10", "2023-03-10"),
    ("It was signed on 2024-07-03.", "2024-07-03", "2024-07-03", "2024-07-03"),
    ("It was signed on 18.06.2023.", "18.06.2023", "2023-06-18", "2023-06-18"),
    ("It was signed on 06/18/2023.", "06/18/2023", "2023-06-18", "2023-06-18"),
    ("It was signed on 09/10/2023.", "09/10/2023", "2023-XX-XX", "2023-09-10..2023-10-09"),
    # Partial dates.
    ("The ministers met on June 6.", "June 6", "2024-06-06", "2024-06-06"),
    ("The ministers met on 6 June.", "6 June", "2024-06-06", "2024-06-06"),
    ("The war began on Oct. 7.", "Oct. 7", "2023-10-07", "2023-10-07"),
    ("The leaders will meet on Sept 13.", "Sept 13", "2024-09-13", "2024-09-13"),
    ("He arrived on the 27. January.", "27. January", "2024-01-27", "2024-01-27"),
    ("They met on Wednesday, July 3.", "Wednesday, July 3", "2024-07-03", "2024-07-03"),
    ("They met on Saturday (17 June).", "Saturday (17 June", "2023-06-17", "2023-06-17"),
    # Ranges.
    ("The summit took place on July 3-4.", "July 3-4", "2024-07-03/2024-07-04",
     "2024-07-03..2024-07-04"),
    ("He will visit Kazakhstan from 9 to 11 September.", "9 to 11 September",
     "2024-09-09/2024-09-11", "2024-09-09..2024-09-11"),
    ("They met on June 19 and 20.", "June 19 and 20", "2024-06-19/2024-06-20",
     "2024-06-19..2024-06-20"),
    ("The visit lasted from May 30 to June 2.", "May 30 to June 2", "2024-05-30/2024-06-02",
     "2024-05-30..2024-06-02"),
    # Weekdays by tense.
    ("The president visited Astana on Friday.", "Friday", "2024-07-05", "2024-07-05"),
    ("The minister said this on Tuesday.", "Tuesday", "2024-07-09", "2024-07-09"),
    ("The president will visit Astana on Friday.", "Friday", "2024-07-12", "2024-07-12"),
    ("Talks are scheduled for Monday.", "Monday", "2024-07-15", "2024-07-15"),
    ("He arrived last Friday.", "last Friday", "2024-07-05", "2024-07-05"),
    ("He will arrive next Monday.", "next Monday", "2024-07-15", "2024-07-15"),
    ("They will meet next Friday.", "next Friday", "2024-07-12", "2024-07-12..2024-07-19"),
    ("They dined on Wednesday evening.", "Wednesday evening", "2024-07-03TEV", "2024-07-03"),
    # Beside the day of publication.
    ("He said so today.", "today", "2024-07-09", "2024-07-09"),
    ("He said so yesterday.", "yesterday", "2024-07-08", "2024-07-08"),
    ("He will leave tomorrow.", "tomorrow", "2024-07-10", "2024-07-10"),
    ("Missiles struck last night.", "last night", "2024-07-08TNI", "2024-07-08"),
    ("Missiles struck overnight.", "overnight", "2024-07-08TNI", "2024-07-08..2024-07-09"),
    ("They met this week.", "this week", "2024-W28", "2024-07-08..2024-07-14"),
    ("They met over the weekend.", "the weekend", "2024-W27-WE", "2024-07-06..2024-07-07"),
    ("Trade grew last month.", "last month", "2024-06", "2024-06-01..2024-06-30"),
    ("They met earlier this year.", "earlier this year", "2024", "2024-01-01..2024-07-09"),
    ("He will travel early next year.", "early next year", "2025", "2025-01-01..2025-07-02"),
    ("It will open by the end of the year.", "the end of the year", "2024",
     "2024-07-02..2024-12-31"),
    # Months and years.
    ("He visited Beijing in October.", "October", "2023-10", "2023-10-01..2023-10-31"),
    ("He will visit Kazan in October.", "October", "2024-10", "2024-10-01..2024-10-31"),
    ("He visited Beijing in May this year.", "May this year", "2024-05",
     "2024-05-01..2024-05-31"),
    ("They met last September.", "last September", "2023-09", "2023-09-01..2023-09-30"),
    ("Trade fell in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3",
     "2023-07-01..2023-09-30"),
    ("Trade fell in the first half of 2024.", "the first half of 2024", "2024-H1",
     "2024-01-01..2024-06-30"),
    ("They met in the summer of 2023.", "the summer of 2023", "2023-SU",
     "2023-06-01..2023-08-31"),
    ("Relations have cooled since 2014.", "2014", "2014", "2014-01-01..2024-07-09"),
    ("Output rose in 2023-24.", "2023-24", "2023/2024", "2023-01-01..2024-12-31"),
    ("Borders were drawn in the 1990s.", "the 1990s", "199", "1990-01-01..1999-12-31"),
    ("Trade collapsed in nineteen ninety-seven.", "nineteen ninety-seven", "1997",
     "1997-01-01..1997-12-31"),
    ("Trade grew in January-May.", "January-May", "2024-01/2024-05", "2024-01-01..2024-05-31"),
    ("Trade grew in January-May 2023.", "January-May 2023", "2023-01/2023-05",
     "2023-01-01..2023-05-31"),
    # Distances.
    ("He resigned three weeks ago.", "three weeks ago", "2024-W25", "2024-06-17..2024-06-23"),
    ("He resigned a year ago.", "a year ago", "2023", "2023-01-01..2023-12-31"),
    ("The treaty was signed 30 years ago.", "30 years ago", "1994", "1993-01-01..1995-12-31"),
    ("He resigned 10 days ago.", "10 days ago", "2024-06-29", "2024-06-29"),
    # Lengths, sets, vague references.
    ("The talks took two months.", "two months", "P2M", None),
    ("The talks lasted about an hour.", "about an hour", "PT1H", None),
    ("The talks lasted more than four hours.", "more than four hours", "PT4H", None),
    ("A 25-year agreement was signed.", "25-year", "P25Y", None),
    ("He served two and a half years.", "two and a half years", "P2Y6M", None),
    ("Prices fell over the past three months.", "the past three months", "P3M",
     "2024-04-09..2024-07-09"),
    ("They will meet in the coming weeks.", "the coming weeks", "PXW", "2024-07-09.."),
    ("They meet every year.", "every year", "P1Y", None),
    ("They speak twice a week.", "twice a week", "P1W", None),
    ("The ministers are now in Vienna.", "now", "PRESENT_REF", None),
    ("The ministers met recently.", "recently", "PAST_REF", None),
    ("They began at 5 p.m. on Wednesday.", "5 p.m. on Wednesday", "2024-07-03T17:00",
     "2024-07-03"),
    # Feasts, fixed and movable.
    ("They will meet on Christmas Day.", "Christmas Day", "2024-12-25", "2024-12-25"),
    ("The truce began last Christmas.", "last Christmas", "2023-12-25", "2023-12-25"),
    ("The truce began at Easter 2019.", "Easter 2019", "2019-04-21", "2019-04-21"),
    ("The pope spoke on Good Friday.", "Good Friday", "2024-03-29", "2024-03-29"),
    ("They dined on Thanksgiving.", "Thanksgiving", "2023-11-23", "2023-11-23"),
    # Days of a week and of a month.
    ("They met on Tuesday of last week.", "Tuesday of last week", "2024-07-02", "2024-07-02"),
    ("They met last week on Friday.", "last week on Friday", "2024-07-05", "2024-07-05"),
    ("They met from Monday to Wednesday.", "Monday to Wednesday", "2024-07-01/2024-07-03",
     "2024-07-01..2024-07-03"),
    ("They will meet from Wednesday to Friday.", "Wednesday to Friday", "2024-07-10/2024-07-12",
     "2024-07-10..2024-07-12"),
    ("They met in the first week of June.", "the first week of June", "2024-06",
     "2024-06-01..2024-06-07"),
    ("They met on the 3rd of this month.", "the 3rd of this month", "2024-07-03", "2024-07-03"),
    ("They spoke later in the day.", "later in the day", "2024-07-09", "2024-07-09"),
    # What lies ahead although the verb does not say so.
    ("The council postponed the vote until Friday.", "Friday", "2024-07-12",
     "2024-07-09..2024-07-12"),
    ("The envoy could leave as soon as Friday.", "Friday", "2024-07-12", "2024-07-12"),
    ("They discussed preparations for the October summit.", "October", "2024-10",
     "2024-10-01..2024-10-31"),
    ("The planned visit in October was discussed.", "October", "2024-10",
     "2024-10-01..2024-10-31"),
    ("The talks will resume soon.", "soon", "FUTURE_REF", None),
    # Years of accounts, short forms.
    ("Trade for the year rose.", "the year", "2024", "2024-01-01..2024-12-31"),
    ("Arms sales rose in the full year.", "the full year", "2024", "2024-01-01..2024-12-31"),
    ("Exports fell, after a rise the year before.", "the year before", "2023",
     "2023-01-01..2023-12-31"),
    ("Exports fell in FY2023.", "FY2023", "2023", "2023-01-01..2023-12-31"),
    ("Exports fell in financial year 2022-23.", "financial year 2022-23", "2022/2023",
     "2022-01-01..2023-12-31"),
    ("Exports fell in H1 2023.", "H1 2023", "2023-H1", "2023-01-01..2023-06-30"),
    ("They signed it half a century ago.", "half a century ago", "1974",
     "1972-01-02..1976-12-30"),
    ("Two wars marked the last century.", "the last century", "P100Y", "1924-07-09..2024-07-09"),
    # Lengths in compounds.
    ("The month-long siege ended.", "month-long", "P1M", None),
    ("The years-long feud ended.", "years-long", "PXY", None),
    ("The half-century alliance held.", "half-century", "P50Y", None),
    ("The 8-month-old truce held.", "8-month-old", "P8M", None),
    ("The weeks ahead are decisive.", "The weeks ahead", "PXW", "2024-07-09.."),
    ("They met at 10 in the morning.", "10 in the morning", "2024-07-09T10:00",
     "2024-07-08..2024-07-09"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value", "interval"), CASES)
def test_reads_news_idiom(
    parser: SpacyParser, text: str, words: str, value: str, interval: str | None
) -> None:
    parsed = next(parser.parse([text]))

    (time,) = find_times(parsed, TUESDAY)

    assert text[time.start : time.end] == words
    assert (time.value, days(time)) == (value, interval)


@pytest.mark.parametrize(
    "text",
    [
        "A 47-year-old minister resigned.",
        "The prisoner was soon released.",
        "Easter Island has no airport tax.",
        "He called her as soon as he could.",
        "Theresa May spoke to the press.",
        "May's cabinet rejected the deal.",
        "The sides may march on the capital.",
        "Sun Weidong met the ambassador.",
        "April Ryan asked the spokesman.",
        "The second round of talks failed.",
        "The Sun reported the talks.",
        "About 2000 soldiers crossed the border.",
        "The Security Council passed Resolution 1973.",
        "The aid is worth $2024 million.",
        "The 47-year-old minister resigned.",
        "A quarter of the votes were counted.",
        "The index lost 5.39 points.",
    ],
)
def test_is_not_fooled(parser: SpacyParser, text: str) -> None:
    parsed = next(parser.parse([text]))

    assert find_times(parsed, TUESDAY) == ()


def test_following_day_hangs_on_the_date_told_before(parser: SpacyParser) -> None:
    parsed = next(parser.parse(["He came on June 3. The following day he met the king."]))

    _, following = find_times(parsed, TUESDAY)

    assert following.value == "2024-06-04"
    assert following.when is not None and following.when.basis == "document"


def test_without_a_date_of_publication_relative_days_stay_open(parser: SpacyParser) -> None:
    parsed = next(parser.parse(["They met on Friday, after talks in 2019."]))

    friday, year = find_times(parsed, None)

    assert friday.value == "XXXX-WXX-5"
    assert friday.when == When(
        precision="day", text="Friday", span=Span(friday.start, friday.end), basis="none"
    )
    assert year.when is not None and year.when.basis == "explicit"


def test_bounds_of_publication_bound_relative_days(parser: SpacyParser) -> None:
    parsed = next(parser.parse(["They met on July 3. He left on Friday."]))
    bounds = When(start=date(2024, 7, 8), end=date(2024, 7, 16))

    exact, wide = find_times(parsed, None, bounds=bounds)

    assert (exact.value, days(exact)) == ("2024-07-03", "2024-07-03")
    assert (wide.value, days(wide)) == ("XXXX-WXX-5", "2024-07-05..2024-07-12")
    assert wide.when is not None and wide.when.basis == "document"


_WORDS = st.sampled_from([
    "on", "Friday", "last", "next", "March", "10", "2023", "-", "to", "9", "July", "the", "end",
    "of", "month", "two", "a", "half", "years", "ago", "since", "by", "99999", "century", "20th",
    "Sept.", "31", "February", "30", ",", "1500s", "thousand", "5", "p.m.", "weeks", "later",
    "weekend", "Q3", "Δ", "👋", "decades", "hundred", "the following day", "thirty second",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_WORDS, max_size=14).map(" ".join),
    st.none() | st.dates(),
    st.none() | st.dates(),
)
def test_offsets_are_exact_and_intervals_ordered(
    text: str, published: date | None, end: date | None
) -> None:
    bounds = None if end is None else When(end=end)
    times = find_times(unparsed(text), published, bounds=bounds)

    assert all(a.end <= b.start for a, b in pairwise(times))
    for time in times:
        assert 0 <= time.start < time.end <= len(text)
        if time.when is not None:
            assert time.when.text == text[time.start : time.end]
            assert time.when.span == Span(time.start, time.end)
            if time.when.start is not None and time.when.end is not None:
                assert time.when.start <= time.when.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-09", "2024-07-09..2024-07-09 day"),
        ("2024-07-09T10:00:00Z", "2024-07-09..2024-07-09 minute"),
        ("20240709", "2024-07-09..2024-07-09 day"),
        ("2024/07/09", "2024-07-09..2024-07-09 day"),
        ("Tue, 09 Jul 2024 10:00:00 +0000", "2024-07-09..2024-07-09 minute"),
        ("March 27, 2018", "2018-03-27..2018-03-27 day"),
        ("Published: Tuesday, 9 July 2024", "2024-07-09..2024-07-09 day"),
        ("18.06.2023 09:40", "2023-06-18..2023-06-18 minute"),
        ("09/10/2023", "2023-09-10..2023-10-09 day"),
        ("July 2024", "2024-07-01..2024-07-31 month"),
    ],
)
def test_parse_date_reads_stated_dates(text: str, expected: str) -> None:
    when = parse_date(text)

    assert when is not None
    assert f"{when.start}..{when.end} {when.precision}" == expected


@pytest.mark.parametrize("text", ["", "yesterday", "March 10", "2024-13-45", "version 1.2.3"])
def test_parse_date_leaves_the_rest_alone(text: str) -> None:
    assert parse_date(text) is None


def test_intervals_intersect_and_measure() -> None:
    july = When(start=date(2024, 7, 1), end=date(2024, 7, 31), precision="month")
    third = When(start=date(2024, 7, 3), end=date(2024, 7, 3), precision="day")
    since = When(start=date(2024, 8, 1))

    assert intersect(july, third) == third
    assert intersect(july, since) is None
    assert (width(july), width(third), width(since)) == (31, 1, None)


def test_the_next_morning_hangs_on_the_day_told_before(parser: SpacyParser) -> None:
    parsed = next(parser.parse(["He arrived on March 3. The next morning he met the king."]))

    _, morning = find_times(parsed, TUESDAY)

    assert (morning.value, days(morning)) == ("2024-03-04TMO", "2024-03-04")
    assert morning.when is not None
    assert morning.when.basis == "document"


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)),
     (2038, date(2038, 4, 25))],
)  # fmt: skip
def test_easter_falls_on_the_sunday_after_the_spring_moon(year: int, day: date) -> None:
    assert easter(year) == day
