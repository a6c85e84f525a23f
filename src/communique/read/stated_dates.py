"""Dates as machines write them, as ISO 8601; the words of all other dates are left as they are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_EARLIEST, _LATEST = 1990, 2100
_DIGITS = re.compile(r"\s*(\d{8,16})(?:\.\d*)?\s*\Z", re.ASCII)
_MAIL_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d{2}", re.ASCII
)
_LONGEST = 200


def stated_date(words: str) -> str:
    """Return a date or a point in time as ISO 8601, or the words if they are neither of these.

    Read are the date of mail and feeds, which keeps the zone of whoever wrote it, dates without
    hyphens (``20240704``, ``20240704013000``), and seconds or milliseconds since 1970 in UTC.
    """
    words = words.strip()[:_LONGEST]
    if _MAIL_DATE.match(words):
        return _from_mail(words)
    found = _DIGITS.match(words)
    return _from_digits(found[1]) or words if found else words


def _from_mail(words: str) -> str:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return words


def _from_digits(digits: str) -> str | None:
    try:
        if len(digits) == 8:
            return date.fromisoformat(digits).isoformat()
        if len(digits) == 14:
            return datetime.strptime(digits, "%Y%m%d%H%M%S").isoformat()
        seconds = int(digits) / {10: 1, 13: 1_000, 16: 1_000_000}[len(digits)]
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, KeyError, OverflowError, OSError):
        return None
    return moment.isoformat() if _EARLIEST <= moment.year <= _LATEST else None
