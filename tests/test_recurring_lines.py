"""What an outlet prints with every report is learned from its reports."""

from __future__ import annotations

from functools import partial

from communique.clean.text.lines import split_lines
from communique.clean.text.recurring import RecurringLines, cut_recurring, recurring_lines

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
    lines = split_lines(page(number))
    cuts = cut_recurring(lines, {}, partial(recurring.recurs, outlet))
    return [line.text for at, line in enumerate(lines) if at not in cuts]


def test_a_line_of_every_report_is_cut_and_the_report_stays() -> None:
    assert kept(1, learned()) == [LEADS[1], BACKGROUND, *DETAILS[1]]


def test_lines_that_differ_in_their_numbers_are_the_same_line() -> None:
    assert learned().recurs("lantern", "Reader's corner no. 2041")


def test_a_sentence_of_background_inside_the_stories_is_no_furniture() -> None:
    assert learned().recurs("lantern", BACKGROUND)
    assert BACKGROUND in kept(0, learned())


def test_two_reports_are_too_few_to_learn_from() -> None:
    assert kept(0, learned(2)) == page(0).split("\n\n")


def test_copies_and_updates_of_one_report_count_once() -> None:
    copies = [("lantern", page(0)), ("lantern", page(0)), ("lantern", page(0) + "\n\nUpdated")]

    assert recurring_lines(copies).reports == {"lantern": 1}


def test_another_outlet_learns_nothing_from_it() -> None:
    assert kept(0, learned(), "harbour post") == page(0).split("\n\n")
    assert kept(0, learned(), None) == page(0).split("\n\n")


def test_what_two_piles_taught_is_joined() -> None:
    one = recurring_lines(("lantern", page(number)) for number in (0, 1))
    other = recurring_lines(("lantern", page(number)) for number in (2, 3))

    joined = one.joined(other)

    assert joined.reports == {"lantern": 4}
    assert joined.recurs("lantern", FOOT)


def test_what_was_learned_survives_json() -> None:
    assert RecurringLines.from_json(learned().to_json()) == learned()


def test_a_correction_stays_though_it_is_worded_as_always() -> None:
    note = "Correction: an earlier version of this report gave a wrong date"
    pages = [("lantern", f"{lead}\n\n{note}") for lead in LEADS]
    lines = split_lines(f"{LEADS[0]}\n\n{note}")

    recurs = partial(recurring_lines(pages).recurs, "lantern")

    assert recurs(note)
    assert cut_recurring(lines, {}, recurs) == {}
