"""Payloads about a real object: ids, numbers and statuses are real, everything else is a sample.

Names, addresses and free text of the object are not used, so the payload contains no personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from ongoing_desktop.domain.api import FOLLOWS, RESOURCES, ROOT, Resource
from ongoing_desktop.domain.api_differences import SAME
from ongoing_desktop.domain.api_missed import Present
from ongoing_desktop.domain.api_paths import whole_id
from ongoing_desktop.domain.members import put
from ongoing_desktop.domain.payload import member

REAL: Final = ("order", "purchase-order", "article", "production-order")
"""Resources that a payload can be about."""
_KEPT: Final = ("goodsOwnerName", "consignee.countryCode")
"""Common members that keep the sample's value."""


def resource_for(family: str) -> Resource | None:
    """The resource for payloads of a family; None if it has no resource that can be found by number."""
    follows = (RESOURCES[follow.resource] for follow in FOLLOWS.get(family, ()))
    return next((item for item in follows if item.key in REAL and item.number_parameter), None)


def about_object(
    payload: Mapping[str, Any], family: str, resource: Resource, found: Mapping[str, Any]
) -> dict[str, Any]:
    """The payload with the object's ids, numbers and status in corresponding members."""
    made = deepcopy(dict(payload))
    for path, there in SAME.get(resource.key, ()):
        value = member(found, there)
        if path not in _KEPT and isinstance(value, (int, str)) and member(made, path) is not None:
            put(made, path, value)
    object_id = whole_id(member(found, resource.id))
    if object_id is None:
        return made
    for follow in FOLLOWS.get(family, ()):
        if follow.resource == resource.key and not follow.parameter and member(made, follow.member) is not None:
            put(made, follow.member, object_id)
    if "path" in made:
        made["path"] = f"{ROOT.removeprefix('/')}{resource.path(object_id)}"
    return made


def as_object(present: Present) -> dict[str, Any]:
    """The known facts of an order or purchase order in the shape of the API."""
    resource = RESOURCES[present.family]
    made: dict[str, Any] = {"goodsOwner": {"id": present.goods_owner}}
    for path, value in (
        (resource.id, present.id),
        (resource.number, present.number),
        (f"{resource.status}.number", present.status),
    ):
        put(made, path, value)
    return made
