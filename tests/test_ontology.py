"""The ontology: sixteen PLOVER types, their numbers, modes, contexts, and all of CAMEO."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from communique.errors import KnowledgeError
from communique.ontology import Ontology, load_ontology
from make_ontology_page import TARGET, page

TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
# Codes of the CAMEO codebook 1.1b3 by root, and 1213 and 1214, which ICEWS adds.
CODES = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5, "10": 27,
    "11": 12, "12": 28, "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14, "19": 9, "20": 7,
}  # fmt: skip
# Where a code leaves the type of its root, and why: see decision 0016.
ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE",
    "07": "AID", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT",
    "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE",
    "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
LEAVING = {"116": "SANCTION", "1712": "ASSAULT", "175": "ASSAULT", "191": "COERCE"}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


# Types


def test_the_types_are_those_of_plover(ontology: Ontology) -> None:
    assert set(ontology.types) == TYPES


def test_each_type_says_what_it_is_and_what_it_is_not(ontology: Ontology) -> None:
    for kind in ontology.types.values():
        assert kind.definition.endswith("."), kind.name
        assert kind.includes, kind.name
        assert kind.excludes, kind.name


def test_the_hard_lines_are_drawn_from_both_sides(ontology: Ontology) -> None:
    for one, other in [
        ("AGREE", "SUPPORT"), ("AGREE", "CONSULT"), ("SANCTION", "COERCE"),
        ("SANCTION", "RETREAT"), ("PROTEST", "ACCUSE"), ("THREATEN", "MOBILIZE"),
        ("COOPERATE", "AID"), ("CONCEDE", "RETREAT"), ("REQUEST", "THREATEN"),
    ]:  # fmt: skip
        assert other in " ".join(ontology.types[one].excludes), (one, other)
        assert one in " ".join(ontology.types[other].excludes), (one, other)


def test_cooperation_has_a_positive_intensity_and_conflict_a_negative_one(
    ontology: Ontology,
) -> None:
    for event_type in ontology.types.values():
        assert (event_type.intensity > 0) == (event_type.quad in (1, 2)), event_type.name


def test_the_numbers_of_an_assault(ontology: Ontology) -> None:
    assault = ontology.types["ASSAULT"]

    assert (assault.quad, assault.cameo, assault.root, assault.intensity) == (4, "190", "19", -10.0)


def test_modes_belong_to_a_type_and_say_what_they_are(ontology: Ontology) -> None:
    assert "ceasefire" in ontology.types["RETREAT"].modes
    assert ontology.types["AGREE"].modes == {}
    assert all(m.definition for kind in ontology.types.values() for m in kind.modes.values())


# Contexts


def test_contexts_show_in_whole_words(ontology: Ontology) -> None:
    assert ontology.contexts_of("The navies began joint Exercises with missiles.") == ("military",)
    assert ontology.contexts_of("They ratified the nuclear treaty.") == (
        "legislative",
        "legal",
        "nuclear",
    )
    assert ontology.contexts_of("The spaces were lawful.") == ()


def test_each_context_says_what_it_is_about(ontology: Ontology) -> None:
    assert len(ontology.contexts) == 25
    assert all(context.definition for context in ontology.contexts.values())


# CAMEO to PLOVER


def test_all_codes_of_cameo_are_there(ontology: Ontology) -> None:
    counted = Counter(code[:2] for code in ontology.codes if len(code) > 2)

    assert counted == CODES
    assert set(CODES) <= set(ontology.codes)


def test_every_code_but_a_statement_is_an_event(ontology: Ontology) -> None:
    without = {code.code for code in ontology.codes.values() if code.type is None}

    assert without == {"01", "010", "011", "012", "013", "014", "015", "017"}


def test_a_code_has_the_type_of_its_root(ontology: Ontology) -> None:
    for code in ontology.codes.values():
        root = ROOTS.get(code.code[:2])
        if root is not None:
            assert code.type == LEAVING.get(code.code, root), code
        elif code.code.startswith("08"):
            assert code.type in ("CONCEDE", "RETREAT"), code


def test_a_code_tells_type_mode_and_what_it_is_about(ontology: Ontology) -> None:
    promise = ontology.cameo("0312")

    assert (promise.type, promise.mode, promise.intensity) == ("AGREE", None, 5.2)
    assert (promise.act, promise.act_status) == ("COOPERATE.military", "planned")
    assert ontology.cameo("125").act_status == "denied"
    assert ontology.cameo("042").act_status is None


def test_what_a_code_is_about_is_a_type_and_a_mode_of_it(ontology: Ontology) -> None:
    for code in ontology.codes.values():
        if code.act is not None:
            kind, _, mode = code.act.partition(".")
            assert not mode or mode in ontology.types[kind].modes, code


def test_names_are_short_and_each_stands_once(ontology: Ontology) -> None:
    names = Counter(code.name for code in ontology.codes.values())

    assert [name for name, count in names.items() if count > 1] == []
    assert all(len(name) < 60 for name in names)


def test_an_unknown_code_is_refused(ontology: Ontology) -> None:
    with pytest.raises(KnowledgeError, match="'299'"):
        ontology.cameo("299")


# PLOVER to CAMEO


def test_type_and_mode_survive_the_way_to_cameo_and_back(ontology: Ontology) -> None:
    for kind in ontology.types.values():
        for mode in (None, *kind.modes):
            code = ontology.cameo(ontology.cameo_of(kind.name, mode) or "")
            assert code.covers(kind.name, mode), (kind.name, mode, code)


def test_a_code_goes_to_plover_and_back_to_its_type(ontology: Ontology) -> None:
    for code in ontology.codes.values():
        if code.type is not None:
            back = ontology.cameo(ontology.cameo_of(code.type, code.mode) or "")
            assert back.type == code.type, code


def test_a_type_of_another_mode_is_refused(ontology: Ontology) -> None:
    with pytest.raises(KnowledgeError, match=r"AGREE\.visit"):
        ontology.cameo_of("AGREE", "visit")


# Intensity and quad class


def test_the_code_decides_the_intensity_if_it_fits_the_event(ontology: Ontology) -> None:
    assert ontology.intensity_of("SANCTION", "embargo", "163") == -8.0
    assert ontology.intensity_of("REQUEST", "meet", "026") == 4.0
    assert ontology.intensity_of("SANCTION", "expel", "165") == -7.0  # 165 is no expulsion
    assert ontology.intensity_of("AGREE", None, "050") == 4.0  # 050 is SUPPORT
    assert ontology.intensity_of("AGREE", None, None) == 4.0


def test_quad_classes_can_be_set_by_type() -> None:
    types = load_ontology(quads={"SANCTION": 3, "CONCEDE": 1}).types

    assert (types["SANCTION"].quad, types["CONCEDE"].quad, types["COERCE"].quad) == (3, 1, 4)
    assert load_ontology().types["SANCTION"].quad == 4


def test_the_quad_class_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="there is no event type SANCTIONS"):
        load_ontology(quads={"SANCTIONS": 3})


# The page


def test_the_page_of_the_ontology_is_what_the_files_say() -> None:
    assert Path(TARGET).read_text(encoding="utf-8") == page(), "run `make docs`"
