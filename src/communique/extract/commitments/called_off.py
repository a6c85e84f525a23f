"""Plans that were called off: "the president called off his trip"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.commitments.clauses import is_asserted, is_passive, preposed, subject
from communique.extract.commitments.draft import Draft, each_side_once, parties_of, without
from communique.extract.commitments.invitations import calls_off
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span
from communique.extract.parties import Parties
from communique.spans import hull
from communique.syntax import Parsed, Token


def read_called_off(
    parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read a visit, meeting or summit that is called off, as a plan that is cancelled."""
    if not calls_off(parsed, verb, lexicon) or not is_asserted(parsed, verb, lexicon):
        return None
    passive = is_passive(parsed, verb)
    event = subject(parsed, verb) if passive else parsed.child(verb, "dobj")
    if event is None or not lexicon.has("events", event.lemma):
        return None
    actor = preposed(parsed, verb, "by") if passive else subject(parsed, verb)
    by = parties_of(parsed, actor, parties) or parties_of(parsed, event, parties)
    what = clause_span(parsed, event, min(t.index for t in parsed.subtree(event)))
    partner = parties_of(parsed, preposed(parsed, event, "with"), parties)
    to = without(partner or parties.within(what), by)
    return Draft(
        kind="plan",
        trigger=verb,
        by=by,
        to=to,
        what=what,
        reach=hull([verb.span, what]),
        site=event,
        state="open" if _puts_off(parsed, verb) else "cancelled",
    )


def read_not_held(
    parsed: Parsed, verb: Token, earlier: Sequence[Draft], parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "the meeting did not take place", "that visit never happened" as a plan that lapsed."""
    if not lexicon.has("happening", verb.lemma) or parsed.child(verb, "neg") is None:
        return None
    if any(t.tag == "MD" for t in parsed.children(verb, "aux")):
        return None
    took_place = any(t.lemma == "place" for t in parsed.children(verb, "dobj"))
    held = verb.lemma == "hold" and is_passive(parsed, verb)
    event = parsed.child(verb, "nsubj", "nsubjpass")
    if event is None or not (took_place or held or verb.lemma in ("happen", "occur")):
        return None
    definite = any(t.lemma in ("the", "that", "this") for t in parsed.children(event, "det"))
    if not definite or not lexicon.has("events", event.lemma):
        return None
    pointed = any(t.lemma in ("that", "this") for t in parsed.children(event, "det"))
    if pointed and earlier and verb.sentence - earlier[-1].trigger.sentence <= 1:
        return replace(earlier[-1], state="lapsed")
    what = clause_span(parsed, event, min(t.index for t in parsed.subtree(event)))
    sentence = parsed.sentence_of(event).span
    by = parties_of(parsed, event, parties) or parties.within(what) or parties.within(sentence)
    return Draft(
        kind="plan",
        trigger=verb,
        by=each_side_once(by),
        to=(),
        what=what,
        reach=what,
        state="lapsed",
        site=event,
    )


def _puts_off(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a plan only waits: "postponed", "put off"."""
    particle = parsed.child(verb, "prt")
    off = verb.lemma in ("put", "push") and particle is not None
    return off or verb.lemma in ("postpone", "delay", "suspend", "defer")
