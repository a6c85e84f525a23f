"""Accounts that each name a part of one side, and the one that names all of it."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.ledger import Ledger
from communique.merge import explain_event
from communique.pipeline import build
from communique.records import Document, Event, EventMention, Party, Place, When
from test_merge_events import between, day, document, events_of, mention

KENYA = Party(name="Kenya", actor_id="state/KEN", country="KEN")
SUDAN = Party(name="Sudan", actor_id="state/SDN", country="SDN")
CHAD = Party(name="Chad", actor_id="state/TCD", country="TCD")
GHANA = Party(name="Ghana", actor_id="state/GHA", country="GHA")
KHARTOUM = Place(name="Khartoum", country="SDN", lat=15.5, lon=32.5)
NDJAMENA = Place(name="N'Djamena", country="TCD", lat=12.1, lon=15.0)
MONDAY = day("2024-07-01")
REPORT, OTHER, THIRD = (document(name, published="2024-07-02") for name in "RST")


def deed(
    *to: Party,
    by: Party = KENYA,
    of: Document = REPORT,
    at: int = 0,
    when: When | None = MONDAY,
    place: Place | None = None,
) -> tuple[Document, EventMention]:
    """Somebody expels envoys of others: an act of material conflict, told once."""
    told = mention(of, by, kind="SANCTION", to=to, when=when, place=place, at=at)
    return of, replace(told, quad=4, cameo="161")


def told_by(events: tuple[Event, ...]) -> list[int]:
    return sorted(len(event.event_mentions) for event in events)


def test_two_halves_and_the_account_of_both_are_one_event() -> None:
    (event,) = events_of(deed(SUDAN, CHAD), deed(SUDAN, at=40), deed(CHAD, at=80))
    assert {party.name for party in event.recipients} == {"Sudan", "Chad"}


def test_two_halves_without_an_account_of_both_stay_two_events() -> None:
    assert told_by(events_of(deed(SUDAN), deed(CHAD, at=40))) == [1, 1]


def test_the_doers_of_one_deed_may_be_named_by_halves() -> None:
    both = mention(REPORT, KENYA, GHANA, kind="SANCTION", to=(SUDAN,), when=MONDAY)
    (event,) = events_of(
        (REPORT, replace(both, quad=4, cameo="161")),
        deed(SUDAN, at=40),
        deed(SUDAN, by=GHANA, at=80),
    )
    assert {party.name for party in event.actors} == {"Kenya", "Ghana"}


def test_halves_need_one_account_that_names_all_of_both() -> None:
    found = events_of(
        deed(SUDAN, CHAD), deed(CHAD, GHANA, at=20), deed(SUDAN, at=40), deed(GHANA, at=60)
    )
    assert not any({SUDAN, GHANA} <= set(event.recipients) for event in found)


def test_an_account_of_both_without_its_day_brings_no_halves_together() -> None:
    year = between("2024-01-01", "2024-12-31")
    found = events_of(deed(SUDAN, CHAD, when=year), deed(SUDAN, at=40), deed(CHAD, at=80))
    assert told_by(found) == [1, 2]


def test_halves_of_two_days_stay_apart() -> None:
    found = events_of(
        deed(SUDAN, CHAD), deed(SUDAN, at=40), deed(CHAD, at=80, when=day("2024-06-20"))
    )
    assert told_by(found) == [1, 2]


def test_halves_in_two_cities_stay_apart() -> None:
    found = events_of(
        deed(SUDAN, CHAD), deed(SUDAN, at=40, place=KHARTOUM), deed(CHAD, at=80, place=NDJAMENA)
    )
    assert told_by(found) == [1, 2]


@pytest.mark.parametrize("kind", ["CONSULT", "AGREE", "ACCUSE"])
def test_who_talks_to_two_may_talk_to_each_of_them(kind: str) -> None:
    told = [
        mention(REPORT, KENYA, kind=kind, to=to, when=MONDAY, at=at)
        for at, to in ((0, (SUDAN, CHAD)), (40, (SUDAN,)), (80, (CHAD,)))
    ]
    quad = 3 if kind == "ACCUSE" else 1
    found = events_of(*((REPORT, replace(one, quad=quad)) for one in told))
    assert max(told_by(found)) < 3


def test_the_explanation_tells_which_account_names_both() -> None:
    told = [deed(SUDAN, CHAD), deed(SUDAN, at=40), deed(CHAD, at=80)]
    (event,) = events_of(*told)
    number = {name: at for at, name in enumerate(event.event_mentions, 1)}
    both, *halves = (number[m.event_mention_id] for _, m in told)
    first, second = sorted(halves)
    line = f"{first} and {second} name different parties, {both} names all of them"
    assert line in explain_event(event, [m for _, m in told])


DEEDS = st.lists(
    st.tuples(
        st.sampled_from([REPORT, OTHER, THIRD]),
        st.lists(st.sampled_from([SUDAN, CHAD, GHANA]), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, MONDAY, between("2024-06-01", "2024-07-31")]),
    ),
    min_size=2,
    max_size=9,
)


@settings(max_examples=100, deadline=None)
@given(DEEDS, st.randoms(use_true_random=False))
def test_different_counterparts_meet_only_where_an_account_names_both(
    drawn: list[tuple[Document, list[Party], When | None]], draw: random.Random
) -> None:
    told = [deed(*to, of=of, when=when, at=at) for at, (of, to, when) in enumerate(drawn)]
    mentions = {m.event_mention_id: m for _, m in told}
    found = events_of(*told)
    for event in found:
        sides = [set(mentions[name].recipients) for name in event.event_mentions]
        for one, other in combinations(sides, 2):
            agree = len(one & other) >= min(2, len(one), len(other))
            assert agree or any(one | other <= whole for whole in sides)
    draw.shuffle(told)
    assert events_of(*told) == found


REPORTS = {
    "lantern": "Kenya expelled the ambassadors of Sudan and Chad on Monday over a raid on its "
    "embassy.\n\nThe two envoys have until Friday to leave, the foreign ministry said.\n",
    "harbour": "Kenya expelled the ambassador of Chad on Monday over a raid on its embassy.\n\n"
    "The envoy has until Friday to leave, an official said.\n",
    "herald": "Kenya expelled the Sudanese ambassador on Monday after a raid on its embassy.\n\n"
    "The envoy packed in the evening, neighbours said.\n",
}


def test_an_expulsion_told_by_halves_is_one_event_of_three_reports(tmp_path: Path) -> None:
    for name, text in REPORTS.items():
        head = f"Kenya expels envoys over raid on embassy\nThe {name.title()}\nJuly 2, 2024\n\n"
        (tmp_path / f"{name}.txt").write_text(head + text, encoding="utf-8")
    build([tmp_path], tmp_path / "l.db")
    with Ledger.open(tmp_path / "l.db") as ledger:
        (event,) = (e for e in ledger.events() if e.type == "SANCTION")
    assert event.reports == 3
    assert {party.country for party in event.recipients} == {"SDN", "TCD"}
