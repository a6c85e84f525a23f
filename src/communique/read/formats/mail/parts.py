"""The words of a mail and what is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import errors
from email.message import Message

from communique.read.charset import decoded
from communique.read.formats.mail.message import file_name, part_bytes, part_charset
from communique.read.fragments import visible_words

_PASSED_OVER = frozenset(("image", "audio", "video", "font", "model"))
_PASSED_OVER_TYPES = frozenset(
    ("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-amp-html",
     "text/rfc822-headers", "message/delivery-status", "message/disposition-notification",
     "message/external-body", "application/ics", "application/pgp-signature",
     "application/pgp-encrypted", "application/pkcs7-signature", "application/x-pkcs7-signature")
)  # fmt: skip
# A plain text with less than this share of the words of the HTML beside it only points to it.
_BROKEN_OFF = (errors.StartBoundaryNotFoundDefect, errors.CloseBoundaryNotFoundDefect)
_STUB_SHARE = 0.25
_SHORT_WORDS = 15


@dataclass(slots=True)
class Parts:
    """Leaves of a message: its words as plain text and as HTML, attachments, mails within it."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def body(self) -> tuple[str, bool]:
        """Return the words of the message, and whether they are HTML.

        The plain text is taken unless it is missing, or a stub that points to the HTML.
        """
        plain, html = "\n\n".join(self.plain), "\n".join(self.html)
        if not html.strip():
            return plain, False
        words, seen = len(plain.split()), len(visible_words(html).split())
        is_stub = words < _STUB_SHARE * seen or (words < _SHORT_WORDS and words < seen)
        return (html, True) if is_stub else (plain, False)


def parts_of(message: Message) -> Parts:
    """Sort the leaves of a message into words, attachments and messages; pass the rest over."""
    parts = Parts()
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            parts.messages += _inside(part)
        elif part.get_content_maintype() in _PASSED_OVER or kind in _PASSED_OVER_TYPES:
            continue
        elif kind == "text/plain" and not _is_attached(part):
            parts.plain.append(_lines(part, _characters(part, parts)))
        elif kind == "text/html" and not _is_attached(part):
            parts.html.append(_characters(part, parts))
        else:
            parts.attached.append(part)
    return parts


def breaks_off(message: Message) -> bool:
    """Tell whether the end of the message is missing."""
    return any(
        isinstance(defect, _BROKEN_OFF) for part in all_parts(message) for defect in part.defects
    )


def _leaves(message: Message) -> Iterator[Message]:
    return (part for part in all_parts(message) if not _holds_parts(part))


def all_parts(message: Message) -> Iterator[Message]:
    """All parts in their order; those of a message within the message are that one's own."""
    stack = [message]
    while stack:
        part = stack.pop()
        yield part
        if _holds_parts(part):
            stack += reversed(_inside(part))


def _holds_parts(part: Message) -> bool:
    return part.get_content_maintype() == "multipart" and part.is_multipart()


def _inside(part: Message) -> list[Message]:
    inside = part.get_payload() if part.is_multipart() else []
    return [one for one in inside if isinstance(one, Message)]


def _is_attached(part: Message) -> bool:
    stated = str(part.get("Content-Disposition") or "").strip().lower()
    return stated.startswith("attachment") or bool(file_name(part))


def _characters(part: Message, parts: Parts) -> str:
    read = decoded(part_bytes(part), stated=part_charset(part))
    if read.replaced * 4 > len(read.text):
        return ""  # an encoding so damaged that it gives no words
    parts.notes += read.notes
    return read.text.replace("\r\n", "\n")


def _lines(part: Message, words: str) -> str:
    """The words of a plain part; lines that its sender's program broke softly are joined."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return words
    return _flowed(words, joined=str(part.get_param("delsp") or "").lower() == "yes")


def _flowed(words: str, *, joined: bool) -> str:
    """Undo ``format=flowed`` (RFC 3676): a line that ends in a blank goes on in the next one."""
    lines: list[str] = []
    goes_on = False
    for written in words.split("\n"):
        line = written[1:] if written.startswith(" ") else written
        if goes_on and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if goes_on and joined:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
