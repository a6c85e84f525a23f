"""Reading: files, folders and JSON Lines in, sources and counted reasons out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import SourceError
from communique.read import read_sources, source_from_row
from communique.records import Source

STORY = "Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said.\n"


def read(*paths: Path) -> tuple[list[Source], dict[str, str]]:
    reasons: dict[str, str] = {}
    sources = list(read_sources(paths, reasons.__setitem__))
    return sources, {Path(uri).name: reason for uri, reason in reasons.items()}


def test_a_text_file_is_one_source_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY, encoding="utf-8")

    sources, reasons = read(path)

    assert sources == [Source(uri=path.as_posix(), content=STORY, markup="text", given={})]
    assert reasons == {}


def test_a_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "inner/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")

    sources, _ = read(tmp_path)

    assert [Path(source.uri).name for source in sources] == ["a.txt", "b.txt", "c.txt"]


def test_a_link_back_to_its_own_folder_is_not_followed_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    sources, reasons = read(tmp_path)

    assert len(sources) == 1
    assert reasons == {}


def test_the_format_is_told_by_content_and_not_by_the_ending(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"<!DOCTYPE html><p>{STORY}</p>", encoding="utf-8")
    (tmp_path / "b.html").write_text(STORY, encoding="utf-8")
    (tmp_path / "c.txt").write_text(json.dumps({"text": STORY}), encoding="utf-8")

    sources, _ = read(tmp_path)

    assert [source.markup for source in sources] == ["html", "text", "body"]


def test_what_cannot_be_read_is_named_and_costs_the_rest_nothing(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02 not text")
    (tmp_path / "blank.txt").write_text(" \n ", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "photo.pdf").write_bytes(b"\x89PNG\r\n\x1a\n ...")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")

    sources, reasons = read(tmp_path, tmp_path / "missing.txt")

    assert [Path(source.uri).name for source in sources] == ["story.txt"]
    assert reasons == {
        "binary.txt": "binary data, not text",
        "blank.txt": "empty",
        "empty.txt": "empty",
        "missing.txt": "not found",
        "photo.pdf": "an image, for which there is no reader",
        "pipe.txt": "not a regular file or folder: a named pipe",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY, encoding="utf-8")
    path.chmod(0)

    assert read(path) == ([], {"secret.txt": "permission denied"})


def test_a_bad_line_of_json_is_reported_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "One."}\n\n{broken\n[1]\n{"id": 7}\n{"text": "Two."}\n', "utf-8")

    sources, reasons = read(path)

    assert [source.uri for source in sources] == [f"{path.as_posix()}#1", f"{path.as_posix()}#6"]
    assert list(reasons) == ["feed.jsonl#3", "feed.jsonl#4", "feed.jsonl#5"]
    assert reasons["feed.jsonl#3"].startswith("line 3 is not JSON")
    assert reasons["feed.jsonl#4"] == "line 4: expected an object, got list"


def test_a_row_may_name_its_fields_in_many_ways() -> None:
    row = {
        "url": "https://example.org/a",
        "headline": "Talks in Astana",
        "content": STORY,
        "date": "2024-07-03",
        "source": "The Steppe Post",
        "author": ["A. Writer", {"name": "B. Writer"}],
        "agency": None,
    }

    source = source_from_row(row, "feed.jsonl#1")

    assert source == Source(
        uri="https://example.org/a",
        content=STORY,
        markup="body",
        given={
            "title": "Talks in Astana",
            "published": "2024-07-03",
            "outlet": "The Steppe Post",
            "byline": "A. Writer, B. Writer",
        },
    )


def test_a_row_with_html_is_a_page() -> None:
    assert source_from_row({"html": "<p>Hi</p>"}, "f#1").markup == "html"


def test_a_row_without_words_is_refused() -> None:
    with pytest.raises(SourceError, match="text or html"):
        source_from_row({"title": "Only a title"}, "f#1")


def test_a_lone_surrogate_in_json_does_not_reach_the_records(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"text": "A \\ud800 b."}', encoding="utf-8")

    assert read(path)[0][0].content == "A � b."


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_file_gives_sources_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.jsonl"
    path.write_bytes(data)

    sources, reasons = read(path)

    assert sources or reasons
