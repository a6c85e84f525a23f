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
_BELIEVED = 100_000  # documents a second; above, no time has passed to count in


class StageProgress:
    """Shows how far each stage of a build is; called with stage, done and total if known."""

    def __init__(self) -> None:
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: dict[str, float] = {}
        self._began: dict[str, float] = {}

    def __enter__(self) -> StageProgress:
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415  # keeps --help quick
            from rich.progress import (  # noqa: PLC0415
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._bars = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
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
        now = time.monotonic()
        rate = done / max(now - self._began.setdefault(stage, now), 0.001)
        if self._bars is not None:
            if stage not in self._tasks:
                self._tasks[stage] = self._bars.add_task(stage, total=total, rate="")
            told = f"{rate:,.0f} a second" if done and rate < _BELIEVED else ""
            self._bars.update(self._tasks[stage], completed=done, total=total, rate=told)
            return
        last = self._told.setdefault(stage, now)
        if not done or done == total or now - last >= _SECONDS_BETWEEN_LINES:
            self._told[stage] = now
            click.echo(f"{stage}{_counted(done, total, rate)}", err=True)


def _counted(done: int, total: int | None, rate: float) -> str:
    """How many of how many, how fast, and how long it will still take."""
    if not done:
        return ""
    counted = f": {done:,}" + (f" of {total:,}" if total else "")
    if rate >= _BELIEVED:
        return counted
    left = f", {_duration((total - done) / rate)} left" if total and total > done else ""
    return f"{counted}, {rate:,.0f} a second{left}" if rate >= 1 else f"{counted}{left}"


def _duration(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else "less than a minute"
