"""Descriptions that several actors share ("the bloc"): ``data/descriptions.yaml`` as names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, data_file, read_yaml, words_of
from communique.knowledge.names import NameEntry

_FILE = "descriptions.yaml"


def shared_descriptions(actors: Collection[str], package: str = PACKAGE) -> Iterator[NameEntry]:
    """Yield the definite descriptions of states and organisations, each as an ambiguous name.

    A package without the file has none.

    Args:
        actors: the ids of all actors that are known.
        package: the package whose ``data`` folder holds the file.

    Raises:
        KnowledgeError: if the file is malformed or names an actor that is not known.
    """
    if not data_file(package, _FILE).is_file():
        return
    content = read_yaml(package, _FILE)
    if not isinstance(content, dict):
        raise KnowledgeError(f"{_FILE}: expected sections, got {type(content).__name__}")
    nouns = words_of(content, "nouns", _FILE)
    for words, ids in _rows(content, "states"):
        for noun in nouns:
            yield from _entries(f"{words} {noun}", "state", ids, actors)
    for words, ids in _rows(content, "organisations"):
        yield from _entries(words, "organisation", ids, actors)


def _rows(content: Mapping[str, Any], section: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    rows = content.get(section)
    if not isinstance(rows, dict):
        raise KnowledgeError(f"{_FILE}: section {section!r} missing")
    for words in rows:
        yield str(words), words_of(rows, words, f"{_FILE}: {section}")


def _entries(
    words: str,
    kind: Literal["state", "organisation"],
    ids: tuple[str, ...],
    actors: Collection[str],
) -> Iterator[NameEntry]:
    for code in ids:
        actor_id = f"{kind}/{code}"
        if actor_id not in actors:
            raise KnowledgeError(f"{_FILE}: {words!r} is said of {code!r}, which no file defines")
        for article in ("the", "The"):
            yield NameEntry(f"{article} {words}", actor_id, kind, "description", ambiguous=True)
