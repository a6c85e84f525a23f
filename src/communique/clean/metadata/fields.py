"""The fields of a document, each with what it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from communique.clean.metadata.candidate import Candidate, basis_of
from communique.records import MetadataBasis, When

_NAMES = (
    "title", "outlet", "byline", "agency", "published", "updated", "page_date", "canonical_url",
    "language",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What is known of a report beside its text; a field that nothing states is None."""

    title: Candidate[str] | None = None
    outlet: Candidate[str] | None = None
    byline: Candidate[str] | None = None
    agency: Candidate[str] | None = None
    published: Candidate[When] | None = None
    updated: Candidate[When] | None = None
    page_date: Candidate[When] | None = None
    canonical_url: Candidate[str] | None = None
    language: Candidate[str] | None = None

    def values(self) -> dict[str, Any]:
        """Return the values of all fields by name."""
        stated = ((name, getattr(self, name)) for name in _NAMES)
        return {name: candidate.value if candidate else None for name, candidate in stated}

    def basis(self) -> tuple[MetadataBasis, ...]:
        """Return what each field that is known was read from."""
        return tuple(chain.from_iterable(basis_of(name, getattr(self, name)) for name in _NAMES))
