"""Spans are exact, and clean text knows where each of its characters stood in the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import CommuniqueError, SpanError
from communique.spans import Span, TextMap, hull, trim

ANY_TEXT = st.text(max_size=60)


@st.composite
def spans_in(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def text_maps(draw: st.DrawFn) -> tuple[TextMap, list[int | None]]:
    """A map made by any sequence of keep and insert, and where each of its characters stood."""
    text_map = TextMap(draw(ANY_TEXT))
    origin: list[int | None] = []
    for _ in range(draw(st.integers(0, 8))):
        if draw(st.booleans()):
            span = draw(spans_in(text_map.source))
            text_map.keep(span)
            origin += range(span.start, span.end)
        else:
            words = draw(st.text(max_size=5))
            text_map.insert(words)
            origin += [None] * len(words)
    return text_map, origin


def test_a_span_counts_code_points_and_ends_before_its_end() -> None:
    text = "Erdoğan 🤝 Путин"

    assert Span(0, 7).of(text) == "Erdoğan"
    assert Span(8, 9).of(text) == "🤝"
    assert Span(10, 15).of(text) == "Путин"
    assert Span(10, 15).length == 5


@pytest.mark.parametrize("span", [Span(-1, 2), Span(3, 2), Span(0, 6), Span(6, 6)])
def test_a_span_outside_its_text_is_an_error(span: Span) -> None:
    with pytest.raises(SpanError, match="text of 5 characters"):
        span.of("Minsk")


def test_a_span_error_is_a_value_error_and_one_of_ours() -> None:
    assert issubclass(SpanError, ValueError)
    assert issubclass(SpanError, CommuniqueError)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 5), Span(4, 9), True),
        (Span(0, 5), Span(5, 9), False),
        (Span(0, 9), Span(3, 4), True),
        (Span(0, 9), Span(3, 3), False),
        (Span(3, 3), Span(3, 3), False),
    ],
)
def test_spans_overlap_when_they_share_a_character(one: Span, other: Span, expected: bool) -> None:
    assert one.overlaps(other) is expected
    assert other.overlaps(one) is expected


def test_a_span_covers_what_lies_wholly_inside() -> None:
    assert Span(2, 6).covers(Span(2, 6))
    assert Span(2, 6).covers(Span(3, 3))
    assert not Span(2, 6).covers(Span(2, 7))


def test_a_span_shifts_both_ways() -> None:
    assert Span(2, 6).shift(3) == Span(5, 9)
    assert Span(2, 6).shift(-2) == Span(0, 4)


def test_the_hull_covers_all_spans_in_any_order() -> None:
    assert hull([Span(7, 9), Span(2, 3), Span(4, 11)]) == Span(2, 11)


def test_the_hull_of_no_span_is_an_error() -> None:
    with pytest.raises(ValueError):
        hull([])


def test_trim_drops_whitespace_or_given_characters() -> None:
    text = "  “Peace” \n"

    assert trim(text, Span(0, len(text))).of(text) == "“Peace”"
    assert trim(text, Span(0, len(text)), strip=" \n“”").of(text) == "Peace"


def test_trim_of_nothing_but_whitespace_is_empty_and_inside() -> None:
    trimmed = trim("a   b", Span(1, 4))

    assert trimmed.length == 0
    assert Span(1, 4).covers(trimmed)


@given(ANY_TEXT, st.data())
def test_trim_gives_the_stripped_words(text: str, data: st.DataObject) -> None:
    span = data.draw(spans_in(text))

    assert trim(text, span).of(text) == span.of(text).strip()
    assert span.covers(trim(text, span))


def test_clean_text_leads_back_to_its_source() -> None:
    text_map = TextMap("<p>Kazan</p><p>Astana</p>")
    text_map.keep(Span(3, 8))
    text_map.insert("\n\n")
    text_map.keep(Span(15, 21))

    assert text_map.text == "Kazan\n\nAstana"
    assert text_map.to_source(Span(7, 13)) == Span(15, 21)
    assert text_map.to_source(Span(2, 9)) == Span(5, 17)
    assert text_map.to_source(Span(5, 7)) is None


@given(text_maps())
def test_the_text_is_what_was_kept_and_inserted(made: tuple[TextMap, list[int | None]]) -> None:
    text_map, origin = made

    assert len(text_map.text) == len(origin)
    for character, stood in zip(text_map.text, origin, strict=True):
        assert stood is None or text_map.source[stood] == character


@given(text_maps(), st.data())
def test_every_span_maps_to_its_kept_characters(
    made: tuple[TextMap, list[int | None]], data: st.DataObject
) -> None:
    text_map, origin = made
    span = data.draw(spans_in(text_map.text))

    found = text_map.to_source(span)

    kept = [stood for stood in origin[span.start : span.end] if stood is not None]
    assert found == (Span(min(kept), max(kept) + 1) if kept else None)


@given(st.text(min_size=1, max_size=60), st.text(max_size=5), st.data())
def test_inside_one_kept_piece_source_and_clean_words_are_equal(
    source: str, inserted: str, data: st.DataObject
) -> None:
    piece = data.draw(spans_in(source))
    text_map = TextMap(source)
    text_map.insert(inserted)
    text_map.keep(piece)
    text_map.insert(inserted)
    inner = data.draw(spans_in(piece.of(source))).shift(len(inserted))

    found = text_map.to_source(inner)

    if inner.length:
        assert found is not None
        assert found.of(source) == inner.of(text_map.text)
    else:
        assert found is None


@given(text_maps(), st.integers(1, 5))
def test_a_span_outside_the_clean_text_is_an_error(
    made: tuple[TextMap, list[int | None]], beyond: int
) -> None:
    text_map, origin = made

    with pytest.raises(SpanError):
        text_map.to_source(Span(0, len(origin) + beyond))
    with pytest.raises(SpanError):
        text_map.to_source(Span(-beyond, 0))


def test_keeping_what_the_source_does_not_hold_is_an_error() -> None:
    with pytest.raises(SpanError):
        TextMap("Minsk").keep(Span(3, 6))
