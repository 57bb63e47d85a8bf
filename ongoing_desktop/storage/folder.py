"""The data folder: both databases are opened under the schema lock and closed in order."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sqlite3
import threading
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import KnownError, StorageDamaged, StorageError, StorageLocked, reason
from ongoing_desktop.domain.foreign import read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.storage.asides import Asides
from ongoing_desktop.storage.database import Database, connect, suspect_mark
from ongoing_desktop.storage.event_ids import NAME as EVENT_IDS_NAME
from ongoing_desktop.storage.files import PART, SHAPES_NAME, os_cause
from ongoing_desktop.storage.history import HISTORY_KIND, HistoryDb
from ongoing_desktop.storage.integrity import note_closed, quick_check
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.storage.opening import NeedsAlone, Opened, begin_anew, open_database, replaced
from ongoing_desktop.storage.search.index import NAME as SEARCH_NAME
from ongoing_desktop.storage.search.index import SearchIndex
from ongoing_desktop.storage.search.sql import Names
from ongoing_desktop.storage.settings import SETTINGS_KIND, SettingsDb

log = logging.getLogger(__name__)

SETTINGS_NAME: Final = "settings.db"
HISTORY_NAME: Final = "history.db"
LOCK_LIMIT_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Storage:
    """The two databases of a data folder. Safe on any thread; :meth:`close` is idempotent."""

    settings: SettingsDb
    history: HistoryDb
    asides: Asides
    _folder: Path
    _schema: RoleLock
    _notices: list[KnownError] = field(default_factory=list)

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """Messages for the user, such as a damaged file that was moved aside. May grow while a check is running."""
        return tuple(self._notices)

    def close(self) -> None:
        """Checkpoint and close both databases. Takes a few seconds at most, even while reads are running."""
        if not self._schema.held:
            return
        self.history.close()
        self.settings.close()
        self._schema.release()
        if self._schema.try_acquire():  # no other process has them open, so the files are complete
            note_closed(self._folder, (SETTINGS_NAME, HISTORY_NAME))
            self._schema.release()


def open_storage(data_dir: Path) -> Storage:
    """Create the data folder if needed, then open, repair or migrate both databases. Raises StorageError.

    Holds a shared schema lock until :meth:`Storage.close`; creating, repairing and migrating hold it exclusively.
    """
    _prepare(data_dir)
    schema = RoleLock(data_dir, "schema")
    alone = schema.try_acquire()
    if not alone and not schema.acquire(shared=True, limit_s=LOCK_LIMIT_S):
        raise StorageLocked("storage-in-use", path=str(data_dir))
    try:
        try:
            opened = _open_both(data_dir, alone=alone)
        except NeedsAlone:
            schema.release()
            if not schema.acquire(limit_s=LOCK_LIMIT_S):
                raise StorageLocked("storage-in-use", path=str(data_dir)) from None
            alone = True
            opened = _open_both(data_dir, alone=True)
    except BaseException:
        schema.release()
        raise
    settings_db, history_db = opened
    if alone:
        _sweep(data_dir)
        if not schema.share(limit_s=LOCK_LIMIT_S):
            settings_db.database.close()
            history_db.database.close()
            raise StorageLocked("storage-in-use", path=str(data_dir))
    settings = SettingsDb(settings_db.database)
    index = SearchIndex(data_dir / SEARCH_NAME)
    history = HistoryDb(history_db.database, names=lambda: _names(settings, data_dir), index=index)
    asides = Asides(data_dir, (settings_db.database.path, SETTINGS_KIND), (history_db.database, HISTORY_KIND))
    notices = [*settings_db.notices, *history_db.notices]
    notices += asides.notices(str(notice.params.get("aside")) for notice in tuple(notices))
    storage = Storage(settings, history, asides, data_dir, schema, notices)
    if history_db.unchecked:
        _check_behind(history_db.database, storage)
    return storage


def _open_both(data_dir: Path, *, alone: bool) -> tuple[Opened, Opened]:
    settings = open_database(data_dir / SETTINGS_NAME, SETTINGS_KIND, alone=alone)
    try:
        if alone:
            settings = _readable(settings)
        return settings, open_database(data_dir / HISTORY_NAME, HISTORY_KIND, alone=alone)
    except BaseException:
        settings.database.close()
        raise


def _readable(opened: Opened) -> Opened:
    """If the rows of an intact file do not form valid settings, continue with the last good copy."""
    database = opened.database
    try:
        SettingsDb(database).load()
    except StorageDamaged:
        database.close()
        with replaced(database.path) as aside:
            again = begin_anew(database.path, SETTINGS_KIND)
        notice = StorageDamaged("storage-aside-damaged", path=str(database.path), aside=str(aside))
        opened = Opened(again.database, (*opened.notices, notice, *again.notices))
    if any(notice.code == "storage-copy-opened" for notice in opened.notices):
        SettingsDb(opened.database).skip_event_ids()
    return opened


def _prepare(data_dir: Path) -> None:
    try:
        fresh = not data_dir.exists()
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Do not restrict access to a folder that belongs to another user.
        ours = fresh or (data_dir / SETTINGS_NAME).exists() or not any(data_dir.iterdir())
        if ours and os.name == "posix" and data_dir.stat().st_mode & 0o777 != 0o700:
            data_dir.chmod(0o700)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            raise os_cause(error, data_dir) from error
        raise StorageError("storage-folder", path=str(data_dir), why=reason(error)) from error


def _sweep(data_dir: Path) -> None:
    """Remove unfinished files that a killed process left behind."""
    for name in (SETTINGS_NAME, HISTORY_NAME, f".{EVENT_IDS_NAME}"):
        for path in (*data_dir.glob(f"{name}.*{PART}"), *data_dir.glob(f"{name}.*{PART}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()


def _names(settings: SettingsDb, data_dir: Path) -> Names:
    current = settings.load()
    return Names(
        new_shapes=lambda: _new_shapes(data_dir / SHAPES_NAME),
        webhooks=tuple((hook.id, hook.name) for hook in current.webhooks),
        systems=tuple((system.code, system.name) for system in current.systems),
        owners=tuple((owner.id, owner.name, owner.code) for item in current.systems for owner in item.goods_owners),
    )


def _new_shapes(folder: Path) -> tuple[int, ...]:
    """The exchanges whose payload has a new shape; none if that cannot be read."""
    from ongoing_desktop.domain.payload_shapes import NEW_SHAPES, exchanges_of  # noqa: PLC0415 - only one filter needs it

    file = folder / f"{NEW_SHAPES}.json"
    try:
        return exchanges_of(read_json(file.read_bytes())) if file.exists() else ()
    except (OSError, ValueError, TypeError, LookupError):
        log.info("the new payload shapes cannot be read", exc_info=True)
        return ()


def _check_behind(database: Database, storage: Storage) -> None:
    """Check a large file while it is in use. Damage is reported now and handled at the next start."""

    def check() -> None:
        try:
            with contextlib.closing(connect(database.path)) as connection:
                sound = quick_check(connection)
        except sqlite3.Error:
            log.info("the history could not be checked", exc_info=True)
            return
        if not sound:
            suspect_mark(database.path).touch(mode=0o600)
            storage._notices.append(StorageDamaged("storage-suspect", path=str(database.path)))  # noqa: SLF001

    threading.Thread(target=check, name="history-check", daemon=True).start()
