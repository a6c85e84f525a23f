"""Fit how sure a coding is, and print the constants and a table of reliability.

    python training/fit_confidence.py

Codes the tenth of our sentences that the model was not trained on, takes the codings that tie a
judged pair, and prints the constants of ``src/communique/extract/events/confidence.py`` under which
right codings (type and status as judged) are likeliest.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from sentences import Judgement, MarkedSentence, corpus, is_held_out

from communique.extract import Context, DocumentParties
from communique.extract.events import find
from communique.extract.events.candidate import Candidate
from communique.extract.events.confidence import belief
from communique.extract.events.lexicon import load_lexicon
from communique.knowledge import Knowledge, load_knowledge
from communique.parse import SpacyParser
from communique.records import Document, Party, document_id
from communique.syntax import Parsed

CONSTANTS = [n / 4 for n in range(-8, 17)]
OF_MODEL = [n / 20 for n in range(31)]


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding of a judged pair: what spoke for it, and whether it was right."""

    belief: float
    right: bool


def codings(sentence: MarkedSentence, parsed: Parsed, knowledge: Knowledge) -> Iterator[Coding]:
    """Yield the codings of a sentence whose parties it judges."""
    text = sentence.text
    document = Document(document_id=document_id(text), uri="-", text=text)
    parties = DocumentParties(Context(document, parsed, knowledge))
    for candidate, judged in find._candidates(load_lexicon(), parties):
        status = find._status(parsed, candidate, judged)
        if status is None:
            continue
        for judgement in sentence.judgements:
            if ties(candidate, judgement):
                said = (candidate.pattern.type, status)
                right = said == (judgement.type, judgement.status)
                if judged is not None:
                    yield Coding(belief(candidate, status, judged), right)


def ties(candidate: Candidate, judgement: Judgement) -> bool:
    """Tell whether a candidate's parties are those of a judgement."""
    others = candidate.recipients or candidate.actors
    return any(meets(p, judgement.source) for p in candidate.actors) and any(
        meets(p, judgement.target) for p in others
    )


def meets(party: Party, span: tuple[int, int]) -> bool:
    """Tell whether a party's words overlap a span."""
    return party.span is not None and party.span.start < span[1] and span[0] < party.span.end


def loss(found: list[Coding], constant: float, of_model: float) -> float:
    """Return the mean negative log-likelihood of right and wrong."""
    total = 0.0
    for one in found:
        share = 1 / (1 + math.exp(-constant - of_model * one.belief))
        total -= math.log(max(1e-6, share if one.right else 1 - share))
    return total / len(found)


def main() -> None:
    """Fit and print."""
    sentences = [s for s in corpus() if is_held_out(s.text)]
    parses = SpacyParser().parse(s.text for s in sentences)
    knowledge = load_knowledge()
    found = [c for s, p in zip(sentences, parses, strict=True) for c in codings(s, p, knowledge)]
    best = min(itertools.product(CONSTANTS, OF_MODEL), key=lambda at: loss(found, *at))
    print(f"{len(found)} codings, {sum(c.right for c in found)} right")
    print(f"_CONSTANT = {best[0]}  _OF_MODEL = {best[1]}")
    alone = min(loss(found, constant, 0.0) for constant in CONSTANTS)
    print(f"loss {loss(found, *best):.4f}, of a constant alone {alone:.4f}")
    for low, high in itertools.pairwise((-5.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0)):
        inside = [c.right for c in found if low <= c.belief < high]
        told = 1 / (1 + math.exp(-best[0] - best[1] * (low + high) / 2))
        right = f"{sum(inside):3} of {len(inside):3} right"
        print(f"belief {low:4} to {high:4}: {right}, told {told:.2f}")


if __name__ == "__main__":
    main()
