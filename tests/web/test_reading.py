"""A text cut for reading: parts, paragraphs, overlapping marks, numbers behind words."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.display import Mark
from communique.spans import Span
from communique.web.pages.document.reading import Paragraph, Reference, paragraphs, parts_of

TEXT = "Peru met Chile.\n\nThey signed a treaty in Lima."


def words(paragraph: Paragraph) -> list[tuple[str, list[str]]]:
    return [
        (segment.text, [mark.role for mark in segment.marks])
        for piece in paragraph.pieces
        for segment in piece.words
    ]


def whole(text: str) -> Span:
    return Span(0, len(text))


def test_each_line_is_a_paragraph_and_blank_ones_are_none() -> None:
    found = paragraphs(TEXT, [], {}, whole(TEXT))
    assert [paragraph.span.of(TEXT) for paragraph in found] == TEXT.split("\n\n")


def test_marks_that_overlap_are_cut_at_every_edge() -> None:
    marks = [Mark(span=Span(0, 8), role="a"), Mark(span=Span(5, 14), role="b")]
    [first, _] = paragraphs(TEXT, marks, {}, whole(TEXT))
    assert words(first) == [("Peru ", ["a"]), ("met", ["b", "a"]), (" Chile", ["b"]), (".", [])]


def test_a_mark_over_two_lines_marks_both() -> None:
    found = paragraphs(TEXT, [Mark(span=Span(9, 28), role="a")], {}, whole(TEXT))
    assert [words(paragraph) for paragraph in found] == [
        [("Peru met ", []), ("Chile.", ["a"])],
        [("They signed", ["a"]), (" a treaty in Lima.", [])],
    ]


def test_a_number_stands_behind_its_words_even_between_marks() -> None:
    numbers = {8: [Reference(number=3, record_id="em-1")]}
    [first, _] = paragraphs(TEXT, [], numbers, whole(TEXT))
    assert [[segment.text for segment in piece.words] for piece in first.pieces] == [
        ["Peru met"],
        [" Chile."],
    ]
    assert [reference.number for reference in first.pieces[0].references] == [3]


def test_a_text_is_parted_between_lines() -> None:
    assert [part.of(TEXT) for part in parts_of(TEXT, 32)] == [
        "Peru met Chile.\n\n",
        "They signed a treaty in Lima.",
    ]


def test_a_long_line_is_parted_between_words() -> None:
    assert [part.of("one two three four") for part in parts_of("one two three four", 9)] == [
        "one two ",
        "three ",
        "four",
    ]


@given(st.text(alphabet="ab \n", max_size=80), st.integers(min_value=1, max_value=20))
def test_parts_are_the_text_and_none_is_too_long(text: str, longest: int) -> None:
    parts = parts_of(text, longest)
    assert "".join(part.of(text) for part in parts) == text
    assert all(part.length <= longest for part in parts)
    assert all(first.end == second.start for first, second in pairwise(parts))


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 30)), max_size=6),
)
def test_paragraphs_keep_every_word_and_marks_exactly_theirs(
    text: str, at: list[tuple[int, int]]
) -> None:
    spans = [Span(start, min(len(text), start + long)) for start, long in at if start < len(text)]
    marks = [Mark(span=span, role=str(n)) for n, span in enumerate(spans)]
    marked: dict[str, set[int]] = {mark.role: set() for mark in marks}
    for paragraph in paragraphs(text, marks, {}, whole(text)):
        place = paragraph.span.start
        for piece in paragraph.pieces:
            for segment in piece.words:
                assert segment.span == Span(place, place + len(segment.text))
                assert segment.span.of(text) == segment.text
                place = segment.span.end
                for mark in segment.marks:
                    marked[mark.role].update(range(*segment.span))
        assert place == paragraph.span.end
    for mark in marks:
        shown = {at for at in range(*mark.span) if text[at] != "\n"}
        missing = shown - marked[mark.role]
        assert all(text[at] == " " for at in missing)  # of lines without words
