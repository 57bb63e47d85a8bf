"""Converts exchanges to rows of ``history.db`` and back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.exchange import (
    Body,
    ExchangeRow,
    Message,
    NewExchange,
    Outcome,
    micros,
    moment,
)
from ongoing_desktop.domain.exchange_fields import FIELDS
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.sync_state import Seen
from ongoing_desktop.storage.damaged_rows import PLACES, as_far_as_readable, is_sound, message_of
from ongoing_desktop.storage.search.watermark import note_stale

CHUNK: Final = 1024 * 1024
"""Larger bodies, in bytes, are stored as several rows: BLOB size is limited, and large rows slow down lists."""
UNKNOWN_AFTER: Final = timedelta(seconds=120)
_INT64: Final = 2**63
_headers: Final = json.JSONEncoder(separators=(",", ":")).encode
Side = Literal["request", "response"]

_OTHERWISE: Final = {
    "status": "coalesce(o.status, e.status)",
    "answer": "o.answer",
    "failure": "o.failure",
    "duration_ms": "o.duration_us",
}
_FIELDS: Final = {item.name: _OTHERWISE.get(item.name, f"e.{item.name}") for item in FIELDS}
"""The SQL expression for each field of a row, in field order."""
_AT, _ANSWER, _PARAMS, _TOOK, _OURS, _PINNED = map(
    PLACES.__getitem__, ("at", "answer", "reason_params", "duration_ms", "ours", "pinned")
)
_IN_ORDER: Final = list(_FIELDS) == list(ExchangeRow.__annotations__)[: len(_FIELDS)]
"""Whether a row can be made without naming its fields, which takes a seventh less time."""
SELECT: Final = " ".join(
    ("select", ", ".join(_FIELDS.values()), "from exchanges e left join outcomes o on o.exchange_id = e.id ")
)
SELECT_IDS: Final = "select e.id, e.at from exchanges e left join outcomes o on o.exchange_id = e.id"
"""SQLite omits the join when no condition uses outcomes."""
SORTED_BY: Final = {
    **_FIELDS,
    "kind": "coalesce(e.type, e.family)",
    "request": "e.method || ' ' || e.target",
}
"""Sort keys of a list: each field of a row, its type or family, and its request line."""
ARRIVED: Final = "({0}.direction = 'in' and {0}.source = '' and {0}.method <> '')"
"""Received over the network: neither read from a file nor pasted."""
SAME_EVENT: Final = "{0}.event_id = {1}.event_id and {0}.webhook_number = {1}.webhook_number and {0}.system is {1}.system collate nocase"
"""Of two exchanges. Requests sent by this app (``ours``) count separately."""
SAME_SUBJECT: Final = "{0}.subject = {1}.subject and {0}.system is {1}.system collate nocase"
_RECORDED: Final = {item.name: str in item.kinds for item in FIELDS if item.recorded} | {"webhook_number": False}
"""Columns filled from the judgement or the exchange, and whether each may be a text."""
# One statement, because a statement costs more than the few index lookups in it.
_STANDING: Final = f"""
with mine(ours) as (select :size > 0 and :method = 'POST'
    and (select count(*) from exchanges where direction = 'out' and source = '' and body_hash = :digest
    and reason_code is null)
    > (select count(*) from exchanges where direction = 'in' and ours = 1 and body_hash = :digest))
select mine.ours,
    (select e.attempt from exchanges e where {ARRIVED.format("e")} and e.event_id = :event_id
        and e.webhook_number = :webhook_number and e.ours = mine.ours and e.system is :system collate nocase
        order by e.id desc limit 1),
    (select e.id from exchanges e where {ARRIVED.format("e")} and e.subject = :subject and e.ours = mine.ours
        and e.event_at is not null and e.system is :system collate nocase order by e.event_at desc, e.id desc limit 1)
