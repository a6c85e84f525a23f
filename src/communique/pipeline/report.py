"""What a build did: what came in, what came out, and why anything did not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_LINE = re.compile(r"^line \d+:? (?:is )?")


@dataclass(slots=True)
class BuildReport:
    """What came in, what came out, and why anything did not.

    ``read`` counts sources; ``already`` those of an earlier run; ``new`` documents stored now;
    ``duplicates`` sources whose text was there already. ``reasons`` counts why sources gave no
    document or documents no record; ``problems`` names the inputs.
    """

    read: int = 0
    already: int = 0
    new: int = 0
    duplicates: int = 0
    coded: int = 0
    empty: int = 0
    events: int = 0
    statements: int = 0
    commitments: int = 0
    figures: int = 0
    disputes: int = 0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, uri: str, reason: str) -> None:
        """Count a source that gave nothing, or not all."""
        self.problems.append((uri, reason))
        self.reasons[_LINE.sub("", reason).split(":", 1)[0]] += 1
