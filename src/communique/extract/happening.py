"""When an event took place: the time expression that syntax ties to its trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from communique.extract.anchor import Anchor
from communique.extract.distance_when import clause_openers
from communique.extract.factuality_nouns import is_presupposed
from communique.records import Status, Time, When
from communique.spans import Span
from communique.syntax import Parsed, Token

# News without a date of its own tells of the last days.
_NEWS_DAYS = 6
_UNITS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade", "long"})
_CHARGES = frozenset({"of", "for", "from", "with"})
_REFERENCES = ("PRESENT_REF", "PAST_REF", "FUTURE_REF")


def when_of(
    parsed: Parsed, trigger: Token, governor: Token, times: Sequence[Time], told: Anchor | None
) -> When | None:
    """Return the interval of the time expression nearest to the trigger in its sentence's tree.

    Args:
        parsed: the parse.
        trigger: the event's word.
        governor: the verb that carries tense for it.
        times: the resolved time expressions of the document.
        told: the anchor of what has happened, to which no later time belongs; None otherwise.
    """
    sentence = parsed.sentence_of(trigger)
    found = []
    for time in times:
        usable = time.type in ("DATE", "TIME") and time.value not in _REFERENCES
        if not usable or time.when is None or not sentence.span.covers(Span(time.start, time.end)):
            continue
        if time.when.start is None and time.when.end is None:
            continue
        if _measures_back(parsed, time) or (told is not None and _lies_ahead(parsed, time, told)):
            continue
        distance = _distance(parsed, time, trigger, governor)
        if distance is not None:
            found.append((distance, abs(time.start - trigger.span.start), time.when))
    if not found:
        return None
    distance, _, when = min(found, key=lambda f: f[:2])
    reported = distance >= 2 and told is not None and _is_earlier(parsed, governor)
    return _up_to(when) if reported else when


def _lies_ahead(parsed: Parsed, time: Time, told: Anchor) -> bool:
    """Tell whether a time is a deadline ("by 2030") or after the report."""
    tokens = parsed.tokens_in(Span(time.start, time.end))
    before = parsed.tokens[tokens[0].index - 1].text.lower() if tokens and tokens[0].index else ""
    start = time.when.start if time.when is not None else None
    relative = time.when is not None and time.when.basis != "explicit"
    late = relative and told.day is not None and start is not None and start > told.day
    return late or before in ("by", "until", "till")


def _measures_back(parsed: Parsed, time: Time) -> bool:
    """Tell whether a time is only what something is measured from: "the first visit since 2009"."""
    tokens = parsed.tokens_in(Span(time.start, time.end))
    if not tokens or not tokens[0].index:
        return False
    before, sentence = parsed.tokens[tokens[0].index - 1], parsed.sentence_of(tokens[0])
    since = before.text.lower() == "since" or tokens[0].text.lower() == "since"
    return since and any(
        t.tag in ("JJS", "RBS") or t.lemma == "first" for t in parsed.tokens_of(sentence)
    )


def _is_earlier(parsed: Parsed, governor: Token) -> bool:
    """Tell whether a verb is perfect: done before the day on which someone tells of it."""
    auxiliaries = {c.text.lower() for c in parsed.children(governor, "aux")}
    return governor.tag == "VBN" and bool(auxiliaries & {"has", "have", "had"})


def _up_to(when: When) -> When:
    """Return the week that ends with the day on which an event was told."""
    if when.start is None or when.end is None or when.start != when.end:
        return when
    return replace(when, start=when.start - timedelta(days=_NEWS_DAYS), precision="week")


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
        if _belongs_to_another(parsed, between, trigger):
            return None
        if any(t.dep in ("ccomp", "xcomp") and t.pos == "VERB" for t in between):
            return None  # "agreed that he would go back next week": not the day of the agreement
        if any(_is_charge(parsed, t) for t in between):
            return None  # "accused them of spying in 2014": not the day of the charge
        return 3 if any(t.dep in ("relcl", "advcl", "acl", "pcomp") for t in between) else 0
    if is_presupposed(parsed, trigger):
        return None
    verb = next((t for t in path if t.pos in ("VERB", "AUX")), None)
    if verb is None:
        return 4
    if verb.index == governor.index:
        return 1
    above = list(parsed.ancestors(governor))
    if verb in above:
        between = [governor, *above[: above.index(verb)]]
        if any(_is_of_another_time(parsed, t) for t in between):
            return None
        return 2 + above.index(verb)
    if verb.dep == "conj" and parsed.head(verb).index == governor.index:
        return None
    return 6 if verb.dep not in ("relcl", "advcl", "ccomp", "pcomp") else None


def _is_charge(parsed: Parsed, clause: Token) -> bool:
    """Tell whether a clause says for what one is blamed, thanked or charged."""
    return clause.dep == "pcomp" and parsed.head(clause).text.lower() in _CHARGES


def _is_of_another_time(parsed: Parsed, clause: Token) -> bool:
    """Tell whether a clause is set at a distance: "ten days after they signed", "before he left".

    What someone says on a day "after they met" is of that day or nearly so.
    """
    if clause.dep not in ("advcl", "pcomp"):
        return False
    for mark in (*clause_openers(parsed, clause), parsed.head(clause)):
        word = mark.text.lower()
        before = parsed.tokens[mark.index - 1].lemma if mark.index else ""
        if word in ("before", "since", "until") or (word == "after" and before in _UNITS):
            return True
    return False


def _belongs_to_another(parsed: Parsed, between: list[Token], trigger: Token) -> bool:
    """Tell whether a time below the trigger dates its object: "a contract of 2016"."""
    return any(
        (t.dep == "relcl" and trigger.pos == "VERB")
        or (t.text.lower() == "of" and t.head != trigger.index)
        for t in between
    )


def default_when(
    parsed: Parsed, trigger: Token, governor: Token, anchor: Anchor, status: Status, *, lead: bool
) -> When | None:
    """Return the interval of an event that its sentence does not date.

    Actual news is of the week up to publication; what stands in the past perfect or is taken as
    given ("after the invasion") of any day before it; what is planned lies ahead of it. An undated
    report gives the days of its summit, or its bounds.
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
    perfect = "had" in {c.text.lower() for c in parsed.children(governor, "aux")}
    # Under "said" the past perfect only shifts a plain past or perfect.
    if (perfect and governor.dep != "ccomp") or is_presupposed(parsed, trigger):
        return When(end=anchor.day, precision="unknown", basis="publication")
    start = anchor.day - timedelta(days=_NEWS_DAYS)
    return When(start=start, end=anchor.day, precision="week", basis="publication")
