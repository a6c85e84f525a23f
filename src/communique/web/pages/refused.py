"""What came in and gave no report, and why."""

from __future__ import annotations

from dataclasses import dataclass

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
    return Refused(reasons=tuple(visit.ledger.census().refusals(most=_MOST)))


REFUSED = Page(
    path="/refused",
    summary="What came in and gave no report, and why.",
    view=refused,
    template="refused.html",
    asks=False,
)
