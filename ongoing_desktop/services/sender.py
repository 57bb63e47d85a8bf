"""Sends one prepared request: records it, sends it, follows redirects if enabled, and stores the outcome."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import ClassVar, Final, TypeVar
from urllib.parse import urlsplit

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.assumed import Assumed
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import Body, ExchangeRow, Headers, Message, NewExchange
from ongoing_desktop.domain.inline_gate import LARGE
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.payload import PayloadFacts, inspect
from ongoing_desktop.domain.redaction import Redactor, scrubber
from ongoing_desktop.domain.redirects import MOST_STEPS, Hop, onward
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.snapshot import OldCredential
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, question
from ongoing_desktop.services import Services
from ongoing_desktop.services.outcome_rows import outcome_of
from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.sending_text import USUAL_ASSUMPTIONS, explain

T = TypeVar("T")

USER_AGENT: Final = "OngoingDesktop/0.1 (test)"


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A fully prepared request that has not been sent. It can be sent several times as attempts of one delivery."""

    hook: Webhook
    payload: Payload
    """As entered, with variables. :attr:`request` has the bytes to send."""
    request: OutgoingRequest = field(repr=False)
    """Its headers include the credential: they are never shown and never logged."""
    secret: Secret | None
    username: str
    old: OldCredential | None = None
    """The old credential during a rotation, which an answer may echo."""
    follow: bool = False
    """Whether redirects are followed."""
    consent: Confirmation = UNCONFIRMED


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The result of a request, which is in the history as :attr:`exchange_id`."""

    __test__: ClassVar[bool] = False  # pytest must not collect it

    exchange_id: int
    url: str
    request: Message
    """As sent, with credential values redacted."""
    result: SendResult
    sentences: tuple[str, ...]
    """The meaning as plain sentences, the most important first."""
    row: ExchangeRow | None
    payload: Payload
    can_start_listener: bool = False
    """Whether it failed because our listener is not running."""
    hops: tuple[Hop, ...] = ()
    """Redirects that were followed before this response."""
    ask: NeedsConfirmation | None = None
    """A redirect leads to a host that needs a confirmation first."""
    assumed: Assumed = USUAL_ASSUMPTIONS
    """The assumptions behind the sentences."""


@dataclass(frozen=True, slots=True)
class _Sent:
    exchange_id: int
    result: SendResult
    row: ExchangeRow | None


class Attempts:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._settings = services.settings
        self._secrets = services.secrets
        self._listening = services.listening
        self._history = services.history
        self._sender = services.ports.sender
        self._catalogue = services.catalogue
        self._clock = services.clock
        self._engine = services.engine

    async def send(
        self, ready: PreparedRequest, *, delivery: str | None = None, number: int = 1, limit_s: float | None = None
    ) -> SendOutcome:
        """Send a prepared request once and record it. Raises StorageError; nothing was sent then.

        ``delivery`` groups the attempts of one event; ``number`` counts them from 1; ``limit_s``: the total time limit
        in real seconds. Cancelling closes the connection and is recorded too.
        """
        redactor = await self._secrets.redactor()
        # The receiver may query the API simulator about the event at once.
        noted = self._settings.current.simulator.on and await self._services.simulator.note(ready.request.body)
        if noted or ready.follow or self._listening.is_reached_by(ready.request.url):
            await self._listening.synced()
        request = ready.request
        if limit_s is not None:
            request = replace(request, read_limit_s=limit_s, total_limit_s=limit_s)
        sent = await self._once(ready, request, redactor, delivery, number)
        hops: list[Hop] = []
        asked: NeedsConfirmation | None = None
        messages: list[str] = []
        while ready.follow and isinstance(sent.result.outcome, Response):
            crossed = bool(hops) and hops[-1].crossed
            step = onward(request, sent.result.outcome, crossed=crossed, plain=(("User-Agent", USER_AGENT),))
            if isinstance(step, str):
                messages.append(sentence(step))
            if step is None or isinstance(step, str):
                break
            if len(hops) == MOST_STEPS:
                messages.append(sentence("redirect-many", {"limit": MOST_STEPS}))
                break
            aim = SendTarget(ready.hook.system, step.request.url, carries=ready.secret is not None)
            if asked := question(self._settings.current, [aim], consent=ready.consent):
                messages.append(sentence("redirect-ask", {"host": asked.host}))
                break
            hops.append(Hop(sent.result.outcome.status, redactor.target(step.request.url), step.crossed))
            request = step.request
            sent = await self._once(ready, request, redactor, delivery, number)
        return self._tested(ready, request, redactor, sent, tuple(hops), messages, asked)

    def _tested(
        self,
        ready: PreparedRequest,
        request: OutgoingRequest,
        redactor: Redactor,
        sent: _Sent,
        hops: tuple[Hop, ...],
        messages: list[str],
        asked: NeedsConfirmation | None,
    ) -> SendOutcome:
        result = sent.result
        refused = isinstance(result.outcome, Failure) and result.outcome.kind == "refused"
        assumed = self._settings.current.preferences.assumed
        if isinstance(result.outcome, Response) and self._other_answered(request.url):
            messages = [sentence("answered-by-other", {"port": urlsplit(request.url).port or 80}), *messages]
        elif (advice := self._listening.elsewhere(request.url)) is not None and advice.scheme:
            messages = [sentence("listener-other-scheme", {"port": advice.port, "scheme": advice.scheme}), *messages]
        means = explain(
            ready.hook, redacted_result(result, redactor), self._clock(), followed=ready.follow, assumed=assumed
        )
        return SendOutcome(
            exchange_id=sent.exchange_id,
            url=request.url,
            request=Message(redactor.headers(result.sent_headers or request.headers), request.body),
            result=replace(redacted_result(result, redactor), sent_headers=()),
            sentences=(means[0], *messages, *means[1:]),
            row=sent.row,
            payload=ready.payload,
            can_start_listener=refused and self._listening.is_own(request.url) and not self._listening.running,
            hops=hops,
            ask=asked,
            assumed=assumed,
        )

    def _other_answered(self, url: str) -> bool:
        listening = self._listening
        return listening.is_own(url) and not listening.running and listening.at(url) is None

    async def _once(
        self, ready: PreparedRequest, request: OutgoingRequest, redactor: Redactor, delivery: str | None, number: int
    ) -> _Sent:
        # A cancelled request gets its outcome too, so that its row does not stay pending.
        noting = self._engine.loop.create_task(self._note(ready, request, redactor, delivery, number))
        try:
            exchange_id = await asyncio.shield(noting)
            result = scrubbed_result(await self._sender.send(request), *_credentials(ready))
        except asyncio.CancelledError:
            await asyncio.shield(self._interrupted(noting))
            raise
        finishing = self._engine.loop.create_task(self._finish(exchange_id, redacted_result(result, redactor)))
        try:
            return _Sent(exchange_id, result, await asyncio.shield(finishing))
        except asyncio.CancelledError:
            await asyncio.wait([finishing])  # so that it does not overtake later changes of the row
            raise

    async def _interrupted(self, noting: asyncio.Task[int]) -> None:
        with contextlib.suppress(KnownError):  # it could not be recorded, so there is nothing to finish
            await self._finish(await noting, SendResult(Failure("other", "send-interrupted"), Timing()))

    async def _note(
        self, ready: PreparedRequest, request: OutgoingRequest, redactor: Redactor, delivery: str | None, number: int
    ) -> int:
        facts: PayloadFacts = inspect(readable(request.body, request.headers), self._catalogue)
        # A credential may be in an unexpected place: in the address or in a custom header.
        scanner = self._secrets.scanner(*_credentials(ready)[0])
        target, headers = scanner.clean(redactor.target(request.url), redactor.headers(request.headers))
        system = self._settings.current.system_of(ready.hook)
        row = NewExchange(
            direction="out",
            at=self._clock(),
            method=request.method,
            target=target,
            headers=headers,
            body=Body(data=request.body, size=len(request.body), sha256=sha256(request.body).digest()),
            status=None,
            judgement=None,
            webhook=ready.hook.id or None,
            system=system.code if system else None,
            family=facts.family,
            type=facts.type or ready.hook.type or None,
            event_id=facts.event_id,
            goods_owner_id=facts.goods_owner_id,
            attempt=number,
            delivery=delivery,
            subject=facts.subject,
        )

        # A test need not wait for the disk as a received request must, because no sender relies on it.
        def note(*, wait: bool) -> Sequence[int]:
            return self._history.append([row], durable=False, wait=wait)

        return (await self._kept(note, len(request.body)))[0]

    async def _finish(self, exchange_id: int, result: SendResult) -> ExchangeRow | None:
        def finish(*, wait: bool) -> Sequence[ExchangeRow]:
            # Idempotent: a later outcome replaces an earlier one.
            self._history.append([], [outcome_of(exchange_id, result)], durable=False, wait=wait)
            return self._history.rows([exchange_id])

        got = result.outcome
        rows = await self._kept(finish, len(got.body) if isinstance(got, Response) else 0)
        return rows[0] if rows else None

    async def _kept(self, call: Callable[..., T], size: int) -> T:
        """The result of a history call. ``size``: the bytes that it writes."""
        large = size > LARGE
        return await (
            self._engine.blocking(partial(call, wait=True)) if large else self._engine.run_inline_or_offload(call)
        )


def _credentials(ready: PreparedRequest) -> tuple[list[Secret], list[str]]:
    """The current and old credentials of the request, and their user names."""
    if ready.secret is None:
        return [], []
    secrets, users = [ready.secret], [ready.username]
    if ready.old is not None and ready.old.secret is not None:
        secrets.append(ready.old.secret)
        users.append(ready.old.username)
    return secrets, users


def redacted_result(result: SendResult, redactor: Redactor) -> SendResult:
    """The result for display and storage. A cookie or address in it may contain the receiver's credentials."""
    if isinstance(got := result.outcome, Response):
        return replace(result, outcome=replace(got, headers=redactor.headers(got.headers)))
    # The data received of an invalid response includes its head.
    if isinstance(text := got.params.get("text"), str):
        line = redactor.excerpt(text.encode("latin-1", "replace")).decode("latin-1")
        result = replace(result, outcome=replace(got, params={**got.params, "text": line}))
    if (heard := result.heard) is None:
        return result
    body = heard.body if heard.headers else redactor.excerpt(heard.body)
    return replace(result, heard=Message(redactor.headers(heard.headers), body))


def scrubbed_result(result: SendResult, secrets: Sequence[Secret], users: Sequence[str]) -> SendResult:
    """The result without these credentials, in case the receiver echoed them."""
    if not secrets:
        return result
    scrub = scrubber(secrets, users)

    def clean(text: str) -> str:
        return scrub(text.encode("latin-1", "replace")).decode("latin-1")

    def cleaned(headers: Headers) -> Headers:
        return tuple((name, clean(value)) for name, value in headers)

    match result.outcome:
        case Response() as got:
            got = replace(got, headers=cleaned(got.headers), body=scrub(got.body), reason=clean(got.reason))
            return replace(result, outcome=got)
        case Failure() as missed:
            params = {name: clean(value) if name == "text" else value for name, value in missed.params.items()}  # type: ignore[arg-type]
            heard = result.heard and Message(cleaned(result.heard.headers), scrub(result.heard.body))
            return replace(result, outcome=replace(missed, params=params), heard=heard)
