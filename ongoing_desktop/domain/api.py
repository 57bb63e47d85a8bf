"""Ongoing's Goods Owner REST API: its resources, the members with ids, and how webhook families lead to resources.

From the OpenAPI text of developer.ongoingwarehouse.com/REST/v1, Ongoing's example requests, and notes of other clients'
authors. Only reading is described, and nothing else is ever sent: the client knows no method but GET.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.simulator import API_ROOT

ROOT: Final = API_ROOT
"""Between a system's base address and the path of a resource."""
DEMO_HOST: Final = "wms1.ongoingsystems.se"
ONGOING_DOMAIN: Final = "ongoingsystems.se"
STATUS_TEST: Final = "/orders/statuses"
"""The small request without parameters that tests a connection."""
PAGE: Final = 50
"""Objects per page. Ongoing's pages mention 1,000, but an order with its lines takes several kilobytes."""

ApiQuery = tuple[tuple[str, str], ...]
"""Parameters in order. Several values of a parameter are repeated, because a comma-separated list matches nothing."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of object. Members are named by dotted paths."""

    key: str
    title: str
    collection: str
    """Path of the list of all objects."""
    id: str
    """Member with Ongoing's own id of the object."""
    number: str = ""
    """Member with the number that people use."""
    status: str = ""
    """Member with the status as ``{number, text}``."""
    lines: str = ""
    """Member with the list of lines."""
    number_parameter: str = ""
    """List parameter for objects with a certain number."""
    id_from: str = ""
    """List parameter for the lowest id, inclusive. Rows are in ascending order of ids."""
    most: str = ""
    """List parameter for the page size."""
    changed_from: str = ""
    """List parameter for objects whose status changed since a time."""
    status_set: str = ""
    """The catalogue's name of the set to which its status belongs."""
    item: str = ""
    """The rest of an object's path after the collection and its id, such as ``/files``."""

    def path(self, object_id: int) -> str:
        """Path of one object."""
        return f"{self.collection}/{object_id}{self.item}"


@dataclass(frozen=True, slots=True)
class Follow:
    """How a payload leads to an object: the resource, and the payload's member with its id."""

    resource: str
    member: str
    parameter: str = ""
    """If set, the list is requested with this parameter and the goods owner, because there is no path to one object."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """A list that describes a system and needs no id from a payload."""

    key: str
    path: str
    member: str = ""
    """The answer's member with the list; empty if the answer itself is the list."""
    per_owner: bool = False
    """Whether ``goodsOwnerId`` is required."""


_RESOURCES: Final = (
    Resource(
        "order", "order", "/orders", "orderInfo.orderId", "orderInfo.orderNumber", "orderInfo.orderStatus", "orderLines",
        "orderNumber", "orderIdFrom", "maxOrdersToGet", "orderStatusChangedTimeFrom", "order",
    ),
    Resource(
        "purchase-order", "purchase order", "/purchaseOrders", "purchaseOrderInfo.purchaseOrderId",
        "purchaseOrderInfo.purchaseOrderNumber", "purchaseOrderInfo.purchaseOrderStatus", "purchaseOrderLines",
        "purchaseOrderNumber", "purchaseOrderIdFrom", "maxPurchaseOrdersToGet", "purchaseOrderStatusChangedTimeFrom",
        "purchase_order",
    ),
    Resource(
        "article", "article", "/articles", "articleSystemId", "articleNumber",
        number_parameter="articleNumber", id_from="articleSystemIdFrom", most="maxArticlesToGet",
    ),
    Resource(
        "production-order", "production order", "/productionOrders", "productionOrderInfo.productionOrderId",
        "productionOrderInfo.productionOrderNumber", "productionOrderInfo.productionOrderStatus",
        "productionOrderLines", "productionOrderNumbers", status_set="production_order",
    ),
    Resource(
        "inventory-adjustment", "inventory adjustment", "/inventoryAdjustments", "inventoryAdjustments.0.inventoryId",
    ),
    Resource("article-item", "article items", "/articleItems", "article.articleSystemId", "article.articleNumber"),
    Resource("order-files", "files of the order", "/orders", "", item="/files"),
    Resource("purchase-order-files", "files of the purchase order", "/purchaseOrders", "", item="/files"),
)  # fmt: skip
RESOURCES: Final[Mapping[str, Resource]] = MappingProxyType({item.key: item for item in _RESOURCES})

