"""How much one reader may ask: so many requests in a time, so many bytes in one."""

from __future__ import annotations

import asyncio
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


class BodyTooSlow(Exception):  # noqa: N818  # as the one above
    """The rest did not come in time."""


class BoundedBody:
    """Refuses requests whose body is longer than ``most`` bytes, whatever their header says.

    One that is not there in full after ``seconds`` is refused too: it would hold a place for ever.
    """

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        self._app = app
        self._most = most
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came, begun, whole = 0, False, False
        end = monotonic() + self._seconds

        async def counted() -> Message:
            nonlocal came, whole
            # After its body a request is listened to for its end, however long that takes.
            try:
                async with asyncio.timeout(None if whole else max(0.0, end - monotonic())):
                    message = await receive()
            except TimeoutError as error:
                raise BodyTooSlow from error
            whole = not message.get("more_body", False)
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
            told = f"A request may hold {self._most:,} bytes at the most."
            refused = problems.problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
        except BodyTooSlow:
            told = f"A request must come in full within {self._seconds:.0f} seconds."
            refused = problems.problem(HTTPStatus.REQUEST_TIMEOUT, told)
        else:
            return
        if not begun:
            await self._refuse(refused, scope, receive, send)

    async def _refuse(
        self, refused: problems.Problem, scope: Scope, receive: Receive, send: Send
    ) -> None:
        await problems.answer(Request(scope), refused, {"connection": "close"})(
            scope, receive, send
        )


def _announced(scope: Scope) -> int:
    length = Request(scope).headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0
