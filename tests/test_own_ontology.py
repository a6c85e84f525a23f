"""A user's own event types: read from YAML, checked, coded, listed, kept from others' runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main
from communique.errors import KnowledgeError, SettingsError
from communique.extract.events import load_lexicon
from communique.ontology import load_ontology
from communique.pipeline import classify_rows, code_rows
from communique.pipeline.coder import coder_id
from communique.settings import CodeSettings, Settings, load_settings

RECOGNIZE = """\
types:
  RECOGNIZE:
    definition: "Recognises another as a state, or takes that back."
    parent: SUPPORT
    cameo: "054"
    modes:
      independence: {definition: "as a state of its own", words: [independence]}
      withdrawal: {definition: "takes it back", intensity: -6.0}
    patterns:
      - id: recognize
        verbs: [recognize, recognise]
        not_objects: [need, importance]
        examples: ["Norway recognized Kosovo."]
        counterexamples: ["France recognized the importance of Germany."]
      - id: withdraw-recognition
        mode: withdrawal
        verbs: [withdraw, revoke]
        objects: [recognition]
        recipient: ["of", owner]
        examples: ["Suriname withdrew its recognition of Kosovo."]
"""
REPORT = """The Fjord Courier

Norway recognises Kosovo
Friday, March 28, 2008

Norway recognised the independence of Kosovo on Friday. Serbia recalled its ambassador from Oslo.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def written(folder: Path, content: str, name: str = "mine.yaml") -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


def own(folder: Path, content: str = RECOGNIZE) -> Settings:
    return Settings(code=CodeSettings(ontology=(written(folder, content),)))


def events_of(text: str, settings: Settings) -> list[tuple[str, str | None, int, float]]:
    (answer,) = code_rows([{"id": 1, "text": text}], settings)
    found = answer["event_mentions"]
    return [(e["type"], e["mode"], e["quad"], e["intensity"]) for e in found]


def refusal(folder: Path, content: str) -> str:
    with pytest.raises(KnowledgeError) as refused:
        load_lexicon(load_ontology((written(folder, content),)))
    return str(refused.value).removeprefix(str(folder / "mine.yaml: "))


# What a file makes known


def test_a_type_takes_from_its_parent_what_it_leaves_out(folder: Path) -> None:
    kind = load_ontology((written(folder, RECOGNIZE),)).types["RECOGNIZE"]

    assert (kind.quad, kind.cameo, kind.intensity, kind.own) == (1, "054", 6.0, True)
    assert kind.modes["independence"].intensity == 6.0
    assert kind.modes["withdrawal"].intensity == -6.0


def test_a_type_without_parent_or_code_states_its_numbers(folder: Path) -> None:
    content = 'types: {DAM: {definition: "Dams a shared river.", quad: 4, intensity: -3}}'

    kind = load_ontology((written(folder, content),)).types["DAM"]

    assert (kind.quad, kind.cameo, kind.root, kind.intensity) == (4, None, None, -3.0)


def test_a_file_adds_modes_and_words_of_a_context_to_ours(folder: Path) -> None:
    content = """
types: {CONSULT: {modes: {commission: "a joint commission sits"}}}
contexts: {resource: [dam, dams], rivers: {definition: "shared rivers", words: [river]}}
"""
    ontology = load_ontology((written(folder, content),))

    assert {"visit", "commission"} <= ontology.types["CONSULT"].modes.keys()
    assert ontology.contexts_of("The dam holds grain and the river.") == ("resource", "rivers")
    assert "commission" not in load_ontology().types["CONSULT"].modes


def test_a_later_file_adds_to_the_type_of_an_earlier_one(folder: Path) -> None:
    first = written(folder, RECOGNIZE)
    second = written(folder, "types: {RECOGNIZE: {modes: {sea: a claim at sea}}}", "more.yaml")

    modes = load_ontology((first, second)).types["RECOGNIZE"].modes

    assert set(modes) == {"independence", "withdrawal", "sea"}


# What is coded with it


def test_an_event_of_the_own_type_is_coded(folder: Path) -> None:
    events = events_of("Norway recognized Kosovo.", own(folder))

    assert events == [("RECOGNIZE", None, 1, 6.0)]


def test_words_show_the_mode(folder: Path) -> None:
    events = events_of("Norway recognised the independence of Kosovo.", own(folder))

    assert events == [("RECOGNIZE", "independence", 1, 6.0)]


