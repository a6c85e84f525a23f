"""What came in and gave no report, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.ledger import RefusalCount
from communique.web.page import Page
from communique.web.room import Visit

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Reasons for which sources gave no report, the most frequent first."""

    reasons: tuple[RefusalCount, ...]

    @property
    def sources(self) -> int:
        """How many sources these are."""
        return sum(one.sources for one in self.reasons)


def refused(visit: Visit) -> Refused:
    """Return why sources gave no report."""
    found = visit.ledger.census().refusals(most=_MOST)
    # Where a file lay concerns nobody who reads.
    return Refused(
        reasons=tuple(replace(one, example=one.example.rsplit("/", 1)[-1]) for one in found)
    )


REFUSED = Page(
    path="/refused",
    summary="What came in and gave no report, and why.",
    view=refused,
    template="refused.html",
    asks=False,
)
