"""Independent sources: on whose word each report gives an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from communique.merge import merge
from communique.merge.relays import find_relays
from communique.merge.tellers import Tellers, teller_key
from communique.records import Document, Event, When, document_id
from communique.settings import MergeSettings
from conftest import Code

DAY = date(2024, 5, 7)


@dataclass(frozen=True, kw_only=True)
class Told:
    text: str
    outlet: str
    agency: str | None = None
    via: tuple[str, ...] = ()
    day: date = DAY

    def document(self) -> Document:
        when = When(start=self.day, end=self.day, precision="day", basis="publication")
        return Document(
            document_id=document_id(self.text), uri=f"memory:{self.outlet}", text=self.text,
            outlet=self.outlet, agency=self.agency, via=self.via, published=when,
        )  # fmt: skip


def expulsion(code: Code, *reports: Told) -> Event:
    """The one merged event of reports that all tell how Chile expelled Peruvian diplomats."""
    documents = [told.document() for told in reports]
    extractions = [code(told.text, told.day) for told in reports]
    events = merge(documents, extractions, MergeSettings()).events
    return max((e for e in events if e.type == "SANCTION"), key=lambda e: e.reports)


def counts(event: Event) -> tuple[int, int]:
    return event.reports, event.independent_sources


OWN = "Chile expelled two Peruvian diplomats on Monday over leaked letters."
RELAYED = [
    "Chile expelled two Peruvian diplomats on Monday, TASS reported.",
    "TASS reported that on Monday Chile expelled two diplomats of Peru.",
    "According to the TASS news agency, Chile on Monday expelled two Peruvian diplomats.",
]


def test_three_outlets_that_relay_one_agency_and_one_correspondent_are_two_sources(
    code: Code,
) -> None:
    relays = [
        Told(text=text, outlet=outlet)
        for text, outlet in zip(RELAYED, ("Lagos Courier", "Oslo Post", "Perth Echo"), strict=True)
    ]
    event = expulsion(code, *relays, Told(text=OWN, outlet="Valdivia Times"))
    assert counts(event) == (4, 2)


def test_the_agency_that_is_relayed_and_its_relay_are_one_source(code: Code) -> None:
    relay = Told(text=RELAYED[0], outlet="Lagos Courier")
    wire = Told(text=OWN, outlet="TASS", agency="TASS")
    assert counts(expulsion(code, relay, wire)) == (2, 1)


def test_two_reports_of_one_outlet_are_one_source(code: Code) -> None:
    again = "On Monday Chile expelled two Peruvian diplomats, whom it accused of spying."
    reports = [Told(text=text, outlet="Valdivia Times") for text in (OWN, again)]
    assert counts(expulsion(code, *reports)) == (2, 1)


def test_own_reports_of_outlets_that_print_the_same_agency_elsewhere_stay_apart(
    code: Code,
) -> None:
    again = "On Monday Chile expelled two Peruvian diplomats, whom it accused of spying."
    printed = "Two Peruvian diplomats were expelled by Chile on Monday."
    event = expulsion(
        code,
        Told(text=OWN, outlet="Valdivia Times"),
        Told(text=printed, outlet="Valdivia Times", agency="Agence France-Presse"),
        Told(text=again, outlet="Oslo Post"),
        Told(text=RELAYED[0].replace("TASS", "AFP"), outlet="Oslo Post"),
    )
    assert counts(event) == (4, 3)


def test_a_relay_counts_for_its_fact_only(code: Code) -> None:
    """The rest of the report, with another event in it, is the outlet's own."""
    text = (
        "Peru's foreign minister met her Bolivian counterpart in La Paz on Sunday.\n\n"
        "Chile expelled two Peruvian diplomats on Monday, the Valdivia Times reported."
    )
    documents = [
        Told(text=text, outlet="Oslo Post").document(),
        Told(text=OWN, outlet="Valdivia Times").document(),
    ]
    extractions = [code(d.text, DAY) for d in documents]
    relays = find_relays(extractions, Tellers(documents))
    types = {m.type: relays.get(m.event_mention_id) for m in extractions[0].event_mentions}
    assert types["SANCTION"] == ("valdivia times",)
    assert types["CONSULT"] is None
    (event,) = [e for e in merge(documents, extractions, MergeSettings()).events if e.reports == 2]
    assert event.independent_sources == 1


