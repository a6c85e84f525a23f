"""How far a build is: documents done, and of about how many."""

from __future__ import annotations

from collections.abc import Callable

from communique.pipeline.report import BuildReport

Progress = Callable[[str, int, int | None], None]
_STAGE = "coding"


class Throughput:
    """Tells of shards that are stored, and estimates from bytes how many documents there are.

    Args:
        tell: called with stage, done and total if known.
        report: of the build, which counts what was read, and what an earlier run had done.
        size: bytes of all input, None if not known.
    """

    def __init__(self, tell: Progress, report: BuildReport, size: int | None) -> None:
        self._tell, self._report, self._size = tell, report, size
        self._done = 0
        self._position = 0

    def reached(self, position: int) -> None:
        """Take note of how many bytes of all input were read."""
        self._position = position

    def stored(self, documents: int) -> None:
        """Take note of documents that are stored."""
        self._done += documents
        self._tell(_STAGE, self._done, self._estimate())

    def end(self) -> None:
        """Tell that all is coded, if there was anything."""
        if self._done:
            self._tell(_STAGE, self._done, self._done)

    def _estimate(self) -> int | None:
        """As many documents as are read, and in the rest as many a byte."""
        if not self._size or not self._position:
            return None
        everything = self._report.read * max(1.0, self._size / self._position)
        return max(self._done + 1, round(everything) - self._report.already)
