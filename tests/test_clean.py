"""Cleaning: the body and nothing but the body, what the page says about itself, exact offsets."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.clean import agency_names, clean
from communique.clean.metadata.dates import parse_date, stated_dates
from communique.clean.text.body import text_body
from communique.records import Document, Source, document_id
from communique.settings import CleanSettings
from communique.spans import Span

AGENCIES = agency_names(
    [
        {"name": "TASS", "aliases": ["TASS news agency"], "ambiguous": None},
        {"name": "Tasnim News Agency", "aliases": ["Tasnim"]},
        {"name": "Xinhua", "aliases": []},
        {"name": "Reuters", "aliases": []},
        {"name": "The Associated Press", "aliases": ["AP"]},
    ]
)

LEAD = "Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said."
SECOND = "The two leaders talked for about an hour and agreed to meet again in October."
QUOTE = '"We had the pens," he sighed.'

Markup = Literal["html", "text", "body", "fragment"]


def document(content: str, markup: Markup = "text", **given: str) -> Document:
    source = Source(uri="report", content=content, markup=markup, given=given)
    return clean(source, agencies=AGENCIES)


def cut(doc: Document) -> dict[str, str]:
    return {item.text: item.kind for item in doc.furniture}


PAGE_AS_TEXT = f"""THE STEPPE POST
Home | World | Sport

Leaders meet in Astana
Wednesday, 3 July 2024
By Jane Roe

{LEAD}

{QUOTE}

MORE FROM THE ASIA DESK -> Rice prices fall again

{SECOND}

