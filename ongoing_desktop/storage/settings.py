"""``settings.db``: the settings, their earlier revisions and secret references. Never a secret.

A save is one transaction: it fails if another process saved first, writes the rows that differ, and appends the whole
settings as a compressed revision. A good copy of the file is made after the first save and on closing.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.credentials import KnownEntry
from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.services.ports import KEPT_REVISIONS, REMEMBERED, SettingsConflict
from ongoing_desktop.storage import documents
from ongoing_desktop.storage.event_ids import FLOOR, HEADROOM, EventIds
from ongoing_desktop.storage.files import PART, sync_folder
from ongoing_desktop.storage.migrations import SETTINGS, back_up
from ongoing_desktop.storage.opening import COPY_SUFFIX, Kind

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.storage.database import Database

log = logging.getLogger(__name__)

SETTINGS_KIND: Final = Kind(application_id=0x4F444553, migrations=SETTINGS, copied=True)


class SettingsDb:
    """Implements :class:`ongoing_desktop.services.ports.SettingsStore`. Blocking; safe on any thread."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._event_ids = EventIds(database)
        self._copied = 0
        """Revision of the copy made by this session, 0 before the first save."""
        self._saved = 0

    def load(self) -> Settings:
        """The last committed settings of any process. Raises StorageError."""
        with self._db.read() as connection:
            rows = documents.Rows(
                meta=dict(connection.execute("select key, value from meta")),
                systems=_data(connection, "systems"),
                owners=connection.execute("select system, data from goods_owners order by system, place").fetchall(),
                webhooks=_data(connection, "webhooks"),
                states=dict(connection.execute("select webhook, data from states order by webhook")),
            )
        try:
            return documents.settings_of(rows)
        except documents.BROKEN as error:
            raise StorageDamaged("storage-damaged", path=str(self._db.path)) from error

    def save(self, settings: Settings, *, expected: int, label: str) -> Settings:
        """Replace the settings if their revision is still ``expected``; returns them with the new revision.

        Raises SettingsConflict if another process saved first, StorageError if nothing could be written.
        """
        rows = documents.rows_of(settings)
        with self._db.write() as connection:
            if _revision(connection) != expected:
                raise SettingsConflict
            changed = _write(connection, rows)
            _set_meta(connection, "revision", str(expected + 1))
            if changed:
                packed = zlib.compress(documents.whole(rows).encode("utf-8"), 6)
                if label == REMEMBERED:
                    # A test with an edited payload saves it. A revision for each would displace the user's own steps.
                    connection.execute(
                        "delete from revisions where label = ? and revision = (select max(revision) from revisions)",
                        (label,),
                    )
                connection.execute("insert into revisions values (?, ?, ?, ?)", (expected + 1, _now(), label, packed))
                connection.execute(
                    "delete from revisions where revision <= (select revision from revisions order by revision desc"
                    " limit 1 offset ?)",
                    (KEPT_REVISIONS,),
                )
        self._saved = expected + 1
        if not self._copied:
            self._keep_copy()
        return replace(settings, revision=expected + 1)

    def revisions(self) -> list[tuple[int, datetime, str]]:
        """Number, time and label of the kept revisions, newest first."""
        with self._db.read() as connection:
            found = connection.execute("select revision, at, label from revisions order by revision desc").fetchall()
        return [(number, _time(at), str(label)) for number, at, label in found]

    def revision(self, number: int) -> Settings | None:
        """The settings at a revision, or None if it is no longer kept."""
        with self._db.read() as connection:
            found = connection.execute("select document from revisions where revision = ?", (number,)).fetchone()
        if found is None:
            return None
        try:
            return replace(documents.settings_of(documents.parted(zlib.decompress(found[0]))), revision=number)
        except (zlib.error, *documents.BROKEN) as error:
            raise StorageDamaged("storage-damaged", path=str(self._db.path)) from error

    def newest_revision(self) -> int:
        """Revision of the last committed settings."""
        with self._db.read() as connection:
            return _revision(connection)

    def data_version(self) -> int:
        """A number that changes whenever any process commits."""
        return self._db.data_version()

    def next_event_id(self, system_id: str) -> int:
        """A system's next event id, unique across processes."""
        return self._event_ids.next(system_id)

    def event_id_at_hand(self, system_id: str) -> int | None:
        """The next event id if it needs no database access, else None. Safe on any thread."""
        return self._event_ids.at_hand(system_id)

    def skip_event_ids(self) -> None:
        """Raise every ceiling of event ids, including those of systems created after the opened copy was made."""
        with self._db.write() as connection:
            connection.execute("update counters set value = value + ?", (HEADROOM,))
            highest = connection.execute("select coalesce(max(value), ?) from counters", (HEADROOM,)).fetchone()[0]
            _set_meta(connection, FLOOR, str(highest))

    def known_entries(self) -> tuple[KnownEntry, ...]:
        """All recorded vault entries, oldest first."""
        with self._db.read() as connection:
            rows = connection.execute("select ref, state, at from secrets order by at, ref").fetchall()
        return tuple(KnownEntry(str(ref), str(state), _time(at)) for ref, state, at in rows)

    def note_secret(self, ref: str, state: str) -> None:
        """Commit an entry's state; ``gone`` removes it."""
        with self._db.write() as connection:
            if state == "gone":
                connection.execute("delete from secrets where ref = ?", (ref,))
            else:
                connection.execute(
                    "insert into secrets values (?, ?, ?)"
                    " on conflict (ref) do update set state = excluded.state, at = excluded.at",
                    (ref, state, _now()),
                )

    def close(self) -> None:
        """Close the file after copying what was saved since the last copy."""
        if self._saved != self._copied:
            self._keep_copy()
        self._event_ids.give_back()
        self._db.close()

    def _keep_copy(self) -> None:
        self._copied = self._saved
        copy = self._db.path.with_name(self._db.path.name + COPY_SUFFIX)
        part = copy.with_name(f"{copy.name}.{os.urandom(4).hex()}{PART}")
        # The copy is optional: a full disk must not turn a successful save into an error.
        try:
            with self._db.read() as connection:
                back_up(connection, part)
            part.replace(copy)
            sync_folder(copy.parent)
        except Exception as error:  # noqa: BLE001 - whatever it is, the change itself is saved
            log.warning("could not copy the settings: %s", type(error).__name__)
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _data(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f"select data from {table} order by place")]  # noqa: S608 - a constant


