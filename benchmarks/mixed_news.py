"""News for timing: reports varied from the demo corpus, among sport, weather and business.

Nothing here is meant to be coded right; it only has to cost what news costs. The irrelevant texts
are put together from sentences written for this purpose. Towns, clubs and companies are invented.
As in real papers, some of these texts name a state in passing, so the gate must read them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.records import Document, document_id

_SPORT = (
    "{club} came from behind to beat {other} {n}-{m} at a wet {town} ground on {day}.",
    "The winger scored twice in {n} minutes after the break and hit the post late on.",
    "Coach {person} praised the back four, who had not played together since {month}.",
    "{other} had the better of the first half but wasted three corners in a row.",
    "A crowd of {big} watched the visitors drop to {n}th place with {m} games left.",
    "The goalkeeper, signed from {club} in {month}, kept out a penalty before the interval.",
    "Both teams rest this week; {club} then travel to {town} for the second leg of the cup.",
    "The captain limped off with a calf injury and will have a scan on {day}.",
)
_WEATHER = (
    "Rain will spread from the west on {day} and turn to sleet above {big} feet.",
    "Temperatures in {town} should reach {n} degrees by noon, about normal for {month}.",
    "Gusts along the coast may bring down branches, and ferries to {town} will run late.",
    "The wettest place overnight was {town}, with {n} millimetres in six hours.",
    "Forecaster {person} expects a dry weekend with morning fog in the valleys.",
    "Drivers between {town} and the coast were told to leave more time for the journey.",
    "A band of cloud will clear by {day} evening and leave a light frost inland.",
    "Gardeners should wait: the soil in the hills is colder than in any {month} for {m} years.",
)
_BUSINESS = (
    "{firm} raised its profit forecast for the year after sales grew {n} per cent.",
    "Shares in the maker of kitchen taps closed {m} per cent higher in thin trading.",
    "The chain will shut {n} of its shops and open a warehouse near {town} in {month}.",
    "Chief executive {person} blamed higher rents and a warm autumn for the weak quarter.",
    "{firm} has hired {big} temporary staff to pack parcels until the end of {month}.",
    "Analysts had expected a smaller dividend and a slower start to the new line of boilers.",
    "The board of {firm} meets on {day} to choose a builder for the plant in {town}.",
    "Orders for garden furniture fell for the {n}th month, a trade survey showed.",
)
_NAMING_A_STATE = (
    "The striker joined from a club in {state} two summers ago.",
    "The same front brought snow to parts of {state} at the start of the week.",
    "Almost a third of the parts come from a supplier in {state}.",
)
_WORDS = {
    "club": ("Marlow Rovers", "Tidewell Town", "Old Fennick", "Castle Brae", "Upper Dray United"),
    "other": ("Sallow Albion", "Port Ennis", "Grantley Park", "the Harriers", "Westmoor"),
    "town": ("Brindleford", "Kesterham", "Ullaby", "Norwold", "Saint Aven", "Pellworth"),
    "firm": ("Harcombe Mills", "Brightwater Stores", "Tolland and Pryce", "Quill Ceramics"),
    "person": ("Nora Pettifer", "Alan Drewe", "Maud Ellery", "Simon Caddick", "Joan Rushby"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "March", "April", "June", "August", "October", "December"),
    "state": ("Portugal", "Denmark", "Brazil", "Japan", "Kenya", "Mexico"),
    "n": ("two", "three", "4", "6", "12", "18"),
    "m": ("one", "2", "five", "9"),
    "big": ("1,200", "3,450", "8,000", "21,300"),
}
_SHARE_NAMING_A_STATE = 0.3
_PARAGRAPHS = 6
_SENTENCES = 3


def varied_reports(reports: Sequence[Document], count: int, *, seed: int = 0) -> list[Document]:
    """Return new reports put together from the paragraphs of others.

    Args:
        reports: the demo corpus, cleaned.
        count: how many to make. Title, outlet and date come from one of ``reports`` each.
        seed: of the choice of paragraphs.
    """
    chance = random.Random(seed)
    paragraphs = [p for report in reports for p in report.text.split("\n\n") if p.strip()]
    made = []
    for number in range(count):
        model = chance.choice(reports)
        text = "\n\n".join(chance.sample(paragraphs, min(_PARAGRAPHS, len(paragraphs))))
        made.append(
            replace(model, document_id=document_id(text), uri=f"varied-{number}", text=text)
        )
    return made


def irrelevant_texts(count: int, *, seed: int = 0) -> Iterator[str]:
    """Yield texts on sport, weather and business, a good quarter of which name a state.

    Args:
        count: how many.
        seed: of the choice of sentences and words.
    """
    chance = random.Random(seed)
    for _ in range(count):
        sentences = chance.choice((_SPORT, _WEATHER, _BUSINESS))
        paragraphs = [" ".join(chance.sample(sentences, _SENTENCES)) for _ in range(_PARAGRAPHS)]
        if chance.random() < _SHARE_NAMING_A_STATE:
            paragraphs[chance.randrange(_PARAGRAPHS)] += f" {chance.choice(_NAMING_A_STATE)}"
        yield "\n\n".join(_filled(paragraph, chance) for paragraph in paragraphs)


def mixed(reports: Sequence[Document], count: int, *, share: float) -> list[Document]:
    """Return documents of which a share are varied reports, spread evenly among irrelevant ones.

    Args:
        reports: the demo corpus, cleaned.
        count: how many documents.
        share: of relevant ones, over 0 and at most 1.
    """
    every = max(1, round(1 / share))
    relevant = iter(varied_reports(reports, -(-count // every)))
    others = irrelevant_texts(count)
    return [next(relevant) if i % every == 0 else _document(next(others), i) for i in range(count)]


def _document(text: str, number: int) -> Document:
    return Document(document_id=document_id(text), uri=f"irrelevant-{number}", text=text)


def _filled(paragraph: str, chance: random.Random) -> str:
    """Fill each gap of a paragraph with a word of its own choice."""
    parts = paragraph.replace("}", "{").split("{")
    return "".join(chance.choice(_WORDS[p]) if i % 2 else p for i, p in enumerate(parts))
