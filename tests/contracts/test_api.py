"""Every way from a payload to Ongoing's API, against hand-written answers of the documented shapes.

Each runs with the members of the older documents alone, with unknown newer ones, and with all optional
members null or absent.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from ongoing_desktop.domain.api import FOLLOWS, LOOKUPS, RESOURCES
from ongoing_desktop.domain.api_answers import (
    read_goods_owners,
    read_list,
    read_status_list,
    read_transporters,
    status_of,
)
from ongoing_desktop.domain.api_differences import SAME
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System
from ongoing_desktop.services import Services
from tests.helpers import do
from tests.ongoing_server import CONTRACTS, OWNERS, PASSWORD, STATUSES, USER, Ongoing, ongoing, order, purchase_order

ARTICLE = {
    "goodsOwner": {"id": 12, "name": "Acme"},
    "articleSystemId": 5,
    "articleNumber": "X-1",
    "articleName": "Chair",
    "productCode": None,
    "barCodeInfo": {"barCode": "735", "barCodePackaging": None},
    "inventoryInfo": {"numberOfItems": 4.0, "sellableNumberOfItems": 3.0, "lastInDate": None},
}
PRODUCTION_ORDER = {
    "goodsOwner": {"id": 12, "name": "Acme"},
    "productionOrderInfo": {
        "productionOrderId": 88,
        "productionOrderNumber": "W-1",
        "productionOrderStatus": {"number": 400, "text": "Done"},
    },
    "productionOrderLines": [],
    "productionOrderDisassemblyLines": None,
}
ADJUSTMENT = {
    "article": {"articleSystemId": 5, "articleNumber": "X-1"},
    "inventoryAdjustments": [{"inventoryId": 7, "numberOfItems": -1.0, "inventoryTime": "2019-04-09T10:39:31.3Z"}],
}
ANSWERS: dict[str, Any] = {
    "/orders/70031": order(),
    "/purchaseOrders/801": purchase_order(),
    "/articles/5": ARTICLE,
    "/productionOrders/88": PRODUCTION_ORDER,
    "/inventoryAdjustments/7": [ADJUSTMENT],
    "/articleItems": [{"article": ARTICLE, "articleItems": []}],
    "/orders": [order()],
    "/orders/70031/files": [{"id": 1, "fileName": "a.pdf", "mimeType": "application/pdf"}],
}
IDS = {
    "orderId": 70031,
    "purchaseOrderId": 801,
    "articleSystemId": 5,
    "articleNumber": "X-1",
    "productionOrderId": 88,
    "inventoryId": 7,
    "pickOrderId": 9,
    "shipmentId": 912,
    "goodsOwnerId": 12,
}


def newer(value: Any) -> Any:
    """The same with members that no document of today has."""
    if isinstance(value, dict):
        return {**{name: newer(item) for name, item in value.items()}, "addedIn2031": {"deep": [1, {"x": None}]}}
    return [newer(item) for item in value] if isinstance(value, list) else value


def bare(value: Any, *, top: bool = True) -> Any:
    """Optional members null: texts, lists and objects that are no status, number or id."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = ("Id", "id", "Number", "number", "Status", "Info", "article", "goodsOwner", "inventoryAdjustments")
    return {name: bare(item) if name.endswith(kept) else None for name, item in value.items()}


SHAPES = {"as documented": copy.deepcopy, "with newer members": newer, "with nulls": bare}


def payload_of(services: Services, family: str) -> dict[str, Any]:
    """The documented example with ids in the places of placeholders."""
    found = services.catalogue.family(family)
    assert found is not None

    def filled(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: filled(item, key) for key, item in value.items()}
        return [filled(item) for item in value] if isinstance(value, list) else IDS.get(name, value)

    made: dict[str, Any] = filled(found.example)
    return {**made, "system": "demo"}


@pytest.fixture
def server() -> Iterator[Ongoing]:
    with ongoing() as state:
        yield state


@pytest.fixture
def system(services: Services, server: Ongoing) -> System:
    made = do(services, services.systems.add_system("Demo warehouse", "demo"))
    saved = do(services, services.api.save_connection(made.id, server.base, USER, Secret(PASSWORD)))
    assert isinstance(saved, System)
    return saved


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("family", sorted(FOLLOWS))
def test_each_family_leads_to_an_object_that_is_read(
    services: Services, server: Ongoing, system: System, family: str, shape: str
) -> None:
    server.lists |= {path: SHAPES[shape](value) for path, value in ANSWERS.items()}
    body = json.dumps(payload_of(services, family)).encode()
    judgement = Judgement("open", "open", system="demo", family=family)
    new = NewExchange("in", services.clock(), "POST", "/x", (), Body(body, None, len(body)), 200, judgement)
    [number] = services.history.append([new])
    found = do(services, services.api.look_up(number))
    assert found.status == 200
    assert found.found
    resource = found.resource
    assert resource is not None
    if resource.status:
        assert status_of(found.found, resource) is not None
        assert found.state is not None
    places = {path for path, _ in SAME.get(resource.key, ())}
    assert all(item.path in places or item.path.endswith(("Id", ".id")) for item in found.differences)
    kept = services.history.get(found.exchange_id)
    assert kept is not None
    assert (kept.row.direction, kept.row.family, kept.row.method) == ("api", family, "GET")


@pytest.mark.parametrize("shape", SHAPES)
def test_each_list_is_read(shape: str) -> None:
    made = SHAPES[shape]
    rows = made(STATUSES)
    for key, member in (("order-statuses", "orderStatuses"), ("purchase-order-statuses", "orderStatuses")):
        read = read_status_list(read_list({member: rows, "addedIn2031": 1}, LOOKUPS[key]))
        assert [item.number for item in read.items] == sorted(item["number"] for item in STATUSES)
        assert not read.remarks
    owners = read_goods_owners(read_list({"goodsOwners": made(OWNERS)}, LOOKUPS["goods-owners"]))
    assert [owner.id for owner in owners.items] == [12, 77]
    assert all(owner.name for owner in owners.items)
    if shape != "with nulls":
        assert [owner.training for owner in owners.items] == [False, True]
        names = read_transporters(read_list(made(CONTRACTS), LOOKUPS["transporters"])).items
        assert names == ("DHL", "PostNord")


@pytest.mark.parametrize("key", LOOKUPS)
def test_each_list_of_the_table_is_read_in_its_documented_shape(key: str) -> None:
    lookup = LOOKUPS[key]
    rows = [{"code": "B2C", "name": "Consumer", "addedIn2031": None}]
    assert read_list({lookup.member: rows, "addedIn2031": 1} if lookup.member else rows, lookup) == rows
    assert read_list({lookup.member: None} if lookup.member else None, lookup) == []
    with pytest.raises(ApiError):
        read_list("<html>", lookup)


def test_every_resource_of_the_table_is_tried() -> None:
    tried = {follow.resource for follows in FOLLOWS.values() for follow in follows}
    assert tried == set(RESOURCES)
