"""Records as people look at them: words in context, highlighted, for notebook, page and terminal.

Pure functions from records and texts; what to show of a ledger is gathered by the ledger. Nothing
here computes with offsets in a browser: texts are cut into segments, each with what marks it.
"""

from communique.display.marks import marks_of
from communique.display.page import STYLE, as_html, segments_html
from communique.display.segments import Mark, Segment, segments
from communique.display.view import (
    Cell,
    Passage,
    View,
    in_guillemets,
    marked_spans,
    passage_of,
    whole_text,
)

__all__ = [
    "STYLE",
    "Cell",
    "Mark",
    "Passage",
    "Segment",
    "View",
    "as_html",
    "in_guillemets",
    "marked_spans",
    "marks_of",
    "passage_of",
    "segments",
    "segments_html",
    "whole_text",
]
