"""Genres that tell of no deeds of states: sport, fiction, weather, opinion.

"India beat Australia" and "the president of France threatens East Germany" (in a film) are coded
by no one who reads the whole page, so the whole page decides.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from communique.knowledge.files import read_yaml


@cache
def _genres() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    content = read_yaml("communique.extract", "genres.yaml")
    return tuple(
        (genre, int(row["enough"]), re.compile(
            r"\b(?:" + "|".join(map(re.escape, map(str, row["cues"]))) + r")\b",
            0 if genre == "opinion" else re.IGNORECASE,
        ))
        for genre, row in content.items()
    )  # fmt: skip


@lru_cache(maxsize=1)  # events, commitments and figures of one document ask in turn
def genre_of(title: str | None, text: str) -> str | None:
    """Return the genre of a document if it is one in which no state acts, else None."""
    whole = f"{title or ''}\n{text}"
    lowered = (title or "").lower()
    if lowered.startswith(("review:", "film review", "book review")):
        return "fiction"
    if lowered.startswith(("opinion:", "opinion |", "comment:", "editorial:", "analysis: imagine")):
        return "opinion"
    for genre, enough, cues in _genres():
        if len({m.group().lower() for m in cues.finditer(whole)}) >= enough:
            return genre
    return None
