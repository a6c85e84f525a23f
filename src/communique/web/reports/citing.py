"""Quotes with their source, to be copied into a text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.display.plain import cut, days, plain_text
from communique.spans import Span
from communique.web.reports.accounts import Report

_TITLE = 200  # characters
_ON_THE_WEB = re.compile(r"https?://\S+")


def citation(quote: str, spans: Iterable[Span], report: Report) -> str:
    """Return a quote with outlet, headline, day, address and place in the clean text."""
    title = f"“{cut(report.title, _TITLE)}”" if report.title else ""
    day = days(report.day) if report.day is not None else "undated"
    source = ", ".join(filter(None, (report.outlet, title, day)))
    address = f" {report.uri}" if _ON_THE_WEB.fullmatch(report.uri) else ""
    where = ", ".join(f"{span.start}–{span.end}" for span in spans)
    return f"“{quote}” {source}.{address} Text {report.document_id[:10]}, characters {where}."


def address_words(uri: str) -> str:
    """Return where something was found, in words: an address of the web, else a file's name."""
    shown = uri if _ON_THE_WEB.fullmatch(uri) else uri.rsplit("/", 1)[-1]
    return cut(plain_text(shown), _TITLE)
