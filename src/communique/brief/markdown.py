"""A briefing as Markdown with footnotes, as GitHub, Pandoc and most wikis read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.brief.briefing import Briefing, Chart, Line, Note, Part, Row, Section, Table
from communique.brief.plain import counted

# All that can begin markup, HTML, mathematics or an entity inside a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^@])")
# What makes a list or a rule, only at the beginning of a line.
_OPENING = re.compile(r"^(?:(\d+)([.)])|([-+=]))")
# What some readers make a link of, though nobody marked it as one.
_BARE_ADDRESS = re.compile(r"(?i)(?<=\w)(?=://)|(?<=www)(?=\.)")
_BAR = 30


def to_markdown(briefing: Briefing) -> str:
    """Return the text of a briefing; words of reports stand in it as words, whatever they hold."""
    blocks = [f"# {_text(briefing.title)}", _text(briefing.asked)]
    if briefing.facts:
        blocks.append(_table(briefing.facts))
    blocks += [_chart(chart) for chart in briefing.charts if chart.labels]
    for section in briefing.sections:
        blocks += _section(section)
    blocks.append("\n".join(_note(note) for note in briefing.notes))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _text(words: str) -> str:
    """Words with every character escaped that Markdown could take for markup."""
    escaped = _MARKUP.sub(r"\\\1", words)
    escaped = _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
    return _BARE_ADDRESS.sub(r"\\", escaped)


def _section(section: Section) -> Iterator[str]:
    yield f"## {_text(section.title)}"
    for part in section.parts:
        yield from _part(part)
    if section.table and section.table.rows:
        yield _table(section.table)
    if section.remark:
        yield f"_{_text(section.remark)}_"


def _part(part: Part) -> Iterator[str]:
    if part.heading:
        yield f"### {_text(part.heading)}"
    yield "\n".join(f"- {_line(line)}" for line in part.lines)
    if part.remark:
        yield f"_{_text(part.remark)}_"


def _line(line: Line) -> str:
    return _text(line.text) + _marks(line.notes, line.more)


def _marks(notes: tuple[int, ...], more: int) -> str:
    marks = " ".join(f"[^{number}]" for number in notes)
    return f"{marks} (and {counted(more, 'more report', 'more reports')})" if more else marks


def _table(table: Table) -> str:
    width = len(table.head) or 2
    head = " | ".join(_text(cell) for cell in table.head) or "Key facts | "
    rows = "\n".join(f"| {_row(row)} |" for row in table.rows)
    return f"| {head} |\n|{' --- |' * width}\n{rows}"


def _row(row: Row) -> str:
    return " | ".join(_text(cell) for cell in row.cells) + _marks(row.notes, row.more)


def _chart(chart: Chart) -> str:
    """A chart in letters: a line a column, its bar in a sign a series."""
    signs = ("█", "░", "▒")
    wide = max(len(label) for label in chart.labels)
    scale = min(1.0, _BAR / max(1, chart.highest))
    lines = []
    for label, values in zip(chart.labels, chart.columns, strict=True):
        bar = "".join(
            sign * max(1, round(value * scale)) if value else ""
            for sign, value in zip(signs, values, strict=False)
        )
        counts = " + ".join(str(value) for value in values)
        lines.append(f"{label:<{wide}}  {bar} {counts if any(values) else ''}".rstrip())
    legend = ", ".join(f"{sign} {s.name}" for sign, s in zip(signs, chart.series, strict=False))
    remark = f" {_text(chart.remark)}." if chart.remark else ""
    return f"**{_text(chart.title)}** ({legend}).{remark}\n\n```text\n" + "\n".join(lines) + "\n```"


def _note(note: Note) -> str:
    where = f" <{note.uri}>" if note.uri and not re.search(r"[\s<>]", note.uri) else ""
    return (
        f"[^{note.number}]: {_text(note.outlet)}, {_text(note.day)}: “{_text(note.quote)}”{where}"
    )
