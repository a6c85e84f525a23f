"""Whether an event happened: the status that the words above its trigger give it."""

from __future__ import annotations

import pytest
from tests.conftest import Code

from communique.extract.factuality_words import load_factuality


@pytest.mark.parametrize(
    ("text", "event_type", "status"),
    [
        ("Macron met Scholz in Berlin.", "CONSULT", "actual"),
        ("Macron will meet Scholz in Berlin.", "CONSULT", "planned"),
        ("Macron hopes to meet Scholz in Berlin.", "CONSULT", "planned"),
        ("Macron hoped to meet Scholz in Berlin.", "CONSULT", "planned"),
        ("Macron wanted to meet Scholz in Berlin.", "CONSULT", "proposed"),
        ("Macron should meet Scholz in Berlin.", "CONSULT", "proposed"),
        ("Macron may meet Scholz in Berlin.", "CONSULT", "proposed"),
        ("Macron may have met Scholz in Berlin.", "CONSULT", "alleged"),
        ("Macron could have met Scholz in Berlin.", "CONSULT", "conditional"),
        ("If Merz agrees, Macron will travel to Germany.", "CONSULT", "conditional"),
        ("Kenya is likely to expel two Somali diplomats.", "SANCTION", "planned"),
        ("Mali is about to leave the African Union.", "SANCTION", "planned"),
        ("Kenya to invite Somalia, says minister", "REQUEST", "planned"),
        ("Poland is weighing whether to expel Belarusian diplomats.", "SANCTION", "proposed"),
        ("Kenya ought to expel two Somali diplomats, a paper argues.", "SANCTION", "proposed"),
        ("Slovenia became the first EU country to ban trade with Israel.", "SANCTION", "actual"),
        ("Chile is said to have expelled two Peruvian diplomats.", "SANCTION", "alleged"),
        ("Chile has reportedly expelled two Peruvian diplomats.", "SANCTION", "alleged"),
        ("If Macron meets Scholz, markets will rise.", "CONSULT", "conditional"),
        ("Had Macron met Scholz, markets would have risen.", "CONSULT", "conditional"),
        ("Did Macron meet Scholz in Berlin?", "CONSULT", "conditional"),
        ("Chad warned Kenya against expelling Sudanese diplomats.", "SANCTION", "conditional"),
        ("Chad will not hesitate to expel Sudanese diplomats.", "SANCTION", "proposed"),
        ("In a telephone call with Putin, Macron proposed a truce.", "CONSULT", "actual"),
        ("Macron called off a visit to Kenya.", "CONSULT", "cancelled"),
        ("Macron was to have met Scholz in Berlin.", "CONSULT", "cancelled"),
        ("The meeting between Macron and Scholz did not take place.", "CONSULT", "cancelled"),
        ("A meeting between Macron and Scholz is planned for May.", "CONSULT", "planned"),
        ("Russia denied attacking Ukraine.", "ASSAULT", "denied"),
        ("Russia and Iran denied that an arms deal was signed.", "SUPPORT", "denied"),
        ("Egypt asked for help after Israel's attack on Syria.", "ASSAULT", "actual"),
        ("Poland will expel three Belarusian diplomats.", "SANCTION", "actual"),
        ("Theresa May spoke. May accused Moscow of lying.", "ACCUSE", "actual"),
    ],
)
def test_status(code: Code, text: str, event_type: str, status: str) -> None:
    found = [e for e in code(text).event_mentions if e.type == event_type]

    assert [e.status for e in found] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Macron did not meet Scholz in Berlin.",
        "Macron never visited Kenya.",
        "No agreement was signed by Egypt and Israel.",
        "No meeting between Macron and Scholz took place.",
        "Neither Egypt nor Israel signed the treaty.",
        "Japan and Kenya continue to cooperate.",
        "Russian soldiers did not shell or bomb Ukraine.",
        "Kenya has at no time blamed Somalia for the blast.",
        "Kenya has neither expelled nor arrested Somali diplomats.",
        "Ethiopian soldiers fired on nobody in Eritrea.",
        "In the new thriller a Soviet colonel threatens Norway.",
        "Rather than a clash between Chad and Sudan, it was a quarrel of herders.",
        "The film shows how Israel attacked Egypt.",
        "Kenya almost expelled the Ugandan ambassador.",
        "Russia often bombs Ukrainian cities at night.",
        "An Iranian attack on Israel is unlikely, officials said.",
        "Japan battled Australia for the gold medal.",
        "France attacked Argentina from the first minute and won.",
        "Japan used to visit Kenya every spring.",
    ],
)
def test_what_did_not_happen_is_no_event(code: Code, text: str) -> None:
    assert not code(text).event_mentions


def test_a_refusal_is_its_own_event_and_not_the_one_refused(code: Code) -> None:
    found = code("Hungary refused to sign the treaty with Ukraine.").event_mentions

    assert [e.type for e in found] == ["REJECT"]


def test_what_is_ruled_out_did_not_happen(code: Code) -> None:
    found = code("Malaysia has ruled out sending troops to Kenya.").event_mentions

    assert {e.type for e in found} <= {"REJECT"}


def test_the_accused_is_the_doer_of_the_alleged_deed(code: Code) -> None:
    found = code("Chad accused Sudan of shelling Kenyan soldiers.").event_mentions

    assert [
        ([a.country for a in e.actors], e.status) for e in found if e.type == "ASSAULT"
    ] == [(["SDN"], "alleged")]  # fmt: skip


def test_a_denial_stands_beside_the_event_denied(code: Code) -> None:
    found = code("Russia denied attacking Ukraine.").event_mentions

    assert {(e.type, e.status) for e in found} == {("REJECT", "actual"), ("ASSAULT", "denied")}


def test_the_clause_after_a_semicolon_does_not_deny_the_one_before(code: Code) -> None:
    text = "India summoned the Nepalese ambassador, media reported; the embassy did not confirm it."

    assert [e.type for e in code(text).event_mentions] == ["ACCUSE"]


def test_reports_count_what_they_dropped(code: Code) -> None:
    assert code("Macron did not meet Scholz.").reasons == ("1 events not coded: negated",)


def test_what_is_denied_is_not_what_is_refused() -> None:
    words = load_factuality()

    assert words.governors["deny"] == "denied"
    assert words.governors["refuse"] == "averted"
