"""The connection to Ongoing's REST API: set up and tested per system, and look-ups of webhooks' objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.api import FOLLOWS, LOOKUPS, RESOURCES, STATUS_TEST, Resource, base_of
from ongoing_desktop.domain.api_answers import read_list, read_object, read_rows, read_status_list, status_of
from ongoing_desktop.domain.api_differences import MemberDifference, differences
from ongoing_desktop.domain.api_paths import Wanted, typed, ways
from ongoing_desktop.domain.api_samples import about_object, resource_for
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.samples import sample_text
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.domain.statuses import Status
from ongoing_desktop.services import Services
from ongoing_desktop.services.api_calls import About, Answered
from ongoing_desktop.services.payloads import Payload, Payloads

_BASIC: Final = SCHEMES["basic"]
_NEXT_WAY: Final = ("api-not-found", "api-nothing")
"""Errors after which the next way to an object is tried."""
REAL: Final = ("order", "purchase-order", "article")
"""Resources from which a payload can be created."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The order statuses were read."""

    exchange_id: int
    status: int
    took_ms: float
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ongoing's current data about an object."""

    exchange_id: int
    """Id of the answer in the history."""
    status: int
    """HTTP status."""
    path: str
    resource: Resource | None
    found: Any
    """The object, or the list if there is no object."""
    differences: tuple[MemberDifference, ...] = ()
    state: Status | None = None
    """Its current status."""


