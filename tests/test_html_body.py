"""The report in a web page: what is kept, what is cut and as what, and pages that fight back."""

from __future__ import annotations

import time
from typing import get_args

import pytest
from lxml import etree

from communique.clean.html import extractors
from communique.clean.html.body import (
    DEEP_PAGE,
    HIDDEN_BODY,
    LARGE_PAGE,
    LIST_OF_PAGES,
    LITTLE_TEXT,
    HtmlBody,
    html_body,
)
from communique.clean.html.layout import Page, lay_out
from communique.clean.html.page import blocks, parse_page, text_of
from communique.settings import CleanSettings, Extraction

ONE = "The foreign ministers of Peru and Chile met in Tacna on Monday to speak about the border."
TWO = "Peru said that both sides had agreed to open a second crossing before the end of the year."
THREE = '"We were neighbours before we were rivals," the Chilean minister told reporters there.'
FOUR = "No date was given for the next meeting, which is to be held in Arica later this spring."
FIVE = "Trade between the two countries grew by a tenth last year, according to customs figures."
SIX = "Lorries now wait for two days on average before their papers are stamped at the border."
STORY = (ONE, TWO, THREE, FOUR, FIVE, SIX)
WAYS = get_args(Extraction)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(markup: str) -> Page:
    root = parse_page(markup)
    assert root is not None
    laid_out = lay_out(root)
    assert laid_out is not None
    return laid_out


def body(
    markup: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    extraction: Extraction = "balanced",
    writers: tuple[str, ...] = (),
) -> HtmlBody:
    root = parse_page(markup)
    assert root is not None
    settings = CleanSettings(extraction=extraction)
    return html_body(root, markup, title=title, outlet=outlet, settings=settings, writers=writers)


def article(inner: str) -> str:
    return (
        "<html><head><title>Ministers meet</title></head><body><nav><ul><li><a href='/'>Home</a>"
        f"</li><li><a href='/w'>World</a></li></ul></nav><div class='page'>{inner}</div>"
        "<footer><p>All rights reserved by the owner of this paper in Lima.</p></footer></body>"
    )


def kinds(found: HtmlBody) -> dict[str, str]:
    return {item.text: item.kind for item in found.furniture}


# The tree of a page.


def test_a_tag_left_open_does_not_swallow_the_report() -> None:
    root = parse_page(f"<body><header><button><svg><path></svg></header><main>{paragraphs(ONE)}")

    assert root is not None
    assert text_of(root) == ONE


def test_blocks_end_at_block_elements_and_line_breaks() -> None:
    root = parse_page("<div>One <b>bold</b> line<br>and another<p>a third</p>and a tail</div>")

    assert root is not None
    assert [block.text for block in blocks(root)] == [
        "One bold line",
        "and another",
        "a third",
        "and a tail",
    ]


def test_words_that_are_not_shown_are_no_text() -> None:
    root = parse_page(
        "<p>Seen<script>x()</script><span class='sr-only'> opens a window</span></p>"
        "<h2>Talks<span class='mw-editsection'>[edit]</span></h2><p>icon \U000f0123 here</p>"
    )

    assert root is not None
    assert [block.text for block in blocks(root)] == ["Seen", "Talks", "icon here"]


def test_marks_find_the_blocks_of_a_page_again_and_leave_its_tree_alone() -> None:
    root = parse_page(paragraphs(ONE, TWO, THREE))
    assert root is not None
    before = etree.tostring(root)

    laid_out = lay_out(root)

    assert laid_out is not None
    answer = "".join(laid_out.tree.findall(".//p")[1].itertext())
    assert [laid_out.blocks[at].text for at in laid_out.found(answer)] == [TWO]
    assert etree.tostring(root) == before


def test_the_share_of_links_in_a_block() -> None:
    [block] = page("<p>Half of <a href='x'>it links</a></p>").blocks

    assert block.linked == pytest.approx(0.5)


def test_an_anchor_left_open_is_no_link() -> None:
    [block] = page(f"<a name='top'><p>{ONE}</p>").blocks

    assert block.linked == 0


def test_an_extractor_leaves_the_page_to_the_next_one() -> None:
    fresh, used = page(article(paragraphs(*STORY))), page(article(paragraphs(*STORY)))

    extractors.trafilatura_fast(used)
    extractors.readability(used)

    assert extractors.trafilatura_full(used) == extractors.trafilatura_full(fresh)


@pytest.mark.parametrize(
    "extractor",
    [
        extractors.own_prose,
        extractors.trafilatura_fast,
        extractors.trafilatura_full,
        extractors.readability,
        extractors.resiliparse,
    ],
)
def test_every_extractor_finds_the_paragraphs(extractor: extractors.Extractor) -> None:
    laid_out = page(article(f"<article><h1>Ministers meet</h1>{paragraphs(*STORY)}</article>"))

    found = {laid_out.blocks[at].text for at in extractor(laid_out)}

    assert set(STORY) <= found


