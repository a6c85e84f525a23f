"""Ledgers for the tests of exports: ordinary ones, and ones with text that means harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from communique.ledger import Ledger
from communique.records import Event, Party, Place, When
from ledger_records import AALTO, BERG, HELSINKI, build_sample, day, sample

# A line break, a tab, quotation marks, an override of direction, a bell, markup, a formula.
HOSTILE = 'Evil\t"Name"\r\n\u202egnp.exe\u202c\x07 <b>&amp;]]></b>; =1+1,\\n {x} \u2028 %s'
HOSTILE_PARTY = Party(name=HOSTILE, country="FIN", sector="GOV", office=HOSTILE)


def happened(number: int, **changes: object) -> Event:
    """Return an event that happened, not told by any document."""
    event = Event(
        event_id=f"ev-00000000000001{number:02}",
        type="CONSULT",
        status="actual",
        cameo="042",
        quad=1,
        intensity=1.9,
        actors=(AALTO,),
        recipients=(BERG,),
        place=replace(HELSINKI, lat=60.17, lon=24.94),
        when=day(2024, 4, 1),
        reports=1,
        independent_sources=1,
    )
    return replace(event, **changes)  # type: ignore[arg-type]


WEEK = When(start=date(2024, 4, 1), end=date(2024, 4, 7), precision="week")
ACCUSED = happened(3, type="ACCUSE", cameo="112", quad=3, actors=(AALTO, BERG), recipients=())
MET = happened(4, actors=(AALTO, BERG), recipients=())
UNDATED = happened(5, when=WEEK, place=None)
EVIL = happened(6, actors=(HOSTILE_PARTY,), place=Place(name=HOSTILE, lat=1.5, lon=2.5))
NOWHERE = happened(7, actors=(), recipients=(), place=None, when=None, cameo=None)


def build_events(path: Path, *events: Event) -> None:
    """Write the sample to a ledger, with more events."""
    build_sample(path)
    made = sample()
    with Ledger.open(path) as ledger:
        ledger.replace_merged(
            events=(*made.events, *events),
            disputes=made.disputes,
            commitments=made.commitments,
            groups=made.groups,
        )
