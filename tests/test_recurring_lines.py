"""What an outlet prints with every report is learned from its reports."""

from __future__ import annotations

from functools import partial

import pytest

from communique.clean.text.body import supplied_body, text_body
from communique.clean.text.recurring import RecurringLines, outlet_key, recurring_lines
from communique.errors import RecordError
from communique.records import Source

LEADS = (
    "The foreign ministers of Peru and Chile met in Lima on Monday to talk about fishing rights.",
    "Kenya reopened its embassy in Mogadishu on Tuesday after two years without an ambassador.",
    "A court in Vienna ordered the release of a tanker that had been held there since the spring.",
    "Two patrol boats of Greece and Turkey came within sight of each other off Kos on Thursday.",
)
DETAILS = (
    ("The talks lasted for three hours and ended without a text, two people who were there said.",
     "Peru had asked for a line that runs due west, and Chile for one that follows the coast."),
    ("The flag went up at noon in front of some forty guests, most of them traders from Nairobi.",
     "Its envoy is to be named within the month, once the two chambers have heard the candidates."),
    ("The owner had argued that the cargo was loaded before the ban, and showed papers for it.",
     "The state will appeal, its lawyer told the court, and asked that the ship stay until then."),
    ("Neither fired, both navies said, though each has a different account of who turned first.",
     "A hotline that was set up last year rang at four in the morning and was answered at once."),
)  # fmt: skip
BACKGROUND = "The two countries have been at odds over the waters between them for half a century."
FOOT = "The Lantern is printed on paper from forests that are looked after, as it was in 1912."


def page(number: int) -> str:
    return "\n\n".join(
        (
            "Story of the day",
            LEADS[number],
            f"Reader's corner no. {number + 17}",
            BACKGROUND,
            *DETAILS[number],
            FOOT,
        )
    )


def learned(count: int = 4) -> RecurringLines:
    return recurring_lines(("lantern", page(number)) for number in range(count))


def kept(number: int, recurring: RecurringLines, outlet: str | None = "lantern") -> list[str]:
    recurs = partial(recurring.recurs, outlet)
    body = text_body(page(number), given={"title": "Story of the day"}, recurs=recurs)
    return body.clean.text.split("\n\n")


def test_a_line_of_every_report_is_cut_and_the_report_stays() -> None:
    assert kept(1, learned()) == [LEADS[1], BACKGROUND, *DETAILS[1]]


def test_lines_that_differ_in_their_numbers_are_the_same_line() -> None:
    assert learned().recurs("lantern", "Reader's corner no. 2041")


def test_a_sentence_of_background_inside_the_stories_is_no_furniture() -> None:
    assert learned().recurs("lantern", BACKGROUND)
    assert BACKGROUND in kept(0, learned())


def test_two_reports_are_too_few_to_learn_from() -> None:
    assert not learned(2).recurs("lantern", FOOT)
    assert FOOT in kept(0, learned(2))


def test_copies_and_updates_of_one_report_count_once() -> None:
    copies = [("lantern", page(0)), ("lantern", page(0)), ("lantern", page(0) + "\n\nUpdated")]

    assert recurring_lines(copies).reports == {"lantern": 1}


def test_another_outlet_learns_nothing_from_it() -> None:
    assert FOOT in kept(0, learned(), "harbour post")
    assert FOOT in kept(0, learned(), None)


def test_what_two_piles_taught_is_joined() -> None:
    one = recurring_lines(("lantern", page(number)) for number in (0, 1))
    other = recurring_lines(("lantern", page(number)) for number in (2, 3))

    joined = one.joined(other)

    assert joined.reports == {"lantern": 4}
    assert joined.recurs("lantern", FOOT)


def test_what_was_learned_survives_json() -> None:
    again = RecurringLines.from_json(learned().to_json())

    assert again.reports == {"lantern": 4}
    assert again.recurs("lantern", FOOT)
    assert not again.recurs("lantern", LEADS[0])


