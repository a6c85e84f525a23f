"""What is said when this process ends while it codes, by another: it cannot say it itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ENDED = (
    "communique: ended while coding, by a report or from outside; what was done is kept.\n"
    "Run the same command again: it goes on, and past a report that does this, which it names.\n"
)
_SAY = "import sys\nsys.stdin.read() or sys.stderr.write(sys.argv[1])"


@contextmanager
def said_if_ended() -> Iterator[None]:
    """Have a small process wait meanwhile, which speaks up if this one is gone without a word."""
    try:
        waiting = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _SAY, _ENDED],
            stdin=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError):  # no program to run, or no room for it: then nothing is said
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):
            waiting.communicate(b"done")
