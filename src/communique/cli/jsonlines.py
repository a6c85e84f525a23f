"""The common part of the filters: JSON Lines in, JSON Lines out, joined by ``id``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import click

from communique.cli.group import PARTLY_DONE

Row = dict[str, Any]
_UNREAD = object()
Stage = Callable[[Iterable[Row]], Iterator[Row]]

input_argument = click.argument("rows", metavar="[FILE]", type=click.File("rb"), default="-")
output_option = click.option(
    "--output",
    type=click.File("wb", lazy=False),
    default="-",
    metavar="FILE",
    help="Where to write; - is standard output.",
)


@dataclass(slots=True)
class Answers:
    """Writes answers as they come, and counts them."""

    output: IO[bytes]
    written: int = 0
    failed: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def write(self, answer: Row) -> None:
        """Write one answer; one with ``error`` is counted by its reason."""
        import msgspec  # noqa: PLC0415  # keeps --help quick

        self.output.write(msgspec.json.encode(answer) + b"\n")
        self.output.flush()
        self.written += 1
        if "error" in answer:
            self.failed += 1
            reason = str(answer["error"]).split(":", 1)[0]
            self.reasons[reason] = self.reasons.get(reason, 0) + 1


def answer_rows(lines: IO[bytes], output: IO[bytes], shape: type, stage: Stage) -> None:
    """Answer every line: what the stage says of it, or why it could not be read.

    Args:
        lines: JSON Lines.
        output: where answers go, one a line.
        shape: the class in :mod:`communique.cli.rowshapes` that a row must fit.
        stage: a function from rows to answers. It sees good rows only.
    """
    answers = Answers(output)
    for answer in stage(_good_rows(lines, shape, answers)):
        answers.write(answer)
    _finish(answers, "lines")


def answer_each(rows: Iterable[Row], output: IO[bytes]) -> None:
    """Write answers that were not asked for line by line, such as the documents of a folder."""
    answers = Answers(output)
    for row in rows:
        answers.write(row)
    _finish(answers, "inputs")


def _finish(answers: Answers, what: str) -> None:
    """Say how many answers are none, and exit accordingly."""
    if answers.failed:
        counted = "; ".join(f"{count:,} {reason}" for reason, count in answers.reasons.items())
        click.echo(
            f"{answers.failed:,} of {answers.written:,} {what} without a result: {counted}",
            err=True,
        )
        all_failed = answers.failed == answers.written
        click.get_current_context().exit(1 if all_failed else PARTLY_DONE)


def _good_rows(lines: IO[bytes], shape: type, answers: Answers) -> Iterator[Row]:
    """Yield the rows that fit ``shape``; the others are answered at once."""
    import msgspec  # noqa: PLC0415  # keeps --help quick

    for number, line in enumerate(lines, 1):
        content = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not content:
            continue
        row: Any = _UNREAD
        try:
            row = msgspec.json.decode(content)
            msgspec.convert(row, shape)
        except (msgspec.ValidationError, msgspec.DecodeError, ValueError, RecursionError) as error:
            identity = row.get("id") if isinstance(row, dict) else None
            reason = "not JSON" if row is _UNREAD else "unfit row"
            answers.write({"id": identity, "error": f"{reason}: line {number}: {error}"})
            continue
        yield row
