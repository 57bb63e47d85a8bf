"""The retry simulator: plays a webhook's policy against its target, in the background, one delivery per webhook.

::

    start ─▶ sending ─▶ waiting ─▶ sending ─▶ …      delivered   at the first success
                                                     failed      after the last attempt
                                                     cancelled   by the user
                                                     interrupted the program ended; found and marked later after a kill
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from ongoing_desktop.domain.assumed import Reading
from ongoing_desktop.domain.deliveries import ENDED, MARK, Delivery, DeliveryState, past_delivery, plan
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation
from ongoing_desktop.services import Services
from ongoing_desktop.services.outcome_rows import with_detail
from ongoing_desktop.services.player import Player, ScaledClock
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.services.sending import CannotSend, Payload, PreparedRequest

log = logging.getLogger(__name__)

LATE_AFTER_S: Final = 1.0
"""Seconds by which an attempt may be delayed and still count as on time."""
MOST_KEPT: Final = 50
"""Number of ended deliveries kept in memory; all are in the history."""


@dataclass(slots=True)
class _Run:
    delivery: Delivery
    ready: PreparedRequest
    player: Player
    task: asyncio.Task[None] | None = None
    ending: DeliveryState = "interrupted"
    """The state of a delivery whose task is cancelled."""


class Retries(Publisher[tuple[Delivery, ...]]):
    """Async methods run on the engine's loop; :attr:`deliveries` is safe on any thread, and subscribers get every change."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sending = services.sending
        self._settings = services.settings
        self._history = services.history
        self._running = services.ports.running
        self._catalogue = services.catalogue
        self._clock = services.clock
        self._engine = services.engine
        self._runs: dict[str, _Run] = {}
        self.deliveries: tuple[Delivery, ...] = ()
        """The deliveries of this session, newest last."""

    async def start(
        self,
        webhook_id: str,
        *,
        speed: float = 1.0,
        reading: Reading | None = None,
        target_key: str | None = None,
        url: str | None = None,
        payload: Payload | str | bytes | None = None,
        consent: Confirmation = UNCONFIRMED,
    ) -> Delivery | NeedsConfirmation | CannotSend:
        """Start a delivery and return at once. Every attempt has the same bytes. Raises StorageError.

        ``reading``: how to read "one day"; None is the preference. ``consent``: the user's confirmation, which is
        needed for another computer each time. Other parameters as in :meth:`Sending.test`.
        """
        if any(run.delivery.webhook == webhook_id and not run.delivery.ended for run in self._runs.values()):
            return CannotSend("retry-running")
        hook = self._settings.current.webhook(webhook_id)
        if hook is None:
            return CannotSend("send-no-webhook")
        aim = await self._sending.find_aim(hook, target_key=target_key, url=url)
        if isinstance(aim, CannotSend):
            return aim
        asked = self._sending.question([aim], many=bool(schedule(hook.retry_policy)), consent=consent)
        if asked is not None:
            return asked
        ready = await self._sending.prepare(webhook_id, url=aim.url, payload=payload, confirmed=consent)
        if not isinstance(ready, PreparedRequest):
            return ready
        preferences = self._settings.current.preferences
        chosen = reading or preferences.assumed.reading
        delivery = Delivery(
            id=new_id(),
            webhook=hook.id,
            name=hook.name,
            url=ready.request.url,
            policy=hook.retry_policy,
            reading=chosen,
            speed=speed,
            state="sending",
            attempts=plan(hook.retry_policy, chosen),
            event_id=inspect(ready.request.body, self._catalogue).event_id,
        )
        about = {"webhook": hook.id, "policy": hook.retry_policy, "reading": chosen, "speed": speed}
        await self._engine.blocking(self._running.begin, delivery.id, about)
        player = Player(
            self._services,
            lambda sent: self._show(run, attempts=sent),
            speed=speed,
            planned=delivery.attempts,
            every_s=0.0,
        )
        run = self._runs[delivery.id] = _Run(delivery, ready, player)
        run.task = self._engine.loop.create_task(self._play(run))
        self._tell()
        return delivery

    async def finished(self, delivery_id: str) -> Delivery | None:
        """Wait until the delivery has ended and is recorded; None for an unknown one."""
        run = self._runs.get(delivery_id)
        if run is None or run.task is None:
            return None
        await asyncio.wait([run.task])
        return run.delivery

    async def pause(self, delivery_id: str) -> None:
        """Pause until :meth:`resume`. An attempt in progress is completed."""
        self._steer(delivery_id, ScaledClock.pause)

    async def resume(self, delivery_id: str) -> None:
        self._steer(delivery_id, ScaledClock.resume)

    async def step(self, delivery_id: str) -> None:
        """Make the next attempt now. Does nothing during an attempt."""
        self._steer(delivery_id, ScaledClock.step)

    async def set_speed(self, delivery_id: str, speed: float) -> None:
        """Continue at another speed; 0 is step by step."""
        self._steer(delivery_id, lambda pace: pace.set_speed(speed))

    async def cancel(self, delivery_id: str) -> None:
        """Give up, closing a connection in progress. Returns when this is recorded in the history."""
        await self._end(self._runs.get(delivery_id), "cancelled")

    async def last(self, webhook_id: str) -> Delivery | None:
        """The newest delivery of a webhook, of this or an earlier session."""
        mine = [run.delivery for run in self._runs.values() if run.delivery.webhook == webhook_id]
        return mine[-1] if mine else await self._engine.blocking(self._from_history, webhook_id, None)

    async def recover(self) -> int:
        """Mark deliveries of killed processes as interrupted; returns how many. Raises StorageError."""
        return await self.mark_abandoned(await self._engine.blocking(self._running.abandoned))

    async def mark_abandoned(self, found: Sequence[Mapping[str, Any]]) -> int:
        """Mark these deliveries as interrupted; returns how many. Raises StorageError."""
        for about in found:
            try:
                await self._engine.blocking(self._mark_abandoned, about)
            except KnownError as error:
                log.info("could not mark a delivery as interrupted: %s", error)
        return len(found)

    async def close(self) -> None:
        """Mark running deliveries as interrupted."""
        for run in list(self._runs.values()):
            await self._end(run, "interrupted")

    # playing

    async def _play(self, run: _Run) -> None:
        try:
            state = await run.player.play(self._attempts(run))
        except asyncio.CancelledError:
            state = run.ending
        except KnownError as error:
            # It could not be recorded in advance, so it was not sent either.
            run.delivery = replace(run.delivery, code=error.code, params=error.params)
            state = "interrupted"
        except Exception:
            log.exception("a delivery failed unexpectedly")
            state = "interrupted"
        await asyncio.shield(self._finish(run, state))

    async def _attempts(self, run: _Run) -> DeliveryState:
        player = run.player
        for place in range(len(player.sent)):
            if place:
                await self._wait(run, place)
            run.delivery = replace(run.delivery, state="sending", resumes_at=None)
            limit_s = self._settings.current.preferences.retry_limit_s
            await player.send(place, run.ready, delivery=run.delivery.id, limit_s=limit_s)
            if player.sent[place].good:
                return "delivered"
        return "failed"

    async def _wait(self, run: _Run, place: int) -> None:
        player, due = run.player, run.player.sent[place]
        self._show(run, state="waiting", resumes_at=self._resumes_at(run, due))
        late = await player.pace.until(due.planned_s)
        if late >= LATE_AFTER_S:
            # Later attempts are delayed by the same time, so that gaps are kept and no burst occurs.
            later = [replace(item, planned_s=item.planned_s + late) for item in player.sent[place + 1 :]]
            player.sent[place:] = [replace(due, late_s=late), *later]

    async def _finish(self, run: _Run, state: DeliveryState) -> None:
        run.delivery = replace(run.delivery, state=state, resumes_at=None, paused=False)
        try:
            await self._engine.blocking(self._mark, run.delivery)
            await self._engine.blocking(self._running.end, run.delivery.id)
        except KnownError as error:
            log.info("could not record how a delivery ended: %s", error)
        ended = [key for key, other in self._runs.items() if other.delivery.ended]
        for key in ended[: max(0, len(ended) - MOST_KEPT)]:
            del self._runs[key]
        self._tell()

    async def _end(self, run: _Run | None, state: DeliveryState) -> None:
        if run is None or run.task is None or run.task.done():
            return
        if not run.delivery.ended:  # otherwise only its end remains to be recorded
            run.ending = state
            run.task.cancel()
        await asyncio.wait([run.task])

    def _steer(self, delivery_id: str, verb: Callable[[ScaledClock], None]) -> None:
        run = self._runs.get(delivery_id)
        if run is None or run.delivery.ended:
            return
        verb(run.player.pace)
        due = run.delivery.next if run.delivery.state == "waiting" else None
        pace = run.player.pace
        self._show(run, paused=pace.paused, speed=pace.speed, resumes_at=self._resumes_at(run, due) if due else None)

    def _resumes_at(self, run: _Run, attempt: Sent) -> datetime | None:
        left = run.player.pace.real_left_s(attempt.planned_s)
        return None if left is None else self._clock() + timedelta(seconds=left)

    def _show(self, run: _Run, **fields: Any) -> None:
        run.delivery = replace(run.delivery, **fields)
        self._tell()

    def _tell(self) -> None:
        self.deliveries = tuple(run.delivery for run in self._runs.values())
        self._report(self.deliveries)

    # the history; blocking

    def _mark(self, delivery: Delivery) -> None:
        _, rows = self._history.attempts(delivery.webhook, delivery.id)
        if rows and (last := self._history.get(rows[-1].id)):
            self._history.append([], [with_detail(last, {MARK: delivery.mark()})])

    def _mark_abandoned(self, about: Mapping[str, Any]) -> None:
        delivery = self._from_history(str(about.get("webhook")), str(about["delivery"]), about)
        if delivery is not None and delivery.state not in ENDED:
            self._mark(replace(delivery, state="interrupted", elsewhere=False))
        self._running.end(str(about["delivery"]))

    def _from_history(
        self, webhook_id: str, delivery_id: str | None, about: Mapping[str, Any] | None = None
    ) -> Delivery | None:
        known, rows = self._history.attempts(webhook_id, delivery_id)
        last = self._history.get(rows[-1].id) if rows else None
        if last is None:
            return None
        hook = self._settings.current.webhook(webhook_id)
        mark = last.detail.get(MARK)
        if not isinstance(mark, Mapping):
            mark = {key: value for key, value in (about or {}).items() if key in ("policy", "reading", "speed")}
        policy = hook.retry_policy if hook else "none"
        return past_delivery(known, hook.name if hook else "", rows, mark, policy)
