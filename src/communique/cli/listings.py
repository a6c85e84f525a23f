"""The listings: one command a record kind, all made alike."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from communique.cli.cuts import with_furniture
from communique.cli.options import (
    EVENT_CONDITIONS,
    filter_options,
    ledger_option,
    output_options,
    tell_which_filter,
)

if TYPE_CHECKING:
    from communique.ledger import Filters, Ledger


def _listing(kind: str, summary: str, *filters: str) -> click.Command:
    """Make the command that lists records of ``kind``."""

    @click.command(kind, help=summary)
    @ledger_option
    @filter_options(*filters)
    @output_options
    def command(ledger_path: Path, form: str, output: IO[str], **given: Any) -> None:
        from communique.ledger import Filters, Ledger  # noqa: PLC0415  # keeps --help quick

        wanted = Filters(**given)
        with Ledger.open(ledger_path) as ledger:
            shown = _write(ledger, kind, wanted, form, output)
            _tell_what_is_missing(ledger, kind, wanted, shown)

    return command


def _write(ledger: Ledger, kind: str, filters: Filters, form: str, output: IO[str]) -> int:
    records = ledger.query(kind, filters)
    if form == "table":
        from communique.cli.evidence import Reports  # noqa: PLC0415
        from communique.cli.tables import write_table  # noqa: PLC0415

        return write_table(kind, records, Reports(ledger), output)
    if form in ("csv", "parquet"):
        from communique.export import write_csv, write_parquet  # noqa: PLC0415

        record_type = records.kind.record
        if form == "csv":
            return write_csv(record_type, records, output)
        return write_parquet(record_type, records, cast(Any, output).buffer)
    from communique.records import to_json  # noqa: PLC0415

    shown = 0
    for record in records:
        output.write(to_json(record) + "\n")
        shown += 1
    return shown


def _tell_what_is_missing(ledger: Ledger, kind: str, filters: Filters, shown: int) -> None:
    """Say how many more there are, or which filter left nothing."""
    if not shown:
        tell_which_filter(ledger, kind, filters)
    elif filters.limit == shown and (every := ledger.count(kind, filters)) > shown:
        after = ledger.page(kind, filters).after if filters.order != "relevance" else None
        go_on = f"; go on with --after {after}" if after else "; see more with --limit"
        click.echo(f"{shown} of {every} {kind}{go_on}", err=True)


LISTINGS = (
    with_furniture(
        _listing(
            "documents",
            "List reports, newest first; with --furniture, what was cut from each, and why.",
            *("type", "status", "since", "until", "outlet", "search", "document"),
        )
    ),
    _listing(
        "events",
        "List what happened: when, who and whom, where.",
        *EVENT_CONDITIONS,
    ),
    _listing(
        "statements",
        "List who said what, with the words.",
        *("speaker", "about", "topic", "between", "source", "target", "actor", "type"),
        *("since", "until"),
        *("outlet", "search", "document"),
    ),
    _listing(
        "commitments",
        "List promises, and whether they were kept.",
        *("state", "due_before", "between", "source", "target", "actor", "type", "status"),
        *("since", "until", "place"),
        *("outlet", "search", "document"),
    ),
    _listing(
        "figures",
        "List the numbers that reports give.",
        *("measure", "between", "actor", "type", "status", "since", "until"),
        *("outlet", "search", "document"),
    ),
    _listing(
        "disputes",
        "List where reports do not agree, with each one's value.",
        *("between", "actor", "type", "since", "until", "place", "search"),
    ),
    _listing(
        "stories",
        "List stories: reports of one happening or one chain of happenings.",
        *("since", "until", "search", "document"),
    ),
    _listing(
        "actors",
        "List persons, states and organisations.",
        *("actor", "type", "status", "place", "search"),
    ),
    _listing(
        "mentions",
        "List the words that name an actor or a place.",
        *("actor", "type", "place", "since", "until", "outlet", "search", "document"),
    ),
)
