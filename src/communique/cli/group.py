"""The program's outermost layer: errors become one sentence, and exit codes mean something.

0 done, 1 failed, 2 wrong usage, 3 done in part with counted reasons.
"""

from __future__ import annotations

import errno
from typing import Any

import click

from communique.errors import CommuniqueError

PARTLY_DONE = 3


class Commands(click.Group):
    """The commands, in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of registration, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong on purpose is told in a sentence."""
        try:
            return super().invoke(ctx)
        except CommuniqueError as error:
            raise _as_message(error) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{where}{error.strerror or error}") from error


def _as_message(error: CommuniqueError) -> click.ClickException:
    from communique.errors import CorrectionError, QueryError  # noqa: PLC0415

    if isinstance(error, QueryError | CorrectionError):
        return click.UsageError(str(error))
    return click.ClickException(str(error))
