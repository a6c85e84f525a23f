"""Gold held against its text and the ontology, so that no slip of the annotator scores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from msgspec import UNSET

from communique.errors import RecordError
from communique.evaluation.gold import GoldEvent, GoldItem, GoldPair, GoldRow
from communique.evaluation.values import days_of
from communique.knowledge import Knowledge
from communique.ontology.records import Ontology
from communique.spans import Span

_CODE = re.compile(r"[A-Z]{3}")
_SPANNED = ("events", "statements", "commitments", "figures")


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks rows of gold against what the coder knows."""

    ontology: Ontology
    knowledge: Knowledge

    def checked(self, row: GoldRow, text: str) -> GoldRow:
        """Return a row whose items all have the span of their words, where they name any.

        Raises:
            RecordError: if a span or words are not in the text, or a type, mode, code or date is
                none; the message names file and line.
        """
        found = anchored(row, text)
        for kind in (*_SPANNED, "pairs"):
            for item in row.items(kind):
                self._check(item, text, f"{row.where}: {kind}")
        return found

    def _check(self, item: Any, text: str, where: str) -> None:
        if isinstance(item, GoldPair):
            for span in (item.source, item.target):
                _inside(span, text, where)
        if isinstance(item, GoldEvent | GoldPair):
            self._check_type(item, where)
        for words in _parties(item):
            self._check_party(words, where)
        for name in ("date", "due"):
            stated = getattr(item, name, UNSET)
            if isinstance(stated, str):
                days_of(stated, where)

    def _check_type(self, item: GoldEvent | GoldPair, where: str) -> None:
        if item.type is None:
            return
        known = self.ontology.types.get(item.type)
        if known is None:
            names = ", ".join(self.ontology.types)
            raise RecordError(f"{where}: there is no type {item.type!r}; there are: {names}")
        if isinstance(item.mode, str) and item.mode not in known.modes:
            modes = ", ".join(known.modes) or "no modes"
            raise RecordError(f"{where}: {item.type} has no mode {item.mode!r}; it has: {modes}")

    def _check_party(self, words: str, where: str) -> None:
        known = words in self.knowledge.states or words in self.knowledge.organisations
        if _CODE.fullmatch(words) and not known:
            raise RecordError(f"{where}: {words!r} is the code of no state or organisation")


def anchored(row: GoldRow, text: str) -> GoldRow:
    """Return a row with its text, and with the span of all words that its items name.

    Raises:
        RecordError: if words or a span are not in the text.
    """
    items = {
        kind: tuple(_anchored(item, text, f"{row.where}: {kind}") for item in row.items(kind))
        for kind in _SPANNED
        if getattr(row, kind) is not UNSET
    }
    change: Callable[..., GoldRow] = replace
    return change(row, text=text, **items)


def _parties(item: object) -> Iterator[str]:
    for name in ("parties", "actors", "recipients", "by", "to"):
        found = getattr(item, name, UNSET)
        if isinstance(found, tuple):
            yield from found
    speaker = getattr(item, "speaker", UNSET)
    if isinstance(speaker, str):
        yield speaker


def _anchored(item: GoldItem, text: str, where: str) -> GoldItem:
    if item.span is not None:
        _inside(item.span, text, where)
        if item.words is not None and item.span.of(text) != item.words:
            raise RecordError(
                f"{where}: expected {item.words!r} at {list(item.span)}, the text has "
                f"{item.span.of(text)!r}"
            )
        return item
    if item.words is None:
        if item.wrong:
            raise RecordError(f"{where}: what is wrong needs the `span` or the `words` it is at")
        return item
    found = text.count(item.words) if item.words else 0
    if found != 1:
        raise RecordError(
            f"{where}: the words {item.words!r} stand in the text {found} times; give `span`"
        )
    start = text.index(item.words)
    return replace(item, span=Span(start, start + len(item.words)))


def _inside(span: Span, text: str, where: str) -> None:
    if not 0 <= span.start < span.end <= len(text):
        raise RecordError(
            f"{where}: expected a span inside a text of {len(text)} characters, got {list(span)}"
        )
