"""How quickly the pages of a reading room answer, and whether readers hold during a build.

    python benchmarks/room.py LEDGER          # each page beside its own queries, bare
    python benchmarks/room.py --readers 50    # readers of a ledger that is being written

The first table asks each page several times and takes the best, then runs the very statements that
the page ran on a bare connection of the database's own driver, and gives the ratio. The second
counts the answers and errors of readers that ask without pause while reports are added.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from communique import pipeline
from communique.ledger import Ledger
from communique.web import make_app
from communique.web.app import Limits
from tables import markdown_table

_TIMES = 3
_AS_PEOPLE = {"accept": "text/html"}
Statement = tuple[str, Any]


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger", nargs="?", type=Path, help="pages of this ledger")
    parser.add_argument("--readers", type=int, default=0, help="so many readers during a build")
    given = parser.parse_args()
    if given.ledger is not None:
        _pages(given.ledger)
    if given.readers:
        _readers(given.readers)


def _pages(ledger: Path) -> None:
    rows = []
    app = make_app(ledger, limits=Limits(rate=0))
    with (
        TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as room,
        closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as bare,
    ):
        room.get("/static/0/room.css")
        for address in _addresses(ledger):
            rows.append(_row(room, bare, address))
            print(f"{address}  {rows[-1][1:]}", file=sys.stderr)
    head = ("page", "status", "ms", "its queries bare, ms", "ratio", "queries", "KiB")
    print(markdown_table(head, rows, right=set(range(1, len(head)))))


def _row(room: TestClient, bare: sqlite3.Connection, address: str) -> tuple[str, ...]:
    best, asked, answer = float("inf"), [], None
    for _ in range(_TIMES):
        with _recorded() as statements:
            began = time.perf_counter()
            answer = room.get(address, headers=_AS_PEOPLE)
            took = time.perf_counter() - began
        if took < best:
            best, asked = took, statements
    queries = min(_bare(bare, asked) for _ in range(_TIMES))
    return (
        address, str(answer.status_code if answer else ""), f"{best * 1000:.0f}",
        f"{queries * 1000:.1f}", f"{best / queries:.1f}" if queries else "",
        str(len(asked)), f"{len(answer.content) / 1024 if answer else 0:.0f}",
    )  # fmt: skip


@contextmanager
def _recorded() -> Iterator[list[Statement]]:
    statements: list[Statement] = []

    def note(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _bare(connection: sqlite3.Connection, statements: list[Statement]) -> float:
    began = time.perf_counter()
    for sql, values in statements:
        connection.execute(sql, values).fetchall()
    return time.perf_counter() - began


def _addresses(path: Path) -> list[str]:
    """A page of each sort: of what is busiest, and of the newest."""
    with Ledger.open(path) as ledger:
        event_ = ledger.events(order="newest", status="actual", limit=1).first()
        disputed = ledger.disputes(limit=1).first()
        document = ledger.documents(order="newest", limit=1).first()
        story = ledger.stories(limit=1).first()
        actor = ledger.actors(type="person", limit=1).first()
    pages = ["/", "/between", "/between/RUS/CHN", "/between/USA/CHN?since=2024"]
    pages += [
        "/events",
        "/events?actor=FRA",
        "/events?search=talks",
        "/events?type=AGREE&since=2024",
    ]
    pages += ["/statements", "/statements?speaker=RUS", "/commitments", "/commitments?state=open"]
    pages += ["/commitments/calendar", "/figures", "/disputes", "/stories", "/documents", "/actors"]
    pages += ["/actors/state/FRA", "/places", "/map", "/outlets", "/network", "/search?q=talks"]
    pages += ["/search?q=Russia+and+China"]
    pages += [f"/events/{event_.event_id}"] if event_ else []
    pages += [f"/events/{disputed.event_id}"] if disputed and disputed.event_id else []
    pages += [f"/documents/{document.document_id}"] if document else []
    pages += [f"/stories/{story.story_id}"] if story else []
    pages += [f"/actors/{actor.actor_id}"] if actor else []
    return pages


def _readers(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "read.db"
        reports = sorted(Path(pipeline.corpus_path()).glob("*"))
        pipeline.build(reports[: len(reports) // 2], ledger)
        answers: Counter[int] = Counter()
        over = threading.Event()
        app = make_app(ledger, limits=Limits(rate=0))
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as room:
            readers = [
                threading.Thread(target=_read, args=(room, over, answers)) for _ in range(count)
            ]
            for reader in readers:
                reader.start()
            began = time.perf_counter()
            for report in reports[len(reports) // 2 :]:
                pipeline.build([report], ledger)
            over.set()
            for reader in readers:
                reader.join()
        took = time.perf_counter() - began
    rows = [(str(status), str(times)) for status, times in sorted(answers.items())]
    head = (f"status, {count} readers in {took:.0f} s of building", "answers")
    print(markdown_table(head, rows, right={1}))


def _read(room: TestClient, over: threading.Event, answers: Counter[int]) -> None:
    pages = ("/", "/events", "/statements", "/between/USA/CHN", "/search?q=talks", "/documents")
    while not over.is_set():
        for page in pages:
            answers[room.get(page, headers=_AS_PEOPLE).status_code] += 1
            if over.is_set():
                break


if __name__ == "__main__":
    main()
