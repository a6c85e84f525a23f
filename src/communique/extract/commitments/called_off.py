"""Plans that were called off: "the president called off his trip"."""

from __future__ import annotations

from communique.extract.commitments.clauses import is_asserted, is_passive, preposed, subject
from communique.extract.commitments.draft import Draft, parties_of
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
    to = tuple(p for p in parties.within(what) if p not in by)
    return Draft(
        kind="plan",
        trigger=verb,
        by=by,
        to=to,
        what=what,
        reach=hull([verb.span, what]),
        state="cancelled",
    )
