"""Charts as SVG, by classes for pages that have colours of their own, or with colours given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from communique.brief.briefing import Chart

_WIDTH, _HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 6, 26, 46
_TURNED = 58  # labels of narrower columns are turned

# Colours that tell apart also for people who see no red or green, and in grey.
COLOURS: Mapping[str, str] = {
    "cooperation": "#2f6f9f",
    "conflict": "#d9822b",
    "sources": "#5b6770",
    "axis": "#dde1e4",
    "ink": "#22272b",
}


def draw(chart: Chart, *, colours: Mapping[str, str] | None = None) -> str:
    """Return a chart of stacked columns.

    Args:
        chart: with at least one label.
        colours: by style; without them every shape has a class ``chart-STYLE`` only.
    """
    parts = "".join((*_axis(chart, colours), *_columns(chart, colours), *_legend(chart, colours)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_frame(chart)}" role="img" '
        f'font-family="sans-serif" font-size="11"><title>{escape(chart.title)}</title>'
        f"<desc>{escape(described(chart))}</desc>{parts}</svg>"
    )


def _frame(chart: Chart) -> str:
    """The part of the drawing that holds something: a legend above, turned labels below."""
    top = 0 if len(chart.series) > 1 else _TOP - 10
    bottom = _HEIGHT if _room(chart) < _TURNED else _HEIGHT - _BOTTOM + 22
    return f"0 {top} {_WIDTH} {bottom - top}"


def _room(chart: Chart) -> float:
    """The width of a column with the gap beside it."""
    return (_WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels))


def described(chart: Chart) -> str:
    """Return the numbers of a chart in words, for those who do not see it."""
    columns = zip(chart.labels, chart.columns, strict=True)
    names = [series.name for series in chart.series]
    told = (
        f"{label}: " + ", ".join(f"{v} {n}" for v, n in zip(values, names, strict=True))
        for label, values in columns
    )
    return "; ".join(told)


def _paint(style: str, colours: Mapping[str, str] | None) -> str:
    return f'class="chart-{style}"' if colours is None else f'fill="{colours[style]}"'


def _scale(chart: Chart) -> tuple[int, int]:
    """The value at the top and the step between two lines, in whole numbers."""
    highest = max(1, chart.highest)
    step = next(
        base * 10**power
        for power in range(9)
        for base in (1, 2, 5)
        if highest <= 5 * base * 10**power
    )
    return -(-highest // step) * step, step


def _y(value: float, top: int) -> float:
    return _HEIGHT - _BOTTOM - value / top * (_HEIGHT - _TOP - _BOTTOM)


def _axis(chart: Chart, colours: Mapping[str, str] | None) -> Iterator[str]:
    top, step = _scale(chart)
    for value in range(0, top + 1, step):
        y = _y(value, top)
        yield (
            f'<rect x="{_LEFT}" y="{y:.1f}" width="{_WIDTH - _LEFT - _RIGHT}" height="0.6" '
            f"{_paint('axis', colours)}/>"
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" '
            f"{_paint('ink', colours)}>{value}</text>"
        )


def _columns(chart: Chart, colours: Mapping[str, str] | None) -> Iterator[str]:
    top, _ = _scale(chart)
    room = _room(chart)
    wide = min(48.0, room * 0.7)
    turned = room < _TURNED
    for n, (label, values) in enumerate(zip(chart.labels, chart.columns, strict=True)):
        middle, below = _LEFT + room * (n + 0.5), 0
        for series, value in zip(chart.series, values, strict=True):
            if value:
                y = _y(below + value, top)
                yield (
                    f'<rect x="{middle - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" '
                    f'height="{_y(below, top) - y:.1f}" {_paint(series.style, colours)}/>'
                )
            below += value
        yield _label(label, middle, turned, colours)


def _label(label: str, x: float, turned: bool, colours: Mapping[str, str] | None) -> str:
    y = _HEIGHT - _BOTTOM + 14
    turn = f' transform="rotate(-40 {x:.1f} {y})"' if turned else ""
    anchor = "end" if turned else "middle"
    paint = _paint("ink", colours)
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}"{turn} {paint}>{escape(label)}</text>'


def _legend(chart: Chart, colours: Mapping[str, str] | None) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for n, series in enumerate(chart.series):
        x = _LEFT + n * 110
        yield (
            f'<rect x="{x}" y="4" width="11" height="11" {_paint(series.style, colours)}/>'
            f'<text x="{x + 16}" y="14" {_paint("ink", colours)}>{escape(series.name)}</text>'
        )
