"""The notes of a briefing: reports, and the words of them that bear out a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.brief.briefing import Note
from communique.brief.dates import interval_words
from communique.brief.plain import cut, plain
from communique.ledger import Ledger
from communique.records import Document
from communique.spans import Span, hull

MOST_NOTES = 3
_LONGEST_QUOTE = 320


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report, with the words among them that should be seen whatever is cut."""

    document_id: str
    span: Span
    focus: Span


class Sources:
    """The reports of a ledger, and the notes taken from them so far."""

    def __init__(self, ledger: Ledger) -> None:
        self.document = lru_cache(maxsize=256)(ledger.document)
        self._numbers: dict[tuple[str, Span], int] = {}
        self._notes: list[Note] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes so far, in the order of their numbers."""
        return tuple(self._notes)

    def cite_each(self, words: Iterable[Words]) -> tuple[int, ...]:
        """Return the numbers of notes for all of the words, in their order."""
        return tuple(dict.fromkeys(self._number(one) for one in words))

    def cite(self, words: Iterable[Words]) -> tuple[tuple[int, ...], int]:
        """Return the numbers of notes for the words, and how many reports got none.

        One note a report, those of different outlets first, :data:`MOST_NOTES` at most.
        """
        by_report: dict[str, Words] = {}
        for one in words:
            by_report.setdefault(one.document_id, one)
        several = sorted(by_report.values(), key=self._day)
        outlets: set[str] = set()
        fresh: list[Words] = []
        others: list[Words] = []
        for one in several:
            outlet = self.outlet(one.document_id)
            (others if outlet in outlets else fresh).append(one)
            outlets.add(outlet)
        chosen = (fresh + others)[:MOST_NOTES]
        numbers = tuple(sorted(self._number(one) for one in chosen))
        return numbers, len(by_report) - len(chosen)

    def outlet(self, document_id: str) -> str:
        """Return who published a report, or the name of its file."""
        document = self.document(document_id)
        return plain(document.outlet) or plain(document.uri.rsplit("/", 1)[-1]) or "a report"

    def words(self, document_id: str, spans: Sequence[Span], length: int) -> str:
        """Return the words of spans on one line, cut to ``length`` characters."""
        text = self.document(document_id).text
        return cut(plain(" … ".join(span.of(text) for span in spans)), length)

    def in_correction(self, document_id: str, spans: Iterable[Span]) -> bool:
        """Tell whether words stand in a note in which the outlet corrects itself."""
        notes = self.document(document_id).correction_notes
        return any(note.overlaps(span) for note in notes for span in spans)

    def published(self, document_id: str) -> date | None:
        """Return the day of a report, None if it is not known to the day."""
        when = self.document(document_id).published
        return when.start if when and when.start == when.end else None

    def _day(self, words: Words) -> tuple[bool, date, str]:
        day = self.published(words.document_id)
        return day is None, day or date.max, words.document_id

    def _number(self, words: Words) -> int:
        key = (words.document_id, words.span)
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            self._notes.append(self._note(words, self._numbers[key]))
        return self._numbers[key]

    def _note(self, words: Words, number: int) -> Note:
        document = self.document(words.document_id)
        return Note(
            number=number,
            outlet=self.outlet(words.document_id),
            day=interval_words(document.published) or "undated",
            quote=_quote(document.text, words),
            uri=_address(document),
        )


def words_around(document_id: str, spans: Sequence[Span], focus: Span | None = None) -> Words:
    """Return the words of all of ``spans``, with what lies between them."""
    whole = hull(spans)
    return Words(document_id, whole, focus or whole)


def _quote(text: str, words: Words) -> str:
    """The words on one line; of long ones a part that holds the focus."""
    whole = words.span
    if whole.length <= _LONGEST_QUOTE:
        return plain(whole.of(text))
    room = max(0, _LONGEST_QUOTE - words.focus.length)
    start = max(whole.start, min(words.focus.start - room // 2, whole.end - _LONGEST_QUOTE))
    quote = text[start : whole.end]
    if start > whole.start and not text[start - 1].isspace():
        quote = quote.partition(" ")[2] or quote
    return ("…" if start > whole.start else "") + cut(plain(quote), _LONGEST_QUOTE)


def _address(document: Document) -> str | None:
    for uri in (document.canonical_url, document.uri):
        if uri and uri.startswith(("https://", "http://")) and plain(uri) == uri:
            return uri
    return None
