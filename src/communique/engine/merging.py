"""Which event mentions tell of one happening, found on an engine: blocks, edges, then joins.

1. Each account goes to a bucket for each party of its type, and to one for its document: whatever
   two accounts share that makes them meet, they share it in one of these. A bucket compares its
   accounts as a single machine would, and gives the pairs that may be one event: edges.
2. The driver alone sees the edges, never an account, and finds the parts that they connect.
3. The accounts of a part go to one bucket again and are joined there. No join goes beyond a part.

The outcome is that of :func:`communique.merge.events.group_mentions`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from communique.merge.accounts import Account, read_account
from communique.merge.blocking import Key, block_keys, candidate_pairs
from communique.merge.decided import Decided
from communique.merge.events import join_accounts, strong_pairs
from communique.merge.joins import Joins
from communique.merge.weights import load_weights
from communique.records import Document, EventMention, from_json, to_json

_OF_ACCOUNTS: list[tuple[str, pa.DataType]] = [
    ("id", pa.string()),
    ("bucket", pa.list_(pa.int64())),  # those in which it meets others
    ("account", pa.large_string()),
]
_OF_LINKS: list[tuple[str, pa.DataType]] = [
    ("id", pa.string()),
    ("part", pa.int64()),
    ("others", pa.list_(pa.string())),
    ("scores", pa.list_(pa.float64())),
]
ACCOUNTS, LINKS = pa.schema(_OF_ACCOUNTS), pa.schema(_OF_LINKS)
_BUCKETS = 128  # among which the engine shares the work out


def accounts_table(rows: Iterable[tuple[EventMention, Document]]) -> pa.Table:
    """Return event mentions as the engine takes them, one a row.

    Args:
        rows: each with its document, whose story and copy group are set.
    """
    accounts = (read_account(mention, document) for mention, document in rows)
    told = [
        {"id": one.id, "bucket": sorted(set(map(_home, block_keys(one)))), "account": to_json(one)}
        for one in accounts
    ]
    return pa.Table.from_pylist(told, schema=ACCOUNTS)


def happenings_on_daft(
    daft: Any, accounts: Any, least: float
) -> list[tuple[str, ...]]:
    """Return the ids of the event mentions that tell of each happening, all sorted.

    Args:
        daft: the library, its runner set.
        accounts: a frame with the columns ``ACCOUNTS``.
        least: score at which two accounts may be one event.
    """
    edges = _edges(daft, accounts, least)
    part = _parts(edges)
    linked = daft.from_arrow(_links(edges, part))
    grouped = accounts.join(linked, on="id").groupby("part")
    join = daft.func.batch(return_dtype=daft.DataType.list(daft.DataType.string()))(_joined)
    columns = (daft.col(name) for name in ("account", "others", "scores"))
    joined = grouped.map_groups(join(*columns).alias("members")).select("members").to_pydict()
    alone = accounts.join(linked, on="id", how="anti").select("id").to_pydict()["id"]
    return sorted([*map(tuple, joined["members"]), *((name,) for name in alone)])


def _edges(daft: Any, accounts: Any, least: float) -> dict[tuple[str, str], float]:
    """The pairs of accounts that may be one event, each with its score."""
    compare = daft.func.batch(return_dtype=daft.DataType.string())(_compared)
    met = accounts.select("bucket", "account").explode("bucket").groupby("bucket")
    told = met.map_groups(compare(daft.col("account"), daft.col("bucket"), least).alias("edge"))
    found: dict[tuple[str, str], float] = {}
    for edge in told.select("edge").to_pydict()["edge"]:
        one, other, score = edge.split("\t")
        found[one, other] = float(score)
    return found


def _home(key: Key) -> int:
    """The bucket of a block: with the others of its type and its first party, or document."""
    return _numbered("\x1f".join(key[1:3]))


def _numbered(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "replace")) % _BUCKETS


def _compared(account: Any, bucket: Any, least: float) -> list[str]:
    """Return the edges among the accounts of one bucket; the driver needs nothing else of them."""
    here = bucket.to_pylist()[0]
    accounts = _read(account.to_pylist())
    pairs = candidate_pairs(accounts, lambda key: _home(key) == here)
    strong = strong_pairs(accounts, load_weights(), least, pairs)
    return [f"{accounts[one].id}\t{accounts[other].id}\t{score!r}" for one, other, score in strong]


def _read(lines: Iterable[str]) -> list[Account]:
    return sorted((from_json(Account, line) for line in lines), key=lambda account: account.id)


def _parts(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What is connected, by union-find over the edges: the least id of its part by account."""
    pairs = list(edges)
    joins = Joins({name for pair in pairs for name in pair})
    for one, other in pairs:
        joins.join(one, other)
    return {name: members[0] for members in joins.groups() for name in members}


def _links(
    edges: Mapping[tuple[str, str], float], part: Mapping[str, str]
) -> pa.Table:
    """Return for each account with an edge the bucket of its part, and its edges to later ones."""
    rows: dict[str, dict[str, Any]] = {
        name: {"id": name, "part": _numbered(root), "others": [], "scores": []}
        for name, root in part.items()
    }
    for (one, other), score in edges.items():
        rows[one]["others"].append(other)
        rows[one]["scores"].append(score)
    return pa.Table.from_pylist(list(rows.values()), schema=LINKS)


def _joined(account: Any, others: Any, scores: Any) -> list[list[str]]:
    """Return the ids of the accounts of each happening in some parts."""
    lines, later, how = account.to_pylist(), others.to_pylist(), scores.to_pylist()
    read = [from_json(Account, line) for line in lines]
    accounts = sorted(read, key=lambda one: one.id)
    at = {one.id: number for number, one in enumerate(accounts)}
    strongest = [
        (at[one.id], at[other], score)
        for one, names, values in zip(read, later, how, strict=True)
        for other, score in zip(names, values, strict=True)
    ]
    strongest.sort(key=lambda edge: (-edge[2], edge[0], edge[1]))
    found = join_accounts(accounts, strongest, load_weights(), Decided())
    return [[one.id for one in happening.accounts] for happening in found]
