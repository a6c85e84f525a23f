"""Of one text that came more than once, the record that a ledger keeps: never what came first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from communique.records import Capture, Document, When, to_json

Order: TypeAlias = tuple[object, ...]

_MORE = ("byline", "agency", "updated", "canonical_url", "language")


def precedence(document: Document) -> Order:
    """Return what orders the records of one text; the least is kept.

    A record that tells day, outlet and headline goes before one that lacks some of them, then the
    earliest day, since a document is dated by its first publication, then the one that tells more.
    Of equal ones the address decides, and last the whole record, so that the order in which they
    came never does.
    """
    day = document.published.start if document.published is not None else None
    wanting = (_exact(document.published), document.outlet, document.title)
    return (
        document.status != "ok",
        wanting.count(None),
        day or date.max,
        -sum(getattr(document, name) is not None for name in _MORE) - bool(document.via),
        document.uri,
        *_known(document.retrieved),
        to_json(replace(document, text="", copy_group=None, story=None)),
    )


def capture_precedence(capture: Capture, start: date | None, end: date | None) -> Order:
    """Return what orders the captures of one text at one address; the least is kept.

    Args:
        capture: the earliest goes first.
        start: first day on which its page says that it was published.
        end: last such day.
    """
    return (
        *_known(capture.retrieved), *_known(capture.outlet), start or date.max, end or date.max,
    )  # fmt: skip


def _exact(when: When | None) -> date | None:
    return when.start if when is not None and when.start == when.end else None


def _known(words: str | None) -> Iterator[object]:
    yield words is None
    yield words or ""
