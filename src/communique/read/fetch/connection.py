"""Connections to addresses that were checked, cut off when their time is up."""

from __future__ import annotations

import os
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection

from communique.read.fetch.addresses import Reachable
from communique.read.fetch.reasons import FetchError


class Line:
    """One TCP connection to the first of some addresses that answers.

    Within its ``with`` block it is cut off at the deadline, whatever a slow server does: a timeout
    of the socket is of one reading only, and one byte at a time never runs into it.

    Args:
        reached: checked addresses, in the order in which they are tried.
        silence_s: seconds that each may take to answer.
        deadline: on the clock of :func:`time.monotonic`.
    """

    def __init__(self, reached: Sequence[Reachable], silence_s: float, deadline: float) -> None:
        self._reached, self._silence_s, self._deadline = reached, silence_s, deadline
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._timer.daemon = True
        self.is_cut = False

    def __enter__(self) -> Line:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def dial(self) -> socket.socket:
        """Connect.

        Raises:
            TimeoutError: if none answers in time.
            FetchError: if none can be reached.
        """
        failure: OSError = TimeoutError()
        for family, place in self._reached:
            silence = min(self._silence_s, self._deadline - time.monotonic())
            if silence <= 0:
                break
            try:
                return self._connected(family, place, silence)
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise failure
        raise FetchError("no connection", may_pass=True) from failure

    def _connected(self, family: int, place: Any, silence: float) -> socket.socket:
        dialled = socket.socket(family, socket.SOCK_STREAM)
        try:
            dialled.settimeout(silence)
            dialled.connect(place)
            dialled.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:  # a copy, since TLS takes the socket itself over
                self._socket = socket.socket(fileno=os.dup(dialled.fileno()))
        except BaseException:
            dialled.close()
            raise
        return dialled

    def _cut(self) -> None:
        with self._lock:
            self.is_cut = True
            if self._socket is not None:
                try:
                    self._socket.shutdown(socket.SHUT_RDWR)
                except OSError:
                    return  # it had ended by itself


class _Plain(HTTPConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        return self.line.dial()


class _Secure(HTTPSConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        return self.line.dial()


def connection(scheme: str, host: str, port: int, line: Line, silence_s: float) -> HTTPConnection:
    """Return a connection to a host over a line; TLS is for the host's name, and checked."""
    if scheme == "http":
        plain = _Plain(host, port, timeout=silence_s)
        plain.line = line
        return plain
    if scheme != "https":
        raise FetchError("redirected to what is no web page")
    secure = _Secure(host, port, timeout=silence_s, ssl_context=ssl.create_default_context())
    secure.line = line
    return secure
