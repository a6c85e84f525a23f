"""A world of invented diplomacy and the reports it gave rise to, as many as wanted, from a seed.

For what needs ten thousand reports and the truth about them: how time grows with their number, and
weights of evidence. No text is parsed: each report comes with its event mentions, as a coder would
have left them, gaps and all, and with the happening that each mention tells of.

States differ in weight as in the news: a few pairs have dealings every day, most never. A story
is a chain of up to four happenings of one pair, often of one type; half of the reports recall an
earlier story of the same pair. The shares below lie near those that our coder left in some four
hundred English reports; what is not known of those, such as how often one reporter's visit is
another's meeting, is a guess.
Words are made of syllables and drawn by Zipf's law; a story has words of its own.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, combinations

from communique.intervals import month_interval, year_interval
from communique.knowledge.states import load_states
from communique.records import (
    Document,
    EventMention,
    Extraction,
    Party,
    Place,
    Status,
    When,
    content_id,
    document_id,
)
from communique.spans import Span

START = date(2021, 1, 1)
DAYS = 730
STATES = 120
_OUTLETS = 400
_VOCABULARY = 20_000
_REPORTS_OF_A_STORY = (1, 1, 1, 2, 2, 3, 4, 6, 10, 24)
_COPIES = 0.3
_SENTENCES = (9, 20)
_SENTENCE_WORDS = (9, 20)

_NEWS_DATED = (0.6, 0.3, 0.1)  # shares of mentions dated to the day, more widely, not at all
_RECALLED_DATED = (0.2, 0.4, 0.4)
_PLACED = 0.58
_STATE_FOR_PERSON = 0.35
_ONE_PARTY = 0.07
_NO_MODE = 0.55
_OTHER_MODE = 0.3
_ORIGINAL_CAMEO = 0.8
_COUNTRY_FOR_TOWN = 0.2
_THREE = 0.1
_WHO = (10, 7, 2, 1, 1)
_RECALLS = 0.5  # of reports, one earlier happening of the pair
_TOLD_AGAIN = 0.4  # for each of three chances, in one report
_AGAIN = 0.5  # of a chain's happenings that are of the same type as the one before
_TYPES: tuple[tuple[str, str | None, str], ...] = (
    ("CONSULT", "meet", "040"), ("CONSULT", "visit", "042"), ("CONSULT", "phone", "041"),
    ("AGREE", None, "057"), ("SUPPORT", None, "051"), ("ACCUSE", "allege", "112"),
    ("REQUEST", None, "020"), ("REJECT", None, "120"), ("SANCTION", "expel", "163"),
    ("AID", None, "070"), ("COOPERATE", None, "060"), ("ASSAULT", None, "190"),
)  # fmt: skip
_TYPE_WEIGHTS = (20, 10, 6, 10, 10, 9, 8, 9, 8, 4, 3, 3)
_CLOSE_TO = {"040": "046", "042": "043", "057": "050", "051": "050", "112": "110", "020": "023"}


@dataclass(frozen=True, slots=True)
class Happening:
    """What took place: the truth that mentions tell in part."""

    name: str
    type: str
    mode: str | None
    cameo: str
    day: date
    place: Place
    doers: tuple[Party, ...]
    targets: tuple[Party, ...]
    story: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report, what a coder found in it, and the truth: ``tells`` is a happening by mention."""

    document: Document
    extraction: Extraction
    tells: dict[str, str]
    story: str
    copy_of: str | None


class World:
    """States, persons, towns and words, all from one seed."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = _words(self.random, _VOCABULARY)
        self._zipf = list(accumulate(1 / (rank + 5) for rank in range(_VOCABULARY)))
        self._names = {code: state.name for code, state in load_states().items()}
        self.states = self.random.sample(sorted(self._names), STATES)
        self.towns = {state: self._towns_of(state) for state in self.states}
        self.persons = {state: self._persons_of(state) for state in self.states}
        weights = [1 / (rank + 1) ** 1.1 for rank in range(STATES)]
        self._pairs = list(combinations(range(STATES), 2))
        self._pair_weights = list(accumulate(weights[a] * weights[b] for a, b in self._pairs))

    def word(self) -> str:
        """Draw a word, common ones often."""
        return self.words[bisect(self._zipf, self.random.random() * self._zipf[-1])]

    def pair(self) -> tuple[str, str]:
        """Draw two states, weighty ones often, in either order."""
        drawn = bisect(self._pair_weights, self.random.random() * self._pair_weights[-1])
        first, second = self._pairs[drawn]
        order = self.random.choice(((first, second), (second, first)))
        return self.states[order[0]], self.states[order[1]]

    def _towns_of(self, state: str) -> list[Place]:
        lat, lon = self.random.uniform(-55, 65), self.random.uniform(-170, 170)
        return [
            Place(
                name=self.words[self.random.randrange(500, _VOCABULARY)].title(), country=state,
                lat=round(lat + self.random.uniform(-4, 4), 2),
                lon=round(lon + self.random.uniform(-4, 4), 2),
            )
            for _ in range(4)
        ]  # fmt: skip

    def _persons_of(self, state: str) -> list[Party]:
        """Holders of three offices, and two who act without one."""
        offices = ("president", "foreign minister", "defence minister")
        return [
            *(
                Party(name=f"{o} {state}", actor_id=f"person/{o}-{state}", country=state, office=o)
                for o in offices
            ),
            Party(name=f"Union of {state}", actor_id=f"organisation/{state}"),
            Party(name=f"rebels near {self.towns[state][0].name}"),
        ]

    def country(self, state: str) -> Place:
        """Return the whole of a state as a place."""
        return Place(name=self._names[state], country=state)

    def people(self, pair: tuple[str, str]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Draw who acts for two states; now and then a third takes part."""
        doer, target = (self.random.choices(self.persons[s], _WHO)[0] for s in pair)
        if self.random.random() >= _THREE:
            return (doer,), (target,)
        third = self.random.choice(self.states[:20])
        more = self.persons[third][0]
        return ((doer,), (target,)) if third in pair else ((doer, more), (target,))


