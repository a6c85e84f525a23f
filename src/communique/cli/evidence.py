"""Words in their context: what a record rests on, with the sentence around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from communique.display.marks import narrowest
from communique.display.plain import cut, one_line, plain_text
from communique.display.sentences import sentences_around
from communique.ledger import Filters
from communique.records import (
    Commitment,
    Document,
    EventMention,
    Figure,
    LearnedOffice,
    Mention,
    Statement,
)
from communique.spans import Span, hull

if TYPE_CHECKING:
    from rich.text import Text

    from communique.ledger import Ledger, Record


class Reports:
    """The documents of a ledger, the last few kept at hand."""

    def __init__(self, ledger: Ledger) -> None:
        self.document = lru_cache(maxsize=64)(ledger.document)
        self._ledger = ledger

    @cached_property
    def learned_offices(self) -> dict[str, list[LearnedOffice]]:
        """The offices that reports taught, by person."""
        by_person: dict[str, list[LearnedOffice]] = {}
        for office in self._ledger.learned_offices():
            by_person.setdefault(office.actor_id, []).append(office)
        return by_person

    def seen(self, document_id: str) -> int:
        """How often the very same text was found, here or there."""
        return self._ledger.count("captures", Filters(document=document_id))

    def words(self, document_id: str, spans: Iterable[Span]) -> str:
        """The words of spans on one line."""
        text = self.document(document_id).text
        return plain_text(" … ".join(text[span.start : span.end] for span in spans))

    def quote(self, document_id: str, spans: Sequence[Span], length: int) -> str:
        """The words of spans with what was given around them, in at most ``length`` characters."""
        text = self.document(document_id).text
        whole, inner = hull(spans), hull(narrowest(spans))
        room = max(0, length - inner.length)
        start = max(whole.start, min(inner.start - room // 2, whole.end - length))
        before = "…" if start > whole.start else ""
        words = text[start : whole.end]
        if before and not text[start - 1].isspace():
            words = words.partition(" ")[2] or words
        return before + cut(plain_text(words), length)

    def outlet(self, document_id: str) -> str:
        """Who published a document, or where it was found."""
        document = self.document(document_id)
        return plain_text(document.outlet or document.uri.rsplit("/", 1)[-1])


def evidence_spans(record: Record) -> tuple[Span, ...]:
    """The words of its document that a record rests on."""
    if isinstance(record, EventMention):
        return _words_of_mention(record)
    if isinstance(record, Statement):
        return (*record.source, *record.cue, *record.content)
    if isinstance(record, Commitment | Figure):
        return record.evidence
    return (record.span,) if isinstance(record, Mention) else ()


def _words_of_mention(mention: EventMention) -> tuple[Span, ...]:
    """The sentence that tells it, and within it the trigger, the parties, the place, the time."""
    parts = (*mention.actors, *mention.recipients, mention.place, mention.when)
    named = (part.span for part in parts if part is not None and part.span is not None)
    inside = (span for span in named if mention.sentence.covers(span))
    return (mention.sentence, mention.trigger, *inside, *mention.evidence)


def in_context(document: Document, spans: Sequence[Span], *, marks: bool) -> Text:
    """Return the sentences around ``spans``, the words themselves highlighted.

    Args:
        document: the report.
        spans: at least one; of two that lie in each other the inner one is highlighted.
        marks: set guillemets around the words, for where no colour shows.
    """
    from rich.text import Text  # noqa: PLC0415  # keeps --help quick

    around = sentences_around(document.text, hull(spans))
    shown, at = Text(), around.start
    if around.start > 0 and document.text[around.start - 1] not in "\n ":
        shown.append("…")
    for span in _merged(narrowest(spans)):
        shown.append(one_line(document.text[at : span.start]))
        words = one_line(document.text[span.start : span.end])
        shown.append(f"«{words}»" if marks else words, style="bold yellow")
        at = span.end
    shown.append(one_line(document.text[at : around.end]))
    return shown


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = hull((joined[-1], span))
        else:
            joined.append(span)
    return joined
