"""The ontology: PLOVER as the package's files have it, with a user's own types and quads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from communique.errors import KnowledgeError
from communique.ontology.files import (
    ContextRow,
    ModeRow,
    TypeRow,
    as_row,
    own_file,
    packaged,
    read_codes,
    subject,
)
from communique.ontology.records import (
    CameoCode,
    EventType,
    Mode,
    Ontology,
    OwnPattern,
    Subject,
)

_NAME = re.compile(r"[A-Z][A-Z0-9_-]{1,39}")
_RESERVED = frozenset({"NONE"})  # what a classifier answers when nothing happens
_TAKEN_OVER = ("definition", "quad", "cameo", "intensity", "parent")


def load_ontology(own: Sequence[str] = (), quads: Mapping[str, int] | None = None) -> Ontology:
    """Return the ontology; the packaged one is read once for the whole process.

    Args:
        own: YAML files of a user's own types, modes, patterns and contexts, in order.
        quads: quad class by type, over what the files say.

    Raises:
        KnowledgeError: if a file is malformed or contradicts itself or another, naming file, type
            and entry; if ``quads`` names an unknown type.
    """
    ontology = _packaged()
    for path in own:
        ontology = _joined(ontology, path)
    return _regrouped(ontology, quads) if quads else ontology


@cache
def _packaged() -> Ontology:
    codes = read_codes()
    types: dict[str, EventType] = {}
    for name, content in packaged("plover.yaml").items():
        where = f"plover.yaml: {name}"
        types[name] = _new_type(name, as_row(content, TypeRow, where), types, codes, where)
    contexts = {
        name: _context(name, content, None, f"contexts.yaml: {name}")
        for name, content in packaged("contexts.yaml").items()
    }
    ontology = Ontology(types=types, contexts=contexts, codes=codes)
    for code in codes.values():
        for mode in code.modes or (None,):
            if code.type is not None:
                ontology.cameo_of(code.type, mode)  # raises if there is no such type or mode
    return ontology


def _joined(ontology: Ontology, path: str) -> Ontology:
    """Return an ontology with what a user's file adds to it."""
    file = own_file(path)
    types, contexts = dict(ontology.types), dict(ontology.contexts)
    patterns = list(ontology.patterns)
    for name, content in file.types.items():
        where = f"{path}: {name}"
        row = as_row(content, TypeRow, where)
        if name in types:
            types[name] = _extended(types[name], row, ontology.codes, where)
        else:
            new = _new_type(name, row, types, ontology.codes, where)
            types[name] = replace(new, own=True)
        patterns += [OwnPattern(file=path, type=name, row=pattern) for pattern in row.patterns]
    for name, content in file.contexts.items():
        contexts[name] = _context(name, content, contexts.get(name), f"{path}: context {name}")
    return replace(ontology, types=types, contexts=contexts, patterns=tuple(patterns))


def _new_type(
    name: str,
    row: TypeRow,
    types: Mapping[str, EventType],
    codes: Mapping[str, CameoCode],
    where: str,
) -> EventType:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise KnowledgeError(f"{where}: expected a name in capitals such as RECOGNIZE")
    if not row.definition:
        raise KnowledgeError(f"{where}: a new type needs a definition")
    if row.parent is not None and row.parent not in types:
        raise KnowledgeError(f"{where}: parent: there is no type {row.parent}")
    parent = types[row.parent] if row.parent else None
    cameo = row.cameo or (parent.cameo if parent else None)
    code = _known(codes, cameo, where)
    quad = row.quad or _quad_of(parent, code, types)
    intensity = row.intensity if row.intensity is not None else _scale(row, parent, code)
    if quad is None or intensity is None:
        raise KnowledgeError(f"{where}: a new type needs quad and intensity, or cameo, or a parent")
    return EventType(
        name=name, quad=quad, cameo=cameo, intensity=intensity, definition=row.definition,
        includes=tuple(row.includes), excludes=tuple(row.excludes), parent=row.parent,
        modes=_modes(row, cameo, intensity, codes, where),
    )  # fmt: skip


def _quad_of(
    parent: EventType | None, code: CameoCode | None, types: Mapping[str, EventType]
) -> int | None:
    if parent is not None:
        return parent.quad
    known = types.get(code.type or "") if code is not None else None
    return known.quad if known is not None else None


def _scale(row: TypeRow, parent: EventType | None, code: CameoCode | None) -> float | None:
    """Return the intensity of the row's own code, else of the parent."""
    if row.cameo is None and parent is not None:
        return parent.intensity
    return code.intensity if code is not None else None


def _extended(
    known: EventType, row: TypeRow, codes: Mapping[str, CameoCode], where: str
) -> EventType:
    given = [key for key in _TAKEN_OVER if getattr(row, key) is not None]
    if given:
        raise KnowledgeError(
            f"{where}: the type is there already; a file may add includes, excludes, modes and "
            f"patterns to it, not {', '.join(given)} (quad classes are a setting: [code] quads)"
        )
    twice = sorted(row.modes.keys() & known.modes.keys())
    if twice:
        raise KnowledgeError(f"{where}: the modes {', '.join(twice)} are there already")
    return replace(
        known,
        includes=known.includes + tuple(row.includes),
        excludes=known.excludes + tuple(row.excludes),
        modes={**known.modes, **_modes(row, known.cameo, known.intensity, codes, where)},
    )


def _modes(
    row: TypeRow,
    cameo: str | None,
    intensity: float,
    codes: Mapping[str, CameoCode],
    where: str,
) -> dict[str, Mode]:
    """Return the modes of a row; what they leave out is that of their code, then of the type."""
    modes = {}
    for name, content in row.modes.items():
        mode = content if isinstance(content, ModeRow) else ModeRow(definition=content)
        code = _known(codes, mode.cameo, f"{where}: mode {name}")
        scale = code.intensity if code is not None else intensity
        modes[name] = Mode(
            name=name,
            definition=mode.definition,
            cameo=mode.cameo or cameo,
            intensity=mode.intensity if mode.intensity is not None else scale,
            words=frozenset(word.lower() for word in mode.words),
        )
    return modes


def _known(codes: Mapping[str, CameoCode], code: str | None, where: str) -> CameoCode | None:
    if code is not None and code not in codes:
        raise KnowledgeError(f"{where}: there is no CAMEO code {code!r}")
    return codes[code] if code is not None else None


def _context(name: str, content: object, known: Subject | None, where: str) -> Subject:
    """Return a context, with the words it has already."""
    row = as_row({"words": content} if isinstance(content, list) else content, ContextRow, where)
    if not row.words:
        raise KnowledgeError(f"{where}: expected words")
    words = (*(known.words if known else ()), *row.words)
    return subject(name, row.definition or (known.definition if known else ""), words)


def _regrouped(ontology: Ontology, quads: Mapping[str, int]) -> Ontology:
    unknown = sorted(quads.keys() - ontology.types.keys())
    if unknown:
        raise KnowledgeError(f"quads: there is no event type {', '.join(unknown)}")
    types = {
        name: replace(kind, quad=quads.get(name, kind.quad))
        for name, kind in ontology.types.items()
    }
    return replace(ontology, types=types)
