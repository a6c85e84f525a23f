"""``communique analyse``: what the records come to; one analysis a file."""

from __future__ import annotations

import click

from communique.cli.analyse.copying import copying
from communique.cli.analyse.kept import kept
from communique.cli.analyse.network import network
from communique.cli.analyse.outlets import outlets
from communique.cli.analyse.series import series
from communique.cli.analyse.topics import topics
from communique.cli.group import Commands

__all__ = ["analyse"]


@click.group(cls=Commands)
def analyse() -> None:
    """Add up what a ledger holds: over time, by pairs, by promises, by outlets.

    Each takes the filters of the listings, and --format csv, jsonl or parquet for programs.
    """


for command in (series, network, kept, outlets, copying, topics):
    analyse.add_command(command)
