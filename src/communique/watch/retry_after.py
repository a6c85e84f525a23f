"""How long a host wants to be left alone, in either form of the header (RFC 9110, 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_DAY = 86_400.0


def seconds_wanted(retry_after: str | None, now: float) -> float | None:
    """Return the seconds that a host asks to wait, at most a day; None if it does not say.

    Args:
        retry_after: the header.
        now: in seconds since 1970.
    """
    words = (retry_after or "").strip()
    if words.isascii() and words.isdigit():
        return min(float(words[:20]), _DAY)
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - datetime.fromtimestamp(now, UTC)).total_seconds(), 0.0), _DAY)
