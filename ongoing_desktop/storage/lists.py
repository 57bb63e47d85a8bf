"""SQL for lists: groups shown as their newest exchange, the head, and members of bodies shown or sorted by.

``e`` is a row of the list, ``n`` one that may have replaced a head, ``x`` another one of the same group.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from ongoing_desktop.domain.exchange import MOST_COUNTED, Grouping
from ongoing_desktop.domain.foreign import read_string
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.storage.exchange_rows import ARRIVED, SAME_EVENT, SAME_SUBJECT, SORTED_BY
from ongoing_desktop.storage.search.sql import json_path

_NEWEST_OF_EVENT: Final = f"""(not {ARRIVED.format("e")} or not exists (select 1 from exchanges x where {ARRIVED.format("x")}
    and {SAME_EVENT.format("x", "e")} and x.ours = e.ours and x.deleted is null and x.id > e.id))
    and (e.direction = 'in' or e.delivery is null or e.id in
    (select max(x.id) from exchanges x where x.direction = 'out' and x.delivery is not null and x.deleted is null
    group by x.webhook, x.delivery)) and (e.direction <> 'api' or not exists (select 1 from exchanges x where {ARRIVED.format("x")}
    and {SAME_EVENT.format("x", "e")} and x.deleted is null))"""  # noqa: S608
"""Keeps only the last arrival of each event and the last attempt of each delivery. Look-ups are kept under their event."""
_BEFORE_IN_EVENT: Final = f"""
select coalesce(
    (select p.id from exchanges p where {ARRIVED.format("n")} and {ARRIVED.format("p")} and {SAME_EVENT.format("p", "n")}
        and p.ours = n.ours and p.deleted is null and p.id < n.id order by p.id desc limit 1),
    (select p.id from exchanges p where n.direction = 'out' and p.direction = 'out' and p.webhook = n.webhook
        and p.delivery = n.delivery and p.id < n.id and p.deleted is null order by p.id desc limit 1))
from exchanges n where n.attempt > 1"""  # noqa: S608
_KEYS: Final = {
    # The index of subjects with times does not have them by id.
    "order": ("subject", "indexed by exchanges_group", SAME_SUBJECT),
    "webhook": ("webhook", "indexed by exchanges_webhook", "{0}.webhook = {1}.webhook"),
}
"""By :attr:`Grouping.by`: the column that a member of a group has, its index, and what the members have in common."""

_SORTED_MEMBER: Final = """(select case json_type(j.text, :path) when 'true' then 'true' when 'false' then 'false'
    else json_extract(j.text, :path) end from (select cast(m.body as text) as text from requests m where m.exchange_id = e.id) j
    where json_valid(j.text))"""


def newest_of_each(grouping: Grouping) -> str:
    """A condition that keeps only the heads, and what belongs to no group."""
    if grouping.by == "event":
        return _NEWEST_OF_EVENT
    column = _KEYS[grouping.by][0]
    return f"(e.{column} is null or not exists ({_others('1', grouping, 'e')} and x.id > e.id))"


def before(grouping: Grouping) -> str:
    """A query for the previous one in the group of each exchange ``n``, to which conditions on ``n`` can be added."""
    if grouping.by == "event":
        return _BEFORE_IN_EVENT
    previous = f"{_others('x.id', grouping, 'n')} and x.id < n.id order by x.id desc limit 1"
    column = _KEYS[grouping.by][0]
    return f"select ({previous}) from exchanges n where n.{column} is not null and {_listed(grouping, 'n')}"  # noqa: S608


def count_of_others(grouping: Grouping) -> str:
    """The number of other exchanges in the group of ``e``, up to :data:`MOST_COUNTED`."""
    others = f"{_others('1', grouping, 'e')} and x.id <> e.id limit {MOST_COUNTED}"
    return f"(select count(*) from ({others}))"  # noqa: S608


def others_of(select: str, grouping: Grouping) -> str:
    """A query for the other exchanges in the group of one, newest first. Its values are an id and a limit."""
    column, _, same = _KEYS[grouping.by]
    join = f"join exchanges w on w.id = ? where e.{column} is not null and {same.format('e', 'w')}"
    return f"{select} {join} and e.id <> w.id and e.deleted is null and {_listed(grouping, 'e')} order by e.id desc limit ?"


def _others(what: str, grouping: Grouping, of: str) -> str:
    _, index, same = _KEYS[grouping.by]
    listed = _listed(grouping, "x")
    return f"select {what} from exchanges x {index} where {same.format('x', of)} and x.deleted is null and {listed}"  # noqa: S608


def _listed(grouping: Grouping, alias: str) -> str:
    if grouping.received:
        return f"{alias}.direction = 'in' and {alias}.source = ''"
    return f"{alias}.direction <> 'gap'"


def sort_value(key: str) -> tuple[str, str]:
    """The SQL expression to sort by, and the value of its parameter ``:path``."""
    if key.startswith(IN_BODY):
        return _SORTED_MEMBER, json_path(key.removeprefix(IN_BODY))
    return SORTED_BY[key], ""


def asked(
    connection: sqlite3.Connection, ids: Sequence[int], members: Sequence[str], grouping: Grouping | None
) -> dict[int, dict[str, Any]]:
    """By id, the fields that a list shows only on request. Only bodies in one piece that are JSON have members."""
    listed = ",".join("?" * len(ids))
    found: dict[int, dict[str, Any]] = {}
    if members:
        values = ", ".join("j.text -> ?" for _ in members)
        body = f"select m.exchange_id as id, cast(m.body as text) as text from requests m where m.exchange_id in ({listed})"  # noqa: S608
        query = f"select j.id, {values} from ({body}) j where json_valid(j.text)"  # noqa: S608
        for number, *texts in connection.execute(query, (*map(json_path, members), *ids)):
            pairs = zip(members, texts, strict=True)
            found[number] = {"members": {path: read_string(text) for path, text in pairs if text is not None}}
    if grouping is not None and grouping.by != "event":
        query = f"select e.id, {count_of_others(grouping)} from exchanges e where e.id in ({listed})"  # noqa: S608
        for number, others in connection.execute(query, tuple(ids)):
            found.setdefault(number, {})["others"] = others
    return found
