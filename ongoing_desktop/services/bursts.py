"""Tests several webhooks, or sends an event repeatedly, two events swapped, or many events. Every request is recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Final

from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.series import LONGEST_S, REPEATS, Report, Wanted
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.services import Services
from ongoing_desktop.services.player import Player, together
from ongoing_desktop.services.sending import CannotSend, Payload, PreparedRequest
from ongoing_desktop.wording.messages import problem_sentence

Prepare = Callable[[], Awaitable[PreparedRequest | NeedsConfirmation | CannotSend]]
KEPT_ANSWER: Final = 4096
"""Bytes of a response that are compared."""


class Series:
    """Async methods run on the engine's loop. A cancelled series stops at once; what was sent is in the history."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._settings = services.settings

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
        """Run a series. ``on_progress`` is called at most 20 times a second on the engine's thread.

        Raises StorageError.

        Sending to another computer needs a confirmation each time. Invalid requests are found before anything is sent.
        """
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        if problems := wanted.problems():
            return CannotSend("series-refused-long", {"why": problem_sentence(problems[0])})
        aim = await self._sending.find_aim(hook, target_key=target_key, url=url)
        if isinstance(aim, CannotSend):
            return aim
        if asked := self._sending.question([aim], many=True, consent=consent):
            return asked

        async def prepare() -> PreparedRequest | NeedsConfirmation | CannotSend:
            return await self._sending.prepare(webhook_id, url=aim.url, payload=payload, confirmed=consent)

        first = await prepare()
        if not isinstance(first, PreparedRequest):
            return first
        run = _Run(self._services, wanted, on_progress)
        if wanted.kind in REPEATS:
            plan: Coroutine[Any, Any, NeedsConfirmation | CannotSend | None] = run.repeat(first)
        elif wanted.kind == "swapped":
            second = await prepare()
            if not isinstance(second, PreparedRequest):
                return second
            plan = run.swapped(first, second)
        else:
            plan = run.many(first, prepare)
        refused = await run.player.play(plan)
        return refused or run.report(ended=True)


class _Run:
    """A running series."""

    def __init__(self, services: Services, wanted: Wanted, on_progress: Callable[[Report], None]) -> None:
        self._catalogue = services.catalogue
        self._wanted = wanted
        self._cut = False
        self.player = Player(services, lambda _: on_progress(self.report(ended=False)), kept_bytes=KEPT_ANSWER)

    def report(self, *, ended: bool) -> Report:
        return Report(self._wanted, tuple(self.player.sent), self.player.took_s, ended, self._cut)

    async def repeat(self, ready: PreparedRequest) -> None:
        wanted = self._wanted
        if wanted.kind == "at-once":
            await together([self._send(ready, attempt=1), self._send(ready, attempt=2)])
            return
        first = await self._send(ready, limit_s=wanted.limit_s if wanted.kind == "after-timeout" else None)
        if wanted.kind == "twice" and not first.good:
            return
        if wanted.kind == "after-timeout" and first.failure != "timeout":
            return
        if wanted.kind != "twice":
            await self._pause(wanted.gap_s if wanted.kind == "apart" else wanted.limit_s)
        await self._send(ready, attempt=2)

    async def swapped(self, older: PreparedRequest, newer: PreparedRequest) -> None:
        await self._send(newer)
        await self._send(older)

    async def many(self, first: PreparedRequest, prepare: Prepare) -> NeedsConfirmation | CannotSend | None:
        wanted, left = self._wanted, self._wanted.count
        waiting: PreparedRequest | None = first
        refused: list[NeedsConfirmation | CannotSend] = []

        async def work() -> None:
            nonlocal left, waiting
            while left > 0 and not refused:
                if wanted.kind == "burst" and self.player.took_s > LONGEST_S:
                    self._cut = True
                    return
                left -= 1
                mine, waiting = waiting, None
                ready = mine or await prepare()
                if not isinstance(ready, PreparedRequest):
                    refused.append(ready)
                    return
                await self._send(ready)
                if wanted.kind == "many" and left > 0:
                    await self._pause(wanted.gap_s)

        await together(work() for _ in range(min(wanted.at_once, wanted.count) if wanted.kind == "burst" else 1))
        return refused[0] if refused and not self.player.sent else None

    async def _pause(self, seconds: float) -> None:
        await self.player.pace.until(self.player.pace.now_s + seconds)

    async def _send(self, ready: PreparedRequest, *, attempt: int = 1, limit_s: float | None = None) -> Sent:
        player, event_id = self.player, inspect(ready.request.body, self._catalogue).event_id
        place = player.add(Sent(len(player.sent) + 1, attempt=attempt, event_id=event_id))
        await player.send(place, ready, limit_s=limit_s)
        return player.sent[place]


class BulkTests:
    """Async methods run on the engine's loop. Every test is sent as :meth:`Sending.test` sends it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending

    def aims(self, hooks: Sequence[Webhook], target_key: str | None = None) -> list[SendTarget]:
        """The targets of the tests. No I/O."""
        return [self._sending.aim(hook, target_key=target_key) for hook in hooks]

    async def run(
        self,
        hooks: Sequence[Webhook],
        on_progress: Callable[[tuple[Sent, ...]], None],
        *,
        consent: Confirmation = UNCONFIRMED,
        target_key: str | None = None,
    ) -> tuple[Sent, ...] | NeedsConfirmation:
        """Send the tests. A test that cannot be sent does not stop the others. Raises StorageError.

        ``on_progress`` is called on the engine's thread. ``target_key``: as in :meth:`Sending.test`. Cancelling stops at once.
        """
        if asked := self._sending.question(self.aims(hooks, target_key), consent=consent):
            return asked
        planned = [Sent(number, hook=hook) for number, hook in enumerate(hooks, 1)]
        player = Player(self._services, on_progress, planned=planned)
        await player.play(self._play(player, hooks, consent, target_key))
        return tuple(player.sent)

    async def _play(
        self, player: Player, hooks: Sequence[Webhook], consent: Confirmation, target_key: str | None
    ) -> None:
        player.tell()
        for place, hook in enumerate(hooks):
            if ready := player.prepared(
                place, await self._sending.prepare(hook.id, target_key=target_key, confirmed=consent)
            ):
                await player.send(place, ready)
