"""Signatures of what is posted, after the Standard Webhooks specification (version 1).

Signed are id, timestamp and body, joined by dots, with HMAC-SHA256.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

PREFIX = "whsec_"
TOLERANCE_S = 300


def signed(notice_id: str, timestamp: int, body: bytes, secret: str) -> dict[str, str]:
    """Return the headers that say who posts what, and when.

    Args:
        notice_id: the same at every attempt.
        timestamp: of the attempt, in seconds since 1970.
        body: as it is sent.
        secret: shared with the receiver.
    """
    return {
        "webhook-id": notice_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{_signature(notice_id, str(timestamp), body, secret)}",
    }


def is_genuine(headers: Mapping[str, str], body: bytes, secret: str, *, now: float) -> bool:
    """Tell whether a post comes from who knows the secret, is unchanged, and is recent.

    Args:
        headers: of the post, by names in lower case.
        body: as it came.
        secret: shared with the sender.
        now: in seconds since 1970; a post of more than five minutes before or after is refused, so
            that an old one cannot be sent again.
    """
    timestamp = headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(now - int(timestamp)) > TOLERANCE_S:
        return False
    expected = f"v1,{_signature(headers.get('webhook-id', ''), timestamp, body, secret)}"
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


def _signature(notice_id: str, timestamp: str, body: bytes, secret: str) -> str:
    content = b".".join((notice_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.digest(_key(secret), content, hashlib.sha256)).decode()


def _key(secret: str) -> bytes:
    """The bytes of a secret: those behind ``whsec_`` in base64, else its characters in UTF-8."""
    if secret.startswith(PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()
