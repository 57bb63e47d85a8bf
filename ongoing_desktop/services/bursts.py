"""Sends the same event again, two events swapped, or many: every request a test of its own in the history."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.series import LONGEST_S, REPEATS, Report, Sent, Wanted
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, question
from ongoing_desktop.services.sending import CannotSend, Payload, Ready, Sending
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.wording.messages import problem_sentence

Prepare = Callable[[], Awaitable[Ready | NeedsConfirmation | CannotSend]]
KEPT_ANSWER: Final = 4096
"""Bytes of an answer that are compared."""
TOLD_EVERY_S: Final = 1 / 20


class Series:
    """Async methods run on the engine's loop. A cancelled series stops at once; what was sent stands in the history."""

    def __init__(
        self,
        sending: Sending,
        settings: SettingsService,
        catalogue: Catalogue,
        steady: Callable[[], float],
    ) -> None:
        self._sending = sending
        self._settings = settings
        self._catalogue = catalogue
        self._steady = steady

    async def run(
        self,
        webhook_id: str,
        wanted: Wanted,
        on_progress: Callable[[Report], None],
        *,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | None = None,
        consent: Confirmation = UNCONFIRMED,
    ) -> Report | NeedsConfirmation | CannotSend:
        """Play it. ``on_progress`` is told at most twenty times a second, on the engine's thread. Raises StorageError.

        Another computer is asked about each time. What cannot be sent is found before anything leaves.
        """
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        if problems := wanted.problems():
            return CannotSend("series-refused-long", {"why": problem_sentence(problems[0])})
        aim = self._sending.aim(hook, target_key=target_key, url=url)
        if asked := question(self._settings.current, [aim], many=True, consent=consent):
            return asked

        async def prepare() -> Ready | NeedsConfirmation | CannotSend:
            return await self._sending.prepare(webhook_id, url=aim.url, payload=payload, confirmed=consent)

        first = await prepare()
        if not isinstance(first, Ready):
            return first
        run = _Run(self._sending, self._catalogue, wanted, on_progress, self._steady)
        if wanted.kind in REPEATS:
            return await run.repeat(first)
        if wanted.kind == "swapped":
            second = await prepare()
            return await run.swapped(first, second) if isinstance(second, Ready) else second
        return await run.many(first, prepare)


class _Run:
    """One series under way."""

    def __init__(
        self,
        sending: Sending,
        catalogue: Catalogue,
        wanted: Wanted,
        on_progress: Callable[[Report], None],
        steady: Callable[[], float],
    ) -> None:
        self._sending = sending
        self._catalogue = catalogue
        self._wanted = wanted
        self._on_progress = on_progress
        self._steady = steady
        self._began = steady()
        self._told = -TOLD_EVERY_S
        self._sent: list[Sent] = []
        self._cut = False

    async def repeat(self, ready: Ready) -> Report:
        wanted = self._wanted
        if wanted.kind == "at-once":
            await _together(self._send(ready, attempt=1), self._send(ready, attempt=2))
            return self._end()
        limit = wanted.limit_s if wanted.kind == "after-timeout" else None
        first = await self._send(ready, attempt=1, limit_s=limit)
        if wanted.kind == "twice" and not first.good:
            return self._end()
        if wanted.kind == "after-timeout" and first.failure != "timeout":
            return self._end()
        if wanted.kind != "twice":
            await asyncio.sleep(wanted.gap_s if wanted.kind == "apart" else wanted.limit_s)
        await self._send(ready, attempt=2)
        return self._end()

    async def swapped(self, older: Ready, newer: Ready) -> Report:
        await self._send(newer)
        await self._send(older, older=True)
        return self._end()

    async def many(self, first: Ready, prepare: Prepare) -> Report | NeedsConfirmation | CannotSend:
        wanted, left = self._wanted, self._wanted.count
        waiting: Ready | None = first
        refused: list[NeedsConfirmation | CannotSend] = []

        async def work() -> None:
            nonlocal left, waiting
            while left > 0 and not refused:
                if wanted.kind == "burst" and self._steady() - self._began > LONGEST_S:
                    self._cut = True
                    return
                left -= 1
                mine, waiting = waiting, None
                ready = mine or await prepare()
                if not isinstance(ready, Ready):
                    refused.append(ready)
                    return
                await self._send(ready)
                if wanted.kind == "many" and left > 0:
                    await asyncio.sleep(wanted.gap_s)

        await _together(*(work() for _ in range(min(wanted.at_once, wanted.count) if wanted.kind == "burst" else 1)))
        if refused and not self._sent:
            return refused[0]
        return self._end()

    async def _send(self, ready: Ready, *, attempt: int = 1, limit_s: float | None = None, older: bool = False) -> Sent:
        event_id = inspect(ready.body, self._catalogue).event_id
        place = len(self._sent)
        sent = Sent(place + 1, event_id, self._steady() - self._began, done=False, older=older)
        self._sent.append(sent)
        self._tell()
        tested = await self._sending.attempt(ready, number=attempt, limit_s=limit_s)
        outcome = tested.result.outcome
        sent = replace(
            sent,
            done=True,
            exchange_id=tested.exchange_id,
            status=outcome.status if isinstance(outcome, Response) else None,
            failure=None if isinstance(outcome, Response) else outcome.kind,
            duration_ms=tested.result.timing.total_ms,
            answer=outcome.body[:KEPT_ANSWER] if isinstance(outcome, Response) else b"",
            success=tested.assumed.success,
        )
        self._sent[place] = sent
        self._tell()
        return sent

    def _tell(self) -> None:
        now = self._steady()
        if now - self._told >= TOLD_EVERY_S:
            self._told = now
            self._on_progress(self._report(ended=False))

    def _end(self) -> Report:
        return self._report(ended=True)

    def _report(self, *, ended: bool) -> Report:
        return Report(self._wanted, tuple(self._sent), self._steady() - self._began, ended, self._cut)


async def _together(*works: Coroutine[Any, Any, object]) -> None:
    """All at the same time; the first failure ends the others and is raised as itself."""
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
