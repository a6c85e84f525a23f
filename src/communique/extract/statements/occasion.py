"""The event at which words were spoken: the talks, the visit, the call that the report tells of."""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.statements.attribution import Attribution, Report
from communique.records import EventMention, Party
from communique.spans import Span

# PLOVER's type for meetings, visits, calls and negotiations.
_GATHERING = "CONSULT"
_HELD = frozenset({"actual", "alleged"})
# Sentences back in which an event is still the one that a speaker took part in.
_BACK = 4


def occasion(
    report: Report, one: Attribution, speakers: Sequence[Party], events: Sequence[EventMention]
) -> str | None:
    """Return the id of the event mention at which a statement was made, or None.

    That is a gathering told in the words around the statement ("told reporters after the talks"),
    else the last one before it, a few sentences back at most, in which a speaker took part.

    Args:
        report: the document.
        one: the statement.
        speakers: who speaks.
        events: the event mentions of the document.
    """
    gatherings = [e for e in events if e.type == _GATHERING and e.status in _HELD]
    near = [e for e in gatherings if _beside(report, one, e)]
    if near:
        return min(near, key=lambda e: abs(e.trigger.start - one.cue[0].start)).event_mention_id
    before = [
        e for e in gatherings if _shortly_before(report, one, e) and _takes_part(speakers, e)
    ]
    last = max(before, key=lambda e: e.trigger.start, default=None)
    return last.event_mention_id if last else None


def _sentence(report: Report, span: Span) -> int | None:
    tokens = report.parsed.tokens_in(span)
    return tokens[0].sentence if tokens else None


def _beside(report: Report, one: Attribution, event: EventMention) -> bool:
    """Tell whether an event is told in the cue's sentence, outside what was said."""
    said = any(span.overlaps(event.trigger) for span in (*one.content, *one.cue))
    return not said and _sentence(report, event.trigger) == _sentence(report, one.cue[0])


def _shortly_before(report: Report, one: Attribution, event: EventMention) -> bool:
    told, spoken = _sentence(report, event.trigger), _sentence(report, one.cue[0])
    return told is not None and spoken is not None and 0 < spoken - told <= _BACK


def _takes_part(speakers: Sequence[Party], event: EventMention) -> bool:
    """Tell whether one of the speakers, or their state, is a party of the event."""
    parties = (*event.actors, *event.recipients)
    ids = {p.actor_id for p in parties if p.actor_id}
    countries = {p.country for p in parties if p.country}
    return any(
        (s.actor_id in ids if s.actor_id else False) or s.country in countries
        for s in speakers
        if s.actor_id or s.country
    )
