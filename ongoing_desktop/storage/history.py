"""``history.db``: every exchange, append-only; light columns apart from headers and bodies.

Later facts (was the answer sent, what came back) are rows of ``outcomes``. Paging is by id, never by offset and never by
the clock, which may jump.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import Body, Exchange, ExchangeRow, Headers, Message, NewExchange, Outcome
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.storage.database import Database
from ongoing_desktop.storage.search import compile_filter

CHUNK: Final = 1024 * 1024
"""Bodies over this many bytes are kept as several rows: a BLOB has an upper limit, and reading may stop early."""
UNKNOWN_AFTER_S: Final = 120

_ROW: Final = """
select e.id, e.direction, e.at, e.method, e.target, coalesce(o.status, e.status), o.answer, o.failure, e.verdict,
       e.reason_code, e.reason_params, e.webhook, e.system, e.family, e.type, e.event_id, e.goods_owner_id, e.attempt,
       e.bytes, o.duration_us, e.peer,
       e.direction = 'in' and exists (select 1 from exchanges s where s.direction = 'out' and s.body_hash = e.body_hash)
from exchanges e left join outcomes o on o.exchange_id = e.id
"""


def _first(connection: sqlite3.Connection) -> None:
    for statement in (
        """create table exchanges (id integer primary key autoincrement, direction text not null, at integer not null,
           method text not null, target text not null, status integer, verdict text, reason_code text, reason_params text,
           webhook text, system text, family text, type text, event_id, webhook_number integer, goods_owner_id integer,
           attempt integer not null, bytes integer not null, body_hash blob not null, peer text not null, delivery text)""",
        "create index exchanges_sent on exchanges (body_hash) where direction = 'out'",
        "create index exchanges_webhook on exchanges (webhook, id) where webhook is not null",
        """create table messages (exchange_id integer not null, side text not null, headers text not null,
           body blob not null, primary key (exchange_id, side)) without rowid""",
        """create table chunks (exchange_id integer not null, side text not null, number integer not null,
           data blob not null, primary key (exchange_id, side, number))""",
        """create table outcomes (exchange_id integer primary key, answer text not null, status integer, failure text,
           duration_us integer not null, detail text not null)""",
    ):
        connection.execute(statement)


MIGRATIONS: Final = (_first,)


class HistoryDb:
    """Implements :class:`ongoing_desktop.services.ports.History`."""

    def __init__(self, path: Path) -> None:
        self._db = Database(path, MIGRATIONS)

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """What happened on opening that the user should know."""
        return tuple(self._db.notices)

    def append(self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome] = ()) -> list[int]:
        """Commit exchanges and outcomes in one transaction."""
        ids: list[int] = []
        with self._db.write() as connection:
            for exchange in exchanges:
                ids.append(_insert(connection, exchange))
            for outcome in outcomes:
                _insert_outcome(connection, outcome)
        return ids

    def newest_id(self) -> int:
        """Highest id ever given."""
        with self._db.read() as connection:
            row = connection.execute("select seq from sqlite_sequence where name = 'exchanges'").fetchone()
        return int(row[0]) if row else 0

    def page(
        self,
        *,
        limit: int,
        before: int | None = None,
        after: int | None = None,
        filter: Filter | None = None,  # noqa: A002 - the word of the contract
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
    ) -> list[ExchangeRow]:
        """Rows newest first, or oldest first after an id."""
        terms: list[str] = []
        values: list[Any] = []

        def add(term: str, *given: Any) -> None:
            terms.append(term)
            values.extend(given)

        if before is not None:
            add("e.id < ?", before)
        if after is not None:
            add("e.id > ?", after)
        if direction is not None:
            add("e.direction = ?", direction)
        if webhook is not None:
            add("e.webhook = ?", webhook)
        if system == "":
            add("e.system is null")
        elif system is not None:
            add("lower(e.system) = lower(?)", system)
        if filter is not None:
            term, given = compile_filter(filter)
            add(term, *given)
        where = f"where {' and '.join(f'({term})' for term in terms)}" if terms else ""
        order = "asc" if after is not None else "desc"
        query = f"{_ROW} {where} order by e.id {order} limit ?"
        with self._db.read() as connection:
            return [_row(item) for item in connection.execute(query, (*values, limit)).fetchall()]

    def rows(self, ids: Sequence[int]) -> list[ExchangeRow]:
        """These rows again."""
        found: dict[int, ExchangeRow] = {}
        with self._db.read() as connection:
            for start in range(0, len(ids), 500):
                part = ids[start : start + 500]
                marks = ",".join("?" * len(part))
                for item in connection.execute(f"{_ROW} where e.id in ({marks})", tuple(part)):
                    found[item[0]] = _row(item)
        return [found[number] for number in ids if number in found]

    def get(self, exchange_id: int) -> Exchange | None:
        """One exchange whole."""
        with self._db.read() as connection:
            item = connection.execute(f"{_ROW} where e.id = ?", (exchange_id,)).fetchone()
            if item is None:
                return None
            detail = connection.execute("select detail from outcomes where exchange_id = ?", (exchange_id,)).fetchone()
            request = _message(connection, exchange_id, "request") or Message()
            response = _message(connection, exchange_id, "response")
        return Exchange(_row(item), request, response, json.loads(detail[0]) if detail else {})

    def data_version(self) -> int:
        """Changes when another connection has committed."""
        return self._db.data_version()

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _insert(connection: sqlite3.Connection, new: NewExchange) -> int:
    judged = new.judgement
    event_id = judged.event_id if judged else new.event_id
    cursor = connection.execute(
        """insert into exchanges (direction, at, method, target, status, verdict, reason_code, reason_params, webhook, system,
           family, type, event_id, webhook_number, goods_owner_id, attempt, bytes, body_hash, peer, delivery)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            new.direction,
            _micros(new.at),
            _clean(new.method),
            _clean(new.target),
            new.status,
            judged.verdict if judged else None,
            judged.reason_code if judged else None,
            json.dumps(dict(judged.params), ensure_ascii=True, default=str) if judged else None,
            judged.webhook if judged else new.webhook,
            _clean(judged.system if judged else new.system),
            judged.family if judged else new.family,
            judged.type if judged else new.type,
            _clean(event_id) if isinstance(event_id, str) else event_id,
            judged.webhook_number if judged else None,
            judged.goods_owner_id if judged else new.goods_owner_id,
            new.attempt,
            new.body.size,
            new.body.sha256,
            new.peer,
            new.delivery,
        ),
    )
    number = int(cursor.lastrowid or 0)
    _insert_message(connection, number, "request", new.headers, new.body)
    if new.response is not None:
        _insert_message(connection, number, "response", new.response.headers, Body(data=new.response.body))
    return number


