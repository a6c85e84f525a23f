"""How plots look: colours that all can tell apart, few lines, words that say what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError, QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

# Okabe and Ito, "Color Universal Design" (2008): told apart with any kind of colour vision.
BLUE, SKY, ORANGE, VERMILION = "#0072B2", "#56B4E9", "#E69F00", "#D55E00"
GREY, LIGHT = "#6E6E6E", "#C9C9C9"

_FORMATS = ("png", "svg", "pdf")
_SETTINGS = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": "black",
    "ytick.labelcolor": "black",
    "legend.frameon": False,
    "svg.fonttype": "none",  # words stay words
    "svg.hashsalt": "communique",  # the same plot gives the same file
}


def draw(path: Path, size: tuple[float, float], content: Callable[[Figure], None]) -> None:
    """Draw a figure into a file.

    Args:
        path: ends with .png, .svg or .pdf.
        size: width and height in inches.
        content: draws into the figure.

    Raises:
        QueryError: if the file's name has another end.
        CommuniqueError: if matplotlib is not installed.
    """
    form = path.suffix.lower().removeprefix(".")
    if form not in _FORMATS:
        raise QueryError(f"expected the name of a plot to end with .png, .svg or .pdf, got {path}")
    matplotlib = _matplotlib()
    with matplotlib.rc_context(_SETTINGS):
        from matplotlib.figure import Figure  # noqa: PLC0415

        figure = Figure(figsize=size, dpi=150, layout="constrained")
        content(figure)
        # Without a day of making, two plots of one ledger are the same file.
        dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        figure.savefig(path, format=form, metadata=dated.get(form))


def note(figure: Figure, words: str) -> None:
    """Put words below the plots."""
    figure.supxlabel(words, x=0.01, ha="left", fontsize=7.5, color=GREY)


def whole_numbers(axis: Axis) -> None:
    """Let an axis of counts show no fractions."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=2))


def nothing(axes: Axes) -> None:
    """Say on empty axes that there is nothing to see."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, "Nothing to show", ha="center", va="center", color=GREY)


def _matplotlib() -> Any:
    try:
        import matplotlib  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise CommuniqueError(
            'expected matplotlib to draw; pip install "communique[plots]"'
        ) from error
    return matplotlib
