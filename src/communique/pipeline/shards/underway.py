"""What a process is at, told in a file that outlives it, and its end when it gets nowhere.

Nothing can interrupt a regular expression or a library that never returns, and no thread of Python
runs beside one that holds the interpreter. So a thread of C (faulthandler's) ends the process, and
leaves what the process had said, with a trace below it.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LIMIT = 300.0  # seconds for one report; the slowest honest ones, of 400,000 characters, took 54
_WIDTH = len(f"{0:12} {0:12}\n".encode())

Begun = Callable[[int, int], None]  # told of the rows, first to end, that are coded from now on


def tell_nobody(first: int, end: int) -> None:
    """Take no notice of what is begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a process that ended was at: rows from ``first`` to before ``end``.

    ``hung``: it ended because it got nowhere for too long.
    """

    first: int
    end: int
    hung: bool = False


class UnderWay:
    """Says in a file what this process is at, and ends the process when that takes too long.

    The file is gone when the work is done or has failed. It stays when the process ends meanwhile,
    or is interrupted: what it is interrupted in may be what it hangs in. A process has one such
    watch; where threads code side by side, the last that began is watched.

    Args:
        file: made by this.
        limit: seconds from one word to the next; None if this process is never to be ended.
    """

    def __init__(self, file: Path, limit: float | None = LIMIT) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._path = file
        self._file = file.open("wb", buffering=0)
        self._limit = limit

    def __enter__(self) -> Begun:
        return self._say

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if self._limit is not None:
            faulthandler.cancel_dump_traceback_later()
        self._file.close()
        if kind is None or issubclass(kind, Exception):
            self._path.unlink(missing_ok=True)

    def _say(self, first: int, end: int) -> None:
        self._file.seek(0)
        self._file.write(f"{first:12} {end:12}\n".encode())
        if self._limit is not None:
            faulthandler.dump_traceback_later(self._limit, exit=True, file=self._file)


def left_in(file: Path) -> Left | None:
    """Return what a process left in a file before it ended, None if it said nothing."""
    try:
        told = file.read_bytes()
        first, end = map(int, told[:_WIDTH].split())
    except (OSError, ValueError):
        return None
    return Left(first=first, end=end, hung=len(told) > _WIDTH)
