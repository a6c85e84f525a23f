"""Files of an export: each appears under its name only when it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from communique.errors import LedgerError


@contextmanager
def made_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write to, made if it is not there.

    Raises:
        LedgerError: in place of whatever keeps the files from being written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    except OSError as error:
        raise LedgerError(f"{folder}: cannot write the export: {error.strerror}") from error


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Give a path beside ``file`` to write to; it takes the name of ``file`` at the end.

    What an earlier export left under that name is replaced; an error leaves it as it was.
    """
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def whole_text(file: Path, *, newline: str = "\n") -> Iterator[IO[str]]:
    """Give a text file in UTF-8 to write to; see :func:`whole_file`.

    Half a surrogate pair, which UTF-8 cannot hold, becomes a question mark.
    """
    with (
        whole_file(file) as unfinished,
        unfinished.open("w", encoding="utf-8", errors="replace", newline=newline) as out,
    ):
        yield out
