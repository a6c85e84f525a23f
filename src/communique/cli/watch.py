"""``communique watch``."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from communique.cli.group import PARTLY_DONE
from communique.cli.options import LedgerName, settings_option

if TYPE_CHECKING:
    from communique.ledger import Place
    from communique.watch import Notice, Planned, Round


@click.command()
@click.argument("feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--ledger",
    "ledger_path",
    required=True,
    metavar="FILE",
    type=LedgerName(),
    help="The ledger to write, a file or postgresql://user@host/database; made if it is not there.",
)
@click.option("--once", is_flag=True, help="One round and no more, for cron and the like.")
@click.option("--now", is_flag=True, help="Begin with all feeds, due or not.")
@click.option("--dry-run", is_flag=True, help="Show what would be asked; ask nothing.")
@settings_option
def watch(
    feeds: Path,
    ledger_path: Place,
    once: bool,
    now: bool,
    dry_run: bool,
    settings_path: Path | None,
) -> None:
    """Watch feeds and sitemaps; code what is new, and tell the events that you asked for.

    FEEDS is a TOML file that names the feeds and the alerts. New events come out as JSON Lines;
    what is being done is told on standard error. Ctrl-C ends it; the same command goes on.
    """
    from communique import watch as watching  # noqa: PLC0415  # keeps --help quick
    from communique.settings import load_settings  # noqa: PLC0415

    wanted, settings = watching.load_feeds(feeds), load_settings(settings_path)
    if dry_run:
        for planned in watching.dry_run(wanted, ledger_path, time.time()):
            _show(planned)
        return
    before = signal.signal(signal.SIGTERM, _stop)
    done = None
    try:
        for done in watching.watch(
            wanted, ledger_path, emit=_emit, say=_say, settings=settings, once=once, regardless=now
        ):
            _tell(done)
    except KeyboardInterrupt:
        _say("stopped; what was done is kept, run the same command to go on")
    finally:
        signal.signal(signal.SIGTERM, before)
    if once and done is not None:
        _finish(done)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _emit(notice: Notice) -> None:
    from communique.records import to_json  # noqa: PLC0415

    click.echo(to_json(notice))


def _say(line: str) -> None:
    from communique.display.plain import plain_text  # noqa: PLC0415

    click.echo(plain_text(line), err=True)


def _tell(done: Round) -> None:
    """Tell what went wrong in a round, and what came of it."""
    problems = [problem for look in done.looks for problem in look.problems]
    problems += done.report.problems if done.report else []
    for name, why in problems:
        _say(f"{name}: {why}")
    for line in done.undelivered:
        _say(f"not delivered: {line}")
    if done.report is not None:
        report = done.report
        _say(f"{report.new:,} new documents; {report.events:,} events; {done.told:,} told")
    if done.following is None:
        _say("nothing is left to watch")


def _show(planned: Planned) -> None:
    when = "gone" if planned.due is None else "due now"
    if planned.due is not None and not planned.is_due:
        when = f"due {time.strftime('%Y-%m-%d %H:%M', time.gmtime(planned.due))} UTC"
    failures = f", failed {planned.failures} times" if planned.failures else ""
    waiting = f", {planned.waiting:,} pages to fetch" if planned.waiting else ""
    click.echo(f"{planned.feed.address}: {when}{failures}{waiting}")


def _finish(done: Round) -> None:
    """Exit with 1 if no feed could be had, with 3 if something else went wrong."""
    if not done.is_whole:
        click.get_current_context().exit(1 if done.is_failure else PARTLY_DONE)
