"""Cutting what comes in into shards, the same shards however often a run is stopped.

A window is what is looked at together: the lines that recur in many reports of one outlet are
learned from it before its reports are cleaned. Windows are counted off from all that is read, done
or not, and shards from what of a window is not done, so that a run that goes on finds its shards.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from communique.clean import RecurringLines, outlet_key, recurring_lines
from communique.pipeline.shards.batch import RECURRING, sources_table
from communique.records import Source, content_id
from communique.settings import Settings

_WINDOW_SOURCES = 256
_WINDOW_CHARACTERS = 20_000_000
_SHARD_CHARACTERS = 4_000_000
SHARD = 16


@dataclass(frozen=True, slots=True)
class Came:
    """A source and its key."""

    source: Source
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Reports that are coded together; ``name`` is the hash of input and coder."""

    name: str
    table: pa.Table


class Learned(Protocol):
    """What was learned of the outlets, and where it is kept between runs."""

    def before(self, window: str) -> RecurringLines | None:
        """Return what a run before this one knew when it had learned from this window."""
        ...

    def keep(self, window: str, lines: RecurringLines) -> None:
        """Keep what is known after a window."""
        ...


class NothingKept:
    """For runs that keep nothing of what they learn."""

    def before(self, window: str) -> RecurringLines | None:
        """Return None."""
        return None

    def keep(self, window: str, lines: RecurringLines) -> None:
        """Keep nothing."""


def cut(
    came: Iterable[Came],
    settings: Settings,
    coder_id: str,
    *,
    done: Container[str] = frozenset(),
    learned: Learned | None = None,
    recurring: RecurringLines | None = None,
    size: int = SHARD,
) -> Iterator[Shard]:
    """Yield the shards of what came in, without the sources that are done.

    Args:
        came: in the order in which it was read.
        settings: of the run, which travel with each shard.
        coder_id: of the coder that these settings make.
        done: keys of sources that are left out.
        learned: keeps what each window taught.
        recurring: what is known of the outlets beforehand.
        size: reports in a shard, at most.
    """
    kept, known = learned or NothingKept(), recurring or RecurringLines()
    for window in _bounded(came, max(size, _WINDOW_SOURCES), _WINDOW_CHARACTERS):
        fresh = [one for one in window if one.key not in done]
        if fresh:
            name = content_id("window", *(one.key for one in window))
            known = kept.before(name) or _taught(known, fresh)
            kept.keep(name, known)
        for part in _bounded(fresh, size, _SHARD_CHARACTERS):
            table = sources_table([one.source for one in part], settings, known)
            yield Shard(name=_name(table, coder_id), table=table)


def _name(table: pa.Table, coder_id: str) -> str:
    """The hash of what decides the coding; keys are hashes of what they name."""
    columns = (table.column(name).to_pylist() for name in ("source_key", "retrieved", "notes"))
    return content_id("shard", coder_id, table.schema.metadata[RECURRING].decode(), *columns)


def _taught(known: RecurringLines, fresh: Sequence[Came]) -> RecurringLines:
    """Learn from sources that were not seen before; only plain text teaches."""
    keyed = ((outlet_key(one.source), one.source.content) for one in fresh)
    pages = [(outlet, content) for outlet, content in keyed if outlet]
    return known.joined(recurring_lines(pages)) if pages else known


def _bounded(came: Iterable[Came], most: int, characters: int) -> Iterator[list[Came]]:
    """Group sources in their order, bounded in number and in what they hold in memory."""
    group: list[Came] = []
    held = 0
    for one in came:
        group.append(one)
        held += len(one.source.content)
        if len(group) >= most or held >= characters:
            yield group
            group, held = [], 0
    if group:
        yield group
