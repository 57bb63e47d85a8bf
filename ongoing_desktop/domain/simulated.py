"""Documents of the API simulator, and the effects of test events on them.

A document is JSON text by its path after ``/api/v1``: an object such as ``/orders/70031`` or a list such as
``/orders/statuses``. The effects of test events are stored apart from the documents, so that sending is not an undo
step: a status reported by an event becomes the object's status.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.api import FOLLOWS, RESOURCES, ROOT, Resource
from ongoing_desktop.domain.catalogue import Family
from ongoing_desktop.domain.foreign import DEEPEST_BODY, TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.simulator import Simulator

MOST_DOCUMENTS: Final = 2_000
LARGEST_DOCUMENT: Final = 1024 * 1024
"""Bytes of UTF-8."""
LARGEST_ALL: Final = 8 * 1024 * 1024
MOST_EVENTS: Final = 500
"""Maximum number of objects with effects of events; the oldest are dropped first."""
LONGEST_PATH: Final = 300
_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~%-]+)+(?:\?[A-Za-z0-9._~%&=+-]+)?")
_OBJECT: Final = re.compile(r"(/[A-Za-z]+)/([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Reported:
    """What an event reports about an object of the API."""

    path: str
    values: Mapping[str, Any]
    """``status``, ``number``, ``owner``, ``ownerName``, as far as the event has them."""


def document_problems(path: str, text: str, others: Mapping[str, str] = EMPTY_MAPPING) -> tuple[Problem, ...]:
    """Problems that prevent saving a document. ``others``: the other documents."""
    found: list[Problem] = []
    if not path.startswith("/") or not _PATH.fullmatch(path) or len(path) > LONGEST_PATH:
        found.append(Problem("path", "simulator-path", {"limit": LONGEST_PATH}))
    elif path.lower().startswith(ROOT):
        found.append(Problem("path", "simulator-root", {"path": path[len(ROOT) :] or "/orders/statuses"}))
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_DOCUMENT:
        return (*found, Problem("text", "simulator-large", {"limit": LARGEST_DOCUMENT // 1024}))
    rest = [other for key, other in others.items() if key != path]
    if len(rest) >= MOST_DOCUMENTS or size + sum(map(len, rest)) > LARGEST_ALL:
        found.append(Problem("text", "simulator-many", {"most": MOST_DOCUMENTS, "limit": LARGEST_ALL // 1024 // 1024}))
    return (*found, *_content_problems(path, text))


def _content_problems(path: str, text: str) -> list[Problem]:
    try:
        value = read_json(text.removeprefix("\ufeff"), deepest=DEEPEST_BODY)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "why": error.msg}
        return [Problem("text", "simulator-json", where)]
    except TooDeepError as error:
        return [Problem("text", "simulator-deep", {"limit": error.limit})]
    except (ValueError, UnicodeError):
        return [Problem("text", "simulator-json", {"line": 1, "column": 1, "why": "it cannot be read"})]
    if not isinstance(value, dict | list):
        return [Problem("text", "simulator-shape")]
    place = object_at(path)
    if place is None or (resource := resource_at(place[0])) is None or not resource.id:
        return []
    if not isinstance(value, dict):
        return [Problem("text", "simulator-object", {"path": path})]
    said = member(value, resource.id)
    if said is not None and said != place[1]:
        return [Problem("text", "simulator-id", {"member": resource.id, "value": str(said)[:40], "id": place[1]})]
    return []


def object_at(path: str) -> tuple[str, int] | None:
    """The collection and id of an object's path."""
    found = _OBJECT.fullmatch(path)
    return (found[1], int(found[2])) if found else None


def resource_at(collection: str) -> Resource | None:
    """The resource with this collection, ignoring case."""
    low = collection.lower()
    return next((item for item in RESOURCES.values() if item.collection.lower() == low and not item.item), None)


def happened(payload: Any, family: Family | None) -> Reported | None:
    """What a payload reports about its object; None if the API has no such object."""
    if family is None or not isinstance(payload, Mapping):
        return None
    for follow in FOLLOWS.get(family.key, ()):
        resource = RESOURCES[follow.resource]
        number = member(payload, follow.member)
        if follow.parameter or resource.item or isinstance(number, bool) or not isinstance(number, int) or number <= 0:
            continue
        values: dict[str, Any] = {}
        status = member(payload, family.state) if _same_status(family, resource) else None
        if isinstance(status, int) and not isinstance(status, bool):
            values["status"] = status
        where, _, _ = follow.member.rpartition(".")
        name = resource.number.rpartition(".")[2]
        text = member(payload, f"{where}.{name}" if where else name)
        if isinstance(text, str):
            values["number"] = text[:200]
        for key, source, kind in (("owner", "goodsOwnerId", int), ("ownerName", "goodsOwnerName", str)):
            if isinstance(found := payload.get(source), kind) and not isinstance(found, bool):
                values[key] = found
        return Reported(resource.path(number), values)
    return None


def noted(known: Mapping[str, Any], fresh: Iterable[Reported], at: datetime) -> Mapping[str, Any]:
    """The effects of events with new ones added; the same mapping if nothing is new."""
    found = dict(known)
    for item in fresh:
        before = found.get(item.path)
        old = before if isinstance(before, Mapping) else {}
        if before is not None and all(old.get(key) == value for key, value in item.values.items()):
            continue
        changed = "status" in item.values and item.values["status"] != old.get("status")
        found.pop(item.path, None)  # so that it is the newest
        found[item.path] = {**old, **item.values, **({"changed": at.isoformat()} if changed or not old else {})}
    if found == dict(known):
        return known
    return dict(list(found.items())[-MOST_EVENTS:])


def saved(simulator: Simulator, path: str, text: str) -> Simulator:
    """The simulator with one document added or replaced."""
    return replace(simulator, documents={**simulator.documents, path: text})


def status_in(path: str, text: str) -> int | None:
    """The status number in an object's document."""
    place = object_at(path)
    resource = resource_at(place[0]) if place else None
    if resource is None or not resource.status:
        return None
    try:
        number = member(read_json(text, deepest=DEEPEST_BODY), f"{resource.status}.number")
    except ValueError:
        return None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _same_status(family: Family, resource: Resource) -> bool:
    """Whether an event's status is that of the object, not of a part of it."""
    return bool(resource.status) and family.state.endswith(f"{resource.status.rpartition('.')[2]}.number")
