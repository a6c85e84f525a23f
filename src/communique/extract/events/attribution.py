"""On whose word an event is told: the speaker whose reported clause holds it."""

from __future__ import annotations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import own_subject
from communique.extract.events.words import load_words
from communique.records import Party
from communique.syntax import Token

_REPORTED = ("ccomp", "xcomp", "pcomp", "prep", "advcl")


def attributed_to(parties: DocumentParties, governor: Token) -> Party | None:
    """Return the party that is said to tell of the event, or None when the report itself does."""
    below = governor
    for above in parties.parsed.ancestors(governor):
        if above.lemma in load_words().reporting_verbs and below.dep in _REPORTED:
            subject = own_subject(parties.parsed, above)
            return parties.party(subject) if subject is not None else None
        below = above
    return None


def denier_of(parties: DocumentParties, verb: Token) -> tuple[Party, ...]:
    """Return the parties that deny the event of a verb: those who would have done it."""
    below = verb
    for above in parties.parsed.ancestors(verb):
        if above.lemma in load_words().denial_verbs and below.dep in ("ccomp", "xcomp"):
            subject = own_subject(parties.parsed, above)
            return parties.parties(subject) if subject is not None else ()
        below = above
    return ()
