"""When a report without a date can have been written, and whether it is English at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from communique.clean.metadata.language import language_of
from communique.extract import Context, DocumentParties
from communique.extract.anchor import Anchor, find_anchor
from communique.knowledge import Knowledge
from communique.parse import SpacyParser
from communique.records import Document, When, document_id

AnchorOf = Callable[..., Anchor]


@pytest.fixture(scope="module")
def anchor_of(parser: SpacyParser, knowledge: Knowledge) -> AnchorOf:
    def anchor(text: str, page_date: date | None = None) -> Anchor:
        page = When(start=page_date, end=page_date, precision="day") if page_date else None
        document = Document(document_id=document_id(text), uri="test", text=text, page_date=page)
        parsed = next(iter(parser.parse([text])))
        return find_anchor(DocumentParties(Context(document, parsed, knowledge)))

    return anchor


def test_offices_bound_an_undated_report(anchor_of: AnchorOf) -> None:
    text = (
        "British Prime Minister Theresa May met French President Emmanuel Macron in London. "
        "U.S. President Donald Trump was told of the talks."
    )
    bounds = anchor_of(text).bounds
    assert bounds.start == date(2017, 5, 14)  # Macron's first day
    assert bounds.end == date(2019, 7, 24)  # May's last day


def test_offices_that_never_met_bound_nothing(anchor_of: AnchorOf) -> None:
    text = "British Prime Minister Theresa May met German Chancellor Olaf Scholz in London."
    assert anchor_of(text).bounds is None


def test_a_summit_dates_the_report_that_tells_of_it(anchor_of: AnchorOf) -> None:
    text = (
        "Indian Prime Minister Narendra Modi met Italian Prime Minister Giorgia Meloni at the G20 "
        "summit in New Delhi. The G20 leaders dined together."
    )
    happening = anchor_of(text).happening
    assert (happening.start, happening.end) == (date(2023, 9, 9), date(2023, 9, 10))
    assert happening.basis == "summit"


def test_two_summits_in_one_place_leave_it_open(anchor_of: AnchorOf) -> None:
    text = "Vladimir Putin met Xi Jinping at the SCO summit in Astana. The SCO leaders dined."
    assert anchor_of(text).happening is None


def test_a_page_date_chooses_the_summit_just_before_it(anchor_of: AnchorOf) -> None:
    text = "Vladimir Putin met Xi Jinping at the SCO summit in Astana. The SCO leaders dined."
    anchor = anchor_of(text, page_date=date(2017, 6, 20))
    assert anchor.happening.start == date(2017, 6, 8)
    assert anchor.day is None


def test_a_page_date_ends_the_bounds(anchor_of: AnchorOf) -> None:
    text = "German Chancellor Olaf Scholz met French President Emmanuel Macron in Berlin."
    bounds = anchor_of(text, page_date=date(2023, 2, 1)).bounds
    assert (bounds.start, bounds.end) == (date(2021, 12, 8), date(2023, 2, 1))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two ministers met in Rome on Tuesday and said that they had agreed on a plan for "
         "the port, which is to open in the spring.", "en"),
        ("Die beiden Minister trafen sich am Dienstag in Rom und erklärten, sie hätten sich auf "
         "einen Plan für den Hafen geeinigt, der im Frühjahr öffnen soll.", "de"),
        ("Министры встретились во вторник в Риме", "ru"),
        ("Rome, Tuesday.", None),
        ("", None),
    ],
)  # fmt: skip
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_an_anniversary_of_a_known_day_bounds_an_undated_report(anchor_of: AnchorOf) -> None:
    bounds = anchor_of("Ministers marked the 75th anniversary of the founding of NATO.").bounds
    assert (bounds.start, bounds.end) == (date(2023, 4, 4), date(2025, 4, 5))


def test_an_anniversary_tells_which_of_several_summits_is_meant(anchor_of: AnchorOf) -> None:
    text = (
        "Vladimir Putin and Xi Jinping met at the SCO summit in Astana, three months before the "
        "75th anniversary of the People's Republic of China. The SCO leaders dined."
    )
    happening = anchor_of(text).happening
    assert (happening.start, happening.end) == (date(2024, 7, 3), date(2024, 7, 4))


def test_an_anniversary_of_what_we_do_not_know_bounds_nothing(anchor_of: AnchorOf) -> None:
    assert anchor_of("They marked the 10th anniversary of their wedding.").bounds is None
