"""What a build prints at its end, and its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.group import PARTLY_DONE
from communique.cli.plain import plain_text

if TYPE_CHECKING:
    from communique.pipeline import BuildReport

_PROBLEMS_SHOWN = 10


def tell(report: BuildReport) -> None:
    """Print what came in, what came out, and why anything did not."""
    click.echo(
        f"In:  {report.read:,} reports, {report.new:,} new, {report.already:,} already there"
    )
    click.echo(
        f"Out: {report.coded:,} coded, {report.empty:,} of them without anything we look for; "
        f"{report.events:,} events"
    )
    for reason, count in sorted(report.reasons.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"     {count:,} {plain_text(reason)}")
    for name, problem in report.problems[:_PROBLEMS_SHOWN]:
        click.echo(f"Not read: {plain_text(name)}: {plain_text(problem)}", err=True)
    if len(report.problems) > _PROBLEMS_SHOWN:
        click.echo(f"... and {len(report.problems) - _PROBLEMS_SHOWN:,} more", err=True)
    click.echo(f"Took {report.seconds:.1f} seconds.")


def finish(report: BuildReport) -> None:
    """Exit with 1 if nothing could be read, with 3 if some could not."""
    if report.problems:
        nothing = not (report.new or report.already)
        click.get_current_context().exit(1 if nothing else PARTLY_DONE)
