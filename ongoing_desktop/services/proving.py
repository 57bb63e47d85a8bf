"""Probes a receiver: sends the probes of a profile one by one and judges each response."""

from __future__ import annotations

import secrets as random_source
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Catalogue, Family, Trigger
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.probes import (
    GATES,
    Answer,
    Credential,
    Evidence,
    Finding,
    Probe,
    ProbeResult,
    Profile,
    Proof,
    probes_of,
    without_nulls,
)
from ongoing_desktop.domain.redaction import ECHO
from ongoing_desktop.domain.samples import documented_time
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, Response
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, question
from ongoing_desktop.formats.proof_reports import REPORTS
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.player import together
from ongoing_desktop.services.ports import Clock
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.sender import USER_AGENT
from ongoing_desktop.services.sending import CannotSend, PreparedRequest, Sending, SendOutcome
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.wording.messages import sentence

QUICK_S: Final = 5.0
"""A slower response counts as too slow. Assumed, because Ongoing does not document its limit."""
PATIENCE_S: Final = 5.0
"""Additional seconds before a probe gives up."""


class Proving:
    """Async methods run on the engine's loop. Every request is recorded in the history."""

    def __init__(
        self,
        sending: Sending,
        secrets: Secrets,
        settings: SettingsService,
        catalogue: Catalogue,
        clock: Clock,
        engine: Engine,
        write: Callable[[Path, bytes], None],
    ) -> None:
        """``write``: replaces a file as a whole, raising StorageError."""
        self._sending = sending
        self._secrets = secrets
        self._settings = settings
        self._catalogue = catalogue
        self._clock = clock
        self._engine = engine
        self._write = write

    async def run(
        self,
        hook: Webhook,
        profile: Profile,
        on_progress: Callable[[Proof], None],
        *,
        url: str = "",
        consent: Confirmation = UNCONFIRMED,
        quick_s: float = QUICK_S,
    ) -> Proof | NeedsConfirmation | CannotSend:
        """Probe the receiver at ``url``, or else at the webhook's address. Raises StorageError.

        ``hook`` need not be in the settings. ``on_progress`` is called after each probe, on the engine's thread.
        Cancelling closes the connections at once.
        """
        aim = SendTarget(hook.system, url or hook.url, carries=hook.has_authentication)
        if asked := question(self._settings.current, [aim], many=True, consent=consent):
            return asked
        trigger, family = self._catalogue.trigger(hook.type), self._catalogue.family_of(hook.type)
        if trigger is None or family is None:
            return CannotSend("usage-type", {"type": hook.type, "known": ""})
        base = self._sending.plain(hook, aim, b"")
        if isinstance(base, CannotSend):
            return base
        credential = await self._credential(hook)
        if isinstance(credential, CannotSend):
            return credential
        run = _Run(self._sending, base, credential, family, trigger, self._clock, quick_s, self._settings)
        proof = Proof(base.url, profile, hook.type)
        for probe in probes_of(profile):
            proof = replace(proof, results=(*proof.results, await run.probe(probe)))
            on_progress(proof)
        return proof

    async def write_report(self, proof: Proof, kind: str, path: Path) -> None:
        """Write a report; ``kind``: a key of :data:`ongoing_desktop.formats.proof_reports.REPORTS`. Raises StorageError."""
        data = REPORTS[kind](proof, self._clock())
        await self._engine.blocking(self._write, path, data)

    async def _credential(self, hook: Webhook) -> tuple[str, Secret | None] | CannotSend:
        scheme = SCHEMES[hook.authentication]
        if not scheme.needs_secret:
            return "", None
        try:
            secret = await self._secrets.of(hook)
        except VaultError as error:
            return CannotSend("send-secret-unreadable", {"why": sentence(error.code, error.params)})
        return (self._secrets.username(hook), secret) if secret is not None else CannotSend("send-no-secret")


