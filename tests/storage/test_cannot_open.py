"""A healthy data folder that cannot be opened: a sentence and exit code 2, and afterwards everything is unchanged."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import StorageError, StorageLocked
from ongoing_desktop.storage.folder import open_storage
from tests.storage.opening_causes import (
    ROWS,
    Cause,
    a_dangling_link,
    a_pipe,
    as_other,
    failing_calls,
    failing_locks,
    fill,
    held,
    immutable,
    in_its_place,
    limited,
    opening_round,
    small_disk,
    whole_limit,
)

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="causes made with the means of Linux")
needs_root = pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only for the superuser")

REFUSED: list[Cause] = [
    whole_limit(6),
    limited("RLIMIT_FSIZE", 0),
    limited("RLIMIT_FSIZE", 8 * 1024),
    held("history.db"),
    in_its_place("history.db", a_pipe),
    in_its_place("settings.db", a_dangling_link),
    failing_locks("ENOLCK", "roles"),
    failing_calls("pread64,read", "EIO", "history.db-wal"),
]


@pytest.mark.parametrize("cause", REFUSED, ids=lambda cause: cause.__name__)
def test_what_cannot_be_opened_is_left_as_it_was(cause: Cause) -> None:
    assert opening_round(cause, "command", crashed=True).startswith("2 ")


@needs_root
@pytest.mark.parametrize(
    "cause", [small_disk(32_768), as_other("history.db-shm"), as_other("schema.lock")], ids=lambda cause: cause.__name__
)
def test_nor_is_it_touched_on_a_full_disk_or_as_another_user(cause: Cause) -> None:
    assert opening_round(cause, "command", crashed=False).startswith("2 ")


@needs_root
def test_a_window_over_an_immutable_folder_closes_in_peace() -> None:
    opening_round(immutable("."), "build", crashed=True)


@pytest.mark.parametrize(
    "cause", [held("settings.db"), failing_locks("ENOLCK", "roles")], ids=lambda cause: cause.__name__
)
@pytest.mark.parametrize("what", ["build", "window"])
def test_the_window_says_it_too(cause: Cause, what: str) -> None:
    assert opening_round(cause, what, crashed=False).startswith("2 ")


def test_a_search_index_that_cannot_be_opened_is_not_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    fill(folder, crashed=False)
    storage = open_storage(folder)
    while storage.history.indexer().step(ROWS):
        pass
    storage.close()
    before = (folder / "search.db").stat().st_ino, (folder / "search.db").read_bytes()
    with held("search.db")(folder):
        storage = open_storage(folder)
        with pytest.raises(StorageLocked):
            storage.history.indexer().step(ROWS)
        assert len(storage.history.page(limit=100, direction="in")) == ROWS
        storage.close()
    assert ((folder / "search.db").stat().st_ino, (folder / "search.db").read_bytes()) == before


@pytest.mark.parametrize("make", [a_pipe, a_dangling_link])
def test_what_is_no_index_is_not_removed(tmp_path: Path, make: Callable[[Path], object]) -> None:
    folder = tmp_path / "data"
    fill(folder, crashed=False)
    make(folder / "search.db")
    storage = open_storage(folder)
    with pytest.raises(StorageError):
        storage.history.indexer().step(ROWS)
    assert len(storage.history.page(limit=100, direction="in")) == ROWS
    storage.close()
    assert (folder / "search.db").is_symlink() or (folder / "search.db").is_fifo()
