"""What belongs to some of the events: who tells them, in which reports, and what else these say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from communique.ledger import schema
from communique.ledger.filters import APPLICABLE
from communique.ledger.kinds import Kind

Condition = ColumnElement[bool]

# Records of a report that are the chosen events' own matter only if of the parties asked for.
_OF_PARTIES = frozenset({"statements", "commitments", "figures"})
_WHO = frozenset({"between", "actor", "source", "target", "speaker", "topic"})


def who_counts(kind: Kind, name: str) -> bool:
    """Tell whether a filter of the chosen events is also one of the records that go with them."""
    return kind.name in _OF_PARTIES and name in _WHO & APPLICABLE[kind.name]


def belongs(kind: Kind, chosen: Select[Any]) -> Condition:
    """Return the condition that a record belongs to the chosen events.

    To an event belong its accounts, its disputes, the reports that tell it with all that they name,
    say, promise and count, the stories of these reports, and the actors that these name.

    Args:
        kind: of the records, not that of events.
        chosen: the ids of the events.
    """
    rows, links, told = kind.table.c, schema.event_links.c, schema.event_mentions.c
    accounts = select(links.event_mention_id).where(links.event_id.in_(chosen))
    reports = select(told.document_id).where(told.id.in_(accounts)).correlate(None)
    condition: Condition
    match kind.name:
        case "event_mentions":
            condition = rows.id.in_(accounts)
        case "disputes":
            condition = rows.event_id.in_(chosen)
        case "stories":
            documents = schema.documents.c
            condition = rows.id.in_(select(documents.story).where(documents.id.in_(reports)))
        case "actors":
            condition = _named(kind, chosen, accounts, reports)
        case _:
            condition = rows.document_id.in_(reports)
    return condition


def _named(
    kind: Kind, chosen: Select[Any], accounts: Select[Any], reports: Select[Any]
) -> Condition:
    """Actors that take part in the events, or that a report of them mentions."""
    parties, mentions = schema.parties.c, schema.mentions.c
    of_record = {
        "events": chosen,
        "event_mentions": accounts,
        "mentions": select(mentions.id).where(mentions.document_id.in_(reports)),
    }
    taking_part = or_(
        *(
            (parties.record_kind == name) & parties.record_id.in_(ids)
            for name, ids in of_record.items()
        )
    )
    return kind.table.c.id.in_(select(parties.actor_id).where(taking_part))