# What belongs to the report.


@pytest.mark.parametrize("extraction", WAYS)
def test_each_way_keeps_the_paragraphs_and_nothing_else(extraction: Extraction) -> None:
    found = body(article(f"<h1>Ministers meet</h1>{paragraphs(*STORY)}"), extraction=extraction)

    assert found.paragraphs == STORY
    assert found.notes == ()


@pytest.mark.parametrize("extraction", WAYS)
def test_subheadings_lists_and_quotes_in_the_report_stay(extraction: Extraction) -> None:
    markup = article(
        f"{paragraphs(ONE, TWO)}<h2>What was agreed</h2><p>{FIVE}</p><ul><li>A second crossing</li>"
        f"<li>One <a href='x'>common desk</a></li></ul><blockquote><p>{THREE}</p></blockquote>"
        f"{paragraphs(FOUR)}"
    )

    assert body(markup, extraction=extraction).paragraphs == (
        ONE,
        TWO,
        "What was agreed",
        FIVE,
        "A second crossing",
        "One common desk",
        THREE,
        FOUR,
    )


def test_a_row_of_a_table_is_one_paragraph() -> None:
    rows = "<tr><th>Year</th><th>Lorries</th></tr><tr><td>2022</td><td>41,000</td></tr>"
    markup = article(f"{paragraphs(ONE, TWO, FIVE)}<table>{rows}</table>{paragraphs(FOUR, SIX)}")

    assert body(markup).paragraphs == (ONE, TWO, FIVE, "Year | Lorries", "2022 | 41,000", FOUR, SIX)


def test_paragraphs_set_in_the_cells_of_a_layout_stay_apart() -> None:
    markup = f"<table><tr><td>Home | World</td></tr><tr><td>{ONE}<br><br>{TWO}</td></tr></table>"

    assert body(markup).paragraphs == (ONE, TWO)


def test_short_lines_between_breaks_stay_with_the_sentences_beside_them() -> None:
    markup = article(f"<div class='t'>{ONE}<br><br>{TWO}<br><br>Nobody smiled.</div>")

    assert body(markup).paragraphs == (ONE, TWO, "Nobody smiled.")


def test_a_lead_above_the_container_stays() -> None:
    markup = article(
        f"<div class='top'><p>{SIX}</p></div><div class='x1'>{paragraphs(*STORY[:5])}</div>"
    )

    assert body(markup).paragraphs == (SIX, *STORY[:5])


def test_the_report_goes_on_in_a_neighbour_of_the_same_make() -> None:
    markup = article(
        f"<article><div class='css-1'>{paragraphs(*STORY[:4])}</div><div class='ad'>Buy it</div>"
        f"<div class='css-1'>{paragraphs(*STORY[4:])}</div></article>"
    )

    assert body(markup).paragraphs == STORY


def test_entries_of_a_live_page_stay_in_their_order() -> None:
    entries = "".join(
        f"<div class='entry'><time>1{n}:00</time><h3>Entry {n}</h3><p>{text}</p></div>"
        for n, text in enumerate(STORY)
    )

    found = body(article(f"<main>{entries}</main>")).paragraphs

    assert [text for text in found if text in STORY] == list(STORY)


def test_the_words_of_an_embedded_post_stay_and_its_signature_goes() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>We will open the crossing in time for winter.</p>"
        "&mdash; Ministry (@rree) <a href='x'>May 3, 2021</a></blockquote>"
    )

    found = body(article(f"{paragraphs(*STORY[:3])}{post}{paragraphs(*STORY[3:])}")).paragraphs

    assert "We will open the crossing in time for winter." in found
    assert not any("@rree" in text for text in found)


# What does not.


