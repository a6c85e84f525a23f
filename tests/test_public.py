"""The public surface: what ``import communique`` gives, and how quickly."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys
import tomllib
from dataclasses import is_dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

import communique
from communique import errors, records

ROOT = Path(__file__).parents[1]
REPORT = "ASTANA - Xi Jinping met Vladimir Putin in Astana on Wednesday, 3 July 2024.\n"


def test_all_is_sorted_and_without_repeats() -> None:
    assert communique.__all__ == sorted(set(communique.__all__))


def test_every_public_name_exists_and_is_documented() -> None:
    for name in communique.__all__:
        value = getattr(communique, name)
        assert name == "__version__" or inspect.getdoc(value), name


def test_every_error_is_public() -> None:
    tree = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    assert tree <= set(communique.__all__)


def test_every_record_is_public() -> None:
    # Source is what readers hand to the cleaner; nobody outside the pipeline meets one.
    made = {name for name, value in vars(records).items() if is_dataclass(value)}
    assert made - {"Source"} <= set(communique.__all__)


def test_the_error_tree_in_its_docstring_is_whole() -> None:
    described = errors.__doc__ or ""
    for name, value in vars(errors).items():
        if inspect.isclass(value):
            assert name in described


def test_the_version_is_the_installed_one() -> None:
    assert communique.__version__ == version("communique")
    assert f"## {communique.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_importing_the_package_loads_no_heavy_stage() -> None:
    heavy = "{'msgspec', 'rich', 'spacy', 'sqlalchemy', 'trafilatura', 'yaml'}"
    program = f"import sys, communique; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.check_output([sys.executable, "-c", program], text=True)
    assert done.strip() == "[]"


def test_an_unknown_name_is_refused_in_the_usual_way() -> None:
    with pytest.raises(AttributeError, match="no attribute 'summarise'"):
        communique.summarise  # noqa: B018


def test_opening_a_ledger_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(communique.LedgerError, match=r"absent\.db"):
        communique.open(tmp_path / "absent.db")


def test_the_examples_in_the_docstrings_are_true(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "astana.txt").write_text(REPORT, encoding="utf-8")
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner()
    examples = 0
    functions = (
        *(communique.build, communique.open, communique.correct, communique.code),
        communique.evaluate,
    )
    for function in functions:
        for case in finder.find(function, globs={"reports": reports, "folder": tmp_path}):
            examples += len(case.examples)
            runner.run(case, clear_globs=False)
    assert examples >= 18
    assert runner.summarize(verbose=False).failed == 0


def test_dependencies_are_pinned_without_addresses() -> None:
    pins = [
        line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]  # fmt: skip
    assert all(line.count("==") == 1 and "/" not in line and "@" not in line for line in pins)
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {w.split("=")[0].split(">")[0].split("<")[0].lower().replace("_", "-") for w in wanted}
    assert names <= pinned
