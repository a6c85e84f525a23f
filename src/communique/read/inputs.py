"""What readers are handed: bytes with what their container says of them, and the run's state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import BinaryIO

from communique.read.charset import decode
from communique.read.problems import Problems
from communique.records import Source
from communique.settings import ReadSettings

HEAD_BYTES = 8192


@dataclass(frozen=True, kw_only=True)
class Input:
    """Bytes to read: a file, a member of an archive, a record of a web archive, a mail part.

    ``uri`` names it in every record and every message; a member is named ``outer!inner``, the
    n-th part of a file ``file#n``, counted from 1. ``stream`` stands at its beginning and can be
    rewound. ``name`` is the last part of its name, whose ending is a hint at the format and no
    more. ``given`` holds fields that the container stated, under the names of
    :class:`~communique.records.Source`. ``charset`` and ``media_type`` are what HTTP or a mail
    header says. ``depth`` counts the containers around it. ``notes`` gathers what was noticed while
    its bytes were read; it is added to the notes of each of its sources.
    """

    uri: str
    stream: BinaryIO
    name: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    retrieved: str | None = None
    charset: str | None = None
    media_type: str | None = None
    depth: int = 0
    notes: list[str] = field(default_factory=list, compare=False)

    @cached_property
    def head(self) -> bytes:
        """The first bytes, at most ``HEAD_BYTES``; the stream is rewound."""
        head = self.stream.read(HEAD_BYTES)
        self.stream.seek(0)
        return head

    @cached_property
    def words(self) -> str:
        """The first bytes as characters."""
        return decode(self.head, partial=True, stated=self.charset)

    @property
    def ending(self) -> str:
        """The ending of the name with its dot, in lower case; empty if it has none."""
        return PurePosixPath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What all readers of one run share.

    ``problems`` is told of each input that gave nothing, or not all; ``settings`` bounds what is
    read; ``open`` reads an input in whatever format it has, for readers of containers.
    """

    problems: Problems
    settings: ReadSettings
    open: Callable[[Input], Iterator[Source]]


Reader = Callable[[Input, Reading], Iterator[Source]]
"""Reads one input into sources, lazily.

What cannot be read is told to ``reading.problems`` under its uri; a reader may also raise
:class:`~communique.errors.SourceError` for an input of which it can give nothing more.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A form that reports come in: how its first bytes look, and what reads it."""

    name: str
    recognises: Callable[[Input], bool]
    read: Reader
