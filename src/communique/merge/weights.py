"""The weights of evidence for merging, from ``data/weights.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
import yaml

from communique.errors import KnowledgeError

LEVELS: Mapping[str, tuple[str, ...]] = {
    "parties": (
        *("same_person", "same_organisation", "same_name", "person_and_state", "same_state"),
        *("not_in_both", "no_parties"),
    ),
    "others": ("same_set", "more_in_one", "more_in_each"),
    "time": (
        *("same_days", "same_week", "same_month", "same_year", "told_within_3_days"),
        *("told_within_2_weeks", "told_within_3_months", "told_later", "unknown"),
    ),
    "place": ("same_city", "same_country", "unknown"),
    "reports": ("near_in_report", "same_report", "copies", "same_story", "other_story"),
    "mode": ("same", "other", "unknown"),
    "code": ("same", "other", "unknown"),
    "status": ("same", "planned_and_actual", "other"),
    "words": ("said_elsewhere", "other_matter"),
}


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one level of likeness counts, in log-odds.

    ``m`` and ``u`` are how often two accounts of one event, and of two, are at this level; a
    weight set by hand has neither.
    """

    weight: float
    m: float | None = None
    u: float | None = None


class Weights(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """``prior`` in log-odds, and the levels of each field; the file explains each."""

    prior: float
    fields: Mapping[str, Mapping[str, Level]]

    def of(self, field: str, level: str) -> float:
        """Return what a level of a field counts."""
        return self.fields[field][level].weight


@cache
def load_weights() -> Weights:
    """Return the weights of the package.

    Raises:
        KnowledgeError: if the file is malformed or lacks a group.
    """
    file = resources.files("communique.merge") / "data" / "weights.yaml"
    return read_weights(file.read_text(encoding="utf-8"), "weights.yaml")


def read_weights(text: str, name: str) -> Weights:
    """Return the weights that the text of a file gives.

    Raises:
        KnowledgeError: if the text is malformed or a level lacks a weight; names the file.
    """
    try:
        found = msgspec.convert(yaml.safe_load(text), Weights)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{name}: expected a prior and levels: {error}") from error
    wanted = {(field, level) for field, levels in LEVELS.items() for level in levels}
    given = {(field, level) for field, levels in found.fields.items() for level in levels}
    if wanted != given:
        wrong = ", ".join(sorted(f"{field}: {level}" for field, level in wanted ^ given))
        raise KnowledgeError(f"{name}: each level needs a weight, and no other; see {wrong}")
    return found