FOLLOWS: Final[Mapping[str, tuple[Follow, ...]]] = MappingProxyType(
    {
        "order": (Follow("order", "orderId"), Follow("order", "orderNumber", "orderNumber")),
        "article": (Follow("article", "articleSystemId"), Follow("article", "articleNumber", "articleNumber")),
        "purchase-order": (
            Follow("purchase-order", "purchaseOrderId"),
            Follow("purchase-order", "purchaseOrderNumber", "purchaseOrderNumber"),
        ),
        "purchase-order-line": (Follow("purchase-order", "purchaseOrderInfo.purchaseOrderId"),),
        "production-order": (
            Follow("production-order", "productionOrderId"),
            Follow("production-order", "productionOrderNumber", "productionOrderNumbers"),
        ),
        "inventory": (
            Follow("inventory-adjustment", "inventory.inventoryId"),
            Follow("article", "article.articleSystemId"),
        ),
        "picking-packing-and-returns": (Follow("order", "order.orderId"),),
        "inbound-and-move": (
            Follow("purchase-order", "purchaseOrder.purchaseOrderId"),
            Follow("article", "article.articleSystemId"),
        ),
        "article-item": (Follow("article-item", "article.articleNumber", "articleNumber"),),
        "movement-order": (Follow("order", "order.orderId"),),
        "pick-order": (Follow("order", "pickOrder.pickOrderId", "pickOrderId"),),
        "shipment": (Follow("order", "shipmentId", "shipmentId"),),
        "file": (
            Follow("order-files", "context.order.orderId"),
            Follow("purchase-order-files", "context.purchaseOrder.purchaseOrderId"),
            Follow("order", "context.shipment.shipmentId", "shipmentId"),
        ),
    }
)
"""By family, how its payload leads to an object, best first. Absent families have no resource."""
WITH_PATH: Final = frozenset({"article", "order", "production-order", "purchase-order", "shipment"})
"""Families whose payload has the member ``path``."""

_LOOKUPS: Final = (
    Lookup("goods-owners", "/goodsOwners", "goodsOwners"),
    Lookup("order-statuses", STATUS_TEST, "orderStatuses"),
    # The member has the same name as for orders.
    Lookup("purchase-order-statuses", "/purchaseOrders/statuses", "orderStatuses"),
    Lookup("return-order-statuses", "/returnOrders/statuses", "returnOrderStatuses"),
    Lookup("article-item-statuses", "/articleItems/statuses", per_owner=True),
    Lookup("transporters", "/transporterContracts", per_owner=True),
    Lookup("warehouses", "/warehouses"),
    Lookup("location-types", "/warehouses/locations/types"),
    Lookup("order-types", "/orders/types", per_owner=True),
    Lookup("order-classes", "/orders/classes", per_owner=True),
    Lookup("way-of-delivery-types", "/orders/wayOfDeliveryTypes", per_owner=True),
    Lookup("purchase-order-types", "/purchaseOrders/types", per_owner=True),
    Lookup("return-causes", "/returnOrders/returnCauses", per_owner=True),
    Lookup("parcel-types", "/parcelTypes", per_owner=True),
    Lookup("movements", "/movements", per_owner=True),
)
LOOKUPS: Final[Mapping[str, Lookup]] = MappingProxyType({item.key: item for item in _LOOKUPS})


def base_of(address: str) -> str | Problem:
    """The address before ``/api/v1``, without a trailing slash. Plain HTTP is accepted only for this computer."""
    text = address.strip()
    if not text:
        return Problem("address", "api-no-address")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return Problem("address", "api-address")
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or parts.query or parts.fragment:
        return Problem("address", "api-address")
    if parts.scheme == "http" and not is_loopback(host):
        return Problem("address", "api-http")
    path = parts.path.rstrip("/")
    if path.casefold().endswith(ROOT):
        path = path[: -len(ROOT)]
    return f"{parts.scheme}://{parts.netloc}{path}"


def demo_address(code: str) -> str:
    """The address of the demo systems' API."""
    return f"https://{DEMO_HOST}/{code}/" if code else ""


def api_url(base: str, path: str, query: ApiQuery = ()) -> str:
    """A complete URL. ``base`` is a result of :func:`base_of`."""
    asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
    return f"{base}{ROOT}{path}{'?' if asked else ''}{asked}"


def api_time(moment: datetime) -> str:
    """A time as in queries: UTC with its zone, in milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def read_time(text: object) -> datetime | None:
    """A time from an answer, ``2019-04-09T10:39:31.3Z``; UTC if it has no zone. None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
