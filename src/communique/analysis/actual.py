"""Which events count where nothing is said: those that happened."""

from __future__ import annotations

from dataclasses import replace

from communique.ledger import Filters

ANY = "any"


def of_status(filters: Filters) -> Filters:
    """Return filters that ask for actual events, unless they name a status or ``any``."""
    if filters.status is None:
        return replace(filters, status="actual")
    return replace(filters, status=None) if filters.status.lower() == ANY else filters
