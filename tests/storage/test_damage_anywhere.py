"""Damage anywhere in a database: the start recognises it, and the undamaged rest can be read."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.history import HISTORY_KIND, HistoryDb
from ongoing_desktop.storage.rescue import rescue_history, rescue_settings
from ongoing_desktop.storage.settings import SETTINGS_KIND
from tests.storage.makers import full_settings, received
from tests.storage.opening_causes import ROWS, bodies, fill

PAGE = 4096
SEEDS = int(os.environ.get("SEEDS", "4"))
"""Places per kind of damage; a long run takes hundreds."""
Damage = Callable[[bytearray, random.Random], bytes | bytearray]


def flip(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def flip_in_schema(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(100, PAGE)] ^= 1 << dice.randrange(8)
    return data


def flip_in_header(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(100)] ^= 1 << dice.randrange(8)
    return data


def flip_many(data: bytearray, dice: random.Random) -> bytearray:
    for _ in range(20):
        flip(data, dice)
    return data


def zero_a_page(data: bytearray, dice: random.Random) -> bytearray:
    start = dice.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = bytes(PAGE)
    return data


def zero_the_first_page(data: bytearray, dice: random.Random) -> bytearray:
    del dice
    data[:PAGE] = bytes(PAGE)
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(len(data))]


HURTS: list[Damage] = [flip, flip_in_schema, flip_in_header, flip_many, zero_a_page, zero_the_first_page, cut]
SMALL = {flip: 1, flip_in_schema: 0, zero_the_first_page: 0}
"""The number of exchanges whose body damage of this kind can destroy."""


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy") / "data"
    fill(folder, crashed=False)
    return folder


def hurt(healthy: Path, folder: Path, name: str, damage: Damage, seed: int) -> None:
    shutil.copytree(healthy, folder)
    path = folder / name
    path.write_bytes(damage(bytearray(path.read_bytes()), random.Random(seed)))


def asides(folder: Path, name: str) -> Iterator[Path]:
    return (path for path in folder.glob(f"{name}.damaged-*") if not path.name.endswith(("-wal", "-shm")))


def started(folder: Path) -> Storage | None:
    try:
        return open_storage(folder)
    except KnownError:
        return None  # such as a version that may be newer; nothing was changed


def readable(history: HistoryDb) -> int:
    """How many bodies can be read; the others cause no error, and each page is returned."""
    rows = history.page(limit=ROWS * 2)
    assert len(rows) == len(set(history.ids(above=0, upto=ROWS).ids) | {row.id for row in rows})
    found = [history.get(number) for number in range(1, ROWS + 1)]
    return sum(exchange is not None and exchange.request.body in bodies() for exchange in found)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("damage", HURTS)
def test_a_history_damaged_anywhere(healthy: Path, tmp_path: Path, damage: Damage, seed: int) -> None:
    folder = tmp_path / "data"
    hurt(healthy, folder, "history.db", damage, seed)
    storage = started(folder)
    if storage is None:
        return
    try:
        for aside in asides(folder, "history.db"):
            assert readable(storage.history) == 0
            before = aside.read_bytes()
            into = storage.history._db
            ids = rescue_history(aside, HISTORY_KIND, into, 1, lambda _: None, Stop())
            assert storage.history.undelete(ids) == ids
            assert aside.read_bytes() == before
            assert not list(folder.glob("*.part*"))
        if damage in SMALL:
            assert readable(storage.history) >= ROWS - SMALL[damage]
        else:
            readable(storage.history)
        assert storage.settings.load().webhooks
    finally:
        storage.close()


def waiting(history: HistoryDb) -> dict[str, int]:
    return {state.id: state.waiting for state in history.waiting.states()}


def test_what_waited_for_a_forwarding_target_waits_again_when_it_is_restored(tmp_path: Path) -> None:
    with closing(open_storage(tmp_path)) as storage:
        targets: list[tuple[str, ...]] = [("first",), (), ("first", "other"), ("first",)]
        storage.history.append([replace(received(b"%d" % n), waiting=waits) for n, waits in enumerate(targets)])
    file = tmp_path / "history.db"
    whole = file.read_bytes()
    file.write_bytes(bytes(PAGE) + whole[PAGE:])
    with closing(open_storage(tmp_path)) as storage:
        history = storage.history
        (aside,) = asides(tmp_path, "history.db")

        def rescued() -> list[int]:
            return rescue_history(aside, HISTORY_KIND, history._db, 1, lambda _: None, Stop())

        ids = rescued()
        assert waiting(history) == {}, "not while it can be undone half way"
        history.undelete(ids)
        assert waiting(history) == {"first": 3, "other": 1}
        assert [history.waiting.next("first", number) for number in (ids[0], ids[3])] == [ids[0], ids[0]]
        history.delete(ids[:1])
        assert waiting(history) == {"first": 2, "other": 1}
        assert history.waiting.next("first", ids[3]) == ids[2]
        history.undelete(ids[:1])
        history.waiting.drop("first", ids[0])
        assert rescued() == ids
        assert waiting(history) == {"first": 2, "other": 1}, "what was delivered since does not wait again"
    # An earlier version had no list of what waits; something else is in its place.
    for version, found in ((7, {}), (8, {"first": 3, "other": 1})):
        aside.write_bytes(whole[:60] + version.to_bytes(4, "big") + whole[64:])
        with closing(open_storage(tmp_path / str(version))) as storage:
            history = storage.history
            history.undelete(rescued())
            assert waiting(history) == found


@pytest.mark.parametrize("copy", [True, False], ids=["with a copy", "without one"])
@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("damage", HURTS)
def test_settings_damaged_anywhere(healthy: Path, tmp_path: Path, damage: Damage, seed: int, *, copy: bool) -> None:
    folder = tmp_path / "data"
    hurt(healthy, folder, "settings.db", damage, seed)
    if not copy:
        (folder / "settings.db.bak").unlink()
    storage = started(folder)
    if storage is None:
        return
    try:
        found = storage.settings.load()
        storage.settings.revisions()
        storage.settings.known_entries()
        for aside in asides(folder, "settings.db"):
            rescued, _ = rescue_settings(aside, SETTINGS_KIND)
            found = found if copy else rescued
        if copy or damage in SMALL:
            assert len(found.webhooks) == len(full_settings().webhooks)
            assert len(found.systems) == len(full_settings().systems)
        assert isinstance(found, Settings)
        assert readable(storage.history) == ROWS
    finally:
        storage.close()


COLUMNS = [
    "direction", "at", "method", "target", "status", "verdict", "reason_code", "reason_params", "webhook", "system",
    "family", "type", "event_id", "goods_owner_id", "attempt", "bytes", "peer", "subject", "sequence", "source", "note",
]  # fmt: skip
VALUES = ["x'ff00'", "'nonsense'", "1e300", "cast(x'c3' as text)"]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_wrong_value_costs_its_row_and_not_the_page(healthy: Path, tmp_path: Path, column: str, value: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(healthy, folder)
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.execute(f"update exchanges set {column} = {value} where id = 30")
        connection.commit()
    storage = open_storage(folder)
    try:
        assert storage.notices == ()
        rows = storage.history.page(limit=ROWS)
        assert [row.id for row in rows] == list(range(ROWS, 0, -1))
        assert {row.reason_code for row in rows if row.id != 30} == {"basic-right"}
        assert [row.id for row in storage.history.rows(range(28, 33))] == list(range(28, 33))
        assert readable(storage.history) == ROWS
    finally:
        storage.close()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("requests", "headers = '[[1'"), ("requests", "headers = 5"), ("requests", "headers = cast(x'ff' as text)"),
        ("requests", "headers = '{}'"), ("responses", "headers = '[[1, 2]]'"),
    ],
)  # fmt: skip
def test_headers_that_cannot_be_read_are_said_and_the_rest_is_there(
    healthy: Path, tmp_path: Path, table: str, change: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(healthy, folder)
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        connection.execute(f"update {table} set {change} where exchange_id = 30")
        connection.commit()
    storage = open_storage(folder)
    try:
        exchange = storage.history.get(30)
        assert exchange is not None
        assert exchange.row.reason_code == "row-damaged"
        assert exchange.row.target == "/hook?a=1"
        assert (exchange.response is None) == (table == "responses")
        assert storage.history.get(31) is not None
    finally:
        storage.close()
