"""The addresses of a host, each checked: what lies in a private network is not for strangers."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Literal

from communique.read.fetch.reasons import FetchError

Private = Literal["refused", "first", "allowed"]
"""Whether a host may have a private address: never; if it is the first one asked, and then those
that it leads to as well; or always."""

Reachable = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]
"""An address family and what a socket of it connects to."""

# IPv6 addresses that stand for one of IPv4, and how far to the left that lies in their bits.
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),  # mapped, RFC 4291
    (IPv6Network("::/96"), 0),  # compatible, RFC 4291
    (IPv6Network("64:ff9b::/96"), 0),  # translated, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)


class PrivateAddressError(FetchError):
    """A host that has an address in a private or local network."""


def is_public(address: str) -> bool:
    """Tell whether an IP address, or the one that is packed in it, is one of the open internet."""
    try:
        named = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    meant = _carried(named) or named
    return meant.is_global and not meant.is_multicast and not meant.is_reserved


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv6Address):
        for network, shift in _CARRIERS:
            if address in network:
                return IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return None


def is_numeric(host: str) -> bool:
    """Tell whether a host is an IP address in any notation, or this machine by its name."""
    if host.strip(".").lower().endswith("localhost"):
        return True
    try:
        socket.getaddrinfo(host, 0, flags=socket.AI_NUMERICHOST)
    except (socket.gaierror, UnicodeError):
        return False
    return True


def addresses_of(host: str, port: int, *, allow_private: bool) -> list[Reachable]:
    """Return where a host can be reached, all of it checked.

    Who connects to one of these, and does not ask for the name again, cannot be led elsewhere by
    an answer that changes from one question to the next.

    Args:
        host: a name or an IP address, without brackets.
        port: to connect to.
        allow_private: take whatever address it has.

    Raises:
        PrivateAddressError: if any of its addresses is not one of the open internet.
        FetchError: if there is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise FetchError("no such host", may_pass=True) from error
    reached: list[Reachable] = [(family, place) for family, _, _, _, place in found]  # type: ignore[misc]
    closed = [str(place[0]) for _, place in reached if not is_public(str(place[0]))]
    if closed and not allow_private:
        raise PrivateAddressError(f"a private address, {closed[0]}, which is not asked")
    return reached


def is_private(reached: list[Reachable]) -> bool:
    """Tell whether any of the addresses is not one of the open internet."""
    return any(not is_public(str(place[0])) for _, place in reached)
