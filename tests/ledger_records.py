"""Records built by hand for the tests of ledger, export and command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from communique.ledger import AcrossDocuments, Coded, Ledger
from communique.records import (
    Actor,
    Capture,
    Coding,
    Commitment,
    CopyPassage,
    Dispute,
    DisputedValue,
    Document,
    Event,
    EventMention,
    Extraction,
    Figure,
    Mention,
    Office,
    Party,
    Place,
    Statement,
    Story,
    Time,
    When,
    content_id,
    document_id,
)
from communique.spans import Span

CODER = "coder-1"

AALTO = Party(name="Aino Aalto", actor_id="person/aino-aalto", country="FIN", office="president")
BERG = Party(name="Bo Berg", actor_id="person/bo-berg", country="SWE")
NATO = Party(name="NATO", actor_id="organisation/NATO")
HELSINKI = Place(name="Helsinki", country="FIN", geonames_id=658225)

TERN = (
    "Aino Aalto met Bo Berg in Helsinki on Monday. The talks lasted 40 minutes.\n\n"
    "“We will visit Stockholm in May,” Aalto said. Sanctions on timber were not discussed."
)
GULL = "President Aalto received Berg in Helsinki for half an hour. NATO was not mentioned."


def span(text: str, words: str) -> Span:
    """The span of ``words`` in ``text``, where they stand once."""
    (found,) = re.finditer(re.escape(words), text)
    return Span(*found.span())


def day(year: int, month: int, number: int) -> When:
    exact = date(year, month, number)
    return When(start=exact, end=exact, precision="day", basis="explicit")


def make_document(text: str, uri: str, outlet: str, published: When | None) -> Document:
    return Document(
        document_id=document_id(text),
        uri=uri,
        text=text,
        outlet=outlet,
        title=f"{outlet}: Aalto meets Berg",
        published=published,
        language="en",
    )


def meeting(document: Document, trigger: str, sentence: str) -> EventMention:
    where = span(document.text, trigger)
    return EventMention(
        event_mention_id=content_id("em", document.document_id, tuple(where)),
        document_id=document.document_id,
        type="CONSULT",
        mode="meet",
        status="actual",
        trigger=where,
        sentence=span(document.text, sentence),
        actors=(AALTO,),
        recipients=(BERG,),
        place=HELSINKI,
        when=day(2024, 4, 1),
        evidence=(where,),
        rule="consult.meet",
    )


def coded(document: Document, extraction: Extraction, coder_id: str = CODER) -> Coded:
    return Coded(
        document=document,
        captures=[Capture(document_id=document.document_id, uri=document.uri)],
        extraction=extraction,
        coding=Coding(
            document_id=document.document_id, coder_id=coder_id, status="ok", counts={"events": 1}
        ),
        sources={f"key of {document.uri}": document.uri},
    )


@dataclass(frozen=True)
class Sample:
    """Two reports of one meeting, and what merging makes of them."""

    tern: Coded
    gull: Coded
    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]
    commitments: tuple[Commitment, ...]
    groups: dict[str, tuple[str | None, str | None]]
    stories: tuple[Story, ...]
    copy_passages: tuple[CopyPassage, ...]


def _tern() -> Coded:
    document = make_document(TERN, "tern.txt", "The Tern", day(2024, 4, 2))
    identity = document.document_id
    extraction = Extraction(
        document_id=identity,
        times=(Time(start=38, end=44, type="DATE", value="2024-04-01", when=day(2024, 4, 1)),),
        mentions=(
            Mention(
                mention_id="m-0000000000000001",
                document_id=identity,
                span=Span(0, 10),
                kind="person",
                actor_id="person/aino-aalto",
            ),
        ),
        event_mentions=(meeting(document, "met", "Aino Aalto met Bo Berg in Helsinki on Monday."),),
        statements=(
            Statement(
                statement_id="st-0000000000000001",
                document_id=identity,
                speaker=AALTO,
                source=(Span(TERN.index("Aalto said"), TERN.index("Aalto said") + 5),),
                cue=(span(TERN, "said"),),
                content=(span(TERN, "We will visit Stockholm in May,"),),
                kind="direct",
                about=("state/SWE",),
            ),
        ),
        commitments=(
            Commitment(
                commitment_id="co-0000000000000001",
                document_id=identity,
                kind="pledge",
                by=(AALTO,),
                to=(BERG,),
                what="visit Stockholm",
                evidence=(span(TERN, "We will visit Stockholm in May"),),
                due=When(start=date(2024, 5, 1), end=date(2024, 5, 31), precision="month"),
            ),
        ),
        figures=(
            Figure(
                figure_id="fi-0000000000000001",
                document_id=identity,
                value=40,
                unit="minute",
                measure="length of talks",
                evidence=(span(TERN, "40 minutes"),),
                parties=(AALTO, BERG),
            ),
        ),
        actors=(
            Actor(
                actor_id="person/aino-aalto",
                name="Aino Aalto",
                kind="person",
                country="FIN",
                offices=(Office(title="president", of="state/FIN", start=date(2024, 3, 1)),),
            ),
            Actor(actor_id="person/bo-berg", name="Bo Berg", kind="person", basis="learned"),
        ),
    )
    return coded(document, extraction)


def _gull() -> Coded:
    document = make_document(GULL, "gull.txt", "The Gull", day(2024, 4, 3))
    extraction = Extraction(
        document_id=document.document_id,
        event_mentions=(
            meeting(
                document, "received", "President Aalto received Berg in Helsinki for half an hour."
            ),
        ),
        actors=(
            Actor(
                actor_id="person/aino-aalto",
                name="Aino Aalto",
                kind="person",
                aliases=("Aalto",),
                country="FIN",
                basis="learned",
            ),
        ),
    )
    return coded(document, extraction)


def sample() -> Sample:
    """Return the sample; equal each time."""
    tern, gull = _tern(), _gull()
    told = tuple(
        mention.event_mention_id
        for one in (tern, gull)
        for mention in one.extraction.event_mentions
    )
    event = Event(
        event_id="ev-0000000000000001",
        type="CONSULT",
        mode="meet",
        status="actual",
        actors=(AALTO,),
        recipients=(BERG,),
        place=HELSINKI,
        when=day(2024, 4, 1),
        event_mentions=told,
        documents=(tern.document.document_id, gull.document.document_id),
        reports=2,
        independent_sources=2,
        disputes=("di-0000000000000001",),
    )
    other = Event(
        event_id="ev-0000000000000002",
        type="AGREE",
        status="planned",
        actors=(BERG,),
        recipients=(NATO,),
        when=When(start=date(2023, 1, 1), end=date(2023, 12, 31), precision="year"),
        reports=1,
        independent_sources=1,
    )
    dispute = Dispute(
        dispute_id="di-0000000000000001",
        field="duration",
        kind="conflict",
        event_id=event.event_id,
        values=(
            DisputedValue(
                value="40 minutes",
                document_id=tern.document.document_id,
                evidence=(span(TERN, "40 minutes"),),
            ),
            DisputedValue(
                value="half an hour",
                document_id=gull.document.document_id,
                evidence=(span(GULL, "half an hour"),),
            ),
        ),
    )
    (promise,) = tern.extraction.commitments
    return Sample(
        tern=tern,
        gull=gull,
        events=(event, other),
        disputes=(dispute,),
        commitments=(
            Commitment(
                commitment_id=promise.commitment_id,
                document_id=promise.document_id,
                kind=promise.kind,
                by=promise.by,
                to=promise.to,
                what=promise.what,
                evidence=promise.evidence,
                due=promise.due,
                state="fulfilled",
                fulfilled_by=event.event_id,
            ),
        ),
        groups={
            tern.document.document_id: (None, "story-1"),
            gull.document.document_id: ("copy-1", "story-1"),
        },
        stories=(
            Story(
                story_id="story-1",
                title="Aalto meets Berg",
                when=When(start=date(2024, 4, 2), end=date(2024, 4, 3), precision="day"),
                documents=(tern.document.document_id, gull.document.document_id),
                events=(event.event_id,),
                reports=2,
                independent_sources=2,
            ),
        ),
        copy_passages=(
            CopyPassage(
                passage_id="passage-0000000000000001",
                document_id=gull.document.document_id,
                span=span(GULL, "in Helsinki"),
                original=tern.document.document_id,
                original_span=span(TERN, "in Helsinki"),
            ),
        ),
    )


def build_sample(path: Path | str) -> Sample:
    """Write the sample to a new ledger at ``path``."""
    made = sample()
    with Ledger.open(path, create=True) as ledger:
        ledger.write_documents([made.tern, made.gull])
        ledger.replace_merged(
            events=made.events,
            disputes=made.disputes,
            commitments=made.commitments,
            groups=made.groups,
            across=AcrossDocuments(stories=made.stories, copy_passages=made.copy_passages),
        )
    return made
