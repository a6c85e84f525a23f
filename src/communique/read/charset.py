"""Bytes to characters, whatever the page claims about itself."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

WIDE_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE_MARKS = dict(
    zip(WIDE_BOMS, ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"), strict=True)
)
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE | re.ASCII,
)
_LOOKED_AT = 8_192
_SHORTEST_WIDE = 16
# What the name of a charset means in practice is more than it says, as vendors extended them.
_WIDER = {
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-11": "cp874",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
# Names that the WHATWG list lacks and old mail and pages use.
_OTHER_NAMES = {
    "x-mac-cyrillic": "mac-cyrillic",
    "mac-cyrillic": "mac-cyrillic",
    "cp949": "cp949",
    "uhc": "cp949",
    "hz-gb-2312": "hz",
    "ansi": "cp1252",
    **{f"{maker}{page}": f"cp{page}" for maker in ("cp", "ibm") for page in (437, 850, 852)},
}
# Guesses that are believed; a rarer one is wrong more often than right.
_PLAUSIBLE = frozenset(
    ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-13", "iso8859-15",
    "koi8-r", "koi8-u", "cp866", "mac-cyrillic", "gb18030", "big5hkscs", "cp932", "euc_jp",
    "cp949", "cp874", "iso2022_jp_ext")
)  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]")
_WORDS_AROUND_HIGH = re.compile(rb"[\x00-\x7f]{0,60}[\x80-\xff]+[\x00-\x7f]{0,60}")
_SAMPLE_BYTES = 65_536
_JAPANESE_SHIFT = re.compile(rb"\x1b\$[@B]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters and how they were read: ``replaced`` counts the U+FFFD put in for bad bytes."""

    text: str
    charset: str
    replaced: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the text should know of its bytes."""
        return ("bytes that fit no charset were replaced",) if self.replaced else ()


def decode(data: bytes, *, partial: bool = False, stated: str | None = None) -> str:
    """Return the characters of ``data``; bytes that fit no charset become U+FFFD.

    See :func:`decoded` for how the charset is found.
    """
    return decoded(data, partial=partial, stated=stated).text


def decoded(data: bytes, *, partial: bool = False, stated: str | None = None) -> Decoded:
    """Read bytes in the charset that they are in.

    A byte order mark decides; then bytes that are valid UTF-8 are UTF-8, since they hardly ever
    are by accident, and so are those that nearly are; then the charset that HTTP or a mail header
    states, then the one that the page declares, each believed where the bytes fit it; then a guess
    by content.

    Args:
        data: the bytes of a whole document, or its beginning.
        partial: that ``data`` may end inside a character.
        stated: the charset that HTTP or a mail header names.
    """
    mark = next((mark for mark in WIDE_BOMS if data.startswith(mark)), b"")
    if mark and not _is_narrow(data):
        return _read(data[len(mark) :], _WIDE_MARKS[mark], partial)
    data = data[len(mark) :].removeprefix(codecs.BOM_UTF8)
    claims = [claim for claim in (_codec(stated), _codec(_declared(data))) if claim]
    if wide := _wide_without_mark(data, claimed=any(claim[:6] == "utf-16" for claim in claims)):
        return _read(data, wide, partial)
    return (
        _in_seven_bits(data, claims, partial)
        or _as_utf8(data, partial)
        or _as_nearly_utf8(data, partial, claimed="utf-8" in claims)
        or next(filter(None, (_as_claimed(data, claim, partial) for claim in claims)), None)
        or _read(data, _guessed(data), partial)
    )


def without_surrogates(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _codec(label: str | None) -> str | None:
    """Return the codec that a label means; None for one unknown or, as UTF-7, not to be used."""
    if not label:
        return None
    plain = label.strip().strip("\"'").lower()
    name = _OTHER_NAMES.get(plain) or map_encoding_to_html5(plain, fallback_utf8=False)
    return _WIDER.get(name, name) if name else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_LOOKED_AT])
    return (found[1] or found[2]).decode("ascii") if found else None


def _read(data: bytes, name: str, partial: bool) -> Decoded:
    text = codecs.getincrementaldecoder(name)("replace").decode(data, final=not partial)
    return Decoded(text=text, charset=name, replaced=text.count("\ufffd"))


def _is_narrow(data: bytes) -> bool:
    """Tell whether bytes behind a mark of UTF-16 are plain ASCII after all."""
    head = data[4:_LOOKED_AT]
    return (
        len(head) >= _SHORTEST_WIDE
        and b"\x00" not in head
        and len(_HIGH.findall(head)) * 20 < len(head)
    )


def _wide_without_mark(data: bytes, *, claimed: bool) -> str | None:
    """Return the charset of UTF-16 that lacks its mark: every other byte of its blanks is zero."""
    head = data[:_LOOKED_AT]
    if b"\x00" not in head or len(head) < _SHORTEST_WIDE:
        return None
    zeros = (head[::2].count(0), head[1::2].count(0))
    if min(zeros) * 10 > max(zeros) or (not claimed and max(zeros) * 8 < len(head)):
        return None
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def _in_seven_bits(data: bytes, claims: list[str], partial: bool) -> Decoded | None:
    """Read the charsets that write all in ASCII bytes and so look like UTF-8."""
    shifted = _JAPANESE_SHIFT.search(data) is not None
    if shifted and data.isascii():
        return _read(data, "iso2022_jp_ext", partial)
    return _read(data, "hz", partial) if "hz" in claims and b"~{" in data else None


def _as_utf8(data: bytes, partial: bool) -> Decoded | None:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=not partial)
    except UnicodeDecodeError:
        return None
    return Decoded(text=text, charset="utf-8")


def _as_nearly_utf8(data: bytes, partial: bool, *, claimed: bool) -> Decoded | None:
    """Read UTF-8 with some bad bytes, or with some lines in windows-1252.

    Two good characters for each bad byte are more than chance gives other charsets: Chinese and
    Japanese ones come to a tenth of that, Thai to a fifth.
    """
    whole = _read(data, "utf-8", partial)
    bad = whole.replaced - data.count(b"\xef\xbf\xbd")
    good = len(whole.text) - len(whole.text.encode("ascii", "ignore")) - whole.replaced
    thin = len(_HIGH.findall(data[:_SAMPLE_BYTES])) * 5 < len(data[:_SAMPLE_BYTES])
    if good <= bad and not (2 * good >= bad and (claimed or thin)):
        return None
    lines = [_utf8_or_western(line) for line in data.split(b"\n")]
    if partial:
        lines[-1] = _read(data.rpartition(b"\n")[2], "utf-8", partial).text
    text = "\n".join(lines)
    genuine = data.count(b"\xef\xbf\xbd")
    return Decoded(text=text, charset="utf-8", replaced=text.count("\ufffd") - genuine)


def _utf8_or_western(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = line.decode("utf-8", "replace")
    only_bad = len(text) - len(text.encode("ascii", "ignore")) == text.count("\ufffd")
    if only_bad and text.count("\ufffd") * 8 < len(text):
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError:
            return text
    return text


def _as_claimed(data: bytes, name: str, partial: bool) -> Decoded | None:
    """Read bytes in the charset that was claimed, unless they do not look it."""
    high = len(_HIGH.findall(data))
    if name == "utf-8" or name.startswith(("utf-16", "iso2022", "hz")):
        return None
    if name == "cp1252" and high * 5 > len(data):
        return None  # what servers state for everything; no western text is a fifth accents
    read = _read(data, name, partial)
    return read if read.replaced * 50 <= high else None


def legacy_charset(data: bytes, *, stated: str | None = None) -> str:
    """Return the charset of bytes that are not UTF-8: the stated one if they fit it, or a guess.

    Args:
        data: some of the bytes, such as the lines of a table that are not UTF-8.
        stated: the charset that their container names.
    """
    claim = _codec(stated)
    read = _as_claimed(data, claim, partial=True) if claim else None
    return read.charset if read else _guessed(data)


def _guessed(data: bytes) -> str:
    """Guess by what stands around the bytes beyond ASCII, which may begin late in a long text."""
    sample = bytearray()
    for words in _WORDS_AROUND_HIGH.finditer(data):
        sample += words[0]
        if len(sample) > _SAMPLE_BYTES:
            break
    guess = _codec(detect_encoding(bytes(sample), html5_compatible=False))
    if guess == "koi8-r":
        return "koi8-u"  # the same for Russian, and right for Ukrainian
    return guess if guess in _PLAUSIBLE else "cp1252"
