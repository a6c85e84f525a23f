"""Which promises were kept: by party, or by who promised whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Unpack

from communique.analysis.actual import ANY
from communique.analysis.promises import Promise, promises
from communique.analysis.rows import Rows
from communique.ledger import Filters, Ledger
from communique.ledger.filters import Asked, refined

# Who is invited has promised nothing yet, and others expect what nobody promised.
UNDERTAKEN = frozenset({"acceptance", "agreement", "plan", "pledge"})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """What became of the promises of one party.

    One promise told by several reports counts once; behind each number stand the ids of all
    commitments that tell it.

    Attributes:
        party: code of the state or organisation that promised.
        to: to whom; None for the promises to all, and those to nobody in particular.
        promises: how many.
        fulfilled, cancelled, lapsed, open, unknown: how many of them stand so. A promise has
            lapsed when its day is over and nothing in the ledger fulfils it.
        share_fulfilled: of those fulfilled, cancelled or lapsed, how many were fulfilled, from 0
            to 1; None where there are none.
        told: by how many commitments.
    """

    party: str
    to: str | None
    promises: int
    fulfilled: int
    cancelled: int
    lapsed: int
    open: int
    unknown: int
    share_fulfilled: float | None
    told: int
    fulfilled_ids: tuple[str, ...]
    cancelled_ids: tuple[str, ...]
    lapsed_ids: tuple[str, ...]
    open_ids: tuple[str, ...]
    unknown_ids: tuple[str, ...]


def kept(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    pairs: bool = False,
    **given: Unpack[Asked],
) -> Rows[KeptRow]:
    """Return what became of promises, by who made them, those of most promises first.

    Acceptances, agreements, plans and pledges count unless ``type`` asks for one kind, or for
    ``any``. A promise of two parties counts for each of them.

    Args:
        ledger: to read from.
        filters: conditions on commitments.
        pairs: by who promised whom; a promise to nobody in particular is then left out.
        given: more conditions by name.

    Raises:
        QueryError: if a filter does not apply to commitments, or its value means nothing.
    """
    asked = refined(filters, given)
    kinds = UNDERTAKEN if asked.type is None else None
    if asked.type is not None and asked.type.lower() == ANY:
        asked = replace(asked, type=None)
    found: dict[tuple[str, str | None], list[Promise]] = defaultdict(list)
    for promise in promises(ledger, asked, kinds):
        for key in _keys(promise, pairs):
            found[key].append(promise)
    rows = (_row(party, to, made) for (party, to), made in found.items())
    return Rows(KeptRow, sorted(rows, key=lambda r: (-r.promises, r.party, r.to or "")))


def _keys(promise: Promise, pairs: bool) -> Iterator[tuple[str, str | None]]:
    for party in sorted(promise.by):
        if not pairs:
            yield party, None
            continue
        yield from ((party, to) for to in sorted(promise.to) if to != party)


def _row(party: str, to: str | None, made: Iterable[Promise]) -> KeptRow:
    by_state: dict[str, list[Promise]] = defaultdict(list)
    for promise in made:
        by_state[promise.state].append(promise)
    count = {state: len(several) for state, several in by_state.items()}
    ids = {
        state: tuple(sorted(name for promise in several for name in promise.commitments))
        for state, several in by_state.items()
    }
    settled = sum(count.get(state, 0) for state in ("fulfilled", "cancelled", "lapsed"))
    return KeptRow(
        party=party,
        to=to,
        promises=sum(count.values()),
        fulfilled=count.get("fulfilled", 0),
        cancelled=count.get("cancelled", 0),
        lapsed=count.get("lapsed", 0),
        open=count.get("open", 0),
        unknown=count.get("unknown", 0),
        share_fulfilled=round(count.get("fulfilled", 0) / settled, 4) if settled else None,
        told=sum(len(several) for several in ids.values()),
        fulfilled_ids=ids.get("fulfilled", ()),
        cancelled_ids=ids.get("cancelled", ()),
        lapsed_ids=ids.get("lapsed", ()),
        open_ids=ids.get("open", ()),
        unknown_ids=ids.get("unknown", ()),
    )
