"""Event mentions: who did what to whom, when a sentence tells it in the many ways of newswire."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Code

from communique.errors import KnowledgeError
from communique.extract.events import lexicon
from communique.records import EventMention

DAY = date(2023, 5, 17)


def events(code: Code, text: str, day: date | None = DAY) -> tuple[EventMention, ...]:
    return code(text, day=day).event_mentions


def only(code: Code, text: str, event_type: str) -> EventMention:
    found = [e for e in events(code, text) if e.type == event_type]
    assert len(found) == 1, [(e.type, e.rule) for e in found]
    return found[0]


def countries(event: EventMention) -> tuple[list[str | None], list[str | None]]:
    return [a.country for a in event.actors], [r.country for r in event.recipients]


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("Japan lodged a protest with Russia.", "ACCUSE", ["JPN"], ["RUS"]),
        ("Two Peruvian diplomats were expelled by Mexico.", "SANCTION", ["MEX"], ["PER"]),
        ("Egypt, which invaded Libya in 1977, signed nothing.", "ASSAULT", ["EGY"], ["LBY"]),
        ("Peru's visit to Chile was praised.", "CONSULT", ["PER"], ["CHL"]),
        ("Kenya urged Somalia to free the sailors.", "REQUEST", ["KEN"], ["SOM"]),
        ("Iran described the Saudi remarks as a provocation.", "ACCUSE", ["IRN"], ["SAU"]),
        ("India summoned the Canadian ambassador.", "ACCUSE", ["IND"], ["CAN"]),
        ("Brazil provided Cuba with medicines.", "AID", ["BRA"], ["CUB"]),
    ],
)
def test_a_directed_act(
    code: Code, text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    assert countries(only(code, text, event_type)) == (actors, recipients)


def test_all_parties_of_a_joint_act_are_actors(code: Code) -> None:
    event = only(code, "Greece, Cyprus and Egypt signed a treaty in Nicosia.", "SUPPORT")

    assert countries(event) == (["GRC", "CYP", "EGY"], [])


def test_an_exchange_of_fire_has_both_sides(code: Code) -> None:
    event = only(code, "Armenia and Azerbaijan exchanged fire on Tuesday.", "ASSAULT")

    assert countries(event) == (["ARM", "AZE"], [])


def test_a_meeting_of_three_is_multilateral(code: Code) -> None:
    event = only(code, "The foreign ministers of Egypt, Jordan and Iraq met in Amman.", "CONSULT")

    assert event.mode == "multilateral"


def test_a_talk_by_telephone_has_the_mode_phone(code: Code) -> None:
    event = only(code, "Emmanuel Macron spoke with Joe Biden by telephone.", "CONSULT")

    assert event.mode == "phone"


def test_a_meeting_is_no_visit(code: Code) -> None:
    assert only(code, "Emmanuel Macron met Olaf Scholz on Monday.", "CONSULT").mode is None


def test_what_one_agrees_is_one_event(code: Code) -> None:
    found = events(code, "Egypt and Israel reached an agreement in Cairo.")

    assert [e.rule.partition("+")[0] for e in found] == ["support.reach-deal"]


def test_a_verb_whose_lemma_the_parser_mistakes(code: Code) -> None:
    assert countries(only(code, "Emmanuel Macron dined with Xi Jinping.", "CONSULT"))[0] == [
        "FRA", "CHN",
    ]  # fmt: skip


def test_a_subject_that_the_parser_hangs_under_a_conjunction(code: Code) -> None:
    text = "Thousands have left the region since Azerbaijan retook the town on Sunday."

    assert countries(only(code, text, "ASSAULT"))[0] == ["AZE"]


def test_a_definite_meeting_is_one_already_told(code: Code) -> None:
    text = (
        "Xi Jinping and Joe Biden met in Bali on Monday. The market fell. "
        "The meeting lasted three hours."
    )

    recalled = [e for e in events(code, text) if "+recalled" in e.rule]

    assert [countries(e)[0] for e in recalled] == [["CHN", "USA"]]


def test_a_recalled_meeting_is_less_sure(code: Code) -> None:
    text = "Xi Jinping and Joe Biden met in Bali on Monday. The talks lasted three hours."

    told, recalled = events(code, text)

    assert recalled.confidence < told.confidence


def test_a_rejected_charge_answers_the_accuser(code: Code) -> None:
    text = "Chad accused Sudan of arming rebels. Sudan rejected the charge."

    assert countries(only(code, text, "REJECT")) == (["SDN"], ["TCD"])


def test_students_who_agree_are_no_event_of_states(code: Code) -> None:
    assert not events(code, "Peruvian students agreed to end the walkout.")


def test_the_lexicon_refuses_an_unknown_mode() -> None:
    row = {"id": "x", "verbs": ["meet"], "mode": "dance"}

    with pytest.raises(KnowledgeError, match="no type CONSULT with mode 'dance'"):
        lexicon._pattern(row, "CONSULT", "x.yaml")


def test_an_event_has_the_day_its_clause_gives(code: Code) -> None:
    event = only(code, "Olaf Scholz visited Kenya on 5 May 2023.", "CONSULT")

    assert event.when is not None
    assert (event.when.start, event.when.end) == (date(2023, 5, 5), date(2023, 5, 5))


def test_a_deadline_does_not_date_what_happened(code: Code) -> None:
    event = only(code, "Japan and India set a goal of doubling trade by 2030.", "AGREE")

    assert event.when is not None
    assert event.when.end == DAY


def test_the_year_of_a_contract_does_not_date_its_end(code: Code) -> None:
    event = only(code, "Kenya suspended a trade agreement of 2016 with Tanzania.", "SANCTION")

    assert event.when is not None
    assert event.when.end == DAY


def test_what_one_offers_is_no_event_besides_the_offer(code: Code) -> None:
    found = events(code, "Macron offered to negotiate with Putin.")

    assert [e.type for e in found] == ["AGREE"]


def test_a_meeting_on_which_all_agree_is_planned(code: Code) -> None:
    event = only(code, "Macron and Scholz agreed to meet in Berlin.", "CONSULT")

    assert event.status == "planned"


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("India, Japan hold first fighter drill", ["IND", "JPN"]),
        ("Ghana, Togo to talk sea border in Accra", ["GHA", "TGO"]),
        ("Old foes Armenia and Turkey met in Vienna.", ["ARM", "TUR"]),
        ("Norway's minister gathered with colleagues from Chad and Mali.", ["NOR", "TCD", "MLI"]),
    ],
)
def test_a_party_that_the_parser_left_aside_takes_part(
    code: Code, text: str, sides: list[str]
) -> None:
    assert countries(events(code, text)[0])[0] == sides


def test_an_official_of_an_organisation_acts_for_it(code: Code) -> None:
    event = only(code, "A U.N. envoy met the president of Haiti.", "CONSULT")

    assert event.actors[0].actor_id == "organisation/UN"


def test_a_ferry_mediates_between_no_one(code: Code) -> None:
    assert events(code, "A ferry shuttled between France and Britain.") == ()


def test_a_tourist_pays_no_visit(code: Code) -> None:
    assert events(code, "Chinese tourists flew to Thailand.") == ()
