"""The labels of ``data/labels.yaml``: what each field of a download states."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from communique.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels in lower case (Factiva's codes in capitals) and what they state.

    ``head`` and ``fields`` map a label or code to a field of a source, to "body", "length",
    "dateline", or to "drop"; ``languages`` maps names of languages to ISO 639-1.
    """

    head: Mapping[str, str]
    tail: frozenset[str]
    tail_headings: frozenset[str]
    body_headings: frozenset[str]
    fields: Mapping[str, str]
    words: frozenset[str]
    document: frozenset[str]
    languages: Mapping[str, str]


@functools.cache
def labels() -> Labels:
    """Return the labels, read once.

    Raises:
        KnowledgeError: if the file lacks one of its parts.
    """
    path = files("communique.read.exports") / "data" / "labels.yaml"
    listed = yaml.safe_load(path.read_text("utf-8"))
    try:
        nexis, factiva = listed["nexis"], listed["factiva"]
        return Labels(
            head=nexis["head"],
            tail=frozenset(nexis["tail"]),
            tail_headings=frozenset(nexis["tail_headings"]),
            body_headings=frozenset(nexis["body_headings"]),
            fields=factiva["fields"],
            words=frozenset(factiva["words"]),
            document=frozenset(factiva["document"]),
            languages=listed["languages"],
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"labels.yaml: expected the part {error}, found none") from error


def language_code(words: str) -> str | None:
    """Return the ISO 639-1 code of a language that a download names, such as ``ENGLISH``.

    Nexis writes some names twice ("GERMAN; DEUTSCH"); the first that is known counts.
    """
    names = (name.strip().casefold() for name in words.split(";"))
    return next((labels().languages[name] for name in names if name in labels().languages), None)
