"""Every older file is migrated without loss, and a copy of it is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import KnownError, StorageTooNew
from ongoing_desktop.storage.integrity import look
from ongoing_desktop.storage.migrations import HISTORY, SETTINGS, Migration, history_1
from ongoing_desktop.storage.opening import Kind, NeedsAlone, open_database

APP = 0x4F444849


def second(connection: sqlite3.Connection) -> None:
    connection.execute("alter table exchanges add column colour text not null default 'red'")


def failing(connection: sqlite3.Connection) -> None:
    connection.execute("update exchanges set colour = 'blue'")
    connection.execute("insert into nowhere values (1)")


def kind(*migrations: Migration) -> Kind:
    return Kind(APP, migrations)


@pytest.fixture
def version_1(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    opened = open_database(path, kind(history_1), alone=True)
    with opened.database.write() as connection:
        connection.executemany(
            "insert into outcomes values (?, 'sent', 200, null, 5, '{}')", [(n,) for n in range(1000)]
        )
    opened.database.close()
    return path


def contents(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute("select * from outcomes order by exchange_id").fetchall()


@pytest.mark.parametrize("migrations", [SETTINGS, HISTORY])
def test_a_new_file_gets_the_newest_version_and_no_copy(tmp_path: Path, migrations: tuple[Migration, ...]) -> None:
    path = tmp_path / "x.db"
    open_database(path, Kind(7, migrations), alone=True).database.close()
    assert look(path, 7, migrations, deep=True).finding == "sound"
    assert look(path, 7, migrations, deep=True).version == len(migrations)
    assert not list(tmp_path.glob("*.bak"))


def test_an_older_file_is_copied_and_migrated_once(version_1: Path) -> None:
    before = contents(version_1)
    opened = open_database(version_1, kind(history_1, second), alone=True)
    with opened.database.read() as connection:
        assert "colour" in [row[1] for row in connection.execute("pragma table_info(exchanges)")]
    opened.database.close()
    (copy,) = version_1.parent.glob("history.db.v1-*.bak")
    assert contents(copy) == contents(version_1) == before
    assert look(copy, APP, (history_1,), deep=True).finding == "sound"
    open_database(version_1, kind(history_1, second), alone=True).database.close()
    assert len(list(version_1.parent.glob("*.bak"))) == 1


def test_a_failed_migration_leaves_the_last_whole_version(version_1: Path) -> None:
    with pytest.raises((KnownError, sqlite3.Error)):
        open_database(version_1, kind(history_1, second, failing), alone=True)
    opened = open_database(version_1, kind(history_1, second), alone=False)
    with opened.database.read() as connection:
        assert connection.execute("pragma user_version").fetchone() == (2,)
    opened.database.close()
    assert list(version_1.parent.glob("history.db.v1-*.bak"))


def test_only_who_is_alone_migrates_or_creates(version_1: Path, tmp_path: Path) -> None:
    with pytest.raises(NeedsAlone):
        open_database(version_1, kind(history_1, second), alone=False)
    with pytest.raises(NeedsAlone):
        open_database(tmp_path / "new.db", kind(history_1), alone=False)
    assert not (tmp_path / "new.db").exists()


def test_a_newer_version_is_refused_beside_others_too(version_1: Path) -> None:
    open_database(version_1, kind(history_1, second), alone=True).database.close()
    for alone in (True, False):
        with pytest.raises(StorageTooNew):
            open_database(version_1, kind(history_1), alone=alone)


def test_a_file_that_died_before_its_first_table_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode=wal")
    opened = open_database(path, kind(history_1), alone=True)
    assert opened.notices == ()
    opened.database.close()
