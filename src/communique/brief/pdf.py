"""A briefing as PDF, set by Typst: footnotes, bookmarks, page numbers, fonts of its own."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from communique.brief.briefing import Briefing, Chart
from communique.brief.svg import COLOURS, described, draw
from communique.brief.wording import PACKAGE
from communique.knowledge.files import read_text


def to_pdf(briefing: Briefing) -> bytes:
    """Return the PDF of a briefing; the same briefing gives the same bytes.

    Raises:
        ImportError: if Typst is not installed (``pip install communique[pdf]``).
    """
    import typst  # noqa: PLC0415  # an extra

    # Words go in as data, never as part of the template: nothing in them is read as markup.
    data = json.dumps(_data(briefing), ensure_ascii=False)
    template = read_text(PACKAGE, "briefing.typ").encode()
    made = typst.compile(template, format="pdf", sys_inputs={"briefing": data}, timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError(f"expected the bytes of one PDF, got {type(made).__name__}")
    return made


def _data(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain data, each call of a note marked as the first one or a later one."""
    data = asdict(briefing)
    del data["first"], data["last"]
    data["charts"] = [_chart(chart) for chart in briefing.charts if chart.labels]
    called: set[int] = set()
    for section in data["sections"]:
        for part in section["parts"]:
            for line in part["lines"]:
                line["notes"] = _calls(line["notes"], called)
        if section["table"]:
            for row in section["table"]["rows"]:
                row["notes"] = _calls(row["notes"], called)
        if section["table"] and not section["table"]["rows"]:
            section["table"] = None
    return data


def _calls(numbers: tuple[int, ...], called: set[int]) -> list[dict[str, Any]]:
    calls = [{"number": number, "first": number not in called} for number in numbers]
    called.update(numbers)
    return calls


def _chart(chart: Chart) -> dict[str, Any]:
    svg = draw(chart, colours=COLOURS)
    return {"title": chart.title, "remark": chart.remark, "svg": svg, "alt": described(chart)}
