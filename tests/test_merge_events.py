"""Events: which accounts tell of one happening, and what the merged event says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.intervals import intersect
from communique.merge import Merged, explain_event, merge
from communique.merge.sources import source_of
from communique.records import (
    Commitment,
    Document,
    Event,
    EventMention,
    Extraction,
    Party,
    Place,
    Status,
    When,
    document_id,
)
from communique.settings import MergeSettings
from communique.spans import Span

PUTIN = Party(name="Vladimir Putin", actor_id="person/vladimir-putin", country="RUS")
LAVROV = Party(
    name="Sergei Lavrov",
    actor_id="person/sergei-lavrov",
    country="RUS",
    office="foreign minister",
)
RUSSIA = Party(name="Russia", actor_id="state/RUS", country="RUS")
XI = Party(name="Xi Jinping", actor_id="person/xi-jinping", country="CHN")
WANG = Party(name="Wang Yi", actor_id="person/wang-yi", country="CHN")
CHINA = Party(name="China", actor_id="state/CHN", country="CHN")
MODI = Party(name="Narendra Modi", actor_id="person/narendra-modi", country="IND")

ASTANA = Place(name="Astana", country="KAZ", lat=51.18, lon=71.45)
MOSCOW = Place(name="Moscow", country="RUS", lat=55.75, lon=37.62)
KREMLIN = Place(name="Kremlin", country="RUS", lat=55.752, lon=37.618)
KAZAN = Place(name="Kazan", country="RUS", lat=55.79, lon=49.12)
CHINA_PLACE = Place(name="China", country="CHN")


def day(text: str) -> When:
    return When(
        start=date.fromisoformat(text),
        end=date.fromisoformat(text),
        precision="day",
        basis="explicit",
    )


def between(start: str, end: str) -> When:
    return When(start=date.fromisoformat(start), end=date.fromisoformat(end), precision="unknown")


def document(name: str, *, published: str | None = None, outlet: str | None = None) -> Document:
    text = " ".join(f"{name}{number}" for number in range(30))  # no two reports alike
    return Document(
        document_id=document_id(text),
        uri=f"memory:{name}",
        text=text,
        published=day(published) if published else None,
        outlet=outlet or f"Outlet {name}",
    )


def mention(
    of: Document,
    *actors: Party,
    kind: str = "CONSULT",
    to: tuple[Party, ...] = (),
    status: Status = "actual",
    when: When | None = None,
    place: Place | None = None,
    at: int = 0,
    mode: str | None = None,
) -> EventMention:
    parts = (of.document_id, kind, actors, to, status, when, place, at, mode)
    return EventMention(
        event_mention_id=f"mention-{document_id(repr(parts))[:12]}",
        document_id=of.document_id,
        type=kind,
        status=status,
        trigger=Span(at, at + 4),
        sentence=Span(0, 20),
        actors=actors,
        recipients=to,
        when=when,
        place=place,
        mode=mode,
    )


def merged(*pairs: tuple[Document, EventMention], settings: MergeSettings | None = None) -> Merged:
    documents = {d.document_id: d for d, _ in pairs}
    extractions = [
        Extraction(
            document_id=name,
            event_mentions=tuple(m for _, m in pairs if m.document_id == name),
        )
        for name in documents
    ]
    return merge(list(documents.values()), extractions, settings or MergeSettings())


def events_of(*mentions_of: tuple[Document, EventMention]) -> tuple[Event, ...]:
    return merged(*mentions_of).events


A, B, C = (document(name, published="2024-07-04") for name in "ABC")


def test_two_reports_of_one_meeting_are_one_event() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (B, mention(B, XI, PUTIN, when=day("2024-07-03"), place=ASTANA)),
    )
    assert event.reports == event.independent_sources == 2
    assert {p.name for p in event.actors} == {"Vladimir Putin", "Xi Jinping"}


def test_states_and_their_leaders_are_compatible() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"))),
        (B, mention(B, RUSSIA, CHINA, when=day("2024-07-03"))),
    )
    assert {p.name for p in event.actors} == {"Vladimir Putin", "Xi Jinping"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (mention(A, PUTIN, XI, when=day("2024-07-03")), {"when": day("2024-07-04")}),
        (mention(A, PUTIN, XI, place=ASTANA), {"place": CHINA_PLACE}),
        (mention(A, PUTIN, XI, place=MOSCOW), {"place": KAZAN}),
        (mention(A, PUTIN, XI), {"actors": (PUTIN, WANG)}),
        (mention(A, PUTIN, WANG), {"actors": (LAVROV, WANG)}),
        (mention(A, PUTIN, XI), {"actors": (PUTIN, MODI)}),
        (mention(A, PUTIN, XI), {"type": "AGREE"}),
        (mention(A, PUTIN, XI), {"status": "cancelled"}),
        (mention(A, PUTIN, XI, mode="phone"), {"mode": "meeting"}),
    ],
    ids=["date", "country", "city", "guest", "host", "counterpart", "type", "status", "mode"],
)
def test_contradicting_accounts_stay_apart(first: EventMention, second: dict[str, object]) -> None:
    when = first.when or day("2024-07-03")
    one = replace(first, when=when)
    other = replace(one, event_mention_id="mention-other", **second)  # type: ignore[arg-type]
    assert len(events_of((A, one), (A, other))) == 2


def test_undated_talks_stay_with_the_visit_that_their_report_tells() -> None:
    report, other = document("a"), document("b", published="2024-07-05")
    visit = mention(
        report, PUTIN, mode="visit", place=CHINA_PLACE, when=between("2024-05-01", "2024-05-31")
    )
    talks = mention(report, PUTIN, XI, at=40)
    elsewhere = mention(other, PUTIN, XI, place=ASTANA, when=day("2024-07-03"))
    events = events_of((report, visit), (report, talks), (other, elsewhere))
    assert sorted(len(event.event_mentions) for event in events) == [1, 2]
    [summit] = [event for event in events if event.place == ASTANA]
    assert summit.documents == (other.document_id,)


def test_a_telephone_call_is_nothing_held_in_a_town() -> None:
    first, second = document("a", published="2024-05-17"), document("b", published="2024-05-17")
    call = mention(first, PUTIN, XI, mode="phone", when=day("2024-05-16"))
    talks = mention(second, PUTIN, XI, place=ASTANA, when=day("2024-05-16"))
    somewhere = mention(second, PUTIN, XI, place=CHINA_PLACE, when=day("2024-05-16"))
    assert len(events_of((first, call), (second, talks))) == 2
    assert len(events_of((first, call), (second, somewhere))) == 1


def test_kremlin_and_moscow_are_one_place() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, WANG, place=KREMLIN, when=day("2024-07-03"))),
        (B, mention(B, PUTIN, WANG, place=MOSCOW, when=day("2024-07-03"))),
    )
    assert event.reports == 2


def test_undated_account_joins_by_persons_and_city_and_takes_the_date() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (B, mention(B, PUTIN, XI, place=ASTANA)),
    )
    assert event.when is not None
    assert event.when.start == date(2024, 7, 3)
    assert len(event.support["when"]) == 1


def test_meeting_after_publication_is_not_the_one_reported() -> None:
    early = document("early", published="2024-05-20")
    found = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"))),
        (early, mention(early, PUTIN, XI)),
    )
    assert len(found) == 2


def test_two_dated_meetings_do_not_join_through_an_undated_account() -> None:
    found = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (B, mention(B, PUTIN, XI, when=day("2024-07-01"), place=ASTANA)),
        (C, mention(C, PUTIN, XI, place=ASTANA)),
    )
    assert len(found) == 2


def test_retelling_within_a_report_is_one_event() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"))),
        (A, mention(A, PUTIN, XI, at=40)),
        (A, mention(A, at=30)),
    )
    assert len(event.event_mentions) == 3
    assert event.reports == 1


def test_accusations_in_opposite_directions_stay_apart() -> None:
    found = events_of(
        (A, mention(A, RUSSIA, kind="ACCUSE", to=(CHINA,))),
        (A, mention(A, CHINA, kind="ACCUSE", to=(RUSSIA,), at=9)),
    )
    assert len(found) == 2


def test_what_one_side_agrees_to_is_not_what_another_promises_it() -> None:
    found = events_of(
        (A, mention(A, CHINA, kind="AGREE", when=day("2024-07-03"))),
        (A, mention(A, RUSSIA, kind="AGREE", to=(CHINA,), when=day("2024-07-03"), at=9)),
    )
    assert len(found) == 2


def test_plan_and_meeting_stay_apart_without_exact_day_and_place() -> None:
    found = events_of(
        (A, mention(A, PUTIN, XI, status="planned")),
        (B, mention(B, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
    )
    assert len(found) == 2


def test_cancellation_outweighs_the_plan() -> None:
    october = between("2024-10-01", "2024-10-31")
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, status="planned", when=october, place=KAZAN)),
        (
            B,
            mention(B, PUTIN, XI, status="cancelled", when=day("2024-10-22"), place=KAZAN),
        ),
    )
    assert event.status == "cancelled"
    assert event.when is not None
    assert event.when.start == date(2024, 10, 22)


def test_visit_and_talks_with_the_host_merge() -> None:
    may = between("2024-05-16", "2024-05-17")
    (event,) = events_of(
        (A, mention(A, PUTIN, when=may, place=CHINA_PLACE, mode="visit")),
        (B, mention(B, PUTIN, XI, when=day("2024-05-16"), place=CHINA_PLACE)),
    )
    assert event.reports == 2


def test_one_agency_counts_once() -> None:
    wire = document("wire", outlet="Meridian", published="2024-07-03")
    relay = replace(document("relay", published="2024-07-04"), via=("Meridian",))
    own = document("own", published="2024-07-04")
    names = source_of([wire, relay, own])
    assert names[wire.document_id] == names[relay.document_id] != names[own.document_id]


def test_event_says_when_it_was_first_reported_and_why_it_is_one() -> None:
    early = document("early", published="2024-07-03")
    (event,) = events_of(
        (early, mention(early, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
    )
    assert event.first_reported is not None
    assert event.first_reported.start == date(2024, 7, 3)
    (why,) = event.why
    assert sorted(why["joined"]) == sorted(event.event_mentions)
    assert why["score"] > 0.5
    assert why["parts"]["place"] > 0


def test_event_id_stays_when_a_report_joins() -> None:
    first = (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA))
    late = document("late", published="2024-07-09")
    (alone,) = events_of(first)
    (joined,) = events_of(
        first, (late, mention(late, PUTIN, XI, when=day("2024-07-03"), place=ASTANA))
    )
    assert joined.event_id == alone.event_id


def test_explanation_names_parts_and_supporters() -> None:
    told = [
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (B, mention(B, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
    ]
    (event,) = events_of(*told)
    text = explain_event(event, [m for _, m in told], {d.document_id: d for d, _ in told})
    assert "1 with 2" in text
    assert "time (same days) +" in text
    assert "parties (same person, same person) +" in text
    assert "Outlet A" in text


def test_an_account_without_parties_does_not_keep_another_report_out() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (A, mention(A, when=day("2024-07-03"), place=ASTANA, at=30)),
        (B, mention(B, PUTIN, XI, when=day("2024-07-03"))),
    )
    assert event.reports == 2


def test_talks_and_the_agreement_signed_at_them_are_two_events() -> None:
    found = events_of(
        (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
        (A, mention(A, PUTIN, XI, kind="AGREE", when=day("2024-07-03"), place=ASTANA)),
    )
    assert {event.type for event in found} == {"CONSULT", "AGREE"}


def test_an_undated_account_is_bounded_by_the_dates_of_the_others() -> None:
    (event,) = events_of(
        (A, mention(A, PUTIN, XI, when=between("2024-07-01", "2024-07-04"), place=ASTANA)),
        (B, mention(B, PUTIN, XI, when=between("2024-07-03", "2024-07-09"), place=ASTANA)),
        (C, mention(C, PUTIN, XI, place=ASTANA)),
    )
    assert event.when is not None
    assert (event.when.start, event.when.end) == (date(2024, 7, 3), date(2024, 7, 4))


def test_two_venues_do_not_join_through_an_account_of_the_country() -> None:
    third = day("2024-07-03")
    found = events_of(
        (A, mention(A, PUTIN, WANG, when=third, place=MOSCOW)),
        (B, mention(B, PUTIN, WANG, when=third, place=KAZAN)),
        (C, mention(C, PUTIN, WANG, when=third, place=Place(name="Russia", country="RUS"))),
    )
    assert len(found) == 2


def test_two_counterparts_do_not_join_through_an_account_of_one_party() -> None:
    third = day("2024-07-03")
    found = events_of(
        (A, mention(A, PUTIN, XI, when=third, place=ASTANA)),
        (A, mention(A, PUTIN, MODI, when=third, place=ASTANA, at=50)),
        (A, mention(A, PUTIN, when=third, place=ASTANA, at=100)),
    )
    assert len(found) == 2


MANY = [
    (A, mention(A, PUTIN, XI, when=day("2024-07-03"), place=ASTANA)),
    (B, mention(B, PUTIN, XI, place=ASTANA)),
    (C, mention(C, RUSSIA, CHINA, when=between("2024-07-01", "2024-07-07"))),
    (A, mention(A, PUTIN, WANG, place=KREMLIN)),
    (B, mention(B, LAVROV, WANG, place=MOSCOW)),
    (C, mention(C, RUSSIA, kind="ACCUSE", to=(CHINA,))),
    (B, mention(B, PUTIN, XI, status="planned", place=KAZAN)),
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(MANY))
def test_order_of_input_changes_nothing(told: list[tuple[Document, EventMention]]) -> None:
    assert merged(*told) == merged(*MANY)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([A, B, C]),
            st.sampled_from([(PUTIN, XI), (PUTIN, WANG), (RUSSIA, CHINA), (PUTIN, MODI), (PUTIN,)]),
            st.sampled_from(
                [
                    *(None, day("2024-07-01"), day("2024-07-03"), day("2024-07-04")),
                    between("2024-07-02", "2024-07-03"),
                    between("2024-07-03", "2024-07-09"),
                ]
            ),
            st.sampled_from([None, ASTANA, MOSCOW, CHINA_PLACE]),
        ),
        max_size=12,
        unique_by=repr,
    )
)
def test_no_event_holds_a_contradiction(
    drawn: list[tuple[Document, tuple[Party, ...], When | None, Place | None]],
) -> None:
    told = [
        (of, mention(of, *parties, when=when, place=place, at=at))
        for at, (of, parties, when, place) in enumerate(drawn)
    ]
    by_id = {m.event_mention_id: m for _, m in told}
    found = events_of(*told)
    assert sorted(name for e in found for name in e.event_mentions) == sorted(by_id)
    for event in found:
        members = [by_id[name] for name in event.event_mentions]
        days = [m.when for m in members if m.when]
        assert all(intersect(one, other) for one in days for other in days)
        assert len({m.place.country for m in members if m.place}) <= 1
        assert len({p for m in members for p in m.actors if p in (XI, WANG, MODI)}) <= 1
        assert len({p.country for m in members for p in m.actors} - {"RUS"}) <= 1


INVITATION = Commitment(
    commitment_id="commitment-1",
    document_id=A.document_id,
    kind="invitation",
    by=(XI,),
    to=(PUTIN,),
    what="visit China",
    evidence=(Span(0, 6),),
)


def followed(
    commitment: Commitment, *told: tuple[Document, EventMention]
) -> tuple[Commitment, tuple[Event, ...]]:
    documents = {d.document_id: d for d in (A, *(d for d, _ in told))}
    extractions = [
        Extraction(
            document_id=name,
            event_mentions=tuple(m for _, m in told if m.document_id == name),
            commitments=(commitment,) if name == A.document_id else (),
        )
        for name in documents
    ]
    found = merge(list(documents.values()), extractions, MergeSettings())
    return found.commitments[0], found.events


def test_visit_to_the_host_fulfils_an_invitation() -> None:
    late = document("late", published="2024-09-04")
    visit = mention(late, PUTIN, XI, when=day("2024-09-03"), place=CHINA_PLACE)
    commitment, (event,) = followed(INVITATION, (late, visit))
    assert (commitment.state, commitment.fulfilled_by) == ("fulfilled", event.event_id)


def test_meeting_elsewhere_does_not_fulfil_an_invitation() -> None:
    late = document("late", published="2024-09-04")
    meeting = mention(late, PUTIN, XI, when=day("2024-09-03"), place=ASTANA)
    assert followed(INVITATION, (late, meeting))[0].state == "open"


def test_earlier_visit_does_not_fulfil_an_invitation() -> None:
    visit = mention(A, PUTIN, XI, when=day("2024-05-16"), place=CHINA_PLACE)
    assert followed(INVITATION, (A, visit))[0].state == "open"


def test_cancelled_visit_cancels_and_a_missed_date_lapses() -> None:
    late = document("late", published="2024-09-04")
    called_off = mention(late, PUTIN, XI, status="cancelled", place=CHINA_PLACE)
    assert followed(INVITATION, (late, called_off))[0].state == "cancelled"
    due = replace(INVITATION, due=between("2024-08-01", "2024-08-31"))
    other = mention(late, MODI, RUSSIA, when=day("2024-09-01"))
    assert followed(due, (late, other))[0].state == "lapsed"


def test_agreements_on_unlike_matters_stay_apart() -> None:
    text = (
        "Russia and China agreed on cheaper gas through newer pipelines. "
        "Russia and China agreed to free jailed fishermen soon."
    )
    of = replace(A, document_id=document_id(text), text=text)
    first, second = (
        replace(
            mention(of, RUSSIA, CHINA, kind="AGREE", when=day("2024-07-03"), at=at),
            sentence=Span(at, text.index(".", at) + 1),
        )
        for at in (0, text.index("Russia", 5))
    )
    assert len(events_of((of, first), (of, second))) == 2
