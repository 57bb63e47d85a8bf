"""Sends one look-up to Ongoing's REST API with the system's credential, records it, and parses the answer."""

from __future__ import annotations

import asyncio
from functools import partial
from hashlib import sha256
from typing import Any, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.api import ApiQuery, api_url, base_of
from ongoing_desktop.domain.api_answers import read_answer
from ongoing_desktop.domain.errors import ApiError, VaultError
from ongoing_desktop.domain.exchange import Body, ExchangeRow, NewExchange
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, ApiRequest, Failure, Response, SendResult, Timing
from ongoing_desktop.domain.settings import System
from ongoing_desktop.services import Services
from ongoing_desktop.services.outcome_rows import outcome_of
from ongoing_desktop.services.sender import redacted_result, scrubbed_result
from ongoing_desktop.wording.messages import sentence

USER_AGENT: Final = "OngoingDesktop/0.1 (read only)"
_BASIC: Final = SCHEMES["basic"]
_EMPTY: Final = sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Access:
    """The address of a system's API and its credential."""

    system: System
    base: str
    username: str
    secret: Secret = field(repr=False)


@dataclass(frozen=True, slots=True)
class About:
    """The event that a look-up is about, under which the history keeps it."""

    row: ExchangeRow | None = None
    webhook_number: int | None = None
    family: str | None = None
    goods_owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A 2xx answer with JSON."""

    exchange_id: int
    status: int
    data: Any
    size: int
    """Bytes."""
    timing: Timing


NOTHING: Final = About()


class ApiCalls:
    """Async methods run on the engine's loop.

    They raise ApiError, whose sentence suggests what to do, and StorageError.
    """

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._history = services.history
        self._client = services.ports.api
        self._listening = services.listening
        self._clock = services.clock
        self._engine = services.engine
        self.last_exchange: int | None = None
        """Id of the last recorded look-up, whatever its result."""

    async def access(
        self, system_id: str, base: str = "", *, username: str = "", secret: Secret | None = None
    ) -> Access:
        """The connection of a system. Given values replace the stored ones."""
        system = self._settings.current.system(system_id)
        if system is None:
            raise ApiError("system-gone")
        found = base_of(base or system.address)
        if isinstance(found, Problem):
            raise ApiError(found.code, system=system.name)
        try:
            known, stored = await self._secrets.of_system(system) if secret is None else ("", None)
        except VaultError as error:
            raise ApiError("api-secret-unreadable", why=sentence(error.code, error.params)) from None
        username, secret = username or known, secret or stored
        if secret is None or not username:
            raise ApiError("api-no-credential", system=system.name)
        if wrong := _BASIC.problems(username, secret):
            raise ApiError(wrong[0].code, **wrong[0].params)
        return Access(system, found, username, secret)

    async def get(
        self, access: Access, path: str, query: ApiQuery = (), *, about: About = NOTHING, keep_body: bool = True
    ) -> Answered:
        """Send a request and parse the answer.

        ``keep_body``: store the answer's body in the history, as for one object.
        """
        exchange_id, result = await self._asked(access, path, query, about, keep_body=keep_body)
        match result.outcome:
            case Failure() as missed:
                raise ApiError(missed.code, **missed.params)
            case Response() as got:
                data = await self._engine.blocking(_read, got)
                return Answered(exchange_id, got.status, data, len(got.body), result.timing)

    async def _asked(
        self, access: Access, path: str, query: ApiQuery, about: About, *, keep_body: bool
    ) -> tuple[int, SendResult]:
        url = api_url(access.base, path, query)
        request = ApiRequest(
            base=access.base,
            url=url,
            headers=(
                *_BASIC.apply(access.username, access.secret),
                ("User-Agent", USER_AGENT),
                ("Accept", "application/json"),
            ),
            proxy=self._settings.current.preferences.proxy,
            certificate=found.certificate if (found := self._listening.at(url)) else "",
        )
        redactor = await self._secrets.redactor()
        row = self._row(access, request, about)
        row = replace(row, target=redactor.target(url), headers=redactor.headers(request.headers))
        [exchange_id] = await self._engine.blocking(partial(self._history.append, [row], durable=False))
        self.last_exchange = exchange_id
        try:
            result = await self._client.get(request)
        except asyncio.CancelledError:
            await asyncio.shield(self._finish(exchange_id, SendResult(Failure("other", "send-interrupted"), Timing())))
            raise
        # A large body is searched for the credential on another thread.
        result = await self._engine.blocking(scrubbed_result, result, [access.secret], [access.username])
        result = redacted_result(result, redactor)
        await asyncio.shield(self._finish(exchange_id, result if keep_body else _without_body(result)))
        return exchange_id, result

    def _row(self, access: Access, request: ApiRequest, about: About) -> NewExchange:
        event = about.row
        return NewExchange(
            direction="api",
            at=self._clock(),
            method="GET",
            target=request.url,
            headers=request.headers,
            body=Body(sha256=_EMPTY),
            status=None,
            judgement=None,
            webhook=event.webhook if event else None,
            system=access.system.code,
            family=(event.family if event else None) or about.family,
            type=event.type if event else None,
            event_id=event.event_id if event else None,
            goods_owner_id=(event.goods_owner_id if event else None) or about.goods_owner_id,
            webhook_number=about.webhook_number,
            subject=event.subject if event else None,
        )

    async def _finish(self, exchange_id: int, result: SendResult) -> None:
        outcome = outcome_of(exchange_id, result)
        await self._engine.blocking(partial(self._history.append, [], [outcome], durable=False))


def _read(got: Response) -> Any:
    return read_answer(got.status, got.headers, readable(got.body, got.headers, RESPONSE_BODY_LIMIT), cut=got.body_cut)


def _without_body(result: SendResult) -> SendResult:
    if isinstance(got := result.outcome, Response) and 200 <= got.status <= 299:
        return replace(result, outcome=replace(got, body=b""))
    return result
