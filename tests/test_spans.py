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


Origin = list[Span | None]
Made = tuple[TextMap, Origin]


@st.composite
def text_maps(draw: st.DrawFn, texts: st.SearchStrategy[str] = ANY_TEXT) -> Made:
    """A map made by any sequence of steps, and what range each of its characters stands for."""
    text_map = TextMap(draw(texts))
    origin: Origin = []
    for _ in range(draw(st.integers(0, 8))):
        step = draw(st.sampled_from(["keep", "exchange", "insert", "substitute"]))
        span = draw(spans_in(text_map.source))
        words = draw(st.text(max_size=5))
        if step in {"keep", "exchange"}:
            if step == "keep":
                text_map.keep(span)
            else:
                text_map.exchange(span, "x" * span.length)
            origin += [Span(at, at + 1) for at in range(span.start, span.end)]
        elif step == "insert":
            text_map.insert(words)
            origin += [None] * len(words)
        else:
            text_map.substitute(span, words)
            origin += [span if span.length else None] * len(words)
    return text_map, origin


@st.composite
def maps_over_maps(draw: st.DrawFn) -> tuple[Made, Made]:
    """A map, and one over its clean text."""
    inner = draw(text_maps())
    return inner, draw(text_maps(st.just(inner[0].text)))


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


def test_a_substitute_stands_for_its_whole_range() -> None:
    text_map = TextMap("The Ã©lysÃ©e said")
    text_map.keep(Span(0, 4))
    text_map.substitute(Span(4, 12), "élysée")
    text_map.keep(Span(12, 17))

    assert text_map.text == "The élysée said"
    assert text_map.to_source(Span(4, 10)) == Span(4, 12)
    assert text_map.to_source(Span(5, 6)) == Span(4, 12)
    assert text_map.to_source(Span(9, 15)) == Span(4, 17)
    assert text_map.to_source(Span(3, 4)) == Span(3, 4)


def test_a_substitute_for_nothing_is_inserted() -> None:
    text_map = TextMap("Minsk")
    text_map.substitute(Span(2, 2), "--")

    assert text_map.text == "--"
    assert text_map.to_source(Span(0, 2)) is None


def test_a_map_over_repaired_text_leads_to_the_text_as_it_came() -> None:
    came = "Menu\nThe ﬁrst day\ufeff in Kazan"
    repaired = TextMap(came)
    repaired.keep(Span(0, 9))
    repaired.substitute(Span(9, 10), "fi")
    repaired.keep(Span(10, 17))
    repaired.keep(Span(18, len(came)))
    body = TextMap(repaired.text)
    body.keep(Span(5, len(repaired.text)))

    clean = body.through(repaired)

    assert clean.text == "The first day in Kazan"
    assert clean.to_source(Span(4, 9)) == Span(9, 13)
    assert clean.to_source(Span(10, 16)) == Span(14, 21)
    assert clean.to_source(Span(17, 22)) == Span(22, 27)


@given(maps_over_maps())
def test_each_character_of_a_joined_map_stands_for_what_both_maps_say(
    made: tuple[Made, Made],
) -> None:
    (inner, _), (outer, stands_for) = made

    joined = outer.through(inner)

    assert joined.text == outer.text
    assert joined.source == inner.source
    for at, span in enumerate(stands_for):
        expected = inner.to_source(span) if span else None
        assert joined.to_source(Span(at, at + 1)) == expected


def test_maps_that_do_not_fit_are_not_joined() -> None:
    with pytest.raises(SpanError, match="another"):
        TextMap("Minsk").through(TextMap("Kazan"))


def test_characters_exchanged_one_for_one_keep_their_places() -> None:
    text_map = TextMap("1\u00a0500\u00a0km")
    text_map.exchange(Span(0, 8), "1 500 km")

    assert text_map.text == "1 500 km"
    assert text_map.to_source(Span(2, 5)) == Span(2, 5)


def test_characters_are_not_exchanged_for_more_or_fewer() -> None:
    with pytest.raises(SpanError, match="expected 2 characters"):
        TextMap("Minsk").exchange(Span(0, 2), "m")


@given(text_maps())
def test_the_text_is_what_was_kept_inserted_and_substituted(made: Made) -> None:
    text_map, origin = made

    assert len(text_map.text) == len(origin)
    for at, stands_for in enumerate(origin):
        assert text_map.to_source(Span(at, at + 1)) == stands_for


@given(text_maps(), st.data())
def test_every_span_maps_to_the_hull_of_what_its_characters_stand_for(
    made: Made, data: st.DataObject
) -> None:
    text_map, origin = made
    span = data.draw(spans_in(text_map.text))

    found = text_map.to_source(span)

    stands_for = [source for source in origin[span.start : span.end] if source is not None]
    assert found == (hull(stands_for) if stands_for else None)


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
def test_a_span_outside_the_clean_text_is_an_error(made: Made, beyond: int) -> None:
    text_map, origin = made

    with pytest.raises(SpanError):
        text_map.to_source(Span(0, len(origin) + beyond))
    with pytest.raises(SpanError):
        text_map.to_source(Span(-beyond, 0))


def test_keeping_what_the_source_does_not_hold_is_an_error() -> None:
    with pytest.raises(SpanError):
        TextMap("Minsk").keep(Span(3, 6))
    with pytest.raises(SpanError):
        TextMap("Minsk").substitute(Span(3, 6), "k")
