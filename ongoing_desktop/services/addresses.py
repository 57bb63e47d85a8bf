"""Advice on addresses, and checks whether they can be reached and whether the public one leads to this computer."""

from __future__ import annotations

import asyncio
import json
import secrets as random
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
from ongoing_desktop.domain.exchange import Body, ExchangeRow, NewExchange
from ongoing_desktop.domain.filters import Filter, Term
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.public_address import CHECK_PATH, Contact, proof, written
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.url_advice import Advice, address_advice, webhook_advice
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.services import Services
from ongoing_desktop.services.outcome_rows import outcome_of
from ongoing_desktop.services.ports import Sender
from ongoing_desktop.services.sender import redacted_result

ARRIVAL_LIMIT_S: Final = 10.0
LOOK_EVERY_S: Final = 0.1
LIMIT_S: Final = 15.0
QUIET_LIMIT_S: Final = 10.0


async def reaches(sender: Sender, address: str, key: str, *, proxy: str = "") -> Contact:
    """Send a nonce through a public address; only the listener with this key answers it right. Nothing is recorded.

    ``proxy``: as of :class:`OutgoingRequest`.
    """
    nonce = random.token_urlsafe(24)
    request = OutgoingRequest(
        "GET",
        f"{address}{CHECK_PATH}{nonce}",
        (),
        b"",
        read_limit_s=QUIET_LIMIT_S,
        total_limit_s=QUIET_LIMIT_S,
        proxy=proxy,
    )
    result = await sender.send(request)
    if isinstance(result.outcome, Failure):
        return Contact("failed", result.outcome.code, result.outcome.params)
    if result.outcome.status != 200 or result.outcome.body != proof(key, nonce).encode():
        return Contact("elsewhere", "contact-elsewhere", {"status": result.outcome.status})
    return Contact("arrived", "contact-arrived", {"ms": round(result.timing.total_ms)})


class Addresses:
    """Async methods run on the engine's loop; :meth:`advice` is safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._listening = services.listening
        self._history = services.history
        self._sender = services.ports.sender
        self._clock = services.clock
        self._engine = services.engine
        self._checker = services.ports.checker

    def advice(self, hook: Webhook) -> tuple[Advice, ...]:
        """Advice on a webhook's URL and on the form of its local target."""
        found = webhook_advice(hook, self._settings.current)
        local = address_advice(hook.local_target, local=True) if hook.local_target else ()
        return (*found, *local)

    async def check(self, url: str, on_step: Callable[[CheckStep], None] = lambda _: None) -> AddressReport:
        """Look up, connect and do the TLS handshake; no request is sent.

        ``on_step``: called after each step except the last.
        """
        return await self._checker.check(url.strip(), on_step)

    async def save_public(self, address: str) -> Settings | tuple[Problem, ...]:
        """Store the public address, or remove it if empty. Returns the problems with an invalid one."""
        address = written(address)
        if address and (problems := url_problems("public_address", address)):
            return tuple(problems)
        return await self._settings.set_preferences(public_address=address)

    async def check_public(self, address: str) -> Contact:
        """Send a nonce through a public address and wait for its arrival. ``address``: as stored by :meth:`save_public`.

        Raises StorageError.
        """
        if not self._listening.running:
            return Contact("failed", "contact-not-listening")
        nonce = random.token_urlsafe(12)
        path = f"{CHECK_PATH}{nonce}"
        body = json.dumps({"ongoing-desktop-check": nonce}).encode()
        number = await self._note(f"{address}{path}", body)
        result = await self._sender.send(
            OutgoingRequest(
                "POST",
                f"{address}{path}",
                (("Content-Type", "application/json"),),
                body,
                read_limit_s=LIMIT_S,
                total_limit_s=LIMIT_S,
            )
        )
        # The address may belong to a stranger, whose response may contain credentials.
        kept = redacted_result(result, await self._secrets.redactor())
        await self._engine.blocking(self._history.append, [], [outcome_of(number, kept)])
        row = await self._arrival(path, number) if isinstance(result.outcome, Response) else None
        return await self._contact(result, row, body)

    async def _contact(self, result: SendResult, row: ExchangeRow | None, body: bytes) -> Contact:
        if isinstance(result.outcome, Failure):
            return Contact("failed", result.outcome.code, result.outcome.params)
        if row is None:
            return Contact("elsewhere", "contact-elsewhere", {"status": result.outcome.status})
        arrived = await self._engine.blocking(self._history.get, row.id)
        took = {"ms": round(result.timing.total_ms)}
        if arrived is None or arrived.request.body != body or row.method != "POST":
            return Contact("changed", "contact-changed", took, row.id)
        return Contact("arrived", "contact-arrived", took, row.id)

    async def _note(self, url: str, body: bytes) -> int:
        row = NewExchange(
            direction="out",
            at=self._clock(),
            method="POST",
            target=url,
            headers=(("Content-Type", "application/json"),),
            body=Body(body, size=len(body), sha256=sha256(body).digest()),
            status=None,
            judgement=None,
        )
        return (await self._engine.blocking(self._history.append, [row]))[0]

    async def _arrival(self, path: str, after: int) -> ExchangeRow | None:
        wanted = Filter((Term("path", path),))
        for _ in range(int(ARRIVAL_LIMIT_S / LOOK_EVERY_S)):
            page = await self._engine.blocking(
                lambda: self._history.page(limit=1, after=after, filter=wanted, direction="in")
            )
            if page:
                return page[0]
            await asyncio.sleep(LOOK_EVERY_S)
        return None
