"""Plots of analyses, as PNG, SVG or PDF; matplotlib comes with ``communique[plots]``."""

from communique.analysis.plots.kept import plot_kept
from communique.analysis.plots.network import plot_network
from communique.analysis.plots.series import plot_series
from communique.analysis.plots.topics import plot_topics

__all__ = ["plot_kept", "plot_network", "plot_series", "plot_topics"]
