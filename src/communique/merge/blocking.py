"""Which accounts are worth comparing: near-linear candidates by type, parties, time and report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from communique.merge.accounts import Account, bounded

_NEIGHBOURS = 60  # in a block of one type and one pair of parties, in order of time
_NEAR_REPORTS = 12  # accounts of one story or document

Key = tuple[str, ...]


def candidate_pairs(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Return the pairs of positions in ``accounts`` to compare, sorted.

    Two accounts meet if they have the type and two parties in common, or the type and one party in
    one story, or the type in one document. Inside a block only neighbours in time meet, so that
    growth stays near-linear where two states meet every week.
    """
    blocks: dict[Key, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        for key in _keys(account):
            blocks[key].append(at)
    found: set[tuple[int, int]] = set()
    for key, items in blocks.items():
        if len(items) < 2:
            continue
        ordered = sorted(items, key=lambda at: _order(accounts[at]))
        reach = _NEIGHBOURS if key[0] != "document" else _NEAR_REPORTS
        found.update(_neighbours(ordered, reach))
        undated = [at for at in ordered if bounded(accounts[at].mention.when) is None]
        if key[0] == "pair" and undated and len(undated) < len(ordered):
            by_report = sorted(items, key=lambda at: (_told(accounts[at]), accounts[at].id))
            found.update(_neighbours(by_report, reach))
    return sorted(found)


def _keys(account: Account) -> Iterator[Key]:
    kind = account.mention.type
    names = sorted({role.key for role in account.roles})
    for pair in combinations(names, 2):
        yield ("pair", kind, *pair)
    for name in names:
        yield ("story", kind, name, account.story)
    yield ("document", kind, account.mention.document_id)


def _neighbours(ordered: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + reach]:
            yield (min(one, other), max(one, other))


def _order(account: Account) -> tuple[date, str]:
    when = bounded(account.mention.when)
    return (when.start if when and when.start else _told(account), account.id)


def _told(account: Account) -> date:
    return account.published or date.max
