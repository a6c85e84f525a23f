"""The words of a short phrase: titles before a name, its head, who backs or leads whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.knowledge.agents import load_agents, plain_word, plain_words, raw_words

_BACKERS = re.compile(
    r"[^\s‑-]{1,40}[-‑](?:led|backed|allied|supported|trained|funded|armed|made|built|sponsored|"
    r"linked|aligned|brokered|occupied|controlled|held|hosted|supplied|registered|born)\b"
    r"|\b(?:anti|pro)[-‑]\S{1,40}",
    re.IGNORECASE,
)
_EX = re.compile(r"\bex[-‑](?=\w)", re.IGNORECASE)
_LONGEST = 400  # characters; what is longer is no phrase
PREPOSITIONS = frozenset({
    "of", "in", "at", "from", "for", "to", "with", "against", "on", "over", "by", "near", "under",
    "who", "whose", "which", "that", "and",
})  # fmt: skip


def words_of_phrase(phrase: str) -> list[str]:
    """Return the words of a phrase without articles before it; "ex-" becomes "former"."""
    words = raw_words(_EX.sub("former ", phrase[:_LONGEST]))
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return words


def backers(phrase: str) -> set[str]:
    """Return the plain words of "Kurdish-led" and "anti-Taliban", which name someone else."""
    found = _BACKERS.finditer(phrase[:_LONGEST])
    return {plain_word(w) for m in found for w in raw_words(m.group())}


def title_of(words: Sequence[str]) -> str:
    """Return the words before a name in lower case."""
    return " ".join(words[: len(words) - len(without_titles(words))]).lower()


def head_end(words: Sequence[str]) -> int:
    """Return where the first prepositional phrase begins, or the number of words."""
    return next((i for i, w in enumerate(words) if i and w in PREPOSITIONS), len(words))


def without_titles(words: Sequence[str]) -> list[str]:
    """Return the words after the longest run of titles and offices at their beginning."""
    agents, rest = load_agents(), list(words)
    while len(rest) > 1:
        for length in range(min(4, len(rest) - 1), 0, -1):
            title = plain_words(" ".join(rest[:length]))
            known = title in agents.honorifics or title in agents.certain or title in agents.weak
            if known or (length == 1 and title[0] in agents.former):
                rest = rest[length:]
                break
        else:
            return rest
    return rest
