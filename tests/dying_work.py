"""Work on shards that ends the process it runs in, as a fault in a library would.

Nothing is coded, so that a process that is started for it need not load a model.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pyarrow as pa

from communique.pipeline.shards import CodedSource, coded_table

POISON = "poison"


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


def ends_on_poison(table: pa.Table) -> pa.Table:
    """End this process at once if a report holds the word."""
    if any(POISON in content for content in table.column("content").to_pylist()):
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(table)


def ends_the_first_time(table: pa.Table) -> pa.Table:
    """End this process at once, unless one was ended so before."""
    mark = Path(os.environ["COMMUNIQUE_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answered(table)
