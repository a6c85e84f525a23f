"""Values as people read them: days, parties, places, short ids, text fit for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from communique.records import Party, Place, When

_HASH = re.compile(r"[0-9a-f]{64}")
_LABELLED_HASH = re.compile(r"([a-z_-]+-[0-9a-f]{8})[0-9a-f]{8,}")
# Marks of direction are taken out; a blank for them would part the letters of a word.
_MARK = re.compile(r"[\u061c\u200e\u200f]+")
_DECEIVING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def harmless(words: str) -> str:
    """Return words without controls of direction and of terminals; lines and tabs stay."""
    return _DECEIVING.sub("", words)


def plain_text(words: str | None) -> str:
    """Return words on one line without control characters, which a page may use to deceive."""
    return " ".join(_CONTROL.sub(" ", _MARK.sub("", words or "")).split())


def one_line(words: str) -> str:
    """Return words without line breaks; blanks at their edges stay: they part them from others."""
    inner = plain_text(words)
    head = " " if words[:1].isspace() and inner else ""
    tail = " " if words[-1:].isspace() and inner else ""
    return head + inner + tail if inner else " " * bool(words)


def cut(words: str, length: int) -> str:
    """Return at most ``length`` characters of words, cut between two words."""
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:—-") + "…"


def counted(count: int, nouns: str) -> str:
    """Return a count with its noun, given in the plural and with underscores for blanks."""
    words = nouns.replace("_", " ")
    return f"{count:,} {singular(words) if count == 1 else words}"


def singular(nouns: str) -> str:
    """Return the name of one record of a kind: "story" for "stories"."""
    return f"{nouns[:-3]}y" if nouns.endswith("ies") else nouns.removesuffix("s")


def short_id(identity: str) -> str:
    """Return the beginning of an id that a person may type; it names the record all the same."""
    if _HASH.fullmatch(identity):
        return identity[:10]
    return _LABELLED_HASH.sub(r"\1", identity)


def days(when: When | None) -> str:
    """Return an interval of days, as short as it can be said."""
    start, end = (when.start, when.end) if when else (None, None)
    if start is None or end is None:
        known = start or end
        if known is None:
            return "undated"
        return f"from {known}" if end is None else f"until {known}"
    if start == end:
        return start.isoformat()
    return _period(start, end) or f"{start} – {_rest(start, end)}"


def _period(start: date, end: date) -> str | None:
    """A whole year or month by its own name."""
    if start.year != end.year or start.day != 1:
        return None
    if (start.month, end.month, end.day) == (1, 12, 31):
        return f"{start.year}"
    whole_month = start.month == end.month and end.day >= 28 and (end.day == _last_day(start))
    return f"{start:%Y-%m}" if whole_month else None


def _last_day(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).day


def _rest(start: date, end: date) -> str:
    if start.year != end.year:
        return end.isoformat()
    return f"{end:%m-%d}" if start.month != end.month else f"{end:%d}"


def party(one: Party) -> str:
    """Return a party's name, with its country unless the name says it."""
    name = plain_text(one.name)
    is_state = (one.actor_id or "").startswith("state/")
    return name if is_state or not one.country else f"{name} ({one.country})"


def parties(several: Iterable[Party]) -> str:
    """Return the names of parties, each once."""
    return ", ".join(dict.fromkeys(party(one) for one in several))


def place_name(place: Place | None) -> str:
    """Return the name of a place with its country."""
    if place is None:
        return ""
    name = plain_text(place.name)
    return f"{name} ({place.country})" if place.country else name
