"""Records as people look at them: marked words in notebook, page and terminal."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.ledger_records import TERN, build_sample, span

import communique
from communique.display import Mark, as_html, segments, segments_html
from communique.display.sentences import sentences_around, windows
from communique.ledger import Ledger
from communique.spans import Span

Texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
ROLES = st.sampled_from(["trigger", "actor", "content", "place"])


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], Span]:
    """A text, marks in it that overlap at random, and a part of it."""
    text = draw(Texts)
    ends = st.integers(0, len(text))
    spans = st.tuples(ends, ends).map(lambda pair: Span(*sorted(pair)))
    marks = st.builds(lambda span, role, name: Mark(span=span, role=role, record_id=name),
                      spans, ROLES, st.sampled_from(["a", "b"]))  # fmt: skip
    return text, draw(st.lists(marks, max_size=8)), draw(spans)


@given(marked_texts())
def test_the_segments_together_are_the_text(given: tuple[str, list[Mark], Span]) -> None:
    text, marks, part = given
    assert "".join(segment.text for segment in segments(text, marks)) == text
    assert "".join(segment.text for segment in segments(text, marks, part)) == part.of(text)


@given(marked_texts())
def test_a_mark_covers_its_words_and_no_others(given: tuple[str, list[Mark], Span]) -> None:
    text, marks, _ = given
    cut = segments(text, marks)
    for mark in marks:
        carrying = [segment for segment in cut if mark in segment.marks]
        assert "".join(segment.text for segment in carrying) == mark.span.of(text)
        assert all(mark.span.covers(segment.span) for segment in carrying)


@given(marked_texts())
def test_segments_follow_one_another_and_say_where_they_stand(
    given: tuple[str, list[Mark], Span],
) -> None:
    text, marks, _ = given
    cut = segments(text, marks)
    assert all(segment.span.of(text) == segment.text for segment in cut)
    assert all(a.span.end == b.span.start for a, b in pairwise(cut))


@given(marked_texts())
def test_the_page_shows_the_text_and_nothing_of_it_becomes_markup(
    given: tuple[str, list[Mark], Span],
) -> None:
    text, marks, _ = given
    shown = re.sub(r"</?mark[^<>]*>", "", segments_html(segments(text, marks)))
    assert "<" not in shown
    # Characters that deceive are blanks on the page.
    deceiving = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
    assert unescape(shown) == re.sub(deceiving, " ", text)


def test_overlapping_marks_are_cut_where_they_overlap() -> None:
    text = "Xi met Putin."
    wide, late = Mark(span=Span(0, 6), role="content"), Mark(span=Span(3, 12), role="actor")
    cut = segments(text, [late, wide])
    assert [(s.text, [m.role for m in s.marks]) for s in cut] == [
        ("Xi ", ["content"]), ("met", ["actor", "content"]), (" Putin", ["actor"]), (".", []),
    ]  # fmt: skip


def test_a_mark_outside_the_text_is_refused() -> None:
    with pytest.raises(communique.SpanError):
        segments("short", [Mark(span=Span(3, 9), role="place")])


def test_a_window_is_the_sentence_and_windows_that_touch_are_one() -> None:
    text = "Aalto met Berg on Monday. Mr. Berg left early. They will meet again."
    assert sentences_around(text, span(text, "left")).of(text) == "Mr. Berg left early."
    around = windows(text, [span(text, "met"), span(text, "again")])
    assert [part.of(text) for part in around] == [
        "Aalto met Berg on Monday.", "They will meet again.",
    ]  # fmt: skip
    assert len(windows(text, [span(text, "met"), span(text, "left")])) == 1


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    build_sample(tmp_path / "sample.db")
    return communique.open(tmp_path / "sample.db")


def test_an_event_is_shown_with_its_reports_their_words_and_what_is_disputed(
    ledger: Ledger,
) -> None:
    shown = str(ledger.show("ev-0000000000000001"))
    assert "2024-04-01  CONSULT  meet  Aino Aalto (FIN) → Bo Berg (SWE)" in shown
    assert "told by 2 independent of 2 reports" in shown
    assert "conflict on duration: 40 minutes (The Tern); half an hour (The Gull)" in shown
    assert "The Tern, 2024-04-02" in shown
    assert "Aino Aalto «met» Bo Berg in Helsinki on Monday." in shown


def test_a_record_is_shown_as_by_its_id(ledger: Ledger) -> None:
    event = ledger.events(type="CONSULT").first()
    assert event is not None
    assert str(ledger.show(event)) == str(ledger.show(event.event_id))


def test_a_statement_marks_who_how_and_what(ledger: Ledger) -> None:
    block = html.fromstring(ledger.show("st-0000000000000001")._repr_html_())
    marked = {m.get("class"): m.text for m in block.iter("mark") if m.get("data-records")}
    assert marked == {
        "cq-content": "We will visit Stockholm in May,", "cq-speaker": "Aalto", "cq-cue": "said",
    }  # fmt: skip


def test_a_document_is_shown_whole_with_everything_that_was_found_in_it(ledger: Ledger) -> None:
    document = next(d for d in ledger.documents() if d.outlet == "The Tern")
    block = html.fromstring(as_html(ledger.show(document)))
    assert block.findtext(".//blockquote") is not None
    assert block.find(".//blockquote").text_content() == TERN
    classes = {name for mark in block.iter("mark") for name in mark.get("class").split()}
    assert {"cq-trigger", "cq-content", "cq-promise", "cq-figure", "cq-mention"} <= classes


def test_a_commitment_shows_by_what_it_came_about(ledger: Ledger) -> None:
    shown = str(ledger.show("co-0000000000000001"))
    assert "«We will visit Stockholm in May»," in shown
    assert "came about" in shown


def test_every_kind_of_record_can_be_shown(ledger: Ledger) -> None:
    for kind in communique.ledger.KINDS:
        for record in ledger.query(kind):
            view = ledger.show(record)
            assert html.fromstring(as_html(view)) is not None
            assert view.title in str(view)


def test_a_page_is_not_taken_in_by_what_a_report_holds() -> None:
    text = '<script>alert("1")</script> & \x1b[31m\u202eevil'
    mark = Mark(span=Span(0, 8), role='x"><b', note='"><img src=x>')
    shown = segments_html(segments(text, [mark]))
    assert "<script" not in shown and "<img" not in shown and "<b" not in shown
    assert "\x1b" not in shown and "\u202e" not in shown


def test_what_is_neither_a_record_nor_an_id_is_refused(ledger: Ledger) -> None:
    with pytest.raises(communique.UnknownRecordError, match="expected a record or its id, got int"):
        ledger.show(7)  # type: ignore[arg-type]
