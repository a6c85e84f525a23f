"""The main job: sources in, ledger out; resumable, and with a reason for all that gave nothing."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from communique.ledger import Coded as LedgerRow
from communique.ledger import Ledger, source_key
from communique.merge import merge
from communique.pipeline.coder import PARTLY, Coded, Coder
from communique.read import read_sources
from communique.records import Capture, Document, content_id, to_json
from communique.settings import Settings

Progress = Callable[[str, int, int | None], None]
_WHY_NOT = {"nothing found": "nothing to code", "unsupported_language": "not in English"}
_LINE = re.compile(r"^line \d+:? (?:is )?")
_SHARD = 16
_TRIES = 2
_FEW = 8  # shards for each process below which starting processes costs more than it saves


@dataclass(slots=True)
class BuildReport:
    """What came in, what came out, and why anything did not.

    ``read`` counts sources; ``already`` those of an earlier run; ``new`` documents stored now;
    ``duplicates`` sources whose text was there already. ``reasons`` counts why sources gave no
    document or documents no record; ``problems`` names the inputs.
    """

    read: int = 0
    already: int = 0
    new: int = 0
    duplicates: int = 0
    coded: int = 0
    empty: int = 0
    events: int = 0
    statements: int = 0
    commitments: int = 0
    figures: int = 0
    disputes: int = 0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, uri: str, reason: str) -> None:
        """Count a source that gave nothing, or not all."""
        self.problems.append((uri, reason))
        self.reasons[_LINE.sub("", reason).split(":", 1)[0]] += 1


def build(
    sources: Sequence[Path],
    ledger_path: Path,
    *,
    jobs: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read, clean, code, merge and store.

    What an earlier run stored with the same coder is not done again. Each batch of documents is
    stored in one transaction, so a run may be stopped at any moment and begun again.

    Args:
        sources: files and folders.
        ledger_path: the ledger, made if it is not there.
        jobs: processes that code; 1, or a small pile, is coded in this one.
        settings: of the run.
        progress: called with what is being done, how many are done, and of how many if known.

    Raises:
        LedgerError: if the ledger cannot be opened or written.
    """
    began = time.monotonic()
    coder = Coder(settings)
    report = BuildReport()
    tell = progress or (lambda what, done, total: None)
    with Ledger.open(ledger_path, create=True) as ledger:
        fresh = _fresh(sources, ledger, coder, report)
        done = 0
        for batch in _coded(fresh, coder, jobs, report):
            _store(ledger, batch, report)
            done += len(batch)
            tell("coding", done, None)
        if done:
            tell("coding", done, done)
        tell("merging", 0, None)
        _merge(ledger, coder, report)
    report.seconds = time.monotonic() - began
    return report


@dataclass(frozen=True, slots=True)
class _Cleaned:
    """A document with the source that gave it."""

    document: Document
    key: str
    uri: str
    retrieved: str | None


def _fresh(
    paths: Iterable[Path], ledger: Ledger, coder: Coder, report: BuildReport
) -> Iterator[_Cleaned]:
    """Yield the documents of sources that this ledger does not hold yet."""
    done = ledger.coded(coder.coder_id)
    for source in read_sources(paths, report.refuse):
        report.read += 1
        key = source_key(source)
        if key in done:
            report.already += 1
            continue
        document = coder.clean(source)
        if document.status == "empty":
            report.empty += 1
            reason = "no body text found"
            report.refuse(source.uri, reason)
            ledger.write_refused(key, source.uri, coder.coder_id, reason)
            continue
        yield _Cleaned(document, key, source.uri, source.retrieved)


def _coded(
    cleaned: Iterable[_Cleaned], coder: Coder, jobs: int, report: BuildReport
) -> Iterator[list[tuple[_Cleaned, Coded]]]:
    shards = _shards(cleaned)
    first = list(islice(shards, _FEW * jobs)) if jobs > 1 else []
    if len(first) < _FEW * jobs:
        for shard in chain(first, shards):
            yield list(zip(shard, coder.code([c.document for c in shard]), strict=True))
        return
    yield from _coded_in_parallel(chain(first, shards), coder.settings, jobs, report)


