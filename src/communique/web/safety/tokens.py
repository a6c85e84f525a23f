"""Tokens: who may enter a room that others than this machine can reach, kept as hashes alone."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Literal

import msgspec

from communique.errors import SettingsError

Scope = Literal["read", "write"]

_BYTES = 32
_PREFIX = "cq_"
_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it is kept: without the secret itself.

    Attributes:
        name: whose it is.
        digest: SHA-256 of the secret, in hexadecimal. The secret holds 256 random bits, so that
            neither salt nor slow hashing would add anything.
        scope: ``read``, or ``write`` which reads too.
        expires: when it ends; never if None.
    """

    name: str
    digest: str
    scope: Scope
    expires: datetime | None = None


def read_tokens(file: Path) -> tuple[Token, ...]:
    """Return the tokens of a file, none if it is not there.

    Raises:
        SettingsError: if it cannot be read or holds something else.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=tuple[Token, ...])
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.DecodeError) as error:
        raise SettingsError(f"{file}: expected a file of tokens: {error}") from error


def issue(file: Path, name: str, scope: Scope, *, days: int | None = None) -> str:
    """Add a token to a file and return its secret, which is kept nowhere.

    Args:
        file: made if it is not there, readable by its owner alone.
        name: whose it is; an earlier token of that name is replaced.
        scope: what it lets do.
        days: after which it ends; None for never.

    Raises:
        SettingsError: if the file cannot be read or written.
    """
    secret = _PREFIX + secrets.token_urlsafe(_BYTES)
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days) if days else None
    token = Token(name=name, digest=_digest(secret), scope=scope, expires=expires)
    with _alone(file):
        _write(file, (*(one for one in read_tokens(file) if one.name != name), token))
    return secret


def revoke(file: Path, name: str) -> bool:
    """Take the token of a name out of a file; tell whether there was one.

    Raises:
        SettingsError: if the file cannot be read or written.
    """
    with _alone(file):
        there = read_tokens(file)
        left = tuple(one for one in there if one.name != name)
        if len(left) < len(there):
            _write(file, left)
    return len(left) < len(there)


def token_of(secret: str, tokens: Iterable[Token]) -> Token | None:
    """Return the token of a secret, None if there is none or it has ended."""
    digest, now = _digest(secret), datetime.now(UTC)
    found = [one for one in tokens if secrets.compare_digest(one.digest, digest)]
    valid = [one for one in found if one.expires is None or one.expires > now]
    return valid[0] if valid else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Let one at a time change a file: a token just revoked must not come back with another."""
    lock, end = file.with_name(f".{file.name}.lock"), monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            break
        except FileExistsError as error:
            if monotonic() > end:
                told = f"{file}: somebody is changing it; if nobody is, remove {lock}"
                raise SettingsError(told) from error
            sleep(0.05)
        except OSError as error:
            raise SettingsError(f"{file}: cannot write the tokens: {error.strerror}") from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _write(file: Path, tokens: tuple[Token, ...]) -> None:
    try:
        # Of a name that nobody can know before, so that nobody can lay a file or a link there.
        number, fresh = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(number, "wb") as out:
                out.write(msgspec.json.format(msgspec.json.encode(tokens)) + b"\n")
            Path(fresh).replace(file)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingsError(f"{file}: cannot write the tokens: {error.strerror}") from error
