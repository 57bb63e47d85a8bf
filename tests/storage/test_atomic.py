"""A file has either its old or its new content."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.storage.files import write_atomic
from ongoing_desktop.storage.resources import load_catalogue, load_facts, resource_dir


def test_bytes_and_chunks_are_written(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_atomic(path, b"one")
    write_atomic(path, iter([b"tw", b"o"]))
    assert path.read_bytes() == b"two"
    assert [item.name for item in tmp_path.glob("*.*")] == ["out.json"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_goes_wrong_half_way_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_atomic(path, b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError):
        write_atomic(path, chunks())
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*"))


def test_a_place_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="storage-file-failed"):
        write_atomic(tmp_path / "no" / "out.json", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StorageError, match="storage-file-failed"):
        write_atomic(tmp_path / "folder", b"x")
    assert not list(tmp_path.glob(".*"))


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_atomic(path, b"x")
    assert path.read_bytes() == b"x"


def test_the_data_files_are_found() -> None:
    assert (resource_dir() / "catalogue").is_dir()
    catalogue = load_catalogue()
    files = list((resource_dir() / "catalogue").glob("*.json"))
    assert len(catalogue.families) == len(files) > 0
    assert all(family.triggers for family in catalogue.families)
    assert load_facts()["format_version"] == 1
