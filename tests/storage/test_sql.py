"""The filter language over real rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.exchange import Message, Outcome
from ongoing_desktop.domain.filters import Filter, parse_filter
from ongoing_desktop.storage.exchange_rows import CHUNK
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.storage.search.indexer import Indexer
from tests.storage.makers import AT, full_settings, judged, received, sent, spool


def found(history: HistoryDb, text: str) -> list[int]:
    return sorted(row.id for row in history.page(limit=1000, filter=parse_filter(text, AT + timedelta(hours=3))))


def indexed(history: HistoryDb, upto: int) -> None:
    indexer = Indexer(history._db, history._index)
    while indexer.step(upto):
        pass
    assert indexer.watermark == upto


INDEXED = ["no index", "index", "index of a part", "index before the outcomes"]


@pytest.fixture(scope="module", params=INDEXED)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HistoryDb]:
    """Filled once for the hundreds of tests that only search it."""
    opened = open_storage(tmp_path_factory.mktemp("filled") / "data")
    fill(opened.history, request.param)
    yield opened.history
    opened.close()


def fill(history: HistoryDb, kind: str) -> None:
    """1 verified order, 2 refused article, 3 unmatched GET, 4 sent and answered 404, 5 sent and refused."""
    history.append([
        received(b'{"name": "A 1", "half": "50% off_now"}'),
        received(
            "Ärende".encode() + b"x" * 12_000, status=401, target="/other",
            judgement=judged("refused", family="article", type="article-created", event_id="ev-9", goods_owner_id=13,
                             system="North", webhook="w2", reason_code="basic-wrong"),
        ),
        received(b"", method="GET", target="/favicon.ico", status=200, at=AT + timedelta(hours=1), headers=(),
                 judgement=judged("unmatched", webhook=None, system=None, family=None, type=None, event_id=None,
                                  goods_owner_id=None)),
        sent(b"sent one", target="https://erp.example/in"),
        sent(b"sent two", target="https://erp.example/in2", at=AT + timedelta(hours=2)),
    ], [])  # fmt: skip
    if kind == "index before the outcomes":
        indexed(history, 5)
    history.append([], [
        Outcome(4, "sent", 5, status=404, response=Message((("Server", "nginx"),), b"no such page")),
        Outcome(5, "failed", 5, failure="refused"),
    ])  # fmt: skip
    history.set_pinned([1, 4], pinned=True)
    if kind.startswith("index"):
        indexed(history, 3 if kind == "index of a part" else 5)
    history.set_note(4, "Ask Eva")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("   ", [1, 2, 3, 4, 5]),
        ("status:200", [1, 3]),
        ("status:4xx", [2, 4]),
        ("status:4XX dir:in", [2]),
        ("-status:4xx", [1, 3, 5]),
        ("status:none", [5]),
        ("status:>=400", [2, 4]),
        ("status:<400", [1, 3]),
        ("status:>4xx", []),
        ("status:201-401", [2]),
        ("verdict:verified", [1]),
        ("verdict:Refused", [2]),
        ("-verdict:verified", [2, 3, 4, 5]),
        ("dir:out", [4, 5]),
        ("dir:in", [1, 2, 3]),
        ("method:get", [3]),
        ("-method:GET", [1, 2, 4, 5]),
        ("path:/hook", [1]),
        ("path:ERP.example", [4, 5]),
        ("path:in2", [5]),
        ("type:order-picked", [1, 4, 5]),
        ("type:article-*", [2]),
        ("type:order", []),
        ("type:none", [3]),
        ("family:order", [1, 4, 5]),
        ("-family:order", [2, 3]),
        ("webhook:w2", [2]),
        ("webhook:none", [3]),
        ("owner:13", [2]),
        ("owner:12", [1, 4, 5]),
        ("system:DEMO", [1, 4, 5]),
        ("system:north", [2]),
        ("event:7", [1, 4, 5]),
        ("event:ev-9", [2]),
        ("-event:7", [2, 3]),
        ('body:"A 1"', [1]),
        ('body:"a 1"', [1]),
        ("body:Ärende", [2]),
        ("body:50%", [1]),
        ("body:off_now", [1]),
        ("body:off.now", []),
        ("body:%", [1]),
        ('body:"such page"', [4]),
        ("body:OK", []),
        ("header:X-Odd", [1, 2]),
        ("header:x-odd", [1, 2]),
        ('header:"host: localhost"', [1, 2]),
        ("header:host:local", [1, 2]),
        ('header:"host: 127"', []),
        ('header:"say \\"hi\\""', [1, 2]),
        ("header:å", [1, 2]),
        ("header:nginx", [4]),
        ("-header:Content-Type dir:out", []),
        ("size:>10k", [2]),
        ("size:<1", [3]),
        ("size:0", [3]),
        ("size:8", [4, 5]),
        ("size:1-100", [1, 4, 5]),
        ("after:2026-01-15T10:00:00Z", [3, 5]),
        ("before:2026-01-15T10:00:00Z", [1, 2, 4]),
        ("after:-90m", [5]),
        ("before:-2h", [1, 2, 4]),
        ("after:2026-01-15T10:00:00Z before:2026-01-15T11:00:00+00:00", [3]),
        ("favicon", [3]),
        ("-favicon", [1, 2, 4, 5]),
        ("basic-wrong", [2]),
        ("article", [2]),
        ("ev-9", [2]),
        ("w2", [2]),
        ("404", [4]),
        ("nginx", [4]),
        ("sent one", [4]),
        ('"sent two"', [5]),
        ('-"sent two" dir:out', [4]),
        ("https://erp.example/in2", [5]),
        ("dir:in dir:out", []),
        ("nowhere", []),
        ("id:2,4,99", [2, 4]),
        ("-id:2,4 status:200", [1, 3]),
        ("pinned:yes", [1, 4]),
        ("-pinned:yes status:200", [3]),
        ("pinned:no", [2, 3, 5]),
        ("note:EVA", [4]),
        ("-note:none", [4]),
        ("note:none dir:out", [5]),
        ('"ask eva"', [4]),
    ],
)
def test_a_filter_finds(filled: HistoryDb, text: str, ids: list[int]) -> None:
    assert found(filled, text) == ids


def test_a_filter_goes_with_paging_and_the_other_bounds(filled: HistoryDb) -> None:
    wanted = parse_filter("type:order-picked", AT)
    assert [row.id for row in filled.page(limit=2, filter=wanted)] == [5, 4]
    assert [row.id for row in filled.page(limit=2, filter=wanted, before=4)] == [1]
    assert [row.id for row in filled.page(limit=2, filter=wanted, after=1)] == [4, 5]
    assert [row.id for row in filled.page(limit=9, filter=wanted, direction="in")] == [1]
    assert len(filled.page(limit=9, filter=Filter())) == 5


@pytest.mark.parametrize("kind", INDEXED)
def test_things_are_found_by_the_name_that_the_user_gave(history: HistoryDb, storage: Storage, kind: str) -> None:
    fill(history, kind)
    known = full_settings()
    hook = replace(known.webhooks[0], name="Picked orders")
    storage.settings.save(replace(known, webhooks=(hook,)), expected=0, label="x")
    assert found(history, 'webhook:"picked ORDERS"') == [1, 4, 5]
    assert found(history, 'system:"demo warehouse"') == [1, 4, 5]
    assert found(history, "owner:ACME") == [1, 4, 5]
    assert found(history, "owner:åkme") == [1, 4, 5]
    assert found(history, '"Picked orders"') == [1, 4, 5]
    assert found(history, '-webhook:"picked orders"') == [2, 3]


def test_a_large_body_is_searched_across_its_parts(history: HistoryDb, tmp_path: Path) -> None:
    data = b"a" * (CHUNK - 3) + b"needle" + b"b" * CHUNK + b"last"
    history.append([received(data), received(body=spool(tmp_path, data)), received(b"a" * CHUNK + b"c")])
    assert found(history, "body:needle") == [1, 2]
    assert found(history, "body:blast") == [1, 2]
    assert found(history, "last") == [1, 2]
    assert found(history, "body:aneedleb") == [1, 2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.tuples(
                st.sampled_from(["", "-"]),
                st.sampled_from(
                    ["", "body:", "header:", "status:", "size:", "after:", "path:", "event:", "webhook:", "owner:"]
                ),
                st.one_of(
                    st.text(max_size=8),
                    st.sampled_from(['"a b"', "*", "%", "\\", "4xx", "-2h", ">1k", "\x00", "\ud800"]),
                ),
            ).map("".join),
            max_size=5,
        ).map(" ".join),
    )
)
def test_any_text_is_a_filter_or_a_usage_error(filled: HistoryDb, text: str) -> None:
    try:
        wanted = parse_filter(text, AT)
    except UsageError as error:
        assert error.params["column"]
        return
    filled.page(limit=5, filter=wanted)


def test_a_filter_of_many_terms_works(filled: HistoryDb) -> None:
    assert found(filled, "order " * 60) == found(filled, "order")
