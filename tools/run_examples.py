"""Run the examples of the documentation and put their outputs where the pages show them.

A page's ``console`` blocks hold commands after ``$`` (continued after ``>``) and what they print;
its ``python`` blocks are run too, and a ``text`` block right below one shows what it prints. The
examples of a page run in order in one shell, in a folder of their own that holds the demo ledger.

Run it by ``make docs`` after any change of what the program finds or prints. A test compares.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import communique
from communique.pipeline import corpus_path

ROOT = Path(__file__).parents[1]
LEDGER = "demo-ledger.db"
_BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```$|^```python\n(?P<python>.*?)^```$(?:\n+```text\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
_MARK = "\x1e"


class ExampleError(Exception):
    """An example that fails, with the page and what was printed on standard error."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a reader types, and the source by which the shell runs it."""

    typed: str
    source: str


def pages() -> list[Path]:
    """Return the pages whose examples are run."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def examples(page: str) -> Iterator[Example]:
    """Yield the examples of a page in order."""
    for block in _BLOCK.finditer(page):
        if block["python"] is not None:
            source = f"python - <<'END_OF_EXAMPLE'\n{block['python']}END_OF_EXAMPLE"
            yield Example(block["python"], source)
            continue
        for command in re.findall(r"^\$ .*(?:\n>(?: .*)?)*", block["console"], re.MULTILINE):
            yield Example(command + "\n", re.sub(r"^[$>] ?", "", command, flags=re.MULTILINE))


def renewed(page: str, name: str, ledger: Path) -> str:
    """Return a page with the outputs that its examples print now.

    Args:
        page: its Markdown.
        name: of the page, for messages.
        ledger: the demo ledger, which the examples get a copy of.

    Raises:
        ExampleError: if an example ends with an error.
    """
    every = list(examples(page))
    printed = iter(_run(every, name, ledger))
    return _BLOCK.sub(lambda block: _filled(block, printed), page)


def _filled(block: re.Match[str], printed: Iterator[str]) -> str:
    if block["python"] is not None:
        output = next(printed)
        if block["shown"] is None:
            return block[0]
        return f"```python\n{block['python']}```\n\n```text\n{output}```"
    commands = (example.typed for example in examples(block[0]))
    return "```console\n" + "".join(typed + next(printed) for typed in commands) + "```"


def _run(every: list[Example], name: str, ledger: Path) -> list[str]:
    if not every:
        return []
    script = "set -e\n" + "\n".join(f"printf '{_MARK}'\n{example.source}" for example in every)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "place"
        place.mkdir()
        shutil.copy(ledger, place / LEDGER)
        done = subprocess.run(
            ["bash", "-s"],
            input=script,
            cwd=place,
            env=_environment(Path(folder)),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    printed = done.stdout.split(_MARK)[1:]
    # A pipe hides the exit code of its first command, but not its traceback.
    if done.returncode or len(printed) != len(every) or "Traceback" in done.stderr:
        failed = every[max(len(printed), 1) - 1].typed
        raise ExampleError(f"{name}: {failed.strip()} failed:\n{done.stderr[-2000:]}")
    return [re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE) for text in printed]


def _environment(folder: Path) -> dict[str, str]:
    """A shell in which ``communique`` and ``python`` are those that run this."""
    commands = folder / "bin"
    commands.mkdir()
    for name, arguments in (("communique", "-m communique"), ("python", "")):
        command = commands / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
        command.chmod(0o755)
    return os.environ | {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]),
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        "TERM": "dumb",
    }


def build_demo(ledger: Path) -> None:
    """Build the demo ledger."""
    communique.build(corpus_path(), ledger)


def main() -> None:
    """Renew all pages in place."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / LEDGER
        build_demo(ledger)
        for path in pages():
            page = path.read_text(encoding="utf-8")
            new = renewed(page, path.name, ledger)
            if new != page:
                path.write_text(new, encoding="utf-8")
                print(f"renewed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
