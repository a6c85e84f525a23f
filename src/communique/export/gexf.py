"""GEXF 1.2: who deals with whom, for Gephi."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from communique.export.files import made_folder, whole_file
from communique.export.graphml import EDGE_VALUES, NODE_VALUES, edge_values, node_values
from communique.export.network import Network, network_of
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger

_NAMESPACE = "http://www.gexf.net/1.2draft"
_TYPES = {"int": "integer", "double": "double", "string": "string"}


def export_gexf(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write parties and their dealings as one undirected graph.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``network.gexf``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events, whose rows are the edges; what did not happen, or has no two
        parties, is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "network.gexf")
    with made_folder(folder), whole_file(folder / "network.gexf") as unfinished:
        network = network_of(ledger, tally, chosen)
        with etree.xmlfile(str(unfinished), encoding="utf-8") as file:
            file.write_declaration()
            with (
                file.element("gexf", nsmap={None: _NAMESPACE}, version="1.2"),
                file.element("graph", defaultedgetype="undirected", mode="static"),
            ):
                _write(file, network)
    return (tally.written(rows=len(network.edges)),)


def _write(file: Any, network: Network) -> None:
    for about, values in (("node", NODE_VALUES), ("edge", EDGE_VALUES)):
        with file.element("attributes", {"class": about}):
            for name, kind in _own(values).items():
                attribute = {"id": name, "title": name, "type": _TYPES[kind]}
                file.write(etree.Element("attribute", attribute))
    with file.element("nodes"):
        for node in network.nodes:
            attributes = {"id": node.key, "label": node.label}
            file.write(_element("node", attributes, node_values(node)))
    with file.element("edges"):
        for at, edge in enumerate(network.edges):
            ends = {"id": str(at), "source": edge.one, "target": edge.other}
            weight = {"weight": str(float(edge.events))}
            file.write(_element("edge", ends | weight, edge_values(edge)))


def _own(values: dict[str, str]) -> dict[str, str]:
    """Leave out what GEXF has a place of its own for."""
    return {name: value for name, value in values.items() if name not in ("label", "weight")}


def _element(kind: str, attributes: dict[str, str], values: dict[str, str]) -> Any:
    element = etree.Element(kind, attributes)
    held = etree.SubElement(element, "attvalues")
    for name, value in _own(values).items():
        etree.SubElement(held, "attvalue", {"for": name, "value": value})
    return element