class _Run:
    """A running proof."""

    def __init__(
        self,
        sending: Sending,
        base: PreparedRequest,
        credential: tuple[str, Secret | None],
        family: Family,
        trigger: Trigger,
        clock: Clock,
        quick_s: float,
        settings: SettingsService,
    ) -> None:
        self._sending = sending
        self._base = base
        self._username, self._secret = credential
        self._family = family
        self._trigger = trigger
        self._clock = clock
        self._quick_s = quick_s
        self._success = settings.current.preferences.assumed.success
        self._answers: dict[str, tuple[Answer, ...]] = {}
        self._stopped = ""

    async def probe(self, probe: Probe) -> ProbeResult:
        if self._stopped and probe.key != "certificate":
            return ProbeResult(probe, Finding("skip", f"Skipped because “{self._stopped}” failed."))
        if probe.credential != "right" and self._secret is None:
            return ProbeResult(probe, Finding("skip", "The webhook uses no authentication."))
        answers: tuple[Answer, ...] = ()
        if probe.times:
            sent = await self._send(probe)
            if sent is None:
                return ProbeResult(probe, Finding("skip", "There is nothing to try with this type."))
            answers = self._answers[probe.key] = sent
        judged = answers or tuple(answer for key in probe.uses for answer in self._answers.get(key, ()))
        evidence = Evidence(judged, self._success.counts, self._quick_s * 1000, self._answers)
        finding = probe.judge(evidence)
        if finding.verdict == "fail" and probe.key in GATES:
            self._stopped = probe.title
        return ProbeResult(probe, finding, judged)

    async def _send(self, probe: Probe) -> tuple[Answer, ...] | None:
        prepared: list[PreparedRequest] = []
        for number in range(probe.times):
            if number and probe.same_event:
                prepared.append(prepared[0])
                continue
            ready = await self._prepared(probe)
            if ready is None:
                return None
            prepared.append(ready)
        answers: list[Answer | None] = [None] * len(prepared)
        waiting = iter(enumerate(prepared))

        async def work() -> None:
            for place, ready in waiting:
                answers[place] = await self._answer(ready)

        await together(work() for _ in range(probe.at_once))
        return tuple(answer for answer in answers if answer is not None)

    async def _prepared(self, probe: Probe) -> PreparedRequest | None:
        hook, base = self._base.hook, self._base
        filling = await self._sending.payloads.filling(hook)
        data = without_nulls(self._sending.payloads.example(hook))
        data |= {"webhookEventId": filling.event_id, "timestamp": documented_time(filling.at)}
        body = probe.body(data, self._family, self._trigger)
        if body is None:
            return None
        headers = (*self._usual(probe, body), *probe.headers, *self._proof(probe.credential))
        if probe.upper:
            headers = tuple((name.upper(), value) for name, value in headers)
        request = replace(
            base.request,
            method=probe.method,
            url=_with_path(base.url, probe.path),
            headers=headers,
            body=body,
            pieces=probe.pieces,
            pause_s=probe.pause_s,
        )
        return replace(base, request=request, secret=self._secret, username=self._username)

    @staticmethod
    def _usual(probe: Probe, body: bytes) -> Headers:
        framing = (("Transfer-Encoding", "chunked"),) if probe.chunked else ()
        media = (("Content-Type", "application/json"),) if body else ()
        return (*media, ("User-Agent", USER_AGENT), *framing)

    def _proof(self, credential: Credential) -> Headers:
        if self._secret is None or credential == "missing":
            return ()
        scheme = SCHEMES[self._base.hook.authentication]
        wrong = Secret(random_source.token_urlsafe(24))
        match credential:
            case "right":
                return scheme.apply(self._username, self._secret)
            case "wrong":
                return scheme.apply(self._username, wrong)
            case "doubled":
                return (*scheme.apply(self._username, self._secret), *scheme.apply(self._username, wrong))
            case "other-scheme":
                other = next(
                    (item for item in SCHEMES.values() if item.needs_secret and item.key != scheme.key), scheme
                )
                return other.apply(self._username or "user", self._secret)

    async def _answer(self, ready: PreparedRequest) -> Answer:
        tested = await self._sending.attempt(ready, limit_s=self._quick_s + PATIENCE_S)
        got = tested.result.outcome
        duration_ms = tested.result.timing.total_ms
        if isinstance(got, Failure):
            return Answer(None, got.kind, (), b"", duration_ms, tested.exchange_id)
        return Answer(
            got.status, "", got.headers, got.body, duration_ms, tested.exchange_id, _echoes(got), self._days(tested)
        )

    def _days(self, tested: SendOutcome) -> int | None:
        tls = tested.result.tls
        if tls is None or tls.certificate is None:
            return None
        return (tls.certificate.not_after - self._clock()).days


def _echoes(got: Response) -> bool:
    """Whether the response contained the credential, which is already redacted here."""
    return ECHO.encode("latin-1") in got.body or any(ECHO in value for _, value in got.headers)


def _with_path(url: str, more: str) -> str:
    if not more:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + more))
