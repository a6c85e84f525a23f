"""Exports of the reports as sources, and of events as a feed, read back by their libraries."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import bibtexparser
import feedparser
import pytest
from lxml import etree

from communique.export.atom import export_atom
from communique.export.bibtex import export_bibtex
from communique.export.csl import export_csl
from communique.ledger import Ledger
from communique.records import Extraction
from export_records import ACCUSED, EVIL, HOSTILE, MET, NOWHERE, UNDATED, build_events
from ledger_records import coded, day, make_document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE)
    plain = make_document("A text.", "https://example.org/{a}_b%20c", HOSTILE, day(2024, 4, 4))
    document = replace(
        plain,
        title=r"50% of $1 & \emph{more}_ # ~ ^",
        byline="Jane Doe, John and Co",
        agency="AP & Co",
        retrieved="2024-04-05T10:00:00Z",
    )
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
    return tmp_path / "a.db"


def test_bibtex_has_every_report(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_bibtex(ledger, tmp_path)
    library = bibtexparser.parse_file(str(tmp_path / "sources.bib"))
    assert not library.failed_blocks
    assert {entry["title"] for entry in library.entries} == {
        "{The Tern: Aalto meets Berg}",
        "{The Gull: Aalto meets Berg}",
        r"{50\% of \$1 \& \textbackslash{}emph\{more\}\_ \# \textasciitilde{} \textasciicircum{}}",
    }
    tern = next(entry for entry in library.entries if entry["journal"] == "The Tern")
    assert (tern.entry_type, tern["year"], tern["date"]) == ("article", "2024", "2024-04-02")
    assert tern.key.startswith("the-tern-2024-")
    assert "url" not in tern.fields_dict


def test_bibtex_keeps_a_byline_whole_and_addresses_usable(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_bibtex(ledger, tmp_path)
    entries = bibtexparser.parse_file(str(tmp_path / "sources.bib")).entries
    evil = next(entry for entry in entries if "author" in entry.fields_dict)
    assert evil["author"] == "{Jane Doe, John and Co}"
    assert evil["url"] == "https://example.org/%7Ba%7D_b%20c"
    assert (evil["urldate"], evil["note"]) == ("2024-04-05", r"Credits AP \& Co")


def test_csl_has_every_report(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_csl(ledger, tmp_path)
    items = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    assert len({item["id"] for item in items}) == len(items) == 3
    tern = next(item for item in items if item["container-title"] == "The Tern")
    assert tern["type"] == "article-newspaper"
    assert tern["issued"] == {"date-parts": [[2024, 4, 2]]}
    evil = next(item for item in items if "author" in item)
    assert evil["author"] == [{"literal": "Jane Doe, John and Co"}]
    assert evil["accessed"] == {"date-parts": [[2024, 4, 5]]}


def test_atom_has_every_event_and_is_well_formed(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_atom(ledger, tmp_path)
    feed = feedparser.parse((tmp_path / "events.atom").read_bytes())
    assert not feed.bozo
    assert (feed.version, feed.feed.title, len(feed.entries)) == ("atom10", "Events", 7)
    assert len({entry.id for entry in feed.entries}) == 7
    assert feed.feed.updated == "2024-04-07T00:00:00Z"


def test_an_entry_changes_with_the_latest_report(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_atom(ledger, tmp_path)
    feed = feedparser.parse((tmp_path / "events.atom").read_bytes())
    meeting = next(entry for entry in feed.entries if "consult, meet" in entry.title)
    assert (meeting.published, meeting.updated) == ("2024-04-02T00:00:00Z", "2024-04-03T00:00:00Z")
    assert meeting.content[0].value.splitlines() == [
        "2024-04-01",
        "“Aino Aalto met Bo Berg in Helsinki on Monday.” — The Tern",
    ]
    assert [tag.term for tag in meeting.tags] == ["CONSULT", "actual", "ev-0000000000000001"]


def test_hostile_names_stay_text_in_a_feed(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_atom(ledger, tmp_path)
    root = etree.parse(str(tmp_path / "events.atom")).getroot()
    titles = [title.text for title in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert any(title.startswith('Evil "Name" gnp.exe <b>&amp;]]></b>;') for title in titles)