@pytest.mark.parametrize(
    ("aside", "text", "kind"),
    [
        (
            "<figure><img><figcaption>{}</figcaption></figure>",
            "The ministers on Monday.",
            "caption",
        ),
        ("<p class='wp-caption-text'>{}</p>", "The ministers at the gate on Monday.", "caption"),
        ("<div class='shareTools'>{}</div>", "Send this to your friends today.", "sharing"),
        (
            "<div class='newsletter-box'><p>{}</p></div>",
            "Our letter comes on Fridays.",
            "newsletter",
        ),
        ("<div id='relatedStories'><p>{}</p></div>", "A cow crossed the line too.", "related"),
        ("<div class='advert'><p>{}</p></div>", "Boots that walk by themselves.", "advertisement"),
        ("<div class='cookie-notice'><p>{}</p></div>", "We keep some crumbs of you.", "cookie"),
        ("<div class='comments'><p>{}</p></div>", "It was all better in my day.", "comments"),
        ("<p>{}</p>", "Advertisement", "advertisement"),
        ("<p>{}</p>", "Read more: <a href='x'>Lorries queue at Arica</a>", "related"),
        ("<p><b><a href='x'>{}</a></b></p>", "Bolivia asks for a port of its own", "related"),
    ],
)
def test_what_stands_between_the_paragraphs_is_cut_with_its_kind(
    aside: str, text: str, kind: str
) -> None:
    markup = article(f"{paragraphs(*STORY[:3])}{aside.format(text)}{paragraphs(*STORY[3:])}")

    found = body(markup)

    assert found.paragraphs == STORY
    assert kinds(found)[text.replace("<a href='x'>", "").replace("</a>", "")] == kind


def test_a_sentence_with_a_link_in_it_stays() -> None:
    linked = TWO.replace("a second crossing", "<a href='x'>a second crossing</a>")

    assert body(article(paragraphs(ONE, linked, *STORY[2:]))).paragraphs == STORY


def test_the_title_and_the_lines_under_it_are_no_text() -> None:
    markup = article(
        "<h2>Ministers meet</h2><div>By Ana Quispe</div><div>3 May 2021</div>" + paragraphs(*STORY)
    )

    found = body(markup, title="Ministers meet")

    assert found.paragraphs == STORY
    assert found.head[-3:] == ("Ministers meet", "By Ana Quispe", "3 May 2021")
    assert kinds(found)["Ministers meet"] == "title"


def test_a_heading_of_the_report_that_a_page_sets_in_the_first_rank_stays() -> None:
    markup = article(f"<h1>Ministers meet</h1>{paragraphs(*STORY[:3])}<h1>The trade</h1><p>{SIX}")

    assert body(markup, title="Ministers meet").paragraphs == (*STORY[:3], "The trade", SIX)


@pytest.mark.parametrize(
    ("ending", "cut"),
    [
        ("<p>{}</p>", "biography: Ana Quispe has lived in Tacna since 1999 and keeps two llamas."),
        ("<p>{}</p>", "subscription: Subscribe to our newsletter for more stories like this."),
        ("<h3>{}</h3>", "heading: Around the world"),
        ("<ul><li><a href='x'>{}</a></li></ul>", "related: Lorries queue at Arica"),
        ("<p>{}</p>", "foot: Tacna desk"),
    ],
)
def test_what_hangs_on_to_the_end_is_cut(ending: str, cut: str) -> None:
    kind, _, text = cut.partition(": ")

    found = body(article(f"{paragraphs(*STORY)}{ending.format(text)}"), writers=("Ana Quispe",))

    assert found.paragraphs == STORY
    assert kinds(found)[text] == kind


def test_a_correction_at_the_end_stays() -> None:
    note = "Correction: an earlier version gave a wrong year."

    assert body(article(paragraphs(*STORY, note))).paragraphs == (*STORY, note)


def test_comments_longer_than_the_report_are_left_out() -> None:
    thread = "".join(f"<li><p>I know it: {text}</p></li>" for text in STORY * 3)
    markup = article(
        f"<article>{paragraphs(*STORY)}</article><ol class='comment-list'>{thread}</ol>"
    )

    assert body(markup).paragraphs == STORY


def test_prose_elsewhere_on_the_page_is_left_out() -> None:
    markup = article(
        f"<div class='main'>{paragraphs(*STORY)}</div>"
        "<div class='rail'><p>A goat was elected mayor of a village on Sunday by 14.</p></div>"
    )

    assert body(markup).paragraphs == STORY


def test_a_quotation_shown_large_beside_its_paragraph_is_told_once() -> None:
    pulled = "<blockquote class='pull'>We were neighbours before we were rivals</blockquote>"
    markup = article(f"{paragraphs(ONE, TWO)}{pulled}{paragraphs(THREE, FOUR, FIVE)}")

    found = body(markup)

    assert found.paragraphs == (ONE, TWO, THREE, FOUR, FIVE)
    assert kinds(found)["We were neighbours before we were rivals"] == "pull quote"


def test_a_report_that_the_page_holds_twice_is_told_once() -> None:
    story = paragraphs(*STORY)
    markup = article(f"<div class='wide'>{story}</div><div class='narrow'>{story}</div>")

    assert body(markup).paragraphs == STORY


# Guards.


