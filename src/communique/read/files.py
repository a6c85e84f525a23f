"""Files, folders and patterns: the files that they lead to, each once and in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.read.problems import Problems

_MAGIC = frozenset("*?[")
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of one run: where they are looked for, and which were found already.

    ``problems`` is told of each path that leads to no file.
    """

    problems: Problems
    _entered: set[tuple[int, int]] = field(default_factory=set, init=False)
    _found: set[str] = field(default_factory=set, init=False)

    def at(self, given: str | Path) -> Iterator[Path]:
        """Yield the files at a path, below a folder, or that match a pattern.

        Folders are walked in sorted order without their hidden entries. A file or folder is found
        once, however many links lead to it or how often it is given.
        """
        path = Path(given)
        if isinstance(given, str) and _MAGIC.intersection(given) and not _exists(path):
            matches = self._matching(given)
            if not matches:
                self.problems(uri_of(path), "no file matches")
            yield from self._walk(matches)
        else:
            yield from self._walk([path])

    def _walk(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Yield files depth first, without recursion: folders nest deeper than Python calls do."""
        waiting = list(paths)[::-1]
        while waiting:
            path = waiting.pop()
            try:
                status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    if self._is_new(path):
                        yield path
                elif stat.S_ISDIR(status.st_mode):
                    waiting += self._inside(path, status)
                else:
                    self.problems(uri_of(path), _kind(status))
            except (OSError, ValueError) as error:
                self.problems(uri_of(path), why(error, path))

    def _is_new(self, path: Path) -> bool:
        place = os.path.realpath(path)
        if place in self._found:
            return False
        self._found.add(place)
        return True

    def _inside(self, folder: Path, status: os.stat_result) -> list[Path]:
        """Return what a folder holds, last first, if it is entered for the first time."""
        place = (status.st_dev, status.st_ino)
        if place in self._entered:
            return []
        self._entered.add(place)
        visible = sorted(child for child in folder.iterdir() if not child.name.startswith("."))
        if not visible:
            self.problems(uri_of(folder), "an empty folder")
        return visible[::-1]

    def _matching(self, pattern: str) -> list[Path]:
        """Return the paths that match, sorted; ``*`` and ``**`` leave hidden ones out."""
        asked = Path(pattern)
        root = Path(asked.anchor)
        relative = asked.relative_to(root) if asked.anchor else asked
        named = set(relative.parts)
        try:
            return sorted(
                path
                for path in root.glob(relative.as_posix())
                if not any(p[0] == "." and p not in named for p in path.parts if p != "..")
            )
        except (OSError, ValueError, NotImplementedError) as error:
            self.problems(uri_of(asked), f"not a pattern: {error}")
            return []


def uri_of(path: Path) -> str:
    """Return the name of a file in records: its path, odd bytes of a name written as ``\\xe9``."""
    name = path.as_posix()
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def why(error: OSError | ValueError, path: Path) -> str:
    """Return in plain words why a path could not be read."""
    if isinstance(error, FileNotFoundError):
        return "not found: a link to nothing" if path.is_symlink() else "not found"
    if isinstance(error, PermissionError):
        return "permission denied"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {reason or error}"


def _exists(path: Path) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return True


def _kind(status: os.stat_result) -> str:
    named = next((name for is_kind, name in _KINDS if is_kind(status.st_mode)), "something else")
    return f"not a regular file or folder: {named}"
