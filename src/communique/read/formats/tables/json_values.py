"""The values of a JSON list of any size, one after another, past those that are broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from communique.read.row_sources import UnreadableRowError

_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r',\s*(?=\{\s*")')
_END = "]"
# An error so near to the end of what was read may be one only because more is to come.
_NEAR_END = 16
_KEPT = 256
_MOST_PASSED_OVER = 100_000_000


class ListValues:
    """Reads the values of a list; ``ended`` tells afterwards whether the list did.

    Args:
        pieces: characters in which a list begins, the bracket among the first of them.
        longest: characters that one value may have.
    """

    def __init__(self, pieces: Iterator[str], longest: int) -> None:
        self._pieces = pieces
        self._longest = longest
        self._held = ""
        self._at = 0
        self._passed_over = 0
        self.ended = False

    def __iter__(self) -> Iterator[object]:
        """Yield each value, and an :class:`UnreadableRowError` in place of one that is none."""
        self._more()
        self._at = self._held.find("[") + 1
        while self._stands_at_value():
            try:
                yield self._value()
            except UnreadableRowError as error:
                yield error
                if not self._found_next_object():
                    return

    def _stands_at_value(self) -> bool:
        while True:
            found = _BETWEEN.match(self._held, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._held):
                self.ended = self._held[self._at] == _END
                return not self.ended
            if not self._more():
                return False

    def _value(self) -> object:
        while True:
            try:
                value, self._at = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._may_go_on(error) and self._more():
                    continue
                raise self._broken(error.pos, error.msg) from error
            except (RecursionError, ValueError) as error:
                raise self._broken(self._at + 1, str(error)) from error
            return value

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        near = error.pos >= len(self._held) - _NEAR_END or error.msg.startswith("Unterminated")
        return near and len(self._held) - self._at <= self._longest

    def _broken(self, at: int, why: str) -> UnreadableRowError:
        read = at - self._at
        self._passed_over += read
        self._at = at
        return UnreadableRowError(f"not JSON: {why} after {read:,} characters")

    def _found_next_object(self) -> bool:
        # Bounded in all: broken objects in objects would be passed over again and again.
        while self._passed_over <= _MOST_PASSED_OVER:
            found = _NEXT_OBJECT.search(self._held, self._at)
            if found:
                self._at = found.end()
                return True
            self._at = max(self._at, len(self._held) - _KEPT)
            if not self._more():
                return False
        return False

    def _more(self) -> bool:
        """Read on, at least as much again as is held of an unfinished value."""
        wanted, got = len(self._held) - self._at, 0
        parts = [self._held[self._at :]]
        for piece in self._pieces:
            parts.append(piece)
            got += len(piece)
            if got >= wanted:
                break
        self._held, self._at = "".join(parts), 0
        return got > 0
