"""A running proof: sends the probes of one receiver one after the other and collects what was answered."""

from __future__ import annotations

import asyncio
import secrets as random_source
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Family, Trigger
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.probe_bodies import without_nulls
from ongoing_desktop.domain.probe_judges import READS_BACK, TWICE
from ongoing_desktop.domain.probes import GATES
from ongoing_desktop.domain.probing import Answer, Credential, Evidence, Finding, Probe, ProbeResult, Sample
from ongoing_desktop.domain.redaction import ECHO
from ongoing_desktop.domain.samples import documented_time
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response
from ongoing_desktop.services import Services
from ongoing_desktop.services.player import together
from ongoing_desktop.services.sender import USER_AGENT, PreparedRequest
from ongoing_desktop.services.sending import SendOutcome

PATIENCE_S: Final = 5.0
"""Additional seconds before a probe gives up."""
LONGEST_S: Final = 300.0
"""Real seconds after which a proof sends nothing more."""
READS_S: Final = 1.5
"""Seconds in which a receiver that looks events up does so."""
MOST_READS: Final = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """The receiver, its credential, and the types of events that it is to receive."""

    base: PreparedRequest
    username: str
    secret: Secret | None
    types: tuple[tuple[Family, Trigger], ...]


class ProofRun:
    """Used once, on the engine's loop. Cancelling :meth:`probe` closes the connections at once."""

    def __init__(self, services: Services, subject: Subject, quick_s: float, *, sees_reads: bool) -> None:
        """``sees_reads``: whether the API simulator is on and a listener answers for it."""
        self._subject = subject
        self._sending = services.sending
        self._attempts = services.attempts
        self._history = services.history
        self._engine = services.engine
        self._clock = services.clock
        self._quick_s = quick_s
        self._sees_reads = sees_reads
        self._success = services.settings.current.preferences.assumed.success
        self._answers: dict[str, tuple[Answer, ...]] = {}
        self._reads: dict[str, int] = {}
        self._stopped = ""
        self._until = asyncio.get_running_loop().time() + LONGEST_S

    async def probe(self, probe: Probe) -> ProbeResult:
        """Send a probe and judge it. Raises StorageError."""
        if why := self._why_not(probe):
            return ProbeResult(probe, why)
        answers: tuple[Answer, ...] = ()
        if probe.times:
            counts = self._sees_reads and probe.key in (READS_BACK, TWICE)
            if counts:
                await asyncio.sleep(READS_S)  # for the lookups of earlier events
            sent = await self._send(probe)
            if not sent:
                return ProbeResult(probe, Finding("skip", "nothing-to-try"))
            answers = self._answers[probe.key] = sent
            if counts:
                self._reads[probe.key] = await self._count_reads(answers[0].exchange_id)
        judged = answers or tuple(answer for key in probe.uses for answer in self._answers.get(key, ()))
        evidence = Evidence(judged, self._success.counts, self._quick_s * 1000, self._answers, self._reads)
        finding = probe.judge(evidence)
        if finding.verdict != "pass" and probe.key in GATES:
            self._stopped = probe.key
        return ProbeResult(probe, finding, judged)

    def _why_not(self, probe: Probe) -> Finding | None:
        if probe.tls and urlsplit(self._subject.base.request.url).scheme != "https":
            return Finding("skip", "no-https")
        if self._stopped and not probe.always:
            return Finding("skip", "gate", {"probe": self._stopped})
        if probe.credential != "right" and not probe.tls and self._subject.secret is None:
            return Finding("skip", "no-authentication")
        if asyncio.get_running_loop().time() > self._until and probe.times:
            return Finding("skip", "broken-off", {"limit": f"{LONGEST_S:g}"})
        return None

    async def _send(self, probe: Probe) -> tuple[Answer, ...]:
        prepared = [ready async for ready in self._prepared(probe)]
        answers: list[Answer | None] = [None] * len(prepared)
        # The newest first, but the answers stay in the order of the events.
        waiting = iter(sorted(range(len(prepared)), reverse=probe.newest_first))

        async def work() -> None:
            for place in waiting:
                abandon = probe.abandon and place == 0
                ready, kind = prepared[place]
                if abandon:
                    ready = replace(ready, request=replace(ready.request, abandon=True))
                answers[place] = await self._answer(ready, kind)

        await together(work() for _ in range(probe.at_once))
        return tuple(answer for answer in answers if answer is not None)

    async def _prepared(self, probe: Probe) -> AsyncIterator[tuple[PreparedRequest, str]]:
        types = self._subject.types if probe.each_type else self._subject.types[:1]
        for family, trigger in types:
            made: PreparedRequest | None = None
            for number in range(len(probe.tls) or probe.times):
                if made is None or not probe.same_event:
                    made = await self._request(probe, family, trigger, number)
                if made is None:
                    break
                if probe.tls:
                    made = replace(made, request=replace(made.request, tls_version=probe.tls[number]))
                yield made, trigger.key

    async def _request(self, probe: Probe, family: Family, trigger: Trigger, number: int) -> PreparedRequest | None:
        base = self._subject.base
        hook = replace(base.hook, type=trigger.key)
        filling = await self._sending.payloads.filling(hook)
        data = without_nulls(self._sending.payloads.example(hook))
        at = documented_time(filling.at + timedelta(seconds=number))
        data |= {"webhookEventId": filling.event_id, "timestamp": at}
        body = probe.body(Sample(data, family, trigger, number))
        if body is None:
            return None
        request: OutgoingRequest = replace(
            base.request,
            method=probe.method,
            url=_with_path(base.request.url, probe.path),
            headers=tuple(self._headers(probe, body)),
            body=body,
            pieces=probe.pieces,
            pause_s=probe.pause_s,
            old_http=probe.old_http,
            keep=probe.keep,
        )
        return replace(base, hook=hook, request=request, secret=self._subject.secret, username=self._subject.username)

    def _headers(self, probe: Probe, body: bytes) -> Iterator[tuple[str, str]]:
        usual: list[tuple[str, str]] = [("Content-Type", probe.media)] if body else []
        usual.append(("User-Agent", USER_AGENT))
        if probe.chunked:
            usual.append(("Transfer-Encoding", "chunked"))
        for name, value in (*usual, *probe.headers, *self._proof(probe.credential)):
            yield (name.upper() if probe.upper else name), value

    def _proof(self, credential: Credential) -> Headers:
        secret, username = self._subject.secret, self._subject.username
        if secret is None or credential == "missing":
            return ()
        scheme = SCHEMES[self._subject.base.hook.authentication]
        wrong = Secret(random_source.token_urlsafe(24))
        match credential:
            case "right":
                return scheme.apply(username, secret)
            case "wrong":
                return scheme.apply(username, wrong)
            case "doubled":
                return (*scheme.apply(username, secret), *scheme.apply(username, wrong))
            case "other-scheme":
                other = next(
                    (item for item in SCHEMES.values() if item.needs_secret and item.key != scheme.key), scheme
                )
                return other.apply(username or "user", secret)

    async def _answer(self, ready: PreparedRequest, kind: str) -> Answer:
        tested = await self._attempts.send(ready, limit_s=self._quick_s + PATIENCE_S)
        got = tested.result.outcome
        request = ready.request
        answer = Answer(
            None,
            duration_ms=tested.result.timing.total_ms,
            exchange_id=tested.exchange_id,
            request=f"{request.method} {urlsplit(request.url).path or '/'}, {len(request.body)} B",
            type=kind,
        )
        if isinstance(got, Failure):
            return replace(answer, failure=got.kind, failure_code=got.code)
        return replace(
            answer,
            status=got.status,
            body=got.body,
            echoed=_echoes(got),
            tls=tested.result.tls,
            certificate_days=self._days(tested),
        )

    def _days(self, tested: SendOutcome) -> int | None:
        tls = tested.result.tls
        if tls is None or tls.certificate is None:
            return None
        return (tls.certificate.not_after - self._clock()).days

    async def _count_reads(self, after: int) -> int:
        """How often the receiver has asked the API simulator within a moment after an exchange."""
        await asyncio.sleep(READS_S)
        page = partial(self._history.page, limit=MOST_READS, after=after, direction="in")
        rows = await self._engine.blocking(page)
        return sum(row.reason_params.get("no_event") == "api" for row in rows)


def _echoes(got: Response) -> bool:
    """Whether the response contained the credential, which is already redacted here."""
    return ECHO.encode("latin-1") in got.body or any(ECHO in value for _, value in got.headers)


def _with_path(url: str, more: str) -> str:
    if not more:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + more))
