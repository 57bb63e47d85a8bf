"""Stored formats by version. A change is one more function at the end of a tuple.

``user_version`` counts the functions applied to a file. Each runs in its own transaction, under the exclusive schema
lock, after a copy of the file was made. A function must not use ``executescript``, because that commits.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from ongoing_desktop.storage.files import PART, sync_folder

Migration = Callable[[sqlite3.Connection], None]
_SCHEMA: Final = "select name, sql, rootpage from sqlite_schema"


def settings_1(connection: sqlite3.Connection) -> None:
    """Rows with an id, a position in their list, and the rest as JSON, so that a new field needs no migration."""
    for statement in (
        "create table meta (key text primary key, value text not null) without rowid",
        "create table systems (id text primary key, place integer not null, data text not null) without rowid",
        """create table goods_owners (system text not null, id integer not null, place integer not null,
           data text not null, primary key (system, id)) without rowid""",
        "create table webhooks (id text primary key, place integer not null, data text not null) without rowid",
        "create table states (webhook text primary key, data text not null) without rowid",
        "create table secrets (ref text primary key, state text not null, at text not null) without rowid",
        "create table counters (system text primary key, value integer not null) without rowid",
        """create table revisions (revision integer primary key, at text not null, label text not null,
           document blob not null)""",
    ):
        connection.execute(statement)


def history_1(connection: sqlite3.Connection) -> None:
    """Small columns apart from headers and bodies, so that lists and filters read little."""
    for statement in (
        """create table exchanges (id integer primary key autoincrement, direction text not null, at integer not null,
           method text not null, target text not null, status integer, verdict text, reason_code text, reason_params text,
           webhook text, system text, family text, type text, event_id, webhook_number integer, goods_owner_id integer,
           attempt integer not null, bytes integer not null, body_hash blob not null, peer text not null, delivery text)""",
        # Only sent bodies are indexed by hash, to answer whether a received request was sent by this app.
        "create index exchanges_sent on exchanges (body_hash) where direction = 'out'",
        "create index exchanges_webhook on exchanges (webhook) where webhook is not null",
        # Finding the last test of a webhook must not read the requests received for it.
        "create index exchanges_tests on exchanges (webhook) where direction = 'out'",
        "create table requests (exchange_id integer primary key, headers text not null, body blob not null)",
        "create table responses (exchange_id integer primary key, headers text not null, body blob not null)",
        """create table chunks (id integer primary key, exchange_id integer not null, side text not null,
           number integer not null, data blob not null)""",
        "create unique index chunks_place on chunks (exchange_id, side, number)",
        """create table outcomes (exchange_id integer primary key, answer text not null, status integer, failure text,
           duration_us integer not null, detail text not null)""",
    ):
        connection.execute(statement)


def history_2(connection: sqlite3.Connection) -> None:
    """The event's subject and time, whether this app sent the request, and how it relates to earlier ones."""
    for statement in (
        "alter table exchanges add column subject text",
        "alter table exchanges add column event_at text",
        "alter table exchanges add column state integer",
        "alter table exchanges add column ours integer not null default 0",
        "alter table exchanges add column sequence text not null default ''",
        """update exchanges set ours = 1 where direction = 'in' and method = 'POST' and bytes > 0 and exists
           (select 1 from exchanges s where s.direction = 'out' and s.body_hash = exchanges.body_hash)""",
        "create index exchanges_ours on exchanges (body_hash) where direction = 'in' and ours = 1",
        # The newest arrival of an event and the newest event of a subject take one index lookup each.
        """create index exchanges_event on exchanges (event_id, webhook_number, ours)
           where direction = 'in' and event_id is not null and webhook_number is not null""",
        """create index exchanges_subject on exchanges (subject, ours, event_at)
           where direction = 'in' and subject is not null""",
    ):
        connection.execute(statement)


def history_3(connection: sqlite3.Connection) -> None:
    """The source of an exchange: empty for the network, ``import`` for a file."""
    connection.execute("alter table exchanges add column source text not null default ''")


def history_4(connection: sqlite3.Connection) -> None:
    """Columns for the user's marks (pinned, note, deleted until purged) and tables for the search index."""
    for statement in (
        "alter table exchanges add column pinned integer not null default 0",
        "alter table exchanges add column note text not null default ''",
        "alter table exchanges add column deleted integer",
        # All three are rare: a partial index costs the recorder nothing and finds them at once.
        "create index exchanges_pinned on exchanges (pinned) where pinned = 1",
        "create index exchanges_noted on exchanges (id) where note <> ''",
        "create index exchanges_deleted on exchanges (deleted) where deleted is not null",
        # Marked, deleted and restored exchanges in order, read by tables in any process.
        "create table changes (number integer primary key autoincrement, exchange_id integer not null)",
        # Exchanges that changed after search.db read them. The id in ``facts`` names the index.
        "create table stale (exchange_id integer primary key)",
        "create table facts (key text primary key, value) without rowid",
    ):
        connection.execute(statement)


