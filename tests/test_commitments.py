"""What counts as a commitment: its kind, its parties, its words, its due time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.extract import Context, DocumentParties
from communique.extract.commitments import find_commitments
from communique.extract.times import find_times
from communique.knowledge import load_knowledge
from communique.parse import SpacyParser
from communique.records import Commitment, Document, Party, When, document_id

PARSER = SpacyParser()
DAY = date(2024, 2, 14)


def read(text: str) -> tuple[Commitment, ...]:
    published = When(start=DAY, end=DAY, precision="day", basis="publication")
    document = Document(document_id=document_id(text), uri="test:", text=text, published=published)
    parsed = next(iter(PARSER.parse([text])))
    parties = DocumentParties(Context(document, parsed, load_knowledge()))
    return find_commitments(document, parsed, parties, find_times(parsed, DAY))


def only(text: str) -> Commitment:
    """Return the one commitment of a text."""
    commitments = read(text)
    assert len(commitments) == 1, [(c.kind, c.what) for c in commitments]
    return commitments[0]


def countries(parties: tuple[Party, ...]) -> list[str | None]:
    return [p.country for p in parties]


@pytest.mark.parametrize(
    ("text", "kind", "by", "to", "what"),
    [
        ("Emmanuel Macron invited Olaf Scholz to visit Paris.", "invitation", ["FRA"], ["DEU"],
         "visit Paris"),
        ("Emmanuel Macron invited Olaf Scholz to Paris.", "invitation", ["FRA"], ["DEU"],
         "to Paris"),
        ("Olaf Scholz was invited to Paris by Emmanuel Macron.", "invitation", ["FRA"], ["DEU"],
         "to Paris"),
        ("Antony Blinken handed over an invitation from Joe Biden to Narendra Modi to visit the "
         "White House.", "invitation", ["USA"], ["IND"], "visit the White House"),
        ("Germany promised Ukraine thirty tanks.", "pledge", ["DEU"], ["UKR"], "thirty tanks"),
        ("Norway vowed to send medicine to Ukraine.", "pledge", ["NOR"], ["UKR"],
         "send medicine to Ukraine"),
        ("Canada has committed to sending troops to Latvia.", "pledge", ["CAN"], ["LVA"],
         "sending troops to Latvia"),
        ("Kenya promised not to close its border with Somalia.", "pledge", ["KEN"], ["SOM"],
         "not to close its border with Somalia"),
        ("Japan said it would send an envoy to Jordan.", "pledge", ["JPN"], ["JOR"],
         "send an envoy to Jordan"),
        ("Egypt and Turkey agreed to exchange ambassadors.", "agreement", ["EGY", "TUR"],
         ["EGY", "TUR"], "exchange ambassadors"),
        ("Egypt agreed with Turkey to reopen the port.", "agreement", ["EGY"], ["TUR"],
         "reopen the port"),
        ("Egypt and Israel agreed on a ceasefire along the coast.", "agreement", ["EGY", "ISR"],
         ["EGY", "ISR"], "a ceasefire along the coast"),
        ("Iran signed an agreement with Iraq to build two dams.", "agreement", ["IRN"], ["IRQ"],
         "build two dams"),
        ("Chile and Peru set a goal of doubling their trade.", "agreement", ["CHL", "PER"],
         ["CHL", "PER"], "doubling their trade"),
        ("France plans to reopen its embassy in Syria.", "plan", ["FRA"], ["SYR"],
         "reopen its embassy in Syria"),
        ("Sergei Lavrov will visit Iran on Tuesday, Moscow said.", "plan", ["RUS"], ["IRN"],
         "visit Iran on Tuesday"),
        ("Ghana is due to host the summit in June.", "plan", ["GHA"], [],
         "host the summit in June"),
        ("Japan expects China to lift the ban.", "expectation", ["CHN"], ["JPN"], "lift the ban"),
        ("Macron expressed hope that Modi would attend the summit.", "expectation", ["IND"],
         ["FRA"], "attend the summit"),
        ("Xi Jinping is expected to visit France.", "expectation", ["CHN"], ["FRA"],
         "visit France"),
        ("Armenia hopes to join the European Union.", "expectation", ["ARM"], [None],
         "join the European Union"),
    ],
)  # fmt: skip
def test_kind_parties_and_words(
    text: str, kind: str, by: list[str], to: list[str | None], what: str
) -> None:
    commitment = only(text)
    assert (commitment.kind, commitment.what) == (kind, what)
    assert countries(commitment.by) == by
    assert countries(commitment.to) == to


def test_an_accepted_invitation_gives_two_commitments_with_parties_swapped() -> None:
    invitation, acceptance = read(
        "Narendra Modi invited Olaf Scholz to pay a visit to India in May, which the German "
        "chancellor accepted."
    )
    assert (invitation.kind, countries(invitation.by), countries(invitation.to)) == (
        "invitation", ["IND"], ["DEU"],
    )  # fmt: skip
    assert (acceptance.kind, countries(acceptance.by), countries(acceptance.to)) == (
        "acceptance", ["DEU"], ["IND"],
    )  # fmt: skip
    assert acceptance.what == invitation.what == "pay a visit to India in May"


def test_an_acceptance_answers_the_invitation_told_before() -> None:
    _, acceptance = read(
        "Emmanuel Macron invited Joe Biden to Paris. Biden has accepted the invitation."
    )
    assert countries(acceptance.by) == ["USA"]
    assert countries(acceptance.to) == ["FRA"]


def test_an_invitation_that_had_been_accepted_is_accepted_by_the_guest() -> None:
    _, acceptance = read(
        "Macron said he had invited Biden to visit Paris. The invitation had been accepted."
    )
    assert acceptance.kind == "acceptance"
    assert countries(acceptance.by) == ["USA"]


def test_who_accepts_to_visit_a_state_answers_that_state() -> None:
    commitment = only("Joe Biden accepted an invitation to visit Hungary.")
    assert commitment.kind == "acceptance"
    assert countries(commitment.to) == ["HUN"]


def test_the_host_of_a_revoked_invitation_is_the_state_to_be_visited() -> None:
    commitment = only("An invitation to Sergei Lavrov to visit Austria had been revoked.")
    assert (commitment.kind, commitment.state) == ("invitation", "cancelled")
    assert countries(commitment.by) == ["AUT"]
    assert countries(commitment.to) == ["RUS"]


def test_a_trip_called_off_is_a_cancelled_plan() -> None:
    commitment = only("Joe Biden called off his trip to Australia.")
    assert (commitment.kind, commitment.state) == ("plan", "cancelled")


def test_the_pronoun_after_a_verb_of_saying_is_the_speaker() -> None:
    commitment = only(
        "Olaf Scholz met Xi Jinping. Emmanuel Macron said he had invited Xi to Paris."
    )
    assert countries(commitment.by) == ["FRA"]


def test_a_dateline_is_not_who_agrees() -> None:
    commitment = only("CAIRO — Egypt and Sudan agreed on Monday to reopen the border.")
    assert countries(commitment.by) == ["EGY", "SDN"]


def test_the_due_time_is_the_one_in_the_words() -> None:
    commitment = only("Egypt and Sudan agreed on Monday to reopen the border on 1 May 2024.")
    assert commitment.due is not None
    assert (commitment.due.start, commitment.due.end) == (date(2024, 5, 1), date(2024, 5, 1))


def test_within_two_months_counts_from_publication() -> None:
    commitment = only("Egypt and Sudan agreed to reopen the border within two months.")
    assert commitment.due is not None
    assert (commitment.due.start, commitment.due.end) == (DAY, date(2024, 4, 14))


def test_the_place_of_a_visit_has_its_country() -> None:
    commitment = only("Sergei Lavrov will visit Turkey on Friday, Moscow said.")
    assert commitment.place is not None
    assert (commitment.place.name, commitment.place.country) == ("Turkey", "TUR")


def test_an_expectation_that_was_disappointed_is_not_open() -> None:
    commitment = only("Emmanuel Macron had planned to visit Germany in June.")
    assert commitment.state == "unknown"


def test_the_three_are_those_of_the_sentence_that_names_three() -> None:
    commitment = only(
        "Modi met Emmanuel Macron and Joe Biden. The three are to meet again in June."
    )
    assert countries(commitment.by) == ["IND", "FRA", "USA"]
    assert commitment.kind == "plan"


@pytest.mark.parametrize(
    ("text", "what", "condition"),
    [
        ("The United States would send aid if Sudan stopped the war, Blinken said.",
         "send aid", "if Sudan stopped the war"),
        ("Germany promised to send tanks to Ukraine if the United States did the same.",
         "send tanks to Ukraine", "if the United States did the same"),
        ("Turkey pledged to lift its veto on condition that Sweden changed its laws.",
         "lift its veto", "on condition that Sweden changed its laws"),
        ("Iran will return to the talks once sanctions are lifted, Tehran said.",
         "return to the talks", "once sanctions are lifted"),
    ],
)  # fmt: skip
def test_a_condition_stands_apart_from_the_deed(text: str, what: str, condition: str) -> None:
    commitment = only(text)
    assert (commitment.what, commitment.condition) == (what, condition)


@pytest.mark.parametrize(
    ("text", "host", "guest"),
    [
        ("Vladimir Putin turned down an invitation from Emmanuel Macron to visit Paris.",
         ["FRA"], ["RUS"]),
        ("Narendra Modi rejected Macron's invitation to attend the summit in Paris.",
         ["FRA"], ["IND"]),
        ("Emmanuel Macron invited Olaf Scholz to Paris, but the chancellor declined.",
         ["FRA"], ["DEU"]),
    ],
)  # fmt: skip
def test_a_refused_invitation_is_cancelled(text: str, host: list[str], guest: list[str]) -> None:
    commitment = only(text)
    assert (commitment.kind, commitment.state) == ("invitation", "cancelled")
    assert (countries(commitment.by), countries(commitment.to)) == (host, guest)


@pytest.mark.parametrize(
    ("text", "state", "what"),
    [
        ("Turkey kept its promise to ratify Sweden's accession.", "fulfilled",
         "ratify Sweden's accession"),
        ("Armenia broke its pledge to reopen the border with Azerbaijan.", "cancelled",
         "reopen the border with Azerbaijan"),
        ("Serbia backed out of its promise to recognise plates from Kosovo.", "cancelled",
         "recognise plates from Kosovo"),
    ],
)  # fmt: skip
def test_a_promise_that_was_kept_or_broken(text: str, state: str, what: str) -> None:
    commitment = only(text)
    assert (commitment.kind, commitment.state, commitment.what) == ("pledge", state, what)


def test_a_visit_that_did_not_take_place_ends_the_expectation_of_it() -> None:
    commitment = only(
        "Erdogan had expected to receive Putin in August, but that visit did not take place."
    )
    assert (commitment.kind, commitment.state) == ("expectation", "lapsed")


def test_a_trip_put_off_is_still_planned() -> None:
    assert only("Joe Biden postponed his trip to Australia.").state == "open"


@pytest.mark.parametrize(
    ("text", "by", "place"),
    [
        ("The next round of talks between Iran and the United States will take place in Muscat "
         "on Saturday.", ["IRN", "USA"], "Muscat"),
        ("A meeting between Iran and Iraq is to be held in Baghdad in May.", ["IRN", "IRQ"],
         "Baghdad"),
    ],
)  # fmt: skip
def test_a_happening_that_lies_ahead_is_planned_by_those_who_take_part(
    text: str, by: list[str], place: str
) -> None:
    commitment = only(text)
    assert (commitment.kind, countries(commitment.by)) == ("plan", by)
    assert commitment.place is not None
    assert commitment.place.name == place


def test_the_next_meeting_is_of_those_who_met() -> None:
    commitment = only(
        "Emmanuel Macron met Olaf Scholz in Rome. The next meeting is planned for June."
    )
    assert countries(commitment.by) == ["FRA", "DEU"]


def test_to_agree_on_a_day_to_meet_is_a_plan() -> None:
    commitment = only("Macron and Scholz agreed to meet again in Berlin on 5 September 2024.")
    assert commitment.kind == "plan"
    assert commitment.to == commitment.by


def test_the_passive_of_an_invitation_may_stand_before_it() -> None:
    commitment = only(
        "To the Iranian president was transmitted the invitation of King Salman to come to Riyadh."
    )
    assert (commitment.kind, countries(commitment.by)) == ("invitation", ["SAU"])
    assert countries(commitment.to) == ["IRN"]


def test_thanks_for_an_invitation_tell_who_invited() -> None:
    commitment = only("Olaf Scholz thanked Xi Jinping for the invitation to visit Beijing.")
    assert (countries(commitment.by), countries(commitment.to)) == (["CHN"], ["DEU"])


def test_nameless_groups_keep_their_plural() -> None:
    commitment = only(
        "Technical teams from Chad and Niger are expected to inspect the bridge in May."
    )
    assert [p.name for p in commitment.by] == [
        "technical teams of Chad",
        "technical teams of Niger",
    ]


def test_the_second_clause_of_an_agreement_counts_by_itself() -> None:
    first, second = read(
        "Macron met Scholz. The two agreed that the ambassador would go back next week, and that "
        "they would meet in Lisbon in May."
    )
    assert first.what == "the ambassador would go back next week"
    assert (second.kind, second.what) == ("plan", "meet in Lisbon in May")


@pytest.mark.parametrize(
    "text",
    [
        "Putin agreed to a slight decrease in the volume of trade with Turkey.",
        "Sergei Lavrov agreed that the talks in Geneva were useful.",
        "Poland refused to accept the invitation.",
        "Poland did not promise to send tanks.",
        "Sergei Lavrov will not visit Iran.",
        "No meeting between Putin and Biden is planned.",
        "Iran and Iraq had not agreed to exchange prisoners.",
        "Israel might send a delegation to Egypt.",
        "If Iran agreed to talks, the United States would lift sanctions.",
        "Canada urged China to promise that it would free the men.",
        "Washington denied that it had agreed to withdraw its troops from Iraq.",
        "Would Putin agree to meet Biden?",
        "Suppose Turkey agreed to leave the alliance.",
        "Russia would invite the president to Moscow.",
        "North Korea threatened to resume its tests.",
        "The company plans to build a plant.",
        "A singer promised to visit her mother.",
        "Belgium was not invited to the talks in Paris.",
        "A paper claimed that Iran had accepted every point.",
        "The European Union has decided to act.",
        "China and Russia aim to strengthen their position in the world.",
        "France declined to say whether Germany would send tanks.",
    ],
)
def test_what_is_no_commitment(text: str) -> None:
    assert read(text) == ()


def test_a_report_of_a_game_has_none() -> None:
    text = "The striker scored twice in the stadium. Ghana agreed to play Togo again in May."
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Norway pledged 20 million euros for Moldova.", "pledge", "20 million euros for Moldova"),
        ("Germany promised Ukraine two Patriot systems.", "pledge", "two Patriot systems"),
        (
            "Egypt reiterated its commitment to send troops to Somalia.",
            "pledge",
            "send troops to Somalia",
        ),
        (
            "Brazil said it would return the archive to Paraguay once the courts agreed.",
            "plan",
            "return the archive to Paraguay",
        ),
        (
            "Sudan rejected an invitation from Ethiopia to talks in Addis Ababa.",
            "invitation",
            "talks in Addis Ababa",
        ),
    ],
)
def test_what_is_promised_may_be_money_arms_or_things(text: str, kind: str, what: str) -> None:
    (one,) = read(text)
    assert (one.kind, one.what) == (kind, what)


_WORDS = st.sampled_from(
    ["Macron", "Biden", "Russia", "he", "they", "invited", "agreed", "to", "visit", "Paris",
     "promised", "that", "will", "would", "is", "expected", "accepted", "the invitation", "and",
     "on Monday", "within two months", "meet", ".", ",", '"', "not", "said", "hope", "which",
     "called off", "a trip", "plan", "by"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=16).map(" ".join))
def test_every_commitment_has_parties_words_and_spans_inside_the_text(text: str) -> None:
    commitments = read(text)
    assert len({c.commitment_id for c in commitments}) == len(commitments)
    for commitment in commitments:
        assert commitment.by
        assert commitment.what
        assert "\n" not in commitment.what
        assert all(span.of(text) for span in commitment.evidence)
        assert commitment.evidence[1].overlaps(commitment.evidence[0])
