"""What a build prints at its end, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.group import PARTLY_DONE
from communique.display.plain import counted, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.engine.daft_run import Coding
    from communique.pipeline import BuildReport

_PROBLEMS_SHOWN = 10


def tell(report: BuildReport) -> None:
    """Print what came in, what came out, and why anything did not."""
    came = {
        "reports read": report.read,
        "new": report.new,
        "already there": report.already,
        "the same text as another": report.duplicates,
        "without body text": report.empty,
    }
    always = ("reports read", "new")
    shown = [f"{count:,} {what}" for what, count in came.items() if count or what in always]
    click.echo(f"In:  {', '.join(shown)}")
    out = ("events", "statements", "commitments", "figures", "disputes")
    click.echo(f"Out: {', '.join(counted(getattr(report, kind), kind) for kind in out)}")
    for reason, count in sorted(report.reasons.items(), key=lambda item: (-item[1], item[0])):
        if not count:
            continue
        click.echo(f"     {count:,} {plain_text(reason)}")
    _tell_problems(report.problems)
    click.echo(f"Took {report.seconds:.1f} seconds.")


def tell_coding(coding: Coding, output: str) -> None:
    """Print what an engine coded; exit with 1 if nothing could be read."""
    click.echo(f"In:  {counted(coding.files, 'files')}, {coding.read:,} reports")
    for status, count in sorted(coding.statuses.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"     {count:,} {status}")
    _tell_problems(coding.problems)
    click.echo(f"Coded shards are in {output}")
    if coding.problems and not coding.read:
        click.get_current_context().exit(1)


def _tell_problems(problems: Sequence[tuple[str, str]]) -> None:
    for name, problem in problems[:_PROBLEMS_SHOWN]:
        click.echo(f"Not read: {plain_text(name)}: {plain_text(problem)}", err=True)
    if len(problems) > _PROBLEMS_SHOWN:
        click.echo(f"... and {len(problems) - _PROBLEMS_SHOWN:,} more", err=True)


def finish(report: BuildReport) -> None:
    """Exit with 1 if nothing could be read, with 3 if some could not."""
    if report.problems:
        nothing = not (report.new or report.already or report.duplicates)
        click.get_current_context().exit(1 if nothing else PARTLY_DONE)