def test_a_pattern_of_the_user_goes_before_a_narrower_one_of_ours(folder: Path) -> None:
    content = """
types:
  EXIT:
    definition: "Leaves a treaty."
    parent: SANCTION
    patterns: [{id: leave, verbs: [abandon], recipient: [with]}]
"""
    text = "Egypt abandoned its treaty with Israel."

    assert [e[0] for e in events_of(text, own(folder, content))] == ["EXIT"]
    assert [e[0] for e in events_of(text, Settings())] == ["SANCTION"]


def test_event_nouns_of_the_user_are_triggers(folder: Path) -> None:
    content = """
types:
  RECOGNIZE:
    definition: "Recognises a state."
    parent: SUPPORT
    patterns: [{id: recognition, nouns: [recognition], recipient: ["of"]}]
"""
    events = events_of("Norway's recognition of Kosovo angered Serbia.", own(folder, content))

    assert ("RECOGNIZE", None, 1, 3.5) in events


def test_other_runs_do_not_see_it(folder: Path) -> None:
    events_of("Norway recognized Kosovo.", own(folder))

    assert [e[0] for e in events_of("Norway recognized Kosovo.", Settings())] == ["SUPPORT"]


def test_quad_classes_of_the_settings_hold_for_events_and_pairs() -> None:
    settings = Settings(code=CodeSettings(quads={"SANCTION": 3}))
    text = "Poland expelled two Russian diplomats."
    row = {"id": 1, "text": text, "source": [0, 6], "target": [20, 37]}

    (answer,) = classify_rows([row], settings)

    assert [e[2] for e in events_of(text, settings)] == [3]
    assert (answer["type"], answer["quad"]) == ("SANCTION", 3)


def test_pairs_are_classified_with_it(folder: Path) -> None:
    row = {"id": 1, "text": "Norway recognized Kosovo.", "source": [0, 6], "target": [18, 24]}

    (answer,) = classify_rows([row], own(folder))

    assert (answer["type"], answer["rule"]) == ("RECOGNIZE", "recognize.recognize")


# Settings and ledgers


def test_the_coder_changes_with_the_file_and_the_quads(folder: Path) -> None:
    first = coder_id(own(folder))
    second = coder_id(own(folder, RECOGNIZE.replace("need, ", "need, duty, ")))

    assert len({coder_id(Settings()), first, second}) == 3
    assert coder_id(Settings(code=CodeSettings(quads={"AID": 1}))) != coder_id(Settings())


def test_settings_name_files_and_quads(folder: Path) -> None:
    path = Path(written(folder, '[code]\nontology = ["a.yaml"]\nquads = {SANCTION = 3}', "s.toml"))

    assert load_settings(path).code == CodeSettings(ontology=("a.yaml",), quads={"SANCTION": 3})


def test_a_quad_class_beyond_four_is_refused(folder: Path) -> None:
    with pytest.raises(SettingsError, match="<= 4"):
        load_settings(Path(written(folder, "[code]\nquads = {SANCTION = 5}", "s.toml")))


def test_events_of_the_own_type_are_listed_exported_and_explained(folder: Path) -> None:
    written(folder, RECOGNIZE)
    written(folder, '[code]\nontology = ["mine.yaml"]', "s.toml")
    written(folder, REPORT, "report.txt")
    assert run("build", "report.txt", "--ledger", "l.db", "--settings", "s.toml").exit_code == 0

    listed = run("events", "--ledger", "l.db", "--type", "recognize", "--format", "jsonl").stdout
    run("export", "--ledger", "l.db", "--format", "jsonl", "--output", "out")
    exported = (folder / "out" / "events.jsonl").read_text(encoding="utf-8")
    (event,) = map(json.loads, listed.splitlines())

    assert (event["type"], event["mode"], event["cameo"]) == ("RECOGNIZE", "independence", "054")
    assert '"RECOGNIZE"' in exported
    explained = run("explain", event["event_id"], "--ledger", "l.db")
    assert "RECOGNIZE by rule recognize.recognize" in explained.stdout
    assert "Recognises another as a state, or takes that back." in explained.stdout
    (folder / "mine.yaml").unlink()
    bare = run("explain", event["event_id"], "--ledger", "l.db")
    assert "explained without the files of the run" in bare.stdout


