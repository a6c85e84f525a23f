"""Measure the ledger against hand-written SQL on the same file, and against bare inserts.

    python benchmarks/ledger.py [--events 100000] [--questions 200] [--keep FILE]

The ledger is invented (``synthetic_ledger.py``). Both sides of a question give the same records,
decoded, which is checked; every question asks for another pair or other words, and the two sides
take turns at being first. Times are medians of wall time; compare ratios within one run. Progress
goes to standard error. ``--keep`` names a ledger to be made there, or used again.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bare_ingest import bare_seconds, own_seconds
from communique.analysis import SeriesRow, series
from communique.ledger import Filters, Ledger
from communique.ledger.filters import first_day, last_day
from communique.records import Event, from_json
from stream_memory import growth_of_listing
from synthetic_ledger import DAYS, FIRST_DAY, build_ledger
from synthetic_news import World
from tables import markdown_table

EVENTS = 100_000
QUESTIONS = 200
INGESTED = 8_000  # events
_ROUNDS = 3  # of ingest, each into two fresh files
_NEWEST = 50
_TOP = 20
_DRAWN = 50  # words at most for each question
_AT_MOST = 3.0  # times the time of the hand-written statement
_AT_LEAST = 0.6  # of the documents a second of bare inserts

PAIR_SQL = """
SELECT events.record FROM dealings JOIN events ON events.seq = dealings.seq
WHERE dealings.one = ? AND dealings.other = ?
  AND dealings.day BETWEEN '0001-01-02' AND ? AND dealings.last >= ?
ORDER BY dealings.day DESC, events.id LIMIT ?
"""
MONTHS_SQL = """
SELECT first, sum(events), sum(verbal_cooperation), sum(material_cooperation),
  sum(verbal_conflict), sum(material_conflict), sum(rated), sum(cooperation), sum(conflict),
  sum(sources)
FROM dealing_months
WHERE one = ? AND other = ? AND status = 'actual' AND bounded = 1 AND first = last
GROUP BY first ORDER BY first
"""
WORDS_SQL = """
SELECT events.record, events.words FROM events_words JOIN events ON events.seq = events_words.rowid
WHERE events_words MATCH ? ORDER BY rank LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question for the newest events of two states in an interval."""

    states: tuple[str, str]
    since: str
    until: str

    def by_hand(self, connection: sqlite3.Connection) -> list[Event]:
        """Answer it by a statement written for it."""
        return [from_json(Event, row[0]) for row in self.rows(connection)]

    def rows(self, connection: sqlite3.Connection) -> list[Any]:
        """Answer it by rows alone, nothing decoded."""
        values = (*self.states, self.until, self.since, _NEWEST)
        return connection.execute(PAIR_SQL, values).fetchall()

    def asked(self, ledger: Ledger) -> list[Event]:
        """Answer it by the ledger."""
        return list(
            ledger.events(
                between=self.states,
                since=self.since,
                until=self.until,
                order="newest",
                limit=_NEWEST,
            )
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A question for the events whose reports hold some words, best first."""

    words: str

    def by_hand(self, connection: sqlite3.Connection) -> list[Event]:
        """Answer it by the index of words."""
        return [from_json(Event, row[0]) for row in self.rows(connection)]

    def rows(self, connection: sqlite3.Connection) -> list[Any]:
        """Answer it by rows alone, nothing decoded."""
        return connection.execute(WORDS_SQL, (self.words, _TOP)).fetchall()

    def asked(self, ledger: Ledger) -> list[Event]:
        """Answer it by the ledger, with the words around those found."""
        return [
            hit.record
            for hit in ledger.search("events", Filters(search=self.words, limit=_TOP))
            if isinstance(hit.record, Event)
        ]


@dataclass(frozen=True, slots=True)
class Months:
    """A question for the months in which two states dealt with each other, and how."""

    states: tuple[str, str]

    def by_hand(self, connection: sqlite3.Connection) -> list[SeriesRow]:
        """Answer it by the months that the ledger has added up."""
        return [_month(*row) for row in self.rows(connection)]

    def rows(self, connection: sqlite3.Connection) -> list[Any]:
        """Answer it by rows alone, no records made."""
        return connection.execute(MONTHS_SQL, self.states).fetchall()

    def asked(self, ledger: Ledger) -> list[SeriesRow]:
        """Answer it by the ledger, which also tells of months without events."""
        found = series(ledger, between=self.states, by="month")
        return [row for row in found if row.period and row.events]


def _month(name: str, events: int, *sums: Any) -> SeriesRow:
    *quads, rated, cooperation, conflict, sources = sums
    net = cooperation + conflict
    return SeriesRow(
        period=name,
        start=first_day(name),
        end=last_day(name),
        events=events,
        at_most=events,
        verbal_cooperation=quads[0],
        material_cooperation=quads[1],
        verbal_conflict=quads[2],
        material_conflict=quads[3],
        cooperation=round(cooperation, 6),
        conflict=round(conflict, 6),
        net=round(net, 6),
        mean=round(net / rated, 6) if rated else None,
        sources=sources,
    )


Question = Pair | Words | Months


@dataclass(frozen=True, slots=True)
class Times:
    """Median milliseconds of a kind of question."""

    rows: float
    by_hand: float
    asked: float

    @property
    def ratio(self) -> float:
        """How many times as long the ledger takes."""
        return self.asked / self.by_hand


