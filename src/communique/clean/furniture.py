"""Known furniture phrases, kept in ``data/furniture.yaml``, and their match against a line."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from communique.errors import KnowledgeError

_WAYS = frozenset({"whole", "start", "within", "rest"})
_QUOTES = str.maketrans("‘’‚“”„«»`´", "'''\"\"\"\"\"''")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r'"[^"]{3,}"')
_EDGES = " \t.,;!?…*•-–—_\"'"
_LONGEST_LINE = 1000
_LONGEST_WITHIN = 40
_FULL_SENTENCE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What a line was recognised as; ``opens`` when the page ends with this line for the report."""

    kind: str
    opens: bool = False


class PhraseFinder:
    """Finds any of many phrases, at word boundaries, in one pass over a folded line."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = dict(kinds)
        longest_first = sorted(kinds, key=len, reverse=True)
        phrases = "|".join(_bounded(phrase) for phrase in longest_first) or "(?!)"
        self._pattern = re.compile(phrases)

    def match(self, folded: str) -> str | None:
        """Return the kind of the phrase with which the line begins, or None."""
        found = self._pattern.match(folded)
        return self._kinds[found[0]] if found else None

    def search(self, folded: str) -> str | None:
        """Return the kind of the first phrase in the line, or None."""
        found = self._pattern.search(folded)
        return self._kinds[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class FurniturePhrases:
    """Phrases by the way they are compared, each with its kind."""

    whole: Mapping[str, str]
    start: PhraseFinder
    label: PhraseFinder
    within: PhraseFinder
    rest: Mapping[str, str]

    def match(self, line: str) -> Found | None:
        """Return what furniture ``line`` is by its words, or None."""
        if len(line) > _LONGEST_LINE:
            return None
        folded = fold_phrase(line)
        bare = folded.strip(_EDGES + ":")
        if bare in self.rest or folded in self.rest:
            return Found(self.rest.get(bare) or self.rest[folded], opens=True)
        if bare in self.whole:
            return Found(self.whole[bare])
        if len(folded.split()) > _LONGEST_WITHIN:
            return None
        kind = self.label.match(folded.lstrip(_EDGES))
        if kind is None and not _QUOTED.search(folded):
            kind = self.within.search(folded)
            if kind is None and not _is_full_sentence(folded):
                kind = self.start.match(folded) or self.start.match(bare)
        return Found(kind) if kind else None


def fold_phrase(line: str) -> str:
    """Return a line as phrases are compared: case, quotes, numbers and spaces made alike."""
    return _NUMBER.sub("#", " ".join(line.translate(_QUOTES).casefold().split()))


def _is_full_sentence(folded: str) -> bool:
    ends = folded.rstrip("\"') ]").endswith((".", "!", "?"))
    return ends and len(folded.split()) >= _FULL_SENTENCE_WORDS


def read_phrases(rows: Iterable[Mapping[str, object]]) -> FurniturePhrases:
    """Check the rows of a phrase file and return them ready for matching.

    Raises:
        KnowledgeError: if a row has no kind, an unknown way of comparing, or a phrase is no text.
    """
    by_way: dict[str, dict[str, str]] = {way: {} for way in _WAYS}
    for row in rows:
        kind = row.get("kind")
        unknown = row.keys() - _WAYS - {"kind"}
        if not isinstance(kind, str) or unknown:
            raise KnowledgeError(
                f"furniture phrases: expected a kind and any of {sorted(_WAYS)}, "
                f"got {dict(row)!r:.120}"
            )
        for way in _WAYS & row.keys():
            by_way[way] |= {_checked(phrase, way): kind for phrase in _listed(row[way])}
    return FurniturePhrases(
        whole=by_way["whole"],
        start=PhraseFinder(by_way["start"]),
        label=PhraseFinder({p: kind for p, kind in by_way["start"].items() if p.endswith(":")}),
        within=PhraseFinder(by_way["within"]),
        rest=by_way["rest"],
    )


@functools.cache
def furniture_phrases() -> FurniturePhrases:
    """Return the phrases of ``data/furniture.yaml``."""
    text = (files(__package__) / "data" / "furniture.yaml").read_text("utf-8")
    return read_phrases(yaml.safe_load(text))


@functools.cache
def page_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of ``data/page_words.yaml`` by name."""
    text = (files(__package__) / "data" / "page_words.yaml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml.safe_load(text).items()}


def _bounded(phrase: str) -> str:
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return f"{before}{re.escape(phrase)}{after}"


def _listed(phrases: object) -> list[object]:
    return phrases if isinstance(phrases, list) else [phrases]


def _checked(phrase: object, way: str) -> str:
    if not isinstance(phrase, str) or not phrase.strip():
        raise KnowledgeError(f"furniture phrases: expected words under {way!r}, got {phrase!r}")
    folded = fold_phrase(phrase)
    return folded.strip(_EDGES + ":") or folded if way in {"whole", "rest"} else folded
