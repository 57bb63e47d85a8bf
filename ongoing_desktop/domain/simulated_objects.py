"""Invented objects in the documented shapes of Ongoing's REST API, for objects without a document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.api import Resource

CREATED: Final = "2026-01-05T08:00:00Z"
OWNER: Final = 12
_ARTICLE: Final = {
    "articleSystemId": 21307,
    "articleNumber": "107 01 04 8",
    "articleName": "T-shirt",
    "productCode": None,
}


def new_object(resource: Resource, number: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """An object with this id. ``facts``: see :class:`ongoing_desktop.domain.simulated.Reported`."""
    make = _MAKERS.get(resource.key)
    name = str(facts.get("number") or number)
    owner = {"id": facts.get("owner", OWNER), "name": facts.get("ownerName", "Acme")}
    return make(number, name, owner) if make else {"id": number}


def new_document(resource: Resource, number: int) -> str:
    """The text of a new document for the editor."""
    made = new_object(resource, number, {})
    if resource.status:
        made = with_status(made, resource, 200 if resource.key == "order" else 100, "Open")
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def with_status(value: dict[str, Any], resource: Resource, number: int, text: str) -> dict[str, Any]:
    """A copy of the object with another status; unchanged members are shared."""
    made = inner = dict(value)
    *names, last = resource.status.split(".")
    for name in names:
        there = inner.get(name)
        inner[name] = dict(there) if isinstance(there, dict) else {}
        inner = inner[name]
    inner[last] = {"number": number, "text": text}
    return made


def _order(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "goodsOwner": dict(owner),
        "orderInfo": {
            "orderId": number,
            "orderNumber": name,
            "goodsOwnerOrderId": f"G-{number}",
            "consigneeOrderNumber": None,
            "referenceNumber": None,
            "orderRemark": None,
            "deliveryInstruction": None,
            "orderType": {"code": "B2C", "name": "Consumer"},
            "wayOfDelivery": None,
            "deliveryDate": "2026-01-09",
            "createdDate": CREATED,
            "shippedTime": None,
            "wayBill": None,
            "orderStatus": {"number": 200, "text": "Open"},
            "emailNotification": {"toBeNotified": True, "value": "consignee@example.com"},
            "smsNotification": {"toBeNotified": False, "value": None},
            "telephoneNotification": {"toBeNotified": False, "value": None},
            "orderedNumberOfItems": 2.0,
            "allocatedNumberOfItems": 0.0,
            "pickedNumberOfItems": 0.0,
        },
        "consignee": {
            "customerNumber": "C-1",
            "name": "Sample Consignee",
            "address1": "Sample Street 1",
            "address2": None,
            "address3": None,
            "postCode": "123 45",
            "city": "Sample Town",
            "countryCode": "SE",
        },
        "parcels": [],
        "orderLines": [
            {
                "id": number * 10 + 1,
                "rowNumber": "1",
                "article": dict(_ARTICLE),
                "comment": None,
                "orderedNumberOfItems": 2.0,
                "allocatedNumberOfItems": 0.0,
                "pickedNumberOfItems": 0.0,
                "pickedArticleItems": [],
            }
        ],
        "transporter": None,
        "returnTransporter": None,
        "tracking": None,
        "classes": [],
        "shipmentInfo": None,
    }


def _purchase_order(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "goodsOwner": dict(owner),
        "supplierInfo": None,
        "purchaseOrderInfo": {
            "purchaseOrderId": number,
            "purchaseOrderNumber": name,
            "supplierOrderNumber": None,
            "goodsOwnerReference": None,
            "referenceNumber": None,
            "purchaseOrderStatus": {"number": 100, "text": "Notified"},
            "purchaseOrderType": None,
            "inDate": "2026-01-12T00:00:00Z",
            "purchaseOrderRemark": None,
            "createdDate": CREATED,
        },
        "purchaseOrderLines": [
            {
                "id": number * 10 + 1,
                "rowNumber": "1",
                "article": dict(_ARTICLE),
                "comment": None,
                "advisedNumberOfItems": 10.0,
                "receivedNumberOfItems": 0.0,
                "reportedNumberOfItems": 0.0,
                "articleItems": [],
            }
        ],
        "sellerInfo": None,
    }


def _article(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "goodsOwner": dict(owner),
        "articleSystemId": number,
        "articleNumber": name,
        "articleName": "T-shirt",
        "productCode": None,
        "unitCode": "PCS",
        "description": None,
        "barCodeInfo": {"barCode": "7350000000018"},
        "weight": 0.2,
        "inventoryInfo": {
            "numberOfItems": 100.0,
            "numberOfBookedItems": 2.0,
            "sellableNumberOfItems": 98.0,
            "lastInDate": CREATED,
        },
    }


def _production_order(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "goodsOwner": dict(owner),
        "productionOrderInfo": {
            "productionOrderId": number,
            "productionOrderNumber": name,
            "productionOrderStatus": {"number": 100, "text": "Created"},
            "createdDate": CREATED,
        },
        "productionOrderLines": [],
        "productionOrderDisassemblyLines": [],
    }


def _adjustment(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    del name
    entry = {"inventoryId": number, "numberOfItems": -1.0, "inventoryTime": CREATED, "inventoryItemComment": None}
    cause = {"inventoryAdjustmentCause": {"code": "COUNT", "name": "Counted"}, "location": "1A-3-12"}
    return {"goodsOwner": dict(owner), "article": dict(_ARTICLE), "inventoryAdjustments": [entry | cause]}


def _article_item(number: int, name: str, owner: Mapping[str, Any]) -> dict[str, Any]:
    del name
    article = {**_ARTICLE, "articleSystemId": number}
    return {"goodsOwner": dict(owner), "article": article, "articleItems": [{"id": number, "numberOfItems": 100.0}]}


_MAKERS: Final = {
    "order": _order,
    "purchase-order": _purchase_order,
    "article": _article,
    "production-order": _production_order,
    "inventory-adjustment": _adjustment,
    "article-item": _article_item,
}
