"""The characters of a text put right, each still knowing where it stood.

What is repaired is what programs broke, never what a writer wrote: quotation marks, dashes, accents
and the letters of all scripts stay as they are.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from communique.clean.mojibake import has_mojibake, repaired_mojibake
from communique.spans import Span, TextMap

Change = tuple[Span, str]

# Most text holds nothing else, and one look tells: Latin and Cyrillic letters, marks, Chinese.
_OUT_OF_ORDER = re.compile(
    "[^\t\n\r -~\xa1-\xac\xae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20c0\u2122\u2190-\u21ff\u2500-\u26ff\u3001-\u301b\u4e00-\u9fff\U0001f300-\U0001f9ff]"
)
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:amp;){0,3}(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")

_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_BLANKS = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_BREAKS = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x2028, 0x2029), "\n")
# Full-width letters and digits, and the mathematical ones that posts use for bold type.
_LETTERS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A), (0x1D400, 0x1D7FF))
    for code in range(first, last + 1)
}
_ONE_FOR_ONE = {
    code: one for code, one in (_C1 | _BLANKS | _BREAKS | _LETTERS).items() if len(one) == 1
}
_EXCHANGED = re.compile(
    "[\x0b\x0c\x1c-\x1e\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
)

# In one set, since a text is searched for a set several times faster than for a choice.
_REPLACED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f"
    "\ufb00-\ufb06\uff01-\uff5e]"
)
_COLOUR = re.compile("\x1b\\[[0-9;]{0,20}[A-Za-z]")  # of a terminal
_JOINERS = "\u200c\u200d"
# Zero-width joiners shape the letters of Arabic and Indic scripts, and families of emoji.
_JOINED = re.compile("[\u0600-\u1cff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_ACCENTS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_WIDE_PAUSES = "，；：！？"
# Beside Chinese or Japanese the wide marks are right; after a Latin letter or digit they are not.
_BEFORE_WIDE_MARK = re.compile("[0-9A-Za-z\xc0-\u024f)\"'”’]")


def repaired(content: str) -> TextMap:
    """Return ``content`` with its characters put right, mapped to the characters as they came.

    Repaired are: mojibake; characters written as HTML entities where several show in plain text;
    windows-1252 punctuation read as control characters; ligatures, full-width and mathematical
    Latin letters; decomposed letters (Unicode form NFC) and more than four accents on one letter;
    spaces, line separators and surrogates of unusual kinds. Left out are control characters, soft
    hyphens, direction marks and what else takes no room on a page.

    Args:
        content: plain text; markup is not told from words.

    Returns:
        A map whose ``text`` is the repaired text and whose source is ``content``.
    """
    text_map: TextMap | None = None
    for step in () if _is_in_order(content) else _STEPS:
        changed = step(text_map.text if text_map else content)
        if changed:
            text_map = changed.through(text_map) if text_map else changed
    return text_map or _with_changes(content, ())


def _is_in_order(text: str) -> bool:
    """Tell, at little cost, that a text needs no repair."""
    return not (
        _OUT_OF_ORDER.search(text)
        or _ENTITY.search(text)
        or (not text.isascii() and has_mojibake(text))
    )


def _with_changes(text: str, changes: Iterable[Change]) -> TextMap:
    """Return a map of ``text`` in which each of the ranges stands as something else."""
    text_map = TextMap(text)
    end = 0
    for span, words in changes:
        text_map.keep(Span(end, span.start))
        text_map.substitute(span, words)
        end = span.end
    text_map.keep(Span(end, len(text)))
    return text_map


def _changing(changes_in: Callable[[str], Iterator[Change]]) -> Callable[[str], TextMap | None]:
    """Turn a function that finds changes into one that makes them; None if there are none."""

    def changed(text: str) -> TextMap | None:
        changes = changes_in(text)
        first = next(changes, None)
        return _with_changes(text, chain((first,), changes)) if first else None

    return changed


def _surrogates(text: str) -> Iterator[Change]:
    for found in _SURROGATES.finditer(text):
        joined = found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Span(*found.span()), joined


def _entities(text: str) -> Iterator[Change]:
    """Yield characters written as entities; one alone may be meant, unless it is doubly written."""
    found = [(entity, _meaning(entity[0])) for entity in _ENTITY.finditer(text)]
    meant = [(entity, meaning) for entity, meaning in found if meaning]
    if len(meant) > 1 or any(entity[0].startswith("&amp;") and one != "&" for entity, one in meant):
        for entity, meaning in meant:
            yield Span(*entity.span()), meaning


def _meaning(entity: str) -> str:
    """Return the character that an entity stands for, however often it was escaped, or nothing."""
    for _ in range(4):
        entity = html.unescape(entity)
    return entity if len(entity) == 1 and entity not in "<>" else ""


def _exchanged(text: str) -> TextMap | None:
    """Exchange characters one for one, so that even a page of no-break spaces is one piece."""
    if not _EXCHANGED.search(text):
        return None
    text_map = TextMap(text)
    text_map.exchange(Span(0, len(text)), text.translate(_ONE_FOR_ONE))
    return text_map


def _replaced(text: str) -> Iterator[Change]:
    """Yield the characters that take no room, to be left out, and those that stand for others."""
    for found in _REPLACED.finditer(text):
        one, at = found[0], found.start()
        if one in _JOINERS and _JOINED.match(text, at - 1):
            continue
        if "\ufb00" <= one <= "\ufb06":
            yield Span(at, at + 1), unicodedata.normalize("NFKC", one)
        elif "\uff01" <= one <= "\uff5e":
            if at and _BEFORE_WIDE_MARK.match(text, at - 1):
                blank = " " * (one in _WIDE_PAUSES and text[at + 1 : at + 2].isalpha())
                yield Span(at, at + 1), unicodedata.normalize("NFKC", one) + blank
        else:
            colour = _COLOUR.match(text, at)
            yield Span(at, colour.end() if colour else at + 1), ""


def _piled_marks(text: str) -> Iterator[Change]:
    """Yield the accents beyond the fourth on one letter, and the marks of any script beyond 30.

    Thirty is the bound of the Stream-Safe Text Format (Unicode Standard Annex 15).
    """
    if not text.isascii():
        for found in _piles().finditer(text):
            yield Span(*found.span()), ""


def _composed(text: str) -> Iterator[Change]:
    """Yield the letters that are not in form NFC, with their composed forms."""
    if unicodedata.is_normalized("NFC", text):
        return
    for word in re.finditer("[^ \n]+", text):
        if unicodedata.is_normalized("NFC", word[0]):
            continue
        for letter in _letters().finditer(text, *word.span()):
            one = unicodedata.normalize("NFC", letter[0])
            if one != letter[0]:
                yield Span(*letter.span()), one


@cache
def _piles() -> re.Pattern[str]:
    marks = _set_of(lambda one: unicodedata.combining(one) > 0)
    return re.compile(f"(?<={_ACCENTS}{{4}}){_ACCENTS}+|(?<={marks}{{30}}){marks}+")


@cache
def _letters() -> re.Pattern[str]:
    """A letter with all that may compose with it: marks, and the vowels and finals of Hangul."""
    parts = _set_of(lambda one: unicodedata.category(one)[0] == "M" or "\u1160" <= one <= "\u11ff")
    return re.compile(f".{parts}*", re.DOTALL)


def _set_of(belongs: Callable[[str], bool]) -> str:
    """Return a set for a pattern, in ranges, of the characters beyond Latin that belong to it."""
    codes = [code for code in range(0x300, 0x1F000) if belongs(chr(code))]
    firsts = [code for code, before in zip(codes, [0, *codes], strict=False) if code - before > 1]
    lasts = [code for code, after in zip(codes, [*codes[1:], 0], strict=True) if after - code != 1]
    return "[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(firsts, lasts, strict=True)) + "]"


# Composed before mojibake is looked for, since some programs decompose it; and again at the end,
# since what is left out may have stood between a letter and its accent.
_STEPS: tuple[Callable[[str], TextMap | None], ...] = (
    _changing(_surrogates),
    _changing(_piled_marks),
    _changing(_composed),
    _changing(repaired_mojibake),
    _changing(_entities),
    _exchanged,
    _changing(_replaced),
    _changing(_piled_marks),
    _changing(_composed),
)
