"""Where a summit is held that a sentence names, known from the calendar of summits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from communique.extract.actors.resolve import DocumentParties
from communique.knowledge.summits import Summit
from communique.syntax import Token

_ORGANISATION = "organisation/"
# A report of a summit appears on its days or shortly before and after them.
_NEAR = timedelta(days=7)
_ONLINE = "online"


def summit_venue(parties: DocumentParties, trigger: Token) -> Summit | None:
    """Return the summit of the trigger's sentence, if the calendar has one about that day.

    Args:
        parties: the names of the document, whose day of publication decides which summit it is.
        trigger: a word of the sentence.

    Returns:
        None without a day, without "the SCO summit" or the like in the sentence, for a meeting held
        by video, and where two summits would fit.
    """
    day = parties.context.day
    if day is None:
        return None
    found = {
        summit
        for organisation in _organisations(parties, trigger)
        for summit in parties.context.knowledge.summits
        if summit.organisation == organisation and _is_near(summit, day)
    }
    return found.pop() if len(found) == 1 and _ONLINE not in {s.place for s in found} else None


def _is_near(summit: Summit, day: date) -> bool:
    return summit.start - _NEAR <= day <= summit.end + _NEAR


def _organisations(parties: DocumentParties, trigger: Token) -> Iterator[str]:
    """Yield the organisations whose summit the sentence names."""
    sentence = parties.parsed.sentence_of(trigger)
    for token in parties.parsed.tokens_of(sentence):
        if token.lemma.lower() == "summit":
            for owner in parties.country_owner(token):
                if owner.startswith(_ORGANISATION):
                    yield owner.removeprefix(_ORGANISATION)
