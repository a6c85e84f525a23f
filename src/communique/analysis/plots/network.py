"""The plot of a network: parties that deal much stand close, and colours tell how."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from communique.analysis.network import Edge, graph
from communique.analysis.plots.style import BLUE, GREY, VERMILION, draw, note, nothing
from communique.analysis.rows import Rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_PAIRS = 80  # more cannot be told apart
_MOSTLY = 2 / 3
_SEED = 1


def plot_network(edges: Rows[Edge], path: Path, *, title: str = "Who deals with whom") -> None:
    """Draw the closest pairs of a network; periods are added up.

    Args:
        edges: of :func:`communique.analysis.network`.
        path: of the file; ends with .png, .svg or .pdf.
        title: above the plot.

    Raises:
        QueryError: if the file's name has another end.
        CommuniqueError: if matplotlib or networkx is not installed.
    """

    def content(figure: Figure) -> None:
        axes = figure.subplots()
        figure.suptitle(title, x=0.01, ha="left", fontweight="bold")
        if not edges:
            nothing(axes)
            return
        shown, every = _draw(axes, edges)
        rest = f" The {shown} closest of {every} pairs." if shown < every else ""
        note(
            figure,
            f"Width: events of the pair. Blue: two thirds or more cooperate; vermilion: conflict; "
            f"grey: mixed.{rest}\nPlaces have no meaning but closeness.",
        )

    draw(path, (7, 6), content)


def _colour(told: Mapping[str, int]) -> str:
    classed = told["cooperative"] + told["conflictual"]
    if classed and told["cooperative"] / classed >= _MOSTLY:
        return BLUE
    return VERMILION if classed and told["conflictual"] / classed >= _MOSTLY else GREY


def _draw(axes: Axes, edges: Rows[Edge]) -> tuple[int, int]:
    """Draw the pairs of most events; return how many of how many."""
    import networkx as nx  # noqa: PLC0415  # an extra

    whole = graph(edges)
    pairs = sorted(whole.edges(data=True), key=lambda e: (-e[2]["events"], e[0], e[1]))
    shown = pairs[:_MOST_PAIRS]
    drawn: nx.Graph[str] = nx.Graph()
    drawn.add_weighted_edges_from(
        ((one, other, told["events"] ** 0.5) for one, other, told in shown), weight="pull"
    )
    places = nx.spring_layout(drawn, weight="pull", seed=_SEED, k=1.6 / len(drawn) ** 0.5)
    most = shown[0][2]["events"]
    nx.draw_networkx_edges(
        drawn,
        places,
        ax=axes,
        edgelist=[(one, other) for one, other, _ in shown],
        width=[0.6 + 5 * told["events"] / most for _, _, told in shown],
        edge_color=[_colour(told) for _, _, told in shown],
        alpha=0.55,
    )
    nx.draw_networkx_nodes(
        drawn, places, ax=axes, node_size=420, node_color="white", edgecolors=GREY, linewidths=0.8
    )
    nx.draw_networkx_labels(drawn, places, ax=axes, font_size=7)
    axes.set_axis_off()
    axes.margins(0.08)
    return len(shown), len(pairs)
