"""On whose word an event is told: the speaker whose reported clause holds it."""

from __future__ import annotations

from communique.extract.clause import own_subject
from communique.extract.resolve import DocumentParties
from communique.records import Party
from communique.syntax import Token

_REPORTING = frozenset({"say", "tell", "announce", "report", "claim", "state", "declare", "add", "note", "confirm", "insist",
                        "stress", "emphasize", "emphasise", "recall", "remind", "inform", "write", "allege", "accuse",
                        "acknowledge", "admit", "reveal", "disclose", "suggest", "argue", "reiterate",
                        "quote", "cite", "describe", "explain", "warn", "complain"})  # fmt: skip


def attributed_to(parties: DocumentParties, governor: Token) -> Party | None:
    """Return the party that is said to tell of the event, or None when the report itself does."""
    below = governor
    for above in parties.parsed.ancestors(governor):
        if above.lemma in _REPORTING and below.dep in ("ccomp", "xcomp", "pcomp", "prep", "advcl"):
            return _speaker(parties, above)
        below = above
    return None


def _speaker(parties: DocumentParties, verb: Token) -> Party | None:
    subject = own_subject(parties.parsed, verb)
    return parties.party(subject) if subject is not None else None
