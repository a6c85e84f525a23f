"""Three short reports, coded and merged by the real pipeline, for the tests of corrections."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from communique.export import export_jsonl
from communique.ledger import Ledger
from communique.records import Correction, Event, EventMention

LANTERN = """Baerbock meets Colonna in Berlin
The Essex Lantern
Tuesday, May 2, 2023

German Foreign Minister Annalena Baerbock met French Foreign Minister Catherine Colonna in Berlin \
on Tuesday.

"Our friendship is strong," Baerbock said after the talks, which lasted 40 minutes.

Germany promised to give Moldova 30 million euros by December 2023.
"""
GULL = """Ministers meet
The Dover Gull
Wednesday, May 3, 2023

Catherine Colonna, the French foreign minister, held talks with her German counterpart Annalena \
Baerbock in Berlin on Tuesday.

The talks lasted 90 minutes, officials said.

France and Germany signed an agreement on rail freight on Tuesday.
"""
HERON = """Kishida in Seoul
The Mersea Heron
Monday, May 8, 2023

Japanese Prime Minister Fumio Kishida met South Korean President Yoon Suk Yeol in Seoul on Sunday.

Yoon said that relations had improved. Japan accused North Korea of firing a missile on Friday.
"""
PLOVER = """Colonna and Baerbock in Berlin
The Walton Plover
Thursday, May 4, 2023

French Foreign Minister Catherine Colonna met German Foreign Minister Annalena Baerbock in Berlin \
on Tuesday, May 2, 2023.
"""


def write_pile(folder: Path) -> Path:
    """Write the first three reports."""
    folder.mkdir()
    for name, text in (("lantern", LANTERN), ("gull", GULL), ("heron", HERON)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def everything(ledger: Path | str, *, without: tuple[str, ...] = ("corrections", "codings")) -> str:
    """Return the hash of all that a ledger holds, but for the files named."""
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "export"
        with Ledger.open(ledger) as opened:
            export_jsonl(opened, folder)
        for file in sorted(folder.iterdir()):
            if file.stem not in without:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def event_of(ledger: Path | str, event_type: str, country: str) -> Event:
    """Return the one event of a type in which a country takes part."""
    with Ledger.open(ledger) as opened:
        found = [
            event
            for event in opened.events()
            if event.type == event_type
            and country in {p.country for p in (*event.actors, *event.recipients)}
        ]
    assert len(found) == 1, found
    return found[0]


def mention_in(ledger: Path | str, event: Event, words: str) -> EventMention:
    """Return the account of an event whose sentence holds some words."""
    with Ledger.open(ledger) as opened:
        for name in event.event_mentions:
            _, mention = opened.record(name)
            assert isinstance(mention, EventMention)
            if words in mention.sentence.of(opened.document(mention.document_id).text):
                return mention
    raise AssertionError(words)


def corrections_in(ledger: Path | str) -> list[Correction]:
    """Return all corrections of a ledger."""
    with Ledger.open(ledger) as opened:
        return opened.corrections()
