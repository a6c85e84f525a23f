"""Where the words of an anchor stand now: in its document, or in another of the same address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from communique.records import Anchor, Document
from communique.spans import Span


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage found again, and inside it the words from which the record was coded."""

    document_id: str
    passage: Span
    focus: Span


class Archive:
    """The documents of a ledger by id and by address.

    Args:
        documents: with their texts, which may be read when they are asked for.
        captures: pairs of address and document id, where texts were seen; the documents' own
            addresses by default.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        captures: Iterable[tuple[str, str]] | None = None,
    ) -> None:
        self._documents = documents
        self._at: dict[str, set[str]] = defaultdict(set)
        if captures is None:
            captures = ((document.uri, name) for name, document in documents.items())
        for uri, document_id in captures:
            self._at[uri].add(document_id)

    def documents_of(self, anchor: Anchor) -> list[Document]:
        """Return the document of an anchor, and what its address gave at other times, by id."""
        found = {anchor.document_id, *self._at.get(anchor.uri, ())}
        return [self._documents[name] for name in sorted(found) if name in self._documents]

    def places(self, anchor: Anchor) -> list[Spot]:
        """Return where the words of an anchor stand; at their old offsets where they still do."""
        return [
            Spot(document.document_id, passage, focus)
            for document in self.documents_of(anchor)
            for passage, focus in _found(anchor, document.text)
        ]


def _found(anchor: Anchor, text: str) -> Iterator[tuple[Span, Span]]:
    if anchor.span is None or anchor.focus is None:
        return
    if text[anchor.span.start : anchor.span.end] == anchor.quote:
        yield anchor.span, anchor.focus
        return
    start, end = anchor.focus.start - anchor.span.start, anchor.focus.end - anchor.span.start
    parts = (anchor.quote[:start], anchor.quote[start:end], anchor.quote[end:])
    before, words, after = map(_pattern, parts)
    for match in re.finditer(f"{before}({words}){after}", text):
        yield Span(*match.span()), Span(*match.span(1))


def _pattern(words: str) -> str:
    """The same words, however lines are broken between them."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))
