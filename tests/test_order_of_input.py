"""A ledger is a function of what went into it, never of the order in which it came."""

from __future__ import annotations

import json
import random
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.ledger import KINDS, Coded, Ledger, precedence
from communique.pipeline import build, cluster_rows
from communique.pipeline.shards import workers
from communique.records import (
    Capture,
    Coding,
    Document,
    Extraction,
    Statement,
    When,
    content_id,
    document_id,
    to_json,
)
from communique.spans import Span

TEXT = "The foreign ministers of Peru and Chile met in Lima on Monday."


def day(value: str) -> When:
    exact = date.fromisoformat(value)
    return When(start=exact, end=exact, precision="day", basis="publication")


def record(**fields: object) -> Document:
    told: dict[str, object] = {
        "document_id": document_id(TEXT), "uri": "a.txt", "text": TEXT, "outlet": "The Lantern",
        "title": "Talks in Lima", "published": day("2024-03-05"),
    }  # fmt: skip
    return Document(**(told | fields))  # type: ignore[arg-type]


def kept(*records: Document) -> Document:
    return min(records, key=precedence)


# Which record of one text is kept


def test_a_text_is_dated_by_its_first_publication() -> None:
    first, later = record(uri="b.txt"), record(published=day("2024-03-06"))
    assert kept(later, first) == first


def test_a_record_that_tells_day_outlet_and_headline_goes_before_an_earlier_that_does_not() -> None:
    bare = record(published=day("2024-03-01"), title=None)
    assert kept(bare, record()) == record()


def test_a_year_is_no_day_of_publication() -> None:
    year = When(start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year")
    assert kept(record(published=year), record()) == record()


def test_of_records_of_one_day_the_one_that_tells_more_is_kept() -> None:
    more = record(uri="b.txt", byline="Ana Rojas")
    assert kept(record(), more) == more


def test_of_records_that_tell_as_much_the_first_address_is_kept() -> None:
    assert kept(record(uri="b.txt"), record()) == record()


# Writing: any order, in any batches

TEXTS = (TEXT, "Kenya reopened its embassy in Mogadishu on Tuesday.")
ARRIVALS = st.lists(
    st.builds(
        record,
        text=st.sampled_from(TEXTS),
        uri=st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        outlet=st.sampled_from([None, "The Lantern", "Harbour Post"]),
        title=st.sampled_from([None, "Talks in Lima", "Ministers meet"]),
        published=st.sampled_from([None, day("2024-03-05"), day("2024-03-07")]),
        retrieved=st.sampled_from([None, "2024-03-08T00:00:00Z", "2024-03-09T00:00:00Z"]),
    ).map(lambda document: replace(document, document_id=document_id(document.text))),
    min_size=1,
    max_size=6,
    unique_by=to_json,
)


def coded(document: Document) -> Coded:
    """A coding that depends on the record, as that of a report depends on its day."""
    name = document.document_id
    told = Statement(
        statement_id=content_id("st", name, document.published), document_id=name, kind="direct",
        speaker=None, source=(), cue=(Span(0, 3),), content=(Span(4, 11),),
    )  # fmt: skip
    return Coded(
        document=document,
        captures=[Capture(document_id=name, uri=document.uri, outlet=document.outlet,
                          retrieved=document.retrieved)],
        extraction=Extraction(document_id=name, statements=(told,)),
        coding=Coding(document_id=name, coder_id="coder-1", status="coded", counts={}),
        sources={content_id("source", to_json(document)): document.uri},
    )  # fmt: skip


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(arrivals=ARRIVALS, data=st.data())
def test_what_a_ledger_keeps_does_not_depend_on_what_came_first(
    arrivals: list[Document], data: st.DataObject, tmp_path: Path
) -> None:
    hashes = set()
    for _ in range(2):
        order, cut = data.draw(st.permutations(arrivals)), data.draw(st.integers(0, len(arrivals)))
        path = tmp_path / f"{uuid.uuid4()}.db"
        with Ledger.open(path, create=True) as ledger:
            fresh = [
                new
                for batch in (order[:cut], order[cut:])
                for new in ledger.write_documents(map(coded, batch))
            ]
            hashes.add(ledger.content_hash())
        assert sum(fresh) == len({document.document_id for document in arrivals})
    assert len(hashes) == 1


def test_a_better_record_replaces_the_coding_too(tmp_path: Path) -> None:
    later = record(published=day("2024-03-07"))
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        assert ledger.write_documents([coded(later)]) == [True]
        assert ledger.write_documents([coded(record())]) == [False]
        assert [d.published for d in ledger.documents()] == [day("2024-03-05")]
        assert list(ledger.statements()) == list(coded(record()).extraction.statements)


def test_the_filter_dates_a_text_by_its_first_publication_whatever_the_order() -> None:
    rows = [
        {"id": "1", "text": TEXT, "title": "Talks", "outlet": "Lantern", "date": "2024-03-05"},
        {"id": "2", "text": TEXT, "title": "Talks", "outlet": "Post", "date": "2024-09-01"},
        {"id": "3", "text": f"{TEXT} An aide said so.", "title": "Talks", "date": "2024-03-06"},
    ]  # fmt: skip
    answers = [{r["id"]: r for r in cluster_rows(order)} for order in (rows, rows[::-1])]
    assert answers[0] == answers[1]


# Building: files and folders in any order

BODIES = (
    "{a} met {b} in {place} on {day} July 2024.\nThey spoke for an hour about fishing.\n",
    "{b} received {a} in {place} on Tuesday, an aide said.\nTea was served to forty guests.\n",
    "{a} and {b} held talks last week.\n{a} promised to visit Sibiu in August.\n",
    "{a} accused {b} of spying on {day} July 2024.\nThe embassy made no comment.\n",
)
PAIRS = (
    ("Foreign Minister Annalena Baerbock of Germany", "French Foreign Minister Catherine Colonna"),
    ("Hungarian President Katalin Novak", "Romanian President Klaus Iohannis"),
)
OUTLETS = ("The Lantern", "Harbour Post", "Dawn Herald")


def body(draw: random.Random) -> str:
    a, b = draw.choice(PAIRS)
    told = draw.sample(BODIES, 2)
    return "\n".join(
        text.format(a=a, b=b, place=draw.choice(("Berlin", "Sibiu")), day=draw.choice((3, 9)))
        for text in told
    )


def write_pile(folder: Path, draw: random.Random, bodies: Sequence[str], count: int) -> None:
    """Write reports as files and as rows of a list: few texts under many dates and names."""
    folder.mkdir()
    rows = []
    for number in range(count):
        text, published = draw.choice(bodies), draw.randint(10, 25)
        title = draw.choice(("Ministers and presidents", "Talks of the week", ""))
        if draw.random() < 0.5:
            head = f"{title}\nJuly {published}, 2024\n\n" if title else ""
            (folder / f"{number}.txt").write_text(f"{head}{text}", encoding="utf-8")
        else:
            rows.append(
                {
                    "url": f"https://news{draw.randint(1, 3)}.example/{draw.randint(1, 4)}",
                    "text": text,
                    "title": title or None,
                    "outlet": draw.choice((*OUTLETS, None)),
                    "date": draw.choice((f"2024-07-{published}", None)),
                }
            )
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "rows.jsonl").write_text(lines, encoding="utf-8")


