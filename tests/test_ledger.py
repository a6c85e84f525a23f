"""The ledger: what is written is read back, whole or not at all."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.errors import LedgerError, UnknownRecordError
from communique.ledger import KINDS, AcrossDocuments, Filters, Ledger, QueryError, source_key
from communique.ledger.actors import join
from communique.ledger.filters import APPLICABLE
from communique.records import Actor, Capture, Coding, Extraction, Source, document_id
from conftest import Places
from ledger_records import CODER, Sample, build_sample, coded, make_document, sample


@pytest.fixture
def ledger(places: Places) -> Iterator[Ledger]:
    build_sample(places("sample"))
    with Ledger.open(places("sample")) as opened:
        yield opened


@pytest.fixture
def made() -> Sample:
    return sample()


def contents(ledger: Ledger) -> dict[str, list[object]]:
    return {kind: list(ledger.query(kind)) for kind in KINDS}


# Writing and reading back


def test_a_coded_document_comes_back_as_it_was(ledger: Ledger, made: Sample) -> None:
    by_id = sorted((made.tern, made.gull), key=lambda c: c.document.document_id)
    assert list(ledger.extractions()) == [c.extraction for c in by_id]
    (tern,) = (d for d in ledger.documents() if d.uri == "tern.txt")
    assert tern == dataclasses.replace(made.tern.document, story="story-1")


def test_merged_records_come_back_as_they_were(ledger: Ledger, made: Sample) -> None:
    assert sorted(ledger.events(), key=lambda e: e.event_id) == list(made.events)
    assert list(ledger.disputes()) == list(made.disputes)
    assert list(ledger.commitments()) == list(made.commitments)


def test_an_extraction_keeps_the_state_that_the_coder_gave(ledger: Ledger) -> None:
    states = [c.state for e in ledger.extractions() for c in e.commitments]
    assert states == ["open"]


def test_writing_twice_adds_nothing(ledger: Ledger, made: Sample) -> None:
    before = contents(ledger)
    assert ledger.write_documents([made.tern, made.gull]) == [False, False]
    ledger.replace_merged(
        events=made.events,
        disputes=made.disputes,
        commitments=made.commitments,
        groups=made.groups,
        across=AcrossDocuments(stories=made.stories, copy_passages=made.copy_passages),
    )
    assert contents(ledger) == before


def test_the_order_of_writing_does_not_show(places: Places, made: Sample) -> None:
    read = []
    for name, batch in (("one", [made.tern, made.gull]), ("two", [made.gull, made.tern])):
        with Ledger.open(places(name), create=True) as ledger:
            ledger.write_documents(batch)
            ledger.replace_merged(events=made.events, disputes=(), commitments=(), groups={})
            read.append(contents(ledger))
    assert read[0] == read[1]


def test_one_text_seen_twice_is_one_document_with_two_captures(
    ledger: Ledger, made: Sample
) -> None:
    identity = made.tern.document.document_id
    again = dataclasses.replace(
        made.tern, captures=[Capture(document_id=identity, uri="elsewhere.html")]
    )
    assert ledger.write_documents([again]) == [False]
    seen = {c.uri for c in ledger.captures(Filters(document=identity))}
    assert seen == {"tern.txt", "elsewhere.html"}
    assert ledger.count("documents") == 2


def test_another_coder_replaces_the_coding_and_keeps_the_captures(
    ledger: Ledger, made: Sample
) -> None:
    document = made.tern.document
    bare = coded(document, Extraction(document_id=document.document_id), "coder-2")
    assert ledger.write_documents([bare]) == [True]
    assert ledger.count("statements") == 0
    assert ledger.count("captures") == 2
    assert not list(ledger.documents(Filters(search="absent")))
    assert [d.uri for d in ledger.documents(Filters(search="timber"))] == ["tern.txt"]
    assert {c.coder_id for c in ledger.codings()} == {CODER, "coder-2"}


def test_an_error_in_a_batch_leaves_nothing_of_it(places: Places, made: Sample) -> None:
    (mention,) = made.tern.extraction.mentions
    twice = dataclasses.replace(made.tern.extraction, mentions=(mention, mention))
    with Ledger.open(places("x"), create=True) as ledger:
        with pytest.raises(LedgerError, match="share an id"):
            ledger.write_documents([made.gull, dataclasses.replace(made.tern, extraction=twice)])
        assert ledger.count("documents") == 0


def test_the_single_document_call_does_what_the_batch_does(places: Places, made: Sample) -> None:
    one = made.tern
    with Ledger.open(places("x"), create=True) as ledger:
        assert ledger.write_document(one.document, one.captures, one.extraction, one.coding)
        assert list(ledger.extractions()) == [one.extraction]


# Resuming


def test_coded_sources_are_known_by_coder(ledger: Ledger) -> None:
    assert ledger.coded(CODER) == {"key of tern.txt", "key of gull.txt"}
    assert ledger.coded("coder-2") == set()


def test_a_refused_source_is_remembered_with_its_reason(ledger: Ledger) -> None:
    ledger.write_refused("key of empty.txt", "empty.txt", CODER, "no text left after cleaning")
    assert ledger.refused() == [("empty.txt", "no text left after cleaning")]
    assert "key of empty.txt" in ledger.coded(CODER)


def test_a_source_key_changes_with_the_content() -> None:
    one = Source(uri="a.txt", content="one", markup="text", given={})
    assert source_key(one) == source_key(dataclasses.replace(one))
    assert source_key(one) != source_key(dataclasses.replace(one, content="two"))


def test_a_new_document_makes_the_merge_out_of_date(ledger: Ledger) -> None:
    assert ledger.is_merged()
    document = make_document("Another text.", "c.txt", "The Auk", None)
    ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
    assert not ledger.is_merged()


def test_a_merge_that_missed_a_document_is_out_of_date(ledger: Ledger) -> None:
    groups = {d.document_id: (d.copy_group, d.story) for d in ledger.documents()}
    document = make_document("Another text.", "c.txt", "The Auk", None)
    ledger.write_documents([coded(document, Extraction(document_id=document.document_id))])
    ledger.replace_merged(events=(), disputes=(), commitments=(), groups=groups)
    assert not ledger.is_merged()
    groups[document.document_id] = (None, "story-1")
    ledger.replace_merged(events=(), disputes=(), commitments=(), groups=groups)
    assert ledger.is_merged()


# Actors


def test_actors_are_put_together_over_documents(ledger: Ledger) -> None:
    aalto, berg = ledger.actors()
    assert (aalto.name, aalto.aliases, aalto.basis) == ("Aino Aalto", ("Aalto",), "curated")
    assert berg.basis == "learned"


def test_of_the_actors_known_beforehand_those_named_are_kept(ledger: Ledger, made: Sample) -> None:
    known = {
        identity: Actor(actor_id=identity, name=identity, kind="organisation")
        for identity in ("organisation/NATO", "organisation/EU")
    }
    ledger.replace_merged(events=made.events, disputes=(), commitments=(), groups={}, actors=known)
    assert [a.actor_id for a in ledger.actors()] == [
        "organisation/NATO",
        "person/aino-aalto",
        "person/bo-berg",
    ]


def test_joining_actors_does_not_depend_on_the_order() -> None:
    one = Actor(actor_id="person/x", name="X", kind="person", aliases=("b",), basis="learned")
    two = Actor(actor_id="person/x", name="Y", kind="person", aliases=("a",), country="FIN")
    assert join(one, two) == join(two, one)
    assert (join(one, two).name, join(one, two).aliases) == ("Y", ("a", "b"))


# Finding one record


def test_a_record_is_found_by_id_and_by_a_unique_beginning(ledger: Ledger, made: Sample) -> None:
    assert ledger.record("ev-0000000000000001") == ("events", made.events[0])
    kind, document = ledger.record(made.tern.document.document_id[:8])
    assert (kind, document.uri) == ("documents", "tern.txt")  # type: ignore[union-attr]
    assert ledger.record("person/aino-aalto")[0] == "actors"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("ev-00000000", "more than one"), ("ev-99999", "no record"), ("st-0", "six characters")],
)
def test_an_unclear_id_is_refused(ledger: Ledger, wanted: str, said: str) -> None:
    with pytest.raises(UnknownRecordError, match=said):
        ledger.record(wanted)


# Filters


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(between=("FIN", "SWE")), [1]),
        (Filters(between=("SWE", "FIN")), [1]),
        (Filters(between=("person/bo-berg", "NATO")), [2]),
        (Filters(between=("SWE", "SWE")), []),
        (Filters(actor="berg"), [2, 1]),
        (Filters(actor="state/FIN"), [1]),
        (Filters(actor="NATO"), [2]),
        (Filters(actor="erg"), []),
        (Filters(type="consult"), [1]),
        (Filters(status="planned"), [2]),
        (Filters(place="FIN"), [1]),
        (Filters(place="helsin"), [1]),
        (Filters(since="2024"), [1]),
        (Filters(until="2023-06"), [2]),
        (Filters(since="2023-12-31", until="2024-04"), [2, 1]),
        (Filters(search="received Berg"), [1]),
        (Filters(search='"met Bo"'), [1]),
        (Filters(search="half minutes"), []),
        (Filters(limit=1), [2]),
        (Filters(order="newest"), [1, 2]),
        (Filters(actor="berg", type="AGREE"), [2]),
    ],
)
def test_events_are_filtered(ledger: Ledger, filters: Filters, found: list[int]) -> None:
    assert [int(e.event_id[-1]) for e in ledger.events(filters)] == found
    if filters.limit is None:
        assert ledger.count("events", filters) == len(found)


def test_events_of_a_document(ledger: Ledger, made: Sample) -> None:
    of_gull = Filters(document=made.gull.document.document_id)
    assert [e.event_id for e in ledger.events(of_gull)] == ["ev-0000000000000001"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sanction", ["tern.txt"]),
        ("helsinki", ["gull.txt", "tern.txt"]),
        ("nato timber", []),
        ('"half an hour"', ["gull.txt"]),
        ('"an half hour"', []),
        ("NEAR( OR *", []),
        ("...", []),
    ],
)
def test_documents_are_searched_by_words_and_phrases(
    ledger: Ledger, words: str, found: list[str]
) -> None:
    assert sorted(d.uri for d in ledger.documents(Filters(search=words))) == found


@pytest.mark.parametrize(
    ("kind", "filters", "number"),
    [
        ("statements", Filters(speaker="aalto"), 1),
        ("statements", Filters(speaker="SWE"), 0),
        ("statements", Filters(actor="SWE"), 1),
        ("statements", Filters(between=("FIN", "SWE"), search="stockholm"), 1),
        ("statements", Filters(outlet="the t"), 1),
        ("statements", Filters(since="2024-04-03"), 0),
        ("commitments", Filters(status="fulfilled"), 1),
        ("commitments", Filters(status="open"), 0),
        ("commitments", Filters(state="fulfilled", due_before="2024-06"), 1),
        ("commitments", Filters(state="open", due_before="2024-06"), 0),
        ("commitments", Filters(due_before="2024-05-31"), 0),
        ("figures", Filters(type="minute", search="length"), 1),
        ("figures", Filters(measure="talk"), 1),
        ("figures", Filters(measure="Length TALKS"), 1),
        ("figures", Filters(measure="alks"), 0),
        ("disputes", Filters(between=("FIN", "SWE")), 1),
        ("disputes", Filters(between=("FIN", "NATO")), 0),
        ("disputes", Filters(search="hour", since="2024"), 1),
        ("actors", Filters(search="aalto"), 1),
        ("mentions", Filters(actor="FIN"), 1),
        ("event_mentions", Filters(between=("FIN", "SWE")), 2),
    ],
)
def test_other_kinds_are_filtered(ledger: Ledger, kind: str, filters: Filters, number: int) -> None:
    assert len(list(ledger.query(kind, filters))) == number


def test_names_match_without_diacritics(places: Places, made: Sample) -> None:
    (event,) = (e for e in made.events if e.type == "AGREE")
    named = dataclasses.replace(
        event, actors=(dataclasses.replace(event.actors[0], name="Recep Tayyip Erdoğan"),)
    )
    with Ledger.open(places("x"), create=True) as ledger:
        ledger.replace_merged(events=[named], disputes=(), commitments=(), groups={})
        assert ledger.count("events", Filters(actor="Erdogan")) == 1
        assert ledger.count("events", Filters(actor="erdoğan")) == 1


def test_every_applicable_filter_works_on_its_kind(ledger: Ledger) -> None:
    days = {"since": "2024", "until": "2024-02-29", "due_before": "2024-05"}
    numbers = {"quad": "verbal-conflict", "min_sources": 2}
    value = {"between": ("FIN", "SWE"), **days, **numbers}
    for kind, names in APPLICABLE.items():
        for name in names:
            filters = dataclasses.replace(Filters(), **{name: value.get(name, "x")})
            assert ledger.count(kind, filters) >= 0


@pytest.mark.parametrize(
    ("kind", "filters", "said"),
    [
        ("documents", Filters(speaker="x"), "cannot be filtered by speaker"),
        ("events", Filters(since="May 2024"), "expected a date"),
        ("events", Filters(since="2024-13"), "expected a date"),
        ("events", Filters(until="2023-02-30"), "expected a date"),
        ("events", Filters(until="0000"), "expected a date"),
    ],
)
def test_a_question_without_sense_is_refused(
    ledger: Ledger, kind: str, filters: Filters, said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        list(ledger.query(kind, filters))


# Opening


def test_a_missing_ledger_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger there"):
        Ledger.open(tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.close()


def older(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()


def truncated(path: Path) -> None:
    os.truncate(path, 3000)


def scribbled(path: Path) -> None:
    path.write_bytes(b"<html>no database</html>" * 500)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (newer, "newer version"),
        (older, "earlier version"),
        (foreign, "not a ledger"),
        (truncated, "restore a copy"),
        (scribbled, "not a ledger, or damaged"),
    ],
)
@pytest.mark.parametrize("create", [False, True])
def test_what_cannot_be_opened_is_left_as_it_was(
    tmp_path: Path, damage: object, said: str, create: bool
) -> None:
    path = tmp_path / "sample.db"
    build_sample(path)
    damage(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=said):
        Ledger.open(path, create=create)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_damage_inside_the_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sample.db"
    build_sample(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(LedgerError, match="restore a copy"), Ledger.open(path) as ledger:
        contents(ledger)


def test_an_empty_file_becomes_a_ledger_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch()
    with pytest.raises(LedgerError):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert ledger.count("documents") == 0


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    for create in (False, True):
        with pytest.raises(LedgerError):
            Ledger.open(tmp_path, create=create)


def test_reading_goes_on_while_another_writes(places: Places, made: Sample) -> None:
    path = places("x")
    build_sample(path)
    with Ledger.open(path) as reader, Ledger.open(path) as writer:
        events = iter(reader.events())
        first = next(events)
        writer.replace_merged(events=(), disputes=(), commitments=(), groups={})
        assert [first, *events] == [made.events[1], made.events[0]]
        assert list(reader.events()) == []


# Being killed

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from communique.ledger import Ledger
    from communique.records import Extraction
    from ledger_records import coded, make_document, sample

    made = sample()
    with Ledger.open(sys.argv[1], create=True) as ledger:
        for number in range(100_000):
            text = f"Report {number}. " + "They met again. " * 200
            document = make_document(text, f"{number}.txt", "The Auk", None)
            mentions = tuple(
                type(m)(mention_id=f"m-{number}-{i}", document_id=document.document_id,
                        span=m.span, kind=m.kind, actor_id=m.actor_id)
                for i in range(20) for m in made.tern.extraction.mentions
            )
            ledger.write_documents(
                [coded(document, Extraction(document_id=document.document_id, mentions=mentions))]
            )
            print(document.document_id, flush=True)
            if number % 10 == 9:
                ledger.replace_merged(
                    events=made.events, disputes=made.disputes, commitments=(), groups={}
                )
    """
)


