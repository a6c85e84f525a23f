"""Events while a ledger grows: the same events whatever the order, by ids that last."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.ledger import Ledger
from communique.merge import heading_of, merge_grouped
from communique.merge.identity import with_lasting_ids
from communique.merge.merged import Grouped
from communique.pipeline import build, correct
from communique.records import Document, Event, EventMention, Extraction
from communique.settings import MergeSettings
from test_merge_events import (
    ASTANA,
    CHINA,
    CHINA_PLACE,
    MOSCOW,
    PUTIN,
    RUSSIA,
    WANG,
    XI,
    between,
    day,
    document,
    mention,
)


def event(name: str, *mentions: str) -> Event:
    return Event(event_id=name, type="CONSULT", status="actual", event_mentions=mentions)


def ids(former: dict[str, str], *events: Event) -> list[str]:
    return [one.event_id for one in with_lasting_ids(events, former)]


def test_an_event_made_for_the_first_time_has_its_own_id() -> None:
    assert ids({}, event("event-1", "a"), event("event-2", "b")) == ["event-1", "event-2"]


def test_an_event_that_gains_an_earlier_report_keeps_its_id() -> None:
    assert ids({"b": "event-b"}, event("event-a", "a", "b")) == ["event-b"]


def test_the_larger_part_of_an_event_that_fell_apart_keeps_the_id() -> None:
    former = dict.fromkeys("abc", "event-a")
    assert ids(former, event("event-a", "a"), event("event-b", "b", "c"))[1] == "event-a"


def test_two_events_never_share_an_id() -> None:
    former = dict.fromkeys("abc", "event-a")
    first, second = ids(former, event("event-a", "a"), event("event-b", "b", "c"))
    assert first != second
    assert first not in {"event-a", "event-b"}


def test_two_events_that_became_one_go_by_the_id_of_the_larger() -> None:
    former = {"a": "event-a", "b": "event-b", "c": "event-b"}
    assert ids(former, event("event-a", "a", "b", "c")) == ["event-b"]


def test_merging_the_same_again_changes_no_id() -> None:
    made = with_lasting_ids([event("event-b", "a", "b"), event("event-c", "c")], {"b": "event-x"})
    former = {name: one.event_id for one in made for name in one.event_mentions}
    assert with_lasting_ids(made, former) == made


REPORTS = [document(f"paper{n}", published=f"2024-07-{day:02}") for n, day in enumerate((9, 4, 6))]
TOLD = st.lists(
    st.tuples(
        st.sampled_from(REPORTS),
        st.sampled_from([(PUTIN, XI), (PUTIN, WANG), (RUSSIA, CHINA), (XI,)]),
        st.sampled_from([None, day("2024-07-01"), day("2024-07-03"),
                         between("2024-07-01", "2024-07-07")]),
        st.sampled_from([None, ASTANA, MOSCOW, CHINA_PLACE]),
        st.booleans(),
    ),
    max_size=10,
    unique_by=repr,
)  # fmt: skip


def merged(
    mentions: list[EventMention], documents: list[Document], former: dict[str, str]
) -> dict[str, frozenset[str]]:
    """The event mentions of each event, by its id."""
    grouped = Grouped(headings=tuple(map(heading_of, documents)), copy_passages=())
    by_id = {document.document_id: document for document in documents}
    extractions = [
        Extraction(
            document_id=of.document_id,
            event_mentions=tuple(m for m in mentions if m.document_id == of.document_id),
        )
        for of in documents
    ]
    found = merge_grouped(grouped, by_id, extractions, MergeSettings(), former=former)
    return {one.event_id: frozenset(one.event_mentions) for one in found.events}


@settings(max_examples=60, deadline=None)
@given(TOLD)
def test_a_growing_ledger_has_the_events_of_one_built_at_once(
    drawn: list[tuple[Document, tuple[object, ...], object, object, bool]],
) -> None:
    told = [
        (mention(of, *parties, when=when, place=place, at=at), late)  # type: ignore[arg-type]
        for at, (of, parties, when, place, late) in enumerate(drawn)
    ]
    first = merged([m for m, late in told if not late], REPORTS, {})
    former = {name: event for event, names in first.items() for name in names}
    grown = merged([m for m, _ in told], REPORTS, former)
    assert set(grown.values()) == set(merged([m for m, _ in told], REPORTS, {}).values())
    assert all(first[name] <= grown[name] for name in only_gained(first, grown))


TEXTS = (
    "{a} met {b} in {place} on {day} July 2024.\nThey spoke for an hour about fishing.\n",
    "{b} received {a} in {place} on {day} July 2024, an aide said.\nTea was served.\n",
    "{a} and {b} held talks last week.\nA statement on ferries is expected.\n",
    "{a} accused {b} of spying on {day} July 2024.\nThe embassy made no comment.\n",
)
PAIRS = (
    ("Foreign Minister Annalena Baerbock of Germany", "French Foreign Minister Catherine Colonna"),
    ("Hungarian President Katalin Novak", "Romanian President Klaus Iohannis"),
)


def small_report(draw: random.Random, number: int) -> str:
    a, b = draw.choice(PAIRS)
    body = "\n".join(
        text.format(a=a, b=b, place=draw.choice(("Berlin", "Sibiu")), day=draw.choice((3, 9)))
        for text in draw.sample(TEXTS, 2)
    )
    published = f"July {draw.randint(10, 25)}, 2024"
    return f"Ministers and presidents, part {number}\n{published}\n\n{body}"


def only_gained(
    before: dict[str, frozenset[str]], after: dict[str, frozenset[str]]
) -> Iterator[str]:
    """Yield the earlier events that are whole in a later one, alone of the earlier ones."""
    for name, mentions in before.items():
        whole = [now for now in after.values() if mentions <= now]
        if whole and not any(other & whole[0] for old, other in before.items() if old != name):
            yield name


def events_in(path: Path) -> dict[str, frozenset[str]]:
    with Ledger.open(path) as ledger:
        return {e.event_id: frozenset(e.event_mentions) for e in ledger.events()}


def groups_in(path: Path) -> dict[str, tuple[str | None, str | None]]:
    """Copy group and story of each document."""
    with Ledger.open(path) as ledger:
        return {d.document_id: (d.copy_group, d.story) for d in ledger.documents()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_folders_added_in_any_order_give_the_same_events(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    folders = [tmp_path / "first", tmp_path / "second"]
    for at, folder in enumerate(folders):
        folder.mkdir()
        for number in range(4):
            text = small_report(draw, 4 * at + number)
            (folder / f"{draw.random()}.txt").write_text(text, encoding="utf-8")
    build(folders, tmp_path / "at_once.db")
    at_once = events_in(tmp_path / "at_once.db")
    assert len(at_once) < sum(map(len, at_once.values()))  # some do merge
    for order in (folders, folders[::-1]):
        ledger = tmp_path / f"{order[0].name}.db"
        build(order[:1], ledger)
        before = events_in(ledger)
        build(order[1:], ledger)
        after = events_in(ledger)
        assert set(after.values()) == set(at_once.values())
        assert groups_in(ledger) == groups_in(tmp_path / "at_once.db")
        assert all(name in after for name in only_gained(before, after))


def test_a_ledger_built_again_keeps_all_ids(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    draw = random.Random(5)
    for number in range(4):
        (folder / f"{number}.txt").write_text(small_report(draw, number), encoding="utf-8")
    build([folder], tmp_path / "l.db")
    before = events_in(tmp_path / "l.db")
    build([folder], tmp_path / "l.db")
    assert events_in(tmp_path / "l.db") == before


@pytest.mark.parametrize("corrected", [False, True])
def test_ids_are_remembered_only_for_a_ledger_that_a_person_corrected(
    tmp_path: Path, corrected: bool
) -> None:
    (tmp_path / "1.txt").write_text(
        "MOSCOW, May 3, 2023 — Russia expelled two diplomats of Norway on Tuesday.",
        encoding="utf-8",
    )
    path = tmp_path / "x.db"
    build([tmp_path / "1.txt"], path)
    with Ledger.open(path) as ledger:
        event = next(iter(ledger.events()))
    if corrected:
        correct(path, "ana", lambda c: c.recode(event.event_id, {"type": "ACCUSE"}, why="a test"))
    with Ledger.open(path) as ledger:
        assert (ledger.recall("event ids") is not None) == corrected
