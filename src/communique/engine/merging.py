"""Which event mentions tell of one happening, found on an engine: blocks, edges, then joins.

1. Each account goes to a bucket for each party of its type, and to one for its story: whatever two
   accounts share that makes them meet, they share it in one of these. A bucket compares its
   accounts as a single machine would, and gives the pairs that may be one event: edges.
2. The driver alone sees the edges, never an account, and finds the parts that they connect.
3. The accounts of a part go to one bucket again and are joined there. No join goes beyond a part.

The outcome is that of :func:`communique.merge.events.group_mentions`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute as pc

from communique.batches import batches
from communique.engine.pool import each_row
from communique.merge.accounts import Account, cast_of, read_account
from communique.merge.blocking import Key, block_keys, candidate_pairs
from communique.merge.decided import Decided
from communique.merge.events import join_accounts, strong_pairs
from communique.merge.joins import Joins
from communique.merge.weights import load_weights
from communique.records import Document, EventMention, all_from_json, to_json

_OF_ACCOUNTS: list[tuple[str, pa.DataType]] = [
    ("id", pa.string()),
    ("bucket", pa.list_(pa.int64())),  # those in which it meets others
    ("account", pa.large_string()),
]
ACCOUNTS = pa.schema(_OF_ACCOUNTS)
_EDGES: dict[str, pa.DataType] = {
    "one": pa.list_(pa.large_string()), "other": pa.list_(pa.large_string()),
    "score": pa.list_(pa.float64()),
}  # fmt: skip
_OF_PART = ("account", "number", "others", "scores")
_MEMBERS: dict[str, pa.DataType] = {"members": pa.list_(pa.list_(pa.string()))}
_BUCKETS = 512  # among which the engine shares the work out
_AT_ONCE = 10_000  # accounts in a batch


def account_batches(rows: Iterable[tuple[EventMention, Document]]) -> Iterator[pa.RecordBatch]:
    """Yield event mentions as the engine takes them, one a row of the columns ``ACCOUNTS``.

    Args:
        rows: each with its document, whose story and copy group are set.
    """
    accounts = (read_account(mention, document) for mention, document in rows)
    for some in batches(accounts, _AT_ONCE):
        columns: dict[str, list[Any]] = {
            "id": [one.id for one in some],
            "bucket": [sorted(set(map(_home, block_keys(one)))) for one in some],
            "account": list(map(_written, some)),
        }
        yield pa.RecordBatch.from_pydict(columns, schema=ACCOUNTS)


def happenings_on_daft(
    daft: Any, accounts: Any, least: float, jobs: int | None = None
) -> list[tuple[str, ...]]:
    """Return the ids of the event mentions that tell of each happening, all sorted.

    Args:
        daft: the library, its runner set.
        accounts: a frame with the columns ``ACCOUNTS``.
        least: score at which two accounts may be one event.
        jobs: processes at a time; None for one a processor.
    """
    met = accounts.explode("bucket").groupby("bucket").agg(daft.col("account").list_agg())
    compared = each_row(daft, met, _compared, _EDGES, least, jobs=jobs)
    linked = _links(compared.to_arrow())
    parts = accounts.join(daft.from_arrow(linked), on="id").groupby("part")
    gathered = parts.agg(*(daft.col(name).list_agg() for name in _OF_PART)).select(*_OF_PART)
    joined = each_row(daft, gathered, _joined, _MEMBERS, jobs=jobs).to_arrow().column("members")
    ids = accounts.select("id").to_arrow().column("id")
    alone = ids.filter(pc.invert(pc.is_in(ids, linked.column("id").cast(ids.type))))
    members = (tuple(each) for some in joined.to_pylist() for each in some)
    return sorted([*members, *((name,) for name in alone.to_pylist())])


def _compared(bucket: int, account: Sequence[str], least: float) -> dict[str, list[Any]]:
    """The edges among the accounts of a bucket; the driver needs nothing else of them."""
    accounts = sorted(_read(account), key=lambda one: one.id)
    pairs = candidate_pairs(accounts, lambda key: _home(key) == bucket)
    strong = strong_pairs(accounts, load_weights(), least, pairs)
    return {
        "one": [accounts[first].id for first, _, _ in strong],
        "other": [accounts[second].id for _, second, _ in strong],
        "score": [score for _, _, score in strong],
    }


def _joined(
    account: Sequence[str],
    number: Sequence[int],
    others: Sequence[Sequence[int]],
    scores: Sequence[Sequence[float]],
) -> dict[str, list[list[str]]]:
    """The ids of the accounts of each happening in some parts."""
    read = _read(account)
    order = sorted(range(len(read)), key=lambda row: read[row].id)
    at = {number[row]: place for place, row in enumerate(order)}
    strongest = [
        (at[one], at[other], score)
        for one, names, values in zip(number, others, scores, strict=True)
        for other, score in zip(names, values, strict=True)
    ]
    strongest.sort(key=lambda edge: (-edge[2], edge[0], edge[1]))
    accounts = [read[row] for row in order]
    found = join_accounts(accounts, strongest, load_weights(), Decided())
    return {"members": [[one.id for one in each.accounts] for each in found]}


def _links(edges: pa.Table) -> pa.Table:
    """For each account with an edge: the bucket of its part, and its edges to later accounts."""
    one, other, score = (pc.list_flatten(edges.column(name).combine_chunks()) for name in _EDGES)
    coded = pa.concat_arrays([one, other]).dictionary_encode()
    ends = coded.indices.to_numpy().astype(np.int64).reshape(2, len(one))
    count = len(coded.dictionary)
    _, rows = np.unique(ends[0] * count + ends[1], return_index=True)  # in two buckets
    low, high = ends[:, rows]
    joins = Joins(range(count))
    for first, second in zip(low.tolist(), high.tolist(), strict=True):
        joins.join(first, second)
    offsets = pa.array(np.searchsorted(low, np.arange(count + 1)), type=pa.int32())
    values = score.to_numpy()[rows]
    parts = [joins.find(number) % _BUCKETS for number in range(count)]
    return pa.table(
        {
            "id": coded.dictionary,
            "number": pa.array(np.arange(count)),
            "part": pa.array(parts, type=pa.int64()),
            "others": pa.ListArray.from_arrays(offsets, pa.array(high)),
            "scores": pa.ListArray.from_arrays(offsets, pa.array(values)),
        }
    )


def _home(key: Key) -> int:
    """The bucket of a block: with the others of its type and its first party, or its story."""
    kind, type_, *shared = key
    name = f"{type_}\x1f{shared[0] if kind == 'pair' else shared[1]}"
    return zlib.crc32(name.encode("utf-8", "replace")) % _BUCKETS


def _written(account: Account) -> str:
    """An account as JSON, without what only its cast is read from, and what comparing ignores."""
    told = replace(
        account.mention, actors=(), recipients=(), attributed_to=None, evidence=(), rule=""
    )
    return to_json(replace(account, mention=told, cast=replace(account.cast, roles=())))


def _read(lines: Iterable[str]) -> list[Account]:
    """Accounts that share their casts, so that two casts are compared but once."""
    return [
        replace(one, cast=cast_of(one.cast.doers, one.cast.targets, one.cast.symmetric))
        for one in all_from_json(Account, lines)
    ]
