"""The search index narrows searches and never changes their results."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.exchange import Message, NewExchange, Outcome
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.storage.exchange_rows import CHUNK
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.storage.retention import Cut
from ongoing_desktop.storage.search import index as index_module
from ongoing_desktop.storage.search import planner
from ongoing_desktop.storage.search.indexer import GONE_SHORTEST, Indexer, gone_after
from ongoing_desktop.storage.search.planner import Plan, plan_of
from ongoing_desktop.storage.search.sql import Names
from tests.storage.makers import AT, judged, received, sent
from tests.storage.test_history import ENDLESS

BODIES = (
    b'{"orderNumber": "ORD-48213", "goodsOwnerName": "Acme", "quantity": 12.50}',
    '{"name": "Ärende å", "note": "ett/två", "ref": "4821 3"}'.encode(),
    b'{"orderNumber": "ord-1482139", "state": "PICKED_all"}',
    b"\xff\xfe broken \xc3( utf-8 \x00 and more after it",
    b"",
    b"%_%\\ 100% off_now",
    b"x" * 300 + b" longword",
    b"<b>A 1</b>\n\tA 2",
    "漢字かな交じり文 emoji😀tail".encode(),
)
WORDS = (
    "48213", "ORD", "rd-48", "4821", "sOwner", "Ärende", "ärende", "rende å", "å", "två", '"ett/t"', "state", "picked",
    "12.5", "broken", "more", "utf", "%", "_", "\\", "off_now", "f_n", "xxx", "longword", '"a 1"', '"> a"', "字か", "漢",
    "emoji", "😀", "tail", "\x00", "�", "*", "a", "e", "POST", "hook", "basic", "basic-right", "127.0.0.1", "erp", "nginx",
    "order-picked", "2", "refused", "such", "Wrong", "user name", "ev-3",
)  # fmt: skip
TERMS = (
    "status:200", "status:4xx", "status:none", "status:>=400", "status:<=401", "verdict:verified", "verdict:refused", "dir:in",
    "dir:out", "method:get", "method:G*", "path:/hook", "path:erp", "path:K", "type:order-picked", "type:art*", "type:none",
    "family:order", "family:none", "webhook:none", "webhook:w*", "owner:12", "owner:13", "system:DEMO", "system:none",
    "event:7", "event:EV-3", "event:ev*", "event:none", "size:0", "size:>50", "size:<10", "after:-1h", "before:-90m",
    "header:x-odd", 'header:"host: l"', "header:Server", "pinned:yes", "pinned:no", "note:eva", "note:none",
    "id:3,7",
)  # fmt: skip


def mixed(count: int, seed: int) -> list[NewExchange]:
    """Exchanges of all kinds, the same for the same seed."""
    choice = random.Random(seed)

    def one(number: int) -> NewExchange:
        body, at = choice.choice(BODIES), AT - timedelta(minutes=choice.randrange(180))
        if choice.random() < 0.3:
            return sent(body, target=choice.choice(["https://erp.example/in", "http://127.0.0.1:1/k"]), at=at)
        verdict = choice.choice(["verified", "refused", "unmatched"])
        known = (
            {}
            if verdict != "unmatched"
            else dict.fromkeys(("webhook", "system", "family", "type", "event_id", "goods_owner_id"))
        )
        facts = {
            "webhook": choice.choice(["w1", "W2"]), "system": choice.choice(["demo", "Demo", "north"]),
            "type": choice.choice(["order-picked", "article-created"]), "family": choice.choice(["order", "article"]),
            "event_id": choice.choice([7, number, f"ev-{number}"]), "goods_owner_id": choice.choice([12, 13]),
            "reason_code": choice.choice(["basic-right", "basic-wrong"]),
        }  # fmt: skip
        return received(
            body, at=at, method=choice.choice(["POST", "POST", "GET"]), status=choice.choice([200, 401, 404]),
            target=choice.choice(["/hook", "/other/KEY"]), judgement=judged(verdict, **{**facts, **known}),
        )  # fmt: skip

    return [one(number) for number in range(count)]


def outcomes(ids: list[int], seed: int) -> list[Outcome]:
    choice = random.Random(seed)
    answer = Message((("Server", "nginx"),), b"no such page 48213")
    return [
        Outcome(number, "sent", 5, status=choice.choice([200, 404, 500]), response=choice.choice([None, answer]))
        if choice.random() < 0.8
        else Outcome(number, "failed", 5, failure="refused")
        for number in ids
    ]


def index_to(history: HistoryDb, upto: int) -> Indexer:
    indexer = Indexer(history._db, history._index)
    while indexer.step(upto):
        pass
    return indexer


def without(history: HistoryDb) -> HistoryDb:
    """The same rows without an index."""
    return HistoryDb(history._db, clock=history._clock)


@pytest.fixture
def pair(history: HistoryDb, monkeypatch: pytest.MonkeyPatch) -> tuple[HistoryDb, HistoryDb]:
    """A mostly indexed history with late outcomes, large bodies, notes and deletions; and the same without the index."""
    monkeypatch.setattr("ongoing_desktop.storage.search.index.ZONE", 16)
    monkeypatch.setattr("ongoing_desktop.storage.search.planner.ZONE", 16)
    monkeypatch.setattr("ongoing_desktop.storage.search.indexer.BATCH", 37)
    for name, value in {"_FIRST_CANDIDATES": 7, "_MOST_CANDIDATES": 30, "_FIRST_SPAN": 11, "DENSE": 2}.items():
        monkeypatch.setattr(f"ongoing_desktop.storage.search.planner.{name}", value)
    ids = history.append(mixed(230, seed=1))
    ids += history.append(
        [
            received(b"a" * (CHUNK - 3) + b"ORD-48213" + b"b" * 9),
            received(b"c" * 250 + b" tail"),
            received(b"d " * 99_999 + b"emoji"),
        ]
    )
    late = random.Random(3).sample(ids, 60)
    history.append([], outcomes([number for number in ids if number not in late], seed=4))
    index_to(history, 200)
    history.append([], outcomes(late, seed=5))
    history.set_pinned(ids[5:9], pinned=True)
    history.set_note(ids[7], "ask Eva about 48213")
    history.delete(ids[20:40:3])
    return history, without(history)


def same(pair: tuple[HistoryDb, HistoryDb], text: str, **narrowed: str) -> int:
    """Both find the same; returns how many."""
    wanted = parse_filter(text, AT)
    indexed, plain = pair
    every = [row.id for row in plain.page(limit=1000, filter=wanted, **narrowed)]
    assert [row.id for row in indexed.page(limit=1000, filter=wanted, **narrowed)] == every, text
    assert list(indexed.ids(above=0, upto=10**9, filter=wanted, **narrowed).ids) == every[::-1]
    assert list(indexed.ids(above=50, upto=210, filter=wanted, **narrowed).ids) == [
        n for n in every[::-1] if 50 < n <= 210
    ]
    assert [row.id for row in indexed.page(limit=3, filter=wanted, **narrowed)] == every[:3]
    assert [row.id for row in indexed.page(limit=4, before=120, filter=wanted, **narrowed)] == [
        n for n in every if n < 120
    ][:4]
    assert [row.id for row in indexed.page(limit=4, after=120, filter=wanted, **narrowed)] == [
        n for n in every[::-1] if n > 120
    ][:4]
    return len(every)


def test_every_term_finds_the_same_with_and_without_the_index(pair: tuple[HistoryDb, HistoryDb]) -> None:
    found = 0
    for term in (*TERMS, *WORDS, *(f"body:{word}" for word in WORDS), *(f"header:{word}" for word in WORDS)):
        found += same(pair, term) > 0
        same(pair, f"-{term}")
    assert found > 70


def test_the_other_bounds_are_narrowed_down_too(pair: tuple[HistoryDb, HistoryDb]) -> None:
    for narrowed in ({"direction": "in"}, {"direction": "out"}, {"webhook": "w1"}, {"system": "DEMO"}, {"system": ""}):
        assert same(pair, "", **narrowed)
        same(pair, "48213", **narrowed)
    assert same(pair, "", webhook="none of ours") == 0


WORD = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, len(BODIES) - 1).flatmap(
        lambda place: st.tuples(st.integers(0, 60), st.integers(1, 9)).map(
            lambda cut: BODIES[place].decode("utf-8", "ignore")[cut[0] : cut[0] + cut[1]].strip()
        )
    ),
    st.text(max_size=4),
)
TERM = st.one_of(
    st.sampled_from(TERMS), st.tuples(st.sampled_from(["", "body:", "header:", "path:", "note:"]), WORD).map("".join)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "", "-"]), TERM).map("".join), min_size=1, max_size=3))
def test_any_filter_finds_the_same_with_and_without_the_index(
    pair: tuple[HistoryDb, HistoryDb], terms: list[str]
) -> None:
    try:
        same(pair, " ".join(terms))
    except UsageError:
        return


def test_the_index_narrows_what_it_can(pair: tuple[HistoryDb, HistoryDb]) -> None:
    indexed, _ = pair
    with indexed._index.read() as found:

        def plan(text: str):
            return plan_of(found, parse_filter(text, AT), Names(), direction=None, webhook=None, system=None)

        assert plan("n0where").match == ""
        for text in ("verdict:refused", "-verdict:verified", "event:7", "48213", "body:rd-48", "header:host", "path:K"):
            assert plan(text).match, text
        assert plan("size:>100000000").zones == frozenset()
        for text in ("a", "-48213", "pinned:yes", "%"):
            assert plan(text) is None, text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"rubbish" * 999),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\0" * 8192 + path.read_bytes()[12288:]),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 8192 * 4096]),
    ],
    ids=["missing", "empty", "rubbish", "holes", "cut"],
)
def test_an_index_that_is_damaged_is_done_without_and_built_anew(
    data_dir: Path, spoil: Callable[[Path], object]
) -> None:
    storage = open_storage(data_dir)
    storage.history.append([*mixed(300, seed=1), received(b"needle")])
    index_to(storage.history, 301)
    storage.close()
    path = data_dir / "search.db"
    spoil(path)
    storage = open_storage(data_dir)
    wanted = parse_filter("needle", AT)
    assert [row.id for row in storage.history.page(limit=5, filter=wanted)] == [301]
    assert len(storage.history.page(limit=999, filter=parse_filter("verdict:refused", AT))) == len(
        without(storage.history).page(limit=999, filter=parse_filter("verdict:refused", AT))
    )
    for _ in range(3):
        index_to(storage.history, 301)
    with storage.history._index.read() as found:
        assert found.execute("select count(*) from docs where docs match 'needle'").fetchone()[0] == 1
        assert found.execute("pragma quick_check").fetchone()[0] == "ok"
    storage.close()
    assert not storage.notices


def test_damage_that_one_process_meets_is_mended_by_the_one_that_keeps_house(data_dir: Path) -> None:
    keeping, other = open_storage(data_dir), open_storage(data_dir)
    keeping.history.append([received(b"needle")])
    indexer = index_to(keeping.history, 1)
    other.history._index.set_broken()
    assert [row.id for row in other.history.page(limit=5, filter=parse_filter("needle", AT))] == [1]
    assert indexer.step(1) == 1
    assert not (data_dir / "search.db.suspect").exists()
    other.close()
    other = open_storage(data_dir)
    assert other.history.indexed().complete
    other.close()
    keeping.close()


def test_an_older_history_that_was_put_back_is_indexed_anew(data_dir: Path) -> None:
    storage = open_storage(data_dir)
    storage.history.append([received(b"one")])
    index_to(storage.history, 1)
    storage.close()
    old = (data_dir / "history.db").read_bytes()
    storage = open_storage(data_dir)
    storage.history.append([received(b"two")])
    index_to(storage.history, 2)
    storage.close()
    (data_dir / "history.db").write_bytes(old)
    storage = open_storage(data_dir)
    storage.history.append([received(b"three")])
    for _ in range(2):
        assert [row.id for row in storage.history.page(limit=5, filter=parse_filter("three", AT))] == [2]
        assert storage.history.page(limit=5, filter=parse_filter("two", AT)) == []
        index_to(storage.history, 2)
    storage.close()


def test_a_promise_without_its_index_is_kept(history: HistoryDb, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between committing the watermark and writing the index, or a power failure lost the end of the index."""
    history.append([sent(b"one"), sent(b"two")])
    monkeypatch.setattr(index_module.SearchIndex, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        index_to(history, 2)
    monkeypatch.undo()
    history.append([], [Outcome(1, "sent", 5, status=404)])
    assert index_to(history, 2).watermark == 2
    history.append([], [Outcome(2, "sent", 5, status=404)])
    assert [row.id for row in history.page(limit=5, filter=parse_filter("status:404", AT))] == [2, 1]


def take_out(history: HistoryDb, upto: int) -> None:
    """Like the limits, up to an id."""
    cut, after = Cut(cut=upto + 1), 0
    while (step := history.retention.step(cut, after))[1]:
        after = step[1]


def test_words_of_what_is_gone_are_out_of_the_index_in_time(history: HistoryDb) -> None:
    now = AT
    history.retention._clock = lambda: now
    history.append([received(b"one"), received(b"two")])
    indexer = index_to(history, 2)
    history.append([received(b"three")])
    take_out(history, upto=1)
    assert not indexer.rebuild_if_worn(lambda: 2, now)
    indexer = Indexer(history._db, history._index)  # of the next process
    assert indexer.step(3) == 1
    assert not indexer.rebuild_if_worn(lambda: 2, now + GONE_SHORTEST)
    assert indexer.rebuild_if_worn(lambda: 2, now + gone_after(3))
    assert not indexer.rebuild_if_worn(lambda: 2, now + timedelta(days=9))
    assert indexer.step(3) == 2
    now += timedelta(days=10)
    take_out(history, upto=2)
    assert indexer.rebuild_if_worn(lambda: 1, now - timedelta(days=2)), "the clock was set back"


def test_a_search_goes_on_when_the_index_is_begun_again_under_it(
    history: HistoryDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.append([received(b"one"), received(b"two")])
    indexer = index_to(history, 2)
    asking = threading.Event()

    def slow(found: sqlite3.Connection, *given: Any, **rest: Any) -> Plan | None:
        asking.set()
        found.execute(ENDLESS).fetchall()
        return plan_of(found, *given, **rest)

    monkeypatch.setattr(planner, "plan_of", slow)
    with ThreadPoolExecutor(1) as threads:
        search = threads.submit(history.page, limit=5, filter=parse_filter("body:two", AT))
        assert asking.wait(10)
        indexer._begin()
        assert [row.id for row in search.result(10)] == [2]


def test_a_million_is_filled_again_once_a_day_at_most() -> None:
    assert gone_after(100) < timedelta(minutes=2)
    assert gone_after(10_000) < timedelta(minutes=10)
    assert gone_after(10**6) < gone_after(10**9) == timedelta(days=1)


def test_an_index_of_things_long_gone_is_worn(history: HistoryDb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ongoing_desktop.storage.search.indexer.STALE_MOST", 3)
    history.append([sent(str(number).encode()) for number in range(8)])
    indexer = index_to(history, 8)
    assert not indexer.rebuild_if_worn(lambda: 1, AT)
    take_out(history, upto=1)
    now = history.retention._clock()
    assert not indexer.rebuild_if_worn(lambda: 7, now)
    assert indexer.rebuild_if_worn(lambda: 1, now)
    assert indexer.watermark == 0
    assert [row.id for row in history.page(limit=5, filter=parse_filter("body:7", AT))] == [8]
    assert indexer.step(8) == 7
    history.append([], [Outcome(number, "sent", 5, status=404) for number in range(2, 7)])
    assert indexer.rebuild_if_worn(lambda: 8, now)
