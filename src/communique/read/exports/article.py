"""What one download holds: its articles, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a download: the fields of its head, and its body in paragraphs.

    ``words`` is the length that the head states. ``published`` is as the download words it.
    """

    body: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    byline: str | None = None
    agency: str | None = None
    language: str | None = None
    words: int | None = None

    def given(self) -> dict[str, str]:
        """Return the fields that the head states, under the names of a source."""
        names = ("title", "outlet", "published", "byline", "agency", "language")
        stated = {name: getattr(self, name) for name in names}
        return {name: value for name, value in stated.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The articles of a download in their order.

    ``announced`` is the number that the download says it holds; ``left_over`` counts the words
    before, between and after the articles that belong to none and are not the supplier's own;
    ``broken_off`` tells that the last article has no end.
    """

    articles: tuple[Article, ...]
    announced: int | None = None
    left_over: int = 0
    broken_off: bool = False
