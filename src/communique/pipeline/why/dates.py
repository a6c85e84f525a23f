"""Why an event has the date it has."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.times.direction import direction_at
from communique.pipeline.why.second_look import SecondLook
from communique.records import Document, Time, When
from communique.spans import Span

_COUNTED = {
    "explicit": "its words alone fix the days",
    "publication": "counted from the day of the report",
    "document": "counted from another date in the report, or from the bounds of its day",
    "summit": "taken from the calendar of summits",
    "event": "counted from another happening that its sentence tells, or borrowed from another "
    "mention of the same one in the report",
    "none": "nothing to count from",
}
_UNSAID = {
    "publication": "no time is tied to it in its sentence: it is news of the report's day or near",
    "document": "no time is tied to it in its sentence: it lies within the bounds of the report",
}


def why_date(look: SecondLook, when: When) -> Iterator[str]:
    """Yield the expression and how it was read, its basis, and the day it was counted from.

    Args:
        look: the report again.
        when: of an event of that report.
    """
    time = _expression(look, when.span)
    if time is not None:
        yield f"expression {time_words(look, time)!r}: {time.type} {time.value}"
        yield f"the verb over it points to: {direction_at(look.parsed, _span(time))}"
    unsaid = _UNSAID.get(when.basis) if when.text is None else None
    yield f"basis {when.basis}: {unsaid or _COUNTED[when.basis]}"
    yield f"the day of the report: {_anchor(look)}"


def time_words(look: SecondLook, time: Time) -> str:
    """Return the words of a time expression on one line."""
    return " ".join(_span(time).of(look.text).split())


def _span(time: Time) -> Span:
    return Span(time.start, time.end)


def _expression(look: SecondLook, span: Span | None) -> Time | None:
    if span is None:
        return None
    return next((t for t in look.times if span.overlaps(_span(t))), None)


def _anchor(look: SecondLook) -> str:
    anchor = look.anchor
    if anchor.day is not None:
        return f"{anchor.day}, {_stated(look.document)}"
    if anchor.happening is not None:
        return f"not stated; the report tells of {anchor.happening.text}"
    if anchor.bounds is not None:
        start, end = anchor.bounds.start or "?", anchor.bounds.end or "?"
        return f"not stated; offices and summits that it names put it between {start} and {end}"
    return "not stated, and nothing in the report bounds it"


def _stated(document: Document) -> str:
    """Say what the day of publication was read from."""
    if document.published is None:
        return "from its dateline"
    found = next((b for b in document.basis if b.field == "published"), None)
    if found is None:
        return "as given with it"
    words = f" {' '.join(found.text.split())!r}" if found.text else ""
    return f"from {found.basis}{words}"
