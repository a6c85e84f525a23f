"""Files, folders, patterns, standard input: every way in, each file once, past all that is none."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from communique.errors import SourceError
from communique.read import read_sources
from communique.read.stdin import standard_input
from communique.records import Source
from communique.settings import ReadSettings

STORY = "Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said.\n"
AS_ROOT = os.geteuid() == 0


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf-8")


def read(*given: str | Path) -> tuple[list[str], dict[str, str]]:
    """Return the last parts of what was read, and the reasons for all else."""
    reasons: dict[str, str] = {}
    sources = list(read_sources(given, reasons.__setitem__))
    names = [Path(source.uri).name for source in sources]
    return names, {Path(uri).name: reason for uri, reason in reasons.items()}


def test_a_folder_is_walked_in_order_to_its_last_corner(tmp_path: Path) -> None:
    deep = "/".join("d" * 40)
    write(tmp_path, "b.txt", "a.txt", f"{deep}/c.txt", ".hidden/d.txt", ".e.txt")

    names, reasons = read(tmp_path)
    shutil.rmtree(tmp_path / "d")

    assert names == ["a.txt", "b.txt", "c.txt"]
    assert reasons == {}


def test_folders_nested_deeper_than_calls_are_walked(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=here)
        here, above = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(above)
    with os.fdopen(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w") as file:
        file.write(STORY)
    os.close(here)

    names, reasons = read(tmp_path)
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)

    assert (names, reasons) == (["a.txt"], {})


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    assert read(tmp_path / "none") == ([], {"none": "an empty folder"})


def test_links_are_followed_once_and_never_round(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "out/b.txt", "far.txt")
    inside = tmp_path / "in"
    (inside / "again.txt").symlink_to(inside / "a.txt")
    (inside / "far.txt").symlink_to(tmp_path / "far.txt")
    (inside / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "nothing").symlink_to(tmp_path / "gone")
    (inside / "other").symlink_to(tmp_path / "out", target_is_directory=True)
    (inside / "self").symlink_to(inside / "self")

    names, reasons = read(inside, inside)

    assert names == ["a.txt", "far.txt", "b.txt"]
    assert reasons.pop("self").startswith("cannot be read")
    assert reasons == {"nothing": "not found: a link to nothing"}


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")

    names, reasons = read(tmp_path / "a.txt", tmp_path, tmp_path / "." / "a.txt")

    assert (names, reasons) == (["a.txt"], {})


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.fspath(tmp_path / "socket"))

    names, reasons = read(tmp_path, "/dev/null", tmp_path / "gone.txt")
    server.close()

    assert names == []
    assert reasons == {
        "pipe": "not a regular file or folder: a named pipe",
        "socket": "not a regular file or folder: a socket",
        "null": "not a regular file or folder: a device",
        "gone.txt": "not found",
    }


@pytest.mark.skipif(AS_ROOT, reason="root may read everything")
def test_what_may_not_be_read_is_a_reason(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "locked/a.txt", "open.txt")
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "locked").chmod(0)

    names, reasons = read(tmp_path)
    (tmp_path / "locked").chmod(0o700)

    assert names == ["open.txt"]
    assert reasons == {"secret.txt": "permission denied", "locked": "permission denied"}


def test_a_name_that_is_not_utf8_is_written_so_that_it_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY, encoding="utf-8")

    assert read(tmp_path) == (["caf\\xe9.txt"], {})


@pytest.mark.parametrize(
    "name", ["n" * 100_000, "a\0b", "\ud800", ""], ids=["long", "nul", "odd", "none"]
)
def test_a_name_that_can_be_of_no_file_is_a_reason(name: str, tmp_path: Path) -> None:
    names, reasons = read(tmp_path / "x" / name if name else "missing", tmp_path / "y")

    assert names == []
    assert len(reasons) == 2


def test_a_file_that_vanishes_midway_costs_the_rest_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    reasons: dict[str, str] = {}
    sources = read_sources([tmp_path], reasons.__setitem__)

    first = next(sources)
    (tmp_path / "b.txt").unlink()
    rest = list(sources)

    assert [Path(s.uri).name for s in (first, *rest)] == ["a.txt", "c.txt"]
    assert reasons == {(tmp_path / "b.txt").as_posix(): "not found"}


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "growing.jsonl"
    path.write_text(json.dumps({"text": STORY}) + "\n", encoding="utf-8")
    reasons: dict[str, str] = {}

    for _ in read_sources([path], reasons.__setitem__):
        path.write_text("", encoding="utf-8")

    assert reasons == {path.as_posix(): "changed while it was read"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("reports/*.txt", ["a.txt", "b.txt"]),
        ("reports/[bx]*", ["b.txt", "c.txt", "q.html"]),
        ("reports/**/*.html", ["p.html", "q.html"]),
        ("**/c.txt", ["c.txt"]),
        ("reports/?.txt", ["a.txt", "b.txt"]),
        ("**", ["a.txt", "b.txt", "p.html", "c.txt", "q.html"]),
        ("reports/.*/*.txt", []),
    ],
)
def test_a_pattern_that_the_shell_left_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, expected: list[str]
) -> None:
    write(tmp_path, *(f"reports/{n}" for n in ("a.txt", "b.txt", "p.html", "x/c.txt", "x/q.html")))
    write(tmp_path, "reports/.git/d.txt", "reports/.e.txt")
    (tmp_path / "reports" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "reports" / "and").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)

    here, _ = read(pattern)
    absolute, _ = read(f"{tmp_path}/{pattern}")

    assert here == absolute == expected


def test_a_pattern_without_match_is_named() -> None:
    assert read("reports/*.nothing") == ([], {"*.nothing": "no file matches"})
    assert read("reports/**x/*")[1] != {}


def test_a_name_that_looks_like_a_pattern_is_a_name_if_it_is_there(tmp_path: Path) -> None:
    write(tmp_path, "[1].txt")

    assert read(f"{tmp_path}/[1].txt")[0] == ["[1].txt"]
    assert read(tmp_path / "*")[1] == {"*": "not found"}


def piped(data: bytes, *extra: str) -> tuple[list[str], str]:
    code = (
        "import sys; from communique.read import read_sources\n"
        "for s in read_sources(sys.argv[1:], lambda *why: print(*why, file=sys.stderr)):\n"
        "    print(s.uri, s.markup)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-", *extra], input=data, capture_output=True, timeout=60,
        check=True,
    )  # fmt: skip
    return done.stdout.decode().splitlines(), done.stderr.decode()


def test_standard_input_is_read_in_whatever_format_it_has() -> None:
    rows = b"".join(json.dumps({"text": f"{n} {STORY}"}).encode() + b"\n" for n in range(2))

    assert piped(STORY.encode()) == (["standard input text"], "")
    assert piped(rows, "-") == (["standard input#1 body", "standard input#2 body"], "")
    assert piped(b"") == ([], "standard input empty\n")


def test_standard_input_is_bounded() -> None:
    with pytest.raises(SourceError, match="too long"):
        standard_input(io.BytesIO(bytes(11)), most_bytes=10)


def test_what_was_noticed_of_the_bytes_stands_with_each_source(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Élysée, São Paulo and Erdoğan. ".encode() * 3 + b"\xff bad")

    [source] = read_sources([path], lambda uri, reason: None)

    assert isinstance(source, Source)
    assert source.notes == ("bytes that fit no charset were replaced",)


def test_a_report_longer_than_the_bound_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY * 10, encoding="utf-8")
    reasons: dict[str, str] = {}

    [source] = read_sources([path], reasons.__setitem__, ReadSettings(maximum_report_bytes=100))

    assert source.content == (STORY * 10)[:100]
    assert source.notes == ("only the beginning was read",)
    assert reasons == {path.as_posix(): "only the beginning was read: longer than 100 bytes"}