def _revision(connection: sqlite3.Connection) -> int:
    row = connection.execute("select value from meta where key = 'revision'").fetchone()
    try:
        return int(row[0]) if row else 0
    except documents.BROKEN:
        return 0  # the save then raises a conflict, and the following load reports the damage


def _set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value)
    )


def _write(connection: sqlite3.Connection, rows: documents.Rows) -> bool:
    """Write the rows that differ. True if more than preferences changed, which are not undo steps."""
    places = {data: place for place, data in enumerate(rows.systems)}
    changed = _sync(
        connection,
        "systems",
        ("id",),
        {(json.loads(data)["id"],): (place, data) for data, place in places.items()},
        ("place", "data"),
    )
    owners = {(system, json.loads(data)["id"]): (place, data) for place, (system, data) in enumerate(rows.owners)}
    changed |= _sync(connection, "goods_owners", ("system", "id"), owners, ("place", "data"))
    hooks = {(json.loads(data)["id"],): (place, data) for place, data in enumerate(rows.webhooks)}
    changed |= _sync(connection, "webhooks", ("id",), hooks, ("place", "data"))
    states = {(key,): (data,) for key, data in rows.states.items()}
    changed |= _sync(connection, "states", ("webhook",), states, ("data",))
    before = dict(connection.execute("select key, value from meta"))
    for key in ("preferences", "extra", *documents.ABSENT):
        # An older file lacks some of these; adding them empty is not an undo step.
        if before.get(key, documents.ABSENT.get(key)) != rows.meta[key]:
            _set_meta(connection, key, rows.meta[key])
            changed |= key != "preferences"
    return changed


def _sync(
    connection: sqlite3.Connection,
    table: str,
    keys: tuple[str, ...],
    wanted: Mapping[tuple[Any, ...], tuple[Any, ...]],
    columns: tuple[str, ...],
) -> bool:
    """Make a table contain exactly the wanted rows. All names are constants of this file."""
    listed = ", ".join((*keys, *columns))
    width = len(keys)
    before = {tuple(row[:width]): tuple(row[width:]) for row in connection.execute(f"select {listed} from {table}")}  # noqa: S608
    gone = [key for key in before if key not in wanted]
    fresh = [(*key, *row) for key, row in wanted.items() if before.get(key) != row]
    where = " and ".join([f"{key} = ?" for key in keys])
    connection.executemany(f"delete from {table} where {where}", gone)  # noqa: S608
    marks = ", ".join("?" * (width + len(columns)))
    connection.executemany(f"insert or replace into {table} ({listed}) values ({marks})", fresh)  # noqa: S608
    return bool(gone or fresh)


def _time(text: object) -> datetime:
    """A stored time, or the earliest possible one if it cannot be read."""
    with contextlib.suppress(*documents.BROKEN):
        found = datetime.fromisoformat(str(text))
        if found.tzinfo is not None:
            return found
    return datetime.min.replace(tzinfo=UTC)


def _now() -> str:
    return datetime.now(UTC).isoformat()
