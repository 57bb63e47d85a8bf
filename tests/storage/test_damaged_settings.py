"""Every kind of damage to settings.db: the start takes seconds, opens the last good copy, and keeps the damaged file."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.__main__ import main
from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.wording.messages import error_sentence
from tests.storage.makers import full_settings, received

LIMIT_S = 5.0


@pytest.fixture
def filled(data_dir: Path) -> Path:
    storage = open_storage(data_dir)
    storage.settings.save(full_settings(), expected=0, label="one")
    storage.close()
    return data_dir


def start(folder: Path) -> tuple[list[str], Settings]:
    began = time.monotonic()
    storage = open_storage(folder)
    try:
        loaded = storage.settings.load()
        assert time.monotonic() - began < LIMIT_S
        storage.settings.save(replace(loaded, systems=()), expected=loaded.revision, label="goes-on")
        for notice in storage.notices:
            assert "…" not in error_sentence(notice)
        return [notice.code for notice in storage.notices], loaded
    finally:
        storage.close()


def nul_filled(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 7])


def with_mark(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def json_with_mark(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbf{"systems": []}')


def not_utf8(path: Path) -> None:
    path.write_bytes(bytes(range(128, 256)) * 64)


def ten_megabytes(path: Path) -> None:
    path.write_bytes(os.urandom(10 * 1024 * 1024))


def ten_megabytes_after_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\x07" * 10 * 1024 * 1024)


def first_page_zeroed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes(4096) + data[4096:])


def middle_zeroed(path: Path) -> None:
    data = path.read_bytes()
    middle = len(data) // 2 // 4096 * 4096
    path.write_bytes(data[:middle] + bytes(8192) + data[middle + 8192 :])


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "kept").write_text("x")


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table theirs (x)")
        connection.commit()


FILES = [
    nul_filled, half, with_mark, json_with_mark, not_utf8, ten_megabytes, ten_megabytes_after_the_header,
    first_page_zeroed, middle_zeroed, folder, other_program,
]  # fmt: skip


@pytest.mark.parametrize("damage", FILES)
def test_a_damaged_file_is_kept_and_the_last_good_copy_opened(filled: Path, damage: Callable[[Path], None]) -> None:
    path = filled / "settings.db"
    damage(path)
    before = path.read_bytes() if path.is_file() else None
    codes, loaded = start(filled)
    assert codes[0].startswith("storage-aside-")
    assert codes[1:] == ["storage-copy-opened"]
    assert loaded.systems == full_settings().systems
    asides = [item for item in filled.glob("settings.db.damaged-*") if not item.name.endswith(("-wal", "-shm"))]
    assert len(asides) == 1
    assert (asides[0] / "kept").exists() if before is None else asides[0].read_bytes() == before
    codes, loaded = start(filled)
    assert codes == [
        "storage-aside-earlier" if asides[0].is_file() and damage is not other_program else "storage-aside-other"
    ]


@pytest.mark.parametrize("damage", FILES)
def test_without_a_copy_it_begins_empty_and_says_so(filled: Path, damage: Callable[[Path], None]) -> None:
    (filled / "settings.db.bak").unlink()
    damage(filled / "settings.db")
    codes, loaded = start(filled)
    assert codes[0].startswith("storage-aside-")
    assert "storage-copy-opened" not in codes
    assert loaded == Settings()
    assert list(filled.glob("settings.db.damaged-*"))


@pytest.mark.parametrize("damage", FILES)
@pytest.mark.parametrize("copy", [True, False], ids=["with a copy", "without one"])
def test_a_command_says_what_was_damaged_and_goes_on(
    filled: Path, damage: Callable[[Path], None], capsys: pytest.CaptureFixture[str], *, copy: bool
) -> None:
    if not copy:
        (filled / "settings.db.bak").unlink()
    damage(filled / "settings.db")
    began = time.monotonic()
    assert main(["--data-dir", os.fspath(filled), "webhooks", "list", "--json"]) == 0
    assert time.monotonic() - began < LIMIT_S
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == (len(full_settings().webhooks) if copy else 0)
    (aside,) = [item for item in filled.glob("settings.db.damaged-*") if not item.name.endswith(("-wal", "-shm"))]
    assert aside.name in err
    assert ("last good copy" in err) == copy
    assert main(["--data-dir", os.fspath(filled), "webhooks", "list", "--json"]) == 0
    assert aside.name in capsys.readouterr().err
    assert main(["--data-dir", os.fspath(filled), "restore", "--dismiss"]) == 0
    capsys.readouterr()
    assert main(["--data-dir", os.fspath(filled), "webhooks", "list", "--json"]) == 0
    assert capsys.readouterr().err == ""


DEEP = "[" * 100_000 + "]" * 100_000
VALUES = [
    "",
    "null",
    "7",
    "[]",
    "{}",
    DEEP,
    '{"id": 1}',
    '{"id": "x", "url": {}}',
    "\x00",
    "{" * 50,
    '"' + "x" * 10_000_000,
]


@pytest.mark.parametrize("table", ["systems", "goods_owners", "webhooks", "states"])
@pytest.mark.parametrize("value", VALUES, ids=[f"value{number}" for number in range(len(VALUES))])
def test_wrong_documents_inside_a_sound_file_never_stop_the_start(filled: Path, table: str, value: str) -> None:
    with closing(sqlite3.connect(filled / "settings.db")) as connection:
        connection.execute(f"update {table} set data = ?", (value,))
        connection.commit()
    codes, loaded = start(filled)
    if codes:
        assert codes == ["storage-aside-damaged", "storage-copy-opened"]
        assert loaded.systems == full_settings().systems


@pytest.mark.parametrize("key", ["preferences", "extra", "revision"])
@pytest.mark.parametrize(
    "value", ["", "[]", "7.5", DEEP, '{"port": "x", "theme": 7, "confirmed_hosts": 1}', '{"window": []}']
)
def test_wrong_texts_in_meta_never_stop_the_start(filled: Path, key: str, value: str) -> None:
    with closing(sqlite3.connect(filled / "settings.db")) as connection:
        connection.execute("update meta set value = ? where key = ?", (value, key))
        connection.commit()
    start(filled)


def test_invalid_utf8_inside_a_document(filled: Path) -> None:
    with closing(sqlite3.connect(filled / "settings.db")) as connection:
        connection.execute("update webhooks set data = cast(x'7b22ff22' as text)")
        connection.commit()
    codes, loaded = start(filled)
    assert codes == ["storage-aside-damaged", "storage-copy-opened"]
    assert loaded.systems == full_settings().systems


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
@pytest.mark.parametrize("content", [b"", bytes(70_000), os.urandom(70_000)], ids=["empty", "zero", "garbage"])
def test_a_garbage_log_beside_the_file(filled: Path, suffix: str, content: bytes) -> None:
    (filled / f"settings.db{suffix}").write_bytes(content)
    _, loaded = start(filled)
    assert loaded.systems == full_settings().systems


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="modes do not bind the superuser")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o200])
def test_wrong_modes_are_put_right(filled: Path, mode: int) -> None:
    (filled / "settings.db").chmod(mode)
    codes, loaded = start(filled)
    assert codes == []
    assert loaded.systems == full_settings().systems


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="modes do not bind the superuser")
def test_a_read_only_folder_is_a_sentence(filled: Path) -> None:
    filled.chmod(0o500)
    try:
        with pytest.raises(StorageError) as caught:
            open_storage(filled).close()
        assert "…" not in error_sentence(caught.value)
    finally:
        filled.chmod(0o700)


def test_the_command_restore_brings_back_settings_and_exchanges(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storage = open_storage(filled)
    storage.history.append([received(b"%d" % number) for number in range(20)])
    storage.close()
    (filled / "settings.db.bak").unlink()
    for name in ("settings.db", "history.db"):
        first_page_zeroed(filled / name)
    assert main(["--data-dir", os.fspath(filled), "restore"]) == 0
    assert "20 exchanges, 2 systems, 2 webhooks" in capsys.readouterr().out
    storage = open_storage(filled)
    try:
        assert storage.notices == ()
        assert {hook.id for hook in storage.settings.load().webhooks} == {hook.id for hook in full_settings().webhooks}
        assert [row.id for row in storage.history.page(limit=50)] == list(range(20, 0, -1))
    finally:
        storage.close()
    assert main(["--data-dir", os.fspath(filled), "restore"]) == 0
    assert "There are no damaged files" in capsys.readouterr().out
