"""Which fields of which records are scored, and how gold and coding are held together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from msgspec import UNSET

from communique.evaluation.gold import GoldCommitment, GoldEvent, GoldFigure, GoldStatement
from communique.evaluation.values import (
    Tally,
    is_dated,
    is_party,
    is_place,
    one,
    overlapping_days,
    parties_tally,
    same_days,
    words_tally,
)
from communique.records import Commitment, EventMention, Extraction, Figure, Party, Statement
from communique.spans import Span, hull

Compare = Callable[[Any, Any], Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredKind:
    """A kind of record that gold may hold.

    Attributes:
        coded: gives the records of an extraction.
        type: gives what a record was taken for, of gold and of the coder alike, to tell confusions.
        likeness: of an item of gold and a record; 0 if they cannot be the same.
        fields: by name; each compares an item of gold that states it with a record.
        exact: the fields that must all be right where a record is to count as coded right.
    """

    coded: Callable[[Extraction], tuple[Any, ...]]
    type: Callable[[Any], str | None]
    likeness: Callable[[Any, Any], float]
    fields: Mapping[str, Compare]
    exact: tuple[str, ...]


def stated(item: object, field: str) -> bool:
    """Tell whether an item of gold states a field."""
    return getattr(item, _HELD_IN.get(field, field), UNSET) is not UNSET


# Fields that are read from another of the item.
_HELD_IN = {"date_overlap": "date"}


def words_of(record: EventMention | Statement | Commitment | Figure) -> Span | None:
    """Return the words from which a record is coded."""
    if isinstance(record, EventMention):
        return record.trigger
    spans = record.content if isinstance(record, Statement) else record.evidence
    return min(spans, key=lambda s: s.length) if spans else None


def _event_likeness(gold: GoldEvent, coded: EventMention) -> float:
    said = hull((coded.sentence, coded.trigger))
    if gold.span is not None and not gold.span.overlaps(said):
        return 0.0
    same_type = gold.type == coded.type
    at = gold.span is not None and gold.span.overlaps(coded.trigger)
    share = _share(_named(gold), (*coded.actors, *coded.recipients))
    if not (at or same_type or share) or (gold.span is None and not _alike(same_type, share)):
        return 0.0
    dated = isinstance(gold.date, str) and coded.when is not None
    near = dated and overlapping_days(str(gold.date), coded.when)  # type: ignore[arg-type]
    return 2.0 * same_type + 2.0 * (share or 0.0) + at + 0.5 * near + 0.1 * coded.confidence


def _alike(same_type: bool, share: float | None) -> bool:
    """Without words to go by, either the type and somebody agree, or most of the parties do."""
    if share is None:
        return same_type
    return share > 0 if same_type else share > 0.5


def _share(gold: tuple[str, ...] | None, coded: tuple[Party, ...]) -> float | None:
    """The share of parties, of both sides, that agree; None if gold names nobody."""
    if not gold:
        return None
    tally = parties_tally(gold, coded)
    return (tally.found + tally.right) / (tally.gold + tally.coded)


def _named(gold: GoldEvent) -> tuple[str, ...]:
    lists = (gold.parties, gold.actors, gold.recipients)
    return tuple(dict.fromkeys(n for names in lists if isinstance(names, tuple) for n in names))


def _statement_likeness(gold: GoldStatement, coded: Statement) -> float:
    if gold.span is not None:
        shared = sum(_common(gold.span, span) for span in coded.content)
        return shared / max(gold.span.length, sum(span.length for span in coded.content))
    return float(_speaks(gold, coded))


def _speaks(gold: GoldStatement, coded: Statement) -> bool:
    speakers = coded.speakers or ((coded.speaker,) if coded.speaker else ())
    return isinstance(gold.speaker, str) and any(is_party(gold.speaker, s) for s in speakers)


def _commitment_likeness(gold: GoldCommitment, coded: Commitment) -> float:
    share = _share(gold.by if isinstance(gold.by, tuple) else None, coded.by) or 0.0
    same = gold.kind == coded.kind
    if gold.span is not None:
        touched = any(gold.span.overlaps(span) for span in coded.evidence)
        return touched * (1.0 + share + 0.5 * same)
    return share + 0.5 * same if share else 0.0


def _figure_likeness(gold: GoldFigure, coded: Figure) -> float:
    same = _same_value(gold, coded)
    if gold.span is not None:
        touched = any(gold.span.overlaps(span) for span in coded.evidence)
        return touched * (0.1 + 2.0 * same + 0.5 * (gold.unit == coded.unit))
    return same * (1.0 + 0.5 * (gold.unit == coded.unit))


def _same_value(gold: GoldFigure, coded: Figure) -> bool:
    if not isinstance(gold.value, int | float):
        return False
    if coded.low is not None and coded.high is not None and coded.low <= gold.value <= coded.high:
        return True
    return abs(gold.value - coded.value) <= 1e-6 * max(abs(gold.value), 1.0)


def _common(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _plain(field: str) -> Compare:
    """Compare a field of the same name on both sides as it is."""

    def compare(gold: object, coded: object) -> Tally:
        said, had = getattr(gold, field), getattr(coded, field)
        return one(said, had, same=said == had)

    return compare


def _of_parties(field: str) -> Compare:
    return lambda gold, coded: parties_tally(getattr(gold, field), getattr(coded, field))


def _of_time(field: str, held: str, agrees: Callable[[str, Any], bool]) -> Compare:
    """Compare days of gold with those that a record holds in the field ``held``."""

    def compare(gold: object, coded: object) -> Tally:
        said, when = getattr(gold, field), getattr(coded, held)
        had = when if is_dated(when) else None
        return one(said, had, same=bool(said and had and agrees(said, had)))

    return compare


def _place(gold: Any, coded: Any) -> Tally:
    same = bool(gold.place and coded.place and is_place(gold.place, coded.place))
    return one(gold.place, coded.place, same=same)


_EVENT_FIELDS: dict[str, Compare] = {
    "type": _plain("type"),
    "mode": _plain("mode"),
    "status": _plain("status"),
    "parties": lambda g, c: parties_tally(g.parties, (*c.actors, *c.recipients)),
    "actors": _of_parties("actors"),
    "recipients": _of_parties("recipients"),
    "date": _of_time("date", "when", same_days),
    "date_overlap": _of_time("date", "when", overlapping_days),
    "place": _place,
}
_STATEMENT_FIELDS: dict[str, Compare] = {
    "speaker": lambda g, c: one(g.speaker, c.speaker, same=_speaks(g, c)),
    "kind": _plain("kind"),
    "topics": lambda g, c: words_tally(g.topics, c.topics),
}
_COMMITMENT_FIELDS: dict[str, Compare] = {
    "kind": _plain("kind"),
    "by": _of_parties("by"),
    "to": _of_parties("to"),
    "due": _of_time("due", "due", same_days),
    "place": _place,
}
_FIGURE_FIELDS: dict[str, Compare] = {
    "value": lambda g, c: one(g.value, c.value, same=_same_value(g, c)),
    "unit": _plain("unit"),
    "currency": _plain("currency"),
    "qualifier": _plain("qualifier"),
    "parties": _of_parties("parties"),
}

SCORED: Mapping[str, ScoredKind] = MappingProxyType(
    {
        "events": ScoredKind(
            coded=lambda extraction: extraction.event_mentions,
            type=lambda item: str(item.type),
            likeness=_event_likeness,
            fields=_EVENT_FIELDS,
            exact=("type", "parties", "actors", "recipients"),
        ),
        "statements": ScoredKind(
            coded=lambda extraction: extraction.statements,
            type=lambda item: None,
            likeness=_statement_likeness,
            fields=_STATEMENT_FIELDS,
            exact=("speaker",),
        ),
        "commitments": ScoredKind(
            coded=lambda extraction: extraction.commitments,
            type=lambda item: None if item.kind is UNSET else str(item.kind),
            likeness=_commitment_likeness,
            fields=_COMMITMENT_FIELDS,
            exact=("kind", "by", "to"),
        ),
        "figures": ScoredKind(
            coded=lambda extraction: extraction.figures,
            type=lambda item: None,
            likeness=_figure_likeness,
            fields=_FIGURE_FIELDS,
            exact=("value", "unit"),
        ),
    }
)
