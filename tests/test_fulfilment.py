"""How a commitment ends: by its own report, by a later one, by an event, or by its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from communique.merge.fulfilment import follow_commitments
from communique.records import (
    Commitment,
    CommitmentState,
    Document,
    Event,
    EventMention,
    Party,
    Place,
    When,
    document_id,
)
from communique.spans import Span

MACRON = Party(name="Emmanuel Macron", actor_id="person/emmanuel-macron", country="FRA")
MODI = Party(name="Narendra Modi", actor_id="person/narendra-modi", country="IND")
INDIA = Place(name="Delhi", country="IND")
FRANCE = Place(name="Paris", country="FRA")


def on(day: str) -> When:
    return When(start=date.fromisoformat(day), end=date.fromisoformat(day), precision="day")


def report(text: str, published: str | None) -> Document:
    return Document(
        document_id=document_id(text),
        uri=f"test:{text}",
        text=text,
        published=on(published) if published else None,
    )


FIRST = report("first", "2024-01-10")
LATER = report("later", "2024-03-20")
UNDATED = report("undated", None)
DOCUMENTS = {d.document_id: d for d in (FIRST, LATER, UNDATED)}

PLAN = Commitment(
    commitment_id="cm-plan",
    document_id=FIRST.document_id,
    kind="plan",
    by=(MACRON,),
    to=(MODI,),
    what="visit India in March",
    evidence=(Span(0, 5),),
    place=INDIA,
)
CALLED_OFF = replace(
    PLAN,
    commitment_id="cm-called-off",
    document_id=LATER.document_id,
    what="his visit to India",
    state="cancelled",
)
VISIT = Event(
    event_id="event-visit",
    type="CONSULT",
    status="actual",
    actors=(MACRON,),
    recipients=(MODI,),
    place=INDIA,
    when=on("2024-03-15"),
    documents=(LATER.document_id,),
)


def told_in(document: Document, name: str) -> EventMention:
    whole = Span(0, len(document.text))
    return EventMention(
        event_mention_id=name, document_id=document.document_id, type="CONSULT", status="actual",
        trigger=whole, sentence=whole,
    )  # fmt: skip


def states(*commitments: Commitment, events: tuple[Event, ...] = ()) -> dict[str, CommitmentState]:
    followed = follow_commitments(commitments, events, {}, DOCUMENTS)
    return {c.commitment_id: c.state for c in followed}


def test_what_its_own_report_calls_off_stays_called_off() -> None:
    assert states(CALLED_OFF) == {"cm-called-off": "cancelled"}


def test_a_later_report_that_calls_it_off_ends_the_plan() -> None:
    assert states(PLAN, CALLED_OFF)["cm-plan"] == "cancelled"


def test_what_was_called_off_before_does_not_end_a_plan_made_since() -> None:
    earlier = replace(CALLED_OFF, document_id=FIRST.document_id)
    since = replace(PLAN, document_id=LATER.document_id)
    assert states(since, earlier)["cm-plan"] == "open"


def test_calling_off_a_visit_elsewhere_leaves_the_plan_open() -> None:
    assert states(PLAN, replace(CALLED_OFF, place=FRANCE))["cm-plan"] == "open"


def test_a_promise_told_as_kept_is_linked_to_the_deed() -> None:
    kept = replace(PLAN, document_id=LATER.document_id, state="fulfilled")
    (commitment,) = follow_commitments((kept,), (VISIT,), {}, DOCUMENTS)
    assert (commitment.state, commitment.fulfilled_by) == ("fulfilled", "event-visit")


def test_which_of_two_deeds_kept_a_promise_does_not_depend_on_the_ids_they_go_by() -> None:
    linked = []
    for names in (("event-1", "event-2"), ("event-2", "event-1")):
        first = replace(VISIT, event_id=names[0], event_mentions=("em-1",))
        second = replace(VISIT, event_id=names[1], event_mentions=("em-2",))
        mentions = {name: told_in(LATER, name) for name in ("em-1", "em-2")}
        (kept,) = follow_commitments((PLAN,), (first, second), mentions, DOCUMENTS)
        linked.append(next(e for e in (first, second) if e.event_id == kept.fulfilled_by))
    assert [event.event_mentions for event in linked] == [("em-1",), ("em-1",)]


def test_an_undated_copy_is_as_old_as_the_report_that_tells_it_alike() -> None:
    copy = replace(PLAN, commitment_id="cm-copy", document_id=UNDATED.document_id)
    assert states(copy, events=(VISIT,)) == {"cm-copy": "open"}
    assert states(PLAN, copy, events=(VISIT,)) == {"cm-plan": "fulfilled", "cm-copy": "fulfilled"}


def test_a_plan_that_had_been_given_up_is_not_kept_late() -> None:
    given_up = replace(PLAN, due=on("2024-02-01"), state="unknown")
    assert states(given_up, events=(VISIT,))["cm-plan"] != "fulfilled"
    assert states(replace(given_up, state="open"), events=(VISIT,))["cm-plan"] == "fulfilled"


JAISHANKAR = Party(
    name="Subrahmanyam Jaishankar", actor_id="person/subrahmanyam-jaishankar", country="IND",
    office="foreign minister",
)  # fmt: skip
STATES = (
    Party(name="France", actor_id="state/FRA", country="FRA"),
    Party(name="India", actor_id="state/IND", country="IND"),
)
INVITED = replace(
    PLAN, commitment_id="cm-invited", kind="invitation", to=(JAISHANKAR,), what="to Paris",
    place=FRANCE,
)  # fmt: skip
TALKS = replace(VISIT, actors=STATES, recipients=(), place=FRANCE)


def test_an_invitation_of_one_person_is_not_kept_by_talks_of_the_two_states() -> None:
    assert states(INVITED, events=(TALKS,))["cm-invited"] == "open"


def test_an_invitation_is_not_kept_by_the_visit_of_another_of_that_country() -> None:
    of_another = replace(TALKS, actors=(MODI, STATES[1]), recipients=(MACRON,))
    assert states(INVITED, events=(of_another,))["cm-invited"] == "open"


def test_an_invitation_is_kept_when_the_guest_comes_to_the_state() -> None:
    came = replace(TALKS, actors=(JAISHANKAR,), recipients=(STATES[0],))
    assert states(INVITED, events=(came,))["cm-invited"] == "fulfilled"


def test_an_invitation_is_kept_by_a_guest_told_by_the_office_alone() -> None:
    minister = Party(name="Indian foreign minister", country="IND", office="foreign minister")
    came = replace(TALKS, actors=(minister,), recipients=(STATES[0],))
    of_office = replace(INVITED, to=(minister,))
    assert states(of_office, events=(came,))["cm-invited"] == "fulfilled"


def test_a_meeting_agreed_on_is_not_kept_by_a_call() -> None:
    meeting = replace(PLAN, place=None, what="meet again soon")
    call = replace(VISIT, mode="phone", place=None)
    assert states(meeting, events=(call,))["cm-plan"] == "open"
    assert states(replace(meeting, what="speak again soon"), events=(call,))["cm-plan"] == (
        "fulfilled"
    )


def test_a_call_agreed_on_is_not_kept_by_a_visit() -> None:
    call = replace(PLAN, place=None, what="speak by telephone next week")
    assert states(call, events=(VISIT,))["cm-plan"] == "open"


def test_a_visit_to_a_country_is_not_kept_by_a_meeting_at_no_known_place() -> None:
    assert states(PLAN, events=(replace(VISIT, place=None),))["cm-plan"] == "open"


_STATES = st.sampled_from(["open", "cancelled", "fulfilled", "unknown"])
_DAYS = st.sampled_from(["2024-01-01", "2024-03-01", "2024-06-01", None])


@given(st.lists(st.tuples(_STATES, _DAYS, st.booleans()), max_size=6), st.booleans())
def test_none_is_lost_and_an_end_once_told_holds(
    told: list[tuple[CommitmentState, str | None, bool]], visited: bool
) -> None:
    commitments = [
        replace(
            PLAN,
            commitment_id=f"cm-{index}",
            document_id=(FIRST if early else LATER).document_id,
            state=state,
            due=on(day) if day else None,
        )
        for index, (state, day, early) in enumerate(told)
    ]
    events = (VISIT,) if visited else ()
    followed = follow_commitments(commitments, events, {}, DOCUMENTS)
    assert {c.commitment_id for c in followed} == {c.commitment_id for c in commitments}
    for commitment in followed:
        before = commitments[int(commitment.commitment_id.removeprefix("cm-"))]
        if before.state in ("cancelled", "fulfilled"):
            assert commitment.state == before.state
        if commitment.fulfilled_by is not None:
            assert commitment.state == "fulfilled"
