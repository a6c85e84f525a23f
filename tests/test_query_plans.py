"""How SQLite answers what listings ask: from an index, never by looking at a whole table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from communique.ledger import Filters
from communique.ledger.kinds import KINDS
from communique.ledger.opening import connect
from communique.ledger.queries import count_records
from communique.ledger.read import page
from ledger_records import build_sample

DATED = [
    *({}, {"order": "newest"}, {"until": "2024-05"}, {"since": "2024", "until": "2024-05"}),
    {"since": "2024", "order": "newest"},
]
OF_PARTIES = [
    *({"actor": "RUS"}, {"actor": "person/xi-jinping"}, {"actor": "organisation/BRICS"}),
    *({"actor": "rebels"}, {"actor": "state/RUS"}),
]
BETWEEN = [
    *({"between": pair} for pair in (("RUS", "CHN"), ("putin", "xi"), ("RUS", "wang yi"))),
    {"between": ("organisation/BRICS", "USA")},
]
SEARCHES = [{"search": "timber"}, {"search": "timber", "order": "newest"}, {"document": "5f2"}]
CODED = [
    *({"type": "CONSULT"}, {"type": "CONSULT", "mode": "visit"}, {"quad": 4}, {"place": "RUS"}),
    *({"place": "geneva"}, {"status": "planned"}, {"outlet": "Halyard"}),
]
ASKED: dict[str, list[dict[str, Any]]] = {
    "documents": [*DATED, *SEARCHES, {"outlet": "Halyard"}],
    "mentions": [*DATED, *OF_PARTIES],
    "events": [
        *(*DATED, *OF_PARTIES, *BETWEEN, *SEARCHES, *CODED),
        *({"min_sources": 3}, {"speaker": "RUS"}, {"topic": "trade"}, {"source": "RUS"}),
    ],
    "event_mentions": [*DATED, *OF_PARTIES, *BETWEEN, *SEARCHES, *CODED, {"target": "RUS"}],
    "statements": [
        *(*DATED, *OF_PARTIES, *BETWEEN, *SEARCHES),
        *({"speaker": "RUS"}, {"speaker": "putin"}, {"about": "UKR"}, {"topic": "trade"}),
    ],
    "commitments": [*DATED, *OF_PARTIES, *BETWEEN, *SEARCHES, {"state": "open"}],
    "figures": [*DATED, *OF_PARTIES, *SEARCHES, {"measure": "trade"}],
    "disputes": [*DATED, *OF_PARTIES],
    "stories": [*DATED, {"document": "5f2"}],
    "actors": [{}, {"actor": "putin"}],
}


def plan(path: Path, kind: str, *, count: bool = False, **asked: Any) -> list[str]:
    """The steps by which SQLite answers a question."""
    engine = connect(path, create=False)
    told: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _m: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            told.append((statement, values))

    try:
        with engine.connect() as connection:
            if count:
                count_records(connection, KINDS[kind], Filters(**asked))
            else:
                page(connection, KINDS[kind], Filters(**asked, limit=50))
            explained = [
                connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                for statement, values in told
            ]
            return [row[3] for rows in explained for row in rows]
    finally:
        engine.dispose()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "x.db"
    build_sample(path)
    return path


def table_scans(steps: list[str]) -> list[str]:
    """The steps that look at each row of a table; walking an index in its order is none."""
    tables = tuple(f"SCAN {name}" for name in (*KINDS, "parties", "event_links", "dealings"))
    return [step for step in steps if step in tables]


@pytest.mark.parametrize("count", [False, True], ids=["page", "count"])
@pytest.mark.parametrize("kind", list(ASKED))
def test_no_question_looks_at_a_whole_table(ledger: Path, kind: str, count: bool) -> None:
    for asked in ASKED[kind]:
        assert table_scans(plan(ledger, kind, count=count, **asked)) == [], asked


@pytest.mark.parametrize("asked", [*OF_PARTIES, *BETWEEN])
def test_parties_are_looked_up_not_read_through(ledger: Path, asked: dict[str, Any]) -> None:
    steps = plan(ledger, "event_mentions", **asked)
    assert [step for step in steps if step.endswith("parties_by_record (record_kind=?)")] == []


@pytest.mark.parametrize("order", ["newest", "document"])
@pytest.mark.parametrize("kind", ["events", "event_mentions", "documents"])
def test_a_later_page_begins_where_the_one_before_ended(
    ledger: Path, kind: str, order: str
) -> None:
    engine = connect(ledger, create=False)
    with engine.connect() as connection:
        _, after = page(connection, KINDS[kind], Filters(order=order, limit=1))  # type: ignore[arg-type]
    engine.dispose()
    assert after is not None
    first = plan(ledger, kind, order=order, after=after)[0]
    assert first.startswith(f"SEARCH {kind} USING INDEX {kind}_by_")


def test_the_newest_events_of_two_states_are_read_in_order(ledger: Path) -> None:
    steps = plan(ledger, "events", between=("RUS", "CHN"), since="2024", order="newest")
    assert steps[0].startswith("SEARCH dealings USING PRIMARY KEY (one=? AND other=?")
    assert steps[1] == "SEARCH events USING INTEGER PRIMARY KEY (rowid=?)"
