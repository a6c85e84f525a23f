"""What a statement is about: topics by a small lexicon, countries by the parties it names."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from communique.extract.statements.attribution import Report
from communique.spans import Span


def topics_of(report: Report, content: Iterable[Span]) -> tuple[str, ...]:
    """Return the topics whose lemmas or two-word phrases the content holds, in lexicon order."""
    words: set[str] = set()
    for span in content:
        lemmas = [t.lemma.lower() for t in report.parsed.tokens_in(span)]
        words.update(lemmas)
        words.update(f"{a} {b}" for a, b in pairwise(lemmas))
    return tuple(name for name, cues in report.lexicon.topics.items() if cues & words)


def about(report: Report, content: Iterable[Span]) -> tuple[str, ...]:
    """Return the codes of the countries that the content names, in text order."""
    codes: dict[str, None] = {}
    for span in content:
        for party in report.parties.within(span):
            if party.country:
                codes[party.country] = None
    return tuple(codes)