@pytest.mark.parametrize("extraction", WAYS)
def test_a_long_text_that_the_page_hides_does_not_pass_for_the_report(
    extraction: Extraction,
) -> None:
    terms = paragraphs(*(f"In case {n} the reader shall owe the paper a coin." for n in range(60)))
    markup = article(f"{paragraphs(*STORY)}</div><div style='display: none'>{terms}")

    assert body(markup, extraction=extraction).paragraphs == STORY


@pytest.mark.parametrize("extraction", WAYS)
def test_a_teaser_in_an_article_element_does_not_pass_for_the_report(
    extraction: Extraction,
) -> None:
    teaser = "<article class='t'><p>The fleet of Tuvalu is to get a second boat next year.</p>"
    markup = article(f"{teaser}</article><div class='q7'>{paragraphs(*STORY * 2)}</div>")

    assert set(STORY) <= set(body(markup, extraction=extraction).paragraphs)


def test_a_page_that_scripts_draw_gives_what_it_states_for_machines() -> None:
    stated = f"{ONE}\\n\\n{TWO} {THREE.replace(chr(34), chr(92) + chr(34))}"
    found = body(
        '<div id="root">Loading</div><script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "articleBody": "{stated}"}}</script>'
    )

    assert found.paragraphs == (ONE, f"{TWO} {THREE}")
    assert found.notes == (HIDDEN_BODY,)


def test_what_a_page_states_does_not_replace_what_it_shows() -> None:
    stated = '<script>{"articleBody": "Only subscribers may read it all."}</script>'

    assert body(article(paragraphs(*STORY) + stated)).paragraphs == STORY


def test_a_page_that_shows_its_report_without_scripts_only() -> None:
    markup = f"<div id='app'></div><noscript>{paragraphs(*STORY)}</noscript><p>Wait a moment</p>"

    assert body(markup).paragraphs == STORY


def test_a_front_page_is_told_from_a_report() -> None:
    cards = "".join(
        f"<div><h3><a href='{n}'>A headline of some words {n}</a></h3><p>{text}</p></div>"
        for n, text in enumerate(STORY)
    )

    assert LIST_OF_PAGES in body(f"<main>{cards}</main>").notes


def test_a_page_with_hardly_a_sentence_is_flagged() -> None:
    assert LITTLE_TEXT in body(article("<p>The ferry does not run today.</p>")).notes


def test_an_object_of_a_script_left_in_sight_is_no_text() -> None:
    left = '<div>{"layout": "wide", "words": "' + "many of them " * 20 + '"}</div>'

    assert body(article(paragraphs(*STORY[:3]) + left + paragraphs(*STORY[3:]))).paragraphs == STORY


# Pages that fight back: each is answered, in time, and flagged where it was not read in full.

NUMBERED = "The envoy number {} said on Monday that the talks would go on for a while yet."
HOSTILE = {
    "nested": "<div>" * 100_000 + paragraphs(*STORY),
    "nested and closed": "<div>" * 100_000 + paragraphs(*STORY) + "</div>" * 100_000,
    "nested formatting": "<b>" * 20_000 + paragraphs(*STORY),
    "formatting never closed": "".join(f"<font a={n}><p>" for n in range(20_000)) + ONE,
    "nested lists": "<ul><li>item" * 120 + paragraphs(*STORY) + "</li></ul>" * 120,
    "siblings": "".join(f"<p>{NUMBERED.format(n)}</p>" for n in range(40_000)),
    "cells": paragraphs(*STORY) + f"<table>{'<tr>' + '<td>x</td>' * 20 + '</tr>'}</table>" * 3_000,
    "links": paragraphs(*STORY) + "<ul>" + "<li><a href='x'>a link here</a></li>" * 8_000,
    "attributes": f"<p {' '.join(f'a{n}=1' for n in range(100_000))}></p>{paragraphs(*STORY)}",
    "comment never closed": paragraphs(*STORY) + "<!-- " + "x " * 500_000,
    "one line": f"<p>{(ONE + ' ') * 20_000}</p>",
    "nulls": paragraphs(*STORY) + "<p>a\0b</p>" * 9_000,
    "brackets": paragraphs(*STORY) + "<" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_forever(name: str) -> None:
    began = time.process_time()

    found = body(HOSTILE[name])

    assert any(ONE in text or "envoy" in text for text in found.paragraphs)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(("name", "note"), [("siblings", LARGE_PAGE), ("nested lists", "")])
def test_a_page_too_large_for_extractors_is_flagged(name: str, note: str) -> None:
    assert (LARGE_PAGE in body(HOSTILE[name]).notes) == bool(note)


def test_a_page_of_extreme_depth_is_read_flat_and_flagged() -> None:
    found = body(paragraphs(ONE) + "<div>" * 3_000 + paragraphs(*STORY[1:]))

    assert found.paragraphs == STORY
    assert DEEP_PAGE in found.notes
