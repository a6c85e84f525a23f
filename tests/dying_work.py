"""Work on shards that ends the process it runs in, or hangs, as a fault in a library would.

Nothing is coded, so that a process that is started for it need not load a model.
"""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pyarrow as pa

from communique.pipeline.shards import Begun, CodedSource, coded_table

POISON = "poison"
pa.Table.from_pylist([{"": ""}])  # loads what it needs, so that no shard is blamed for it


def answered(table: pa.Table) -> pa.Table:
    """Return a row for each report."""
    rows = table.select(["source_key", "uri"]).to_pylist()
    return coded_table(
        [
            CodedSource(key=row["source_key"], uri=row["uri"], retrieved=None, reason="looked at")
            for row in rows
        ],
        "coder-1",
    )


def answered_all(table: pa.Table, begun: Begun) -> pa.Table:
    """Return a row for each report, without delay."""
    return answered(table)


def ends_on_poison(table: pa.Table, begun: Begun) -> pa.Table:
    """Without a word of the report, end this process at once if a report holds the word."""
    if any(POISON in content for content in table.column("content").to_pylist()):
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(table)


def hangs_on_poison(table: pa.Table, begun: Begun) -> pa.Table:
    """Search a report that holds the word with an expression that holds the interpreter."""
    for row, content in enumerate(table.column("content").to_pylist()):
        begun(row, row + 1)
        _look_at(content)
    return answered(table)


def hangs_among_three(table: pa.Table, begun: Begun) -> pa.Table:
    """The same, where reports are looked at three at a time."""
    contents = table.column("content").to_pylist()
    for row, content in enumerate(contents):
        begun(row, min(row + 3, len(contents)))
        _look_at(content)
    return answered(table)


def _look_at(content: str) -> None:
    if POISON in content:
        with Path(os.environ["COMMUNIQUE_TEST_MARK"]).open("a", encoding="utf-8") as mark:
            mark.write("hung\n")
        re.search(r"(a|a)*$", "a" * 60 + "b")


def ends_the_first_time(table: pa.Table, begun: Begun) -> pa.Table:
    """End this process at once, unless one was ended so before."""
    mark = Path(os.environ["COMMUNIQUE_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(table)
