"""A bar in a row of a table: cooperation, conflict and the rest, as parts of one length."""

from __future__ import annotations

from markupsafe import Markup

_WIDTH, _HEIGHT = 160, 12
_BAR = Markup(
    '<svg class="bar" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">'
    "{parts}</svg>"
)
_PART = Markup('<rect class="bar-{style}" x="{x:.1f}" y="0" width="{wide:.1f}" height="{height}"/>')


def bar(cooperative: int, conflictual: int, events: int, most: int) -> Markup:
    """Return a bar whose length stands for events; the numbers stand beside it in words.

    Args:
        cooperative, conflictual: of the events, drawn first.
        events: all of them.
        most: events of the longest bar.
    """
    parts, x = [], 0.0
    rest = max(0, events - cooperative - conflictual)
    for count, style in ((cooperative, "quad-2"), (conflictual, "quad-4"), (rest, "rest")):
        wide = _WIDTH * count / max(1, most)
        if count:
            parts.append(_PART.format(style=style, x=x, wide=max(1.0, wide - 1), height=_HEIGHT))
        x += wide
    return _BAR.format(width=_WIDTH, height=_HEIGHT, parts=Markup("").join(parts))