def pair_questions(path: Path, count: int, seed: int) -> list[Question]:
    """Return questions for as many different pairs that have dealings enough, one to ten years."""
    draw = random.Random(seed)
    found: list[Question] = []
    for states in _pairs(path, count, draw):
        years = draw.randint(1, 10)
        since = FIRST_DAY + timedelta(days=draw.randint(0, DAYS - 365 * years))
        found.append(Pair(states, str(since), str(since + timedelta(days=365 * years))))
    return found


def month_questions(path: Path, count: int, seed: int) -> list[Question]:
    """Return questions for the months of as many different pairs that have dealings enough."""
    return [Months(states) for states in _pairs(path, count, random.Random(seed))]


def _pairs(path: Path, count: int, draw: random.Random) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        pairs = connection.execute(
            "SELECT one, other FROM dealings WHERE other > one GROUP BY one, other "
            "HAVING count(*) >= ? ORDER BY one, other",
            (_NEWEST,),
        ).fetchall()
    return draw.sample(pairs, min(count, len(pairs)))


def word_questions(path: Path, count: int, seed: int) -> list[Question]:
    """Return questions for as many words, drawn as the texts draw them, one in three for two.

    Only words that so many events hold as are asked for.
    """
    world, found = World(), dict[str, Question]()
    world.random.seed(seed)
    with closing(sqlite3.connect(path)) as connection:
        for number in range(_DRAWN * count):
            words = " ".join(world.word() for _ in range(1 if number % 3 else 2))
            question = Words(words)
            if words not in found and len(question.rows(connection)) == _TOP:
                found[words] = question
            if len(found) == count:
                break
    return list(found.values())


def measure(path: Path, questions: Sequence[Question]) -> Times:
    """Put questions to the ledger and to its file, and compare the answers.

    Raises:
        ValueError: if the two answers to a question differ.
    """
    spent: dict[str, list[float]] = {"rows": [], "by_hand": [], "asked": []}
    with closing(sqlite3.connect(path)) as connection, Ledger.open(path) as ledger:
        questions[0].asked(ledger)
        for number, question in enumerate(questions):
            sides: list[tuple[str, Callable[[], list[Any]]]] = [
                ("by_hand", partial(question.by_hand, connection)),
                ("asked", partial(question.asked, ledger)),
            ]
            answers = {}
            for name, answer in sides if number % 2 else reversed(sides):
                began = time.perf_counter()
                answers[name] = answer()
                spent[name].append(time.perf_counter() - began)
            began = time.perf_counter()
            question.rows(connection)
            spent["rows"].append(time.perf_counter() - began)
            if answers["by_hand"] != answers["asked"]:
                raise ValueError(f"two answers to {question}")
    return Times(**{name: 1000 * statistics.median(each) for name, each in spent.items()})


def tell_questions(path: Path, count: int) -> Iterator[list[str]]:
    """Yield a row for each kind of question."""
    for name, questions in (
        (f"two states, dates, newest {_NEWEST}", pair_questions(path, count, seed=11)),
        ("two states, by month", month_questions(path, count, seed=11)),
        (f"full text, best {_TOP}", word_questions(path, count, seed=11)),
    ):
        report(name)
        times = measure(path, questions)
        yield [
            name, f"{times.rows:.2f} ms", f"{times.by_hand:.2f} ms", f"{times.asked:.2f} ms",
            f"{times.ratio:.2f}", f"at most {_AT_MOST:.0f}", verdict(times.ratio <= _AT_MOST),
        ]  # fmt: skip


def tell_ingest(folder: Path, events: int) -> list[str]:
    """Return the row of ingest: documents a second, ours and bare."""
    report("ingest of coded documents")
    own, bare = [], []
    for number in range(_ROUNDS):
        source = folder / f"own-{number}.db"
        own.append(own_seconds(source, events))
        bare.append(bare_seconds(source, folder / f"bare-{number}.db"))
    documents = documents_of(source)
    rates = documents / statistics.median(own), documents / statistics.median(bare)
    share = rates[0] / rates[1]
    return [
        "ingest of coded documents", "", f"{rates[1]:,.0f} a second", f"{rates[0]:,.0f} a second",
        f"{share:.2f}", f"at least {_AT_LEAST}", verdict(share >= _AT_LEAST),
    ]  # fmt: skip


def documents_of(path: Path) -> int:
    """Return how many documents a ledger holds."""
    with Ledger.open(path) as ledger:
        return ledger.count("documents")


def verdict(met: bool) -> str:
    """Say whether a target is met."""
    return "yes" if met else "NO"


def report(line: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(f"{line} ...\n")
    sys.stderr.flush()


def main() -> None:
    """Measure, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--keep", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.keep or Path(folder) / "synthetic.db"
        if not path.exists():
            report(f"a ledger of {chosen.events:,} events")
            build_ledger(path, chosen.events)
        rows = [*tell_questions(path, chosen.questions), tell_ingest(Path(folder), INGESTED)]
        memory = growth_of_listing(path)
    head = ["", "rows alone", "by hand", "ledger", "ratio", "target", "met"]
    sys.stdout.write(markdown_table(head, rows, right={1, 2, 3, 4}) + "\n\n")
    sys.stdout.write(memory + "\n")


if __name__ == "__main__":
    main()