def told(path: Path) -> dict[str, list[str]]:
    """All records of a ledger, each event by its mentions instead of by its id.

    Ids of events, and those of disputes that are made of them, last while a ledger grows, and so
    tell what came first.
    """
    with Ledger.open(path) as ledger:
        names = {
            event.event_id: content_id("named", event.event_mentions) for event in ledger.events()
        }
        lines = {kind: [_renamed(to_json(r), names) for r in ledger.query(kind)] for kind in KINDS}
    return {kind: sorted(found) for kind, found in lines.items()}


def _renamed(line: str, names: dict[str, str]) -> str:
    line = re.sub(r"event-[0-9a-f]{16}", lambda found: names.get(found[0], found[0]), line)
    return re.sub(r"dispute-[0-9a-f]{16}", "dispute", line)


def content_hash(path: Path) -> str:
    with Ledger.open(path) as ledger:
        return ledger.content_hash()


@pytest.mark.parametrize("seed", [1, 2])
def test_texts_under_many_dates_and_names_give_one_ledger_in_any_order(
    seed: int, tmp_path: Path
) -> None:
    draw = random.Random(seed)
    bodies = [body(draw) for _ in range(5)]
    folders = [tmp_path / name for name in ("first", "second", "third")]
    for folder in folders:
        write_pile(folder, draw, bodies, 6)
    files = [file for folder in folders for file in folder.iterdir()]
    build(folders, tmp_path / "at_once.db")
    with Ledger.open(tmp_path / "at_once.db") as ledger:
        assert ledger.count("captures") > ledger.count("documents")
    for at in range(2):
        draw.shuffle(files)
        build(files, tmp_path / f"shuffled{at}.db")
        assert content_hash(tmp_path / f"shuffled{at}.db") == content_hash(tmp_path / "at_once.db")
    for order in shuffled(folders, draw, 2):
        for folder in order:
            build([folder], tmp_path / f"{order[0].name}.db")
        assert told(tmp_path / f"{order[0].name}.db") == told(tmp_path / "at_once.db")


def shuffled(folders: Sequence[Path], draw: random.Random, count: int) -> Iterator[list[Path]]:
    """Yield orders that begin with different folders, the last one first."""
    for first in list(folders)[: -count - 1 : -1]:
        rest = [folder for folder in folders if folder != first]
        draw.shuffle(rest)
        yield [first, *rest]


def test_several_processes_give_the_ledger_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_FEW", 0)  # so that one shard is worth two processes
    draw = random.Random(7)
    write_pile(tmp_path / "pile", draw, [body(draw) for _ in range(4)], 12)
    build([tmp_path / "pile"], tmp_path / "alone.db")
    build([tmp_path / "pile"], tmp_path / "shared.db", jobs=2)
    assert content_hash(tmp_path / "alone.db") == content_hash(tmp_path / "shared.db")
