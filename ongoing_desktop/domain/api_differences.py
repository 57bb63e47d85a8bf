"""Compares a payload with Ongoing's current data, member by member, where both have the same fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ongoing_desktop.domain.api import Resource
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import MISSING, member_at
from ongoing_desktop.domain.payload import member

_OWNER: Final = (("goodsOwnerId", "goodsOwner.id"), ("goodsOwnerName", "goodsOwner.name"))
_ORDER: Final = (
    ("orderStatus.number", "orderInfo.orderStatus.number"),
    ("orderNumber", "orderInfo.orderNumber"),
    ("goodsOwnerOrderId", "orderInfo.goodsOwnerOrderId"),
    ("consigneeOrderNumber", "orderInfo.consigneeOrderNumber"),
    ("order.orderNumber", "orderInfo.orderNumber"),
    ("consignee.countryCode", "consignee.countryCode"),
    ("parcels", "parcels"),
    ("tracking", "tracking"),
    *_OWNER,
)
_PURCHASE: Final = (
    ("purchaseOrderStatus.number", "purchaseOrderInfo.purchaseOrderStatus.number"),
    ("purchaseOrderNumber", "purchaseOrderInfo.purchaseOrderNumber"),
    ("purchaseOrderInfo.purchaseOrderStatus.number", "purchaseOrderInfo.purchaseOrderStatus.number"),
    ("purchaseOrderInfo.purchaseOrderNumber", "purchaseOrderInfo.purchaseOrderNumber"),
    ("purchaseOrder.purchaseOrderNumber", "purchaseOrderInfo.purchaseOrderNumber"),
    *_OWNER,
)
SAME: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "order": _ORDER,
        "purchase-order": _PURCHASE,
        "article": (("articleNumber", "articleNumber"), ("article.articleNumber", "articleNumber"), *_OWNER),
        "production-order": (
            ("productionOrderStatus.number", "productionOrderInfo.productionOrderStatus.number"),
            ("productionOrderNumber", "productionOrderInfo.productionOrderNumber"),
            *_OWNER,
        ),
        "inventory-adjustment": (("article.articleNumber", "article.articleNumber"),),
    }
)
"""By resource, corresponding members of payload and object. For lists, the lengths are compared."""
_LINES: Final = (
    ("order.orderLine", "orderLineId", "order.orderLine.rowNumber"),
    ("purchaseOrder.purchaseOrderLine", "id", "purchaseOrder.purchaseOrderLine.reportedNumberOfItems"),
    ("purchaseOrderLineInfo", "purchaseOrderLineId", ""),
)
"""Places of a line in payloads, its id there, and a member that the object's line has too."""


@dataclass(frozen=True, slots=True)
class MemberDifference:
    """One member with a different value."""

    path: str
    """Path in the payload."""
    then: Any
    now: Any
    """None if the object no longer has it."""

    @property
    def is_status(self) -> bool:
        """Whether it is the status, which means that the event is older than Ongoing's current data."""
        return self.path.endswith("tatus.number")


def differences(
    payload: Mapping[str, Any], found: Mapping[str, Any], resource: Resource
) -> tuple[MemberDifference, ...]:
    """All differences between corresponding members. Members of only one side are ignored."""
    return tuple({item.path: item for item in _all(payload, found, resource)}.values())


def _all(payload: Mapping[str, Any], found: Mapping[str, Any], resource: Resource) -> Iterator[MemberDifference]:
    for path, there in SAME.get(resource.key, ()):
        then, now = member_at(payload, path), member_at(found, there)
        if then is MISSING or now is MISSING:
            continue
        if isinstance(then, list) or isinstance(now, list):
            then, now = _count(then), _count(now)
        if _comparable(then) and _comparable(now) and not _same(then, now):
            yield MemberDifference(path, then, now)
    if resource.lines:
        yield from _lines(payload, member(found, resource.lines))


def _lines(payload: Mapping[str, Any], lines: object) -> Iterator[MemberDifference]:
    known = {line.get("id"): line for line in _objects(lines)}
    for place, id_name, shared in _LINES:
        then = member(payload, f"{place}.{id_name}")
        if not isinstance(then, int) or isinstance(then, bool) or not then:
            continue
        if then not in known:
            yield MemberDifference(f"{place}.{id_name}", then, None)
        elif shared:
            before, now = member_at(payload, shared), known[then].get(shared.rpartition(".")[2], MISSING)
            if before is not MISSING and now is not MISSING and not _same(before, now):
                yield MemberDifference(shared, before, now)


def _objects(value: object) -> Iterable[Mapping[str, Any]]:
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def _count(value: Any) -> Any:
    return len(value) if isinstance(value, list) else 0 if value is None else value


def _comparable(value: Any) -> bool:
    return value is None or isinstance(value, (str, int, float))


def _same(one: Any, other: Any) -> bool:
    # An empty text and null are equal here, because optional members may be null.
    return bool(one == other) or (one in (None, "") and other in (None, ""))
