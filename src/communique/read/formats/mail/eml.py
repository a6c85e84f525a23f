"""Mail as programs save it (``.eml``), with the reports that are attached to it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from communique.errors import SourceError
from communique.read.formats.mail.message import (
    file_name,
    first_parts,
    header_words,
    parse_message,
    part_bytes,
    part_charset,
    sender_name,
)
from communique.read.formats.mail.parts import Parts, breaks_off, parts_of
from communique.read.inputs import Format, Input, Reading
from communique.read.stated_dates import stated_date
from communique.records import Source

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]")
# Headers that programs write; a memorandum has From, Date and Subject as well.
_WRITTEN_BY_PROGRAMS = frozenset(
    ("received", "return-path", "delivered-to", "message-id", "mime-version", "content-type",
     "content-transfer-encoding", "dkim-signature", "x-mailer", "x-received", "arc-seal",
     "list-id", "list-unsubscribe", "in-reply-to", "x-original-to", "authentication-results")
)  # fmt: skip
_WRITTEN_BY_PEOPLE = frozenset(("from", "to", "subject", "date", "reply-to", "sender", "cc"))
_ENDINGS = frozenset((".eml", ".emlx", ".mail"))
_ANSWER = re.compile(r"\A(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw)\s*:\s*)+", re.IGNORECASE)
_COUNT = re.compile(rb"\s*(\d{1,10})[ \t]*\r?\n")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_BROKEN_OFF = "the mail breaks off"


def header_names(words: str) -> list[str]:
    """Return the names of the headers that ``words`` begins with, in lower case."""
    names: list[str] = []
    lines = words.lstrip("\ufeff\r\n").splitlines()
    for line in lines[1:] if lines and lines[0].strip().isdigit() else lines:
        found = _HEADER.match(line)
        if found:
            names.append(found[1].lower())
        elif not (names and line[:1] in (" ", "\t")):
            break
    return names


def is_mail(given: Input) -> bool:
    """Tell whether the input begins with the headers of a mail."""
    names = set(header_names(given.words))
    if given.ending in _ENDINGS or given.media_type == "message/rfc822":
        return len(names & (_WRITTEN_BY_PROGRAMS | _WRITTEN_BY_PEOPLE)) >= 2
    return bool(names & _WRITTEN_BY_PROGRAMS) and bool(names & {"from", "received", "return-path"})


def read_mail(given: Input, reading: Reading) -> Iterator[Source]:
    """Read a mail as one source, and each report attached to it as ``uri!name``."""
    data, is_cut = read_mail_bytes(given, reading)
    data = _without_count(data).lstrip(b"\r\n")
    yield from mail_sources(data, given, reading, is_cut=is_cut)


def _without_count(data: bytes) -> bytes:
    """Apple's program writes the length of the mail before it, and its own notes behind it."""
    count = _COUNT.match(data)
    return data[count.end() : count.end() + int(count[1])] if count else data


def read_mail_bytes(given: Input, reading: Reading) -> tuple[bytes, bool]:
    """Return the bytes of a mail, and whether it has more; attachments make it twice as long."""
    most = 2 * reading.settings.maximum_report_bytes
    data = given.stream.read(most + 1)
    return data[:most], len(data) > most


def mail_sources(
    data: bytes, given: Input, reading: Reading, *, is_cut: bool = False
) -> Iterator[Source]:
    """Yield the sources of one mail, which is named by the uri of ``given``.

    Args:
        data: the mail.
        given: names it, and counts the containers around it.
        reading: is told if only the beginning is read.
        is_cut: whether ``data`` is only the beginning.

    Raises:
        SourceError: if its parts are nested too deeply.
    """
    read = first_parts(data)
    if is_cut or len(read) < len(data):
        reading.problems(given.uri, f"only the beginning was read: {len(read):,} bytes")
    yield from _message_sources(parse_message(read), given, reading)


def _message_sources(message: Message, given: Input, reading: Reading) -> Iterator[Source]:
    parts = parts_of(message)
    content, is_html = parts.body()
    if content.strip():
        yield Source(
            uri=given.uri,
            content=content,
            markup="html" if is_html else "text",
            given=_given(message),
            retrieved=given.retrieved,
            notes=(*((_BROKEN_OFF,) if breaks_off(message) else ()), *dict.fromkeys(parts.notes)),
        )
    elif not (parts.attached or parts.messages):
        reading.problems(given.uri, "mail without words")
    yield from _attached(message, parts, given, reading)


def _given(message: Message) -> dict[str, str]:
    stated = {
        "title": _ANSWER.sub("", header_words(message, "Subject")),
        "published": stated_date(header_words(message, "Date")),
        "byline": sender_name(message),
        "url": _address(message),
    }
    return {field: words for field, words in stated.items() if words}


def _address(message: Message) -> str:
    """Where the message is on the web, which lists and newsletters tell (RFC 5064, RFC 2369)."""
    found = (_ADDRESS.search(header_words(message, name)) for name in ("Archived-At", "List-Post"))
    return next((match[1] for match in found if match), "")


def _attached(message: Message, parts: Parts, given: Input, reading: Reading) -> Iterator[Source]:
    names: set[str] = set()
    sent = stated_date(header_words(message, "Date")) or None
    for number, part in enumerate(parts.attached, start=1):
        name = _free_name(file_name(part) or f"attachment {number}", number, names)
        data = part_bytes(part)
        inner = _inner(given, name, sent)
        if data.strip():
            media_type, charset = part.get_content_type(), part_charset(part)
            yield from reading.open(
                replace(inner, stream=io.BytesIO(data), media_type=media_type, charset=charset)
            )
        else:
            reading.problems(inner.uri, "empty")
    for number, within in enumerate(parts.messages, start=1):
        name = _free_name(header_words(within, "Subject") or f"mail {number}", number, names)
        yield from _within(within, _inner(given, name, given.retrieved), reading)


def _within(message: Message, given: Input, reading: Reading) -> Iterator[Source]:
    if given.depth > reading.settings.maximum_depth:
        reading.problems(given.uri, "mail within mail, deeper than is read")
        return
    try:
        yield from _message_sources(message, given, reading)
    except SourceError as error:
        reading.problems(given.uri, str(error))


def _inner(given: Input, name: str, retrieved: str | None) -> Input:
    return Input(
        uri=f"{given.uri}!{name}",
        stream=io.BytesIO(),
        name=name,
        retrieved=retrieved,
        depth=given.depth + 1,
    )


def _free_name(name: str, number: int, taken: set[str]) -> str:
    free = f"{name} ({number})" if name in taken else name
    taken.add(free)
    return free


MAIL = Format("mail", is_mail, read_mail)
