"""What a row must hold, filter by filter; a row may hold more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A row for ``clean``: a page as markup or as text."""

    id: str | int
    html: str | None = None
    text: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if self.html is None and self.text is None:
            raise ValueError("expected `html` or `text`")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A row for ``code`` and ``cluster``: a text, and what is known of its report."""

    id: str | int
    text: str
    title: str | None = None
    date: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A row for ``classify``: a text and the spans of two parties in it."""

    id: str | int
    text: str
    source: tuple[int, int]
    target: tuple[int, int]

    def __post_init__(self) -> None:
        for name, (start, end) in (("source", self.source), ("target", self.target)):
            if not 0 <= start < end <= len(self.text):
                raise ValueError(
                    f"expected `{name}` inside a text of {len(self.text)} characters, "
                    f"got [{start}, {end}]"
                )
