"""Measure what linking names costs beside the parse, on the bundled demo corpus or your own.

    python benchmarks/linking.py [SOURCE ...] [--repeats N]

Linking is the search for names, their resolution, the resolution of every noun phrase and pronoun
to a party, and the places. The parse is that of the gated parser, as the main job runs it. All is
measured in one run, in CPU seconds of this process, after one round that loads models and lists;
linking may cost 15 % of the parse. Ends with 1 if it costs more. Progress goes to standard error.
"""

from __future__ import annotations

import sys

from communique.extract import Context, DocumentParties
from communique.extract.mentions import find_mentions
from communique.extract.places import DocumentPlaces
from communique.pipeline import Coder
from communique.records import Document
from communique.syntax import Parsed
from costs import Costs, run, table

_MOST = 0.15
_NAMES = "names and titles"
_PHRASES = "noun phrases and pronouns"
_PLACES = "places"
_MENTIONS = "mentions as records"
_LINKING = (_NAMES, _PHRASES, _PLACES, _MENTIONS)


def link(coder: Coder, document: Document, parsed: Parsed, costs: Costs) -> None:
    """Resolve everything in a document that can stand for an actor or a place."""
    with costs.of(_NAMES):
        parties = DocumentParties(Context(document, parsed, coder.knowledge))
    with costs.of(_PHRASES):
        for token in parsed.tokens:
            if token.pos in ("NOUN", "PROPN", "PRON"):
                parties.parties(token)
    with costs.of(_PLACES):
        places = DocumentPlaces(parties)
        places.mentions()
    with costs.of(_MENTIONS):
        find_mentions(parties, places)


def main() -> int:
    """Measure and print; return 1 if linking costs more than it may."""
    costs, documents = run(link, __doc__)
    print(table(costs, _LINKING, "linking in all", documents))
    share = costs.share(_LINKING)
    print(f"\nLinking costs {share:.1%} of the parse; it may cost {_MOST:.0%}.")
    return int(share > _MOST)


if __name__ == "__main__":
    sys.exit(main())
