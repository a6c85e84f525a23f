"""What a host allows (RFC 9309)."""

from __future__ import annotations

from protego import Protego

from communique.read.fetch import Answer
from communique.watch.state import HostState

PRODUCT = "communique"
"""The name by which a robots.txt may address this program."""

_READ_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are to be read
_LONGEST_DELAY = 60.0  # seconds; the RFC knows no delay, and some files ask for days


class Rules:
    """The rules of one host for this program."""

    def __init__(self, state: HostState) -> None:
        self._rules = Protego.parse(state.robots)

    def allow(self, address: str) -> bool:
        """Tell whether an address may be asked."""
        return self._rules.can_fetch(address, PRODUCT)

    @property
    def delay(self) -> float:
        """Seconds between two questions that the host asks for, at most a minute."""
        return min(self._rules.crawl_delay(PRODUCT) or 0.0, _LONGEST_DELAY)


def rules_text(answer: Answer) -> str | None:
    """Return the rules that an answer for robots.txt gives; None if nothing is allowed.

    A host without the file allows all (2.3.1.3), one that fails allows nothing (2.3.1.4).
    """
    if answer.status == 200:
        return answer.body.read(_READ_BYTES).decode("utf-8-sig", "replace").replace("\0", "")
    return "" if 400 <= answer.status < 500 and answer.status != 429 else None