@pytest.mark.parametrize("seconds", [0.02, 0.11, 0.23])
def test_a_kill_loses_nothing_that_was_acknowledged(places: Places, seconds: float) -> None:
    path = places("x")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("src", "tests"))},
    ) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        acknowledged = {first.decode().strip()} | {
            line.decode().strip() for line in writer.stdout if line.endswith(b"\n")
        }
    if isinstance(path, Path):
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
    with Ledger.open(path) as ledger:
        stored = {d.document_id for d in ledger.documents()}
        assert acknowledged <= stored
        assert ledger.count("mentions") == 20 * len(stored)
        assert {e.document_id for e in ledger.extractions()} == stored
        assert {c.document_id for c in ledger.codings()} == stored
        assert ledger.count("events") in (0, 2)


def test_a_coding_names_its_document(ledger: Ledger, made: Sample) -> None:
    wanted = Coding(
        document_id=document_id(made.tern.document.text),
        coder_id=CODER,
        status="ok",
        counts={"events": 1},
    )
    assert wanted in list(ledger.codings())


def test_records_are_found_by_many_ids_and_the_unknown_are_absent(places: Places) -> None:
    made = build_sample(places("a"))
    known = made.tern.document.document_id
    with Ledger.open(places("a")) as ledger:
        found = ledger.by_ids("documents", [known, *(f"no-{number}" for number in range(1200))])
        assert found == {known: ledger.document(known)}
