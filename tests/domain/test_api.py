"""The resource table of Ongoing's REST API, addresses, times, and the way from a payload to a request."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.api import (
    FOLLOWS,
    LOOKUPS,
    RESOURCES,
    WITH_PATH,
    api_time,
    api_url,
    base_of,
    read_time,
)
from ongoing_desktop.domain.api_paths import resolve, resource_of, ways
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.storage.resources import load_catalogue

BASE = "https://api.ongoingsystems.se/demo"


def test_each_family_that_is_followed_is_documented_and_leads_to_a_resource() -> None:
    families = {family.key: family for family in load_catalogue()}
    assert set(FOLLOWS) <= set(families)
    assert set(families) - set(FOLLOWS) == {"pallet-item", "movement-pallet-item"}
    for key, follows in FOLLOWS.items():
        documented = {field.path for field in families[key].fields}
        assert {follow.member for follow in follows} <= documented, key
        assert all(follow.resource in RESOURCES for follow in follows)
        assert ("path" in documented) == (key in WITH_PATH)


def test_no_path_of_the_table_leaves_the_api() -> None:
    for path in (*(item.collection for item in RESOURCES.values()), *(item.path for item in LOOKUPS.values())):
        assert api_url(BASE, path).startswith(f"{BASE}/api/v1/")


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://api.ongoingsystems.se/demo/", BASE),
        (" https://api.ongoingsystems.se/demo/api/v1/ ", BASE),
        ("https://api.ongoingsystems.se/demo/API/v1", BASE),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
        ("http://[::1]:8765/x/", "http://[::1]:8765/x"),
        ("", Problem("address", "api-no-address")),
        ("http://api.ongoingsystems.se/demo", Problem("address", "api-http")),
        ("ftp://host/demo", Problem("address", "api-address")),
        ("https://user:secret@host/demo", Problem("address", "api-address")),
        ("https://host/demo?x=1", Problem("address", "api-address")),
        ("https://[broken/demo", Problem("address", "api-address")),
        ("https://host:99999/", Problem("address", "api-address")),
    ],
)
def test_the_base_of_an_address(address: str, base: str | Problem) -> None:
    assert base_of(address) == base


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("api/v1/orders/70031", "/orders/70031"),
        ("/api/v1/orders/70031", "/orders/70031"),
        ("/demo/api/v1/orders/70031", "/orders/70031"),
        ("Demo/api/v1/orders/70031", "/orders/70031"),
        ("orders/70031", "/orders/70031"),
        ("/demo/orders/70031/", "/orders/70031"),
        ("https://api.ongoingsystems.se/demo/api/v1/purchaseorders/5", "/purchaseOrders/5"),
        ("https://wms1.ongoingsystems.se/other/api/v1/orders/70031?x=1#y", "/orders/70031"),
        ("orders/1/files", "/orders/1/files"),
        ("https://evil.example/demo/api/v1/orders/70031", None),
        ("https://notongoingsystems.se/api/v1/orders/1", None),
        ("//evil.example/api/v1/orders/1", None),
        ("api/v1/orders/../users/1", None),
        ("api/v1/orders/%2e%2e/1", None),
        ("api/v1/orders/1%0d%0aX: y", None),
        ("api/v1/shipments/912", None),
        ("api/v1/orders", None),
        ("string", None),
        ("", None),
        (None, None),
        (70031, None),
        ("orders/" + "1" * 600, None),
    ],
)
def test_a_payload_s_path_is_read_tolerantly_and_never_followed_elsewhere(text: object, path: str | None) -> None:
    assert resolve(text, base=BASE, code="demo") == path


def test_ids_count_where_the_path_leads_nowhere() -> None:
    payload = {"path": "string", "orderId": 70031, "orderNumber": "A 1", "goodsOwnerId": 12}
    found = ways(payload, "order", base=BASE, code="demo")
    assert [api_url(BASE, item.path, item.query).removeprefix(BASE) for item in found] == [
        "/api/v1/orders/70031",
        "/api/v1/orders?goodsOwnerId=12&orderNumber=A%201",
    ]


@pytest.mark.parametrize(
    ("family", "payload", "first"),
    [
        ("article", {"articleSystemId": 5}, "/articles/5"),
        ("purchase-order", {"purchaseOrderId": 5}, "/purchaseOrders/5"),
        ("purchase-order-line", {"purchaseOrderInfo": {"purchaseOrderId": 5}}, "/purchaseOrders/5"),
        ("production-order", {"productionOrderId": 5}, "/productionOrders/5"),
        ("inventory", {"inventory": {"inventoryId": 5}}, "/inventoryAdjustments/5"),
        ("picking-packing-and-returns", {"order": {"orderId": 5}}, "/orders/5"),
        ("inbound-and-move", {"purchaseOrder": {"purchaseOrderId": 5}}, "/purchaseOrders/5"),
        ("inbound-and-move", {"purchaseOrder": None, "article": {"articleSystemId": 6}}, "/articles/6"),
        ("article-item", {"goodsOwnerId": 1, "article": {"articleNumber": "X"}}, "/articleItems"),
        ("movement-order", {"order": {"orderId": 5}}, "/orders/5"),
        ("pick-order", {"goodsOwnerId": 1, "pickOrder": {"pickOrderId": 9}}, "/orders"),
        ("shipment", {"goodsOwnerId": 1, "shipmentId": 9, "path": "api/v1/shipments/9"}, "/orders"),
        ("file", {"context": {"order": {"orderId": 5}}}, "/orders/5/files"),
        ("file", {"context": {"order": None, "purchaseOrder": {"purchaseOrderId": 7}}}, "/purchaseOrders/7/files"),
    ],
)
def test_each_family_is_followed(family: str, payload: dict[str, object], first: str) -> None:
    assert ways(payload, family, base=BASE, code="demo")[0].path == first


@pytest.mark.parametrize("value", [0, -1, True, "70031", 1.5, None, 2**63])
def test_what_is_no_id_is_not_followed(value: object) -> None:
    assert ways({"orderId": value}, "order", base=BASE, code="demo") == ()


def test_times_go_out_in_utc_with_their_zone_and_come_in_as_documented() -> None:
    moment = datetime(2019, 4, 9, 8, 0, 0, 123456, UTC)
    assert api_time(moment) == "2019-04-09T08:00:00.123+00:00"
    assert "2019-04-09T08%3A00%3A00.123%2B00%3A00" in api_url(BASE, "/orders", (("since", api_time(moment)),))
    assert read_time("2019-04-09T10:39:31.3Z") == datetime(2019, 4, 9, 10, 39, 31, 300000, UTC)
    assert read_time("2019-04-09T10:39:31.1234567") == datetime(2019, 4, 9, 10, 39, 31, 123456, UTC)
    assert read_time("yesterday") is None
    assert read_time(None) is None


def test_a_path_names_its_resource() -> None:
    assert resource_of("/orders/5") is RESOURCES["order"]
    assert resource_of("/orders/5/files") is RESOURCES["order-files"]
    assert resource_of("/orders/statuses") is None
