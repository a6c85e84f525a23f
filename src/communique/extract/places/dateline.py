"""The dateline: the town at the head of a report, where it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.spans import Span

_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?"
_WIRE = r"\([^)\n]{2,30}\)|/[^/\n]{2,30}/"
_DASH = r"(?:[—–:-]{1,2}|/)"
_CITY = r"[^\W\d_][\w'’ -]{2,30}"
# In capitals anything may follow; in small letters only a day or the name of a wire tells.
_SHOUTED = re.compile(
    r"\A\s*(?P<city>[A-Z][A-Z'’. -]{2,30})(?:,\s*[A-Z][A-Za-z.]+)?"
    rf"(?:,\s*{_DAY})?\s*(?:{_WIRE})?\s*(?:{_DASH}|\.\s)"
)
_WORD = re.compile(r"[A-Z]{3}|^(?!A |US|UN|EU)[A-Z]{2,}$")  # none in "A U.S. official"
_SPOKEN = re.compile(
    rf"\A\s*(?P<city>[A-Z]{_CITY})(?:,\s*[A-Z][A-Za-z.]+)?"
    rf"(?:[,.]\s*{_DAY}\.?\s*(?:{_WIRE}|[A-Z]{{3,12}})?|\s*(?:{_WIRE}))\s*{_DASH}"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the town's name stands, and where the dateline ends."""

    city: Span
    end: int

    def name(self, text: str) -> str:
        """Return the town as it is written elsewhere, not in capitals."""
        words = self.city.of(text)
        return words.title() if words.isupper() else words


def find_dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a text, or None."""
    match = _SHOUTED.match(text) or _SPOKEN.match(text)
    if match is None:
        return None
    city = match.group("city").strip()
    if city.isupper() and not _WORD.search(city):
        return None
    start = match.start("city")
    return Dateline(Span(start, start + len(city)), match.end())
