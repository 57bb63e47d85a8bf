"""Whether a word is a file or a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ongoing_desktop.services.reading import is_path


@pytest.mark.parametrize("word", ["day.csv", "days/busy", "/dev/fd/3"])
def test_a_word_with_a_folder_or_a_suffix_is_a_path(word: str) -> None:
    assert is_path(Path(word))


@pytest.mark.parametrize("word", ["busy", "a name", "half \ud800", "nul \0", "x" * 5000])
def test_any_other_word_is_a_name(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert not is_path(Path(word))


def test_an_existing_file_is_a_path_and_an_existing_folder_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("busy").write_text("")
    Path("quiet").mkdir()
    assert is_path(Path("busy"))
    assert not is_path(Path("quiet"))
