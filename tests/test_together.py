"""What reports have in common, stored and shown: stories, and passages that copies share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.ledger import Filters, Ledger
from communique.merge import Merged, merge
from communique.pipeline import build
from communique.records import Document, When, document_id
from communique.settings import MergeSettings

WIRE = (
    "The foreign ministers of Norway and Iceland met in Bergen on Tuesday and agreed to share the "
    "catch of capelin in the Jan Mayen zone for two more seasons. Their fleets had quarrelled over "
    "it since the spring, when patrol boats turned three trawlers away."
)
REPORTS = {
    "wire.txt": f"Ministers settle capelin quarrel\nNordic Wire\n4 May 2022\n\n{WIRE} A joint "
    "committee is to meet in Tromso before the winter season opens.",
    "copy.txt": f"Norway and Iceland settle capelin quarrel\nHarbour Gazette\n5 May 2022\n\n{WIRE}",
    "other.txt": "Kenya opens embassy in Kigali\nLake Post\n5 May 2022\n\nKenya's president opened "
    "an embassy in Kigali on Thursday, the first in Rwanda since the old house burned down.",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path / name for name in REPORTS], tmp_path / "l.db")
    with Ledger.open(tmp_path / "l.db") as opened:
        yield opened


def named(ledger: Ledger, name: str) -> Document:
    return next(d for d in ledger.documents() if d.uri.endswith(name))


def shown(ledger: Ledger, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--ledger", str(ledger.path)])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_a_story_has_title_span_of_time_reports_and_sources(ledger: Ledger) -> None:
    story = next(s for s in ledger.stories() if s.reports == 2)
    assert "capelin" in story.title
    assert story.when is not None
    assert (story.when.start, story.when.end) == (date(2022, 5, 4), date(2022, 5, 5))
    assert story.documents == tuple(named(ledger, n).document_id for n in ("wire.txt", "copy.txt"))
    assert story.independent_sources == 1
    assert set(story.events) == {e.event_id for e in ledger.events() if e.story == story.story_id}


def test_stories_are_found_by_document_day_and_words(ledger: Ledger) -> None:
    kigali = named(ledger, "other.txt")
    assert [s.story_id for s in ledger.stories(Filters(document=kigali.document_id))] == [
        kigali.story
    ]
    assert ledger.count("stories", Filters(search="capelin")) == 1
    assert ledger.count("stories", Filters(until="2022-05-04")) == 1


def test_shared_passages_are_stored_as_spans_of_both(ledger: Ledger) -> None:
    wire, copy = named(ledger, "wire.txt"), named(ledger, "copy.txt")
    (passage,) = ledger.copy_passages()
    assert (passage.original, passage.document_id) == (wire.document_id, copy.document_id)
    assert passage.original_span.of(wire.text) == passage.span.of(copy.text)
    assert list(ledger.copy_passages(Filters(document=wire.document_id))) == [passage]


def test_show_tells_with_which_report_a_document_shares_which_words(ledger: Ledger) -> None:
    wire, copy = named(ledger, "wire.txt"), named(ledger, "copy.txt")
    assert "1 passage shared with Nordic Wire, 2022-05-04" in shown(
        ledger, "show", copy.document_id
    )
    assert "1 passage shared with Harbour Gazette" in shown(ledger, "show", wire.document_id)


def test_stories_are_listed_and_shown_with_their_reports(ledger: Ledger) -> None:
    listed = shown(ledger, "stories")
    assert "2022-05-04 – 05" in listed
    assert "1 of 2" in listed
    story = next(s for s in ledger.stories() if s.reports == 2)
    told = shown(ledger, "show", story.story_id)
    assert told.startswith("story ")
    assert "2 reports Nordic Wire, 2022-05-04" in told


def untitled(*texts: str) -> Merged:
    day = When(start=date(2022, 5, 4), end=date(2022, 5, 4), precision="day")
    documents = [
        Document(document_id=document_id(text), uri="memory:x", text=text, published=day)
        for text in texts
    ]
    return merge(documents, [], MergeSettings())


def test_a_story_without_headlines_is_called_by_its_first_words() -> None:
    (story,) = untitled(WIRE).stories
    assert WIRE.startswith(story.title)
    assert len(story.title) <= 120


def test_an_undated_report_leaves_the_span_of_its_story_open() -> None:
    lone = Document(document_id=document_id(WIRE), uri="memory:x", text=WIRE)
    (story,) = merge([lone], [], MergeSettings()).stories
    assert story.when is None
