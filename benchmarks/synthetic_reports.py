"""Invented reports of dealings, coded as a coder would have left them.

The states, their people, towns and words are those of ``synthetic_news.py``: a few pairs have
dealings every day, most never; words follow Zipf's law. A report tells four happenings of its own
and now and then one of another report of its story, makes a statement, now and then passes on a
promise and a figure, and may credit an agency. A tenth of the happenings have no date, some are
known to the month only. Nothing is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from communique.ledger import Coded
from communique.records import (
    Actor,
    Capture,
    Coding,
    Commitment,
    Document,
    EventMention,
    Extraction,
    Figure,
    Mention,
    Statement,
    When,
    content_id,
    document_id,
)
from communique.spans import Span
from synthetic_news import World, month_of

CODER = "synthetic"
_TOLD_TWICE = 0.2
_PROMISES = 0.4  # of reports
_DUE = 0.5  # of promises
_FIGURES = 0.5
_CREDITS = 0.3
_SENTENCE_WORDS = (9, 20)
_MORE_SENTENCES = (2, 8)
_OUTLETS = 400
_AGENCIES = 8
_TYPES = (
    ("CONSULT", "meet", 1, 1.0), ("CONSULT", "visit", 1, 1.9), ("CONSULT", "phone", 1, 1.0),
    ("AGREE", None, 1, 3.0), ("SUPPORT", None, 1, 3.5), ("ACCUSE", "allege", 3, -2.0),
    ("REQUEST", None, 3, -0.3), ("REJECT", None, 3, -4.0), ("SANCTION", "expel", 4, -5.0),
    ("AID", None, 2, 7.0), ("COOPERATE", None, 2, 6.0), ("ASSAULT", None, 4, -9.5),
)  # fmt: skip
_TYPE_WEIGHTS = (20, 10, 6, 10, 10, 9, 8, 9, 8, 4, 3, 3)


def report(
    world: World,
    topics: Sequence[str],
    pair: tuple[str, str],
    day: date,
    earlier: Sequence[Sequence[EventMention]],
    own: int,
) -> Coded:
    """Return a report of a pair, coded.

    Args:
        world: draws all that is drawn.
        topics: what statements may be about.
        pair: codes of the two states.
        day: on which it is published.
        earlier: the mentions of each happening that its story has told.
        own: how many happenings it tells first.
    """
    draw = world.random
    sentences = [_sentence(world) for _ in range(own + draw.randint(*_MORE_SENTENCES))]
    text = " ".join(sentences)
    document = Document(
        document_id=document_id(text), uri=f"synthetic:{draw.getrandbits(64):016x}", text=text,
        title=sentences[-1][:70], outlet=f"Outlet {draw.randrange(_OUTLETS)}", language="en",
        published=_day(day),
        agency=f"Agency {draw.randrange(_AGENCIES)}" if draw.random() < _CREDITS else None,
    )  # fmt: skip
    spans = _spans(sentences)
    mentions = [_mention(world, document, span, pair, day) for span in spans[:own]]
    if earlier and draw.random() < _TOLD_TWICE:
        first = draw.choice(earlier)[0]
        again = content_id("em", document.document_id, first.rule)
        mentions.append(
            replace(
                first,
                event_mention_id=again,
                document_id=document.document_id,
                sentence=spans[own],
                trigger=Span(spans[own].start, spans[own].start + 4),
            )
        )
    return _coded(world, topics, document, mentions, spans)


def _coded(
    world: World,
    topics: Sequence[str],
    document: Document,
    mentions: Sequence[EventMention],
    spans: Sequence[Span],
) -> Coded:
    draw, name = world.random, document.document_id
    people = {p.actor_id: p for m in mentions for p in (*m.actors, *m.recipients) if p.actor_id}
    extraction = Extraction(
        document_id=name,
        event_mentions=tuple(mentions),
        mentions=tuple(
            Mention(
                mention_id=content_id("m", name, actor_id), document_id=name, kind="person",
                span=Span(spans[0].start, spans[0].start + 5), actor_id=actor_id,
            )
            for actor_id in people
        ),
        statements=(
            Statement(
                statement_id=content_id("st", name), document_id=name,
                speaker=mentions[0].actors[0], source=(), cue=(), content=(spans[-1],),
                kind="indirect",
                topics=(draw.choice(topics),), event_mention_id=mentions[0].event_mention_id,
            ),
        ),
        commitments=_promises(world, document, mentions[0], spans[-1]),
        figures=_figures(world, document, mentions[0], spans[-1]),
        actors=tuple(
            Actor(actor_id=i, name=p.name, kind="person", country=p.country)
            for i, p in people.items()
        ),
    )  # fmt: skip
    counts = {"event_mentions": len(mentions), "mentions": len(people), "statements": 1}
    return Coded(
        document=document,
        captures=[Capture(document_id=name, uri=document.uri, outlet=document.outlet)],
        extraction=extraction,
        coding=Coding(document_id=name, coder_id=CODER, status="coded", counts=counts),
        sources={content_id("source", document.uri): document.uri},
    )


def _mention(
    world: World, document: Document, span: Span, pair: tuple[str, str], about: date
) -> EventMention:
    draw = world.random
    doers, targets = world.people(pair if draw.random() < 0.5 else pair[::-1])
    kind, mode, quad, intensity = draw.choices(_TYPES, _TYPE_WEIGHTS)[0]
    day = about + timedelta(days=draw.randint(-3, 3))
    trigger = Span(span.start, span.start + 4)
    return EventMention(
        event_mention_id=content_id("em", document.document_id, span.start),
        document_id=document.document_id, type=kind, mode=mode, quad=quad, intensity=intensity,
        status="actual", trigger=trigger, sentence=span, actors=doers, recipients=targets,
        place=draw.choice(world.towns[pair[0]]) if draw.random() < 0.58 else None,
        when=_when(world, day), evidence=(trigger,),
        rule=content_id("happening", document.document_id, span.start),
    )  # fmt: skip


def _promises(
    world: World, document: Document, told: EventMention, span: Span
) -> tuple[Commitment, ...]:
    if world.random.random() >= _PROMISES:
        return ()
    name = document.document_id
    due = date(world.random.randint(2014, 2026), world.random.randint(1, 12), 1)
    promise = Commitment(
        commitment_id=content_id("c", name), document_id=name,
        kind=world.random.choice(("pledge", "plan", "agreement", "invitation")),
        by=told.actors, to=told.recipients, what=span.of(document.text), evidence=(span,),
        due=month_of(due) if world.random.random() < _DUE else None,
        state=world.random.choice(("open", "open", "lapsed", "unknown")),
    )  # fmt: skip
    return (promise,)


def _figures(
    world: World, document: Document, told: EventMention, span: Span
) -> tuple[Figure, ...]:
    if world.random.random() >= _FIGURES:
        return ()
    name = document.document_id
    figure = Figure(
        figure_id=content_id("f", name), document_id=name, value=world.random.randint(2, 9000),
        unit=world.random.choice(("dollar", "people", "percent")),
        measure=" ".join(span.of(document.text).split()[:3]), evidence=(span,),
        parties=told.actors,
    )  # fmt: skip
    return (figure,)


def _when(world: World, day: date) -> When | None:
    drawn = world.random.random()
    if drawn < 0.1:
        return None
    return month_of(day) if drawn < 0.2 else _day(day)


def _day(day: date) -> When:
    return When(start=day, end=day, precision="day", basis="explicit")


def _sentence(world: World) -> str:
    count = world.random.randint(*_SENTENCE_WORDS)
    return " ".join(world.word() for _ in range(count)).capitalize() + "."


def _spans(sentences: Sequence[str]) -> list[Span]:
    found, at = [], 0
    for sentence in sentences:
        found.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    return found
