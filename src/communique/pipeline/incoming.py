"""Sources to the documents that a ledger does not hold yet, a window at a time.

A window is what is looked at together: the lines that recur in many reports of one outlet are
learned from it before its reports are cleaned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.clean import RecurringLines
from communique.ledger import Ledger, source_key
from communique.pipeline.coder import Coder
from communique.pipeline.report import BuildReport
from communique.read import read_sources
from communique.records import Document, Source

_LEARNED = "recurring lines"
_WINDOW_SOURCES = 256
_WINDOW_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document with the source that gave it."""

    document: Document
    key: str
    uri: str
    retrieved: str | None


def incoming(
    sources: Iterable[str | Path | Source], ledger: Ledger, coder: Coder, report: BuildReport
) -> Iterator[Incoming]:
    """Yield the documents of sources that this ledger does not hold yet.

    Args:
        sources: as :func:`communique.read.read_sources` takes them.
        ledger: what it holds from the same coder is counted and left out.
        coder: cleans, and keeps what it learned of each outlet's pages.
        report: counts what came in, and what gave nothing.
    """
    done = ledger.coded(coder.coder_id)
    fresh = _fresh(sources, coder, report, lambda key: key in done)
    learned = ledger.recall(_LEARNED)
    if learned:
        coder.recurring = RecurringLines.from_json(learned)
    for window in _windows(fresh):
        if coder.learn(source for source, _ in window):
            ledger.remember(_LEARNED, coder.recurring.to_json())
        for source, key in window:
            document = coder.clean(source)
            if document.status == "empty":
                report.empty += 1
                reason = "no body text found"
                report.refuse(source.uri, reason)
                ledger.write_refused(key, source.uri, coder.coder_id, reason)
                continue
            yield Incoming(document, key, source.uri, source.retrieved)


def _fresh(
    sources: Iterable[str | Path | Source],
    coder: Coder,
    report: BuildReport,
    is_done: Callable[[str], bool],
) -> Iterator[tuple[Source, str]]:
    for source in read_sources(sources, report.refuse, coder.settings.read):
        report.read += 1
        key = source_key(source)
        if is_done(key):
            report.already += 1
        else:
            yield source, key


def _windows(fresh: Iterable[tuple[Source, str]]) -> Iterator[list[tuple[Source, str]]]:
    """Group sources, bounded in number and in what they hold in memory."""
    window: list[tuple[Source, str]] = []
    held = 0
    for source, key in fresh:
        window.append((source, key))
        held += len(source.content)
        if len(window) >= _WINDOW_SOURCES or held >= _WINDOW_CHARACTERS:
            yield window
            window, held = [], 0
    if window:
        yield window
