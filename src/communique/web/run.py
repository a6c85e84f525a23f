"""Serving a reading room until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from communique.errors import SourceError
from communique.ledger import Place
from communique.web.app import make_app

_GRACE_SECONDS = 5


def run(
    ledger: Place,
    *,
    port: int,
    host: str = "127.0.0.1",
    name: str | None = None,
    may_write: bool = False,
    told: Callable[[str], None] | None = None,
) -> None:
    """Serve a ledger until the process is interrupted.

    Args:
        ledger: what to show.
        port: to listen on; 0 for any that is free.
        host: address to listen on.
        name: what readers call the ledger.
        may_write: whether pages may add reports and correct records.
        told: called with the address once the room is open.

    Raises:
        LedgerError: if the ledger cannot be opened.
        SourceError: if nothing can listen there.
    """
    app = make_app(ledger, name=name, may_write=may_write)
    with _listening(host, port) as listener:
        if told is not None:
            told(f"http://{host}:{listener.getsockname()[1]}/")
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, date_header=True,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise SourceError(
            f"{host}:{port}: cannot listen there: {error.strerror}; give another --port"
        ) from error
    return listener
