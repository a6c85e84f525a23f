"""The reports of a merge: what is kept at hand of each, and how their texts are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Protocol

from communique.records import Document, When

_OPENING = 240  # characters


class Pile(Protocol):
    """Reports whose texts need not be in memory, each ``document_id`` once."""

    def __iter__(self) -> Iterator[Document]:
        """Yield all reports, in the order of their ids."""
        ...

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """Yield the reports of these ids, in the order of the ids."""
        ...


class InMemory:
    """A pile of documents that are all at hand.

    Args:
        documents: in any order.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        every = sorted(documents, key=lambda d: d.document_id)
        self._by_id = {document.document_id: document for document in every}

    def __iter__(self) -> Iterator[Document]:
        return iter(self._by_id.values())

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """Yield the reports of these ids, in the order of the ids."""
        return map(self._by_id.__getitem__, ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A report without its text: all that merging keeps at hand of it.

    ``opening`` are the first words of a report without a headline, ``length`` counts the
    characters of its text.
    """

    document_id: str
    outlet: str | None = None
    agency: str | None = None
    via: tuple[str, ...] = ()
    title: str | None = None
    opening: str = ""
    length: int = 0
    when: When | None = None
    has_published: bool = False
    copy_group: str | None = None
    story: str | None = None

    @property
    def day(self) -> date | None:
        """The first day on which it can have appeared."""
        return self.when.start if self.when is not None else None

    @property
    def published(self) -> date | None:
        """The first day on which it says that it was published."""
        return self.day if self.has_published else None


def heading_of(document: Document) -> Heading:
    """Return the heading of a report."""
    title = document.title if document.title and document.title.strip() else None
    return Heading(
        document_id=document.document_id,
        outlet=_shared(document.outlet),
        agency=_shared(document.agency),
        via=document.via,
        title=title,
        opening="" if title else " ".join(document.text[:_OPENING].split()),
        length=len(document.text),
        when=_one(document.published or document.page_date),
        has_published=document.published is not None,
        copy_group=document.copy_group,
        story=document.story,
    )


def _shared(name: str | None) -> str | None:
    return intern(name) if name is not None else None


@lru_cache(maxsize=1 << 14)
def _one(when: When | None) -> When | None:
    """The same object for equal days: a hundred thousand reports share a few thousand."""
    return when
