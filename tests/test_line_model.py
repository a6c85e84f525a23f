"""The line classifier: what it sees, how it is read, and what it may and may not cut."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import numpy
import pytest

from communique.clean.text.body import supplied_body, text_body
from communique.clean.text.line_features import FEATURES, line_features
from communique.clean.text.line_kind import UNLIKE
from communique.clean.text.line_model import LineModel, judged, line_model, read_model
from communique.clean.text.line_place import densest
from communique.clean.text.lines import split_lines
from communique.errors import KnowledgeError

TITLE = "Peru and Chile agree on the fishing line"
PARAGRAPHS = (
    "LIMA — Peru and Chile agreed on Monday on a line that divides the fishing grounds between "
    "them, after eleven years of talks.",
    "The foreign ministers of both countries signed the text in the old customs house of Arica.",
    '"We have drawn it in pencil and in ink," said the minister of Chile.',
    "Fishermen of Tacna said that the line left them the smaller part of the anchovy.",
    "The two parliaments have to approve the agreement before it takes effect in March.",
)
REPORT = "\n\n".join(PARAGRAPHS)


def page(*inserted: str) -> str:
    """The report with lines set in after its third paragraph."""
    return "\n\n".join((TITLE, *PARAGRAPHS[:3], *inserted, *PARAGRAPHS[3:]))


def kept(content: str) -> list[str]:
    return text_body(content, given={}).clean.text.split("\n\n")


def tiny_model() -> LineModel:
    """One tree: a line of more than eight words is the report's (log-odds 2), a shorter is not."""
    return LineModel(
        features=FEATURES,
        roots=numpy.array([0], dtype=numpy.int32),
        feature=numpy.array([FEATURES.index("words"), 0, 0], dtype=numpy.int16),
        threshold=numpy.array([8.5, numpy.inf, numpy.inf]),
        left=numpy.array([1, 1, 2], dtype=numpy.int32),
        right=numpy.array([2, 1, 2], dtype=numpy.int32),
        value=numpy.array([0.0, -2.0, 2.0]),
    )


def test_every_line_has_every_feature() -> None:
    rows = line_features(split_lines(page("Share")))

    assert rows.shape == (len(PARAGRAPHS) + 2, len(FEATURES))
    assert numpy.isfinite(rows).all()
    assert len(set(FEATURES)) == len(FEATURES)


def test_a_page_of_one_line_has_features_too() -> None:
    assert line_features(split_lines("Alone.")).shape == (1, len(FEATURES))


def test_a_tree_is_walked_to_its_leaves() -> None:
    rows = line_features(split_lines(f"Share\n\n{PARAGRAPHS[0]}"))

    assert tiny_model().probabilities(rows).tolist() == pytest.approx([0.1192, 0.8808], abs=1e-4)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    rows = line_features(split_lines(page()))

    tiny_model().write(path)

    again = read_model(path.read_bytes()).probabilities(rows)
    assert again.tolist() == tiny_model().probabilities(rows).tolist()


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    with numpy.load(str(files("communique.clean") / "data" / "line_classifier.npz")) as table:
        arrays = dict(table) | {"features": numpy.array(["words", "moon"])}
    numpy.savez(path, **arrays)

    with pytest.raises(KnowledgeError, match="moon"):
        read_model(path.read_bytes())


def test_the_model_is_small() -> None:
    assert len((files("communique.clean") / "data" / "line_classifier.npz").read_bytes()) < 500_000
    assert line_model().features == FEATURES


def test_the_densest_run_of_lines() -> None:
    assert densest([-7, 20, -7, 30, 25, -7, -7, 10]) == range(1, 5)
    assert densest([-1, -2]) == range(0)


def test_the_report_is_told_from_the_page_around_it() -> None:
    lines = judged(split_lines(f"Skip to content\nMenu\nSign in\n\n{page()}\n\nTerms\nPrivacy"))
    likeness = {line.text: line.likeness or 0.0 for line in lines}

    assert min(likeness[paragraph] for paragraph in PARAGRAPHS) > 0.8
    assert max(likeness[line] for line in ("Skip to content", "Sign in", "Privacy")) < 0.2


def test_something_of_thousands_of_lines_is_no_page() -> None:
    lines = judged(split_lines("The talks went on for another day.\n" * 5001))

    assert {line.likeness for line in lines} == {None}


def test_what_only_the_model_cut_says_so() -> None:
    teaser = "Ten soups for cold mornings, by the cook of the lighthouse."

    body = text_body(f"{page()}\n\nShare\n\n{teaser}\n\nImprint", given={})

    assert body.clean.text == REPORT
    assert {item.text: item.kind for item in body.furniture}[teaser] == UNLIKE


@pytest.mark.parametrize(
    "line",
    [
        "MORE FROM THE COAST DESK -> The pelicans of Paracas are back",
        "Don't miss our weekend supplement: forty ways with potatoes",
        "Our harbour cam: see the boats come in",
        "Sign up for the morning letter and never miss the tide.",
        "READ: A grocer in Ilo keeps a llama that can count to six.",
        "Advertisement",
        "QUIZ: how well do you know your capitals?",
        "This story is free thanks to readers like you",
    ],
)
def test_furniture_between_paragraphs_goes(line: str) -> None:
    assert kept(page(line)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Nobody laughed.",
        "Chile agreed.",
        '"No," he said.',
        "“It was not our line,” she said. “It was theirs.”",
        "ARICA, Chile (Andes Wire) — The ships stayed in port.",
        "Correction: An earlier version of this report named the wrong port.",
        "Reporter: Did you sign?",
        "Minister of Peru: We signed.",
        "The smaller part of the anchovy",
        "What the fishermen of Tacna want",
    ],
)
def test_lines_of_the_report_stay_however_short(line: str) -> None:
    assert line in kept(page(line))


@pytest.mark.parametrize(
    "last",
    [
        "No one was hurt.",
        "Talks go on in June.",
        "He gave no details.",
        "It did not say why.",
        "Rain is forecast.",
        "Bolivia abstained.",
    ],
)
@pytest.mark.parametrize("below", ["", "\n\nShare\n\nRelated\n\nFerry late again"])
def test_a_short_last_sentence_stays(last: str, below: str) -> None:
    assert kept(f"{page()}\n\n{last}{below}") == [*PARAGRAPHS, last]


def test_a_list_and_a_table_that_a_colon_announces_stay() -> None:
    points = ("The parties agreed on three points:", "1. One line.", "2. Two boats.", "3. No nets.")
    figures = ("The commission gave these figures:", "Anchovy: 61 per cent", "Sardine: 39 per cent")
    rows = (*points, *figures)

    assert kept(page(*rows)) == [*PARAGRAPHS[:3], *rows, *PARAGRAPHS[3:]]


def test_verses_stay() -> None:
    verses = "Two men drew a line\non a map of foam.\nThe foam went out.\nThe line came home."

    body = text_body(page("He read a poem to the ministers:", verses), given={})

    assert all(verse in body.clean.text for verse in verses.splitlines())


def test_body_text_that_was_supplied_is_not_judged() -> None:
    stray = "Harbour bell practice moved to the boat shed on account of rain, wind and Sunday"

    assert stray in supplied_body(page(stray), given={}).clean.text


def test_a_text_that_is_no_report_stays() -> None:
    lines = "Anchovy\nSardine\nMackerel\nBonito"

    assert text_body(lines, given={}).clean.text.split() == lines.split()