def history_5(connection: sqlite3.Connection) -> None:
    """Look-ups at Ongoing's REST API, by the event that they are about."""
    connection.execute(
        "create index exchanges_lookups on exchanges (event_id, webhook_number) where direction = 'api'",
    )


def history_6(connection: sqlite3.Connection) -> None:
    """An index by time for lists, because imported exchanges have high ids but may be old."""
    connection.execute("create index exchanges_time on exchanges (at)")


def history_7(connection: sqlite3.Connection) -> None:
    """Indexes for the exchanges about one subject in any direction, and for the few downtimes."""
    for statement in (
        "create index exchanges_group on exchanges (subject) where subject is not null",
        "create index exchanges_gaps on exchanges (at) where direction = 'gap'",
    ):
        connection.execute(statement)


def history_8(connection: sqlite3.Connection) -> None:
    """Requests that wait for forwarding targets, and the state of the targets."""
    for statement in (
        """create table waiting (target text not null, exchange_id integer not null, primary key (target, exchange_id))
           without rowid""",
        "create index waiting_exchange on waiting (exchange_id)",
        """create table targets (target text primary key, code text, params text not null default '{}', at integer,
           asked integer not null default 0) without rowid""",
    ):
        connection.execute(statement)


SETTINGS: Final[tuple[Migration, ...]] = (settings_1,)
HISTORY: Final[tuple[Migration, ...]] = (
    history_1, history_2, history_3, history_4, history_5, history_6, history_7, history_8,
)  # fmt: skip


@cache
def schema_of(migrations: tuple[Migration, ...], version: int) -> Mapping[str, tuple[str, int]]:
    """The tables and indexes made by the first ``version`` migrations: name → (SQL, root page).

    The root pages are the same in every file, because SQLite keeps them together at the front with ``auto_vacuum``.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("pragma auto_vacuum=incremental")
        with contextlib.suppress(sqlite3.Error):  # a migration that needs rows creates nothing here
            for migration in migrations[:version]:
                migration(connection)
        return {name: (_plain(sql), page) for name, sql, page in connection.execute(_SCHEMA)}


@cache
def tables_of(migrations: tuple[Migration, ...]) -> Mapping[str, tuple[str, int]]:
    """The tables of the newest version: name → (SQL, root page)."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("pragma auto_vacuum=incremental")
        for migration in migrations:
            migration(connection)
        return {name: (sql, page) for name, sql, page in connection.execute(f"{_SCHEMA} where type = 'table'")}


def has_schema(connection: sqlite3.Connection, migrations: tuple[Migration, ...], version: int) -> bool:
    """Whether each required table and index exists as created. Others, such as statistics, are ignored."""
    found = {name: _plain(sql) for name, sql, _ in connection.execute(_SCHEMA)}
    wanted = {name: sql for name, (sql, _) in schema_of(migrations, version).items()}
    ours = schema_of(migrations, len(migrations))
    return wanted == {name: sql for name, sql in found.items() if name in ours}


def _plain(sql: str | None) -> str:
    return " ".join(sql.split()) if isinstance(sql, str) else ""


def version_of(connection: sqlite3.Connection) -> int:
    """The number of migrations applied to the file."""
    return int(connection.execute("pragma user_version").fetchone()[0])


def migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration], application_id: int, stamp: str
) -> Path | None:
    """Migrate a file to the newest version. Call only while no other process has the file open.

    Returns the copy made before, or None for a new file. Raises sqlite3.Error; the file is then at the last version
    that was reached completely.
    """
    version = version_of(connection)
    if version == len(migrations):
        return None
    copy = None
    if version:
        copy = path.with_name(f"{path.name}.v{version}-{stamp}.bak")
        part = copy.with_name(copy.name + PART)
        back_up(connection, part)
        part.replace(copy)  # a copy under its full name is always complete
    for number in range(version, len(migrations)):
        connection.execute("begin exclusive")
        try:
            migrations[number](connection)
            connection.execute(f"pragma user_version={number + 1}")
            connection.execute(f"pragma application_id={application_id}")
            connection.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("rollback")
            raise
    return copy


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Make a complete, durable copy with SQLite's backup API, mode 0600. Raises sqlite3.Error or OSError.

    Copying the file itself would miss what is still in its WAL.
    """
    handle = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
            copy.execute("pragma synchronous=off")  # the copy counts only when complete: one fsync at the end is enough
            connection.backup(copy)
        os.fsync(handle)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    sync_folder(target.parent)
