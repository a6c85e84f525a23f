"""GraphML: who deals with whom, for igraph, networkx, yEd and Gephi."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from communique.export.files import made_folder, whole_file
from communique.export.network import Edge, Network, Node, network_of
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
NODE_VALUES = {"label": "string", "kind": "string", "country": "string", "sector": "string",
               "events": "int"}  # fmt: skip
EDGE_VALUES = {"events": "int", "weight": "double", "cooperation": "int", "conflict": "int",
               "intensity": "double", "first": "string", "last": "string"}  # fmt: skip


def export_graphml(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write parties and their dealings as one undirected graph.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``network.graphml``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events, whose rows are the edges; what did not happen, or has no two
        parties, is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "network.graphml")
    with made_folder(folder), whole_file(folder / "network.graphml") as unfinished:
        network = network_of(ledger, tally, chosen)
        with etree.xmlfile(str(unfinished), encoding="utf-8") as file:
            file.write_declaration()
            with file.element("graphml", nsmap={None: _NAMESPACE}):
                _write(file, network)
    return (tally.written(rows=len(network.edges)),)


def _write(file: Any, network: Network) -> None:
    for about, values in (("node", NODE_VALUES), ("edge", EDGE_VALUES)):
        for name, kind in values.items():
            key = {"id": f"{about}-{name}", "for": about, "attr.name": name, "attr.type": kind}
            file.write(etree.Element("key", key))
    with file.element("graph", edgedefault="undirected"):
        for node in network.nodes:
            file.write(_element("node", {"id": node.key}, node_values(node)))
        for edge in network.edges:
            ends = {"source": edge.one, "target": edge.other}
            file.write(_element("edge", ends, edge_values(edge)))


def _element(kind: str, attributes: dict[str, str], values: dict[str, str]) -> Any:
    element = etree.Element(kind, attributes)
    for name, value in values.items():
        etree.SubElement(element, "data", key=f"{kind}-{name}").text = value
    return element


def node_values(node: Node) -> dict[str, str]:
    """Return what is known of a party, by name."""
    return {name: str(getattr(node, name)) for name in NODE_VALUES if getattr(node, name) != ""}


def edge_values(edge: Edge) -> dict[str, str]:
    """Return what is known of a pair, by name; the weight is the number of events."""
    values = {name: getattr(edge, "events" if name == "weight" else name) for name in EDGE_VALUES}
    return {name: str(value) for name, value in values.items() if value is not None}
