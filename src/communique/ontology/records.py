"""What the ontology holds: event types with their modes, contexts, CAMEO codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from communique.errors import KnowledgeError

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
# How the act stands that an undertaking, an appeal, a refusal, a threat or a charge is about.
_ACT_STATUS = {
    "AGREE": "planned",
    "REQUEST": "proposed",
    "REJECT": "denied",
    "THREATEN": "conditional",
    "ACCUSE": "alleged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an event of a type is done; ``words`` near its trigger show it.

    ``cameo`` is the code it gets when its pattern names none, ``intensity`` from -10 to +10.
    """

    name: str
    definition: str
    cameo: str | None
    intensity: float
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type: quad class 1 to 4, CAMEO code, Goldstein intensity of -10 to +10.

    ``includes`` and ``excludes`` say where the line to other types runs. ``own`` tells that a
    user's file defines it, ``parent`` the type of ours from which it takes what it leaves out.
    """

    name: str
    quad: int
    cameo: str | None
    intensity: float
    definition: str
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    modes: Mapping[str, Mode]
    parent: str | None = None
    own: bool = False

    @property
    def root(self) -> str | None:
        """The CAMEO root of its code, of two figures."""
        return self.cameo[:2] if self.cameo else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A context: what an event is about, and the words that show it in its sentence."""

    name: str
    definition: str
    words: tuple[str, ...]
    shown_by: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """A CAMEO code, or a root of two figures, as PLOVER sees it.

    ``type`` is None for statements, which PLOVER does not count among events. ``modes`` are all
    that the code covers, the likeliest first. ``act`` (``TYPE`` or ``TYPE.mode``) is what an
    undertaking, appeal, refusal, threat or accusation is about: 0312, to cooperate militarily, is
    AGREE about COOPERATE.military.
    """

    code: str
    name: str
    type: str | None
    modes: tuple[str, ...]
    act: str | None
    intensity: float

    @property
    def mode(self) -> str | None:
        """The likeliest mode, None if the code says nothing of it."""
        return self.modes[0] if self.modes else None

    @property
    def act_status(self) -> str | None:
        """The status of the act that the code is about: planned, proposed, denied ..."""
        return _ACT_STATUS.get(self.type or "") if self.act else None

    def covers(self, event_type: str, mode: str | None) -> bool:
        """Tell whether an event of this type and mode can bear the code."""
        return self.type == event_type and (not mode or not self.modes or mode in self.modes)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPattern:
    """A pattern as a user's file has it, for the lexicon to read."""

    file: str
    type: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Types, contexts and CAMEO codes by name, and the patterns of a user's own files."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, Subject]
    codes: Mapping[str, CameoCode]
    patterns: tuple[OwnPattern, ...] = ()

    def contexts_of(self, sentence: str) -> tuple[str, ...]:
        """Return the contexts that the words of a sentence show, in the ontology's order."""
        return tuple(name for name, c in self.contexts.items() if c.shown_by.search(sentence))

    def cameo(self, code: str) -> CameoCode:
        """Return what a CAMEO code is in PLOVER.

        Raises:
            KnowledgeError: if CAMEO has no such code.
        """
        found = self.codes.get(code)
        if found is None:
            raise KnowledgeError(f"expected a CAMEO code such as '042', got {code!r}")
        return found

    def cameo_of(self, event_type: str, mode: str | None = None) -> str | None:
        """Return the CAMEO code of an event type and mode, None if a user's type has none.

        Raises:
            KnowledgeError: if there is no such type or mode.
        """
        return self._mode(event_type, mode).cameo

    def intensity_of(self, event_type: str, mode: str | None, code: str | None) -> float:
        """Return the intensity of an event, -10 to +10: by its code, its mode, its type.

        The code decides if it can stand for the type and the mode; Goldstein's scale is told by
        codes, and the type's own value is their middle.
        """
        known = self.codes.get(code or "")
        if known is not None and known.covers(event_type, mode):
            return known.intensity
        return self._mode(event_type, mode).intensity

    def codes_of(self, event_type: str) -> tuple[CameoCode, ...]:
        """Return the CAMEO codes that turn into a type, in order, without the roots."""
        codes = self.codes.values()
        return tuple(c for c in codes if c.type == event_type and len(c.code) > 2)

    def _mode(self, event_type: str, mode: str | None) -> EventType | Mode:
        kind = self.types.get(event_type)
        if kind is None or not (mode is None or mode in kind.modes):
            given = f"{event_type}.{mode}" if mode else event_type
            raise KnowledgeError(f"expected an event type or a mode of one, got {given}")
        return kind.modes[mode] if mode is not None else kind