def reports(count: int, seed: int = 7) -> Iterator[Report]:
    """Yield ``count`` reports, story by story; the same for the same seed and count.

    All fall into two years however many they are, so that more reports mean more on one day.
    """
    world = World(seed)
    past: dict[frozenset[str], list[Happening]] = {}
    written, number = 0, 0
    while written < count:
        number += 1
        for report in _story(world, f"story-{number}", past):
            if written == count:
                return
            written += 1
            yield report


def _words(draw: random.Random, count: int) -> list[str]:
    starts, ends = (
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl"],
        ["a", "e", "i", "o", "u", "an", "er", "in", "ol"],
    )
    syllables = [one + other for one in starts for other in ends]
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.choices(syllables, k=draw.randint(2, 4)))] = None
    return list(found)


def _story(
    world: World, name: str, past: dict[frozenset[str], list[Happening]]
) -> Iterator[Report]:
    draw = world.random
    pair = world.pair()
    chain = _chain(world, name, pair)
    earlier = past.setdefault(frozenset(pair), [])
    own_words = [world.words[draw.randrange(300, _VOCABULARY)] for _ in range(8)]
    originals: list[Report] = []
    for _ in range(draw.choice(_REPORTS_OF_A_STORY)):
        if originals and draw.random() < _COPIES:
            yield _copy(world, draw.choice(originals))
            continue
        originals.append(_original(world, chain, earlier, own_words))
        yield originals[-1]
    earlier += chain
    del earlier[:-20]


def _chain(world: World, story: str, pair: tuple[str, str]) -> list[Happening]:
    draw = world.random
    begins = START + timedelta(days=draw.randrange(DAYS))
    town = draw.choice(world.towns[draw.choice(pair)])
    people = world.people(pair)
    found: list[Happening] = []
    kind, mode, cameo = draw.choices(_TYPES, _TYPE_WEIGHTS)[0]
    day = begins
    for number in range(draw.randint(1, 4)):
        if number and draw.random() < 0.3:
            town = draw.choice(world.towns[draw.choice(pair)])
        if number and draw.random() < _AGAIN:
            day += timedelta(days=draw.choice((1, 1, 2, 3, 7, 30, 90)))
        elif number:
            kind, mode, cameo = draw.choices(_TYPES, _TYPE_WEIGHTS)[0]
            day += timedelta(days=draw.choice((0, 0, 0, 1, 3)))
            people = world.people(pair) if draw.random() < 0.3 else people
        name = f"{story}/{number}"
        doers, targets = people if draw.random() < 0.7 else people[::-1]
        found.append(Happening(name, kind, mode, cameo, day, town, doers, targets, story))
    return found


def _original(
    world: World, chain: Sequence[Happening], past: Sequence[Happening], own: Sequence[str]
) -> Report:
    draw = world.random
    published = draw.choice(chain).day + timedelta(days=draw.choice((0, 0, 0, 1, 1, 2, 5, 20)))
    told = [h for h in chain if draw.random() < 0.7] or [chain[0]]
    known = [h for h in past if h.day <= published]
    known = [h for h in known if h.type == told[0].type] or known
    if known and draw.random() < _RECALLS:
        told.append(draw.choice(known))
    told += [h for h in (told[0], told[0], draw.choice(told)) if draw.random() < _TOLD_AGAIN]
    sentences = [_sentence(world, own) for _ in range(draw.randint(*_SENTENCES))]
    title = _sentence(world, own)[:70].rstrip(" .")
    outlet = f"Outlet {draw.randrange(_OUTLETS)}"
    return _written(world, sentences, told, title, outlet, published)