def test_a_trimmed_copy_without_credit_rests_on_the_agency_of_its_group(code: Code) -> None:
    body = (
        "Chile expelled two Peruvian diplomats on Monday over leaked letters, a step that few in "
        "Santiago had expected before the winter recess of congress. The two had served at the "
        "embassy since March and left by road for Tacna with their families the same evening."
    )
    wire = Told(text=f"{body} Lima has promised an answer.", outlet="AFP", agency="AFP")
    trimmed = Told(text=body, outlet="Lagos Courier", day=date(2024, 5, 8))
    relay = Told(text=RELAYED[0].replace("TASS", "Agence France-Presse"), outlet="Oslo Post")
    assert counts(expulsion(code, wire, trimmed, relay)) == (3, 1)


def test_media_that_nobody_names_are_no_source_of_their_own(code: Code) -> None:
    first = Told(text=RELAYED[0].replace("TASS", "local media"), outlet="Lagos Courier")
    second = Told(text=RELAYED[2].replace("the TASS news agency", "newspapers"), outlet="Oslo Post")
    assert counts(expulsion(code, first, second)) == (2, 2)


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("Egypt expelled two Iranian envoys, the Baltic Herald reported.", ("baltic herald",)),
        ("Egypt expelled two Iranian envoys, MENA news agency said.", ("organisation/mena",)),
        ("Egypt expelled two Iranian envoys, state television said.", None),
        ("State TV said that Egypt expelled two Iranian envoys.", None),
        ("Egypt expelled two Iranian envoys, the foreign ministry said.", None),
        ("Egypt expelled two Iranian envoys, Egyptian newspapers reported.", None),
        (
            "Tasnim, citing TASS, reported that Egypt expelled two Iranian envoys.",
            ("organisation/tasnim", "organisation/tass"),
        ),
        (
            "Egypt's foreign minister told Al Jazeera that Egypt had expelled two Iranian envoys.",
            ("organisation/al-jazeera",),
        ),
        (
            "The news first appeared in the Nile Tribune on Sunday, the Nile Tribune said. "
            "Egypt expelled two Iranian envoys, the paper reported.",
            ("nile tribune",),
        ),
    ],
)
def test_who_passed_an_account_on(code: Code, sentence: str, chain: tuple[str, ...] | None) -> None:
    extraction = code(sentence, DAY)
    (mention,) = [m for m in extraction.event_mentions if m.type == "SANCTION"]
    assert find_relays([extraction], Tellers()).get(mention.event_mention_id) == chain


def test_a_paper_that_the_agency_spoke_to_relays_nobody_in_its_own_story(code: Code) -> None:
    text = "Egypt's foreign minister told Reuters that Egypt had expelled two Iranian envoys."
    document = Told(text=text, outlet="Oslo Post", agency="Reuters").document()
    (event,) = [
        e
        for e in merge([document], [code(text, DAY)], MergeSettings()).events
        if e.type == "SANCTION"
    ]
    assert event.independent_sources == 1


@pytest.mark.parametrize(
    "names",
    [
        ("AFP", "Agence France-Presse", "agence france presse"),
        ("The Associated Press", "AP", "Associated Press"),
        ("Andina", "Andina news agency", "the Andina agency"),
        ("The Nile Tribune", "Nile Tribune newspaper"),
    ],
)
def test_names_of_one_medium_have_one_key(names: tuple[str, ...]) -> None:
    assert len({teller_key(name) for name in names}) == 1


def test_agencies_of_different_nations_have_different_keys() -> None:
    assert teller_key("Polish Press Agency") != teller_key("Greek Press Agency")
