"""Exports for programs that join data: JSON-LD, STIX 2.1, FollowTheMoney, read back by theirs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import stix2
from pyld import jsonld

from communique.export.ftm import export_ftm
from communique.export.jsonld import export_jsonld
from communique.export.stix import EXTENSION, export_stix
from communique.ledger import Ledger
from export_records import ACCUSED, EVIL, MET, NOWHERE, UNDATED, build_events

SCHEMA = "https://schema.org/"
MEETING = "ev-0000000000000001"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE)
    return tmp_path / "a.db"


@pytest.fixture
def nodes(path: Path, tmp_path: Path) -> dict[str, Any]:
    with Ledger.open(path) as ledger:
        export_jsonld(ledger, tmp_path)
    expanded = jsonld.expand(json.loads((tmp_path / "ledger.jsonld").read_text(encoding="utf-8")))
    return {node["@id"]: node for node in expanded}


def test_json_ld_has_every_record_under_its_type(nodes: dict[str, Any]) -> None:
    kinds = Counter(kind for node in nodes.values() for kind in node["@type"])
    assert kinds == {f"{SCHEMA}NewsArticle": 2, f"{SCHEMA}Event": 7, f"{SCHEMA}Quotation": 1}


def test_json_ld_tells_who_when_where_and_by_which_report(nodes: dict[str, Any]) -> None:
    meeting = nodes[f"urn:communique:{MEETING}"]
    assert meeting[f"{SCHEMA}actor"][0]["@id"] == "urn:communique:person/aino-aalto"
    assert meeting["urn:communique:term/recipient"][0][f"{SCHEMA}name"] == [{"@value": "Bo Berg"}]
    assert meeting[f"{SCHEMA}startDate"] == [{"@value": "2024-04-01"}]
    assert meeting["urn:communique:term/status"] == [{"@value": "actual"}]
    assert [one["@id"] in nodes for one in meeting[f"{SCHEMA}subjectOf"]] == [True, True]


def test_json_ld_gives_the_words_of_a_quotation(nodes: dict[str, Any]) -> None:
    (said,) = [node for node in nodes.values() if f"{SCHEMA}Quotation" in node["@type"]]
    assert said[f"{SCHEMA}text"] == [{"@value": "We will visit Stockholm in May,"}]
    assert said[f"{SCHEMA}creator"][0][f"{SCHEMA}name"] == [{"@value": "Aino Aalto"}]


def test_json_ld_becomes_triples_without_a_network(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as ledger:
        export_jsonld(ledger, tmp_path)
    document = json.loads((tmp_path / "ledger.jsonld").read_text(encoding="utf-8"))
    triples = jsonld.to_rdf(document)["@default"]
    assert sum(one["object"]["value"] == f"{SCHEMA}Event" for one in triples) == 7


@pytest.fixture
def objects(path: Path, tmp_path: Path) -> dict[str, Any]:
    with Ledger.open(path) as ledger:
        (events,) = export_stix(ledger, tmp_path)
    assert events.left_out == {"no day of report or of the happening": 1}
    text = (tmp_path / "bundle.json").read_text(encoding="utf-8")
    bundle = stix2.parse(text, allow_custom=False)
    return {one.id: one for one in bundle.objects}


def test_stix_is_a_valid_bundle_without_dangling_references(objects: dict[str, Any]) -> None:
    kinds = Counter(one.type for one in objects.values())
    assert kinds["report"] == 6
    assert kinds["extension-definition"] == 1
    referred = {ref for one in objects.values() for ref in one.get("object_refs", [])}
    assert referred <= set(objects)


def test_stix_tells_roles_status_and_sources(objects: dict[str, Any]) -> None:
    report = next(
        one for one in objects.values()
        if one.type == "report" and one.extensions[EXTENSION]["event_id"] == MEETING
    )  # fmt: skip
    coding = report.extensions[EXTENSION]
    assert [objects[one].name for one in coding["actor_refs"]] == ["Aino Aalto"]
    assert [objects[one].name for one in coding["recipient_refs"]] == ["Bo Berg"]
    assert report.labels == ["consult", "actual"]
    assert [one.source_name for one in report.external_references] == ["The Tern", "The Gull"]
    assert f"{report.published:%Y-%m-%d}" == "2024-04-02"


def test_follow_the_money_entities_are_valid_and_point_at_each_other(
    path: Path, tmp_path: Path
) -> None:
    with Ledger.open(path) as ledger:
        documents, events = export_ftm(ledger, tmp_path)
    lines = (tmp_path / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == (documents.rows or 0) + (events.rows or 0)
    entities = {one["id"]: one for one in map(json.loads, lines)}
    assert len(entities) == len(lines)
    meeting = entities[MEETING]
    assert meeting["properties"]["involved"] == ["person-aino-aalto", "person-bo-berg"]
    assert {entities[one]["schema"] for one in meeting["properties"]["proof"]} == {"Article"}
    assert entities["person-aino-aalto"]["properties"]["country"] == ["fi"]
    followthemoney = pytest.importorskip("followthemoney", reason="it has to be compiled")
    for one in entities.values():
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        assert proxy.to_dict()["properties"] == one["properties"], one
        proxy.schema.validate(one)