def _shards(cleaned: Iterable[_Cleaned]) -> Iterator[list[_Cleaned]]:
    iterator = iter(cleaned)
    while shard := list(islice(iterator, _SHARD)):
        yield shard


def _coded_in_parallel(
    shards: Iterator[list[_Cleaned]], settings: Settings, jobs: int, report: BuildReport
) -> Iterator[list[tuple[_Cleaned, Coded]]]:
    """Code shards in worker processes, a few ahead; a shard whose worker dies is tried again."""
    waiting: list[tuple[list[_Cleaned], int]] = []
    exhausted = False
    while not exhausted or waiting:
        with ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(settings,)
        ) as pool:
            running: dict[Future[list[Coded]], tuple[list[_Cleaned], int]] = {}
            try:
                while True:
                    while len(running) < 2 * jobs:
                        shard, tries = waiting.pop(0) if waiting else (next(shards, None), 0)
                        if shard is None:
                            exhausted = True
                            break
                        running[pool.submit(_code_shard, [c.document for c in shard])] = (
                            shard,
                            tries,
                        )
                    if not running:
                        break
                    future = next(iter(running))
                    coded = future.result()
                    shard, _ = running.pop(future)
                    yield list(zip(shard, coded, strict=True))
            except BrokenProcessPool:
                waiting += _retry(running.values(), report)


def _retry(
    running: Iterable[tuple[list[_Cleaned], int]], report: BuildReport
) -> Iterator[tuple[list[_Cleaned], int]]:
    for shard, tries in running:
        if tries + 1 < _TRIES:
            yield shard, tries + 1
        else:
            for cleaned in shard:
                report.refuse(cleaned.uri, "a worker process died while coding this shard")


_worker: dict[str, Coder] = {}


def _start_worker(settings: Settings) -> None:
    _worker["coder"] = Coder(settings)


def _code_shard(documents: list[Document]) -> list[Coded]:
    return list(_worker["coder"].code(documents))


def _store(ledger: Ledger, batch: Sequence[tuple[_Cleaned, Coded]], report: BuildReport) -> None:
    rows = [_row(cleaned, coded) for cleaned, coded in batch]
    for (_, coded), fresh in zip(batch, ledger.write_documents(rows), strict=True):
        report.new += fresh
        report.duplicates += not fresh
        if coded.coding.status == "failed":
            report.refuse(coded.document.uri, coded.coding.reasons[0])
        elif fresh:
            for reason in coded.coding.reasons:
                if reason.startswith(PARTLY):
                    report.refuse(coded.document.uri, reason)
            report.coded += 1
            if coded.coding.status != "coded":
                report.reasons[_WHY_NOT.get(coded.coding.status, coded.coding.status)] += 1


def _row(cleaned: _Cleaned, coded: Coded) -> LedgerRow:
    document = coded.document
    capture = Capture(
        document_id=document.document_id, uri=document.uri, outlet=document.outlet,
        retrieved=cleaned.retrieved,
    )  # fmt: skip
    return LedgerRow(
        document=document, captures=[capture], extraction=coded.extraction, coding=coded.coding,
        sources={cleaned.key: cleaned.uri},
    )  # fmt: skip


def _merge(ledger: Ledger, coder: Coder, report: BuildReport) -> None:
    """Merge all documents anew unless the ledger's events are already those of all documents."""
    merger_id = content_id("merge", coder.coder_id, to_json(coder.settings.merge))
    if not ledger.is_merged(merger_id):
        merged = merge(list(ledger.documents()), list(ledger.extractions()), coder.settings.merge)
        ledger.replace_merged(
            events=merged.events,
            disputes=merged.disputes,
            commitments=merged.commitments,
            actors=coder.knowledge.actors,
            groups={d.document_id: (d.copy_group, d.story) for d in merged.documents},
            merger_id=merger_id,
        )
    for kind in ("events", "statements", "commitments", "figures", "disputes"):
        setattr(report, kind, ledger.count(kind))