def _insert_message(connection: sqlite3.Connection, number: int, side: str, headers: Headers, body: Body) -> None:
    small = body.data if body.file is None and len(body.data) <= CHUNK else b""
    connection.execute(
        "insert or replace into messages values (?, ?, ?, ?)",
        (number, side, json.dumps(headers, ensure_ascii=True), small),
    )
    if body.file is None and len(body.data) <= CHUNK:
        return
    connection.execute("delete from chunks where exchange_id = ? and side = ?", (number, side))
    for place, data in enumerate(_chunks(body)):
        connection.execute("insert into chunks values (?, ?, ?, ?)", (number, side, place, data))


def _chunks(body: Body) -> Iterator[bytes]:
    if body.file is None:
        for start in range(0, len(body.data), CHUNK):
            yield body.data[start : start + CHUNK]
        return
    with Path(body.file).open("rb") as file:
        while data := file.read(CHUNK):
            yield data


def _insert_outcome(connection: sqlite3.Connection, outcome: Outcome) -> None:
    connection.execute(
        "insert or replace into outcomes values (?, ?, ?, ?, ?, ?)",
        (
            outcome.exchange_id,
            outcome.answer,
            outcome.status,
            outcome.failure,
            max(0, outcome.duration_us),
            json.dumps(dict(outcome.detail), ensure_ascii=True, default=str),
        ),
    )
    if outcome.response is not None:
        body = Body(data=outcome.response.body)
        _insert_message(connection, outcome.exchange_id, "response", outcome.response.headers, body)


def _message(connection: sqlite3.Connection, number: int, side: str) -> Message | None:
    row = connection.execute(
        "select headers, body from messages where exchange_id = ? and side = ?", (number, side)
    ).fetchone()
    if row is None:
        return None
    headers = tuple((name, value) for name, value in json.loads(row[0]))
    body = bytes(row[1])
    if not body:
        body = b"".join(
            item[0]
            for item in connection.execute(
                "select data from chunks where exchange_id = ? and side = ? order by number", (number, side)
            )
        )
    return Message(headers, body)


def _row(item: tuple[Any, ...]) -> ExchangeRow:
    at = datetime.fromtimestamp(item[2] / 1_000_000, UTC)
    answer = item[6]
    if answer is None:
        # The process that would have told died, or the answer is still on its way.
        answer = "unknown" if (datetime.now(UTC) - at).total_seconds() > UNKNOWN_AFTER_S else "pending"
    return ExchangeRow(
        id=item[0],
        direction=item[1],
        at=at,
        method=item[3],
        target=item[4],
        status=item[5],
        answer=answer,
        failure=item[7],
        verdict=item[8],
        reason_code=item[9],
        reason_params=json.loads(item[10]) if item[10] else {},
        webhook=item[11],
        system=item[12],
        family=item[13],
        type=item[14],
        event_id=item[15],
        goods_owner_id=item[16],
        attempt=item[17],
        bytes=item[18],
        duration_ms=None if item[19] is None else item[19] / 1000,
        peer=item[20],
        ours=bool(item[21]),
    )


def _micros(at: datetime) -> int:
    delta = at.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86400 + delta.seconds) * 1_000_000 + delta.microseconds


def _clean(text: str | None) -> str | None:
    """Lone surrogates cannot be stored as text; what came over the wire never has any."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")
