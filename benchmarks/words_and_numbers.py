"""Measure what statements, commitments and figures cost beside the parse.

    python benchmarks/words_and_numbers.py [SOURCE ...] [--repeats N]

Reads the bundled demo corpus unless sources are named. The parse is that of the gated parser, as
the main job runs it. Before each of the three, every noun phrase and pronoun has been resolved, so
that linking names, which events need as well, is counted by itself (``benchmarks/linking.py``). All
is measured in one run, in CPU seconds of this process, after one round that loads models and
lists; the three may cost 20 % of the parse. Ends with 1 if they cost more. Progress goes to
standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from communique.extract import Context, DocumentParties
from communique.extract.anchor import anchored_times
from communique.extract.commitments import find_commitments
from communique.extract.events import find_events
from communique.extract.figures import find_figures
from communique.extract.places import DocumentPlaces
from communique.extract.statements import find_statements
from communique.pipeline import Coder, corpus_path
from communique.read import read_sources
from communique.records import Document
from communique.syntax import Parsed
from costs import PARSE, Costs, table

_MOST = 0.20
_STATEMENTS = "statements"
_COMMITMENTS = "commitments"
_FIGURES = "figures"
_WORDS = (_STATEMENTS, _COMMITMENTS, _FIGURES)


def find(coder: Coder, document: Document, parsed: Parsed, costs: Costs) -> None:
    """Find who said what, what was promised and which figures a document gives."""
    parties = DocumentParties(Context(document, parsed, coder.knowledge))
    anchor, times = anchored_times(parties)
    events = find_events(parties, DocumentPlaces(parties), times, anchor).event_mentions
    for token in parsed.tokens:
        if token.pos in ("NOUN", "PROPN", "PRON"):
            parties.parties(token)
    with costs.of(_STATEMENTS):
        find_statements(document, parsed, parties, events)
    with costs.of(_COMMITMENTS):
        find_commitments(document, parsed, parties, times)
    with costs.of(_FIGURES):
        find_figures(document, parsed, parties, times)


def measure(coder: Coder, documents: Sequence[Document], repeats: int) -> Costs:
    """Parse the documents and search them; return what each step cost."""
    costs = Costs()
    for number in range(repeats):
        print(f"round {number + 1} of {repeats} ...", file=sys.stderr, flush=True)
        with costs.of(PARSE):
            parses = list(coder.parser.parse(document.text for document in documents))
        for document, parsed in zip(documents, parses, strict=True):
            find(coder, document, parsed, costs)
    return costs


def main() -> int:
    """Measure and print; return 1 if the three cost more than they may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*", default=[corpus_path()], help="what to read")
    parser.add_argument("--repeats", type=int, default=3, help="rounds over the sources")
    given = parser.parse_args()
    repeats, coder = max(1, given.repeats), Coder()
    documents = [coder.clean(source) for source in read_sources(given.sources, lambda u, r: None)]
    measure(coder, documents, 1)
    costs = measure(coder, documents, repeats)
    print(table(costs, _WORDS, "the three together", repeats * len(documents)))
    share = costs.share(_WORDS)
    print(f"\nStatements, commitments and figures cost {share:.1%} of the parse;", end=" ")
    print(f"they may cost {_MOST:.0%}.")
    return int(share > _MOST)


if __name__ == "__main__":
    sys.exit(main())