from mine
"""  # noqa: S608
_LATEST: Final = "select event_at, state from exchanges where id = ?"
_INSERT_MESSAGE: Final = {
    "request": "insert or replace into requests values (?, ?, ?)",
    "response": "insert or replace into responses values (?, ?, ?)",
}
_SELECT_MESSAGE: Final = {
    "request": "select headers, body from requests where exchange_id = ?",
    "response": "select headers, body from responses where exchange_id = ?",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """An exchange as values to bind. Built before the write lock is taken, to keep the lock short."""

    columns: Mapping[str, Any]
    """The values of all columns but those that depend on earlier exchanges, always in the same order."""
    attempt: int
    event: Mapping[str, Any]
    """The values that classify the exchange against earlier ones, by parameter name of :data:`_STANDING`."""
    headers: str
    body: Body
    response_headers: str | None
    response_body: bytes
    waiting: tuple[str, ...]
    delivers: tuple[str, int] | None


def prepare(new: NewExchange) -> Prepared:
    """Convert everything except the id. Fields that the judgement leaves open are taken from the exchange itself."""
    judged = new.judgement
    body = new.body
    digest, size = body.sha256, body.size
    if not digest or (body.file is None and size != len(body.data)):
        digest, size = _measure(body)

    recorded: dict[str, Any] = {}
    for name, text in _RECORDED.items():
        value = getattr(judged, name, None)
        if value is None:
            value = getattr(new, name)
        plain = value is None or (isinstance(value, str) and value.isascii())
        recorded[name] = value if plain else _stored(value, text)
    event = {
        "system": recorded["system"],
        "event_id": recorded["event_id"],
        "webhook_number": recorded["webhook_number"],
        "subject": recorded["subject"],
        "event_at": judged.event_at if judged else None,
        "state": _fitting(judged.state if judged else None),
        "size": size,
        "digest": digest,
        "method": new.method,
        "source": new.source,
    }
    columns = {
        "direction": new.direction,
        "at": micros(new.at),
        "method": clean(new.method),
        "target": clean(new.target),
        "status": new.status,
        "verdict": judged.verdict if judged else None,
        "reason_code": judged.reason_code if judged else None,
        "reason_params": _json(judged.params) if judged else None,
        **recorded,
        "bytes": size,
        "body_hash": digest,
        "peer": clean(new.peer),
        "delivery": new.delivery,
        "event_at": event["event_at"],
        "state": event["state"],
        "source": new.source,
    }
    response = new.response
    return Prepared(
        columns,
        new.attempt,
        event,
        _headers(new.headers),
        body,
        _headers(response.headers) if response else None,
        response.body if response else b"",
        new.waiting,
        new.delivers,
    )


def insert(connection: sqlite3.Connection, items: Sequence[tuple[int, Prepared]]) -> None:
    """Insert exchanges with their ids in the caller's transaction. Raises OSError for an unreadable spool file."""
    statement = _insertion(tuple(items[0][1].columns)) if items else ""
    for number, item in items:
        connection.execute(statement, (number, *item.columns.values(), *_standing(connection, item)))
    connection.executemany(
        _INSERT_MESSAGE["request"], ((number, item.headers, _small(item.body)) for number, item in items)
    )
    for number, item in items:
        _insert_chunks(connection, number, "request", item.body)
    for number, item in items:
        for target in item.waiting:
            connection.execute("insert into waiting values (?, ?)", (target, number))
        if item.delivers is not None:
            connection.execute("delete from waiting where target = ? and exchange_id = ?", item.delivers)
    answered = [(number, item) for number, item in items if item.response_headers is not None]
    connection.executemany(
        _INSERT_MESSAGE["response"],
        ((number, item.response_headers, _small(Body(item.response_body))) for number, item in answered),
    )
    for number, item in answered:
        _insert_chunks(connection, number, "response", Body(item.response_body))


@cache
def _insertion(columns: tuple[str, ...]) -> str:
    names = ("id", *columns, "attempt", "ours", "sequence")
    return f"insert into exchanges ({', '.join(names)}) values ({', '.join('?' * len(names))})"  # noqa: S608


def insert_outcomes(connection: sqlite3.Connection, outcomes: Sequence[Outcome]) -> None:
    """Insert outcomes of exchanges. A later outcome replaces an earlier one."""
    connection.executemany(
        "insert or replace into outcomes select ?, ?, ?, ?, ?, ? where exists (select 1 from exchanges where id = ?)",
        (
            (
                item.exchange_id,
                item.answer,
                item.status,
                item.failure,
                max(0, item.duration_us),
                _json(item.detail),
                item.exchange_id,
            )
            for item in outcomes
        ),
    )
    if outcomes:
        note_stale(connection, [item.exchange_id for item in outcomes])
    for item in outcomes:
        if item.response is None or not _exists(connection, item.exchange_id):
            continue
        body = Body(item.response.body)
        connection.execute("delete from chunks where exchange_id = ? and side = 'response'", (item.exchange_id,))
        headers = _headers(item.response.headers)
        connection.execute(_INSERT_MESSAGE["response"], (item.exchange_id, headers, _small(body)))
        _insert_chunks(connection, item.exchange_id, "response", body)


def _standing(connection: sqlite3.Connection, item: Prepared) -> tuple[int, bool, str]:
    """The attempt number, whether this app sent the request, and the sequence mark.

    Looked up in the transaction that inserts the exchange. A request sent by this app is recognised by the hash of its
    body, which is committed before the request is sent; each sent request accounts for one arrival. Tests are counted
    separately so that they do not look like repeats of the real event. Imported exchanges are not compared.
    """
    event = item.event
    if item.columns["direction"] in ("out", "api") or event["source"] or not event["method"]:
        return item.attempt, False, ""
    ours, attempt, latest = connection.execute(_STANDING, event).fetchone()
    sequence = ""
    if latest is not None and event["event_at"] is not None:
        event_at, state = connection.execute(_LATEST, (latest,)).fetchone()
        if event_at > event["event_at"]:
            sequence = "older"
        elif state is not None and event["state"] is not None and state > event["state"]:
            sequence = "back"
    return (item.attempt if attempt is None else attempt + 1), bool(ours), sequence


