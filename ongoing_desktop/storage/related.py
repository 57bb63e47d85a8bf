"""Reads exchanges of ``history.db`` by what they belong to: a group of a list, an event, a delivery, a subject, a webhook."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import StorageDamaged
from ongoing_desktop.domain.exchange import ExchangeRow, Grouping, micros
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.members import NUMBERS
from ongoing_desktop.storage import exchange_rows as rows
from ongoing_desktop.storage.lists import asked, before, others_of
from ongoing_desktop.storage.search.executor import HIGHEST

if TYPE_CHECKING:
    from ongoing_desktop.domain.sync_state import Seen
    from ongoing_desktop.domain.timeline import Told
    from ongoing_desktop.storage.database import Database

IDS_AT_ONCE: Final = 500
LISTED: Final = "select value from json_each(?)"
MOST_TOLD: Final = 500
"""Exchanges in one timeline."""
MOST_ARRIVALS: Final = 200
"""Listed exchanges of one group; the retry policy makes 16 arrivals of one event."""


class RelatedDb:
    """A part of :class:`.history.HistoryDb`."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._db = database
        self._clock = clock

    def _found(self, query: str, *values: object) -> list[ExchangeRow]:
        """The rows of a query that begins with :data:`.exchange_rows.SELECT`."""
        with self._db.read() as connection:
            found = connection.execute(query, values).fetchall()
        now = self._clock()
        return [rows.row(item, now) for item in found]

    def rows(
        self, ids: Sequence[int], *, members: Sequence[str] = (), grouping: Grouping | None = None
    ) -> list[ExchangeRow]:
        """The current rows for these ids in the given order. Missing ids are left out.

        ``members``: paths of the members of the body to read. ``grouping``: also count the others in each group.
        """
        found: dict[int, ExchangeRow] = {}
        now = self._clock()
        for start in range(0, len(ids), IDS_AT_ONCE):
            part = tuple(ids[start : start + IDS_AT_ONCE])
            query = f"{rows.SELECT} where e.deleted is null and e.id in ({','.join('?' * len(part))})"
            try:
                with self._db.read() as connection:
                    items = connection.execute(query, part).fetchall()
                    more = asked(connection, part, members, grouping)
            except StorageDamaged:
                from ongoing_desktop.storage.readable import one  # noqa: PLC0415

                items = [item for number in part if (item := one(self._db, rows.SELECT, number)) is not None]
                more = {}
            for item in items:
                made = rows.row(item, now)
                found[made.id] = replace(made, **more[made.id]) if made.id in more else made
        return [found[number] for number in ids if number in found]

    def superseded(self, grouping: Grouping, *, above: int, upto: int) -> list[int]:
        """Exchanges that a row in this range replaced as the newest one of their group."""
        with self._db.read() as connection:
            found = connection.execute(f"{before(grouping)} and n.id > ? and n.id <= ?", (above, upto))
            return [number for (number,) in found if number is not None]

    def before(self, grouping: Grouping, ids: Sequence[int]) -> list[int]:
        """The previous exchange in the group of each of these exchanges, which may be deleted."""
        with self._db.read() as connection:
            found = connection.execute(f"{before(grouping)} and n.id in ({LISTED})", (json.dumps(list(ids)),))
            return [number for (number,) in found if number is not None]

    def repeats(self, exchange_id: int, grouping: Grouping | None = None) -> list[ExchangeRow]:
        """The others in the group of an exchange, newest first, up to :data:`MOST_ARRIVALS`.

        For an event these are its other arrivals with its look-ups, or the other attempts of the delivery.
        """
        if grouping is not None and grouping.by != "event":
            return self._found(others_of(rows.SELECT, grouping), exchange_id, MOST_ARRIVALS)
        with self._db.read() as connection:
            sent = connection.execute(
                "select webhook, delivery from exchanges where id = ? and direction = 'out'", (exchange_id,)
            ).fetchone()
        if sent is not None and None in sent:
            return []
        events = [*self.arrivals(exchange_id), *self._lookups(exchange_id)] if sent is None else self.attempts(*sent)[1]
        return [row for row in sorted(events, key=lambda row: row.id, reverse=True) if row.id != exchange_id]

    def _lookups(self, exchange_id: int) -> list[ExchangeRow]:
        """The look-ups about the event of an exchange."""
        query = f"""{rows.SELECT} join exchanges w on w.id = ? where e.direction = 'api'
            and {rows.SAME_EVENT.format("e", "w")} and e.deleted is null order by e.id desc limit ?"""
        return self._found(query, exchange_id, MOST_ARRIVALS)

    def arrived(
        self, subjects: Sequence[str], *, system: str, after: datetime
    ) -> set[tuple[str, str | None, str, int | None]]:
        """For these subjects, the received webhook id, trigger, subject and status since a time."""
        query = """select e.webhook, e.type, e.subject, e.state from json_each(?) s join exchanges e on e.subject = s.value
            where e.direction = 'in' and e.source = '' and +e.at >= ? and e.webhook is not null
            and e.system is ? collate nocase and e.deleted is null"""
        found: set[tuple[str, str | None, str, int | None]] = set()
        for start in range(0, len(subjects), IDS_AT_ONCE):
            part = json.dumps(list(subjects[start : start + IDS_AT_ONCE]))
            with self._db.read() as connection:
                found.update(connection.execute(query, (part, micros(after), system)))
        return found

    def arrivals(self, exchange_id: int) -> list[ExchangeRow]:
        """All arrivals of the exchange's event, oldest first, including itself.

        For a sent exchange: the attempts of its delivery. Without event and delivery: the exchange alone. An event is
        one ``webhookEventId`` of one ``webhook…Id`` of one system; requests sent by this app count separately.
        """
        own = "select webhook, delivery from exchanges where id = ? and direction = 'out' and delivery is not null"
        with self._db.read() as connection:
            sent = connection.execute(own, (exchange_id,)).fetchone()
        if sent is not None:
            return self.attempts(*sent)[1]
        query = f"""{rows.SELECT} join exchanges w on w.id = ? where e.deleted is null and (e.id = w.id or ({rows.ARRIVED.format("e")}
            and {rows.ARRIVED.format("w")} and {rows.SAME_EVENT.format("e", "w")} and e.ours = w.ours)) order by e.id limit ?"""
        return self._found(query, exchange_id, MOST_ARRIVALS)

    def of_subject(self, exchange_id: int, *, limit: int = 100) -> list[ExchangeRow]:
        """Received exchanges about the same subject (an order, an article), newest first, including this one."""
        query = f"""{rows.SELECT} join exchanges w on w.id = ? where e.direction = 'in'
            and {rows.SAME_SUBJECT.format("e", "w")} and e.deleted is null order by e.id desc limit ?"""
        return self._found(query, exchange_id, limit)

    def told(self, exchange_id: int) -> list[Told]:
        """The newest exchanges about the same subject in any direction, and the downtimes of the listener since."""
        # For one window, with three modules below it.
        from ongoing_desktop.domain.timeline import STATUS_MEMBERS, Told, state_of  # noqa: PLC0415

        query = f"""select e.id, e.event_at, e.state, e.at from exchanges w join exchanges e indexed by exchanges_group
            on {rows.SAME_SUBJECT.format("e", "w")}
            where w.id = ? and e.deleted is null and e.direction <> 'gap' order by e.id desc limit ?"""  # noqa: S608
        gaps = (
            "select id from exchanges where direction = 'gap' and at > ? and deleted is null order by at desc limit ?"
        )
        with self._db.read() as connection:
            said = {number: rest for number, *rest in connection.execute(query, (exchange_id, MOST_TOLD))}
            earliest = min((at for *_, at in said.values() if isinstance(at, int)), default=HIGHEST)
            downtimes = [number for (number,) in connection.execute(gaps, (earliest, MOST_TOLD))]
        told = []
        for row in self.rows([*(said or (exchange_id,)), *downtimes], members=(*NUMBERS, *STATUS_MEMBERS)):
            event_at, state, _ = said.get(row.id, (None, None, None))
            told.append(Told(row, event_at, state if isinstance(state, int) else state_of(row)))
        return told

    def attempts(self, webhook: str, delivery: str | None = None) -> tuple[str, list[ExchangeRow]]:
        """A delivery's id and its attempts, oldest first. ``delivery`` None means the webhook's newest delivery.

        The id is empty if there is no delivery.
        """
        newest = """select delivery from exchanges where direction = 'out' and webhook = ? and delivery is not null
            order by id desc limit 1"""
        query = f"""{rows.SELECT} where e.direction = 'out' and e.webhook = ? and e.delivery = ? order by e.id"""
        with self._db.read() as connection:
            if delivery is None:
                item = connection.execute(newest, (webhook,)).fetchone()
                delivery = item[0] if item else ""
            found = connection.execute(query, (webhook, delivery)).fetchall()
        now = self._clock()
        return (delivery or "") if found else "", [rows.row(item, now) for item in found]

    def newest_sent(self, webhooks: Sequence[str]) -> dict[str, ExchangeRow]:
        """The newest sent exchange of each webhook that has one, by one index lookup for each."""
        newest = """where e.id in (select (select x.id from exchanges x where x.direction = 'out'
            and x.webhook = wanted.value and x.deleted is null order by x.id desc limit 1) from json_each(?) wanted)"""
        found = self._found(f"{rows.SELECT} {newest}", json.dumps(list(webhooks)))
        return {made.webhook: made for made in found if made.webhook is not None}

    def newest_live(self, webhooks: Sequence[str], *, after: int = 0) -> dict[str, Seen]:
        """The last request for each webhook that this app did not send and whose credential was right.

        Only exchanges with an id above ``after`` are considered.
        """
        query = """select wanted.value, (select x.at || ' ' || x.peer from exchanges x where x.webhook = wanted.value
            and x.direction = 'in' and x.ours = 0 and x.deleted is null and x.verdict in ('verified', 'open') and x.id > ?
            order by x.id desc limit 1) from json_each(?) wanted"""
        with self._db.read() as connection:
            found = connection.execute(query, (after, json.dumps(list(webhooks)))).fetchall()
        return {webhook: rows.seen(text) for webhook, text in found if text is not None}
