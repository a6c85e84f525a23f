"""Why a page cannot be had, in plain words."""

from __future__ import annotations

import ssl
from http.client import HTTPException

from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from communique.errors import SourceError

BREAKDOWNS = (HTTPError, HTTPException, OSError, ValueError)
"""What the network and the libraries raise."""


class FetchError(SourceError):
    """A page that cannot be had; ``may_pass`` if it may be another time, as after a timeout."""

    def __init__(self, reason: str, *, may_pass: bool = False) -> None:
        super().__init__(reason)
        self.may_pass = may_pass


def fetch_error(cause: Exception, silence_s: float) -> FetchError:
    """Return what to raise in place of an error of the network or the library.

    Args:
        cause: the error.
        silence_s: seconds without an answer after which it was given up.
    """
    if isinstance(cause, FetchError):
        return cause
    if isinstance(cause, DecodeError):
        return FetchError("packed in a way that cannot be unpacked")
    if isinstance(cause, SSLError | ssl.SSLError):  # the latter is a ValueError too
        return FetchError(f"no secure connection: {cause}", may_pass=True)
    if isinstance(cause, LocationValueError | ValueError):
        return FetchError(f"not the address of a web page: {cause}")
    return FetchError(_passing(cause, silence_s), may_pass=True)


def _passing(cause: Exception, silence_s: float) -> str:
    if isinstance(cause, NameResolutionError):
        return "no such host"
    if isinstance(cause, NewConnectionError | ConnectionRefusedError):
        return "no connection"
    if isinstance(cause, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
        return f"no answer within {silence_s:g} s"
    return f"the connection broke off: {cause}"