def test_what_is_not_learned_lines_is_refused() -> None:
    with pytest.raises(RecordError, match="recurring lines"):
        RecurringLines.from_json('["lantern"]')


def test_a_correction_stays_though_it_is_worded_as_always() -> None:
    note = "Correction: an earlier version of this report gave a wrong date"
    pages = [
        ("lantern", "\n\n".join((lead, *more, note)))
        for lead, more in zip(LEADS, DETAILS, strict=True)
    ]
    recurs = partial(recurring_lines(pages).recurs, "lantern")

    body = text_body(pages[0][1], given={}, recurs=recurs)

    assert recurs(note)
    assert body.clean.text.endswith(note)


def test_a_copy_that_comes_in_a_later_pile_counts_once() -> None:
    again = recurring_lines([("lantern", page(0)), ("lantern", page(1) + "\n\nUpdated at noon")])

    assert learned(3).joined(again).reports == {"lantern": 3}


def test_a_line_that_only_some_reports_share_stays() -> None:
    some = [("lantern", page(n).replace(FOOT, FOOT if n else "")) for n in range(4)]
    few = recurring_lines(some[:2] + [("lantern", lead) for lead in LEADS[2:]])

    assert not few.recurs("lantern", FOOT)


def test_a_line_that_differs_in_month_and_weekday_is_the_same_line() -> None:
    days = ("Monday 3 March", "Friday 14 June", "Sunday 8 December", "Tuesday 6 May")
    pages = [("lantern", f"{page(n)}\n\nNext high tide on {day}") for n, day in enumerate(days)]

    assert recurring_lines(pages).recurs("lantern", "Next high tide on Saturday 2 July")


def test_a_recurring_line_above_the_report_is_not_taken_for_its_title() -> None:
    recurs = partial(learned().recurs, "lantern")

    body = text_body("Story of the day\n\nPeru and Chile talk fish\n\n" + LEADS[0], given={},
                     recurs=recurs)  # fmt: skip

    assert body.head.title == "Peru and Chile talk fish"


def test_what_recurs_below_a_supplied_body_is_cut_too() -> None:
    bodies = ["\n\n".join((lead, *more, FOOT)) for lead, more in zip(LEADS, DETAILS, strict=True)]
    learned_there = recurring_lines(("lantern", body) for body in bodies)

    body = supplied_body(bodies[2], given={}, recurs=partial(learned_there.recurs, "lantern"))

    assert body.clean.text == bodies[2].removesuffix(f"\n\n{FOOT}")


@pytest.mark.parametrize(
    ("uri", "given", "content", "key"),
    [
        ("a.txt", {"outlet": "The Lantern"}, "", "lantern"),
        ("https://www.lantern.example/world/1", {}, "", "lantern.example"),
        ("a.txt", {}, f"THE LANTERN | World | Sport\n\nTalks in Lima\n\n{LEADS[0]}", "lantern"),
        ("a.txt", {}, LEADS[0], None),
    ],
)
def test_by_what_an_outlets_pages_are_told_from_others(
    uri: str, given: dict[str, str], content: str, key: str | None
) -> None:
    source = Source(uri=uri, content=content, markup="text", given=given)

    assert outlet_key(source) == key


def test_pages_with_markup_have_no_key() -> None:
    page_source = Source(uri="https://lantern.example/", content="", markup="html", given={})

    assert outlet_key(page_source) is None


def test_what_is_kept_of_an_outlet_is_bounded() -> None:
    many = RecurringLines()
    for number in range(60):
        lines = "\n".join(f"{word} told {LEADS[0]}" for word in _words(number, 20))
        many = many.joined(recurring_lines([("lantern", f"{lines}\n\n{FOOT}")]))

    assert many.recurs("lantern", FOOT)
    assert len(many.to_json()) < 30_000


def _words(number: int, count: int) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [letters[number % 26] * 3 + letters[number // 26] + letters[n] * 2 for n in range(count)]
