"""Forms as they come in: small, of one encoding, read no further than they may go."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 256 * 1024  # bytes of a form without files
_MOST_FIELDS = 2000
_ENCODING = "application/x-www-form-urlencoded"

Sent = Mapping[str, list[str]]


async def read_form(request: Request, *, most: int = LARGEST) -> Sent:
    """Return the fields of a form without files.

    Args:
        request: that brings it.
        most: bytes that it may have.

    Raises:
        HTTPException: 415 for another encoding, 413 for too much, 400 for what cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _ENCODING:
        raise HTTPException(415, f"Expected a form, sent as {_ENCODING}.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise HTTPException(413, f"A form may have {most:,} bytes; this one has more.")
    try:
        return parse_qs(
            body.decode("utf-8"), keep_blank_values=True, errors="strict",
            max_num_fields=_MOST_FIELDS,
        )  # fmt: skip
    except ValueError as error:
        raise HTTPException(400, "The fields of this form cannot be read.") from error


def value(sent: Sent, name: str) -> str:
    """Return the first value of a field, without blanks at its edges; "" if there is none."""
    return sent.get(name, [""])[0].strip()
