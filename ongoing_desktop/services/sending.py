"""Test requests: composed as Ongoing would, sent once, explained, and kept in the history whatever came of them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, ClassVar, Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.exchange import Body, ExchangeRow, Headers, Message, NewExchange
from ongoing_desktop.domain.meaning import explain
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.payload import PayloadFacts, inspect
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.redaction import redact_headers, redact_target, scrub
from ongoing_desktop.domain.samples import SampleContext, documented_time, sample, sample_text
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.settings import NOTHING, Webhook
from ongoing_desktop.domain.snapshot import OldCredential
from ongoing_desktop.domain.targets import EVERYTHING, NO_CONSENT, Aim, Consent, NeedsConfirmation, question, remembered
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.listening import Listening
from ongoing_desktop.services.outcomes import outcome_of
from ongoing_desktop.services.ports import Clock, History, Sender, SettingsStore
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.settings import SettingsService

USER_AGENT: Final = "OngoingDesktop/0.1 (test)"
_EVENT: Final = re.compile(r'("webhookEventId"\s*:\s*)(-?\d+)')
_TIME: Final = re.compile(r'("timestamp"\s*:\s*)"([^"\\]*)"')


@dataclass(frozen=True, slots=True)
class Target:
    """Where a test can go. ``key``: ``url``, ``listener`` or ``local``."""

    key: str
    url: str


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload's text, with what we filled in ourselves and may renew before each send."""

    text: str
    event_id: int | None = None
    timestamp: str = ""


@dataclass(frozen=True, slots=True)
class Tested:
    """A request left (or tried to), and stands in the history as :attr:`exchange_id`."""

    __test__: ClassVar[bool] = False  # the name is the domain's; pytest need not collect it

    exchange_id: int
    url: str
    request: Message
    """As it went over the wire, credential values redacted."""
    result: SendResult
    sentences: tuple[str, ...]
    """What it means, plain text, most important first."""
    row: ExchangeRow | None
    payload: Payload
    can_start_listener: bool = False
    """Nothing listens at an address of ours."""


@dataclass(frozen=True, slots=True)
class CannotSend:
    """Nothing was sent; ``code`` names the sentence."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything of a request but its way over the wire; may be sent several times, as attempts of one delivery."""

    hook: Webhook
    url: str
    payload: Payload
    headers: Headers = field(repr=False)
    secret: Secret | None
    username: str
    old: OldCredential | None = None
    """Still right at the receiver during a rotation, so an answer may echo it."""

    @property
    def body(self) -> bytes:
        """The bytes that go out."""
        return self.payload.text.encode("utf-8", "surrogateescape")


