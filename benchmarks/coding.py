"""Measure what the coding of events costs beside the parse, part by part.

    python benchmarks/coding.py [SOURCE ...] [--repeats N]

Reads the bundled demo corpus unless sources are named. The parse is that of the gated parser on
documents that pass the gate, as the main job runs it. All is measured in one run, in CPU seconds of
this process, after one round that loads models and lists. Coding is what turns parsed sentences
whose parties are known into event mentions:

* lexicon: the patterns, matched against every verb and noun,
* model: the pairs it is asked about, cut into word pieces and run through the network,
* factuality: the status of every candidate,
* time, place and records: the rest.

What it costs to know the parties is shown beside it; ``benchmarks/linking.py`` measures that.
Ends with 1 if coding costs more than .6 of the parse. Progress goes to standard error.
"""

from __future__ import annotations

import sys

from communique.extract import Context, DocumentParties
from communique.extract.anchor import anchored_times
from communique.extract.events import find_events, load_lexicon
from communique.extract.events.match import find_candidates
from communique.extract.events.opinion import opinions, pair_of
from communique.extract.events.proposed import untied
from communique.extract.factuality import status_of
from communique.extract.places import DocumentPlaces
from communique.pipeline import Coder
from communique.records import Document
from communique.syntax import Parsed
from costs import Costs, run, table

_MOST = 0.6
_PARTIES = "parties of all noun phrases"
_LEXICON, _MODEL, _FACTUALITY = "lexicon", "model", "factuality"
_PARTS = (_LEXICON, _MODEL, _FACTUALITY)
_REST = "time, place and records"
_WHOLE = "coding as a whole"


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
    costs.counts["events"] += len(found.event_mentions)


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
        costs.counts["questions"] += len(opinions(parsed, [*asked, *ties]))


def main() -> int:
    """Measure and print; return 1 if coding costs more than it may."""
    costs, documents = run(code, __doc__)
    parts = sum(costs.seconds[part] for part in _PARTS)
    costs.seconds[_REST] = max(0.0, costs.seconds[_WHOLE] - parts)
    print(table(costs, (*_PARTS, _REST), "coding in all", documents, beside=(_PARTIES,)))
    share = costs.share((_WHOLE,))
    print(
        f"\nA document gave {costs.counts['events'] / documents:.1f} events and "
        f"{costs.counts['questions'] / documents:.1f} questions to the model. "
        f"Coding costs {share:.2f} of the parse; it may cost {_MOST:.2f}."
    )
    return int(share > _MOST)


if __name__ == "__main__":
    sys.exit(main())
