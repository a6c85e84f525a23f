"""Corrections as people read them: who, when, why, what changed, and what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from communique.corrections import FOLLOWING, differing, in_force
from communique.display.plain import counted, cut, days, parties, place_name, plain_text, short_id
from communique.display.values import given_words
from communique.records import (
    Commitment,
    Correction,
    Event,
    EventMention,
    Figure,
    Review,
    Statement,
    to_dict,
)

if TYPE_CHECKING:
    from communique.ledger import Ledger, Record
    from communique.pipeline import Done

_CODED = (EventMention, Statement, Commitment, Figure)
_QUOTED = 90
_PAST = {
    "reject": "rejected",
    "recode": "re-coded",
    "confirm": "confirmed",
    "split": "split off",
    "join": "joined",
    "undo": "undone",
}
_SHOWN = 20  # anchors of one correction


def done_lines(done: Done) -> Iterator[str]:
    """Yield what a command that corrects prints."""
    for correction in done.corrections[:_SHOWN]:
        yield f"{_PAST[correction.kind]}: {_about(correction)}  [{correction.correction_id}]"
    if len(done.corrections) > _SHOWN:
        yield f"and {len(done.corrections) - _SHOWN:,} more"
    if done.known:
        yield f"{counted(done.known, 'corrections')} there already"
    for event in done.events:
        yield f"now: {_event(event)}"
        yield from _notes(event, {c.correction_id for c in done.corrections})
    for review in done.reviews:
        yield f"to review: {_review(review)}"
    yield f"Merged again in {done.seconds:.1f} seconds."


def history_lines(corrections: Sequence[Correction], reviews: Iterable[Review]) -> list[str]:
    """Return a line or more for each correction, the earliest first."""
    holding = {c.correction_id for c in in_force(corrections)}
    unmet = Counter(review.correction_id for review in reviews)
    lines = []
    for correction in corrections:
        held = correction.kind == "undo" or correction.correction_id in holding
        state = "" if held else ", taken back"
        if unmet[correction.correction_id]:
            state += f", {unmet[correction.correction_id]} to review"
        lines.append(f"{correction.correction_id}  {_who(correction)}{state}")
        lines.append(f"    {_PAST[correction.kind]}: {_about(correction)}")
        lines += [f"    “{quote}”" for quote in _quotes(correction)]
    return lines


def review_lines(reviews: Sequence[Review], corrections: Iterable[Correction]) -> list[str]:
    """Return what is to review, by correction."""
    by_id = {correction.correction_id: correction for correction in corrections}
    lines, last = [], None
    for review in reviews:
        correction = by_id.get(review.correction_id)
        if correction is not None and correction.correction_id != last:
            lines.append(f"{correction.correction_id}  {_who(correction)}")
            lines.append(f"    {_PAST[correction.kind]}: {_about(correction)}")
            last = correction.correction_id
        lines.append(f"    {_review(review)}")
    return lines


def lines_on(ledger: Ledger, record: Record) -> Iterator[str]:
    """Yield who corrected a record, when and why, and what the coder had said."""
    every = {c.correction_id: c for c in ledger.corrections()}
    first = next(iter(to_dict(record).values()))
    by = ledger.rejection(str(first))
    if by in every:
        yield f"rejected by {_who(every[by])}"
    for name in getattr(record, "corrected_by", ()):
        if name in every:
            said = _said(ledger, record, every[name])
            yield f"{_PAST[every[name].kind]} by {_who(every[name])}{said}"


def _said(ledger: Ledger, record: Record, correction: Correction) -> str:
    """What the coder had said where a person re-coded, once for each thing it said."""
    if correction.kind != "recode":
        return ""
    names = record.event_mentions if isinstance(record, Event) else (_identity(record),)
    coded = [ledger.as_coded(name) for name in names]
    told = [_shown(differing(one, correction.values)) for one in coded if isinstance(one, _CODED)]
    said = "; ".join(dict.fromkeys(words for words in told if words))
    return f"; the coder said {said}" if said else ""


def _identity(record: Record) -> str:
    return str(next(iter(to_dict(record).values())))


def _shown(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {given_words(value)}" for name, value in values.items())


def _who(correction: Correction) -> str:
    at = f"{correction.at:%Y-%m-%d %H:%M}"
    return f"{plain_text(correction.by)} on {at}: {plain_text(correction.why)}"


def _about(correction: Correction) -> str:
    about = ", ".join(plain_text(short_id(name)) for name in correction.about[:_SHOWN])
    if correction.kind == "undo":
        return short_id(correction.undoes or "")
    records = Counter(anchor.kind for anchor in correction.records)
    what = ", ".join(counted(count, kind) for kind, count in sorted(records.items()))
    values = {name: v for name, v in correction.values.items() if name not in FOLLOWING}
    given = _shown(values) if correction.kind == "recode" else ""
    return f"{about} ({what})" + (f" to {given}" if given else "")


def _quotes(correction: Correction) -> Iterator[str]:
    for anchor in correction.records[:_SHOWN]:
        yield cut(plain_text(anchor.quote or anchor.words), _QUOTED)


def _review(review: Review) -> str:
    quote = cut(plain_text(review.anchor.quote or review.anchor.words), _QUOTED)
    return f"{plain_text(review.reason)}: “{quote}” in {plain_text(review.anchor.uri)}"


def _notes(event: Event, made: set[str]) -> Iterator[str]:
    """Say once in which fields accounts contradict each other that a person joined."""
    against = {why.get("against") for why in event.why if why.get("decided") in made} - {None}
    if against:
        yield f"note: joined though the accounts differ in {', '.join(sorted(map(str, against)))}"


def _event(event: Event) -> str:
    sides = " → ".join(s for s in (parties(event.actors), parties(event.recipients)) if s)
    where = f", {place_name(event.place)}" if event.place else ""
    told = f"{event.independent_sources} independent of {counted(event.reports, 'reports')}"
    return (
        f"{short_id(event.event_id)}  {days(event.when)}  {event.status} {event.type}  "
        f"{sides}{where}; {told}"
    )
