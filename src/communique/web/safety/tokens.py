"""Tokens: who may enter a room that others than this machine can reach, kept as hashes alone."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from communique.errors import SettingsError

Scope = Literal["read", "write"]

_BYTES = 32
_PREFIX = "cq_"


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
    _write(file, (*(one for one in read_tokens(file) if one.name != name), token))
    return secret


def revoke(file: Path, name: str) -> bool:
    """Take the token of a name out of a file; tell whether there was one.

    Raises:
        SettingsError: if the file cannot be read or written.
    """
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
    return replace(valid[0]) if valid else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _write(file: Path, tokens: tuple[Token, ...]) -> None:
    fresh = file.with_name(f".{file.name}.unfinished")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(msgspec.json.format(msgspec.json.encode(tokens)) + b"\n")
        fresh.replace(file)
    except OSError as error:
        raise SettingsError(f"{file}: cannot write the tokens: {error.strerror}") from error
