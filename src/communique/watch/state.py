"""What a watch remembers from one look to the next; it lies in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from communique.errors import RecordError
from communique.ledger import Ledger
from communique.records import Source, from_json, to_json

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page that is still to be fetched.

    ``entry`` is what the feed itself gives of it; ``attempts`` those that failed; ``due`` the
    moment, in seconds since 1970, before which it is not asked again.
    """

    address: str
    entry: Source | None = None
    attempts: int = 0
    due: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed.

    Moments are in seconds since 1970. ``seen`` holds keys of entries and pages that were taken,
    the newest first; ``maps`` the last change of each sitemap that an index lists.
    """

    asked: float = 0
    due: float = 0
    failures: int = 0
    is_gone: bool = False
    etag: str | None = None
    last_modified: str | None = None
    seen: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    maps: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What is known of a host: when it wants to be asked again, and its robots.txt.

    ``robots`` is the text of that file; ``closed`` says why it could not be had, if so: then
    nothing is allowed for a while.
    """

    due: float = 0
    robots: str = ""
    closed: str = ""
    robots_asked: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How an event was told last: its status, its independent sources, and when."""

    status: str
    sources: int
    told: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A notice that is still to be posted; ``due`` in seconds since 1970."""

    notice_id: str
    body: str
    attempts: int = 0
    due: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertState:
    """What an alert has told, by event id, to the question that it asked, and what it has to post.

    An event of a time before the alert was made is there without a moment: it was never told.
    ``held`` sums up what the ledger held then.
    """

    question: str = ""
    held: str = ""
    told: dict[str, Telling] = field(default_factory=dict)
    outbox: tuple[Delivery, ...] = ()


class Memory:
    """States by name, in a ledger; each is kept whole or not at all."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def recall(self, kind: type[S], name: str) -> S | None:
        """Return what was kept of a feed, host or alert, None if there is nothing.

        Raises:
            LedgerError: if the ledger cannot be read.
        """
        kept = self._ledger.recall(_key(kind, name))
        try:
            return from_json(kind, kept) if kept else None
        except RecordError as error:
            raise RecordError(
                f"{self._ledger.path}: what a watch of another version kept of {name!r} cannot "
                f"be read: {error}"
            ) from error

    def keep(self, name: str, state: FeedState | HostState | AlertState) -> None:
        """Keep a state in place of the one before.

        Raises:
            LedgerError: if the ledger cannot be written.
        """
        self._ledger.remember(_key(type(state), name), to_json(state))


def _key(kind: type, name: str) -> str:
    return f"watch {kind.__name__} {name}"
