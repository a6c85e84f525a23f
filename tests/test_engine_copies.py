"""Copies found on an engine are those found in one process."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa
import pytest

from communique.engine.copies import DOCUMENTS, copies_on_daft, document_batches
from communique.merge import InMemory, heading_of
from communique.merge.copies import find_copies
from communique.records import Document, When, document_id
from communique.settings import MergeSettings

_STANDING = (
    "The Harbour Gazette has told the news of the three ports since the great flood, and its "
    "reporters thank all readers who write to them from the islands and from the hills inland."
)


def report(text: str, day: int, outlet: str | None) -> Document:
    on = date(2022, 5, 1) + timedelta(days=day)
    when = When(start=on, end=on, precision="day", basis="publication")
    return Document(
        document_id=document_id(text), uri="memory:report", text=text, published=when,
        outlet=outlet,
    )  # fmt: skip


def words(draw: random.Random, count: int) -> str:
    return " ".join(f"{draw.choice('bdgklmnprstv')}{draw.randrange(4000)}" for _ in range(count))


def reports() -> Iterator[Document]:
    """Reports, their copies, excerpts, standing words of one outlet, and a phrase in all."""
    draw = random.Random(11)
    for number in range(60):
        wire = f"{words(draw, 90)} officials said on the quay of the old harbour. {words(draw, 60)}"
        outlet = f"Paper {number % 7}" if number % 5 else None
        yield report(wire, number, outlet)
        for copy in range(number % 4):
            cut = " ".join(wire.split()[: 60 + 30 * copy])
            own = words(draw, 20 if copy < 2 else 300)
            yield report(f"{own} {cut}", number + copy, f"Paper {draw.randrange(7)}")
        yield report(f"{words(draw, 50)} {_STANDING}", number, "Harbour Gazette")
    for number in range(12):
        yield report(f"{wire} Printed by paper {number} of twelve.", number, None)
    yield report("Short.", 0, None)


def test_the_engine_finds_the_copies_that_one_process_finds() -> None:
    daft = pytest.importorskip("daft", reason="communique[cluster] is not installed")
    documents = list({d.document_id: d for d in reports()}.values())
    pile = InMemory(documents)
    here = find_copies(pile, [heading_of(one) for one in pile], MergeSettings())
    table = pa.Table.from_batches(document_batches(documents))
    there = copies_on_daft(daft, daft.from_arrow(table), MergeSettings(), jobs=1)
    assert there == here
    assert len(here.group) > 100
    assert here.excerpts
    assert all(span.passage_id for span in here.passages)


def test_reports_without_copies_have_none_on_the_engine() -> None:
    daft = pytest.importorskip("daft", reason="communique[cluster] is not installed")
    draw = random.Random(3)
    documents = [report(words(draw, 40), day, "Harbour Gazette") for day in range(4)]
    table = pa.Table.from_batches(document_batches(documents))
    there = copies_on_daft(daft, daft.from_arrow(table), MergeSettings(), jobs=1)
    assert (there.group, there.original, there.passages) == ({}, {}, ())


def test_no_reports_are_no_copies_on_the_engine() -> None:
    daft = pytest.importorskip("daft", reason="communique[cluster] is not installed")
    empty = daft.from_arrow(DOCUMENTS.empty_table())
    assert copies_on_daft(daft, empty, MergeSettings(), jobs=1).group == {}
