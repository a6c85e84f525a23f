"""The ontology: sixteen PLOVER types, their numbers, modes and contexts."""

from __future__ import annotations

from communique.knowledge.files import read_yaml
from communique.ontology import load_ontology

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def test_the_types_are_those_of_plover() -> None:
    assert set(load_ontology().types) == TYPES


def test_each_type_says_what_it_is() -> None:
    assert all(t.definition.endswith(".") for t in load_ontology().types.values())


def test_cooperation_has_a_positive_intensity_and_conflict_a_negative_one() -> None:
    for event_type in load_ontology().types.values():
        assert (event_type.intensity > 0) == (event_type.quad in (1, 2)), event_type.name


def test_the_numbers_of_an_assault() -> None:
    assault = load_ontology().types["ASSAULT"]

    assert (assault.quad, assault.cameo, assault.intensity) == (4, "19", -10.0)


def test_modes_belong_to_a_type() -> None:
    content = read_yaml("communique.ontology", "plover.yaml")

    assert set(content["modes"]) <= TYPES
    assert "ceasefire" in load_ontology().types["RETREAT"].modes
    assert load_ontology().types["AGREE"].modes == {}


def test_contexts_show_in_whole_words() -> None:
    ontology = load_ontology()

    assert ontology.contexts_of("The navies began joint Exercises with missiles.") == ("military",)
    assert ontology.contexts_of("They ratified the nuclear treaty.") == (
        "legislative",
        "legal",
        "nuclear",
    )
    assert ontology.contexts_of("The spaces were lawful.") == ()
