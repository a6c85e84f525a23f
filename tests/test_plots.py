"""Plots: that they are drawn, of what, and the same each time; how they look is for eyes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from analysis_ledgers import commitment, event, ledger_of, on, report, statement, when
from communique.cli import main
from communique.cli.analyse.sparks import bar, sparkline

TERN = report("Tern text on the talks in Turku.", "The Tern", "2024-01-02")


@pytest.fixture
def sample(tmp_path: Path) -> str:
    events = [
        event(1, ["RUS", "CHN"], on("2024-01-01")),
        event(2, ["RUS", "FIN"], when("2024-01-30", "2024-02-02"), quad=4, intensity=-7.0),
        event(3, ["RUS", "CHN"], on("2024-03-01"), quad=None, intensity=None),
    ]
    ledger_of(
        tmp_path / "x.db",
        events,
        documents=[TERN],
        commitments=[commitment(1, TERN, "RUS", "deliver grain")],
        statements=[statement(1, TERN, ("war-and-peace",))],
    ).close()
    return str(tmp_path / "x.db")


def plotted(ledger: str, command: str, path: Path) -> str:
    """The words of a plot."""
    done = CliRunner().invoke(main, ["analyse", command, "--ledger", ledger, "--plot", str(path)])
    assert done.exit_code == 0, done.output
    return " ".join("".join(etree.parse(path).getroot().itertext()).split())


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("series", ["All parties: events by month", "2024-02", "Goldstein", "1 more cannot be"]),
        ("network", ["Who deals with whom", "CHN", "FIN", "Width: events of the pair"]),
        ("kept", ["Promises by how they stand", "RUS", "lapsed"]),
        ("topics", ["war and peace (1)", "statements", "copies count once"]),
    ],
)
def test_a_plot_says_what_it_shows(
    sample: str, tmp_path: Path, command: str, words: list[str]
) -> None:
    told = plotted(sample, command, tmp_path / "plot.svg")
    assert [word for word in words if word not in told] == []


def test_two_plots_of_one_ledger_are_the_same_file(sample: str, tmp_path: Path) -> None:
    for command in ("series", "network"):
        plotted(sample, command, tmp_path / "one.svg")
        plotted(sample, command, tmp_path / "two.svg")
        assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


@pytest.mark.parametrize("command", ["series", "network", "kept", "topics"])
def test_a_plot_of_nothing_says_so(tmp_path: Path, command: str) -> None:
    ledger_of(tmp_path / "empty.db").close()
    assert "Nothing to show" in plotted(str(tmp_path / "empty.db"), command, tmp_path / "p.svg")


def test_a_plot_is_png_too(sample: str, tmp_path: Path) -> None:
    asked = ["analyse", "series", "--ledger", sample, "--plot", str(tmp_path / "plot.png")]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_another_kind_of_file_is_a_wrong_use(sample: str, tmp_path: Path) -> None:
    asked = ["analyse", "series", "--ledger", sample, "--plot", str(tmp_path / "plot.doc")]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 2
    assert "end with .png, .svg or .pdf" in done.stderr


def test_a_folder_that_is_not_there_is_told(sample: str, tmp_path: Path) -> None:
    asked = ["analyse", "series", "--ledger", sample, "--plot", str(tmp_path / "no" / "plot.svg")]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 1
    assert "No such file" in done.stderr


def test_a_sparkline_is_as_high_as_its_values() -> None:
    assert sparkline([0, 1, 4, 8]) == " ▁▄█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "  "
    assert len(sparkline([1] * 1000)) <= 72


def test_a_bar_tells_the_sure_from_the_possible() -> None:
    assert bar(1, 2, 2) == "█" * 10 + "░" * 10
    assert bar(0, 0, 0) == ""