4 readers have had their say. Add yours
You might also like: Ferries return to the lake
"""


def test_the_body_of_a_text_page_and_nothing_but_the_body() -> None:
    doc = document(PAGE_AS_TEXT)

    assert doc.text == f"{LEAD}\n\n{QUOTE}\n\n{SECOND}"
    assert doc.document_id == document_id(doc.text)
    assert doc.status == "ok"


def test_what_a_text_page_says_about_itself() -> None:
    doc = document(PAGE_AS_TEXT)

    assert doc.title == "Leaders meet in Astana"
    assert doc.outlet == "The Steppe Post"
    assert doc.byline == "Jane Roe"
    assert doc.published is not None
    assert doc.published.start == doc.published.end == date(2024, 7, 3)
    assert (doc.published.precision, doc.published.basis) == ("day", "publication")
    assert doc.page_date is None


def test_everything_cut_is_recorded_with_its_range() -> None:
    doc = document(PAGE_AS_TEXT)

    assert cut(doc)["MORE FROM THE ASIA DESK -> Rice prices fall again"] == "related"
    assert all(
        item.source is not None and item.source.of(PAGE_AS_TEXT) == item.text
        for item in doc.furniture
    )


def test_a_date_above_the_menu_dates_the_page_and_not_the_report() -> None:
    doc = document(f"Tuesday, July 16, 2024\nHome | World\n\nLeaders meet in Astana\n\n{LEAD}\n")

    assert doc.published is None
    assert doc.page_date is not None
    assert (doc.page_date.start, doc.page_date.basis) == (date(2024, 7, 16), "document")


def test_a_weekday_alone_dates_nothing() -> None:
    doc = document(f"Leaders meet in Astana\nWorld in Brief / Wednesday\n\n{LEAD}\n")

    assert doc.published is None
    assert doc.page_date is None


def test_teasers_below_an_opener_are_cut() -> None:
    doc = document(
        f"{LEAD}\n\n{SECOND}\n\nYou May Also Like\n\n"
        "The story of a lake and of the people who...\n\nFerries are back.\n"
    )

    assert doc.text == f"{LEAD}\n\n{SECOND}"


def test_a_box_inside_the_report_does_not_end_it() -> None:
    doc = document(f"{LEAD}\n\nRelated Posts\n\nFerries return\n\n{SECOND}\n\n{SECOND} {LEAD}\n")

    assert doc.text == f"{LEAD}\n\n{SECOND}\n\n{SECOND} {LEAD}"


def test_the_authors_biography_is_cut() -> None:
    doc = document(
        f"Leaders meet in Astana\nBy Jane Roe\n\n{LEAD}\n\n{SECOND}\n\n"
        "Jane Roe has reported from Central Asia since 2014.\n"
    )

    assert doc.text == f"{LEAD}\n\n{SECOND}"


def test_subheadings_inside_the_body_stay() -> None:
    doc = document(f"Leaders meet in Astana\n\n{LEAD}\n\nWhat comes next\n\n{SECOND}\n")

    assert doc.text == f"{LEAD}\n\nWhat comes next\n\n{SECOND}"


def test_a_repeated_title_is_taken_out_once_and_for_all() -> None:
    doc = document(f"HomeWorld“Leaders meet in Astana”\n\n“Leaders meet in Astana”\n\n{LEAD}\n")

    assert doc.title == "Leaders meet in Astana"
    assert doc.text == LEAD


def test_credits_in_brackets_after_the_copy_are_cut_and_corrections_stay() -> None:
    correction = "Correction: An earlier version gave the wrong day of the meeting."

    doc = document(f"{LEAD}\n\n{SECOND}\n\n{correction}\n(Editing by J. Roe)\n")

    assert doc.text == f"{LEAD}\n\n{SECOND}\n\n{correction}"


def test_a_first_sentence_that_serves_as_title_stays_in_the_text() -> None:
    doc = document(f"Putin calls for deeper cooperation as he meets Wang Yi.\n{LEAD} {SECOND}\n")

    assert doc.title == "Putin calls for deeper cooperation as he meets Wang Yi"
    assert doc.text.startswith("Putin calls for deeper cooperation")


def test_wrapped_and_indented_lines_are_joined_and_map_back() -> None:
    content = (
        "    Xi Jinping met Vladimir Putin in Astana on Wednesday on the\n"
        "    sidelines of a summit, and the two of them talked about trade,\n"
        "    the Kremlin said.\n"
    )

    body = text_body(content, given={})

    assert body.clean.text.endswith("about trade, the Kremlin said.")
    at = body.clean.text.index("sidelines")
    assert body.clean.to_source(Span(at, at + 9)) == Span(
        content.index("sidelines"), content.index("sidelines") + 9
    )


def test_supplied_text_keeps_everything_but_the_promotion_at_its_end() -> None:
    doc = document(
        f"Talks\n\n{LEAD}\n\nEnjoyed this? Forward the Post newsletter to a friend.",
        "body",
        title="Talks",
        published="2024-07-03T10:00:00Z",
    )

    assert doc.text == LEAD
    assert doc.published is not None
    assert doc.published.start == date(2024, 7, 3)


def test_short_supplied_text_is_not_mistaken_for_furniture() -> None:
    assert document("Putin to visit Hanoi", "body").text == "Putin to visit Hanoi"


PAGE = f"""<html><head><title>Leaders meet in Astana | The Steppe Post</title>
<meta property="article:published_time" content="2024-07-03T05:40:00+00:00"></head><body>
<div id="top">The Steppe Post <a>World</a></div>
<div class="story"><h1>Leaders meet in Astana</h1><div class="by">Jane Roe</div>
<p>{LEAD}</p><aside class="promo"><p>Don't miss our supplement on lakes</p></aside>
<p>The <a href="x">two leaders</a> talked for about an hour and agreed to meet again.</p>
<p>{QUOTE}</p></div>
<footer><p>© The Steppe Post</p></footer></body></html>"""


def test_the_body_of_a_web_page() -> None:
    doc = document(PAGE, "html")

    assert doc.text == (
        f"{LEAD}\n\nThe two leaders talked for about an hour and agreed to meet again.\n\n{QUOTE}"
    )
    assert "Don't miss our supplement on lakes" in cut(doc)


def test_what_a_web_page_says_about_itself() -> None:
    doc = document(PAGE, "html")

    assert (doc.title, doc.outlet, doc.byline) == (
        "Leaders meet in Astana",
        "The Steppe Post",
        "Jane Roe",
    )
    assert doc.published is not None
    assert doc.published.start == date(2024, 7, 3)


def test_a_page_laid_out_in_tables_with_line_breaks() -> None:
    doc = document(
        "<html><head><title>Leaders meet in Astana - Steppe Post</title></head><body><table><tr>"
        "<td colspan=2>Steppe Post | Home | World</td></tr><tr><td>"
        "<b>Leaders meet in Astana</b><br>"
        f"<small>3 июля 2024, 15:12</small><div>{LEAD}<br><br>{SECOND}<br><br>{SECOND} {LEAD}</div>"
        "</td><td>Read also: Ferries return</td></tr></table></body></html>",
        "html",
    )

    assert doc.text == f"{LEAD}\n\n{SECOND}\n\n{SECOND} {LEAD}"
    assert doc.published is not None
    assert doc.published.start == date(2024, 7, 3)


def test_linked_data_names_headline_date_and_publisher() -> None:
    doc = document(
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], '
        '"headline": "Talks", "datePublished": "2024-07-03", '
        '"publisher": {"name": "Steppe Post"}, "author": [{"name": "J. Roe"}]}]}'
        f"</script><p>{LEAD}</p><p>{SECOND}</p>",
        "html",
    )

    assert (doc.title, doc.outlet, doc.byline) == ("Talks", "Steppe Post", "J. Roe")


@pytest.mark.parametrize(
    ("lead", "agency", "via"),
    [
        (f"BEIJING, March 10 (Xinhua) -- {LEAD}", "Xinhua", ()),
        (f"ASTANA, July 3. /TASS/. {LEAD}", "TASS", ()),
        (f"Astana, Kazakhstan (Silk Road Press) - {LEAD}", "Silk Road Press", ()),
        (
            f"According to the report of Tasnim News Agency, citing TASS news agency, {LEAD}",
            "Tasnim",
            ("Tasnim", "TASS"),
        ),
        (f"{LEAD[:-1]}, Reuters reported, citing Xinhua.", "Reuters", ("Reuters", "Xinhua")),
        (f"According to the foreign ministry, {LEAD}", None, ()),
        ("Astana (the capital of Kazakhstan) hosted the leaders of nine states.", None, ()),
        (LEAD, None, ()),
    ],
)
def test_the_agency_and_the_chain_of_attribution(
    lead: str, agency: str | None, via: tuple[str, ...]
) -> None:
    doc = document(f"{lead}\n\n{SECOND}")

    assert (doc.agency, doc.via) == (agency, via)


def test_a_source_line_after_the_copy_is_the_agency() -> None:
    assert document(f"{LEAD}\n\n{SECOND}\n\nSource: TASS\n").agency == "TASS"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-07-03T23:30:00+05:00", date(2024, 7, 3)),
        ("July 3rd, 2024", date(2024, 7, 3)),
        ("3. Juli 2024", date(2024, 7, 3)),
        ("3 de julio de 2024", date(2024, 7, 3)),
        ("2024年7月3日", date(2024, 7, 3)),
        ("14/10/2022", date(2022, 10, 14)),
        ("10/14/2022", date(2022, 10, 14)),
    ],
)
def test_dates_of_many_kinds(words: str, day: date) -> None:
    when = parse_date(words, "publication")

    assert when is not None
    assert when.start == day


@pytest.mark.parametrize(
    "words", ["04/05/2023", "32 May 2023", "2023-13-01", "Monday", "", "0000-01-01"]
)
def test_no_date_is_better_than_a_wrong_one(words: str) -> None:
    assert parse_date(words, "publication") is None


def test_a_month_is_an_interval() -> None:
    when = parse_date("2024-02", "publication")

    assert when is not None
    assert (when.start, when.end, when.precision) == (date(2024, 2, 1), date(2024, 2, 29), "month")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Filed 10 March 2023, 14:05 GMT", "published"),
        ("Updated: July 10, 2024", "updated"),
        ("page generated 12.07.2024 18:44", "saved"),
        ("Tuesday, March 27, 2018", "bare"),
    ],
)
def test_what_a_line_says_its_date_is(line: str, role: str) -> None:
    assert [stated.role for stated in stated_dates(line)] == [role]


@pytest.mark.parametrize("markup", ["html", "text", "body", "fragment"])
def test_an_empty_source_gives_an_empty_document(markup: Markup) -> None:
    doc = document(" \n ", markup)

    assert (doc.text, doc.status) == ("", "empty")


def test_a_longer_source_is_marked_as_truncated() -> None:
    source = Source(uri="u", content=f"{LEAD}\n\n{SECOND}", markup="body", given={})

    doc = clean(source, CleanSettings(maximum_characters=len(LEAD)))

    assert (doc.text, doc.status) == (LEAD, "truncated")


PIECES = st.sampled_from(
    [
        LEAD,
        SECOND,
        QUOTE,
        "Related Posts",
        "Home | World",
        "3 July 2024",
        "By Jane Roe",
        "STEPPE POST",
    ]
)
LINES = st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=14)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\n    "]))
def test_every_kept_character_maps_back_to_itself(lines: list[str], separator: str) -> None:
    content = separator.join(lines)

    clean_text = text_body(content, given={}).clean

    for at, character in enumerate(clean_text.text):
        found = clean_text.to_source(Span(at, at + 1))
        assert found is None or found.of(content) == character


@settings(deadline=None)  # models are loaded when they are first needed
@given(LINES, st.sampled_from(["html", "text", "body", "fragment"]))
def test_clean_never_raises(lines: list[str], markup: Markup) -> None:
    doc = document("\n\n".join(lines), markup)

    assert doc.status in {"ok", "empty", "unsupported_language"}
    doc.text.encode("utf-8", "surrogatepass")


@settings(deadline=None)
@given(st.text(alphabet="<>/pdivtabler =\"'!-xyz&;", max_size=200))
def test_broken_markup_never_raises(markup: str) -> None:
    document(f"<html>{markup}", "html")
