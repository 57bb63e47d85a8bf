"""Test requests: composed as Ongoing would, previewed, sent once, explained, and always recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.send_options import header_code, options_of
from ongoing_desktop.domain.sending import Failure, Head, OutgoingRequest
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import (
    EVERYTHING,
    UNCONFIRMED,
    Confirmation,
    NeedsConfirmation,
    SendTarget,
    is_metadata,
    question,
    with_confirmed,
)
from ongoing_desktop.domain.urls import hostname_of
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.domain.variables import Filling
from ongoing_desktop.services import Services
from ongoing_desktop.services.payloads import Payload, Payloads
from ongoing_desktop.services.send_settings import SendSettings
from ongoing_desktop.services.sender import USER_AGENT, PreparedRequest, SendOutcome
from ongoing_desktop.wording.messages import problem_sentence, sentence

__all__ = [
    "MASK",
    "NO_WEBHOOK",
    "CannotSend",
    "Payload",
    "PreparedRequest",
    "Preview",
    "SendOutcome",
    "Sending",
    "Target",
]

MASK: Final = "••••••••"
NO_WEBHOOK: Final = Webhook("", "", "", "regular", "", (), "")
"""Placeholder for the webhook of a request that belongs to none: no credential, no system."""
_STAND_IN: Final = "stand-in"
"""Placeholder for a secret if only the shape of a request is needed."""


@dataclass(frozen=True, slots=True)
class Target:
    """A possible target of a test. ``key``: ``url``, ``listener`` or ``local``."""

    key: str
    url: str


@dataclass(frozen=True, slots=True)
class CannotSend:
    """Nothing was sent. ``code`` names the sentence."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """The request as it will be sent, byte for byte, except for the credential, which is shown as :data:`MASK`."""

    head: Head
    body: bytes

    @property
    def text(self) -> str:
        """The head and body for display."""
        return self.head.text().replace("\r\n", "\n") + self.body.decode("utf-8", "replace")


class Sending:
    """Async methods run on the engine's loop; the others do no I/O."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._listening = services.listening
        self._sender = services.ports.sender
        self.payloads = Payloads(services)
        """The payloads to send."""
        self.choices = SendSettings(services)
        """The options for sending."""
        self._attempts = services.attempts

    def targets(self, hook: Webhook) -> tuple[Target, ...]:
        """The targets of a webhook's tests: its URL first; the local address only if one is set."""
        found = [Target("url", hook.url), Target("listener", self._listening.own_url(hook))]
        if hook.local_target:
            found.append(Target("local", hook.local_target))
        return tuple(found)

    async def test(
        self,
        webhook_id: str,
        *,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | str | bytes | None = None,
        confirmed: Confirmation | bool = False,
        filling: Filling | None = None,
    ) -> SendOutcome | NeedsConfirmation | CannotSend:
        """Send one test. Raises StorageError if it could not be recorded in advance; nothing was sent then.

        ``payload``: a :class:`Payload` gets a new event id and time if it still has those that we filled in, and its
        variables are filled in; text or bytes are sent unchanged; None is the stored or generated payload. ``filling``:
        the values of a preview. Cancelling closes the connection and is recorded too.
        """
        ready = await self.prepare(
            webhook_id, target_key=target_key, url=url, payload=payload, confirmed=confirmed, filling=filling
        )
        if isinstance(ready, PreparedRequest) and isinstance(payload, Payload):
            await self.payloads.remember_ids(webhook_id, ready.payload.text)
        return await self._attempts.send(ready) if isinstance(ready, PreparedRequest) else ready

    async def prepare(
        self,
        webhook_id: str,
        *,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | str | bytes | None = None,
        confirmed: Confirmation | bool = False,
        filling: Filling | None = None,
    ) -> PreparedRequest | NeedsConfirmation | CannotSend:
        """The request that :meth:`test` would send, including its credential. Nothing is sent.

        ``confirmed``: the user's answer to :meth:`question`. True suffices for hosts that are not production.
        """
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        aim = await self.find_aim(hook, target_key=target_key, url=url)
        if isinstance(aim, CannotSend):
            return aim
        if ask := await self.confirm(aim, agreed=confirmed):
            return ask
        credential = await self._credential(hook)
        if isinstance(credential, CannotSend):
            return credential
        username, secret = credential
        if payload is None:
            payload = self.payloads.make(webhook_id)
        if filling is None and isinstance(payload, Payload):
            filling = await self.payloads.filling(hook)
        filled = self._filled(hook, payload, filling)
        if isinstance(filled, CannotSend):
            return filled
        kept, body = filled
        added = self._own_headers(hook, filling)
        if isinstance(added, CannotSend):
            return added
        proof = SCHEMES[hook.authentication].apply(username, secret) if secret is not None else ()
        return PreparedRequest(
            hook=hook,
            payload=kept,
            request=self._request(hook, aim, (*_usual(added), *added, *proof), body),
            secret=secret,
            username=username,
            old=await self._secrets.old_of(hook) if secret is not None else None,
            follow=options_of(self._settings.current.state(hook.id)).follow,
            consent=confirmed if isinstance(confirmed, Confirmation) else UNCONFIRMED,
        )

    def plain(self, hook: Webhook, aim: SendTarget, body: bytes) -> PreparedRequest | CannotSend:
        """A request with only these bytes: no header and no credential, which the caller adds."""
        if missing := _nowhere(aim):
            return missing
        return PreparedRequest(hook, Payload(""), self._request(hook, aim, (), body), None, "")

    async def exact(
        self,
        hook: Webhook | None,
        aim: SendTarget,
        method: str,
        headers: Headers,
        body: bytes,
        consent: Confirmation,
    ) -> PreparedRequest | NeedsConfirmation | CannotSend:
        """A request with this method, these headers and this body, and the credential of ``hook``, if given.

        No redirect is followed.
        """
        if hook is None:
            ready: PreparedRequest | NeedsConfirmation | CannotSend = self.plain(NO_WEBHOOK, aim, body)
        else:
            ready = await self.prepare(hook.id, url=aim.url, payload=body, confirmed=consent)
        if not isinstance(ready, PreparedRequest):
            return ready
        names = self._settings.current.preferences.secret_names
        proof = tuple(pair for pair in ready.request.headers if names.header(pair[0]))
        return replace(ready, request=replace(ready.request, method=method, headers=(*headers, *proof)), follow=False)

    async def preview(
        self,
        webhook_id: str,
        filling: Filling,
        *,
        payload: Payload,
        target_key: str | None = None,
        url: str | None = None,
    ) -> Preview | CannotSend:
        """What :meth:`test` with the same filling would send. No credential is read, and nothing is sent or used up."""
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        aim = self.aim(hook, target_key=target_key, url=url)
        if missing := _nowhere(aim):
            return missing
        filled = self._filled(hook, payload, filling)
        added = self._own_headers(hook, filling)
        if isinstance(filled, CannotSend):
            return filled
        if isinstance(added, CannotSend):
            return added
        scheme = SCHEMES[hook.authentication]
        proof = scheme.apply(self._secrets.username(hook), Secret(_STAND_IN)) if scheme.needs_secret else ()
        request = self._request(hook, aim, (*_usual(added), *added, *proof), filled[1])
        head = await self._sender.head(request)
        if isinstance(head, Failure):
            return CannotSend(head.code, head.params)
        shown = tuple((name, _masked(name, value) if (name, value) in proof else value) for name, value in head.headers)
        return Preview(Head(head.line, shown), request.body)

    def aim(self, hook: Webhook, *, target_key: str | None = None, url: str | None = None) -> SendTarget:
        """The target of a webhook's test, by default the last one; its address is empty if the webhook has none of this kind."""
        key = self._target(hook, target_key)
        there = (target.url for target in self.targets(hook) if target.key == key)
        return SendTarget(hook.system, url or next(there, ""), carries=hook.has_authentication)

    async def find_aim(
        self, hook: Webhook, *, target_key: str | None = None, url: str | None = None
    ) -> SendTarget | CannotSend:
        """Like :meth:`aim`, considering the running listeners of this data folder; or the reason why nothing can be sent."""
        await self._listening.look()
        aim = self.aim(hook, target_key=target_key, url=url)
        if missing := _nowhere(aim):
            return missing
        return await self.foreign(aim) if not url and self._target(hook, target_key) == "listener" else aim

    async def foreign(self, aim: SendTarget) -> SendTarget | CannotSend:
        """Refuse an address meant for our listener if another program answers there: it gets neither payload nor credential."""
        if await self._listening.is_foreign(aim.url):
            return CannotSend("listener-foreign", {"port": urlsplit(aim.url).port})
        return aim

    def _target(self, hook: Webhook, key: str | None) -> str:
        return key or self._settings.current.state(hook.id).test_target or "url"

    def question(
        self, aims: Iterable[SendTarget], *, many: bool = False, consent: Confirmation = UNCONFIRMED
    ) -> NeedsConfirmation | None:
        """The confirmation needed for these requests, or None. No I/O.

        ``many``: a burst, duplicates or a whole run. ``consent``: what the user has confirmed already.
        """
        return question(self._settings.current, aims, many=many, consent=consent)

    async def confirm(self, aim: SendTarget, *, agreed: Confirmation | bool) -> NeedsConfirmation | None:
        """The confirmation needed for one request, or None. An agreement is remembered for the host."""
        asked = self.question([aim], consent=agreed if isinstance(agreed, Confirmation) else UNCONFIRMED)
        if asked is not None and (agreed is not True or asked.to_type):
            return asked
        if agreed and agreed != EVERYTHING:
            await self._settings.change("preferences", lambda now: with_confirmed(now, aim))
        return None

    async def _credential(self, hook: Webhook) -> tuple[str, Secret | None] | CannotSend:
        username, scheme = self._secrets.username(hook), SCHEMES[hook.authentication]
        if not scheme.needs_secret:
            return username, None
        try:
            secret = await self._secrets.of(hook)
        except VaultError as error:
            return CannotSend("send-secret-unreadable", {"why": sentence(error.code, error.params)})
        if secret is None:
            return CannotSend("send-no-secret")
        if wrong := scheme.problems(username, secret):
            return CannotSend(wrong[0].code, wrong[0].params)
        return username, secret

    def _filled(
        self, hook: Webhook, payload: Payload | str | bytes, filling: Filling | None
    ) -> tuple[Payload, bytes] | CannotSend:
        """The payload as entered, renewed, and the bytes to send."""
        if isinstance(payload, bytes):
            return Payload(payload.decode("utf-8", "surrogateescape")), payload
        kept = Payload(payload) if isinstance(payload, str) else payload
        if isinstance(payload, Payload) and filling is not None:
            kept = self.payloads.renewed(payload, filling)
        text = kept.text
        if problem := self.payloads.problem(text, hook if isinstance(payload, Payload) else None):
            return CannotSend(problem.code, problem.params)
        if isinstance(payload, Payload) and filling is not None:
            done = self.payloads.expanded(hook, text, filling)
            if isinstance(done, Problem):
                return CannotSend(done.code, done.params)
            text = done.text
        return kept, text.encode("utf-8")

    def _own_headers(self, hook: Webhook, filling: Filling | None) -> Headers | CannotSend:
        found: list[tuple[str, str]] = []
        for name, value in options_of(self._settings.current.state(hook.id)).headers:
            filled = value
            if filling is not None:
                done = self.payloads.expanded(hook, value, filling, quoted=False)
                if isinstance(done, Problem):
                    return CannotSend("header-variable", {"name": name, "what": problem_sentence(done)})
                filled = done.text
            # Checked again here, because settings may come from elsewhere and variables may contain anything.
            if code := header_code(name, filled, self._settings.current.preferences.secret_names):
                return CannotSend(code, {"name": name, "line": "…"})
            found.append((name, filled))
        return tuple(found)

    def _request(self, hook: Webhook, aim: SendTarget, headers: Headers, body: bytes) -> OutgoingRequest:
        now = self._settings.current
        options, preferences = options_of(now.state(hook.id)), now.preferences
        return OutgoingRequest(
            "POST",
            aim.url,
            headers,
            body,
            preferences.connect_limit_s,
            preferences.read_limit_s,
            preferences.total_limit_s,
            verify=options.verify,
            ca_file=options.ca_file,
            certificate=found.certificate if (found := self._listening.at(aim.url)) else "",
            proxy=preferences.proxy,
            link_local=is_metadata(hostname_of(aim.url)),
        )


def _nowhere(aim: SendTarget) -> CannotSend | None:
    if not aim.url:
        return CannotSend("send-no-local")
    if problems := url_problems("url", aim.url):
        return CannotSend(problems[0].code, problems[0].params)
    return None


def _usual(added: Headers) -> Headers:
    """The headers of every test, unless custom ones replace them."""
    own = {name.lower() for name, _ in added}
    usual = (("Content-Type", "application/json"), ("User-Agent", USER_AGENT))
    return tuple((name, value) for name, value in usual if name.lower() not in own)


def _masked(name: str, value: str) -> str:
    scheme = value.partition(" ")[0] if name.lower().endswith("authorization") else ""
    return f"{scheme} {MASK}" if scheme else MASK
