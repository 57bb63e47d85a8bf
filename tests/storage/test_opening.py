"""Whatever is in a database's place: the start works, nothing is deleted, and the user is informed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import StorageError, StorageTooNew
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.wording.messages import error_sentence
from tests.storage.makers import full_settings, received, sent

ROWS = 300


@pytest.fixture
def filled(data_dir: Path) -> Path:
    """A data folder with settings at revision 2 and 300 exchanges, closed in order."""
    storage = open_storage(data_dir)
    saved = storage.settings.save(full_settings(), expected=0, label="one")
    storage.settings.save(saved, expected=1, label="two")
    storage.settings.next_event_id("s1")
    storage.history.append([received(b"%d" % n + b"x" * 400) for n in range(ROWS)])
    storage.close()
    return data_dir


def codes(folder: Path) -> list[str]:
    started = time.monotonic()
    storage = open_storage(folder)
    try:
        assert time.monotonic() - started < 5
        assert all("…" not in error_sentence(notice) for notice in storage.notices)
        assert storage.history.append([received(), sent()])
        assert storage.settings.next_event_id("s9") >= 1
        return [notice.code for notice in storage.notices]
    finally:
        storage.close()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(100))


def first_page_zeroed(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(4096))


def middle_zeroed(path: Path) -> None:
    pages = path.stat().st_size // 4096
    with path.open("r+b") as file:
        file.seek(4096 * max(2, pages // 2))
        file.write(bytes(4096 * 4))


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table theirs (x)")
        connection.commit()


def foreign_with_id(path: Path) -> None:
    foreign(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma application_id=77")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("x")


def text(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"but not really" * 20)


VARIANTS = [rubbish, first_page_zeroed, middle_zeroed, halved, foreign, foreign_with_id, folder, text]


@pytest.mark.parametrize("damage", VARIANTS)
def test_a_damaged_history_is_kept_and_a_new_one_begun(filled: Path, damage: Callable[[Path], None]) -> None:
    path = filled / "history.db"
    damage(path)
    before = path.read_bytes() if path.is_file() else None
    assert [code for code in codes(filled) if code.startswith("storage-aside-")]
    (aside,) = [item for item in filled.glob("history.db.damaged-*") if not item.name.endswith(("-wal", "-shm"))]
    assert (aside / "inside").exists() if before is None else aside.read_bytes() == before
    assert codes(filled) in (["storage-aside-earlier"], ["storage-aside-other"])
    storage = open_storage(filled)
    storage.asides.note_seen(storage.asides.unseen())
    storage.close()
    assert codes(filled) == []
    storage = open_storage(filled)
    assert storage.settings.load().revision == 2
    storage.close()


@pytest.mark.parametrize("damage", [*VARIANTS, empty])
def test_damaged_settings_go_on_from_the_last_good_copy(filled: Path, damage: Callable[[Path], None]) -> None:
    damage(filled / "settings.db")
    storage = open_storage(filled)
    assert "storage-copy-opened" in [notice.code for notice in storage.notices]
    assert storage.settings.load().systems == full_settings().systems
    assert storage.settings.next_event_id("s1") == 2
    (filled / "event-ids.json").unlink()
    assert storage.settings.next_event_id("s1") > 1000
    assert storage.history.newest_id() == ROWS
    storage.close()
    assert bool(list(filled.glob("settings.db.damaged-*"))) == (damage is not empty)


def test_without_a_good_copy_settings_begin_empty(filled: Path) -> None:
    rubbish(filled / "settings.db")
    rubbish(filled / "settings.db.bak")
    storage = open_storage(filled)
    assert [notice.code for notice in storage.notices] == ["storage-aside-damaged", "storage-copy-damaged"]
    assert storage.settings.load().revision == 0
    storage.close()


@pytest.mark.parametrize("value", ["[]", "nonsense", '{"id": 1}', "[" * 5000, '{"goods_owners": 5, "id": "x"}'])
def test_rows_that_make_no_settings_count_as_damage(filled: Path, value: str) -> None:
    with closing(sqlite3.connect(filled / "settings.db")) as connection:
        connection.execute("update webhooks set data = ?", (value,))
        connection.commit()
    storage = open_storage(filled)
    assert [notice.code for notice in storage.notices] == ["storage-aside-damaged", "storage-copy-opened"]
    assert len(storage.settings.load().webhooks) == 2
    storage.close()


def test_an_empty_history_is_a_new_one(filled: Path) -> None:
    empty(filled / "history.db")
    assert codes(filled) == []


@pytest.mark.parametrize("name", ["history.db", "settings.db"])
def test_a_newer_file_is_refused_and_untouched(filled: Path, name: str) -> None:
    path = filled / name
    with path.open("r+b") as file:
        file.seek(60)
        file.write(struct.pack(">I", 99))
    before = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(StorageTooNew) as caught:
        open_storage(filled)
    assert "99" in error_sentence(caught.value)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert not list(filled.glob("*damaged*"))


def crashed(source: Path, target: Path) -> Path:
    """A copy of a data folder in use, as after a power failure."""
    storage = open_storage(source)
    storage.history.append([received() for _ in range(50)])
    target.mkdir()
    for path in source.iterdir():
        shutil.copy(path, target / path.name)
    storage.close()
    assert (target / "history.db-wal").stat().st_size > 0
    return target


def test_the_log_of_a_dead_process_is_taken_up(filled: Path, tmp_path: Path) -> None:
    left = crashed(filled, tmp_path / "left")
    storage = open_storage(left)
    assert storage.notices == ()
    assert storage.history.newest_id() == ROWS + 50
    storage.close()


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
@pytest.mark.parametrize("how", ["missing", "zero", "empty", "rubbish"])
def test_rows_of_the_file_survive_a_broken_log(filled: Path, tmp_path: Path, suffix: str, how: str) -> None:
    left = crashed(filled, tmp_path / "left")
    part = left / f"history.db{suffix}"
    size = part.stat().st_size
    match how:
        case "missing":
            part.unlink()
        case "zero":
            part.write_bytes(bytes(size))
        case "empty":
            part.write_bytes(b"")
        case _:
            part.write_bytes(os.urandom(size))
    storage = open_storage(left)
    assert storage.history.newest_id() >= ROWS
    assert storage.history.get(ROWS).request.body.startswith(b"299x")  # type: ignore[union-attr]
    storage.close()


def test_the_log_of_another_database_is_set_aside(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("create table theirs (x)")
        connection.executemany("insert into theirs values (?)", [(os.urandom(3000),) for _ in range(20)])
        connection.commit()
        shutil.copy(tmp_path / "other.db-wal", filled / "history.db-wal")
    storage = open_storage(filled)
    assert [notice.code for notice in storage.notices] == ["storage-log-aside"]
    assert storage.history.newest_id() == ROWS
    storage.close()
    assert list(filled.glob("history.db.damaged-*-wal"))


def test_damage_met_in_use_is_dealt_with_at_the_next_start(filled: Path) -> None:
    (filled / "history.db.suspect").touch()
    assert codes(filled) == []
    assert not (filled / "history.db.suspect").exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_folder_and_files_are_the_users_alone(filled: Path) -> None:
    storage = open_storage(filled)
    storage.history.append([received()])
    assert stat.S_IMODE(filled.stat().st_mode) == 0o700
    for path in filled.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    storage.close()
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in filled.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_wrong_modes_are_put_right_but_a_strange_folder_is_not_locked(filled: Path, tmp_path: Path) -> None:
    (filled / "history.db").chmod(0o644)
    codes(filled)
    assert stat.S_IMODE((filled / "history.db").stat().st_mode) == 0o600
    strange = tmp_path / "shared"
    strange.mkdir()
    strange.chmod(0o755)
    (strange / "theirs").touch()
    codes(strange)
    assert stat.S_IMODE(strange.stat().st_mode) == 0o755


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="storage-folder"):
        open_storage(tmp_path / "file" / "data")


def test_left_over_parts_are_removed(filled: Path) -> None:
    part = filled / "settings.db.bak.12345678.part"
    part.touch()
    codes(filled)
    assert not part.exists()


def test_the_files_have_the_settings_that_the_promises_need(filled: Path) -> None:
    storage = open_storage(filled)
    with storage.history._db.write() as writer:
        found = {
            name: writer.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "auto_vacuum",
                         "busy_timeout")
        }  # fmt: skip
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1,
        "auto_vacuum": 2, "busy_timeout": 5000,
    }  # fmt: skip
    storage.close()
    assert not list(filled.glob("*-wal"))
