"""Briefings: what a ledger holds on a question, written out with a note to every sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from communique.brief.briefing import (
    Briefing,
    Chart,
    Line,
    Note,
    Part,
    Row,
    Section,
    Series,
    Table,
)
from communique.brief.compose import make_briefing
from communique.brief.html import to_html
from communique.brief.markdown import to_markdown
from communique.brief.pdf import to_pdf
from communique.brief.telling import Teller

# Turns a briefing into the bytes of a file, by the name of the format.
FORMATS: Mapping[str, Callable[[Briefing], bytes]] = MappingProxyType(
    {
        "md": lambda briefing: to_markdown(briefing).encode(),
        "html": lambda briefing: to_html(briefing).encode(),
        "pdf": to_pdf,
    }
)

__all__ = [
    "FORMATS",
    "Briefing",
    "Chart",
    "Line",
    "Note",
    "Part",
    "Row",
    "Section",
    "Series",
    "Table",
    "Teller",
    "make_briefing",
    "to_html",
    "to_markdown",
    "to_pdf",
]
