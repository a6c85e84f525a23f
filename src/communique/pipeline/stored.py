"""The reports of a ledger, read when they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from communique.batches import batches
from communique.corrections import Archive
from communique.ledger import Ledger
from communique.records import Document

_READ = 200  # reports read together


class StoredReports:
    """The reports of a ledger as merging takes them: a pile, of which few are in memory."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __iter__(self) -> Iterator[Document]:
        return self._ledger.documents_by_id()

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """Yield the reports of these ids, in the order of the ids."""
        for some in batches(ids, _READ):
            found = self._ledger.by_ids("documents", some)
            yield from (cast("Document", found[name]) for name in some)

    def archive(self) -> Archive:
        """Return the reports as corrections look for words in them."""
        seen = ((capture.uri, capture.document_id) for capture in self._ledger.captures())
        own = ((document.uri, document.document_id) for document in self)
        return Archive(_ById(self._ledger), chain(seen, own))


class _ById(Mapping[str, Document]):
    """Each report as it is looked up."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, name: str) -> Document:
        return cast("Document", self._ledger.by_ids("documents", [name])[name])

    def __iter__(self) -> Iterator[str]:
        return (document.document_id for document in self._ledger.documents_by_id())

    def __len__(self) -> int:
        return self._ledger.count("documents")
