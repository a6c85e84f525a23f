"""What one marked party does to another in a sentence: the lexicon, asked about two spans.

For researchers who bring their own pairs. The patterns decide where they link the two; where they
do not, the trigger nearest to both in the tree gives a guess with a low confidence.
"""

from __future__ import annotations

from typing import Any

from communique.extract.context import Context, Reference
from communique.extract.events.candidate import Candidate
from communique.extract.events.lexicon import Lexicon, Pattern, load_lexicon
from communique.extract.events.match import find_candidates
from communique.extract.factuality import status_of
from communique.extract.resolve import DocumentParties
from communique.knowledge import Knowledge
from communique.ontology import load_ontology
from communique.records import Actor, Document
from communique.spans import Span
from communique.syntax import Parsed, Token

_SOURCE, _TARGET = "organisation/marked-source", "organisation/marked-target"


class _MarkedParties(DocumentParties):
    """Parties of a document in which only two marked spans count."""

    def __init__(self, context: Context, source: Span, target: Span) -> None:
        super().__init__(context)
        self.references = {}
        self.modifiers = {}
        self._cache.clear()
        for actor_id, span in ((_SOURCE, source), (_TARGET, target)):
            self.learned[actor_id] = Actor(
                actor_id=actor_id, name=span.of(context.parsed.text), kind="organisation",
                country=actor_id, basis="user",
            )  # fmt: skip
            tokens = context.parsed.tokens_in(span)
            for token in tokens:
                self.references[token.index] = Reference(
                    actor_id, tokens[0].index, tokens[-1].index + 1, "name"
                )


def classify_pair(
    document: Document, parsed: Parsed, knowledge: Knowledge, source: Span, target: Span
) -> dict[str, Any]:
    """Return type, mode, quad class, status, confidence and rule of what source does to target.

    ``type`` is None when no predicate of the lexicon stands in the sentence.
    """
    marked = _MarkedParties(Context(document, parsed, knowledge), source, target)
    lexicon = load_lexicon()
    linked = [(c, _link(c)) for c in find_candidates(lexicon, marked)]
    best = max(linked, key=lambda pair: pair[1], default=None)
    if best is not None and best[1] > 0:
        candidate, score = best
        status = status_of(parsed, candidate.trigger, candidate.governor)
        return _answer(candidate.pattern, status or "denied", score)
    guess = _nearest(lexicon, parsed, source, target)
    if guess is None:
        return _answer(None, None, 0.0)
    return _answer(guess, "actual", 0.3)


def _link(candidate: Candidate) -> float:
    """Return how well a candidate links source to target: 0.9 in their roles, less otherwise."""
    actors = {p.actor_id for p in candidate.actors}
    recipients = {p.actor_id for p in candidate.recipients}
    if _SOURCE in actors and _TARGET in recipients:
        return 0.9
    if {_SOURCE, _TARGET} <= actors:
        return 0.85
    if _SOURCE in actors and not recipients:
        return 0.6
    return 0.4 if _SOURCE in actors | recipients else 0.0


def _nearest(lexicon: Lexicon, parsed: Parsed, source: Span, target: Span) -> Pattern | None:
    ends = [_top(parsed, span) for span in (source, target)]
    found = []
    for token in parsed.tokens:
        verbal = token.pos == "VERB"
        patterns = lexicon.verbs.get(token.lemma) if verbal else lexicon.nouns.get(token.lemma)
        if not patterns or token.span.overlaps(source) or token.span.overlaps(target):
            continue
        plain = [p for p in patterns if not p.objects and not p.particle] or list(patterns)
        distance = sum(_distance(parsed, token, end) for end in ends if end is not None)
        found.append((distance, not verbal, token.index, plain[0]))
    return min(found, key=lambda f: f[:3])[3] if found else None


def _top(parsed: Parsed, span: Span) -> Token | None:
    tokens = parsed.tokens_in(span)
    inside = {t.index for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.index), None)


def _distance(parsed: Parsed, first: Token, second: Token) -> int:
    above = [first, *parsed.ancestors(first)]
    for steps, token in enumerate((second, *parsed.ancestors(second))):
        if token in above:
            return steps + above.index(token)
    return 50


def _answer(pattern: Pattern | None, status: str | None, confidence: float) -> dict[str, Any]:
    kind = load_ontology().types[pattern.type] if pattern is not None else None
    return {
        "type": kind.name if kind else None,
        "mode": pattern.mode if pattern else None,
        "quad": kind.quad if kind else None,
        "status": status,
        "confidence": confidence,
        "rule": pattern.rule if pattern else "none",
    }
