"""Whole numbers for formats whose events go by number."""

from __future__ import annotations

import hashlib

from communique.records import Event

_HEX_DIGITS = 13  # 52 bits: R, Stata and JavaScript hold such a number exactly


def row_number(event: Event, at: int) -> int:
    """Return the number of an event's row: the same in every export of the same event.

    Args:
        event: whose row.
        at: which of its rows, from 0.
    """
    digest = hashlib.sha256(f"{event.event_id}#{at}".encode()).hexdigest()
    return int(digest[:_HEX_DIGITS], 16)
