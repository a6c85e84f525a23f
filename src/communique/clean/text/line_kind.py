"""What furniture a line is: by its words, by its shape, or because it is unlike the report."""

from __future__ import annotations

from communique.clean.furniture import Found, FurniturePhrases, furniture_phrases
from communique.clean.text.line_rules import (
    QUOTE,
    has_arrow,
    is_caption,
    is_date_line,
    is_dateline,
    is_link_row,
    is_promotion,
    is_protected,
    is_sentence,
    is_speaker_line,
)
from communique.clean.text.lines import Line

RECURRING = "recurring"
"""The kind of the lines that an outlet prints with many of its reports."""

UNLIKE = "unlike the report"
"""The kind of the lines that only the line classifier would cut."""

_SHORT_OFFER = 12
# Chosen by cross-validation: see docs/models/line-classifier.md.
_SURELY_REPORT = 0.8
_SHAPE_OF_REPORT = 0.6
_HARDLY_REPORT = 0.3
_HARDLY_REPORT_SENTENCE = 0.1
_OUTSIDE_REPORT = 0.5
_LONG_PARAGRAPH = 40  # words


def furniture_kind(
    text: str,
    outlet: str | None = None,
    *,
    inside: bool = False,
    phrases: FurniturePhrases | None = None,
) -> str | None:
    """Return what furniture a line is by its words, or None for the report's own words.

    Args:
        text: the line.
        outlet: the outlet's name, whose own offers are furniture.
        inside: that report follows below, so that a long sentence is no offer to the reader.
        phrases: by which furniture is known; ours if None.
    """
    known = (phrases or furniture_phrases()).match(text)
    return _kind_by_words(text, known, outlet, inside=inside)


def line_kind(line: Line, outlet: str | None = None, *, inside: bool = False) -> str | None:
    """Return what furniture a line of a page is, or None for the report's own words.

    A line that only its shape or a single word gives away stays where the line classifier is sure
    that it is the report's.
    """
    kind = _kind_by_words(line.text, line.known, outlet, inside=inside)
    if kind == "promotion" and line.seems_report(_SURELY_REPORT):
        return None
    if kind is None and line.recurs and not is_sentence(line.text):
        return RECURRING
    return kind or (UNLIKE if is_unlike_report(line) else None)


def shape_kind(line: Line) -> str | None:
    """Return what furniture a line below the title is by its shape: a date, a row of links."""
    text = line.text
    if is_protected(text):
        return None
    if is_date_line(text) and not is_sentence(text) and not line.seems_report(_SURELY_REPORT):
        return "date"
    is_row = is_link_row(text) and not line.seems_report(_SHAPE_OF_REPORT)
    return "navigation" if is_row else None


def is_unlike_report(line: Line) -> bool:
    """Tell whether the line classifier alone is a reason to cut a line.

    Outside the stretch of the page that surely is the report it is believed; inside it has to be
    quite sure, and of a sentence surer still. Corrections, datelines, quotations and what a named
    speaker says are never cut for that.
    """
    text = line.text
    # A paragraph of several sentences lost is worse than one kept.
    is_trusted = line.inside or (len(line.words) >= _LONG_PARAGRAPH and is_sentence(text))
    if not line.seems_furniture(_HARDLY_REPORT if is_trusted else _OUTSIDE_REPORT):
        return False
    if is_protected(text) or is_dateline(text) or is_speaker_line(text) or QUOTE.match(text):
        return False
    is_sure = not line.inside or line.seems_furniture(_HARDLY_REPORT_SENTENCE)
    return is_sure or not is_sentence(text)


def _kind_by_words(
    text: str, known: Found | None, outlet: str | None, *, inside: bool
) -> str | None:
    if is_protected(text):
        return None
    if known and (not known.opens or len(text.split()) >= 2):
        return known.kind
    if has_arrow(text):
        return "related"
    if is_caption(text):
        return "caption"
    if inside and is_sentence(text) and len(text.split()) > _SHORT_OFFER:
        return None
    return "promotion" if is_promotion(text, outlet) else None
