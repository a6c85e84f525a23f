"""Fetching over HTTP, in one place: within bounds, each hop checked, no faith in who answers."""

from communique.read.fetch.addresses import Private, PrivateAddressError
from communique.read.fetch.exchange import Answer, Bounds, ask, send, user_agent
from communique.read.fetch.reasons import FetchError

__all__ = [
    "Answer",
    "Bounds",
    "FetchError",
    "Private",
    "PrivateAddressError",
    "ask",
    "send",
    "user_agent",
]
