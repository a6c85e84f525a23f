"""How two came together, as an account tells it: by letter, call, or screen, or in person."""

from __future__ import annotations

import re
from typing import Literal

from communique.records import Document, EventMention, Place

Way = Literal["letter", "call", "screen", "meeting", "presence"]

# What is called a meeting may be one over a screen, but no call and no letter.
_APART: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        ("letter", "call"),
        ("letter", "screen"),
        ("letter", "meeting"),
        ("letter", "presence"),
        ("call", "meeting"),
        ("call", "presence"),
        ("screen", "presence"),
    )
)


def ways_agree(first: Way | None, second: Way | None) -> bool:
    """Tell whether two ways may be those of one happening; one that is not told may be any."""
    return frozenset((first, second)) not in _APART


def way_of(mention: EventMention, document: Document, spot: Place | None) -> Way | None:
    """Return in which way an account says that its parties came together, None if it does not.

    Args:
        mention: of any type.
        document: that of the mention.
        spot: where it happened, None if that is unknown or no more than a state.
    """
    words = document.text[mention.trigger.start : mention.sentence.end]
    if mention.mode == "phone":
        return _remote(mention.sentence.of(document.text), words)
    if _WROTE.match(words):
        return "letter"
    if _SCREEN.search(words):
        return "screen"
    if mention.mode == "visit" or _is_told(spot, document.text) or _IN_PERSON.search(words):
        return "presence"
    meeting = _MEETING.match(words)
    if meeting is None:
        return None
    return "presence" if _AT_A_PLACE.match(words, meeting.end()) else "meeting"


def _remote(sentence: str, words: str) -> Way:
    if _SCREEN.search(sentence):
        return "screen"
    if _CALLED.search(sentence):
        return "call"
    return "letter" if _LETTER.search(words) else "call"


def _is_told(spot: Place | None, text: str) -> bool:
    """Tell whether a report names a spot as that of the happening, not as its own dateline."""
    return spot is not None and (spot.span is None or not _opens_line(text, spot.span.start))


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" (")


_WROTE = re.compile(r"(?:writ(?:e|es|ing|ten)|wrote|letters?)\b", re.IGNORECASE)
_LETTER = re.compile(r"\b(?:letters?|telegrams?|cables?)\b", re.IGNORECASE)
_CALLED = re.compile(r"\b(?:tele)?phon\w+|\bcall(?:s|ed|ing)?\b|\brang\b", re.IGNORECASE)
_SCREEN = re.compile(
    r"\b(?:video\w*|virtual(?:ly)?|online|remotely|teleconferenc\w+|Zoom)\b", re.IGNORECASE
)
_IN_PERSON = re.compile(r"\b(?:in person|in-person|face[ -]to[ -]face)\b", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:(?:held|hold|holds|holding|had|have|has|having|attend\w*|sat|sit|sits|sitting)\s+"
    r"(?:\S+\s+){0,3}?)?"
    r"(?:met|meets?|meetings?|summits?|dinner|lunch|luncheon|breakfast|banquet|audience|"
    r"din(?:e|es|ed|ing)|host(?:s|ed|ing)?|(?:shook|shak(?:e|es|ing)) hands|down)\b",
    re.IGNORECASE,
)
_AT_A_PLACE = re.compile(
    r"(?:(?!\b(?:to|about|over|after|that|who|which)\b)[^,;:]){0,80}?\b(?:in|at|near|outside)\s+"
    r"(?:the\s+)?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat"
    r"|Sun)[a-z]*\b)[A-Z]"
)
