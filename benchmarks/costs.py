"""CPU seconds by step, and a table of what each costs beside the parse."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tables import markdown_table

PARSE = "parse, with gate"


@dataclass(slots=True)
class Costs:
    """CPU seconds by step, added up over documents."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, step: str) -> Iterator[None]:
        """Count what is done as part of a step."""
        began = time.process_time()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + time.process_time() - began

    def share(self, steps: Sequence[str]) -> float:
        """Return what ``steps`` cost together, as a share of the parse."""
        return sum(self.seconds[step] for step in steps) / self.seconds[PARSE]


def table(costs: Costs, steps: Sequence[str], together: str, documents: int) -> str:
    """Return every step with its share of the parse, and all of them together."""
    named = [(step, costs.seconds[step]) for step in (PARSE, *steps)]
    named.append((together, sum(costs.seconds[step] for step in steps)))
    rows = [
        (
            name,
            f"{seconds:.2f}",
            f"{1000 * seconds / documents:.1f}",
            f"{seconds / costs.seconds[PARSE]:.1%}",
        )
        for name, seconds in named
    ]
    head = ("step", "CPU s", "ms a document", "of the parse")
    return markdown_table(head, rows, right={1, 2, 3})
