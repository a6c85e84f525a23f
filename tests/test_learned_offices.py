"""Offices learned from reports: seen in one, agreed by two outlets, used for the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique import build
from communique.cli import main
from communique.extract.actors.sightings import title_of_office
from communique.ledger import Filters, Ledger
from communique.pipeline import explain
from communique.pipeline.learned.names import same_name
from communique.records import Extraction, LearnedOffice, Office, Party
from conftest import Code

Report = tuple[str, str, str]
Piled = Callable[..., Path]

DAY = date(2024, 3, 4)
HERALD = (
    "Baltic Herald", "2024-03-04",
    "Latvian Deputy Transport Minister Andris Kalnozols met Polish Foreign Minister Radoslaw "
    "Sikorski in Warsaw on Monday.",
)  # fmt: skip
POST = (
    "Vilnius Post", "2024-03-08",
    "Andris Kalnozols, Latvia's deputy transport minister, arrived in Vilnius on Friday. He said "
    "that Latvia would buy trains.",
)  # fmt: skip
WIRE = (
    "Warsaw Wire", "2024-03-06",
    "Latvia's deputy transport minister met Lithuanian Foreign Minister Gabrielius Landsbergis in "
    "Vilnius on Wednesday.",
)  # fmt: skip
KALNOZOLS = "person/andris-kalnozols"


@pytest.fixture
def piled(tmp_path: Path) -> Piled:
    """Build a ledger of reports, given as outlet, day and text, with their agency if any."""

    def pile(*reports: Report, agency: str | None = None, ledger: str = "l.db") -> Path:
        source = tmp_path / f"{ledger}.jsonl"
        rows = [
            {"url": f"https://{day}.example/r", "outlet": outlet, "date": day, "text": text}
            | ({"agency": agency} if agency else {})
            for outlet, day, text in reports
        ]
        source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        build([source], tmp_path / ledger)
        return tmp_path / ledger

    return pile


def offices(ledger: Path) -> list[LearnedOffice]:
    with Ledger.open(ledger) as opened:
        return opened.learned_offices()


def acting(ledger: Path, outlet: str) -> list[Party]:
    """Return who acts in the events that an outlet tells of, but for Landsbergis."""
    with Ledger.open(ledger) as opened:
        told = opened.event_mentions(Filters(outlet=outlet))
        return [p for m in told for p in m.actors if p.country == "LVA"]


def speakers(extraction: Extraction) -> list[Party]:
    return [s.speaker for s in extraction.statements if s.speaker is not None]


def exported(ledger: Path) -> list[str]:
    with Ledger.open(ledger) as opened:
        kinds = ("actors", "event_mentions", "events", "statements")
        return sorted(repr(record) for kind in kinds for record in opened.query(kind))


# What one report shows


@pytest.mark.parametrize(
    ("text", "title", "of"),
    [
        (HERALD[2], "deputy transport minister", "LVA"),
        (POST[2], "deputy transport minister", "LVA"),
        (
            "Deputy Prime Minister of Latvia Andris Kalnozols met Radoslaw Sikorski in Warsaw.",
            "deputy prime minister", "LVA",
        ),
        (
            "The deputy prime minister of Latvia, Andris Kalnozols, spoke in Warsaw.",
            "deputy prime minister", "LVA",
        ),
        (
            "The visiting Latvian defence secretary Andris Kalnozols spoke in Warsaw.",
            "defense minister", "LVA",
        ),
    ],
)  # fmt: skip
def test_a_title_beside_a_name_is_a_sighting(code: Code, text: str, title: str, of: str) -> None:
    [seen] = [s for s in code(text, DAY).office_sightings if s.actor_id == KALNOZOLS]
    assert (seen.title, seen.of, seen.start, seen.end) == (title, of, DAY, DAY)
    assert "Andris Kalnozols" in seen.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Former Latvian deputy prime minister Andris Kalnozols spoke in Warsaw.",
        "Latvian official Andris Kalnozols spoke in Warsaw.",
        "Deputy Transport Minister Andris Kalnozols spoke in Warsaw.",
        "German Foreign Minister Annalena Baerbock spoke in Warsaw.",
    ],
    ids=["no longer held", "no office", "of nobody", "known already"],
)
def test_these_are_no_sightings(code: Code, text: str) -> None:
    assert code(text, DAY).office_sightings == ()


def test_a_person_has_the_state_of_the_title_in_the_actors_of_the_report(code: Code) -> None:
    [actor] = code(HERALD[2], DAY).actors
    assert (actor.actor_id, actor.country, actor.sectors) == (KALNOZOLS, "LVA", ("GOV",))
    assert (actor.basis, actor.offices) == ("learned", ())


def test_the_title_with_its_state_stands_for_whom_the_report_introduced(code: Code) -> None:
    text = f"{HERALD[2]} The Latvian deputy transport minister said that talks went well."
    assert [p.actor_id for p in speakers(code(text, DAY))] == [KALNOZOLS]


def test_an_indefinite_title_stands_for_somebody_else(code: Code) -> None:
    text = f"{HERALD[2]} A Latvian deputy transport minister said that talks went well."
    assert [p.actor_id for p in speakers(code(text, DAY))] == [None]


def test_a_title_before_a_bare_surname_gives_state_and_office(code: Code) -> None:
    text = "Latvian Deputy Transport Minister Kalnozols met Radoslaw Sikorski in Warsaw."
    [event] = code(text, DAY).event_mentions
    found = event.actors[0]
    assert (found.name, found.country, found.office, found.actor_id) == (
        "Kalnozols", "LVA", "deputy transport minister", None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("premier", "prime minister"),
        ("deputy premier", "deputy prime minister"),
        ("minister of foreign affairs", "foreign minister"),
        ("veteran defence minister", "defense minister"),
        ("minister", None),
        ("former president", None),
        ("airlines spokesman", None),
    ],
)
def test_titles_are_compared_in_one_form(words: str, title: str | None) -> None:
    assert title_of_office(words) == title


# What several reports teach


def test_two_outlets_make_an_office_dated_from_first_to_last_sighting(piled: Piled) -> None:
    ledger = piled(HERALD, POST)
    [office] = offices(ledger)
    assert (office.standing, office.sources) == ("agreed", ("Baltic Herald", "Vilnius Post"))
    with Ledger.open(ledger) as opened:
        actor = next(a for a in opened.actors() if a.actor_id == KALNOZOLS)
    assert actor.basis == "learned"
    assert actor.offices == (
        Office(
            title="deputy transport minister", of="LVA",
            start=date(2024, 3, 4), end=date(2024, 3, 8),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [("Baltic Herald", "2024-03-08", POST[2]), ("Vilnius Post", "2024-03-08", HERALD[2] + " So.")],
    ids=["the same outlet", "a copy"],
)
def test_one_witness_told_twice_is_not_enough(piled: Piled, other: Report) -> None:
    ledger = piled(HERALD, other, WIRE)
    assert [o.standing for o in offices(ledger)] == ["single"]
    assert [p.actor_id for p in acting(ledger, "Warsaw Wire")] == [None]


def test_two_outlets_with_one_agency_are_one_witness(piled: Piled) -> None:
    assert [o.standing for o in offices(piled(HERALD, POST, agency="Reuters"))] == ["single"]


def test_the_bare_title_in_a_third_report_is_that_person(piled: Piled) -> None:
    [party] = acting(piled(HERALD, POST, WIRE), "Warsaw Wire")
    assert (party.actor_id, party.name) == (KALNOZOLS, "Andris Kalnozols")


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Latvian Deputy Transport Minister Kalnozols met Gabrielius Landsbergis.", KALNOZOLS),
        ("Latvian Deputy Transport Minister Ozolins met Gabrielius Landsbergis.", None),
        ("A Latvian deputy transport minister met Gabrielius Landsbergis.", None),
        ("The Latvian deputy finance minister met Gabrielius Landsbergis.", None),
    ],
    ids=["surname", "another surname", "indefinite", "another office"],
)
def test_only_fitting_words_are_resolved(piled: Piled, text: str, actor_id: str | None) -> None:
    ledger = piled(HERALD, POST, ("Warsaw Wire", "2024-03-06", text))
    assert [p.actor_id for p in acting(ledger, "Warsaw Wire")] == [actor_id]


def test_a_surname_alone_is_resolved_where_the_state_is_named(piled: Piled) -> None:
    text = "Kalnozols said that Latvia would wait. Gabrielius Landsbergis met officials in Riga."
    ledger = piled(HERALD, POST, ("Warsaw Wire", "2024-03-06", text))
    with Ledger.open(ledger) as opened:
        [told] = opened.statements(Filters(outlet="Warsaw Wire"))
    assert told.speaker is not None
    assert (told.speaker.actor_id, told.speaker.country) == (KALNOZOLS, "LVA")


def test_a_report_of_other_times_is_left_open(piled: Piled) -> None:
    ledger = piled(HERALD, POST, ("Warsaw Wire", "2024-06-06", WIRE[2]))
    assert [p.actor_id for p in acting(ledger, "Warsaw Wire")] == [None]


def test_two_persons_with_the_title_leave_it_open(piled: Piled) -> None:
    rival = ("Riga Gazette", "2024-03-05", HERALD[2].replace("Andris Kalnozols", "Ilze Berzina"))
    assert [p.actor_id for p in acting(piled(HERALD, POST, WIRE, rival), "Warsaw Wire")] == [None]


def test_an_office_of_one_holder_is_not_learned_of_two(piled: Piled) -> None:
    def of(name: str, *reports: Report) -> list[Report]:
        changed = (t.replace("deputy ", "").replace("Deputy ", "") for _, _, t in reports)
        return [
            (outlet, day, text.replace("Andris Kalnozols", name))
            for (outlet, day, _), text in zip(reports, changed, strict=True)
        ]

    two = [*of("Andris Kalnozols", HERALD, POST), *of("Ilze Berzina", ("Gazette", *HERALD[1:]))]
    assert {o.standing for o in offices(piled(*two))} == {"contested"}


def test_spellings_of_one_name_are_one_person(piled: Piled) -> None:
    other = (*POST[:2], POST[2].replace("Kalnozols", "Kalnozoles"))
    ledger = piled(HERALD, other)
    [office] = offices(ledger)
    assert {office.name, *office.aliases} == {"Andris Kalnozols", "Andris Kalnozoles"}
    with Ledger.open(ledger) as opened:
        people = [a for a in opened.actors() if a.basis == "learned"]
        mentioned = {m.actor_id for m in opened.mentions() if "kalno" in (m.actor_id or "")}
    assert [a.actor_id for a in people] == [office.actor_id]
    assert mentioned == {office.actor_id}


def test_another_spelling_of_a_known_holder_is_that_holder(piled: Piled) -> None:
    text = "German Foreign Minister Analena Baerbok met Gabrielius Landsbergis in Vilnius."
    ledger = piled(("Baltic Herald", "2024-03-04", text))
    with Ledger.open(ledger) as opened:
        [event] = opened.event_mentions()
    assert event.actors[0].actor_id == "person/annalena-baerbock"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Janis Kalnins", "Jānis Kalniņš", True),
        ("Aleksandr Petrenko", "Alexander Petrenko", True),
        ("Alhaji Musa Bello", "Musa Bello", True),
        ("Li Wei", "Lu Wei", False),
        ("Ivan Petrov", "Ivan Petrenko", False),
        ("Ivan Petrov", "Maria Petrov", False),
    ],
)
def test_names_are_compared_by_given_name_and_surname(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


# How the ledger keeps it


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_reports_makes_no_difference(piled: Piled, order: Sequence[int]) -> None:
    reports = [HERALD, POST, WIRE]
    at_once = exported(piled(*reports))
    for at in range(3):
        ledger = piled(*(reports[i] for i in order[: at + 1]), ledger="bit-by-bit.db")
    assert exported(ledger) == at_once


def test_what_is_resolved_is_opened_again_when_reports_disagree_later(piled: Piled) -> None:
    rival = ("Riga Gazette", "2024-03-05", HERALD[2].replace("Andris Kalnozols", "Ilze Berzina"))
    ledger = piled(HERALD, POST, WIRE)
    assert [p.actor_id for p in acting(ledger, "Warsaw Wire")] == [KALNOZOLS]
    piled(HERALD, POST, WIRE, rival)
    assert [p.actor_id for p in acting(ledger, "Warsaw Wire")] == [None]
    with Ledger.open(ledger) as opened:
        named = opened.count("event_mentions", Filters(actor=KALNOZOLS, outlet="Warsaw Wire"))
    assert named == 0


def test_filters_find_a_resolved_record_by_the_person(piled: Piled) -> None:
    with Ledger.open(piled(HERALD, POST, WIRE)) as opened:
        found = opened.count("event_mentions", Filters(actor=KALNOZOLS, outlet="Warsaw Wire"))
        merged = opened.count("events", Filters(actor=KALNOZOLS))
    assert found == 1
    assert merged >= 2


# How it is shown


def test_explain_says_on_which_outlets_an_office_rests(piled: Piled) -> None:
    ledger = piled(HERALD, POST, WIRE)
    with Ledger.open(ledger) as opened:
        of_actor = explain(opened, KALNOZOLS)
        [mention] = opened.event_mentions(Filters(outlet="Warsaw Wire"))
        of_event = explain(opened, mention.event_mention_id)
    for told in (of_actor, of_event):
        assert "agreed by 2 independent outlets: Baltic Herald, Vilnius Post" in told
        assert "2024-03-04: 'Latvian Deputy Transport Minister Andris Kalnozols'" in told


def test_the_listing_of_actors_names_the_outlets(piled: Piled) -> None:
    given = ["actors", "--ledger", str(piled(HERALD, POST)), "--status", "learned"]
    shown = CliRunner().invoke(main, given, env={"COLUMNS": "200"}).output
    assert "deputy transport minister" in shown
    assert "by Baltic Herald" in shown
    assert "Vilnius Post" in shown


def test_showing_an_actor_quotes_the_reports(piled: Piled) -> None:
    given = ["show", KALNOZOLS, "--ledger", str(piled(HERALD, POST))]
    shown = CliRunner().invoke(main, given, env={"COLUMNS": "200"}).output
    assert "«Latvian Deputy Transport Minister Andris Kalnozols»" in shown
    assert "«Andris Kalnozols, Latvia's deputy transport minister»" in shown
