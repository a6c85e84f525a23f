"""A trigger with its pattern and parties, before factuality, time and place are known."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.events.lexicon import Pattern
from communique.records import Party
from communique.syntax import Token

Roles = tuple[tuple[Party, ...], tuple[Party, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a trigger.

    ``governor`` is the verb that decides whether it happened: the trigger itself, or the verb
    over an event noun. ``recalled`` tells that the parties come from an earlier sentence.
    """

    pattern: Pattern
    trigger: Token
    governor: Token
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    recalled: bool = False
