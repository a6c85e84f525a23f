"""What reading codings of real news showed to be coded wrongly, each cause by sentences of ours."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

from communique.records import EventMention

DAY = date(2024, 5, 16)


def events(code: Code, text: str) -> tuple[EventMention, ...]:
    return code(text, day=DAY).event_mentions


def only(code: Code, text: str, event_type: str) -> EventMention:
    found = [e for e in events(code, text) if e.type == event_type]
    assert len(found) == 1, [(e.type, e.rule) for e in found]
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "The Czech president captured a majority of the votes.",
        "Serbia and Albania tried hard to meet the standards of the union.",
        "The State Department approved visas for the Cuban minister.",
        "The Greek government sent a flood alert to all telephones.",
        "Jamaica still recognises the British king as its head of state.",
        "Libya gave the arms inspectors of the United Nations tea.",
    ],
)
def test_a_verb_in_another_sense_gives_no_event(code: Code, text: str) -> None:
    assert events(code, text) == ()


def test_a_force_takes_a_town_from_nobody(code: Code) -> None:
    found = only(code, "Rwanda captured Goma in the east of Congo.", "ASSAULT")

    assert (found.mode, found.recipients) == ("conquer", ())


def test_a_denial_among_politicians_of_one_country_is_none(code: Code) -> None:
    text = (
        "The Spanish minister Elma Saiz denied the report. Alberto Feijoo, the leader of the "
        "Popular Party, had asked Pedro Sanchez to explain."
    )

    extraction = code(text, day=DAY)

    assert [e for e in extraction.event_mentions if e.type == "REJECT"] == []
    assert "1 events not coded: a matter among people of one country" in extraction.reasons


def test_a_denial_beside_a_foreign_accuser_is_one(code: Code) -> None:
    text = "Lavrov denied the report. Blinken had said that Moscow was behind the raid."

    assert only(code, text, "REJECT").actors[0].country == "RUS"


def test_whom_an_opposed_deed_would_hit_is_not_refused(code: Code) -> None:
    found = only(code, "The European Union opposed sanctions on Cuba.", "REJECT")

    assert found.recipients == ()


def test_whose_opposed_deed_it_is_is_refused(code: Code) -> None:
    found = only(code, "China rejected an American attack on Iran.", "REJECT")

    assert [r.country for r in found.recipients] == ["USA"]


def test_a_clause_of_time_holds_no_recipient(code: Code) -> None:
    text = "The Kremlin welcomed the release of the sailors before Putin left on a visit to China."

    assert [e for e in events(code, text) if e.type == "SUPPORT"] == []


def test_rebels_do_not_stand_for_their_government(code: Code) -> None:
    text = "They were freed after talks between Hezbollah and the Lebanese government in Qatar."

    assert [a.sector for a in only(code, text, "CONSULT").actors] == ["REB", "GOV"]


def test_the_police_of_a_state_is_no_other_side(code: Code) -> None:
    found = events(code, "The United States dispatched FBI agents to the site of the crash.")

    assert found == ()


def test_all_agents_of_a_passive_act(code: Code) -> None:
    text = "The resolution was co-sponsored by Kenya, Tanzania and Uganda."

    assert all(not event.recipients for event in events(code, text))


def test_hostile_vows_are_threats(code: Code) -> None:
    assert only(code, "Chad vowed to shoot down Libyan drones.", "THREATEN").status == "actual"


def test_wanting_to_withdraw_asks_nobody(code: Code) -> None:
    found = events(code, "Rwanda wants to withdraw from Mozambique.")

    assert [e for e in found if e.type == "REQUEST"] == []


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("Kenya will not decide until Xi visits Ethiopia.", "CONSULT", "planned"),
        ("Lavrov said he looked forward to visiting Kenya.", "CONSULT", "planned"),
        ("Egypt sought calm by promising Sudan to withdraw.", "AGREE", "actual"),
        ("The row is about a report that Turkey shipped weapons to Libya.", "AID", "alleged"),
    ],
)
def test_status_of_what_is_awaited_done_by_and_reported(
    code: Code, text: str, event_type: str, status: str
) -> None:
    assert only(code, text, event_type).status == status


def test_the_day_of_a_deed_is_not_that_of_its_charge(code: Code) -> None:
    found = only(code, "Kenya accused Uganda of hacking its computers in 2014.", "ACCUSE")

    assert found.when is not None and found.when.start == date(2024, 5, 10)


def test_what_is_measured_from_is_no_date(code: Code) -> None:
    text = "It was the first time that Peru has fired a rocket over Chile since 2009."
    found = only(code, text, "MOBILIZE")

    assert found.when is not None and found.when.start == date(2024, 5, 10)


@pytest.mark.parametrize(
    "text",
    [
        "America cannot be neutral when it comes to Israel.",
        "Two American bombers flew from Guam to Japan.",
        "Iran has the ability to attack Israel.",
        "According to Turkish officials, Greek ships were seen off Cyprus.",
        "Jordan backed a no-fly zone in Syria.",
    ],
)
def test_circumstances_abilities_and_machines_give_no_event(code: Code, text: str) -> None:
    assert events(code, text) == ()


def test_circumstances_hold_no_recipient(code: Code) -> None:
    text = "In the wake of the Paris attacks, the United States carried out air strikes in Syria."

    assert [r.country for r in only(code, text, "ASSAULT").recipients] == ["SYR"]


def test_money_received_is_aid_of_the_giver(code: Code) -> None:
    found = only(code, "Chad received two loans from France.", "AID")

    assert (found.actors[0].country, found.recipients[0].country) == ("FRA", "TCD")


def test_whom_one_calls_on_to_do_something_is_not_visited(code: Code) -> None:
    text = "Guterres spoke in Rome. He called on Chad and Niger to let the convoy in as well."

    assert [e.type for e in events(code, text)] == ["REQUEST"]


@pytest.mark.parametrize(
    "text",
    [
        "Peru noted progress in implementing the agreements between Chile and Bolivia.",
        "Japan called for full implementation of the accord between Serbia and Kosovo.",
        "Under the deal between Turkey and Hungary, gas is to flow from Monday.",
        "The union spoke of a breach of the truce between Armenia and Azerbaijan.",
    ],
)
def test_an_agreement_that_is_carried_out_or_broken_is_not_made_anew(code: Code, text: str) -> None:
    assert not [e for e in events(code, text) if e.type == "AGREE"]


def test_an_agreement_that_is_announced_is_made(code: Code) -> None:
    assert only(code, "A deal between Kenya and Somalia was announced on Monday.", "AGREE").actors


def test_what_only_tells_when_holds_no_recipient(code: Code) -> None:
    text = "Kenya asked to join the bloc, after Eritrea's invasion of Ethiopia."
    assert not [e for e in events(code, text) if e.type == "REQUEST" and e.recipients]


def test_who_does_it_too_is_no_recipient(code: Code) -> None:
    text = "Kenya asked to join the African Union together with Uganda."
    assert "UGA" not in [p.country for e in events(code, text) for p in e.recipients]
