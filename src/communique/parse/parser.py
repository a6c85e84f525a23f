"""The seam behind which a parser stands, so that tests can inject their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from communique.syntax import Parsed


class Parser(Protocol):
    """Turns texts into parses, one for each, in order."""

    def parse(self, texts: Iterable[str]) -> Iterator[Parsed]:
        """Yield the parse of each text."""
        ...
