"""Codes of languages: what pages, suppliers and detectors write, as ISO 639-1."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from communique.knowledge.files import read_yaml

_LOCALE = re.compile(r"^\s*([a-zA-Z]{2,3})(?:[-_;,. ]|$)")


def language_code(stated: str | None) -> str | None:
    """Return the ISO 639-1 code in what pages and suppliers give: ``en-GB``, ``en_US``, English."""
    words = (stated or "").strip().casefold()
    locale = _LOCALE.match(words)
    code = _codes().get(words) or (_codes().get(locale[1]) if locale else None)
    if code or locale is None:
        return code
    return locale[1] if len(locale[1]) == 2 else None


def without_varieties(code: str) -> str:
    """Return the ISO 639-1 code of a variety, or the code itself where 639-1 has none."""
    return _codes().get(code, code)


@functools.cache
def _codes() -> Mapping[str, str]:
    listed = read_yaml("communique.clean", "languages.yaml")
    return {name: code for code, names in listed.items() for name in names}
