"""Records go to JSON and back unchanged, and equal content has equal ids."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import records
from communique.errors import RecordError
from communique.records import (
    Document,
    EventMention,
    Extraction,
    Figure,
    Party,
    Place,
    When,
    content_id,
    document_id,
    from_json,
    to_dict,
    to_json,
)
from communique.spans import Span

KINDS = [
    records.When, records.Source, records.Furniture, records.MetadataBasis, records.Document,
    records.Capture,
    records.Place, records.Time, records.PlaceMention, records.Mention, records.Office,
    records.Actor, records.Party, records.EventMention, records.Event, records.Statement,
    records.Commitment, records.Figure, records.DisputedValue, records.Dispute, records.Coding,
    records.Extraction, records.OfficeSighting, records.LearnedOffice,
    records.Anchor, records.Correction, records.Review, records.Story, records.CopyPassage,
]  # fmt: skip

# JSON has no NaN and no infinity; whole numbers of more than 15 digits are none of ours.
SIMPLE: dict[object, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(10**15), 10**15),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    type(None): st.none(),
    Span: st.builds(Span, st.integers(0, 10**7), st.integers(0, 10**7)),
    Any: st.none() | st.booleans() | st.text(max_size=5),
}


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value that the annotation ``kind`` of a record's field allows."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{field: values_of(hint) for field, hint in hints.items()})
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return st.sampled_from(arguments)
    if get_origin(kind) is tuple:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(*map(values_of, arguments), max_size=2)
    return st.one_of(*map(values_of, arguments))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_record_survives_json(kind: type[object], data: st.DataObject) -> None:
    record = data.draw(values_of(kind))

    line = to_json(record)

    assert "\n" not in line
    assert from_json(kind, line) == record


def test_every_record_type_is_tested() -> None:
    defined = {
        value
        for value in vars(records).values()
        if isinstance(value, type) and hasattr(value, "__dataclass_fields__")
    }

    assert defined == set(KINDS)


def test_records_cannot_be_changed() -> None:
    place = Place(name="Kazan", country="RUS")

    with pytest.raises(AttributeError):
        place.name = "Astana"  # type: ignore[misc]


def test_json_has_the_field_names_and_forms_of_the_contract() -> None:
    mention = EventMention(
        event_mention_id="e", document_id="d", type="CONSULT", status="actual",
        trigger=Span(10, 13), sentence=Span(0, 40),
        actors=(Party(name="Xi Jinping", actor_id="person/xi-jinping", country="CHN"),),
        when=When(start=date(2024, 7, 3), end=date(2024, 7, 3), precision="day", basis="explicit"),
    )  # fmt: skip

    plain = to_dict(mention)

    assert plain["trigger"] == [10, 13]
    assert plain["when"]["start"] == "2024-07-03"
    assert plain["actors"][0]["country"] == "CHN"
    assert plain["place"] is None
    assert json.loads(to_json(mention)) == plain


def test_a_figure_keeps_whole_numbers_whole() -> None:
    figure = Figure(
        figure_id="f", document_id="d", value=30_000_000_000, unit="USD", measure="trade",
        evidence=(Span(0, 9),), low=29.5,
    )  # fmt: skip

    back = from_json(Figure, to_json(figure))

    assert isinstance(back.value, int)
    assert isinstance(back.low, float)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        '"Kazan"',
        "{}",
        '{"name": 3}',
        '{"name": "Kazan", "span": [1]}',
        '{"name": "Kazan", "lat": "north"}',
        b'{"name": "\xff"}',
    ],
)
def test_json_that_is_no_such_record_is_an_error(line: str | bytes) -> None:
    with pytest.raises(RecordError, match="expected a Place as JSON"):
        from_json(Place, line)


def test_an_error_names_the_field_and_keeps_its_cause() -> None:
    with pytest.raises(RecordError, match=r"\$\.precision") as caught:
        from_json(When, '{"precision": "fortnight"}')

    assert caught.value.__cause__ is not None


def test_json_without_optional_fields_takes_their_defaults() -> None:
    document = from_json(Document, '{"document_id": "d", "uri": "u", "text": "t"}')

    assert document == Document(document_id="d", uri="u", text="t")
    assert from_json(Extraction, '{"document_id": "d"}').figures == ()


def test_what_json_cannot_hold_is_an_error() -> None:
    with pytest.raises(RecordError, match="expected a Place that JSON can hold"):
        to_json(Place(name="\ud83e"))


def test_a_document_id_is_the_sha256_of_its_text() -> None:
    assert document_id("Astana") == document_id("Astana")
    assert document_id("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert document_id("Astana") != document_id("Astana ")


def test_a_content_id_is_stable_from_run_to_run() -> None:
    assert content_id("e", "CONSULT", 3, None) == "e-e105d9c49a66d63a"


@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_content_ids_differ_when_the_parts_do(one: list[str], other: list[str]) -> None:
    separator = "\x1f"
    if separator not in "".join(one + other) and one and other:
        assert (content_id("x", *one) == content_id("x", *other)) == (one == other)
