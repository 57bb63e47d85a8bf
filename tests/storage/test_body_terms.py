"""Terms about members of the body: with the index and without it, the result is the same."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.search import planner
from ongoing_desktop.storage.search.sql import Names
from tests.storage.makers import received
from tests.storage.test_index import index_to

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
BODIES = [
    {"orderNumber": "3992", "orderId": 70031, "orderStatus": {"number": 400, "text": "Picked"}, "tracking": None},
    {"order": {"orderNumber": "A-3993", "orderId": 70032}, "rate": 1.5, "orderStatus": {"number": 450}, "urgent": True},
    {"articleNumber": "B 1", "articleSystemId": 12, "lines": [{"id": 5}, {"id": 6}], "a.b": 1, "name": "Åsa"},
    {"article": {"articleNumber": "3992"}, "orderStatus": {"number": "400"}, "urgent": False},
    {"purchaseOrderId": 3992, "orderStatus": {"number": 30}, "note": "\t77"},
]
CASES = [
    ("order:3992", [1]),
    ("order:70032", [2]),
    ("order:a-399*", [2]),
    ("-order:3992", [2, 3, 4, 5, 6, 7]),
    ("article:3992", [4]),
    ('article:"B 1"', [3]),
    ("about:3992", [1, 4, 5]),
    ("body.orderStatus.number:400", [1, 4]),
    ("body.orderStatus.number:>=400", [1, 2]),
    ("body.orderStatus.number:<400", [5]),
    ("body.orderStatus.number:>30 order:3992", [1]),
    ("body.orderStatus.text:picked", [1]),
    ("body.orderStatus.text:p*", [1]),
    ("body.rate:1.5", [2]),
    ("body.rate:1.50", [2]),
    ("body.urgent:true", [2]),
    ("body.urgent:false", [4]),
    ("body.lines[1].id:6", [3]),
    ("body.name:Åsa", [3]),
    ("body.tracking:none orderNumber", [1, 2]),
    ("body.nothing:x", []),
    ('body.note:"\t77"', [5]),
    ("body.note:*77", [5]),
    ("body.orderNumber:3992 -body.orderId:70031", []),
]


@pytest.mark.parametrize("indexed", [False, True], ids=["scan", "index"])
def test_members_are_found_the_same_way_with_and_without_the_index(tmp_path: Path, indexed: bool) -> None:
    storage = open_storage(tmp_path / "data")
    try:
        bodies = [json.dumps(body).encode() for body in BODIES]
        storage.history.append([received(body) for body in (*bodies, b"not json 3992", b"")])
        if indexed:
            index_to(storage.history, len(BODIES) + 2)
            assert storage.history.indexed().complete
        for text, ids in CASES:
            found = storage.history.page(limit=100, after=0, filter=parse_filter(text, NOW))
            assert [row.id for row in found] == ids, text
    finally:
        storage.close()


def test_a_number_that_is_part_of_many_words_still_narrows_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "MOST_WORDS", 3)
    with closing(open_storage(tmp_path / "data")) as storage:
        storage.history.append([received(b'{"orderNumber": "A-%d"}' % number) for number in (77, *range(770, 780))])
        index_to(storage.history, 11)
        wanted = parse_filter("order:A-77", NOW)
        with storage.history._index.read() as index:  # type: ignore[union-attr]
            assert index is not None
            plan = planner.plan_of(index, wanted, Names(), direction=None, webhook=None, system=None)
            assert plan is not None
            assert list(planner.candidates(index, plan, [], 0, 99, rising=True)) == [[1]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("body.a..b:x", "filter-path"),
        ("body.a[x]:1", "filter-path"),
        ("body.a:>=b", "filter-number"),
        ("body.a:", "filter-empty"),
        ("bodi.a:x", "filter-key"),
        ("order:", "filter-empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text: str, code: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_filter(f"status:200 {text}", NOW)
    assert raised.value.code == code
    assert int(str(raised.value.params["column"])) > 11
