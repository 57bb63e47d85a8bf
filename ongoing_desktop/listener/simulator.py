"""Simulates Ongoing's REST API: the user's documents, invented objects, and searches in both.

Imported only while the simulator is on. Answers contain nothing from the request. The real answer to an unknown id or a
missing parameter is not documented; here it is 404 and 400 with a message.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from ongoing_desktop.auth import SCHEMES, Check
from ongoing_desktop.domain.api import LOOKUPS, ROOT, Resource, read_time
from ongoing_desktop.domain.exchange import Headers, Judgement
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.simulated import object_at, resource_at
from ongoing_desktop.domain.simulated_objects import new_object, with_status
from ongoing_desktop.domain.simulator import SIMULATOR
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.domain.statuses import StatusSets, statuses_of
from ongoing_desktop.listener.http_answers import DEFAULT_FIELDS, Reply, sized

log = logging.getLogger(__name__)

_PATH: Final = re.compile(r"(?:/(?P<code>[^/?#]+))?/api/v1(?P<rest>/[^?#]*)", re.IGNORECASE)
_EMPTY_LISTS: Final = frozenset(
    {
        "/warehouses", "/warehouses/locations/types", "/orders/types", "/orders/classes", "/orders/wayofdeliverytypes",
        "/purchaseorders/types", "/returnorders/returncauses", "/parceltypes", "/movements", "/returnorders", "/invoices",
    }
)  # fmt: skip
_TIMES: Final = {
    "orderCreatedTime": "createdDate", "purchaseOrderCreatedTime": "createdDate", "shippedTime": "shippedTime",
    "inDate": "inDate", "deliveryDate": "deliveryDate",
}  # fmt: skip
"""Parameters by the member that they are compared with. Every other time is compared with the latest status change."""
_ID: Final = re.compile(r"[0-9]{1,18}")
_RANGE: Final = re.compile(r"(?P<what>[a-zA-Z]+)(?P<end>From|To)")
_JSON_FIELDS: Final = (("Content-Type", "application/json; charset=utf-8"), *DEFAULT_FIELDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to the API."""

    path: str
    """The decoded path after ``/api/v1``, without a trailing slash."""
    query: str
    system: str | None = None
    """Code of the system in the address."""

    @property
    def rule_path(self) -> str:
        """The path that reply rules match: without the system's code."""
        return f"{ROOT}{self.path}"


class _BadRequest(Exception):  # noqa: N818 - an answer, not a fault
    """400 with a message."""


