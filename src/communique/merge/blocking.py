"""Which accounts are worth comparing: near-linear candidates by type, parties, time and report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from communique.merge.accounts import Account, bounded

# How many neighbours an account meets in a block, in order of time.
_REACH = {"pair": 16, "story": 16, "document": 12}

Key = tuple[str, ...]


def candidate_pairs(
    accounts: Sequence[Account], wanted: Callable[[Key], bool] = lambda key: True
) -> NDArray[np.int64]:
    """Return the pairs of positions in ``accounts`` to compare, one a row, sorted.

    Two accounts meet if they have the type and two parties in common, or the type and one party in
    one story, or the type in one document. Inside a block only neighbours in time meet, so that
    growth stays near-linear where two states have dealings every hour; of one day, the accounts of
    one story stand together.

    Args:
        accounts: in order of their ids.
        wanted: tells which blocks to look into, where others look into the rest.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for key in filter(wanted, block_keys(account)):
            blocks[key].append(at)
    happened = _ranks(accounts, [_happened(account) for account in accounts])
    told = _ranks(accounts, [_told(account) for account in accounts])
    undated = [bounded(account.mention.when) is None for account in accounts]

    def met() -> Iterator[int]:
        for (kind, *_), items in blocks.items():
            if len(items) < 2:
                continue
            yield from _neighbours(sorted(items, key=happened.__getitem__), kind, len(accounts))
            # An undated account has its happening anywhere before it was told.
            if kind == "pair" and any(undated[at] for at in items):
                yield from _neighbours(sorted(items, key=told.__getitem__), kind, len(accounts))

    coded = np.unique(np.fromiter(met(), dtype=np.int64))
    return np.stack(np.divmod(coded, max(1, len(accounts))), axis=1)


def block_keys(account: Account) -> Iterator[Key]:
    """Yield the blocks in which an account meets others: sort of block, type, what they share."""
    kind = account.mention.type
    names = sorted({role.key for role in account.roles})
    for pair in combinations(names, 2):
        yield ("pair", kind, *pair)
    for name in names:
        yield ("story", kind, name, account.story)
    yield ("document", kind, account.mention.document_id, account.story)


def _neighbours(ordered: Sequence[int], kind: str, count: int) -> Iterator[int]:
    """Yield pairs as one number, the lower position times ``count`` plus the higher."""
    reach = _REACH[kind]
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + reach]:
            yield one * count + other if one < other else other * count + one


def _ranks(accounts: Sequence[Account], days: Iterable[date]) -> list[int]:
    """Place of each account in order of day, then story, then id."""
    keys = [(day, account.story, account.id) for day, account in zip(days, accounts, strict=True)]
    ranks = [0] * len(keys)
    for rank, at in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[at] = rank
    return ranks


def _happened(account: Account) -> date:
    when = bounded(account.mention.when)
    return when.start if when and when.start else _told(account)


def _told(account: Account) -> date:
    return account.published or date.max
