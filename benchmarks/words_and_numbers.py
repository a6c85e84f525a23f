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

import sys

from communique.extract import Context, DocumentParties
from communique.extract.anchor import anchored_times
from communique.extract.commitments import find_commitments
from communique.extract.events import find_events
from communique.extract.figures import find_figures
from communique.extract.places import DocumentPlaces
from communique.extract.statements import find_statements
from communique.pipeline import Coder
from communique.records import Document
from communique.syntax import Parsed
from costs import Costs, run, table

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


def main() -> int:
    """Measure and print; return 1 if the three cost more than they may."""
    costs, documents = run(find, __doc__)
    print(table(costs, _WORDS, "the three together", documents))
    share = costs.share(_WORDS)
    print(f"\nStatements, commitments and figures cost {share:.1%} of the parse;", end=" ")
    print(f"they may cost {_MOST:.0%}.")
    return int(share > _MOST)


if __name__ == "__main__":
    sys.exit(main())