class Simulation:
    """The simulator for one snapshot. Immutable after construction; safe on any thread."""

    def __init__(self, snapshot: ListenerSnapshot, standard: StatusSets) -> None:
        """``standard``: statuses of systems without their own."""
        self._simulator = snapshot.simulator
        self._secret = snapshot.secrets.get(SIMULATOR)
        self._systems = {system.code.casefold(): system for system in snapshot.systems}
        self._standard = standard
        self._documents = {path.lower(): (path, text) for path, text in self._simulator.documents.items()}
        self._facts: Mapping[str, Any] = {path.lower(): value for path, value in snapshot.simulated.items()}

    def asked(self, target: str) -> Asked | None:
        """The API request in a target, or None for other targets."""
        found = _PATH.match(target)
        if found is None:
            return None
        code = unquote(found["code"]) if found["code"] else None
        if code is not None and code.casefold() not in self._systems:
            return None
        return Asked(unquote(found["rest"]).rstrip("/") or "/", target.partition("?")[2].partition("#")[0], code)

    def judge(self, asked: Asked, headers: Headers, marks: Mapping[str, object]) -> Judgement:
        """Judge the request's credentials."""
        check = self._check(headers)
        place = object_at(asked.path)
        resource = resource_at(place[0]) if place else None
        if marks.get("foreign_host") and any(name.lower().startswith("sec-fetch-") for name, _ in headers):
            marks = {**marks, "from_web_page": True}
        params = {**check.params, **marks, "no_event": "api", "api_path": asked.path[:200]}
        subject = f"{resource.key}:{place[1]}" if place and resource else None
        return Judgement(check.verdict, check.reason_code, params, system=self._code(asked.system), subject=subject)

    def reply(self, asked: Asked, method: str, judgement: Judgement) -> Reply:
        if judgement.verdict == "refused":
            challenge = SCHEMES["basic"].challenge("Ongoing Desktop")
            return _json(401, {"message": "The credentials are missing or wrong."}, ("WWW-Authenticate", challenge))
        if judgement.verdict == "unverifiable":
            return _json(503, {"message": "The credentials cannot be checked at the moment."})
        if judgement.params.get("from_web_page"):
            return _json(403, {"message": "Web pages cannot use the simulator."})
        if method != "GET":
            return _json(405, {"message": "The simulator answers GET only."}, ("Allow", "GET"))
        try:
            return self._answer(asked)
        except _BadRequest as error:
            return _json(400, {"message": str(error)})
        except Exception:
            # A bug here must not lose the request: it is recorded and answered like a server error.
            log.exception("the API simulator could not answer")
            return _json(500, {"Message": "An error has occurred."})

    def _code(self, said: str | None) -> str | None:
        system = self._systems.get(said.casefold()) if said else None
        if system is None and len(self._systems) == 1:
            system = next(iter(self._systems.values()))
        return system.code if system else None

    def _check(self, headers: Headers) -> Check:
        if not self._simulator.username:
            return Check("open", "simulator-open")
        if [name.lower() for name, _ in headers].count("authorization") > 1:
            return Check("refused", "two-headers", {"header": "Authorization"})
        return SCHEMES["basic"].verify(self._simulator.username, self._secret, headers)

    def _answer(self, asked: Asked) -> Reply:
        low = asked.path.lower()
        text = self._documents.get(f"{low}?{asked.query.lower()}") or self._documents.get(low)
        place = object_at(asked.path)
        if place is not None and (resource := resource_at(place[0])) is not None:
            value = self._object(resource, place[1])
            return _json(200, value) if value is not None else _not_found()
        if text is not None:
            return _text(text[1])
        parameters = parse_qsl(asked.query, keep_blank_values=True, max_num_fields=None, errors="replace")
        if (resource := resource_at(asked.path)) is not None:
            return _json(200, self._search(resource, parameters))
        for lookup in LOOKUPS.values():
            if lookup.path.lower() == low:
                rows = self._list(lookup.key, asked, parameters, needs_owner=lookup.per_owner) or self._inside(low)
                return _json(200, {lookup.member: rows} if lookup.member else rows)
        return self._other(low)

    def _other(self, low: str) -> Reply:
        collection, _, rest = low[1:].partition("/")
        if rest.endswith("/files") and (place := object_at(f"/{collection}/{rest.removesuffix('/files')}")):
            resource = resource_at(place[0])
            if resource is not None and self._object(resource, place[1]) is not None:
                return _json(200, [])
        if collection == "goodsowners" and _ID.fullmatch(rest):
            found = [item for item in self._owners(None) if item["goodsOwnerId"] == int(rest)]
            return _json(200, found[0]) if found else _not_found()
        inside = self._inside(low)
        return _json(200, inside) if inside or low in _EMPTY_LISTS else _not_found()

    def _inside(self, low: str) -> list[Any]:
        """The documents of the objects in a collection."""
        return [
            json_of(text)
            for path, (_, text) in self._documents.items()
            if path.rpartition("/")[0] == low and _ID.fullmatch(path.rpartition("/")[2])
        ]

    def _object(self, resource: Resource, number: int) -> dict[str, Any] | None:
        key = resource.path(number).lower()
        facts = self._facts.get(key)
        facts = facts if isinstance(facts, Mapping) else None
        document = self._documents.get(key)
        if document is not None:
            read = json_of(document[1])
            if not isinstance(read, dict):
                return None
            value: dict[str, Any] = read
        elif facts is not None:
            value = new_object(resource, number, facts)
        else:
            return None
        if facts is not None and isinstance(status := facts.get("status"), int) and resource.status:
            value = with_status(value, resource, status, self._status_text(resource, status))
        return value

    def _objects(self, resource: Resource) -> Iterator[tuple[int, dict[str, Any]]]:
        start = f"{resource.collection.lower()}/"
        numbers = {
            int(path[len(start) :])
            for path in (*self._documents, *self._facts)
            if path.startswith(start) and _ID.fullmatch(path[len(start) :])
        }
        for number in sorted(numbers):
            if (value := self._object(resource, number)) is not None:
                yield number, value

    def _search(self, resource: Resource, parameters: list[tuple[str, str]]) -> list[dict[str, Any]]:
        wanted: dict[str, list[str]] = {}
        for name, value in parameters:
            wanted.setdefault(name, []).append(value)
        owner = wanted.pop("goodsOwnerId", [""])[0]
        if not _ID.fullmatch(owner):
            raise _BadRequest("goodsOwnerId is required.")
        most = wanted.pop(resource.most, [""])[0]
        found = [
            value
            for number, value in self._objects(resource)
            if member(value, "goodsOwner.id") in (None, int(owner))
            and all(self._fits(resource, number, value, name, values) for name, values in wanted.items())
        ]
        return found[: int(most)] if _ID.fullmatch(most) else found

    def _fits(self, resource: Resource, number: int, value: dict[str, Any], name: str, given: list[str]) -> bool:
        if (found := _RANGE.fullmatch(name)) is None:
            names = {name, name.removesuffix("s")}
            texts = {str(item) for item in _members(value, names)}
            if name.removesuffix("s") == resource.number_parameter.removesuffix("s"):
                texts = {str(member(value, resource.number))}
            # Unknown parameters are ignored, as servers do, unless the object has such a member.
            return not texts.isdisjoint(given) if texts else not name.endswith("Id")
        what, after = found["what"], found["end"] == "From"
        if name == resource.id_from or what.endswith("Id"):
            return number >= _number(given[0]) if after else number <= _number(given[0])
        if what.endswith("Status"):
            status = member(value, f"{resource.status}.number")
            limit = _number(given[0])
            return isinstance(status, int) and (status >= limit if after else status <= limit)
        limit_at = _time(given[0])
        at = self._time_of(resource, number, value, what)
        return at is not None and (at >= limit_at if after else at <= limit_at)

    def _time_of(self, resource: Resource, number: int, value: dict[str, Any], what: str) -> datetime | None:
        if name := _TIMES.get(what):
            return next((at for item in _members(value, {name}) if (at := read_time(item))), None)
        facts = self._facts.get(resource.path(number).lower())
        changed = facts.get("changed") if isinstance(facts, Mapping) else None
        created = next(iter(_members(value, {"createdDate"})), None)
        return read_time(changed) or read_time(created)

    def _list(self, key: str, asked: Asked, parameters: list[tuple[str, str]], *, needs_owner: bool) -> list[Any]:
        if needs_owner and not _ID.fullmatch(dict(parameters).get("goodsOwnerId", "")):
            raise _BadRequest("goodsOwnerId is required.")
        code = self._code(asked.system)
        system = self._systems.get(code.casefold()) if code else None
        if key == "goods-owners":
            return self._owners(system)
        if key in _STATUS_SETS:
            statuses = statuses_of(system, _STATUS_SETS[key], self._standard)
            return [{"number": item.number, "text": item.name} for item in statuses]
        if key == "transporters" and system is not None:
            return [
                {
                    "ediCode": name[:4].upper(),
                    "transporterName": name,
                    "transporterCode": name[:4].upper(),
                    "transporterServiceCode": None,
                    "transporterServices": [],
                }
                for name in system.transporters
            ]
        return []

    def _owners(self, system: System | None) -> list[dict[str, Any]]:
        systems = (system,) if system is not None else tuple(self._systems.values())
        return [
            {
                "goodsOwnerId": owner.id,
                "goodsOwnerName": owner.name,
                "goodsOwnerComment": None,
                "isTrainingGoodsOwner": True,
                "address": None,
                "goodsOwnerClasses": [],
            }
            for item in systems
            for owner in item.goods_owners
        ]

    def _status_text(self, resource: Resource, number: int) -> str:
        lists = {"order": "/orders/statuses", "purchase_order": "/purchaseorders/statuses"}
        document = self._documents.get(lists.get(resource.status_set, ""))
        rows = json_of(document[1]).get("orderStatuses") if document and isinstance(json_of(document[1]), dict) else ()
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("number") == number:
                return str(row.get("text") or "")
        for system in (*self._systems.values(), None):
            for status in statuses_of(system, resource.status_set, self._standard):
                if status.number == number:
                    return status.name
        return str(number)


