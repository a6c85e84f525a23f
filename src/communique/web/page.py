"""What a page is: an address, what it shows, and the template that shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communique.ledger import Filters
from communique.web.room import Visit


class Moved(Exception):  # noqa: N818  # no error: an answer
    """Raised by a page whose form names another page: its address is the one that answers."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def as_asked(visit: Visit) -> Filters:
    """Return the filters of the query alone: all that most pages are about."""
    return visit.filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the reading room; its address with ``.json`` gives the same as data.

    Attributes:
        path: its address, with variable parts in braces.
        summary: what it shows, in a line.
        view: what it shows, gathered from the ledger: a frozen dataclass without any markup.
        template: the file that makes a page of that; it knows it as ``view``.
        kind: of the records that the query is about, and that ``.csv`` and the like hold.
        about: the filters of those records: the query and what the path adds to it.
        options: names of parameters of the query that are no filters.
        asks: whether its query may hold filters.
        answer: the type of its data, where the view's own does not tell it.
    """

    path: str
    summary: str
    view: Callable[[Visit], Any]
    template: str
    kind: str = "events"
    about: Callable[[Visit], Filters] = as_asked
    options: tuple[str, ...] = ()
    asks: bool = True
    answer: Any = None
