"""Word lists for what a page says about itself, kept in ``data/metadata_words.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from communique.knowledge.files import read_yaml


@functools.cache
def metadata_words() -> Mapping[str, frozenset[str]]:
    """Return the word lists of ``data/metadata_words.yaml`` by name, in lower case."""
    listed = read_yaml("communique.clean", "metadata_words.yaml")
    return {name: frozenset(words) for name, words in listed.items()}
