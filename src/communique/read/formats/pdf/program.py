"""Reads PDF on standard input and writes its text with its places; run in a process of its own.

Written are lines of JSON: one for the file (``pages``, ``title``, ``author``, or ``refused`` with
a reason), then one for each page: ``lines``, each a list of pieces ``[words, left, bottom, right,
top]`` in points, y upwards, in the order in which the file draws them, or null for a page that
cannot be read. A line is cut into pieces at wide gaps. A hyphen that the library takes for one at
a line's end comes as U+FFFE.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2
from pypdfium2 import raw

MEMORY_BYTES = 1_000_000_000
END_HYPHEN = "\ufffe"
# In line heights: a gap that parts pieces, a step back or up that begins a new line.
_GAP, _BACK, _STEP = 1.1, 2.0, 0.6
_REFUSALS = {
    raw.FPDF_ERR_PASSWORD: "an encrypted PDF: it needs a password",
    raw.FPDF_ERR_SECURITY: "an encrypted PDF: of an unknown kind",
    raw.FPDF_ERR_FORMAT: "damaged PDF",
}
Box = tuple[float, float, float, float]
Word = tuple[str, Box]
Piece = tuple[str, float, float, float, float]
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def main() -> None:
    """Write the file's line and those of its pages, at most as many as the command line says."""
    most = int(sys.argv[1])
    _limit_memory()
    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        _write({"refused": _REFUSALS.get(error.err_code, "damaged PDF")})
        return
    with document:
        stated = document.get_metadata_dict()
        names = {"title": stated.get("Title", ""), "author": stated.get("Author", "")}
        _write({"pages": len(document), **names})
        for number in range(min(len(document), most)):
            _write({"lines": _page_lines(document, number)})


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _write(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def _page_lines(document: Any, number: int) -> list[list[Piece]] | None:
    """The lines of a page; None for one that cannot be read."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        page.close()
        return None
    turn = _Turn(page.get_rotation(), *page.get_size())
    turned = ([(word, turn(box)) for word, box in line] for line in _drawn_lines(text))
    lines = [_pieces(line) for words in turned for line in _steady(words)]
    text.close()
    page.close()
    return lines


def _drawn_lines(text: Any) -> Iterator[list[Word]]:
    """Yield the words of each line as the library breaks them."""
    line: list[Word] = []
    word = ""
    start = 0
    for at, character in enumerate(_characters(text)):
        if not character.isspace() and not word:
            start = at
        if character.isspace() or character == END_HYPHEN:
            word += character.strip()
            if word:
                line.append((word, _box(text, start, at - character.isspace())))
            word = ""
            if character in "\r\n" + END_HYPHEN and line:
                yield line
                line = []
        else:
            word += character
    if word:
        line.append((word, _box(text, start, start + len(word) - 1)))
    if line:
        yield line


def _characters(text: Any) -> str:
    """One character for each of the library's; of the few that have none, a replacement."""
    count = text.count_chars()
    whole: str = text.get_text_range()
    if len(whole) == count:
        return whole
    codes = (raw.FPDFText_GetUnicode(text.raw, at) for at in range(count))
    return "".join(chr(code) if _is_scalar(code) else "\ufffd" for code in codes)


def _is_scalar(code: int) -> bool:
    return 0 < code < 0xD800 or 0xDFFF < code < 0x110000


def _box(text: Any, first: int, last: int) -> Box:
    """The box around two characters and what is between: left, bottom, right, top."""
    one, other = _loose_box(text, first), _loose_box(text, last)
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


def _loose_box(text: Any, at: int) -> Box:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box))
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    # A damaged file may place letters nowhere.
    return (left, bottom, right, top) if math.isfinite(left + bottom + right + top) else _NOWHERE


def _steady(words: list[Word]) -> Iterator[list[Word]]:
    """Cut a line where it leaps back or to another height."""
    line = words[:1]
    for word, before in zip(words[1:], words, strict=False):
        box, last = word[1], before[1]
        height = max(last[3] - last[1], 1.0)
        leaps = box[0] < last[2] - _BACK * height or abs(box[1] - last[1]) > _STEP * height
        if leaps:
            yield line
            line = []
        line.append(word)
    yield line


class _Turn:
    """Turns boxes of a page that is shown turned, so that its lines run from left to right."""

    def __init__(self, degrees: int, width: float, height: float) -> None:
        self._degrees, self._width, self._height = degrees, width, height

    def __call__(self, box: Box) -> Box:
        left, bottom, right, top = box
        if self._degrees == 90:
            return bottom, self._height - right, top, self._height - left
        if self._degrees == 180:
            return (
                self._width - right,
                self._height - top,
                self._width - left,
                self._height - bottom,
            )
        if self._degrees == 270:
            return self._width - top, left, self._width - bottom, right
        return box


def _pieces(line: list[Word]) -> list[Piece]:
    """Join words to pieces, which wide gaps part."""
    pieces: list[tuple[list[str], Box]] = []
    for word, box in line:
        if pieces and box[0] - pieces[-1][1][2] <= _GAP * max(box[3] - box[1], 1.0):
            words, around = pieces[-1]
            pieces[-1] = ([*words, word], _hull(around, box))
        else:
            pieces.append(([word], box))
    return [
        (" ".join(words), round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
        for words, box in pieces
    ]


def _hull(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


if __name__ == "__main__":
    main()
