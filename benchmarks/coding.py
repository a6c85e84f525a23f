"""Measure what the coding of events costs beside the parse, part by part, on the demo corpus.

    python benchmarks/coding.py [--repeats N]

The parse is that of the gated parser on documents that pass the gate, as the main job runs it.
All is measured in one run, in CPU seconds of this process, after one round that loads models and
lists. Coding is what turns parsed sentences whose parties are known into event mentions:

* lexicon: the patterns, matched against every verb and noun,
* model: the pairs it is asked about, cut into word pieces and run through the network,
* factuality: the status of every candidate,
* time, place and records: the rest.

What it costs to know the parties is shown beside it; ``benchmarks/linking.py`` measures that.
Ends with 1 if coding costs more than .6 of the parse. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from communique.extract import Context, DocumentParties
from communique.extract.anchor import anchored_times
from communique.extract.events import find_events, load_lexicon
from communique.extract.events.match import find_candidates
from communique.extract.events.opinion import opinions, pair_of
from communique.extract.events.proposed import untied
from communique.extract.factuality import status_of
from communique.extract.places import DocumentPlaces
from communique.pipeline import Coder, corpus_path
from communique.read import read_sources
from communique.records import Document
from communique.syntax import Parsed
from tables import markdown_table

_MOST = 0.6
_PARSE = "parse, with gate"
_PARTIES = "parties of all noun phrases"
_LEXICON, _MODEL, _FACTUALITY = "lexicon", "model", "factuality"
_PARTS = (_LEXICON, _MODEL, _FACTUALITY)
_REST = "time, place and records"
_WHOLE = "coding in all"


@dataclass(slots=True)
class Costs:
    """CPU seconds by step, added up over documents, and how often the model was asked."""

    seconds: dict[str, float] = field(default_factory=dict)
    questions: int = 0
    events: int = 0

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Count what is done as part of a step."""
        began = time.process_time()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.process_time() - began


def code(coder: Coder, document: Document, parsed: Parsed, costs: Costs) -> None:
    """Code the events of one document, its parts one by one and then as a whole."""
    with costs.of(_PARTIES):
        parties = DocumentParties(Context(document, parsed, coder.knowledge))
        for token in parsed.tokens:
            if token.pos in ("NOUN", "PROPN", "PRON"):
                parties.parties(token)
    anchor, times = anchored_times(parties)
    places = DocumentPlaces(parties)
    places.mentions()
    code_by_parts(parties, costs)
    with costs.of(_WHOLE):
        found = find_events(parties, places, times, anchor)
    costs.events += len(found.event_mentions)


def code_by_parts(parties: DocumentParties, costs: Costs) -> None:
    """Do what `find_events` does before it looks for time and place."""
    parsed = parties.parsed
    with costs.of(_LEXICON):
        found = list(find_candidates(load_lexicon(), parties))
    with costs.of(_FACTUALITY):
        for c in found:
            status_of(parsed, c.trigger, c.governor, performative=c.pattern.performative)
    with costs.of(_MODEL):
        pairs = [
            pair_of(parsed.sentence_of(c.trigger).span, c.actors, c.recipients) for c in found
        ]
        asked = [pair for pair in pairs if pair is not None]
        ties = [tie.pair for tie in untied(parties, found)]
        costs.questions += len(opinions(parsed, [*asked, *ties]))


def measure(coder: Coder, documents: Sequence[Document], repeats: int) -> Costs:
    """Parse and code the documents; return what each step cost."""
    costs = Costs()
    for number in range(repeats):
        print(f"round {number + 1} of {repeats} ...", file=sys.stderr, flush=True)
        with costs.of(_PARSE):
            parses = list(coder.parser.parse(document.text for document in documents))
        for document, parsed in zip(documents, parses, strict=True):
            code(coder, document, parsed, costs)
    return costs


def table(costs: Costs, documents: int) -> str:
    """Return every step with its share of the parse."""
    seconds = dict(costs.seconds)
    seconds[_REST] = max(0.0, seconds[_WHOLE] - sum(seconds[part] for part in _PARTS))
    rows = [
        (step, f"{seconds[step]:.2f}", f"{1000 * seconds[step] / documents:.1f}",
         f"{seconds[step] / seconds[_PARSE]:.2f}")
        for step in (_PARSE, _PARTIES, *_PARTS, _REST, _WHOLE)
    ]  # fmt: skip
    head = ("step", "CPU s", "ms a document", "of the parse")
    return markdown_table(head, rows, right={1, 2, 3})


def main() -> int:
    """Measure and print; return 1 if coding costs more than it may."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeats", type=int, default=3, help="rounds over the demo corpus")
    repeats = max(1, parser.parse_args().repeats)
    coder = Coder()
    sources = read_sources([corpus_path()], lambda uri, reason: None)
    documents = [coder.clean(source) for source in sources]
    measure(coder, documents, 1)
    costs = measure(coder, documents, repeats)
    count = repeats * len(documents)
    print(table(costs, count))
    share = costs.seconds[_WHOLE] / costs.seconds[_PARSE]
    print(
        f"\nA document gave {costs.events / count:.1f} events and {costs.questions / count:.1f} "
        f"questions to the model. Coding costs {share:.2f} of the parse; it may cost {_MOST:.2f}."
    )
    return int(share > _MOST)


if __name__ == "__main__":
    sys.exit(main())
