"""Recovers the readable parts of a damaged database. The original file is not changed; a repaired copy is read.

The first page contains the list of tables and indexes. Their root pages are the same in every file, so the copy gets a
new first page that lists them. Rows are then read in small spans, and rows on damaged pages are left out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.services.ports import Stop
from ongoing_desktop.storage import documents
from ongoing_desktop.storage.database import Database, is_damage
from ongoing_desktop.storage.files import PART
from ongoing_desktop.storage.migrations import back_up, schema_of, tables_of
from ongoing_desktop.storage.search.watermark import note_stale

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.storage.opening import Kind

SPAN: Final = 256
"""Rows read at once."""
_PAGE: Final = 4096
_BESIDE: Final = ("requests", "responses", "outcomes")
_UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError, MemoryError)


@contextmanager
def mended(path: Path, kind: Kind) -> Iterator[sqlite3.Connection]:
    """A connection to a repaired copy, which is removed afterwards. Raises OSError and sqlite3.Error without space."""
    copy = path.with_name(f"{path.name}.rescue{PART}")
    copy.unlink(missing_ok=True)
    try:
        _copy(path, copy)
        _new_first_page(copy, kind)
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("pragma writable_schema=on")
            connection.executemany(
                "insert into sqlite_schema (type, name, tbl_name, rootpage, sql) values ('table', ?, ?, ?, ?)",
                [(name, name, page, sql) for name, (sql, page) in tables_of(kind.migrations).items()],
            )
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            yield connection
    finally:
        for suffix in ("", "-journal"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def rescue_history(
    path: Path, kind: Kind, into: Database, hidden: int, on_progress: Callable[[int], None], stop: Stop
) -> list[int]:
    """Copy every readable exchange into another history, marked as deleted at ``hidden``; returns the new ids.

    Exchanges that already exist there are not copied again, only returned. Copied ones wait for the same forwarding
    targets as before, which get them when they are no longer deleted. ``on_progress`` receives the number found so far.
    """
    found: dict[int, int] = {}
    with mended(path, kind) as source:
        waiting = _waiting(source) if _may_have(path, kind, "waiting") else {}
        columns = [name for _, name, *_ in source.execute("pragma table_info(exchanges)")]
        for rows in _spans(source, "exchanges", stop):
            beside = {
                table: {row[0]: row for row in _between(source, table, rows[0][0], rows[-1][0])} for table in _BESIDE
            }
            with into.write() as connection:
                for row in rows:
                    number, copied = _taken_in(connection, columns, row, hidden)
                    if number is None:
                        continue
                    found[row[0]] = number
                    for target in waiting.get(row[0], ()) if copied else ():
                        _insert(connection, "waiting", (target, number))
                    for table, there in beside.items():
                        if row[0] in there:
                            _insert(connection, table, (number, *there[row[0]][1:]))
                note_stale(connection, [found[row[0]] for row in rows if row[0] in found])
            on_progress(len(found))
        for rows in _spans(source, "chunks", stop):
            with into.write() as connection:
                for _, exchange, side, place, data in rows:
                    if exchange in found:
                        _insert(connection, "chunks", (None, found[exchange], side, place, data))
    return sorted(found.values())


def rescue_settings(path: Path, kind: Kind) -> tuple[Settings, int]:
    """The readable settings, and the number of parts that could not be read.

    Missing parts are taken from the newest readable revision.
    """
    with mended(path, kind) as source:
        rows = documents.Rows(
            meta=dict(_both_ways(source, "select key, value from meta", "key")),
            systems=[row[0] for row in _both_ways(source, "select data, place from systems", "id")],
            owners=[
                (row[0], row[1]) for row in _both_ways(source, "select system, data from goods_owners", "system, id")
            ],
            webhooks=[row[0] for row in _both_ways(source, "select data, place from webhooks", "id")],
            states=dict(_both_ways(source, "select webhook, data from states", "webhook")),
        )
        settings, damaged = documents.readable(rows)
        for _, _, _, packed in reversed([row for rows in _spans(source, "revisions", Stop()) for row in rows]):
            with contextlib.suppress(*documents.BROKEN, zlib.error):
                return documents.completed(
                    settings, documents.settings_of(documents.parted(zlib.decompress(packed)))
                ), damaged
    return settings, damaged


def _copy(path: Path, copy: Path) -> None:
    try:
        uri = f"{path.as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as source:
            back_up(source, copy)  # includes the content of its WAL
    except _UNREADABLE as error:
        if isinstance(error, sqlite3.Error) and not is_damage(error):
            raise
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(path, copy)


def _new_first_page(copy: Path, kind: Kind) -> None:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        model.execute(f"pragma page_size={_PAGE}")
        model.execute("pragma auto_vacuum=incremental")
        for migration in kind.migrations:
            migration(model)
        page = bytearray(model.serialize()[:_PAGE])
    roots = max(page for _, page in tables_of(kind.migrations).values())
    pages = max(roots, (copy.stat().st_size + _PAGE - 1) // _PAGE)
    page[28:32] = pages.to_bytes(4, "big")
    page[32:40] = bytes(8)  # no free-page list
    page[100:] = bytes((13, 0, 0, 0, 0, *_PAGE.to_bytes(2, "big"), 0)).ljust(_PAGE - 100, b"\0")
    with copy.open("r+b") as file:
        file.write(page)
        file.truncate(pages * _PAGE)


def _spans(source: sqlite3.Connection, table: str, stop: Stop) -> Iterator[list[tuple[Any, ...]]]:
    last = _last(source, table)
    for low in range(1, last + 1, SPAN):
        if stop.is_set:
            return
        if rows := _between(source, table, low, min(last, low + SPAN - 1)):
            yield rows


def _between(source: sqlite3.Connection, table: str, low: int, high: int) -> list[tuple[Any, ...]]:
    """Rows of a range of ids. If the range cannot be read, it is split until only the unreadable rows are left out."""
    spans, found = [(low, high)], list[tuple[Any, ...]]()
    while spans:
        low, high = spans.pop()
        try:
            query = f"select * from {table} where rowid between ? and ? order by rowid"  # noqa: S608
            found += source.execute(query, (low, high)).fetchall()
        except _UNREADABLE:
            if low < high:
                middle = (low + high) // 2
                spans += [(middle + 1, high), (low, middle)]
    return found


def _last(source: sqlite3.Connection, table: str) -> int:
    """The highest id, or an upper bound if that cannot be read."""
    with contextlib.suppress(*_UNREADABLE, TypeError):
        return int(source.execute(f"select max(rowid) from {table}").fetchone()[0] or 0)  # noqa: S608
    with contextlib.suppress(*_UNREADABLE, TypeError, ValueError):
        return int(source.execute("select max(seq) from sqlite_sequence where name = ?", (table,)).fetchone()[0])
    return int(source.execute("pragma page_count").fetchone()[0]) * 32


def _both_ways(source: sqlite3.Connection, select: str, key: str) -> list[tuple[Any, ...]]:
    """Rows of a small table without ids, read from both ends up to the damaged page."""
    found: dict[tuple[Any, ...], None] = {}
    for order in ("asc", "desc"):
        by = ", ".join(f"{name} {order}" for name in key.split(", "))
        with contextlib.suppress(*_UNREADABLE):
            for row in source.execute(f"{select} order by {by}"):
                found[row] = None
    return (
        sorted(found, key=lambda row: row[-1] if isinstance(row[-1], int) else 0)
        if " place " in select
        else list(found)
    )


def _may_have(path: Path, kind: Kind, table: str) -> bool:
    """Whether the version of the file has this table, as far as its header can be read."""
    with path.open("rb") as file:
        header = file.read(100)
    version = int.from_bytes(header[60:64], "big")
    return not header.startswith(b"SQLite format 3\0") or table in schema_of(kind.migrations, version)


def _waiting(source: sqlite3.Connection) -> dict[int, list[str]]:
    """By id of an exchange, the forwarding targets for which it waits."""
    found: dict[int, list[str]] = {}
    for target, exchange in _both_ways(source, "select target, exchange_id from waiting", "target, exchange_id"):
        if isinstance(target, str) and isinstance(exchange, int):
            found.setdefault(exchange, []).append(target)
    return found


def _taken_in(
    connection: sqlite3.Connection, columns: Sequence[str], row: tuple[Any, ...], hidden: int
) -> tuple[int | None, bool]:
    """The new id of a row, None if this program cannot have written it, and whether it was copied."""
    values = dict(zip(columns, row, strict=True)) | {"deleted": hidden}
    there = connection.execute("select at, body_hash from exchanges where id = ?", (row[0],)).fetchone()
    if there == (values["at"], values["body_hash"]):
        return int(row[0]), False
    if there is not None:
        values["id"] = None
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    try:
        made = connection.execute(f"insert into exchanges ({names}) values ({marks})", tuple(values.values()))  # noqa: S608
    except sqlite3.IntegrityError:
        return None, False  # not a row written by this program
    return made.lastrowid, True


def _insert(connection: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    with contextlib.suppress(sqlite3.IntegrityError):
        marks = ", ".join("?" * len(row))
        connection.execute(f"insert or ignore into {table} values ({marks})", row)  # noqa: S608
