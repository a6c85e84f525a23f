"""A ledger of invented dealings, as large as wanted, from a seed.

The states, their people, towns and words are those of ``synthetic_news.py``: a few pairs have
dealings every day, most never; words follow Zipf's law. A story is one to three reports of one
pair. A report tells four happenings of its own and now and then one of another report of its
story. Happenings fall into ten years, three times as many in the last as in the first; a tenth have
no date, some are known to the month only. Nothing is parsed: every report comes as a coder would
have left it, and every event as merging would have made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from communique.ledger import Coded, Ledger
from communique.ontology import load_ontology
from communique.records import (
    Actor,
    Capture,
    Coding,
    Document,
    Event,
    EventMention,
    Extraction,
    Mention,
    Statement,
    When,
    content_id,
    document_id,
)
from communique.spans import Span
from synthetic_news import World, month_of

FIRST_DAY = date(2014, 1, 1)
DAYS = 3652
CODER = "synthetic"
BATCH = 16  # documents a transaction, as the main job stores
_AT_ONCE = 500
_REPORTS_OF_A_STORY = (1, 1, 1, 2, 3)
_OWN = 4  # happenings that a report tells first
_TOLD_TWICE = 0.2
_SENTENCE_WORDS = (9, 20)
_MORE_SENTENCES = (2, 8)
_OUTLETS = 400
_TYPES = (
    ("CONSULT", "meet", 1, 1.0), ("CONSULT", "visit", 1, 1.9), ("CONSULT", "phone", 1, 1.0),
    ("AGREE", None, 1, 3.0), ("SUPPORT", None, 1, 3.5), ("ACCUSE", "allege", 3, -2.0),
    ("REQUEST", None, 3, -0.3), ("REJECT", None, 3, -4.0), ("SANCTION", "expel", 4, -5.0),
    ("AID", None, 2, 7.0), ("COOPERATE", None, 2, 6.0), ("ASSAULT", None, 4, -9.5),
)  # fmt: skip
_TYPE_WEIGHTS = (20, 10, 6, 10, 10, 9, 8, 9, 8, 4, 3, 3)


@dataclass(frozen=True, slots=True)
class Story:
    """Coded reports, and the events that merging makes of them."""

    reports: tuple[Coded, ...]
    events: tuple[Event, ...]


def stories(events: int, seed: int = 7) -> Iterator[Story]:
    """Yield stories until they hold so many events; the same for the same seed."""
    world = World(seed)
    topics = sorted(load_ontology().contexts)
    made = 0
    while made < events:
        story = _story(world, topics, events - made)
        made += len(story.events)
        yield story


def coded_reports(events: int, seed: int = 7) -> Iterator[Coded]:
    """Yield the coded reports of as many events."""
    for story in stories(events, seed):
        yield from story.reports


def build_ledger(path: Path, events: int, seed: int = 7) -> None:
    """Write a ledger of so many events, the way a build does: reports first, then the merge."""
    with Ledger.open(path, create=True) as ledger:
        write_reports(ledger, coded_reports(events, seed), at_once=_AT_ONCE)
        ledger.replace_merged(
            events=(event for story in stories(events, seed) for event in story.events),
            disputes=(),
            commitments=(),
            groups={},
        )


def write_reports(ledger: Ledger, reports: Iterator[Coded], *, at_once: int = BATCH) -> None:
    """Write reports, so many in a transaction."""
    while batch := list(islice(reports, at_once)):
        ledger.write_documents(batch)


def _story(world: World, topics: Sequence[str], room: int) -> Story:
    draw = world.random
    pair = world.pair()
    drawn = draw.random()
    since = max(drawn, draw.random()) if draw.random() < 0.5 else drawn
    day = FIRST_DAY + timedelta(days=int(DAYS * since))
    reports: list[Coded] = []
    told: dict[str, list[EventMention]] = {}
    for _ in range(draw.choice(_REPORTS_OF_A_STORY)):
        own = min(_OWN, room - len(told))
        if own <= 0:
            break
        coded, mentions = _report(world, topics, pair, day, tuple(told.values()), own)
        reports.append(coded)
        for mention in mentions:
            told.setdefault(mention.rule, []).append(mention)
    return Story(tuple(reports), tuple(_event(several) for several in told.values()))


def _report(
    world: World,
    topics: Sequence[str],
    pair: tuple[str, str],
    day: date,
    earlier: Sequence[Sequence[EventMention]],
    own: int,
) -> tuple[Coded, list[EventMention]]:
    draw = world.random
    sentences = [_sentence(world) for _ in range(own + draw.randint(*_MORE_SENTENCES))]
    text = " ".join(sentences)
    document = Document(
        document_id=document_id(text), uri=f"synthetic:{draw.getrandbits(64):016x}", text=text,
        title=sentences[-1][:70], outlet=f"Outlet {draw.randrange(_OUTLETS)}", language="en",
        published=_day(day),
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
    return _coded(world, topics, document, mentions, spans), mentions


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


def _event(told: Sequence[EventMention]) -> Event:
    first = told[0]
    documents = tuple(mention.document_id for mention in told)
    mentions = tuple(mention.event_mention_id for mention in told)
    return Event(
        event_id=content_id("ev", first.event_mention_id), type=first.type, status=first.status,
        mode=first.mode, quad=first.quad, intensity=first.intensity, actors=first.actors,
        recipients=first.recipients, place=first.place, when=first.when, event_mentions=mentions,
        documents=documents, reports=len(told), captures=len(told),
        independent_sources=len(told), support={"type": mentions, "when": mentions},
    )  # fmt: skip


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
