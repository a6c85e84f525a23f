"""What the records of a ledger come to: series, networks, promises kept, outlets, topics, scans."""

from communique.analysis.kept import KeptRow, kept
from communique.analysis.network import Edge, Node, network, nodes
from communique.analysis.outlets import CopyingRow, OutletRow, copying, outlets
from communique.analysis.periods import UNITS, Unit
from communique.analysis.rows import Rows
from communique.analysis.scan import scan
from communique.analysis.series import SeriesRow, series
from communique.analysis.topics import TopicRow, topics

__all__ = [
    "UNITS",
    "CopyingRow",
    "Edge",
    "KeptRow",
    "Node",
    "OutletRow",
    "Rows",
    "SeriesRow",
    "TopicRow",
    "Unit",
    "copying",
    "kept",
    "network",
    "nodes",
    "outlets",
    "scan",
    "series",
    "topics",
]
