"""The check of the knowledge files: what it finds, and that the shipped files pass."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import communique.knowledge
from communique.cli import main
from communique.knowledge.check import check_knowledge

DATA = Path(communique.knowledge.__file__).parent / "data"
COLUMNS = "of,office,title,name,gender,start,end,aliases"

Edit = Callable[[str, str, str], str]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Copy the shipped files into a package of its own, change one, return the package's name."""

    def edit(file: str, old: str, new: str) -> str:
        package = f"checked_{tmp_path.name.replace('-', '_')}"
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
        shutil.copytree(DATA, tmp_path / package / "data")
        path = tmp_path / package / "data" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        return package

    return edit


def kinds(package: str) -> set[str]:
    return {f.kind for f in check_knowledge(package) if f.level == "error"}


def test_the_shipped_knowledge_has_no_errors() -> None:
    result = CliRunner().invoke(main, ["knowledge", "check"])

    assert result.exit_code == 0, result.output
    assert "0 errors" in result.output


def test_the_command_tells_counts_and_days() -> None:
    result = CliRunner().invoke(main, ["knowledge"])

    assert "197 states" in result.output
    assert "states.yaml holds to 2025-06-30" in result.output


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        (
            "offices/politicians.csv",
            COLUMNS,
            f"{COLUMNS}\nDEU,defence_minister,defence minister,Erika Muster,f,2020,2022,",
            "two holders of one office",
        ),
        (
            "offices/politicians.csv",
            COLUMNS,
            f"{COLUMNS}\nDEU,tea_lady,tea lady,Erika Muster,f,2020,2021,",
            "unknown kind of office",
        ),
        ("offices/since_2000.csv", "Bill Clinton,m", "Bill Clinton,x", "gender neither m nor f"),
        ("offices/since_2000.csv", "1993-01-20", "20.1.1993", "file cannot be loaded"),
        ("groups.yaml", "sector: REB", "sector: XYZ", "unknown sector"),
        ("regions.yaml", "  AFG: [", "  QQQ: [", "unknown state"),
        ("organisations.yaml", "holds to:", "good until", "head without the day to which it holds"),
        ("agents.yaml", "# source:", "# from", "head without source"),
        ("organisations.yaml", 'founded: "1949-04-04"', 'founded: "1959-04-04"',
         "member before founding"),
        ("groups.yaml", "name: Fatah", "name: Hamas", "one name of two actors"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(edited: Edit, file: str, old: str, new: str, kind: str) -> None:
    assert kind in kinds(edited(file, old, new))


def test_a_gap_is_a_warning(edited: Edit) -> None:
    package = edited("offices/since_2000.csv", "2001-01-20,2009-01-20", "2001-06-20,2009-01-20")
    found = [f for f in check_knowledge(package) if f.kind == "gap between holders"]

    assert any("Bill Clinton, then George W. Bush" in f.what for f in found)
    assert not kinds(package)
