"""What a list shows only on request: members of bodies, and sizes of groups."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from ongoing_desktop.domain.exchange import Grouping
from ongoing_desktop.domain.foreign import read_string
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.storage.exchange_rows import SORTED_BY
from ongoing_desktop.storage.groups import count_of_others
from ongoing_desktop.storage.search.sql import json_path

_SORTED_MEMBER: Final = """(select case json_type(j.text, :path) when 'true' then 'true' when 'false' then 'false'
    else json_extract(j.text, :path) end from (select cast(m.body as text) as text from requests m where m.exchange_id = e.id) j
    where json_valid(j.text))"""


def sort_value(key: str) -> tuple[str, str]:
    """The SQL expression to sort by, and the value of its parameter ``:path``."""
    if key.startswith(IN_BODY):
        return _SORTED_MEMBER, json_path(key.removeprefix(IN_BODY))
    return SORTED_BY[key], ""


def asked(
    connection: sqlite3.Connection, ids: Sequence[int], members: Sequence[str], grouping: Grouping | None
) -> dict[int, dict[str, Any]]:
    """By id, the fields of :data:`ASKED` that a list asked for. Only bodies in one piece that are JSON have members."""
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
