"""Terms about members of the body: with the index and without it, the result is the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.storage import open_storage
from tests.storage.makers import received
from tests.storage.test_index import index_to

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
BODIES = [
    {"orderNumber": "3992", "orderId": 70031, "orderStatus": {"number": 400, "text": "Picked"}, "tracking": None},
    {"order": {"orderNumber": "A-3993", "orderId": 70032}, "rate": 1.5, "orderStatus": {"number": 450}, "urgent": True},
    {"articleNumber": "B 1", "articleSystemId": 12, "lines": [{"id": 5}, {"id": 6}], "a.b": 1, "name": "Åsa"},
    {"article": {"articleNumber": "3992"}, "orderStatus": {"number": "400"}, "urgent": False},
    {"purchaseOrderId": 3992, "orderStatus": {"number": 30}},
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
