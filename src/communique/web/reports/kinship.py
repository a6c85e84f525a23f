"""Reports that share words with one another: who took over how much from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from communique.ledger import Filters, Ledger
from communique.records import CopyPassage, Document
from communique.spans import Span
from communique.web.reports.accounts import Report, report_of

_MOST = 2000  # passages of one report


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a report shares with another.

    Attributes:
        report: the other.
        copied: True if the report at hand copies the other, False if it is copied.
        passages: how many runs of words stand in both.
        share: of the text of the copy that they make up, from 0 to 1.
    """

    report: Report
    copied: bool
    passages: int
    share: float


def shared_with(ledger: Ledger, document: Document) -> tuple[Shared, ...]:
    """Return the reports with which one shares words, those that it copies first."""
    asked = Filters(document=document.document_id, limit=_MOST)
    found = cast("list[CopyPassage]", list(ledger.copy_passages(asked)))
    by_other: dict[str, list[CopyPassage]] = defaultdict(list)
    for passage in found:
        mine = passage.document_id == document.document_id
        by_other[passage.original if mine else passage.document_id].append(passage)
    others = cast("dict[str, Document]", ledger.by_ids("documents", by_other))
    made = (
        _shared(document, others[name], passages)
        for name, passages in by_other.items()
        if name in others
    )
    return tuple(sorted(made, key=lambda s: (not s.copied, -s.share, s.report.document_id)))


def _shared(document: Document, other: Document, passages: Sequence[CopyPassage]) -> Shared:
    copied = passages[0].document_id == document.document_id
    return Shared(
        report=report_of(other),
        copied=copied,
        passages=len(passages),
        share=share_of(document if copied else other, (p.span for p in passages)),
    )


def share_of(copy: Document, spans: Iterable[Span]) -> float:
    """Return how much of a text spans make up that do not overlap, from 0 to 1."""
    return min(1.0, sum(span.length for span in spans) / max(1, len(copy.text)))
