"""Tables for people: which columns a kind shows, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from rich import box
from rich.table import Table

from communique.cli.disputed import sides_of
from communique.cli.evidence import Reports
from communique.cli.screen import console, trimmed
from communique.display.amounts import quantity
from communique.display.plain import (
    cut,
    days,
    parties,
    party,
    place_name,
    plain_text,
    short_id,
)
from communique.records import (
    Actor,
    Commitment,
    Dispute,
    Document,
    Event,
    Figure,
    Mention,
    Office,
    Party,
    Statement,
    Story,
)

_QUOTED = 160
_EVIDENCE = 100

Cell = Callable[[Any, Reports], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, what a record shows in it, its share of the width, whether it wraps."""

    heading: str
    cell: Cell
    ratio: int | None = None


def _id(attribute: str) -> Column:
    return Column("id", lambda record, _: short_id(getattr(record, attribute)))


def _told_by(record: Any, reports: Reports) -> str:
    return reports.outlet(record.document_id)


def _reported(record: Any, reports: Reports) -> str:
    document = reports.document(record.document_id)
    return days(document.published or document.page_date)


def _what(event: Event, _: Reports) -> str:
    return f"{event.type} {event.mode}" if event.mode else event.type


def _who(event: Event, _: Reports) -> str:
    sides = [parties(event.actors), parties(event.recipients)]
    return " → ".join(side for side in sides if side)


def _sources(told: Event | Story, _: Reports) -> str:
    return f"{told.independent_sources} of {told.reports}"


def _speaker(statement: Statement, _: Reports) -> str:
    if len(statement.speakers) > 1:
        return parties(statement.speakers)
    return party(statement.speaker) if statement.speaker else "(not named)"


def _cue(statement: Statement, reports: Reports) -> str:
    return reports.words(statement.document_id, statement.cue)


def _content(statement: Statement, reports: Reports) -> str:
    return cut(reports.words(statement.document_id, statement.content), _QUOTED)


def _by_to(commitment: Commitment, _: Reports) -> str:
    sides = dict.fromkeys((_sorted(commitment.by), _sorted(commitment.to)))
    if len(sides) == 1:
        return parties(commitment.by)  # what they owe one another
    return " → ".join(filter(None, (parties(commitment.by), parties(commitment.to))))


def _sorted(several: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted(party(one) for one in several))


def _of_what(figure: Figure, _: Reports) -> str:
    """What is measured, for which time, and which way it moves."""
    time = figure.period.text if figure.period is not None else None
    return ", ".join(plain_text(part) for part in (figure.measure, time, figure.change) if part)


def _evidence(record: Figure, reports: Reports) -> str:
    if not record.evidence:
        return ""
    return reports.quote(record.document_id, record.evidence, _EVIDENCE)


def _values(dispute: Dispute, reports: Reports) -> str:
    return "\n".join(side.line() for side in sides_of(dispute, reports))


def _about(dispute: Dispute, _: Reports) -> str:
    """The field, and what it is of where that says more."""
    told = plain_text(dispute.measure)
    return f"{dispute.field}: {told}" if told else dispute.field


def _latest_office(actor: Actor, reports: Reports) -> str:
    """The latest office; with its days and outlets where reports taught it."""
    learned = reports.learned_offices.get(actor.actor_id)
    if learned:
        last = max(learned, key=lambda o: (o.standing == "agreed", o.end))
        told = plain_text(f"{last.title}, {last.of}, by {', '.join(last.sources)}")
        return told if last.standing == "agreed" else f"({told}: {last.standing})"
    held = sorted(actor.offices, key=_tenure)
    return f"{held[-1].title}, {held[-1].of.partition('/')[2] or held[-1].of}" if held else ""


def _tenure(office: Office) -> tuple[bool, str]:
    return office.end is None, str(office.start or "")


def _via(document: Document, _: Reports) -> str:
    chain = document.via or ((document.agency,) if document.agency else ())
    return plain_text(" citing ".join(chain))


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "documents": (
        Column("published", lambda d, _: days(d.published)),
        Column("outlet", lambda d, _: plain_text(d.outlet), 2),
        Column("title", lambda d, _: cut(plain_text(d.title or d.text), 100), 4),
        Column("via", _via, 1),
        Column("seen", lambda d, reports: f"{reports.seen(d.document_id)}×"),
        Column("copies", lambda d, _: short_id(d.copy_group or "")),
        _id("document_id"),
    ),
    "events": (
        Column("when", lambda e, _: days(e.when)),
        Column("what", _what, 2),
        Column("who → whom", _who, 4),
        Column("place", lambda e, _: place_name(e.place), 2),
        Column("status", lambda e, _: e.status),
        Column("sources", _sources),
        _id("event_id"),
    ),
    "statements": (
        Column("reported", _reported),
        Column("speaker", _speaker, 2),
        Column("cue", _cue, 2),
        Column("words", _content, 5),
        Column("outlet", _told_by, 2),
        _id("statement_id"),
    ),
    "commitments": (
        Column("reported", _reported),
        Column("kind", lambda c, _: c.kind),
        Column("who → whom", _by_to, 2),
        Column("what", lambda c, _: cut(plain_text(c.what), _QUOTED), 3),
        Column("due", lambda c, _: days(c.due) if c.due else ""),
        Column("state", lambda c, _: c.state),
        _id("commitment_id"),
    ),
    "figures": (
        Column("figure", lambda f, _: quantity(f), 2),
        Column("of what", _of_what, 2),
        Column("parties", lambda f, _: parties(f.parties), 2),
        Column("words", _evidence, 3),
        Column("outlet", _told_by, 2),
        _id("figure_id"),
    ),
    "disputes": (
        Column("kind", lambda d, _: d.kind),
        Column("about", _about, 2),
        Column("values", _values, 5),
        Column("event", lambda d, _: short_id(d.event_id or "")),
        _id("dispute_id"),
    ),
    "stories": (
        Column("reported", lambda s, _: days(s.when)),
        Column("story", lambda s, _: cut(plain_text(s.title), 100), 4),
        Column("events", lambda s, _: f"{len(s.events)}"),
        Column("sources", _sources),
        _id("story_id"),
    ),
    "actors": (
        Column("name", lambda a, _: plain_text(a.name), 2),
        Column("kind", lambda a, _: a.kind),
        Column("country", lambda a, _: a.country or ""),
        Column("office", _latest_office, 2),
        Column("basis", lambda a, _: a.basis),
        Column("id", lambda a, _: a.actor_id, 2),
    ),
    "mentions": (
        Column("words", lambda m, r: cut(r.words(m.document_id, [m.span]), 60), 2),
        Column("kind", lambda m, _: m.kind),
        Column("actor or place", lambda m, _: _meant(m), 2),
        Column("by", lambda m, _: m.via),
        Column("outlet", _told_by, 2),
        _id("mention_id"),
    ),
}


def _meant(mention: Mention) -> str:
    return mention.actor_id or place_name(mention.place)


def write_table(kind: str, records: Iterable[Any], reports: Reports, output: IO[str]) -> int:
    """Write records as a table; return how many there were."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, header_style="bold"
    )
    for column in COLUMNS[kind]:
        table.add_column(column.heading, ratio=column.ratio, no_wrap=column.ratio is None)
    for record in records:
        table.add_row(*(column.cell(record, reports) for column in COLUMNS[kind]))
    if table.row_count:
        screen = console(output)
        with trimmed(screen):
            screen.print(table)
    return table.row_count