def _written(
    world: World, sentences: Sequence[str], told: Sequence[Happening], title: str, outlet: str,
    published: date,
) -> Report:  # fmt: skip
    text = " ".join(sentences)
    name = document_id(text)
    starts = [0, *accumulate(len(sentence) + 1 for sentence in sentences)]
    mentions, tells = [], {}
    rest = world.random.sample(range(1, len(sentences)), len(told) - 1)
    for at, happening in zip((0, *rest), told, strict=True):
        span = Span(starts[at], starts[at] + len(sentences[at]))
        mention = _mention(world, happening, name, span, published)
        mentions.append(mention)
        tells[mention.event_mention_id] = happening.name
    document = Document(
        document_id=name, uri=f"synthetic:{name[:16]}", text=text, title=title, outlet=outlet,
        published=_day(published),
    )  # fmt: skip
    extraction = Extraction(document_id=name, event_mentions=tuple(mentions))
    return Report(document, extraction, tells, told[0].story, None)


def _mention(
    world: World, told: Happening, document: str, span: Span, published: date
) -> EventMention:
    draw = world.random
    place: Place | None = None
    if draw.random() < _PLACED:
        whole = draw.random() < _COUNTRY_FOR_TOWN
        place = world.country(told.place.country or "") if whole else told.place
    doers, targets = (
        tuple(_as_told(world, party) for party in side[: draw.randint(1, 2)])
        for side in (told.doers, told.targets)
    )
    alone = draw.random() < _ONE_PARTY
    return EventMention(
        event_mention_id=content_id("mention", document, span.start, told.name),
        document_id=document,
        type=told.type,
        status=_status(told, published),
        trigger=Span(span.start, span.start + 4),
        sentence=span,
        mode=_mode(world, told.mode),
        cameo=_cameo(world, told.cameo),
        actors=doers,
        recipients=() if alone else targets,
        place=place,
        when=_when(world, told.day, published),
    )


def _status(told: Happening, published: date) -> Status:
    return "planned" if told.day > published else "actual"


def _mode(world: World, mode: str | None) -> str | None:
    """One reporter's visit is another's meeting."""
    if world.random.random() < _NO_MODE:
        return None
    blurred = mode in {"meet", "visit"} and world.random.random() < _OTHER_MODE
    return world.random.choice(("meet", "visit")) if blurred else mode


def _cameo(world: World, cameo: str) -> str:
    return cameo if world.random.random() < _ORIGINAL_CAMEO else _CLOSE_TO.get(cameo, cameo)


def _as_told(world: World, party: Party) -> Party:
    if party.country is None or world.random.random() >= _STATE_FOR_PERSON:
        return party
    country = party.country
    return Party(name=country, actor_id=f"state/{country}", country=country)


def _when(world: World, day: date, published: date) -> When | None:
    shares = _NEWS_DATED if abs((published - day).days) <= 7 else _RECALLED_DATED
    kind = world.random.choices(("day", "wider", "none"), shares)[0]
    if kind == "none":
        return None
    if kind == "day":
        return _day(day)
    if world.random.random() < 0.7:
        monday = day - timedelta(days=day.weekday())
        return When(start=monday, end=monday + timedelta(days=6), precision="week")
    if world.random.random() < 0.5:  # "before the summit"
        return When(start=None, end=max(day, published))
    if world.random.random() < 0.3:  # "this year"
        start, end = year_interval(day.year)
        return When(start=start, end=end, precision="year")
    return month_of(day)


def month_of(day: date) -> When:
    """Return the month of a day."""
    start, end = month_interval(day.year, day.month)
    return When(start=start, end=end, precision="month")


def _day(day: date) -> When:
    return When(start=day, end=day, precision="day", basis="explicit")


def _sentence(world: World, own: Sequence[str]) -> str:
    draw = world.random
    words = [
        draw.choice(own) if draw.random() < 0.25 else world.word()
        for _ in range(draw.randint(*_SENTENCE_WORDS))
    ]
    return " ".join(words).capitalize() + "."


def _copy(world: World, original: Report) -> Report:
    """The original shortened, or with a sentence put in, by another outlet a day later at most."""
    draw = world.random
    document = original.document
    sentences = document.text.split(". ")
    if draw.random() < 0.6:
        text = ". ".join(sentences[: draw.randint(len(sentences) // 2, len(sentences))])
    else:
        text = ". ".join([*sentences, _sentence(world, [world.word()])])
    text += f" Copy {draw.randrange(10**9)}"
    name = document_id(text)
    mentions, tells = [], {}
    kept = [m for m in original.extraction.event_mentions if m.sentence.end <= len(text)]
    for mention in kept:
        truth = original.tells[mention.event_mention_id]
        copied = replace(
            mention, document_id=name,
            event_mention_id=content_id("mention", name, mention.sentence.start, truth),
        )  # fmt: skip
        mentions.append(copied)
        tells[copied.event_mention_id] = truth
    copy = replace(
        document, document_id=name, text=text, uri=f"synthetic:{name[:16]}",
        outlet=f"Outlet {draw.randrange(_OUTLETS)}",
    )  # fmt: skip
    extraction = Extraction(document_id=name, event_mentions=tuple(mentions))
    return Report(copy, extraction, tells, original.story, document.document_id)
