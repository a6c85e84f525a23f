"""Style and script of the pages, under addresses that change with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

_TYPES: Mapping[str, str] = MappingProxyType(
    {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
)
# A year: another content has another address.
_KEEP = "public, max-age=31536000, immutable"

router = APIRouter()


def address_of(name: str) -> str:
    """Return the address of a file of this folder, such as ``room.css``."""
    return f"/static/{_digest(name)}/{name}"


@router.get("/static/{digest}/{name}", include_in_schema=False)
def asset(digest: str, name: str) -> Response:
    """Answer with a file of this folder."""
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or "/" in name or not files(__name__).joinpath(name).is_file():
        raise HTTPException(404)
    cached = {"cache-control": _KEEP} if digest == _digest(name) else {}
    return Response(_content(name), headers=cached, media_type=kind)


@cache
def _content(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:12]
