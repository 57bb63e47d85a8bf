"""Requests that wait for forwarding targets, and the state of the targets; tables of ``history.db``.

A waiting request is recorded in the transaction that commits the request, and removed in the one that commits its answer.
While a request is deleted it does not wait, but does so again if that is undone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ongoing_desktop.domain.exchange import micros, moment
from ongoing_desktop.domain.forwarding import TargetState

if TYPE_CHECKING:
    from ongoing_desktop.storage.database import Database


_THERE = "exists (select 1 from exchanges e where e.id = w.exchange_id and e.deleted is null)"


class WaitingDb:
    """Blocking; safe on any thread. Everything raises StorageError."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def next(self, target: str, upto: int) -> int | None:
        """The oldest exchange that waits for a target, with an id up to ``upto``."""
        query = f"""select w.exchange_id from waiting w where w.target = ? and w.exchange_id <= ? and {_THERE}
            order by w.exchange_id limit 1"""  # noqa: S608
        with self._db.read() as connection:
            found = connection.execute(query, (target, upto)).fetchone()
        return None if found is None else int(found[0])

    def newest(self) -> int:
        """The highest id of a waiting exchange, 0 if none waits."""
        with self._db.read() as connection:
            return int(connection.execute("select coalesce(max(exchange_id), 0) from waiting").fetchone()[0])

    def states(self) -> list[TargetState]:
        """The targets with a known state or with waiting requests."""
        counted = f"""select w.target, w.count, e.at from (select w.target, count(*) count, min(w.exchange_id) oldest
            from waiting w where {_THERE} group by w.target) w left join exchanges e on e.id = w.oldest"""  # noqa: S608
        with self._db.read() as connection:
            counts = {target: (count, at) for target, count, at in connection.execute(counted)}
            known = connection.execute("select target, code, params, at, asked from targets").fetchall()
        found = {
            target: TargetState(target, waiting=count, since=_moment(at)) for target, (count, at) in counts.items()
        }
        for target, code, params, at, asked in known:
            count, since = counts.get(target, (0, None))
            found[target] = TargetState(
                target, code, json.loads(params), _moment(at), count, _moment(since), asked or 0
            )
        return [found[target] for target in sorted(found)]

    def set_state(self, target: str, code: str, params: Mapping[str, object], at: datetime) -> None:
        """Record whether a target answers since ``at``: ``code`` is empty, or says why not."""
        given = (target, code, json.dumps(dict(params), default=str), micros(at))
        with self._db.write() as connection:
            connection.execute(
                """insert into targets (target, code, params, at) values (?, ?, ?, ?) on conflict (target)
                   do update set code = excluded.code, params = excluded.params, at = excluded.at""",
                given,
            )

    def ask(self, target: str) -> None:
        """Ask the listener to deliver now."""
        with self._db.write() as connection:
            connection.execute(
                "insert into targets (target, asked) values (?, 1) on conflict (target) do update set asked = asked + 1",
                (target,),
            )

    def drop(self, target: str, exchange_id: int) -> None:
        """Let one exchange no longer wait."""
        with self._db.write() as connection:
            connection.execute("delete from waiting where target = ? and exchange_id = ?", (target, exchange_id))

    def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited, deleted ones too. The exchanges stay."""
        with self._db.write() as connection:
            return connection.execute("delete from waiting where target = ?", (target,)).rowcount


def _moment(value: object) -> datetime | None:
    return moment(value) if isinstance(value, int) else None
