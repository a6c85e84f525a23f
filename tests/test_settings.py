"""Settings: every key has a default, and a mistake is named with its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.errors import SettingsError
from communique.settings import Settings, load_settings


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "communique.toml"


def test_without_a_file_all_settings_have_their_defaults() -> None:
    assert load_settings() == Settings()
    assert load_settings().parse.batch_size == 16


def test_an_empty_file_changes_nothing(written: Path) -> None:
    written.write_text("", encoding="utf-8")

    assert load_settings(written) == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(written: Path) -> None:
    written.write_text("[parse]\ngate = false\n\n[merge]\nevent_score = 1\n", encoding="utf-8")

    settings = load_settings(written)

    assert settings.parse.gate is False
    assert settings.parse.batch_size == 16
    assert settings.merge.event_score == 1.0
    assert settings.clean == Settings().clean


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[parse]\nbatchsize = 8\n", "parse.batchsize"),
        ("[pars]\nbatch_size = 8\n", "pars"),
        ("batch_size = 8\n", "batch_size"),
        ("[parse.batch_size]\nblocks = 8\n", "parse.batch_size.blocks"),
        ("__doc__ = 8\n", "__doc__"),
        ('[parse]\nbatch_size = "8"\n', "parse.batch_size"),
        ("[parse]\nbatch_size = true\n", "parse.batch_size"),
        ("[parse]\nbatch_size = 0\n", "parse.batch_size"),
        ("[parse]\ngate = 1\n", "parse.gate"),
        ("[merge]\nstory_similarity = 1.5\n", "merge.story_similarity"),
        ("[merge]\nstory_similarity = nan\n", "merge.story_similarity"),
        ("parse = 3\n", "parse"),
        ("[parse\n", "line 1"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(written: Path, content: str, named: str) -> None:
    written.write_text(content, encoding="utf-8")

    with pytest.raises(SettingsError) as caught:
        load_settings(written)

    assert str(written) in str(caught.value)
    assert named in str(caught.value)


def test_an_unknown_key_is_answered_with_the_known_ones(written: Path) -> None:
    written.write_text("[parse]\nbatch = 8\n", encoding="utf-8")

    with pytest.raises(SettingsError, match="batch_size, gate, maximum_block_characters"):
        load_settings(written)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load_settings(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_utf8_is_an_error_that_names_it(written: Path) -> None:
    written.write_bytes(b"# \xff\n")

    with pytest.raises(SettingsError, match=r"communique\.toml"):
        load_settings(written)
