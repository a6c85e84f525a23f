"""A second opinion: what the learned model makes of the pairs that a document's events tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.extract.events.candidate import Candidate
from communique.extract.learned import Judged, load_event_model, question_in
from communique.records import Party, Status
from communique.spans import Span
from communique.syntax import Parsed

# A status is overruled only where the model is this sure.
_NO_LONGER_ACTUAL = 0.12
_SURE_OF_STATUS = 0.75


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of one sentence, by their words in the document."""

    source: Span
    target: Span
    sentence: Span


def pair_of(sentence: Span, actors: Sequence[Party], recipients: Sequence[Party]) -> Pair | None:
    """Return the first actor and the first recipient, or other actor, that a sentence names."""
    spans = [p.span for p in (*actors, *recipients) if p.span is not None]
    received = {party.span for party in recipients}
    inside = [span for span in spans if sentence.covers(span)]
    if recipients and not received & set(inside):
        return None  # of an act on someone named elsewhere, two who do it say nothing
    others = [span for span in inside[1:] if not span.overlaps(inside[0])]
    others.sort(key=lambda span: span not in received)
    return Pair(inside[0], others[0], sentence) if others else None


def opinions(parsed: Parsed, pairs: Iterable[Pair]) -> Mapping[Pair, Judged]:
    """Ask the model about pairs, each once."""
    asked = list(dict.fromkeys(pairs))
    if not asked:
        return {}
    questions = [question_in(parsed.text, p.sentence, p.source, p.target) for p in asked]
    judged = load_event_model().judge(questions)
    return dict(zip(asked, judged, strict=True))


def status_by(status: Status, candidate: Candidate, judged: Judged) -> Status:
    """Return the status, corrected where the model is sure that an event is not told as actual.

    Acts that are done by saying so stay actual, and so does a refusal of what is denied.
    """
    done = candidate.pattern.performative or candidate.pattern.type == "REJECT"
    if status != "actual" or done or judged.statuses["actual"] > _NO_LONGER_ACTUAL:
        return status
    best = max(judged.statuses, key=judged.statuses.__getitem__)
    return best if judged.statuses[best] > _SURE_OF_STATUS else status
