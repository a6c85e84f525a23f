"""A briefing as one HTML page that needs nothing else: light and dark, fit to print, no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from communique.brief.briefing import Briefing, Chart, Line, Note, Part, Row, Section, Table
from communique.brief.plain import counted
from communique.brief.svg import draw
from communique.brief.wording import PACKAGE
from communique.knowledge.files import read_text

# A page that may load and run nothing, even if a browser found something to run in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(briefing: Briefing) -> str:
    """Return the page of a briefing; words of reports are escaped wherever they stand."""
    body = "\n".join(_body(briefing))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="Communiqué">\n'
        f"<title>{escape(briefing.title)}</title>\n"
        f"<style>\n{read_text(PACKAGE, 'page.css')}</style>\n"
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(briefing: Briefing) -> Iterator[str]:
    yield f'<h1>{escape(briefing.title)}</h1>\n<p class="asked">{escape(briefing.asked)}</p>'
    if briefing.facts:
        yield _table(briefing.facts)
    yield from (_chart(chart) for chart in briefing.charts if chart.labels)
    for section in briefing.sections:
        yield from _section(section)
    if briefing.notes:
        notes = "\n".join(_note(note) for note in briefing.notes)
        yield f'<h2>Sources</h2>\n<ol class="notes">\n{notes}\n</ol>'


def _section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>"
    for part in section.parts:
        yield _part(part)
    if section.table and section.table.rows:
        yield _table(section.table)
    yield _remark(section.remark) + "</section>"


def _part(part: Part) -> str:
    heading = f"<h3>{escape(part.heading)}</h3>\n" if part.heading else ""
    lines = "\n".join(f"<li>{_line(line)}</li>" for line in part.lines)
    return f"{heading}<ul>\n{lines}\n</ul>\n{_remark(part.remark)}"


def _remark(remark: str | None) -> str:
    return f'<p class="remark">{escape(remark)}</p>\n' if remark else ""


def _line(line: Line) -> str:
    return escape(line.text) + _marks(line.notes, line.more)


def _marks(notes: tuple[int, ...], more: int) -> str:
    calls = ",".join(f'<a href="#note-{n}" role="doc-noteref">{n}</a>' for n in notes)
    marks = f"<sup>{calls}</sup>" if calls else ""
    return (
        f"{marks} <small>(and {counted(more, 'more report', 'more reports')})</small>"
        if more
        else marks
    )


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    head = f"<thead><tr>{head}</tr></thead>\n" if head else ""
    rows = "\n".join(_row(row) for row in table.rows)
    return f'<div class="table"><table>\n{head}<tbody>\n{rows}\n</tbody></table></div>'


def _row(row: Row) -> str:
    first, *others = row.cells
    marks = _marks(row.notes, row.more)
    cells = "".join(
        f"<td>{escape(cell)}{marks if n == len(others) - 1 else ''}</td>"
        for n, cell in enumerate(others)
    )
    return f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'


def _chart(chart: Chart) -> str:
    remark = f" ({escape(chart.remark)})" if chart.remark else ""
    caption = f"<figcaption>{escape(chart.title)}{remark}</figcaption>"
    return f"<figure>{caption}{draw(chart)}</figure>"


def _note(note: Note) -> str:
    outlet = escape(note.outlet)
    if note.uri:
        outlet = f'<a href="{escape(note.uri)}" rel="noopener noreferrer nofollow">{outlet}</a>'
    return f'<li id="note-{note.number}">{outlet}, {escape(note.day)}: “{escape(note.quote)}”</li>'
