"""Settings: one TOML file, every key with a default, unknown keys refused.

Example::

    [clean]
    minimum_kept = 0.25

    [parse]
    batch_size = 16
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from communique.errors import SettingsError

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=1)]
Quad = Annotated[int, msgspec.Meta(ge=1, le=4)]


Extraction = Literal["balanced", "best", "fast"]
Deciders = Literal["both", "lexicon", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """Bounds on what is read, and the names under which tables and rows hold their fields.

    ``maximum_report_bytes``: of one report; of a longer one the beginning is read.
    ``maximum_depth``: archives within archives.
    ``maximum_members``: of one archive.
    ``maximum_ratio``: unpacked to packed bytes, beyond the first ten million unpacked.
    ``columns``: field of a source (text, html, title, published, outlet, byline, agency, url, id)
    to the column or key that holds it, in CSV and JSON rows.
    """

    maximum_report_bytes: Count = 20_000_000
    maximum_depth: Count = 4
    maximum_members: Count = 1_000_000
    maximum_ratio: Count = 200
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    """How the report is found in a page.

    ``extraction``: ``balanced`` for one good extractor with a guard against its failures, ``best``
    for a consensus of several, ``fast`` for bulk triage.
    ``minimum_kept``: share of a page's paragraph text below which extraction falls back.
    ``maximum_characters``: of one page; of a longer one the beginning is looked at.
    ``phrases``, ``outlets``: files of your own furniture phrases and outlets, beside ours.
    """

    extraction: Extraction = "balanced"
    minimum_kept: Share = 0.25
    maximum_characters: Count = 20_000_000
    phrases: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseSettings:
    """``batch_size`` in blocks; ``gate`` skips blocks that can hold nothing we look for.

    Blocks longer than ``maximum_block_characters`` are cut where sentences end. What has no such
    end, and what begins beyond ``maximum_document_characters``, is not parsed, and counted.
    """

    batch_size: Count = 16
    gate: bool = True
    maximum_block_characters: Count = 5_000
    maximum_document_characters: Count = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSettings:
    """Thresholds between 0 and 1 for copies, stories and events; lengths in words.

    ``copy_containment``: share of the shorter text found in the longer one that makes a copy.
    ``copy_passage_words``: length of a shared passage that makes a copy at less containment.
    ``story_similarity``: least average likeness of a story's reports.
    ``event_score``: least score at which two accounts are taken for one event.
    """

    copy_containment: Share = 0.35
    copy_passage_words: Count = 60
    story_similarity: Share = 0.105
    event_score: Share = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeSettings:
    """``actors``: files of your own actors, beside ours; see `communique knowledge add`."""

    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSettings:
    """What is coded as an event.

    ``ontology``: files of your own event types, modes, patterns and contexts, beside ours.
    ``quads``: quad class (1 to 4) by event type, such as ``{SANCTION = 3}``, over the ontology's.
    """

    ontology: tuple[str, ...] = ()
    quads: dict[str, Quad] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a run."""

    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    parse: ParseSettings = field(default_factory=ParseSettings)
    merge: MergeSettings = field(default_factory=MergeSettings)
    knowledge: KnowledgeSettings = field(default_factory=KnowledgeSettings)
    code: CodeSettings = field(default_factory=CodeSettings)


def _refuse_unknown(given: dict[str, Any], known: object, path: Path, where: str = "") -> None:
    names = sorted(getattr(known, "__dataclass_fields__", {}))
    for key, value in given.items():
        if key not in names:
            raise SettingsError(
                f"{path}: unknown setting '{where}{key}'; known here: {', '.join(names) or 'none'}"
            )
        below = getattr(known, key)
        if isinstance(value, dict) and not isinstance(below, dict):  # a table of the user's keys
            _refuse_unknown(value, below, path, f"{where}{key}.")


def load_settings(path: Path | None = None) -> Settings:
    """Read settings from a TOML file, or return the defaults when ``path`` is None.

    Raises:
        SettingsError: if the file is missing or malformed, or holds an unknown key or a value of
            the wrong type or out of range.
    """
    if path is None:
        return Settings()
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        _refuse_unknown(given, Settings(), path)
        return msgspec.convert(given, Settings)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path}: cannot read settings: {error}") from error
