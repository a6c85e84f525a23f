"""Disputes and ends of plans in whole reports, from their text to the ledger."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.cli.portrait import show_record
from communique.ledger import Ledger
from communique.pipeline import build
from communique.records import Commitment, Dispute

REPORTS = {
    "ram-1": ("Coral Wire", "2024-03-10", "MANILA - The Philippines said a Chinese coast guard ship rammed one of its supply boats near Second Thomas Shoal on Saturday."),  # noqa: E501
    "ram-2": ("Lotus News", "2024-03-11", "BEIJING - China said on Sunday that the Philippine supply boat had rammed its coast guard ship near Second Thomas Shoal."),  # noqa: E501
    "fire": ("Mekong Daily", "2024-03-05", "BANGKOK - Thai and Cambodian soldiers exchanged fire on Monday near the Preah Vihear temple, and each side accused the other of firing first."),  # noqa: E501
    "talks-1": ("Cape Wire", "2024-06-10", "PRETORIA - South Africa and Namibia held talks on their border in Windhoek from June 3 to June 7, South Africa's foreign ministry said."),  # noqa: E501
    "talks-2": ("Namib Post", "2024-06-11", "WINDHOEK - Three days of talks between Namibia and South Africa on their border ended in Windhoek on Friday without a result."),  # noqa: E501
    "arms-1": ("Gulf Herald", "2024-06-03", "NAIROBI - Kenya accused Uganda on Sunday of smuggling weapons to rebels in the north of the country."),  # noqa: E501
    "arms-2": ("Lake News", "2024-06-05", "KAMPALA - Uganda has denied that any weapons were sent to rebels in northern Kenya."),  # noqa: E501
    "sign-1": ("Isthmus Post", "2024-11-12", "BOGOTA - Colombia and Venezuela signed an agreement on border trade in Cucuta on Monday, the Colombian government said."),  # noqa: E501
    "sign-2": ("Caracas Line", "2024-11-13", "CARACAS - Venezuela denied on Tuesday that it had signed an agreement on border trade with Colombia in Cucuta."),  # noqa: E501
    "late-1": ("Baltic Times", "2024-05-01", "SANTIAGO - Chile and Norway agreed on Wednesday to open a joint research station in Punta Arenas within six months, the Chilean foreign ministry said."),  # noqa: E501
    "late-2": ("Southern Cross", "2024-12-20", "PUNTA ARENAS - Chile and Norway opened their joint research station in Punta Arenas on Thursday, seven weeks behind the date agreed in May."),  # noqa: E501
    "place": ("Harbour Echo", "2024-10-02", "BERN - The foreign ministers of Brazil and India met in Geneva on Tuesday and spoke about trade.\n\nCorrection: An earlier version of this report said the ministers met in Basel. They met in Geneva."),  # noqa: E501
    "day": ("Lagoon Post", "2024-10-22", "NAIROBI - The presidents of Kenya and Ghana met in Nairobi on Monday, October 21, and signed a tax treaty.\n\nAn earlier version of this article said the two met on October 20. It was October 21."),  # noqa: E501
    "toll-1": ("Delta Wire", "2024-02-10", "NIAMEY - At least 12 people were killed when a Chadian air force jet attacked a village in Niger near Diffa on Friday, officials in Niger said."),  # noqa: E501
    "toll-2": ("Sahel Post", "2024-02-12", "DIFFA - The death toll from the attack by a Chadian jet on a village in Niger near Diffa on Friday rose to 27, Niger's government said on Sunday. Last year 60 people were killed in a Chadian strike near Agadez. Two of the dead were Chadian."),  # noqa: E501
    "plan-1": ("Nile Courier", "2024-03-01", "CAIRO - Egyptian President Abdel Fattah al-Sisi will visit Turkey in April, the Turkish foreign ministry said on Friday."),  # noqa: E501
    "plan-2": ("Bosphorus Wire", "2024-04-10", "ANKARA - The visit of Egyptian President Abdel Fattah al-Sisi to Turkey, planned for April, has been postponed to September, Turkish officials said on Wednesday."),  # noqa: E501
    "plan-3": ("Delta News", "2024-09-05", "ANKARA - Egyptian President Abdel Fattah al-Sisi met Turkish President Recep Tayyip Erdogan in Ankara on Wednesday, his first visit to Turkey in 12 years."),  # noqa: E501
    "ask-1": ("Andes Wire", "2024-01-10", "SANTIAGO - Chilean President Gabriel Boric invited Brazilian President Luiz Inacio Lula da Silva to visit Santiago in the second half of the year, the Chilean foreign ministry said on Wednesday."),  # noqa: E501
    "ask-2": ("Pacific Herald", "2024-08-06", "SANTIAGO - Brazil's leader Luiz Inacio Lula da Silva arrived in Santiago on Monday and was received by Gabriel Boric at La Moneda palace."),  # noqa: E501
    "wheat": ("Plains Tribune", "2024-03-15", "ASTANA - Kazakhstan promised on Friday to send 20,000 tonnes of wheat to Tajikistan by the end of May."),  # noqa: E501
    "border": ("Sahel Report", "2024-10-01", "ABUJA - Nigeria and Benin agreed on Monday to hold talks on their border in Cotonou by the end of the year."),  # noqa: E501
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("told")
    rows = [
        {"id": name, "outlet": outlet, "published": day, "title": "", "text": text}
        for name, (outlet, day, text) in REPORTS.items()
    ]
    reports = folder / "reports.jsonl"
    reports.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    build([reports], folder / "told.db")
    with Ledger.open(folder / "told.db") as opened:
        yield opened


def said(ledger: Ledger, field: str, kind: str) -> list[set[str]]:
    """The values of all disputes of a field and kind."""
    return [
        {value.value for value in dispute.values}
        for dispute in ledger.disputes()
        if (dispute.field, dispute.kind) == (field, kind)
    ]


def told_of(ledger: Ledger, words: str) -> Commitment:
    return next(c for c in ledger.commitments() if words in c.what)


def test_two_reports_that_name_unlike_doers(ledger: Ledger) -> None:
    assert {"China, says Philippines", "Philippines, says China"} in said(
        ledger, "actor", "conflict"
    )


def test_each_side_blames_the_other_in_one_sentence(ledger: Ledger) -> None:
    assert {"Thailand, says Cambodia", "Cambodia, says Thailand"} in said(
        ledger, "actor", "conflict"
    )


def test_a_told_length_against_first_and_last_day(ledger: Ledger) -> None:
    assert {"5 days, 2024-06-03 to 2024-06-07", "3 days"} in said(ledger, "duration", "conflict")


def test_a_denial_in_another_report_answers_an_accusation(ledger: Ledger) -> None:
    assert {"claimed by Kenya", "denied by Uganda"} in said(ledger, "content", "denial")


def test_one_side_says_signed_and_the_other_denies_it(ledger: Ledger) -> None:
    assert {"told by Colombian government", "denied by Venezuela"} in said(
        ledger, "content", "denial"
    )


def test_a_fixed_day_that_was_missed_is_an_update(ledger: Ledger) -> None:
    assert {"due by 2024-11-01", "7 weeks late"} in said(ledger, "date", "update")


def test_a_place_and_a_day_that_an_outlet_takes_back(ledger: Ledger) -> None:
    assert said(ledger, "place", "correction") == [{"Basel (taken back)", "Geneva"}]
    assert said(ledger, "date", "correction") == [{"2024-10-20 (taken back)", "2024-10-21"}]


def test_a_toll_grows_and_older_tolls_and_parts_stay_out(ledger: Ledger) -> None:
    assert {"at least 12 people", "27 people"} in said(ledger, "quantity", "update")
    every = [value.value for d in ledger.disputes() for value in d.values]
    assert "60 people" not in every
    assert "2 people" not in every


def test_every_value_has_its_exact_words(ledger: Ledger) -> None:
    found: list[Dispute] = list(ledger.disputes())
    assert found
    for value in (value for dispute in found for value in dispute.values):
        text = ledger.document(value.document_id).text
        assert all(0 <= span.start < span.end <= len(text) for span in value.evidence)


def test_a_plan_put_off_is_due_on_its_new_day_and_kept_then(ledger: Ledger) -> None:
    plan = told_of(ledger, "visit Turkey in April")
    assert plan.due is not None
    assert str(plan.due.start) == "2024-09-01"
    assert plan.state == "fulfilled"
    assert plan.fulfilled_by is not None


def test_an_invitation_is_kept_by_a_visit_in_other_words(ledger: Ledger) -> None:
    invitation = told_of(ledger, "visit Santiago")
    assert (invitation.state, invitation.fulfilled_by is None) == ("fulfilled", False)


def test_a_day_that_passed_without_the_deed_lapses(ledger: Ledger) -> None:
    assert told_of(ledger, "wheat").state == "lapsed"


def test_what_is_not_yet_due_stays_open(ledger: Ledger) -> None:
    assert told_of(ledger, "talks on their border").state == "open"


def test_a_dispute_is_shown_by_its_sides(ledger: Ledger) -> None:
    dispute = next(d for d in ledger.disputes() if d.field == "duration")
    output = io.StringIO()
    show_record(ledger, "disputes", dispute, output)
    shown = " ".join(output.getvalue().split())
    assert "conflict: they cannot all be right" in shown
    assert "3 days (Namib Post; 2024-06-11; 1 source)" in shown
    assert "«Three days»" in shown
