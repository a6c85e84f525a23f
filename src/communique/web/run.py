"""Serving a reading room until it is stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from communique.errors import SettingsError, SourceError
from communique.ledger import Place
from communique.web.app import make_app
from communique.web.safety.origin import LOOPBACK
from communique.web.safety.tokens import read_tokens

_GRACE_SECONDS = 5
_MOST_CONNECTIONS = 500  # each takes a file of the about 1,000 that a process may have open


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where a room listens, and how others reach it.

    Attributes:
        port: 0 for any that is free.
        host: an address of this machine.
        names: under which others reach it, besides ``host``.
        certificate: files of the certificate and of its key, in PEM, to serve by HTTPS.
    """

    port: int
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    certificate: tuple[Path, Path] | None = None

    @property
    def is_private(self) -> bool:
        """Whether this machine alone can reach it.

        Who gives it a name for others lets them in, if by a proxy on this machine.
        """
        return self.host in LOOPBACK and LOOPBACK.issuperset(self.names)

    def address(self, port: int) -> str:
        """Return the address for browsers, with the port that was taken."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{port}/"


def run(
    ledger: Place,
    where: Listening,
    *,
    name: str | None = None,
    may_write: bool = False,
    tokens: Path | None = None,
    told: Callable[[str], None] | None = None,
) -> None:
    """Serve a ledger until the process is interrupted.

    Args:
        ledger: what to show.
        where: to listen.
        name: what readers call the ledger.
        may_write: whether pages may add reports and correct records.
        tokens: a file of tokens; needed where others than this machine can reach the room.
        told: called with the address once the room is open.

    Raises:
        LedgerError: if the ledger cannot be opened.
        SourceError: if nothing can listen there.
        SettingsError: if others can reach the room and no token is needed to enter.
    """
    _check(where, tokens)
    names = {*LOOPBACK, where.host.casefold(), *where.names}
    app = make_app(ledger, name=name, may_write=may_write, tokens=tokens, hosts=names)
    certificate, key = where.certificate or (None, None)
    with _listening(where.host, where.port) as listener:
        if told is not None:
            told(where.address(listener.getsockname()[1]))
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _check(where: Listening, tokens: Path | None) -> None:
    if not where.is_private and (tokens is None or not read_tokens(tokens)):
        raise SettingsError(
            f"{', '.join((where.host, *where.names))}: others than this machine can reach it; "
            "make a token first with: "
            "communique token add NAME --tokens FILE, and give --tokens FILE"
        )


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
