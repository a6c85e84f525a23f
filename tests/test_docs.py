"""The documentation says what is true now: examples, reference, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import communique
from communique.cli import main as command_line
from make_reference import TARGET, reference
from run_examples import ROOT, ExampleError, build_demo, examples, pages, renewed

PAGES = pages()
WITH_EXAMPLES = [page for page in PAGES if list(examples(page.read_text(encoding="utf-8")))]
EVERY = [*PAGES, ROOT / "CHANGELOG.md", ROOT / "NOTICE"]


def commands_of(group: click.Group) -> Iterator[str]:
    """Yield the words of all commands, such as ``correct list``."""
    for name, command in group.commands.items():
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {below}" for below in commands_of(command))


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = tmp_path_factory.mktemp("demo") / "demo-ledger.db"
    build_demo(ledger)
    return ledger


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_print_what_it_shows(page: Path, demo_ledger: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert renewed(text, page.name, demo_ledger) == text, "run `make docs` and read what changed"


def test_an_example_that_fails_is_told_with_its_page(demo_ledger: Path) -> None:
    page = "```console\n$ communique show nothing-like-it --ledger demo-ledger.db\n```\n"
    with pytest.raises(ExampleError, match=r"page\.md: \$ communique show .* failed"):
        renewed(page, "page.md", demo_ledger)


def test_the_reference_is_what_the_code_says() -> None:
    assert TARGET.read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_every_command_and_option_is_in_the_reference() -> None:
    text = TARGET.read_text(encoding="utf-8")
    for name, command in command_line.commands.items():
        section = text.split(f"### communique {name}\n", 1)[1].split("\n### ", 1)[0]
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or parameter.opts[0] in section


@pytest.mark.parametrize("words", sorted(commands_of(command_line)))
def test_every_command_has_an_example_that_is_run(words: str) -> None:
    sources = [e.source for page in PAGES for e in examples(page.read_text(encoding="utf-8"))]
    run = re.compile(rf"^[^#\n]*\bcommunique {words}\b", re.MULTILINE)
    assert any(run.search(source) for source in sources), f"show `communique {words}` in a how-to"


def test_every_public_record_and_error_is_in_the_reference() -> None:
    text = TARGET.read_text(encoding="utf-8")
    for name in set(communique.__all__) - {"__version__", "Settings"}:
        assert re.search(rf"\b{name}\b", text), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", page.read_text("utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.is_file(), f"{page.name}: {target}"
        assert not anchor or anchor in _anchors(linked), f"{page.name}: {target}#{anchor}"


def test_every_page_can_be_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"({name})" in index, name


@pytest.mark.parametrize("page", EVERY, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_tells_of_the_machine_it_was_written_on(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"/(?:home|root|tmp|work|Users)/", text)


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
