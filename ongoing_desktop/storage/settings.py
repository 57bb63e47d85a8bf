"""``settings.db``: systems, webhooks, preferences as one document per revision; secret references; event counters.

A change is one row of ``revisions``: the whole settings as JSON, small by nature, which makes a save atomic and every
earlier state available. The newest row is the settings.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.domain.errors import KnownError, StorageDamaged
from ongoing_desktop.domain.settings import GoodsOwner, Preferences, Settings, System, Webhook, WebhookState
from ongoing_desktop.services.ports import SettingsConflict
from ongoing_desktop.storage.database import Database

KEPT_REVISIONS: Final = 200


def _first(connection: sqlite3.Connection) -> None:
    connection.execute(
        "create table revisions (revision integer primary key, at text not null, label text not null, document text not null)"
    )
    connection.execute("create table secrets (ref text primary key, state text not null, at text not null)")
    connection.execute("create table counters (system text primary key, value integer not null)")


MIGRATIONS: Final = (_first,)


class SettingsDb:
    """Implements :class:`ongoing_desktop.services.ports.SettingsStore`."""

    def __init__(self, path: Path) -> None:
        self._copy = path.with_name(path.name + ".bak")
        self._db = Database(path, MIGRATIONS)
        if self._db.notices:
            self._restore()

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """What happened on opening that the user should know."""
        return tuple(self._db.notices)

    def load(self) -> Settings:
        """The settings as committed last."""
        with self._db.read() as connection:
            row = connection.execute(
                "select revision, document from revisions order by revision desc limit 1"
            ).fetchone()
        return replace(from_document(json.loads(row[1])), revision=int(row[0])) if row else Settings()

    def save(self, settings: Settings, *, expected: int, label: str) -> Settings:
        """Commit the next revision; SettingsConflict when another process did so first."""
        document = json.dumps(to_document(settings), ensure_ascii=False)
        with self._db.write() as connection:
            newest = connection.execute("select coalesce(max(revision), 0) from revisions").fetchone()[0]
            if newest != expected:
                raise SettingsConflict
            connection.execute("insert into revisions values (?, ?, ?, ?)", (expected + 1, _now(), label, document))
            connection.execute("delete from revisions where revision <= ?", (expected + 1 - KEPT_REVISIONS,))
        self._keep_copy()
        return replace(settings, revision=expected + 1)

    def data_version(self) -> int:
        """Changes when another connection has committed."""
        return self._db.data_version()

    def next_event_id(self, system_id: str) -> int:
        """The next event id of a system."""
        with self._db.write() as connection:
            row = connection.execute(
                "insert into counters values (?, 1) on conflict (system) do update set value = value + 1 returning value",
                (system_id,),
            ).fetchone()
        return int(row[0])

    def pending_secrets(self) -> tuple[str, ...]:
        """Entries noted as pending or retired."""
        with self._db.read() as connection:
            rows = connection.execute(
                "select ref from secrets where state in ('pending', 'retired') order by at"
            ).fetchall()
        return tuple(row[0] for row in rows)

    def note_secret(self, ref: str, state: str) -> None:
        """Commit an entry's state."""
        with self._db.write() as connection:
            if state == "gone":
                connection.execute("delete from secrets where ref = ?", (ref,))
            else:
                connection.execute(
                    "insert into secrets values (?, ?, ?) on conflict (ref) do update set state = excluded.state, at = excluded.at",
                    (ref, state, _now()),
                )

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _keep_copy(self) -> None:
        # The copy is a courtesy: a full disk must not turn a saved change into an error.
        part = self._copy.with_name(self._copy.name + ".part")
        with contextlib.suppress(sqlite3.Error, OSError), self._db.read() as connection:
            part.unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(part)) as copy:
                connection.backup(copy)
            part.chmod(0o600)
            part.replace(self._copy)

    def _restore(self) -> None:
        """The damaged file was moved aside: go on with the last good copy, if it is good."""
        if not self._copy.exists():
            return
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self._copy}?mode=ro", uri=True)) as copy:
                revisions = copy.execute("select * from revisions").fetchall()
                secrets = copy.execute("select * from secrets").fetchall()
                counters = copy.execute("select * from counters").fetchall()
                from_document(json.loads(max(revisions)[3]))
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            self._db.notices.append(StorageDamaged("storage-copy-damaged", path=str(self._copy)))
            return
        with self._db.write() as connection:
            connection.executemany("insert into revisions values (?, ?, ?, ?)", revisions)
            connection.executemany("insert into secrets values (?, ?, ?)", secrets)
            # Ids given since the copy must not be given again.
            connection.executemany("insert into counters values (?, ? + 1000)", counters)
        self._db.notices.append(StorageDamaged("storage-copy-opened", path=str(self._copy)))


def to_document(settings: Settings) -> dict[str, Any]:
    """The settings as JSON values; unlike the config file it also holds what only this computer knows."""
    preferences = _plain(settings.preferences)
    preferences["confirmed_hosts"] = sorted(settings.preferences.confirmed_hosts)
    return {
        "systems": [
            _plain(system) | {"goods_owners": [_plain(o) for o in system.goods_owners]} for system in settings.systems
        ],
        "webhooks": [_plain(hook) for hook in settings.webhooks],
        "states": {key: _plain(state) for key, state in settings.states.items()},
        "preferences": preferences,
        "extra": dict(settings.extra),
    }


def from_document(data: Mapping[str, Any]) -> Settings:
    """The settings of a document; raises KeyError, TypeError or ValueError when it is none."""
    preferences = _known(Preferences, data["preferences"])
    preferences["confirmed_hosts"] = frozenset(preferences.get("confirmed_hosts", ()))
    return Settings(
        systems=tuple(
            System(
                **{
                    **_known(System, item),
                    "goods_owners": tuple(GoodsOwner(**_known(GoodsOwner, owner)) for owner in item["goods_owners"]),
                    "transporters": tuple(item.get("transporters", ())),
                }
            )
            for item in data["systems"]
        ),
        webhooks=tuple(
            Webhook(**{**_known(Webhook, item), "goods_owners": tuple(item["goods_owners"])})
            for item in data["webhooks"]
        ),
        states={key: WebhookState(**_times(_known(WebhookState, item))) for key, item in data["states"].items()},
        preferences=Preferences(**preferences),
        extra=data.get("extra", {}),
    )


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in fields(value):
        member = getattr(value, item.name)
        if isinstance(member, datetime):
            member = member.isoformat()
        elif isinstance(member, Mapping):
            member = dict(member)
        elif isinstance(member, frozenset):
            member = sorted(member)
        found[item.name] = member
    return found


def _known(kind: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {item.name for item in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def _times(data: dict[str, Any]) -> dict[str, Any]:
    for name in ("changed_at", "entered_at"):
        if data.get(name):
            data[name] = datetime.fromisoformat(data[name])
    return data


def _now() -> str:
    return datetime.now(UTC).isoformat()
