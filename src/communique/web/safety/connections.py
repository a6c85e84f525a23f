"""Connections over which nothing is asked: ended after a while, since each keeps others out."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle


class ShortSilence(H11Protocol):
    """HTTP over a connection that is ended when no request is under way for ``seconds``.

    The server itself waits for ever for the end of a header that comes byte by byte.
    """

    seconds: float = 30.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look whether anything is asked."""
        super().connection_made(transport)
        self.loop.call_later(self.seconds, self._look, None)

    def _look(self, before: RequestResponseCycle | None) -> None:
        if self.transport.is_closing():
            return
        now: RequestResponseCycle | None = self.cycle
        if now is before and (now is None or now.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(self.seconds, self._look, now)