_STATUS_SETS: Final = {"order-statuses": "order", "purchase-order-statuses": "purchase_order"}


@lru_cache(maxsize=4096)
def json_of(text: str) -> Any:
    """The value of a document. It is validated when saved, so it is null only if another program damaged it."""
    try:
        return read_json(text.removeprefix("\ufeff"), deepest=DEEPEST_BODY)
    except ValueError:
        return None


def _members(value: Any, names: set[str]) -> Iterator[Any]:
    """The plain values of members with these names, at any depth."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            for name, inner in item.items():
                if isinstance(inner, dict | list):
                    waiting.append(inner)
                elif name in names:
                    yield inner


def _number(text: str) -> int:
    if not _ID.fullmatch(text.removeprefix("-")):
        raise _BadRequest("A parameter is not a whole number.")
    return int(text)


def _time(text: str) -> datetime:
    # A plus sign that was not percent-encoded arrives as a space.
    found = read_time(text.replace(" ", "+") if "T" in text else text)
    if found is None:
        raise _BadRequest("A parameter is not a time such as 2019-04-09T08:00:00.000+00:00.")
    return found


def _not_found() -> Reply:
    return _json(404, {"message": "There is no such object or resource."})


def _text(text: str) -> Reply:
    return sized(200, _JSON_FIELDS, text.encode("utf-8", "replace"))


def _json(status: int, value: Any, *more: tuple[str, str]) -> Reply:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return sized(status, (*_JSON_FIELDS, *more), body)
