"""Exports as graphs, read back by networkx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from communique.export.gexf import export_gexf
from communique.export.graphml import export_graphml
from communique.export.written import Written
from communique.ledger import Ledger
from export_records import ACCUSED, EVIL, MET, NOWHERE, UNDATED, build_events, happened
from ledger_records import AALTO, BERG

Read = Callable[[Path], tuple[nx.Graph, Written]]
CLASH = happened(8, type="ASSAULT", quad=4, intensity=-9.0)


@pytest.fixture(params=["graphml", "gexf"])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[nx.Graph, Written]:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE, CLASH)
    with Ledger.open(tmp_path / "a.db") as ledger:
        if request.param == "gexf":
            (written,) = export_gexf(ledger, tmp_path)
            return nx.read_gexf(tmp_path / "network.gexf"), written
        (written,) = export_graphml(ledger, tmp_path)
        return nx.read_graphml(tmp_path / "network.graphml"), written


def test_parties_are_nodes_and_dealings_edges(network: tuple[nx.Graph, Written]) -> None:
    graph, written = network
    assert not graph.is_directed()
    assert (written.records, written.rows) == (5, graph.number_of_edges()) == (5, 2)
    assert written.left_out == {"no two parties": 2, "planned": 1}
    assert graph.nodes["person/aino-aalto"]["label"] == "Aino Aalto"
    assert graph.nodes["person/aino-aalto"]["country"] == "FIN"
    assert graph.nodes["person/aino-aalto"]["events"] == 4


def test_an_edge_adds_up_events_intensity_and_period(network: tuple[nx.Graph, Written]) -> None:
    graph, _ = network
    edge = graph.edges[AALTO.actor_id, BERG.actor_id]
    assert (edge["events"], edge["weight"], edge["cooperation"], edge["conflict"]) == (4, 4, 2, 1)
    assert edge["intensity"] == pytest.approx((1.9 + 1.9 - 9.0) / 3, abs=1e-4)
    assert (edge["first"], edge["last"]) == ("2024-04-01", "2024-04-07")


def test_hostile_names_are_labels_and_nothing_else(network: tuple[nx.Graph, Written]) -> None:
    graph, _ = network
    (evil,) = [key for key in graph if key.startswith("unknown/")]
    assert graph.nodes[evil]["label"].startswith('Evil "Name" gnp.exe <b>&amp;]]></b>;')
