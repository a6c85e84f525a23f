"""The weights of evidence for merging, from ``data/weights.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
import yaml

from communique.errors import KnowledgeError


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Log-odds by kind of evidence; the file explains each."""

    prior: float
    parties: Mapping[str, float]
    time: Mapping[str, float]
    published: Mapping[str, float]
    place: Mapping[str, float]
    reports: Mapping[str, float]
    type: Mapping[str, float]


@cache
def load_weights() -> Weights:
    """Return the weights of the package.

    Raises:
        KnowledgeError: if the file is malformed or lacks a group.
    """
    file = resources.files("communique.merge") / "data" / "weights.yaml"
    try:
        return msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), Weights)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"weights.yaml: expected groups of numbers: {error}") from error
