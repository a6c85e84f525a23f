"""The same task on Spark, for those who have a cluster of it: a function for ``mapInArrow``.

::

    from functools import partial
    from communique.engine.spark import SCHEMA, code_files

    files = spark.createDataFrame([(path,) for path in paths], "path string")
    coded = files.repartition(len(paths)).mapInArrow(
        partial(code_files, output="s3://bucket/coded"), SCHEMA
    )
    coded.agg({"read": "sum"}).show()

Then ``communique build s3://bucket/coded --ledger x.db``. A task that Spark begins again finds the
shards that it wrote before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pyarrow as pa

from communique.engine.files import SHARD, FileCoder
from communique.records import to_json
from communique.settings import Settings

SCHEMA = "uri string, read long, coded long, problems string"


def code_files(
    batches: Iterable[pa.RecordBatch],
    output: str,
    settings: Settings | None = None,
    size: int = SHARD,
) -> Iterator[pa.RecordBatch]:
    """Code the files that a partition names, each into shards.

    Args:
        batches: with a column ``path``.
        output: folder or place in a bucket for the shards.
        settings: of the run.
        size: reports in a shard.

    Yields:
        A row for each file, of the columns ``SCHEMA``; ``problems`` as JSON.
    """
    coder = FileCoder(output, to_json(settings or Settings()), size)
    for batch in batches:
        for path in batch.column("path").to_pylist():
            told = json.loads(coder.code(str(path)))
            row = {"uri": told["uri"], "read": told["read"]}
            row["coded"] = told["statuses"].get("coded", 0)
            row["problems"] = json.dumps(told["problems"])
            yield pa.RecordBatch.from_pylist([row])
