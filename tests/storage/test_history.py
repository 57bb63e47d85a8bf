"""Appended exchanges are read back byte for byte, in the order of their ids."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import Body, ExchangeRow, Grouping, Judgement, Message, NewExchange, Outcome
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.forwarding import FORWARDED
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.members import member_texts
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import Changes
from ongoing_desktop.storage import history as history_module
from ongoing_desktop.storage.exchange_rows import CHUNK, SORTED_BY
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.history import HistoryDb
from tests.storage.makers import AT, HOOK_ID, body_of, judged, received, sent, spool

EVENTS = Grouping("event")


def test_an_exchange_comes_back_whole(history: HistoryDb) -> None:
    new = received()
    (number,) = history.append([new])
    found = history.get(number)
    assert found is not None
    assert found.request == Message(new.headers, new.body.data)
    assert found.response == new.response
    row = found.row
    assert (row.id, row.direction, row.at, row.method, row.target) == (1, "in", AT, "POST", "/hook?a=1")
    assert (row.verdict, row.reason_code, row.webhook, row.system) == ("verified", "basic-right", HOOK_ID, "demo")
    assert (row.family, row.type, row.event_id, row.goods_owner_id) == ("order", "order-picked", 7, 12)
    assert (row.bytes, row.status, row.peer, row.attempt, row.ours) == (14, 200, "127.0.0.1:5000", 1, False)


def test_nothing_is_there_at_first(history: HistoryDb) -> None:
    assert history.newest_id() == 0
    assert history.page(limit=10) == []
    assert history.get(1) is None
    assert history.append([]) == []


def test_ids_rise_in_the_order_given(history: HistoryDb) -> None:
    assert history.append([received(str(n).encode()) for n in range(3)]) == [1, 2, 3]
    assert history.append([received()]) == [4]
    assert history.newest_id() == 4
    assert history.get(2).request.body == b"1"  # type: ignore[union-attr]


def test_only_what_need_not_be_durable_does_without_the_disk(history: HistoryDb) -> None:
    def level() -> int:
        with history._db.write() as connection:
            return int(connection.execute("pragma synchronous").fetchone()[0])

    full, normal = 2, 1
    assert level() == full
    with history._db.write(durable=False) as connection:
        assert connection.execute("pragma synchronous").fetchone()[0] == normal
    assert history.append([sent()], durable=False) == [1]
    assert level() == full
    with pytest.raises(ZeroDivisionError), history._db.write(durable=False):
        raise ZeroDivisionError
    assert level() == full


def test_pages_go_by_id_and_not_by_the_clock(history: HistoryDb) -> None:
    history.append([received(at=AT - timedelta(days=n)) for n in range(10)])
    assert [row.id for row in history.page(limit=3)] == [10, 9, 8]
    assert [row.id for row in history.page(limit=3, before=8)] == [7, 6, 5]
    assert [row.id for row in history.page(limit=3, after=4)] == [5, 6, 7]
    assert [row.id for row in history.page(limit=9, after=2, before=5)] == [3, 4]
    assert history.page(limit=3, after=10) == []


def test_ids_of_a_stretch_rise_and_narrow_as_pages_do(history: HistoryDb) -> None:
    history.append([received(), sent(), received(judgement=judged(webhook="other")), received()])
    history.append([], [Outcome(2, "failed", 10, failure="timeout"), Outcome(4, "sent", 10, status=503)])
    found = parse_filter("status:5xx", AT)
    assert history.ids(above=0, upto=9).ids.tolist() == [1, 2, 3, 4]
    assert history.ids(above=1, upto=3).ids.tolist() == [2, 3]
    assert history.ids(above=0, upto=9, direction="in", webhook="other").ids.tolist() == [3]
    assert history.ids(above=0, upto=9, filter=found).ids.tolist() == [4]


def test_pages_narrow_by_direction_webhook_and_system(history: HistoryDb) -> None:
    history.append([
        received(), sent(), received(judgement=judged(webhook="other", system="DEMO")),
        received(judgement=judged(webhook=None, system=None)),
    ])  # fmt: skip
    assert [row.id for row in history.page(limit=9, direction="out")] == [2]
    assert [row.id for row in history.page(limit=9, webhook="other")] == [3]
    assert [row.id for row in history.page(limit=9, system="Demo")] == [3, 2, 1]
    assert [row.id for row in history.page(limit=9, system="")] == [4]


def looked_up(**fields: object) -> NewExchange:
    values = {"method": "GET", "target": "https://api.ongoingsystems.se/demo/api/v1/orders/1", "webhook_number": 3}
    return sent(b"", direction="api", **{**values, **fields})


def test_a_look_up_is_under_its_event_and_among_what_was_asked(history: HistoryDb) -> None:
    mine = judged(event_id=7, webhook_number=3, system="demo")
    history.append([received(judgement=mine), sent(), looked_up(), looked_up(event_id=8)])
    history.append([], [Outcome(3, "sent", 10, status=200, response=Message((), b'{"consignee": "Berta"}'))])
    assert [row.id for row in history.page(limit=9, direction="api")] == [4, 3]
    assert [row.id for row in history.page(limit=9, direction="log")] == [1]
    assert [row.id for row in history.page(limit=9)] == [4, 3, 2, 1]
    assert [row.id for row in history.repeats(1)] == [3]
    assert history.ids(above=0, upto=9, grouping=EVENTS).ids.tolist() == [1, 2, 4]
    assert history.ids(above=0, upto=9, filter=parse_filter("dir:api body:berta", AT)).ids.tolist() == [3]


def test_what_arrived_of_subjects(history: HistoryDb) -> None:
    history.append([
        received(judgement=judged(subject="order:1", state=400, system="demo")),
        received(judgement=judged(subject="order:1", state=200, system="demo"), at=AT - timedelta(days=2)),
        received(judgement=judged(subject="order:1", state=450, system="other")),
        received(judgement=judged(subject="order:2", state=400, webhook=None, system="demo")),
        sent(subject="order:1"),
    ])  # fmt: skip
    since = AT - timedelta(hours=1)
    assert history.arrived(["order:1", "order:2"], system="DEMO", after=since) == {
        (HOOK_ID, "order-picked", "order:1", 400)
    }
    assert history.arrived([], system="demo", after=since) == set()


def test_rows_come_in_the_order_asked_for(history: HistoryDb) -> None:
    history.append([received() for _ in range(1200)])
    wanted = [1200, 3, 77, 5000]
    assert [row.id for row in history.rows(wanted)] == [1200, 3, 77]
    assert len(history.rows(range(1, 1201))) == 1200
    assert history.rows([]) == []


def test_an_answer_is_pending_then_unknown_until_an_outcome_tells(storage: Storage) -> None:
    now = AT
    history = HistoryDb(storage.history._db, clock=lambda: now)
    (number,) = history.append([received()])
    assert history.rows([number])[0].answer == "pending"
    now = AT + timedelta(seconds=121)
    assert history.rows([number])[0].answer == "unknown"
    history.append([], [Outcome(number, "partial", 1500)])
    row = history.rows([number])[0]
    assert (row.answer, row.duration_ms, row.status) == ("partial", 1.5, 200)
    history.append([], [Outcome(number, "sent", -5, status=507)])
    row = history.rows([number])[0]
    assert (row.answer, row.duration_ms, row.status) == ("sent", 0.0, 507)


def test_an_outcome_brings_status_failure_detail_and_response(history: HistoryDb) -> None:
    first, second = history.append([sent(), sent(b"2")])
    response = Message((("Server", "x"),), b"r" * (CHUNK + 5))
    detail = {"timing": {"total": 1.0}, "code": "send-refused", "params": {"host": "h"}}
    history.append([], [
        Outcome(first, "sent", 10, status=201, response=response), Outcome(second, "failed", 9, failure="refused", detail=detail),
    ])  # fmt: skip
    found = history.get(first)
    assert found is not None
    assert found.response == response
    assert found.row.status == 201
    failed = history.get(second)
    assert failed is not None
    assert (failed.row.failure, failed.row.status, failed.detail) == ("refused", None, detail)
    history.append([], [Outcome(first, "sent", 10, status=200, response=Message((), b"small"))])
    assert history.get(first).response == Message((), b"small")  # type: ignore[union-attr]


def test_an_outcome_of_nothing_is_dropped(history: HistoryDb) -> None:
    history.append([received()], [Outcome(1, "sent", 1), Outcome(99, "sent", 1, response=Message((), b"x"))])
    assert [row.id for row in history.page(limit=9)] == [1]


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17])
def test_bodies_of_any_size_come_back(history: HistoryDb, tmp_path: Path, size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    numbers = history.append([received(data), received(body=spool(tmp_path, data))])
    for number in numbers:
        found = history.get(number)
        assert found is not None
        assert found.request.body == data
        assert found.row.bytes == size


def test_a_spool_file_that_is_gone_commits_nothing(history: HistoryDb, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        history.append([received(), received(body=Body(b"", str(tmp_path / "gone"), 3, b"h"))])
    assert history.newest_id() == 0
    assert history.append([received()]) == [1]


def test_size_and_hash_are_found_where_they_were_not_given(history: HistoryDb) -> None:
    history.append([sent(body=Body(b"abc")), received(body=body_of(b"abc"))])
    rows = history.page(limit=9)
    assert [(row.bytes, row.ours) for row in rows] == [(3, True), (3, False)]


def test_what_we_sent_ourselves_is_ours(history: HistoryDb) -> None:
    history.append([
        received(b"same"), sent(b"same"), received(b"same"), received(b"other"), received(b"same", method="PUT"),
        sent(b""), received(b""),
    ])  # fmt: skip
    assert [row.id for row in history.page(limit=9, direction="in") if row.ours] == [3]


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [(5, 5), (-(2**63), -(2**63)), (2**63, str(2**63)), ("007", "007"), (None, None), ("\ud800", "\\ud800"), ("", "")],
)
def test_event_ids_keep_their_kind(history: HistoryDb, given_id: int | str | None, kept: int | str | None) -> None:
    history.append([received(judgement=judged(event_id=given_id))])
    assert history.page(limit=1)[0].event_id == kept


def test_odd_numbers_and_texts_do_not_stop_a_commit(history: HistoryDb) -> None:
    odd = judged(goods_owner_id=2**70, webhook_number=-(2**70), system="\udcff", params={"x": {"y": b"1"}, "n": "\x00"})
    history.append([received(judgement=odd, method="P\x00ST", target="/\udc80" + "x" * 70_000)])
    row = history.page(limit=1)[0]
    assert (row.goods_owner_id, row.system, row.method) == (None, "\\udcff", "P\x00ST")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    body=st.binary(max_size=300),
    headers=st.lists(st.tuples(st.text(st.characters(max_codepoint=255)), st.text(st.characters(max_codepoint=255)))),
    target=st.text(st.characters(max_codepoint=255)),
)
def test_any_request_comes_back(history: HistoryDb, body: bytes, headers: list[tuple[str, str]], target: str) -> None:
    (number,) = history.append([received(body, headers=tuple(headers), target=target)])
    found = history.get(number)
    assert found is not None
    assert found.request == Message(tuple(headers), body)
    assert found.row.target == target


def test_a_commit_shows_in_the_data_version(history: HistoryDb, storage: Storage, data_dir: Path) -> None:
    before = history.data_version()
    assert history.data_version() == before
    history.append([received()])
    ours = history.data_version()
    assert ours != before
    other = open_storage(data_dir)
    other.history.append([received()])
    assert history.data_version() != ours
    assert history.newest_id() == 2
    other.close()


def test_many_threads_append_and_read(history: HistoryDb) -> None:
    numbers: list[int] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(30):
                numbers.extend(history.append([received(), received()]))
                assert history.page(limit=5)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures
    assert sorted(numbers) == list(range(1, 241))


def test_closing_ends_a_long_read_and_later_calls_say_so(data_dir: Path) -> None:
    storage = open_storage(data_dir)
    database = storage.history._db
    started = threading.Event()
    told: list[StorageError] = []

    def search() -> None:
        try:
            with database.read() as connection:
                started.set()
                connection.execute(
                    "with recursive n(x) as (select 1 union all select x + 1 from n where x < 1e12) select count(*) from n"
                ).fetchone()
        except StorageError as error:
            told.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    started.wait(5)
    storage.close()
    thread.join(5)
    assert [error.code for error in told] in (["storage-interrupted"], ["storage-closed"])
    storage.close()
    for call in (storage.history.newest_id, storage.settings.load, storage.history.data_version):
        with pytest.raises(StorageError, match="storage-closed"):
            call()


def event(history: HistoryDb, body: bytes = b"{}", **fields: Any) -> ExchangeRow:
    given = {"webhook_number": 3, "subject": "order:1", "event_at": "2026-01-15T09:00:00.0000000", **fields}
    (number,) = history.append([received(body, judgement=judged(**given))])
    return history.rows([number])[0]


def test_arrivals_of_one_event_are_counted(history: HistoryDb) -> None:
    assert [event(history, event_id=7).attempt for _ in range(3)] == [1, 2, 3]
    assert event(history, event_id=8).attempt == 1
    assert event(history, event_id=7, webhook_number=4).attempt == 1
    assert event(history, event_id=7, system="other").attempt == 1
    assert event(history, event_id=7, system="DEMO").attempt == 4
    assert event(history, event_id="7").attempt == 1
    assert [event(history, event_id=None).attempt for _ in range(2)] == [1, 1]
    assert [event(history, webhook_number=None).attempt for _ in range(2)] == [1, 1]


def test_repeats_are_folded_under_the_last_of_an_event_or_delivery(history: HistoryDb) -> None:
    first, other, again = event(history, event_id=7), event(history, event_id=8), event(history, event_id=7)
    sent_ids = [history.append([sent(webhook=HOOK_ID, delivery="d", attempt=number)])[0] for number in (1, 2)]
    last = sent_ids[1]
    assert history.ids(above=0, upto=99, grouping=EVENTS).ids.tolist() == [other.id, again.id, last]
    assert history.superseded(EVENTS, above=again.id - 1, upto=99) == [first.id, sent_ids[0]]
    assert [row.id for row in history.repeats(again.id)] == [first.id]
    assert [row.id for row in history.repeats(last)] == [sent_ids[0]]
    history.delete([again.id])
    assert history.ids(above=0, upto=99, grouping=EVENTS).ids.tolist() == [first.id, other.id, last]


@pytest.mark.parametrize("by", ["order", "webhook"])
@pytest.mark.parametrize("received_only", [True, False])
def test_exchanges_are_grouped_under_the_newest_of_an_order_or_webhook(
    history: HistoryDb, by: Any, received_only: bool
) -> None:
    grouping = Grouping(by, received_only)
    direction = "in" if received_only else None
    common = {"order": "subject", "webhook": "webhook"}[by]
    one, other, none = (dict[str, Any]({common: value}) for value in ("a:1", "b:2", None))
    ids = [event(history, event_id=number, **{"subject": None, "webhook": None, **fields}).id
           for number, fields in enumerate((one, other, one, none, one, none))]  # fmt: skip
    (sent_id,) = history.append([replace(sent(), **{"subject": None, "webhook": None, **one})])
    newest = ids[4] if received_only else sent_id
    heads = sorted({ids[1], ids[3], newest, ids[5]})
    assert history.ids(above=0, upto=99, direction=direction, grouping=grouping).ids.tolist() == heads
    others = [row.id for row in history.repeats(newest, grouping)]
    assert others == ([ids[2], ids[0]] if received_only else [ids[4], ids[2], ids[0]])
    assert history.repeats(ids[3], grouping) == []
    assert [row.others for row in history.rows([newest, ids[1], ids[3]], grouping=grouping)] == [len(others), 0, 0]
    assert history.superseded(grouping, above=ids[3], upto=99) == ([ids[2]] if received_only else [ids[2], ids[4]])
    history.delete([newest])
    assert history.before(grouping, [newest]) == others[:1]
    assert others[0] in history.ids(above=0, upto=99, direction=direction, grouping=grouping).ids


def test_orders_of_two_systems_are_two_groups(history: HistoryDb) -> None:
    one, other, again = (event(history, event_id=n, system=code).id for n, code in enumerate(("demo", "x", "DEMO")))
    assert history.ids(above=0, upto=99, grouping=Grouping("order")).ids.tolist() == [other, again]
    assert [row.id for row in history.repeats(again, Grouping("order"))] == [one]


MEMBERS = (
    (b'{"a": {"b": 10}}', "10"),
    (b'{"a": {"b": 9.50}}', "9.50"),
    (b'{"a": {"b": "T\\u00e9xt"}}', "Téxt"),
    (b'{"a": {"b": true}}', "true"),
    (b'{"a": {"b": null}}', "null"),
    (b'{"a": {"b": [1, "x"]}}', '[1, "x"]'),
    (b'{"a": 1}', None),
    (b"not JSON", None),
    (b"", None),
)


def test_members_of_bodies_are_read_as_they_were_sent(history: HistoryDb) -> None:
    ids = history.append([received(body) for body, _ in MEMBERS])
    rows = history.rows(ids, members=["a.b", "a.c[0]"])
    assert [json_or_text(row.members.get("a.b")) for row in rows] == [json_or_text(text) for _, text in MEMBERS]
    assert [member_texts(body, ["a.b"]) for body, _ in MEMBERS] == [[text or ""] for _, text in MEMBERS]
    assert all("a.c[0]" not in row.members for row in rows)
    assert history.rows(ids)[0].members == {}


def json_or_text(text: str | None) -> Any:
    """The value of a list, whose spaces may differ."""
    return json.loads(text) if text and text.startswith("[") else text


def test_exchanges_are_sorted_by_a_member_numbers_first_and_nothing_last(history: HistoryDb) -> None:
    values = ("10", '"b"', "9", None, '"A"', "true", "9.5")
    ids = history.append([received(b'{"a.b\'c": 1, "n": {"v": %s}}' % (value or "null").encode()) for value in values])
    told: list[int] = []
    found = history.sorted_ids(ids, "body.n.v", falling=False, on_progress=told.append)
    assert [values[number - 1] for number in found] == ["9", "9.5", "10", '"A"', '"b"', "true", None]
    assert told == [0]
    assert history.sorted_ids(ids, "body.a.b'c", falling=True).tolist() == ids[::-1]


def test_a_sort_of_many_reports_its_progress_and_can_be_stopped(
    history: HistoryDb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "_SORTED_AT_ONCE", 2)
    ids = history.append([received() for _ in range(8)])
    told: list[int] = []
    history.sorted_ids(ids, "body.a", falling=True, on_progress=told.append)
    assert told == [0, 25, 50, 75]
    stop = Stop()
    stop.set()
    with pytest.raises(StorageError):
        history.sorted_ids(ids, "body.a", falling=True, stop=stop)


def test_ids_are_sorted_by_a_column_with_nothing_last(history: HistoryDb) -> None:
    ids = history.append([received(b"x" * size) for size in (20, 10, 30)])
    history.append([], [Outcome(ids[0], "sent", 5), Outcome(ids[2], "sent", 9)])
    assert history.sorted_ids(ids, "bytes", falling=True).tolist() == [3, 1, 2]
    assert history.sorted_ids(ids, "duration_ms", falling=False).tolist() == [1, 3, 2]
    for key in SORTED_BY:
        assert sorted(history.sorted_ids(ids, key, falling=True)) == ids


def test_several_arrivals_in_one_commit_are_counted_too(history: HistoryDb) -> None:
    ids = history.append([received(judgement=judged(webhook_number=3)) for _ in range(3)])
    assert [row.attempt for row in history.rows(ids)] == [1, 2, 3]
    assert [row.id for row in history.arrivals(ids[1])] == ids


def test_what_we_sent_is_no_arrival_of_the_real_event(history: HistoryDb) -> None:
    assert event(history, b"same").attempt == 1
    history.append([sent(b"same")])
    ours = event(history, b"same")
    assert (ours.ours, ours.attempt) == (True, 1)
    real = event(history, b"same")
    assert (real.ours, real.attempt) == (False, 2)
    assert [row.id for row in history.arrivals(real.id)] == [1, 4]
    assert [row.id for row in history.arrivals(ours.id)] == [3]


def test_an_older_event_and_a_status_gone_back_are_flagged(history: HistoryDb) -> None:
    at = "2026-01-15T09:00:{:02}.0000000".format
    assert event(history, event_id=1, event_at=at(10), state=400).sequence == ""
    assert event(history, event_id=2, event_at=at(20), state=450).sequence == ""
    assert event(history, event_id=3, event_at=at(15), state=400).sequence == "older"
    assert event(history, event_id=4, event_at=at(30), state=400).sequence == "back"
    assert event(history, event_id=5, event_at=at(5), subject="order:2", state=200).sequence == ""
    assert event(history, event_id=6, event_at=None, state=200).sequence == ""
    assert event(history, event_id=7, event_at=at(1), system="other").sequence == ""
    assert [row.event_id for row in history.of_subject(1)] == [6, 4, 3, 2, 1]


def test_an_exchange_without_event_or_subject_stands_alone(history: HistoryDb) -> None:
    ids = history.append([received(judgement=None), sent(), received(judgement=None)])
    assert [row.id for row in history.arrivals(ids[0])] == [ids[0]]
    assert [row.id for row in history.arrivals(ids[1])] == [ids[1]]
    assert history.of_subject(ids[0]) == []
    assert history.arrivals(99) == []


def test_what_was_read_from_a_file_is_neither_received_nor_ours(history: HistoryDb) -> None:
    body = b'{"orderId": 77}'
    history.append([sent(body, source="import"), received(body, source="import", judgement=judged())])
    (real,) = history.append([received(body)])
    row = history.rows([real])[0]
    assert (row.ours, row.attempt, row.source) == (False, 1, "")
    assert [item.id for item in history.page(limit=9, direction="in")] == [real]
    assert not history.page(limit=9, direction="out")
    assert [item.source for item in history.page(limit=9)] == ["", "import", "import"]
    assert len(history.page(limit=9, filter=parse_filter("import", AT))) == 2


def test_what_is_pinned_noted_and_deleted_says_so_and_can_be_undone(history: HistoryDb) -> None:
    ids = history.append([received(f"{number}".encode()) for number in range(4)])
    history.set_pinned([ids[0], ids[1], 99, -1], pinned=True)
    history.set_pinned([ids[1]], pinned=False)
    history.set_note(ids[2], "  ask Eva \ud800 ")
    assert [(row.pinned, row.note) for row in history.rows(ids)] == [
        (True, ""), (False, ""), (False, "ask Eva \\ud800"), (False, ""),
    ]  # fmt: skip
    seen = history.changes(0).number
    assert history.delete([ids[3], ids[0], 99]) == [ids[0], ids[3]]
    assert history.delete(ids[3:]) == []
    assert [row.id for row in history.page(limit=9)] == [ids[2], ids[1]]
    assert [row.id for row in history.rows(ids)] == [ids[1], ids[2]]
    assert history.get(ids[0]) is None
    assert ids[0] not in [row.id for row in history.arrivals(ids[1])]
    assert history.changes(seen) == Changes(seen + 2, [ids[0], ids[3]])
    assert history.undelete(ids) == [ids[0], ids[3]]
    assert [row.id for row in history.page(limit=9)] == ids[::-1]
    assert history.rows(ids)[0].pinned
    history.set_note(ids[2], "")
    assert history.changes(seen + 2) == Changes(seen + 5, [ids[0], ids[3], ids[2]])


@pytest.mark.parametrize("change", ["delete", "undelete", "pin", "unpin"])
def test_a_reader_that_fell_behind_what_is_kept_of_the_changes_hears_of_the_gap(
    history: HistoryDb, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr("ongoing_desktop.storage.change_notes.CHANGES_KEPT", 20)
    ids = history.append([received() for _ in range(30)])
    if change in ("undelete", "unpin"):
        (history.delete if change == "undelete" else partial(history.set_pinned, pinned=True))(ids)
    seen = history.changes(0).number
    verbs = {
        "delete": history.delete,
        "undelete": history.undelete,
        "pin": partial(history.set_pinned, pinned=True),
        "unpin": partial(history.set_pinned, pinned=False),
    }
    assert verbs[change](ids) == ids
    assert history.changes(seen).missed
    assert not history.changes(seen + 10).missed
    assert history.changes(seen + 10).ids == ids[10:]
    assert history.changes(seen + 30) == Changes(seen + 30, [])


def test_only_some_exchanges_are_asked_about(history: HistoryDb) -> None:
    ids = history.append([received(target="/a" if number % 2 else "/b") for number in range(40)])
    history.delete(ids[:3])
    wanted = parse_filter("path:/a", AT)
    assert list(history.ids(above=0, upto=30, among=ids[::-1], filter=wanted).ids) == [
        n for n in ids if 3 < n <= 30 and n % 2 == 0
    ]
    assert not history.ids(above=0, upto=99, among=[])


def test_what_came_before_deleted_ones_is_found(history: HistoryDb) -> None:
    facts = judged("verified", event_id=7, webhook_number=3)
    ids = history.append([received(judgement=facts) for _ in range(3)])
    other = history.append([received()])
    assert history.before(EVENTS, [ids[2], *other]) == [ids[1]]
    history.delete(ids[1:])
    assert history.before(EVENTS, ids) == [ids[0], ids[0]]


def test_changes_are_told_to_another_process_and_kept_in_number(history: HistoryDb, data_dir: Path) -> None:
    history.append([received()])
    other = open_storage(data_dir)
    before = other.history.data_version()
    history.set_pinned([1], pinned=True)
    assert other.history.data_version() != before
    assert other.history.changes(0) == Changes(1, [1])
    other.close()


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


def test_a_search_ends_when_its_stop_is_set_and_others_go_on(history: HistoryDb) -> None:
    history.append([received()])
    stop = Stop()
    begun = threading.Event()

    def end() -> None:
        begun.wait(10)
        stop.set()

    ending = threading.Thread(target=end)
    ending.start()
    with pytest.raises(StorageError) as caught, history._db.read(stop) as connection:
        begun.set()
        connection.execute(ENDLESS).fetchone()
    ending.join()
    assert caught.value.code == "storage-interrupted"
    with pytest.raises(StorageError) as caught:
        history.page(limit=5, stop=stop)
    assert caught.value.code == "storage-interrupted"
    assert len(history.page(limit=5, stop=Stop())) == 1


def test_the_attempts_of_a_sent_one_stand_for_its_arrivals(history: HistoryDb) -> None:
    ids = history.append(
        [sent(delivery="d-1", attempt=1), sent(delivery="d-2"), sent(delivery="d-1", attempt=2), sent()]
    )
    assert [row.id for row in history.arrivals(ids[2])] == [ids[0], ids[2]]
    assert [row.id for row in history.arrivals(ids[3])] == [ids[3]]


def test_the_latest_comes_first_whatever_was_stored_last(history: HistoryDb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ongoing_desktop.storage.newest_first.FIRST", 3)
    live = history.append([received(at=AT + timedelta(seconds=number), target=f"/{number}") for number in range(10)])
    old = [(sent(at=AT + timedelta(seconds=number), source="import", target=f"/{number}"), Outcome(0, "sent", 1, 200))
           for number in (-5, 3, 3, 7)]  # fmt: skip
    imported = history.take_in(old)
    assert [row.id for row in history.newest_first()] == [10, 9, 14, 8, 7, 6, 5, 13, 12, 4, 3, 2, 1, 11]
    assert history.latest_id() == live[-1]
    found = parse_filter("path:/3", AT)
    assert [row.id for row in history.newest_first(filter=found)] == [imported[2], imported[1], live[3]]
    assert [row.id for row in history.newest_first(direction="in")] == live[::-1]
    assert history.sorted_ids([*imported, live[3]], "at", falling=True).tolist() == [
        imported[3], imported[2], imported[1], live[3], imported[0],
    ]  # fmt: skip


def test_what_was_pasted_or_imported_is_no_arrival(history: HistoryDb) -> None:
    def facts(number: int) -> tuple[int, list[int]]:
        return history.rows([number])[0].attempt, [row.id for row in history.arrivals(number)]

    event = {"judgement": judged(webhook_number=3, subject="order:1", event_at="2026-01-15T09:00:00.0000000")}
    (first,) = history.append([received(**event)])
    (pasted,) = history.append([received(method="", target="", peer="", **event)])
    (imported,) = history.take_in([(received(source="import", event_id=7, **event), Outcome(0, "sent", 1, 200))])
    (again,) = history.append([received(**event)])
    assert facts(pasted) == (1, [pasted])
    assert facts(imported) == (1, [imported])
    assert facts(again) == (2, [first, again])
    assert history.ids(above=0, upto=99, grouping=EVENTS).ids.tolist() == [pasted, imported, again]
    assert history.superseded(EVENTS, above=0, upto=99) == [first]


def test_a_timeline_has_both_directions_all_webhooks_and_the_downtimes_since(history: HistoryDb) -> None:
    body = b'{"orderNumber": "A-1"}'
    gap = NewExchange("gap", AT - timedelta(hours=1), "", "", (), Body(), None, Judgement(None, "gap-stopped"))
    history.append([gap])
    one = event(history, body, event_id=7, state=200).id
    said = sent(b'{"orderStatus": {"number": 450}}', subject="order:1", at=AT + timedelta(minutes=1))
    (out,) = history.append([said])
    event(history, event_id=8, subject="order:2")
    event(history, event_id=9, system="other")
    other = event(history, event_id=10, webhook="w2", family="picking-packing-and-returns").id
    (later,) = history.append([replace(gap, at=AT + timedelta(hours=1))])
    gone = event(history, event_id=11).id
    history.delete([gone])
    found = {item.row.id: item for item in history.told(other)}
    assert sorted(found) == [one, out, other, later]
    assert (found[one].state, found[one].event_at) == (200, "2026-01-15T09:00:00.0000000")
    assert found[one].row.members == {"orderNumber": "A-1"}
    assert (found[out].state, found[out].event_at) == (450, None)
    (alone,) = history.append([received(judgement=judged(subject=None))])
    assert [item.row.id for item in history.told(alone)] == [alone]
    assert history.told(999) == []


def test_a_repeat_of_a_forwarded_request_is_not_ours(history: HistoryDb) -> None:
    forwarded = Judgement(None, FORWARDED, {"of": 1})
    history.append([received(b"x"), sent(b"x", webhook=None, judgement=forwarded), received(b"x")])
    assert [row.ours for row in history.page(limit=9, direction="in")] == [False, False]
