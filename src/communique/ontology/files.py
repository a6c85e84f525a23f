"""Reading the ontology's files, the package's and a user's, with errors that name the place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import yaml

from communique.errors import KnowledgeError
from communique.ontology.records import CameoCode, Subject

_COLUMNS = ["code", "name", "type", "modes", "act", "intensity"]
Row = TypeVar("Row")
_QUOTES = " (codes and the words on, off, yes and no stand in quotes)"

Quad = Annotated[int, msgspec.Meta(ge=1, le=4)]
Intensity = Annotated[float, msgspec.Meta(ge=-10, le=10)]
Code = Annotated[str, msgspec.Meta(pattern=r"^\d{2,4}$")]


class ModeRow(msgspec.Struct, forbid_unknown_fields=True):
    """A mode as a file has it."""

    definition: str
    cameo: Code | None = None
    intensity: Intensity | None = None
    words: list[str] = []


class TypeRow(msgspec.Struct, forbid_unknown_fields=True):
    """A type as a file has it; a user's file may leave out what its parent or its code says."""

    definition: str | None = None
    includes: list[str] = []
    excludes: list[str] = []
    quad: Quad | None = None
    cameo: Code | None = None
    intensity: Intensity | None = None
    parent: str | None = None
    modes: dict[str, ModeRow | str] = {}
    patterns: list[dict[str, Any]] = []


class ContextRow(msgspec.Struct, forbid_unknown_fields=True):
    """A context as a file has it."""

    words: list[str]
    definition: str = ""


class OwnFile(msgspec.Struct, forbid_unknown_fields=True):
    """A user's file before its entries are looked at one by one."""

    types: dict[str, Any] = {}
    contexts: dict[str, Any] = {}


def as_row(content: Any, shape: type[Row], where: str) -> Row:
    """Return content as a row.

    Raises:
        KnowledgeError: if it does not fit, naming ``where`` and what was expected.
    """
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        hint = _QUOTES if "got `int`" in str(error) or "got `bool`" in str(error) else ""
        raise KnowledgeError(f"{where}: {error}{hint}") from error


def packaged(name: str) -> Any:
    """Return the content of a YAML file of the package."""
    return _yaml(_packaged_text(name), name)


def own_file(path: str) -> OwnFile:
    """Return a user's file.

    Raises:
        KnowledgeError: if it cannot be read or is no YAML with ``types`` or ``contexts``.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: expected a YAML file of event types: {error}") from error
    content = _yaml(text, path)
    if not isinstance(content, dict) or not content.keys() & {"types", "contexts"}:
        raise KnowledgeError(f"{path}: expected 'types:' or 'contexts:' with entries below")
    return as_row(content, OwnFile, path)


def read_codes() -> dict[str, CameoCode]:
    """Return the CAMEO codes of the package's table."""
    lines = _packaged_text("cameo.csv").splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    if table.fieldnames != _COLUMNS:
        raise KnowledgeError(f"cameo.csv: expected the columns {_COLUMNS}, got {table.fieldnames}")
    return {
        row["code"]: CameoCode(
            code=row["code"],
            name=row["name"],
            type=row["type"] or None,
            modes=tuple(filter(None, row["modes"].split(";"))),
            act=row["act"] or None,
            intensity=float(row["intensity"]),
        )
        for row in table
    }


def subject(name: str, definition: str, words: Iterable[str]) -> Subject:
    """Return a context that whole words show, in any case."""
    every = tuple(dict.fromkeys(words))
    shown_by = re.compile(r"\b(?:" + "|".join(map(re.escape, every)) + r")\b", re.IGNORECASE)
    return Subject(name=name, definition=definition, words=every, shown_by=shown_by)


def _packaged_text(name: str) -> str:
    return files("communique.ontology").joinpath("data", name).read_text(encoding="utf-8")


def _yaml(text: str, where: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{where}: expected YAML: {error}") from error
