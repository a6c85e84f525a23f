"""Known furniture phrases, kept in ``data/furniture.yaml``, and their match against a line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml

from communique.clean.phrase_finder import PhraseFinder
from communique.errors import KnowledgeError

_WAYS = frozenset({"whole", "start", "opening", "within", "rest"})
_QUOTES = str.maketrans("‘’‚“”„«»`´", "'''\"\"\"\"\"''")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPOKEN = re.compile(r'["\'].*[.!?,]["\']$')
_QUOTED = re.compile(r'"[^"]{3,}"')
_MARKS = " \t.,;!?…*•-–—_"
_EDGES = _MARKS + "\"'"
_LONGEST_LINE = 1000
_LONGEST_WITHIN = 40
_FULL_SENTENCE_WORDS = 6
_REMEMBERED = 8192


@dataclass(frozen=True, slots=True)
class Found:
    """What a line was recognised as; ``opens`` when the page ends with this line for the report."""

    kind: str
    opens: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FurniturePhrases:
    """Phrases by the way they are compared, each with its kind."""

    whole: Mapping[str, str]
    start: PhraseFinder
    opening: PhraseFinder
    within: PhraseFinder
    rest: Mapping[str, str]

    def match(self, line: str) -> Found | None:
        """Return what furniture ``line`` is by its words, or None."""
        return _match(self, line) if len(line) <= _LONGEST_LINE else None

    def look_up(self, line: str) -> Found | None:
        """Return the same for a line of any length, without remembering it."""
        folded = fold_phrase(line)
        bare = folded.strip((_MARKS if _SPOKEN.match(folded) else _EDGES) + ":")
        opened = self.rest.get(bare) or self.rest.get(folded)
        if opened:
            return Found(opened, opens=True)
        if bare in self.whole:
            return Found(self.whole[bare])
        if len(folded.split()) > _LONGEST_WITHIN:
            return None
        kind = self._begins_with(folded)
        if kind is None and not _QUOTED.search(folded):
            kind = self.within.search(folded)
        return Found(kind) if kind else None

    def _begins_with(self, folded: str) -> str | None:
        inner = folded.lstrip(_MARKS)
        kind = self.opening.match(inner)
        if kind is None and not _QUOTED.search(folded) and not _is_full_sentence(folded):
            kind = self.start.match(folded) or self.start.match(inner)
        return kind


@functools.lru_cache(maxsize=_REMEMBERED)
def _match(phrases: FurniturePhrases, line: str) -> Found | None:
    """Remember what was found: several rules ask, and the lines of an outlet's pages recur."""
    return phrases.look_up(line)


def fold_phrase(line: str) -> str:
    """Return a line as phrases are compared: case, quotes, numbers and spaces made alike."""
    return _NUMBER.sub("#", " ".join(line.translate(_QUOTES).casefold().split()))


def _is_full_sentence(folded: str) -> bool:
    ends = folded.rstrip("\"') ]").endswith((".", "!", "?"))
    return ends and len(folded.split()) >= _FULL_SENTENCE_WORDS


def furniture_phrases(own: tuple[str, ...] = ()) -> FurniturePhrases:
    """Return the phrases of ``data/furniture.yaml``, with those of the user's files.

    Args:
        own: paths of files in the same form; one that was changed is read anew. Where two files
            list a phrase, the later one's kind counts.

    Raises:
        KnowledgeError: if a file cannot be read or an entry is wrong; it names both.
    """
    return _merged(tuple((path, _changed(path)) for path in own))


def read_phrases(
    rows: Iterable[Mapping[str, object]], name: str = "furniture phrases"
) -> FurniturePhrases:
    """Check the rows of a phrase file and return them ready for matching.

    Args:
        rows: each with a kind, and phrases by the way they are compared.
        name: of the file, for messages.

    Raises:
        KnowledgeError: if a row has no kind, an unknown way of comparing, or a phrase is no text.
    """
    return _ready([_by_way(row, name) for row in rows])


@functools.lru_cache(maxsize=8)
def _merged(stamped: tuple[tuple[str, int], ...]) -> FurniturePhrases:
    ours = (files(__package__) / "data" / "furniture.yaml").read_text("utf-8")
    tables = [_by_way(row, "furniture.yaml") for row in _rows(ours, "furniture.yaml")]
    for path, _ in stamped:
        tables += [_by_way(row, path) for row in _rows(_text(path), path)]
    return _ready(tables)


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "bytes that are not UTF-8") from error


def _unreadable(path: str, what: str) -> KnowledgeError:
    return KnowledgeError(f"{path}: expected a file of furniture phrases, got: {what}")


def _rows(text: str, name: str) -> list[Mapping[str, object]]:
    try:
        rows = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: expected YAML: {error}") from error
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(
            f"{name}: expected a list of entries, each with a kind and any of {sorted(_WAYS)}"
        )
    return rows


def _by_way(row: Mapping[str, object], name: str) -> dict[str, dict[str, str]]:
    """The phrases of an entry by the way they are compared, each with its kind."""
    kind = row.get("kind")
    if not isinstance(kind, str) or row.keys() - _WAYS - {"kind"}:
        raise KnowledgeError(
            f"{name}: expected a kind and any of {sorted(_WAYS)}, got {dict(row)!r:.120}"
        )
    return {
        way: {_checked(phrase, way, name): kind for phrase in _listed(row[way])}
        for way in _WAYS & row.keys()
    }


def _listed(phrases: object) -> list[object]:
    return phrases if isinstance(phrases, list) else [phrases]


def _checked(phrase: object, way: str, name: str) -> str:
    if not isinstance(phrase, str) or not phrase.strip():
        raise KnowledgeError(f"{name}: expected words under {way!r}, got {phrase!r}")
    folded = fold_phrase(phrase)
    bare = folded.strip(_EDGES + ":")
    return bare if way in {"whole", "rest"} and any(map(str.isalpha, bare)) else folded


def _ready(tables: Iterable[Mapping[str, Mapping[str, str]]]) -> FurniturePhrases:
    by_way: dict[str, dict[str, str]] = {way: {} for way in _WAYS}
    for table in tables:
        for way, kinds in table.items():
            by_way[way].update(kinds)
    start = by_way["start"]
    labels = {phrase: kind for phrase, kind in start.items() if phrase[-1] == ":"}
    return FurniturePhrases(
        whole=by_way["whole"],
        start=PhraseFinder(start),
        opening=PhraseFinder(by_way["opening"] | labels),
        within=PhraseFinder(by_way["within"]),
        rest=by_way["rest"],
    )


@functools.cache
def page_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of ``data/page_words.yaml`` by name."""
    text = (files(__package__) / "data" / "page_words.yaml").read_text("utf-8")
    return {
        name: frozenset(words) for name, words in yaml.load(text, Loader=yaml.CSafeLoader).items()
    }
