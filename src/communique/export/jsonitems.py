"""JSON files that hold one long list, written item by item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from communique.export.files import whole_text


class JsonItems:
    """A list in a JSON file, an item a line."""

    def __init__(self, output: IO[str]) -> None:
        self._output = output
        self._between = "\n"

    def add(self, item: object) -> None:
        """Write the next item."""
        self._output.write(self._between + as_json(item))
        self._between = ",\n"


@contextmanager
def json_items(file: Path, name: str | None = None, **head: object) -> Iterator[JsonItems]:
    """Give a list to write to.

    Args:
        file: gets its name when it is whole.
        name: of the list in an object; None if the file is the list itself.
        head: what stands before the list in the object.
    """
    with whole_text(file) as out:
        before = "".join(f"{as_json(key)}: {as_json(value)}, " for key, value in head.items())
        out.write(f"{{{before}{as_json(name)}: [" if name else "[")
        yield JsonItems(out)
        out.write("\n]}\n" if name else "\n]\n")


def as_json(item: object) -> str:
    """Return JSON on one line."""
    return json.dumps(item, ensure_ascii=False, allow_nan=False)


def filled(**values: Any) -> dict[str, Any]:
    """Return the values that say something; names may end in "_" to be no words of Python."""
    return {
        name.rstrip("_"): value for name, value in values.items() if value not in (None, "", [], ())
    }
