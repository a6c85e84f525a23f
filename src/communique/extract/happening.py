"""When an event took place: the time expression that syntax ties to its trigger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from communique.extract.anchor import Anchor
from communique.records import Status, Time, When
from communique.spans import Span
from communique.syntax import Parsed, Token

# News without a date of its own tells of the last days.
_NEWS_DAYS = 6
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def when_of(
    parsed: Parsed, trigger: Token, governor: Token, times: Sequence[Time]
) -> When | None:
    """Return the interval of the time expression nearest to the trigger in its sentence's tree."""
    sentence = parsed.sentence_of(trigger)
    found = []
    for time in times:
        usable = time.type in ("DATE", "TIME") and time.value not in _REFERENCES
        if not usable or time.when is None or not sentence.span.covers(Span(time.start, time.end)):
            continue
        if time.when.start is None and time.when.end is None:
            continue
        distance = _distance(parsed, time, trigger, governor)
        if distance is not None:
            found.append((distance, abs(time.start - trigger.span.start), time.when))
    return min(found, key=lambda f: f[:2])[2] if found else None


def _distance(parsed: Parsed, time: Time, trigger: Token, governor: Token) -> int | None:
    """Return 0 for a time in the trigger's own clause, more for clauses above; None for others."""
    tokens = parsed.tokens_in(Span(time.start, time.end))
    if not tokens:
        return None
    inside = {t.index for t in tokens}
    top = next((t for t in tokens if t.head not in inside), tokens[0])
    path = [top, *parsed.ancestors(top)]
    if trigger in path:
        between = path[: path.index(trigger)]
        crossed = sum(t.dep in ("relcl", "advcl", "ccomp", "acl") for t in between)
        return 3 if crossed else 0
    verb = next((t for t in path if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return 4
    if verb.index == governor.index:
        return 1
    above = list(parsed.ancestors(governor))
    if verb in above:
        return 2 + above.index(verb)
    if verb.dep == "conj" and parsed.head(verb).index == governor.index:
        return None
    return 6 if verb.dep not in ("relcl", "advcl", "ccomp", "pcomp") else None


def default_when(
    parsed: Parsed, governor: Token, anchor: Anchor, status: Status, *, lead: bool
) -> When | None:
    """Return the interval of an event that its sentence does not date.

    Actual news is of the week up to publication, in the past perfect of any day before it; what is
    planned lies ahead of it. An undated report gives the days of its summit, or its bounds.
    """
    if anchor.day is None:
        if anchor.happening is not None and status == "actual" and lead:
            return anchor.happening
        bounds = anchor.bounds
        if bounds is None or status != "actual":
            return None
        return When(start=bounds.start, end=bounds.end, basis="document")
    if status in ("planned", "proposed", "conditional"):
        return When(start=anchor.day, precision="unknown", basis="publication")
    before = {c.text.lower() for c in parsed.children(governor, "aux")} & {"had"}
    if before:
        return When(end=anchor.day, precision="unknown", basis="publication")
    start = anchor.day - timedelta(days=_NEWS_DAYS)
    return When(start=start, end=anchor.day, precision="week", basis="publication")
