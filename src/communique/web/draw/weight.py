"""A weight of evidence as a bar: to the right what speaks for, to the left what speaks against."""

from __future__ import annotations

from markupsafe import Markup

_WIDTH, _HEIGHT, _REACH = 120, 12, 2.0  # a weight of 2 fills its half

_BAR = Markup(
    '<svg class="weight" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'aria-hidden="true"><rect class="{style}" x="{x}" y="2" width="{long}" height="8" rx="2"/>'
    '<rect class="chart-ink" x="{middle}" y="0" width="1" height="{height}"/></svg>'
)


def weight_bar(weight: float) -> Markup:
    """Return the bar of a weight in log-odds; the number stands beside it in the table."""
    middle = _WIDTH / 2
    long = min(abs(weight) / _REACH, 1.0) * (middle - 2)
    return _BAR.format(
        width=_WIDTH,
        height=_HEIGHT,
        style="weight-for" if weight >= 0 else "weight-against",
        x=round(middle if weight >= 0 else middle - long, 1),
        long=round(long, 1),
        middle=round(middle, 1),
    )


def signed(weight: float) -> str:
    """Return a weight with its sign, "+0.0" for what decides nothing."""
    return f"{round(weight, 1) + 0.0:+.1f}".replace("-", "−")
