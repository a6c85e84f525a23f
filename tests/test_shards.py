"""Shards: one pure function codes them, a dying process costs nothing, a stopped build goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from communique.errors import KnowledgeError, RecordError
from communique.ledger import Ledger
from communique.pipeline import BuildReport, build, code_batch
from communique.pipeline.incoming import shards_beside
from communique.pipeline.shards import (
    CODED,
    DIED,
    Begun,
    Came,
    Shard,
    ShardPlace,
    Work,
    coded_shards,
    cut,
    read_coded,
    sources_table,
    too_long,
)
from communique.pipeline.throughput import Throughput
from communique.records import Source
from communique.settings import Settings
from dying_work import (
    POISON,
    ends_on_poison,
    ends_the_first_time,
    hangs_among_three,
    hangs_on_poison,
)

SENT = "France sent Ukraine {} tanks on Monday, officials in Paris said."


def source(number: int, text: str | None = None) -> Source:
    content = SENT.format(number) if text is None else text
    given = {"published": "2023-05-02", "outlet": "The Essex Lantern"}
    return Source(uri=f"r{number}", content=content, markup="body", given=given)


def shards(sources: list[Source], size: int = 4) -> list[Shard]:
    came = (Came(one, f"key-{one.uri}") for one in sources)
    return list(cut(came, Settings(), "coder-1", size=size))


def uris(place: ShardPlace) -> list[str]:
    tables = (place.read(name) for name in place.names())
    return sorted(row.uri for table in tables if table is not None for row in read_coded(table))


def reasons(place: ShardPlace, uri: str | None = None) -> list[str | None]:
    tables = (place.read(name) for name in place.names())
    rows = (row for table in tables if table is not None for row in read_coded(table))
    return [row.reason for row in rows if row.reason != "looked at" and uri in (None, row.uri)]


def reports_file(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = {"id": f"r{number}", "text": SENT.format(number + 2), "date": "2023-05-02"}
            file.write(json.dumps(row) + "\n")
    return path


def hash_of(path: Path) -> str:
    with Ledger.open(path) as ledger:
        return ledger.content_hash()


# The function


def test_a_table_of_reports_becomes_a_table_of_codings() -> None:
    table = code_batch(sources_table([source(12), source(2, "")], Settings()))
    assert table.schema.names == CODED.names
    coded, empty = read_coded(table)
    assert coded.coded is not None
    assert [m.type for m in coded.coded.extraction.event_mentions] == ["AID"]
    assert (empty.uri, empty.status, empty.coded) == ("r2", "empty", None)
    assert empty.reason == "no body text found"


def test_the_same_table_gives_the_same_table() -> None:
    table = sources_table([source(12), source(13)], Settings())
    assert code_batch(table).equals(code_batch(table), check_metadata=True)


def test_settings_travel_with_the_table(tmp_path: Path) -> None:
    settings = Settings(clean=Settings().clean.__class__(outlets=(str(tmp_path / "none.yaml"),)))
    with pytest.raises(KnowledgeError, match=r"none\.yaml"):
        code_batch(sources_table([source(12)], settings))


def test_a_table_without_a_column_is_refused() -> None:
    with pytest.raises(RecordError, match="source_key"):
        code_batch(pa.table({"uri": ["x"]}))


def test_half_a_character_is_replaced() -> None:
    table = code_batch(sources_table([source(1, "Kenya met \ud800 Japan in Rome.")], Settings()))
    [row] = read_coded(table)
    assert row.coded is not None
    assert "\ufffd" in row.coded.document.text


# Cutting


def test_shards_are_the_same_when_a_run_goes_on() -> None:
    came = [Came(source(n), f"k{n}") for n in range(10)]
    first = [shard.name for shard in cut(came, Settings(), "coder-1", size=4)]
    rest = cut(came, Settings(), "coder-1", size=4, done={"k0", "k1", "k2", "k3"})
    assert [shard.name for shard in rest] == first[1:]


def test_another_coder_makes_other_shards() -> None:
    came = [Came(source(1), "k1")]
    [one] = cut(came, Settings(), "coder-1")
    [other] = cut(came, Settings(), "coder-2")
    assert one.name != other.name


# Where they lie


def test_a_damaged_shard_is_no_shard(tmp_path: Path) -> None:
    place = ShardPlace(str(tmp_path))
    [shard] = shards([source(1)])
    place.write(shard.name, code_batch(shard.table))
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:200])
    assert place.read(shard.name) is None


def test_a_shard_that_is_there_is_not_coded_again(tmp_path: Path) -> None:
    place = ShardPlace(str(tmp_path))
    [shard] = shards([source(1)])
    place.write(shard.name, code_batch(shard.table))

    def never(table: pa.Table, begun: Begun) -> pa.Table:
        raise AssertionError

    assert [one.name for one in coded_shards([shard], place, work=never)] == [shard.name]


# Processes that die


def test_a_report_that_ends_its_process_is_told_and_the_others_are_coded(tmp_path: Path) -> None:
    place = ShardPlace(str(tmp_path))
    sources = [source(n, f"{POISON} for all" if n == 13 else None) for n in range(40)]
    done = list(coded_shards(shards(sources, 2), place, jobs=2, work=ends_on_poison))
    assert len(done) == 20
    assert uris(place) == sorted(one.uri for one in sources)
    tables = [place.read(shard.name) for shard in done]
    rows = [row for table in tables if table is not None for row in read_coded(table)]
    assert [(row.uri, row.reason) for row in rows if row.reason != "looked at"] == [("r13", DIED)]


@pytest.mark.parametrize(
    ("jobs", "work", "waits"), [(2, hangs_on_poison, 1), (1, hangs_among_three, 2)]
)
def test_a_report_that_hangs_is_told_and_is_waited_for_once_where_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, work: Work, waits: int
) -> None:
    monkeypatch.setenv("COMMUNIQUE_TEST_MARK", str(tmp_path / "mark"))
    place = ShardPlace(str(tmp_path / "shards"))
    sources = [source(n, f"{POISON} for all" if n == 13 else None) for n in range(64)]
    list(coded_shards(shards(sources), place, jobs=jobs, work=work, limit=3))
    assert uris(place) == sorted(one.uri for one in sources)
    assert reasons(place, "r13") == [too_long(3)]
    assert len((tmp_path / "mark").read_text().splitlines()) == waits
    assert len(reasons(place)) == 1


def test_a_run_that_ended_in_this_process_codes_apart_when_it_goes_on(tmp_path: Path) -> None:
    place = ShardPlace(str(tmp_path / "shards"))
    sources = [source(n, f"{POISON} for all" if n == 2 else None) for n in range(4)]
    run = (
        "from dying_work import *; from test_shards import *; from pathlib import Path\n"
        f"place = ShardPlace({place.address!r})\n"
        f"sources = [source(n, f'{POISON} for all' if n == 2 else None) for n in range(4)]\n"
        "list(coded_shards(shards(sources), place, work=ends_on_poison, few='watched'))\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    ended = subprocess.run(
        [sys.executable, "-c", run], env=os.environ | {"PYTHONPATH": path}, check=False,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL
    assert "Run the same command again" in ended.stderr
    assert len(place.words_left()) == 1
    list(coded_shards(shards(sources), place, work=ends_on_poison))
    assert reasons(place) == [DIED]
    assert place.words_left() == []


def test_a_few_reports_are_coded_apart_where_this_process_must_not_end(tmp_path: Path) -> None:
    place = ShardPlace(str(tmp_path / "shards"))
    sources = [source(n, f"{POISON} for all" if n == 2 else None) for n in range(4)]
    list(coded_shards(shards(sources), place, work=ends_on_poison, few="apart"))
    assert uris(place) == sorted(one.uri for one in sources)
    assert reasons(place, "r2") == [DIED]


def test_a_command_that_hangs_ends_itself_and_says_what_to_do(tmp_path: Path) -> None:
    run = (
        "from dying_work import *; from test_shards import *\n"
        f"place = ShardPlace({str(tmp_path / 'shards')!r})\n"
        "sources = [source(n, POISON if n == 2 else None) for n in range(4)]\n"
        "list(coded_shards(shards(sources), place, work=hangs_on_poison, limit=1, few='watched'))\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    known = {"PYTHONPATH": path, "COMMUNIQUE_TEST_MARK": str(tmp_path / "mark")}
    ended = subprocess.run(
        [sys.executable, "-c", run], env=os.environ | known, check=False,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.startswith("communique: ended while coding")
    assert "Traceback" not in ended.stderr


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from dying_work import answered_all; from test_shards import *\n"
        f"place = ShardPlace({str(tmp_path / 'shards')!r})\n"
        "many = shards([source(n) for n in range(80)])\n"
        "print(len(list(coded_shards(many, place, jobs=2, work=answered_all))))\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    ran = subprocess.run(
        [sys.executable, str(script)], env=os.environ | {"PYTHONPATH": path}, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert ran.stdout == "20\n"


def test_word_is_given_of_the_reports_at_work() -> None:
    said: list[tuple[int, int]] = []
    texts = [SENT.format(12), "", SENT.format(13), SENT.format(14)]
    table = sources_table([source(n, text) for n, text in enumerate(texts)], Settings())
    code_batch(table, lambda first, end: said.append((first, end)))
    cleaned, parsed, coded = said[:4], said[4:7], said[7:]
    assert cleaned == [(0, 1), (1, 2), (2, 3), (3, 4)]
    assert parsed == [(0, 1), (0, 3), (0, 4)]
    assert coded == [(0, 1), (2, 4), (2, 3), (3, 4), (3, 4)]


def test_a_worker_that_is_killed_costs_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_TEST_MARK", str(tmp_path / "mark"))
    place = ShardPlace(str(tmp_path / "shards"))
    sources = [source(n) for n in range(64)]
    list(coded_shards(shards(sources), place, jobs=2, work=ends_the_first_time))
    tables = [place.read(name) for name in place.names()]
    rows = [row for table in tables if table is not None for row in read_coded(table)]
    assert sorted(row.uri for row in rows) == sorted(one.uri for one in sources)
    assert {row.reason for row in rows} == {"looked at"}


# Builds


def test_a_build_leaves_no_shards_beside_its_ledger(tmp_path: Path) -> None:
    build([reports_file(tmp_path / "r.jsonl", 20)], tmp_path / "l.db")
    assert not shards_beside(tmp_path / "l.db").exists()


def test_a_build_takes_up_the_shards_that_a_stopped_one_left(tmp_path: Path) -> None:
    file = reports_file(tmp_path / "r.jsonl", 20)
    build([file], tmp_path / "one.db", shards=tmp_path / "kept")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    build([file], tmp_path / "two.db", shards=tmp_path / "kept")
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    assert hash_of(tmp_path / "one.db") == hash_of(tmp_path / "two.db")


def test_coded_shards_are_stored_without_being_coded(tmp_path: Path) -> None:
    file = reports_file(tmp_path / "r.jsonl", 40)
    build([file], tmp_path / "whole.db", shards=tmp_path / "kept")
    report = build([tmp_path / "kept"], tmp_path / "stored.db")
    assert (report.read, report.new, report.problems) == (40, 40, [])
    again = build([str(tmp_path / "kept" / "*.coded.parquet")], tmp_path / "stored.db")
    assert (again.already, again.new) == (40, 0)
    assert hash_of(tmp_path / "stored.db") == hash_of(tmp_path / "whole.db")


def test_reports_without_findings_may_be_left_out(tmp_path: Path) -> None:
    file = reports_file(tmp_path / "r.jsonl", 3)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "rain", "text": "Rain will spread from the west."}) + "\n")
    build([file], tmp_path / "all.db", shards=tmp_path / "kept")
    report = build([tmp_path / "kept"], tmp_path / "some.db", coded_only=True)
    assert (report.read, report.new) == (4, 3)
    assert report.reasons == {"nothing to code, left out": 1}


def test_shards_of_another_coder_are_refused_with_a_reason(tmp_path: Path) -> None:
    build([reports_file(tmp_path / "r.jsonl", 4)], tmp_path / "l.db", shards=tmp_path / "kept")
    other = Settings(parse=Settings().parse.__class__(batch_size=8))
    report = build([tmp_path / "kept"], tmp_path / "other.db", settings=other)
    assert report.reasons == {"coded by another version or with other settings": 1}


def test_plain_pages_are_cleaned_alike_by_a_build_that_went_on(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(
            f"THE DOVER POST\n\nKenya and Japan agree on {n} ports\n\n{SENT.format(n)}\n\n"
            "Support our newsroom with a small gift today\n", encoding="utf-8"
        )  # fmt: skip
    files = sorted(folder.iterdir())
    build([folder], tmp_path / "whole.db", jobs=1)
    build(files, tmp_path / "again.db", jobs=2)
    assert hash_of(tmp_path / "whole.db") == hash_of(tmp_path / "again.db")


def test_ctrl_c_ends_a_build_cleanly_and_the_next_goes_on(tmp_path: Path) -> None:
    file = reports_file(tmp_path / "r.jsonl", 288)
    ledger = tmp_path / "stopped.db"
    command = [sys.executable, "-m", "communique", "build", str(file), "--ledger", str(ledger)]
    process = subprocess.Popen(
        [*command, "--jobs", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".stopped.db-shards/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, workers included
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "stopped; what was done is kept" in told
    assert "Traceback" not in told
    build([file], ledger, jobs=2)
    build([file], tmp_path / "whole.db")
    assert hash_of(ledger) == hash_of(tmp_path / "whole.db")


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes as Linux shows them")
def test_workers_end_when_their_build_is_killed(tmp_path: Path) -> None:
    file = reports_file(tmp_path / "r.jsonl", 288)
    command = [sys.executable, "-m", "communique", "build", str(file), "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--ledger", str(tmp_path / "l.db")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".l.db-shards/*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.wait()
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(workers) >= 2


def test_progress_estimates_how_many_there_are() -> None:
    told: list[tuple[str, int, int | None]] = []
    report = BuildReport(read=300, already=100)
    throughput = Throughput(lambda *one: told.append(one), report, size=1_000_000)
    throughput.stored(16)
    throughput.reached(500_000)
    throughput.stored(16)
    throughput.end()
    assert told == [("coding", 16, None), ("coding", 32, 500), ("coding", 32, 32)]
