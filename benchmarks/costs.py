"""CPU seconds by step of what is done with parsed documents, and a table beside the parse."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from communique.pipeline import Coder, corpus_path
from communique.read import read_sources
from communique.records import Document
from communique.syntax import Parsed
from tables import markdown_table

PARSE = "parse, with gate"


@dataclass(slots=True)
class Costs:
    """CPU seconds by step, added up over documents, and whatever else a benchmark counts."""

    seconds: dict[str, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Count what is done as part of a step."""
        began = time.process_time()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.process_time() - began

    def share(self, steps: Sequence[str]) -> float:
        """Return what ``steps`` cost together, as a share of the parse."""
        return sum(self.seconds[step] for step in steps) / self.seconds[PARSE]


# Does with a parsed document what is to be measured, and counts it.
Work = Callable[[Coder, Document, Parsed, Costs], None]


def run(work: Work, description: str | None) -> tuple[Costs, int]:
    """Measure as the command line asks; return the costs and how many documents were worked on.

    One round goes before, in which models and lists are loaded.
    """
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*", default=[corpus_path()], help="what to read")
    parser.add_argument("--repeats", type=int, default=3, help="rounds over the sources")
    given = parser.parse_args()
    repeats, coder = max(1, given.repeats), Coder()
    documents = [coder.clean(source) for source in read_sources(given.sources, lambda u, r: None)]
    _measure(work, coder, documents, 1)
    return _measure(work, coder, documents, repeats), repeats * len(documents)


def _measure(work: Work, coder: Coder, documents: Sequence[Document], repeats: int) -> Costs:
    costs = Costs()
    for number in range(repeats):
        print(f"round {number + 1} of {repeats} ...", file=sys.stderr, flush=True)
        with costs.of(PARSE):
            parses = list(coder.parser.parse(document.text for document in documents))
        for document, parsed in zip(documents, parses, strict=True):
            work(coder, document, parsed, costs)
    return costs


def table(
    costs: Costs, steps: Sequence[str], together: str, documents: int, *, beside: Sequence[str] = ()
) -> str:
    """Return every step with its share of the parse, and all of ``steps`` together."""
    named = [(step, costs.seconds[step]) for step in (PARSE, *beside, *steps)]
    named.append((together, sum(costs.seconds[step] for step in steps)))
    rows = [
        (
            name,
            f"{seconds:.2f}",
            f"{1000 * seconds / documents:.1f}",
            f"{seconds / costs.seconds[PARSE]:.1%}",
        )
        for name, seconds in named
    ]
    head = ("step", "CPU s", "ms a document", "of the parse")
    return markdown_table(head, rows, right={1, 2, 3})
