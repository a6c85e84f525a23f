"""The main job: sources in, ledger out; resumable, and with a reason for all that gave nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from communique.corrections import Archive
from communique.ledger import EXCERPTS, SETTINGS, AcrossDocuments, Ledger, Place, place_of
from communique.merge import Grouped, Pile, group, heading_of
from communique.pipeline.coder import Coder
from communique.pipeline.corrected import merge_corrected
from communique.pipeline.incoming import incoming, shards_beside
from communique.pipeline.learned import changed_records, learn_offices, resolve_across
from communique.pipeline.report import BuildReport
from communique.pipeline.shards import ShardPlace, coded_apart, coded_shards, coder_of
from communique.pipeline.stored import StoredReports
from communique.pipeline.storing import rows_of, store, take_in
from communique.pipeline.throughput import Progress, Throughput
from communique.read import bytes_of
from communique.records import Event, Extraction, Source, content_id, to_json
from communique.settings import Settings

_FINDINGS = (
    "times", "places", "mentions", "event_mentions", "statements", "commitments", "figures",
    "office_sightings",
)  # fmt: skip
_EVENT_IDS = "event ids"  # of the mentions, as the last build of a corrected ledger left them


def build(
    sources: Iterable[str | Path | Source],
    ledger_path: Place | str,
    *,
    jobs: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
    shards: str | Path | None = None,
    coded_only: bool = False,
) -> BuildReport:
    """Read, clean, code, merge and store.

    What an earlier run stored with the same coder is not done again. Each shard of documents is
    coded into a file beside the ledger, then stored in one transaction and its file removed, so a
    run may be stopped at any moment and begun again.

    Args:
        sources: files, folders, patterns, web addresses, ``-`` for standard input, and reports
            that were read before; coded shards, and folders and places in a bucket that hold some,
            are only stored.
        ledger_path: the ledger's file or address, made if it is not there.
        jobs: processes that code; 1, or a small pile, is coded in this one.
        settings: of the run.
        progress: called with what is being done, how many are done, and of how many if known;
            that is an estimate while sources are still read.
        shards: a folder in which coded shards are found and kept; by default one beside the
            ledger, removed at the end.
        coded_only: of coded shards that are given, leave out reports in which nothing was found.

    Raises:
        LedgerError: if the ledger cannot be opened or written.
        SourceError: if coded shards cannot be written where they should.
    """
    began = time.monotonic()
    place = place_of(ledger_path)
    coder = coder_of(to_json(settings or Settings()))
    report = BuildReport()
    tell = progress or (lambda what, done, total: None)
    beside = shards_beside(place)
    with Ledger.open(place, create=True) as ledger:
        ledger.remember(SETTINGS, to_json(coder.settings))
        coded, others = coded_apart(sources, report.refuse)
        take_in(ledger, coded, coder, report, tell, coded_only=coded_only)
        kept = ShardPlace(str(shards or beside))
        throughput = Throughput(tell, report, bytes_of(others))
        fresh = incoming(others, ledger, coder, report, beside, throughput.reached)
        with closing(coded_shards(fresh, kept, jobs)) as done:
            for shard in done:
                store(ledger, rows_of(kept.read(shard.name)), coder, report)
                throughput.stored(len(shard.table))
                if shards is None:
                    kept.forget([shard.name])
        throughput.end()
        tell("merging", 0, None)
        _merge(ledger, coder, report)
    rmtree(beside, ignore_errors=True)
    report.seconds = time.monotonic() - began
    return report


def _merge(ledger: Ledger, coder: Coder, report: BuildReport) -> None:
    """Merge all documents anew unless the ledger's events are already those of all documents."""
    if not ledger.is_merged(merger_id(coder)):
        merge_ledger(ledger, coder)
    for kind in ("events", "statements", "commitments", "figures", "disputes"):
        setattr(report, kind, ledger.count(kind))


def merger_id(coder: Coder) -> str:
    """Return the id by which a ledger knows what merged it: coder and thresholds."""
    return content_id("merge", coder.coder_id, to_json(coder.settings.merge))


def merge_ledger(ledger: Ledger, coder: Coder, *, regroup: bool = True) -> None:
    """Merge all documents of a ledger, and apply its corrections.

    Args:
        ledger: to be merged.
        coder: with the settings of the run.
        regroup: look for copies and stories anew; they do not depend on what is coded.
    """
    pile, thresholds = StoredReports(ledger), coder.settings.merge
    grouped = group(pile, thresholds) if regroup else _as_stored(ledger, pile)
    coded = [extraction for extraction in ledger.extractions() if _tells(extraction)]
    documents = grouped.with_groups(pile.read(e.document_id for e in coded))
    learned = learn_offices(documents.values(), coded, coder.knowledge)
    resolved = resolve_across(coded, documents, learned, coder.knowledge)
    seen, former = ledger.seen(), _former(ledger, regroup=regroup)
    written = False
    while not written:  # a correction may be made meanwhile
        corrections = ledger.corrections()
        archive = pile.archive() if corrections else Archive({})
        found = merge_corrected(
            corrections, grouped, documents, resolved, archive, thresholds, former
        )
        merged = found.merged
        written = ledger.replace_merged(
            events=(_with_spread(event, seen) for event in merged.events),
            disputes=merged.disputes,
            commitments=merged.commitments,
            actors={
                **coder.knowledge.actors,
                **{a.actor_id: a for a in learned.actors(coder.knowledge.states)},
            },
            across=AcrossDocuments(
                offices=learned.offices,
                resolved=changed_records(coded, found.extractions),
                renamed=learned.renamed,
                stories=merged.stories,
                copy_passages=merged.copy_passages,
            ),
            corrections=found.view,
            groups=merged.groups,
            merger_id=merger_id(coder),
        )
    if regroup:
        ledger.remember(EXCERPTS, json.dumps(sorted(grouped.excerpts)))
        if ledger.corrections() or ledger.recall(_EVENT_IDS) is not None:
            _remember_ids(ledger, former | ledger.event_of_mention())


def _former(ledger: Ledger, *, regroup: bool) -> dict[str, str]:
    """The ids by which events go on.

    After a correction these are the ids of the last build, so that what is corrected and undone is
    as it was, whatever came between.
    """
    built = None if regroup else ledger.recall(_EVENT_IDS)
    if built is not None:
        return dict(json.loads(built))
    ids = ledger.event_of_mention()
    if not regroup:
        _remember_ids(ledger, ids)
    return ids


def _remember_ids(ledger: Ledger, ids: Mapping[str, str]) -> None:
    ledger.remember(_EVENT_IDS, json.dumps(ids, sort_keys=True))


def _tells(extraction: Extraction) -> bool:
    """Whether anything was found in a report; others weigh in merging as copies and stories."""
    found = (getattr(extraction, name) for name in _FINDINGS)
    return any(found)


def _as_stored(ledger: Ledger, pile: Pile) -> Grouped:
    """The reports with their groups as the merge before left them."""
    return Grouped(
        headings=tuple(map(heading_of, pile)),
        copy_passages=tuple(ledger.copy_passages()),
        excerpts=ledger.excerpts(),
    )


def _with_spread(event: Event, seen: Mapping[str, int]) -> Event:
    """Count how often the reports of an event were found; it tells spread, not independence."""
    return replace(event, captures=sum(seen.get(document, 0) for document in event.documents))
