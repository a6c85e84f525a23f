"""Text that no format stumbles over: on one line, without characters that steer or break."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Controls, embeddings and overrides of direction, halves of surrogate pairs, noncharacters: XML
# has no place for most, and a name that turns the line around it is a name meant to deceive.
_BROKEN = "\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_UNFIT = re.compile(f"[\x00-\x1f{_BROKEN}\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(words: str | None) -> str:
    """Return words on one line, single blanks between them, without control characters."""
    return " ".join(_UNFIT.sub(" ", words or "").split())


def cell(value: object) -> str:
    """Return a value as a cell of a tab-separated table.

    Straight quotation marks become apostrophes: half of all readers of such tables take them for
    the edges of a cell, the other half do not, so that either choice would break some script.
    """
    if value is None:
        return ""
    return one_line(str(value)).replace('"', "'")


def tab_line(values: Iterable[object]) -> str:
    """Return one line of a tab-separated table."""
    return "\t".join(cell(value) for value in values) + "\n"