class Sending:
    """Async methods run on the engine's loop; the others do no I/O."""

    def __init__(
        self,
        *,
        settings: SettingsService,
        secrets: Secrets,
        listening: Listening,
        history: History,
        store: SettingsStore,
        sender: Sender,
        catalogue: Catalogue,
        values: Mapping[str, Any],
        clock: Clock,
        engine: Engine,
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._listening = listening
        self._history = history
        self._store = store
        self._sender = sender
        self._catalogue = catalogue
        self._values = values
        self._clock = clock
        self._engine = engine

    def targets(self, hook: Webhook) -> tuple[Target, ...]:
        """Where a test of the webhook can go: its URL first; the local address only if one is set."""
        found = [Target("url", hook.url), Target("listener", self._listening.own_url(hook))]
        if hook.local_target:
            found.append(Target("local", hook.local_target))
        return tuple(found)

    async def fresh_payload(self, webhook_id: str, *, generated: bool = False) -> Payload:
        """The payload that a test would send next: what was last entered for this webhook, else a generated one.

        ``generated``: never mind what was entered. No event id is used up yet.
        """
        settings = self._settings.current
        hook = settings.webhook(webhook_id)
        if hook is None:
            return Payload("")
        entered = settings.state(webhook_id).test_payload
        made = self._generate(hook, 0)
        if entered and not generated:
            return Payload(entered, _number(_EVENT, entered), _text(_TIME, entered))
        return made

    def payload_problem(self, text: str) -> Problem | None:
        """Why a payload cannot be sent, with line and column; None when it can."""
        if not text.strip():
            return Problem("payload", "payload-empty")
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return Problem("payload", "payload-not-text")
        try:
            json.loads(text, parse_int=str, parse_float=str)
        except json.JSONDecodeError as error:
            what = error.msg[:1].lower() + error.msg[1:]
            return Problem("payload", "payload-not-json", {"what": what, "line": error.lineno, "column": error.colno})
        except RecursionError:
            return Problem("payload", "payload-not-json", {"what": "it is nested too deep", "line": 1, "column": 1})
        return None

    async def test(
        self,
        webhook_id: str,
        *,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | str | bytes | None = None,
        confirmed: Consent | bool = False,
    ) -> Tested | NeedsConfirmation | CannotSend:
        """Send one test. Raises StorageError when it could not be noted beforehand: then nothing was sent.

        ``payload``: a :class:`Payload` gets a fresh event id and timestamp where they still are what we filled in; text or
        bytes go as they are; None is the remembered or generated one. Cancelling closes the connection and is kept too.
        """
        ready = await self.prepare(webhook_id, target_key=target_key, url=url, payload=payload, confirmed=confirmed)
        return await self.attempt(ready) if isinstance(ready, Ready) else ready

    async def attempt(
        self, ready: Ready, *, delivery: str | None = None, number: int = 1, limit_s: float | None = None
    ) -> Tested:
        """Send what was prepared, once, and keep it in the history. Raises StorageError: then nothing was sent.

        ``delivery`` groups the attempts of one event; ``number`` counts them from 1; ``limit_s``: the longest it may take in
        all, real seconds. Cancelling closes the connection and is kept too.
        """
        key = await self._secrets.fingerprint_key()
        await self._listening.synced()
        body = ready.body
        exchange_id = await self._note(ready, body, key, delivery, number)
        request = OutgoingRequest("POST", ready.url, ready.headers, body)
        if limit_s is not None:
            request = replace(request, read_limit_s=limit_s, total_limit_s=limit_s)
        try:
            result = await self._sender.send(request)
        except asyncio.CancelledError:
            failed = SendResult(Failure("other", "send-interrupted"), Timing())
            await asyncio.shield(self._finish(exchange_id, failed))
            raise
        result = self._scrubbed(result, ready)
        row = await self._finish(exchange_id, result)
        refused = isinstance(result.outcome, Failure) and result.outcome.kind == "refused"
        return Tested(
            exchange_id=exchange_id,
            url=ready.url,
            request=Message(redact_headers(result.sent_headers or ready.headers, key), body),
            result=replace(result, sent_headers=()),
            sentences=explain(ready.hook, result, self._clock()),
            row=row,
            payload=ready.payload,
            can_start_listener=refused and self._listening.is_own(ready.url) and not self._listening.running,
        )

    async def prepare(
        self,
        webhook_id: str,
        *,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | str | bytes | None = None,
        confirmed: Consent | bool = False,
    ) -> Ready | NeedsConfirmation | CannotSend:
        """The request that :meth:`test` would send, with its credential; nothing is sent.

        ``confirmed``: what the user agreed to when asked :meth:`question`; True does for hosts that are no production.
        """
        settings = self._settings.current
        hook = settings.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        aim = self.aim(hook, target_key=target_key, url=url)
        address = aim.url
        if not address:
            return CannotSend("send-no-local")
        if problems := url_problems("url", address):
            return CannotSend("send-bad-url", {"what": sentence(problems[0].code, problems[0].params)})
        if ask := await self._confirm(aim, agreed=confirmed):
            return ask
        username, secret = self._secrets.username(hook), None
        scheme = SCHEMES[hook.authentication]
        if scheme.needs_secret:
            try:
                secret = await self._secrets.of(hook)
            except VaultError as error:
                return CannotSend("send-secret-unreadable", {"why": sentence(error.code, error.params)})
            if secret is None:
                return CannotSend("send-no-secret")
            if wrong := scheme.problems(username, secret):
                return CannotSend(wrong[0].code, wrong[0].params)
        if isinstance(payload, bytes):
            ready = Payload(payload.decode("utf-8", "surrogateescape"))
        elif isinstance(payload, str):
            ready = Payload(payload)
        else:
            ready = await self._renewed(hook, payload or await self.fresh_payload(webhook_id))
        if not isinstance(payload, bytes) and (problem := self.payload_problem(ready.text)):
            return CannotSend(problem.code, problem.params)
        credential = scheme.apply(username, secret) if secret is not None else ()
        headers: Headers = (("Content-Type", "application/json"), ("User-Agent", USER_AGENT), *credential)
        old = await self._secrets.old_of(hook) if secret is not None else None
        return Ready(hook, address, ready, headers, secret, username, old)

    def aim(self, hook: Webhook, *, target_key: str | None = None, url: str | None = None) -> Aim:
        """Where a test of a webhook would go, the remembered target where nothing is said; an empty address for nowhere."""
        key = target_key or self._settings.current.state(hook.id).test_target or "url"
        there = (target.url for target in self.targets(hook) if target.key == key)
        return Aim(hook.system, url or next(there, ""))

    def question(self, aims: Iterable[Aim], *, many: bool = False) -> NeedsConfirmation | None:
        """What to ask before these requests leave; ``many``: a burst, duplicates or a whole run. No I/O."""
        return question(self._settings.current, aims, many=many)

    async def _confirm(self, aim: Aim, *, agreed: Consent | bool) -> NeedsConfirmation | None:
        asked = question(self._settings.current, [aim], consent=agreed if isinstance(agreed, Consent) else NO_CONSENT)
        if asked is not None and (agreed is not True or asked.to_type):
            return asked
        if agreed and agreed != EVERYTHING:
            await self._settings.change("preferences", lambda now: remembered(now, aim))
        return None

    def _generate(self, hook: Webhook, event_id: int) -> Payload:
        trigger = self._catalogue.trigger(hook.type)
        family = self._catalogue.family_of(hook.type)
        system = self._settings.current.system_of(hook)
        if trigger is None or family is None or system is None:
            return Payload("{}")
        owner_id = hook.goods_owners[0] if hook.goods_owners else 0
        owner = system.goods_owner(owner_id)
        now = self._clock()
        context = SampleContext(
            system=system.code,
            goods_owner_id=owner_id,
            goods_owner_name=owner.name if owner else "",
            webhook_number=hook.number or self._number(hook),
            event_id=event_id,
            at=now,
            status=_chosen_status(hook.settings),
        )
        made = sample(family, trigger, context, self._values)
        return Payload(sample_text(made), event_id, documented_time(now))

    def _number(self, hook: Webhook) -> int:
        """Stands for Ongoing's own number until that is known: the webhook's place in its system."""
        peers = [item.id for item in self._settings.current.webhooks if item.system == hook.system]
        return peers.index(hook.id) + 1 if hook.id in peers else 1

    async def _renewed(self, hook: Webhook, payload: Payload) -> Payload:
        """A fresh event id and time, where the text still has the ones that we filled in."""
        event_id = await self._engine.blocking(self._store.next_event_id, hook.system)
        stamp = documented_time(self._clock())
        text = payload.text
        if payload.event_id is not None and _number(_EVENT, text) == payload.event_id:
            text = _EVENT.sub(lambda found: f"{found.group(1)}{event_id}", text, count=1)
        if payload.timestamp and _text(_TIME, text) == payload.timestamp:
            text = _TIME.sub(lambda found: f'{found.group(1)}"{stamp}"', text, count=1)
        return Payload(text, event_id, stamp)

    async def _note(self, ready: Ready, body: bytes, key: Secret, delivery: str | None, number: int) -> int:
        facts: PayloadFacts = inspect(body, self._catalogue)
        system = self._settings.current.system_of(ready.hook)
        row = NewExchange(
            direction="out",
            at=self._clock(),
            method="POST",
            target=redact_target(ready.url, key),
            headers=redact_headers(ready.headers, key),
            body=Body(data=body, size=len(body), sha256=sha256(body).digest()),
            status=None,
            judgement=None,
            webhook=ready.hook.id,
            system=system.code if system else None,
            family=facts.family,
            type=facts.type or ready.hook.type,
            event_id=facts.event_id,
            goods_owner_id=facts.goods_owner_id,
            attempt=number,
            delivery=delivery,
        )
        return (await self._engine.blocking(self._history.append, [row]))[0]

    async def _finish(self, exchange_id: int, result: SendResult) -> ExchangeRow | None:
        await self._engine.blocking(self._history.append, [], [outcome_of(exchange_id, result)])
        rows: Sequence[ExchangeRow] = await self._engine.blocking(self._history.rows, [exchange_id])
        return rows[0] if rows else None

    def _scrubbed(self, result: SendResult, ready: Ready) -> SendResult:
        """An echoing receiver must not bring the credential into the history."""
        if not isinstance(result.outcome, Response) or ready.secret is None:
            return result
        secrets, users = [ready.secret], [ready.username]
        if ready.old is not None and ready.old.secret is not None:
            secrets.append(ready.old.secret)
            users.append(ready.old.username)

        def clean(text: str) -> str:
            return scrub(text.encode("latin-1", "replace"), secrets, users).decode("latin-1")

        outcome = replace(
            result.outcome,
            headers=tuple((name, clean(value)) for name, value in result.outcome.headers),
            body=scrub(result.outcome.body, secrets, users),
            reason=clean(result.outcome.reason),
        )
        return replace(result, outcome=outcome)


def _chosen_status(settings: Mapping[str, Any] = NOTHING) -> int | None:
    for item in settings.get("statuses", ()):
        number = item.get("to") if isinstance(item, Mapping) else item
        if isinstance(number, int):
            return number
    return None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found.group(2)) if found and len(found.group(2)) < 20 else None


def _text(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(2) if found else ""
