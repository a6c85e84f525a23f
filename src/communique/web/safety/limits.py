"""How much one reader may ask: so many requests in a time, so many bytes in one."""

from __future__ import annotations

from collections import OrderedDict
from http import HTTPStatus
from time import monotonic

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web import problems

_REMEMBERED = 10_000  # readers


class Pace:
    """Refuses requests of a reader who asks faster than ``rate`` a second, after a burst.

    A bucket for each address, filled at the rate, emptied by requests.
    """

    def __init__(self, app: ASGIApp, rate: float, burst: int) -> None:
        self._app = app
        self._rate = rate
        self._burst = burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._take((scope.get("client") or ("",))[0]):
            await self._app(scope, receive, send)
            return
        told = "Too many requests in too short a time; go on a little later."
        refused = problems.problem(HTTPStatus.TOO_MANY_REQUESTS, told)
        wait = {"retry-after": str(max(1, round(1 / self._rate)))}
        await problems.answer(Request(scope), refused, wait)(scope, receive, send)

    def _take(self, reader: str) -> bool:
        now = monotonic()
        left, at = self._left.pop(reader, (float(self._burst), now))
        left = min(self._burst, left + (now - at) * self._rate)
        self._left[reader] = (max(0.0, left - 1), now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


class BodyTooLarge(Exception):  # noqa: N818  # no error of ours: it never leaves this module
    """More bytes came than may."""


class BoundedBody:
    """Refuses requests whose body is longer than ``most`` bytes, whatever their header says."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came, begun = 0, False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > self._most:
                raise BodyTooLarge
            return message

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            if _announced(scope) > self._most:
                raise BodyTooLarge
            await self._app(scope, counted, sent)
        except BodyTooLarge:
            if not begun:
                await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        told = f"A request may hold {self._most:,} bytes at the most."
        refused = problems.problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
        await problems.answer(Request(scope), refused, {"connection": "close"})(
            scope, receive, send
        )


def _announced(scope: Scope) -> int:
    length = Request(scope).headers.get("content-length", "0")
    return int(length) if length.isdigit() and len(length) < 16 else 0
