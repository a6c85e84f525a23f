"""Progress on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SECONDS_BETWEEN_LINES = 15.0


class StageProgress:
    """Shows how far each stage of a build is; called with stage, done and total if known."""

    def __init__(self) -> None:
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, float] = {}

    def __enter__(self) -> StageProgress:
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  # keeps --help quick
            from rich.progress import Progress  # noqa: PLC0415

            self._bars = Progress(console=Console(stderr=True), transient=True)
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note that ``done`` of ``total`` are through ``stage``."""
        if self._bars is not None:
            if stage not in self._tasks:
                self._tasks[stage] = self._bars.add_task(stage, total=total)
            self._bars.update(self._tasks[stage], completed=done, total=total)
            return
        now = time.monotonic()
        last = self._told.setdefault(stage, now)
        if not done or done == total or now - last >= _SECONDS_BETWEEN_LINES:
            self._told[stage] = now
            counted = f": {done:,}" + (f" of {total:,}" if total else "") if done else ""
            click.echo(f"{stage}{counted}", err=True)