class Api:
    """Async methods run on the engine's loop and raise ApiError and StorageError. The others do no I/O."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._calls = services.api_calls
        self._settings = services.settings
        self._secrets = services.secrets
        self._history = services.history
        self._catalogue = services.catalogue
        self._engine = services.engine

    def is_set_up(self, system: System) -> bool:
        """Whether a user name and a password are stored."""
        return bool(system.api_user and system.api_secret_ref)

    def system_of(self, row: ExchangeRow) -> System | None:
        """The system of an exchange, by its webhook or else its code."""
        now = self._settings.current
        hook = now.webhook(row.webhook) if row.webhook else None
        if hook is not None and (system := now.system_of(hook)) is not None:
            return system
        code = (row.system or "").casefold()
        return next((system for system in now.systems if code and system.code.casefold() == code), None)

    def connection_problems(
        self, system: System, address: str, user: str, secret: Secret | None
    ) -> tuple[Problem, ...]:
        """Problems with the form. A ``secret`` of None keeps the stored one, but only for the same address and user."""
        address, user = address.strip(), user.strip()
        found = []
        if secret is None and (
            not system.api_secret_ref or (base_of(address), user) != (base_of(system.address), system.api_user)
        ):
            found.append(Problem("password", "api-password-missing"))
        if isinstance(base := base_of(address), Problem):
            found.append(base)
        found += _BASIC.problems(user, secret)
        return tuple(found)

    async def save_connection(
        self, system_id: str, address: str, user: str, secret: Secret | None, *, session: bool = False
    ) -> System | tuple[Problem, ...]:
        """Save the connection as one change unless it has problems. Raises VaultError, StorageError."""
        system = self._settings.current.system(system_id)
        if system is None:
            return (Problem("address", "system-gone"),)
        address, user = address.strip(), user.strip()
        if problems := self.connection_problems(system, address, user, secret):
            return problems
        if secret is None:
            await self._store(system_id, address, user, system.api_secret_ref)
        else:
            async with self._secrets.replacing(system.api_secret_ref, secret, session=session) as ref:
                await self._store(system_id, address, user, ref)
        return self._settings.current.system(system_id) or system

    async def forget_connection(self, system_id: str) -> None:
        """Remove user name and password. Undo restores them within a week."""
        if (system := self._settings.current.system(system_id)) is not None:
            await self._secrets.note(system.api_secret_ref, "retired")
            await self._store(system_id, system.address, "", "")

    async def _store(self, system_id: str, address: str, user: str, ref: str) -> None:
        def stored(now: Settings) -> Settings:
            return replace(
                now,
                systems=tuple(
                    replace(item, address=address, api_user=user, api_secret_ref=ref) if item.id == system_id else item
                    for item in now.systems
                ),
            )

        await self._settings.change("save-connection", stored)

    async def test(
        self, system_id: str, *, base: str = "", username: str = "", secret: Secret | None = None
    ) -> Connected:
        """Request the order statuses. Given values replace the stored ones."""
        access = await self._calls.access(system_id, base, username=username, secret=secret)
        answered = await self._calls.get(access, STATUS_TEST)
        statuses = read_status_list(read_list(answered.data, LOOKUPS["order-statuses"])).items
        return Connected(answered.exchange_id, answered.status, answered.timing.total_ms, statuses)

    async def look_up(self, exchange_id: int, *, base: str = "") -> LookUp:
        """Look up the current state of an exchange's object. Each way in its payload is tried in turn."""
        exchange = await self._engine.blocking(self._history.get, exchange_id)
        if exchange is None:
            raise ApiError("usage-no-exchange", id=exchange_id)
        body = readable(exchange.request.body, exchange.request.headers)
        payload, facts = await self._engine.blocking(_read, body, self._catalogue)
        row = exchange.row
        family = self._catalogue.family(facts.family or row.family)
        if family is None or payload is None:
            raise ApiError("api-no-payload")
        system = self.system_of(row)
        if system is None:
            raise ApiError("api-no-system", system=facts.system or "–")
        access = await self._calls.access(system.id, base)
        found_ways = ways(payload, family.key, base=access.base, code=system.code)
        if family.key not in FOLLOWS:
            raise ApiError("api-no-resource")
        if not found_ways:
            raise ApiError("api-no-way", family=family.title)
        about = About(row, facts.webhook_number, family.key, facts.goods_owner_id)
        for place, way in enumerate(found_ways):
            try:
                answered = await self._calls.get(access, way.path, way.query, about=about)
                return _look_up(answered, way, payload)
            except ApiError as error:
                if error.code not in _NEXT_WAY or place + 1 == len(found_ways):
                    raise
        raise AssertionError("a way was tried or an error raised")

    def can_look_up(self, row: ExchangeRow) -> str:
        """Empty if :meth:`look_up` is possible, else the code of the reason why not."""
        if row.direction not in ("in", "out") or row.family is None:
            return "api-no-payload"
        return "" if row.family in FOLLOWS else "api-no-resource"

    async def get_path(self, system_id: str, path: str, *, base: str = "") -> LookUp:
        """Read a path entered by the user: one object or one of the lists."""
        access = await self._calls.access(system_id, base)
        wanted = typed(path, base=access.base, code=access.system.code)
        if wanted is None:
            raise ApiError("api-path", path=path[:100])
        return _look_up(await self._calls.get(access, wanted.path, wanted.query), wanted, {})

    async def _real_object(self, system_id: str, kind: str, number: str, owner_id: int) -> Mapping[str, Any]:
        """An order, purchase order or article by its number: the first match of the list."""
        resource = RESOURCES[kind]
        access = await self._calls.access(system_id)
        query = (("goodsOwnerId", str(owner_id)), (resource.number_parameter, number.strip()))
        about = About(family=kind, goods_owner_id=owner_id)
        answered = await self._calls.get(access, resource.collection, query, about=about)
        found = [row for row in read_rows(answered.data) if isinstance(row, Mapping)]
        if not found:
            raise ApiError("api-no-number", what=resource.title, number=number.strip()[:100], owner=owner_id)
        return found[0]

    def sample_resource(self, webhook_id: str) -> Resource | None:
        """The resource for a webhook's payload; None if it cannot be based on a real object. No I/O."""
        hook = self._settings.current.webhook(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        return resource_for(family.key) if family else None

    async def real_sample(self, webhook_id: str, number: str) -> Payload:
        """A payload of the webhook's type about the object with this number, of one of its goods owners."""
        hook, resource = self._settings.current.webhook(webhook_id), self.sample_resource(webhook_id)
        family = self._catalogue.family_of(hook.type) if hook else None
        if hook is None or family is None or resource is None:
            raise ApiError("api-no-real")
        for place, owner in enumerate(hook.goods_owners, 1):
            try:
                found = await self._real_object(hook.system, resource.key, number, owner)
            except ApiError as error:
                if error.code != "api-no-number" or place == len(hook.goods_owners):
                    raise
                continue
            return real_payload(self._services.sending.payloads, webhook_id, family.key, resource, found)
        raise ApiError("goods-owner-missing")


def _look_up(answered: Answered, way: Wanted, payload: Mapping[str, Any]) -> LookUp:
    resource = way.resource
    data = answered.data
    if resource is None or resource.item or (isinstance(data, list) and len(data) > 1):
        return LookUp(answered.exchange_id, answered.status, way.path, resource, data)
    found = read_object(data)
    return LookUp(
        answered.exchange_id,
        answered.status,
        way.path,
        resource,
        found,
        differences(payload, found, resource) if payload else (),
        status_of(found, resource),
    )


def _read(body: bytes, catalogue: Catalogue) -> tuple[Mapping[str, Any] | None, Any]:
    facts = inspect(body, catalogue)
    if facts.family is None:
        return None, facts
    return read_json(body.removeprefix(b"\xef\xbb\xbf"), deepest=DEEPEST_BODY), facts


def real_payload(
    payloads: Payloads, webhook_id: str, family: str, resource: Resource, found: Mapping[str, Any]
) -> Payload:
    """A sample of the webhook's type about an object."""
    sample = payloads.make(webhook_id, "realistic")
    text = sample_text(about_object(read_json(sample.text), family, resource, found))
    return Payload(text, sample.event_id, sample.timestamp)
