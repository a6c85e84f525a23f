"""Words of reports made fit for print: on one line, without control characters, not too long."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Controls, marks that reorder text, and code points that no font and no XML can hold.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    r"\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff]+"
)


def plain(words: str | None) -> str:
    """Return words on one line without characters that cannot be seen, or that deceive the eye."""
    return " ".join(_UNPRINTABLE.sub(" ", words or "").split())


def cut(words: str, length: int) -> str:
    """Return at most ``length`` characters of words, cut between two words with an ellipsis."""
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:—-") + "…"


def tail(words: str, length: int) -> str:
    """Return at most the last ``length`` characters of words, from the beginning of a word on."""
    if len(words) <= length:
        return words
    return "…" + words[-length + 1 :].partition(" ")[2]


def listed(words: Sequence[str], *, most: int = 6) -> str:
    """Return a list as English has it: "A", "A and B", "A, B and C", "A, B, C and 4 more"."""
    shown = list(words)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1} more"]
    return " and ".join(part for part in (", ".join(shown[:-1]), *shown[-1:]) if part)


def counted(count: int, noun: str, nouns: str | None = None) -> str:
    """Return a count with its noun: "1 report", "2 reports"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int, noun: str) -> str:
    """Return a count in words up to ten: "three independent sources"."""
    number = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {noun}{'' if count == 1 else 's'}"


def small(words: str) -> str:
    """Return a sentence as it goes on after a colon, its first letter small unless of a name."""
    opening = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if opening in ("On", "In", "It", "Between") else words


def capital(words: str) -> str:
    """Return words with a capital letter in front; the rest is left as it is."""
    return words[:1].upper() + words[1:]
