"""Where text for people goes: a terminal, or a file that must not hold padding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click
from rich.console import Console

_WIDTH_OF_FILES = 120


def console(output: IO[str]) -> Console:
    """Return a console on ``output``: as wide as the terminal, or fit for a page in a file."""
    width = None if output.isatty() else _WIDTH_OF_FILES
    return Console(file=output, width=width, highlight=False, markup=False, emoji=False)


@contextmanager
def trimmed(screen: Console) -> Iterator[None]:
    """Print what is printed meanwhile without the blanks that pad its lines."""
    with screen.capture() as captured:
        yield
    for line in captured.get().strip("\n").splitlines():
        click.echo(line.rstrip(), file=screen.file)