# What is wrong with a file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- a", "expected 'types:' or 'contexts:'"),
        ("types: [1", "expected YAML"),
        ("types: {recognize: {definition: a, parent: AID}}", "recognize: expected a name in cap"),
        ("types: {NONE: {definition: a, parent: AID}}", "NONE: expected a name"),
        ("types: {DAM: {parent: AID}}", "DAM: a new type needs a definition"),
        ("types: {DAM: {definition: a}}", "DAM: a new type needs quad and intensity, or cameo"),
        ("types: {DAM: {definition: a, parent: AIDS}}", "DAM: parent: there is no type AIDS"),
        ("types: {DAM: {definition: a, cameo: '999'}}", "DAM: there is no CAMEO code '999'"),
        ("types: {DAM: {definition: a, cameo: 054}}", "DAM: Expected `str | null`, got `int`"),
        ("types: {DAM: {definition: a, quad: 5}}", "DAM: Expected `int` <= 4"),
        ("types: {DAM: {definition: a, colour: 5}}", "DAM: Object contains unknown field"),
        ("types: {AID: {quad: 1}}", "AID: the type is there already"),
        ("types: {AID: {modes: {asylum: a}}}", "AID: the modes asylum are there already"),
        ("contexts: {water: []}", "context water: expected words"),
        ("types: {AID: {patterns: [{verbs: [a]}]}}", "AID: pattern None needs an id"),
        ("types: {AID: {patterns: [{id: a}]}}", "AID: pattern 'a' needs an id and verbs or nouns"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], obj: c}]}}", "unknown: obj"),
        ("types: {AID: {patterns: [{id: a, verbs: b}]}}", "expected verbs to be a list of words"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], recipient: [on]}]}}", "stand in quotes"),
        ("types: {AID: {patterns: [{id: a, verbs: [pull out]}]}}", "single words in lower case"),
        ("types: {AID: {patterns: [{id: 7, verbs: [b]}]}}", "expected id in quotes, got 7"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], mode: c}]}}", "no type AID with mode 'c'"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], frame: c}]}}", "expected a frame of"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], weak: 1}]}}", "expected weak to be true"),
        ("types: {AID: {patterns: [{id: a, verbs: [b], cameo: '7'}]}}", "no CAMEO code '7'"),
    ],
)
def test_an_error_names_type_and_entry(folder: Path, content: str, said: str) -> None:
    assert said in refusal(folder, content)


def test_an_id_of_ours_is_refused(folder: Path) -> None:
    content = "types: {SANCTION: {patterns: [{id: expel, verbs: [evict]}]}}"

    assert "two patterns with the id 'expel'" in refusal(folder, content)


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"absent\.yaml: expected a YAML file"):
        load_ontology(("absent.yaml",))


# The command


def test_all_types_are_listed() -> None:
    told = run("ontology").stdout

    assert "SANCTION    4         -4.0  Reduces relations" in told
    assert "Contexts: military" in told


def test_one_type_is_told_in_full(folder: Path) -> None:
    told = run("ontology", "sanction").stdout

    assert "Quad class 4, material conflict; intensity -4.0; CAMEO 160" in told
    assert "embargo (163, -8.0): bans or taxes trade" in told
    assert "164 Breaks off talks (-7.0)" in told
    assert "+ Poland expelled 45 Russian diplomats." in told


def test_own_types_and_quads_are_told_with_the_settings(folder: Path) -> None:
    written(folder, RECOGNIZE)
    settings = written(
        folder, '[code]\nontology = ["mine.yaml"]\nquads = {RECOGNIZE = 2}', "s.toml"
    )

    assert "(your own)" in run("ontology", "--settings", settings).stdout
    for order in (("RECOGNIZE", "--settings", settings), ("--settings", settings, "RECOGNIZE")):
        told = run("ontology", *order).stdout
        assert "RECOGNIZE (your own, after SUPPORT)" in told
        assert "Quad class 2" in told


def test_an_unknown_type_is_a_wrong_usage() -> None:
    done = run("ontology", "NOPE")

    assert done.exit_code == 2
    assert "there is no event type NOPE; known: AGREE, " in done.stderr


def test_check_tries_examples_and_counterexamples(folder: Path) -> None:
    done = run("ontology", "check", written(folder, RECOGNIZE))

    assert done.exit_code == 0
    assert done.stdout == "2 patterns, 3 sentences: 3 as they should be, 0 not\n"


def test_check_tells_which_sentences_fail(folder: Path) -> None:
    content = RECOGNIZE.replace("need, importance", "need").replace("Norway rec", "Norway wrec")

    done = run("ontology", "check", written(folder, content))

    assert done.exit_code == 1
    assert "pattern 'recognize': example 'Norway wrecognized Kosovo.' gave" in done.stdout
    assert "1 as they should be, 2 not" in done.stdout
    assert "counterexample 'France recognized the importance of Germany.' gave" in done.stdout


def test_check_tells_in_a_sentence_what_cannot_be_read(folder: Path) -> None:
    done = run("ontology", "check", written(folder, "types: {DAM: {}}"))

    assert done.exit_code == 1
    assert "mine.yaml: DAM: a new type needs a definition" in done.stderr