def message(connection: sqlite3.Connection, number: int, side: Side) -> Message | None:
    """Headers and body of one side, or None if absent. Raises StorageDamaged if the headers cannot be read."""
    found = connection.execute(_SELECT_MESSAGE[side], (number,)).fetchone()
    if found is None:
        return None
    body = found[1]
    if not body:
        chunks = connection.execute(
            "select data from chunks where exchange_id = ? and side = ? order by number", (number, side)
        )
        body = b"".join(chunk[0] for chunk in chunks if isinstance(chunk[0], bytes))
    made = message_of(found[0], body)
    if made is None:
        raise StorageDamaged("storage-damaged", path=f"{number}/{side}")
    return made


def detail(connection: sqlite3.Connection, number: int) -> Mapping[str, object]:
    """:attr:`Outcome.detail` of an exchange, empty without an outcome. Raises StorageDamaged if it cannot be read."""
    found = connection.execute("select detail from outcomes where exchange_id = ?", (number,)).fetchone()
    try:
        return _params(found[0]) if found else {}
    except (ValueError, TypeError, RecursionError):
        raise StorageDamaged("storage-damaged", path=f"{number}/outcome") from None


def row(item: Sequence[Any], now: datetime) -> ExchangeRow:
    """Convert one row of :data:`SELECT`. Damaged values are left out, and the reason code says so."""
    if is_sound(item):
        try:
            return _row(item, now)
        except (ValueError, TypeError, OverflowError, RecursionError):
            pass
    return as_far_as_readable(item, lambda values: _row(values, now))


def _row(item: Sequence[Any], now: datetime) -> ExchangeRow:
    values = list(item)
    values[_AT] = at = moment(values[_AT])
    if values[_ANSWER] is None:
        # The process that would have recorded the outcome has died, or the answer is still being sent.
        values[_ANSWER] = "unknown" if now - at > UNKNOWN_AFTER else "pending"
    values[_PARAMS] = _params(values[_PARAMS]) if values[_PARAMS] else {}
    if values[_TOOK] is not None:
        values[_TOOK] /= 1000
    values[_OURS] = bool(values[_OURS])
    values[_PINNED] = bool(values[_PINNED])
    return ExchangeRow(*values) if _IN_ORDER else ExchangeRow(**dict(zip(_FIELDS, values, strict=True)))


def time_of(item: Sequence[Any]) -> int:
    """The time of a row of :data:`SELECT_IDS` in microseconds since 1970; 0 if it is damaged, as in :func:`row`."""
    return item[1] if len(item) > 1 and isinstance(item[1], int) else 0


def seen(text: str) -> Seen:
    """Parse "microseconds peer": when and from where a request came."""
    at, _, peer = text.partition(" ")
    host = peer.rpartition(":")[0].strip("[]")
    return Seen(moment(int(at)), is_loopback(host))


def _params(text: str) -> Mapping[str, object]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


def clean(text: str | None) -> str | None:
    """Replace lone surrogates, which no encoding can represent, with visible escapes."""
    if text is None or text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _stored(value: int | str, text: bool) -> int | str | None:  # noqa: FBT001 - called for every field
    """A value that SQLite can store. A number with more digits becomes a text if the field may be one, else None."""
    if isinstance(value, str):
        return clean(value)
    return value if -_INT64 <= value < _INT64 else str(value) if text else None


def _fitting(number: int | None) -> int | None:
    return number if number is not None and -_INT64 <= number < _INT64 else None


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), default=_other) if values else "{}"


def _other(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _exists(connection: sqlite3.Connection, number: int) -> bool:
    return connection.execute("select 1 from exchanges where id = ?", (number,)).fetchone() is not None


def _small(body: Body) -> bytes:
    return body.data if body.file is None and len(body.data) <= CHUNK else b""


def _insert_chunks(connection: sqlite3.Connection, number: int, side: Side, body: Body) -> None:
    if body.file is None and len(body.data) <= CHUNK:
        return
    for place, data in enumerate(_chunks(body)):
        connection.execute(
            "insert into chunks (exchange_id, side, number, data) values (?, ?, ?, ?)", (number, side, place, data)
        )


def _chunks(body: Body) -> Iterator[bytes]:
    if body.file is None:
        for start in range(0, len(body.data), CHUNK):
            yield body.data[start : start + CHUNK]
        return
    with Path(body.file).open("rb") as file:
        while data := file.read(CHUNK):
            yield data


def _measure(body: Body) -> tuple[bytes, int]:
    import hashlib  # noqa: PLC0415 - loads OpenSSL

    digest, size = hashlib.sha256(), 0
    for data in _chunks(body):
        digest.update(data)
        size += len(data)
    return digest.digest(), size
