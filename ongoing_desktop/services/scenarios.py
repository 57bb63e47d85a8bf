"""Plays scenarios: each event goes, as Ongoing would fan it out, to the webhooks that ask for it.

The deliveries of one event leave at the same time; the next event waits until they are answered, so that a receiver gets
the events in the order in which they leave. What a policy would repeat is not repeated here: that is the retry simulator's.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.dispatch import DispatchDecision, OrderEvent, fan_out
from ongoing_desktop.domain.retry import delivered
from ongoing_desktop.domain.samples import SampleContext, sample, sample_text
from ongoing_desktop.domain.scenario import FIRST_NEW, Due, Scenario, Step, filled, leaving, timetable
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.settings import EMPTY_MAPPING, GoodsOwner, System, Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, question
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import Clock, SettingsStore
from ongoing_desktop.services.scaled_clock import ScaledClock
from ongoing_desktop.services.sending import CannotSend, Ready, Sending
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.wording.target_text import carrying

State = Literal["planned", "waiting", "sending", "done"]
APART: Final = timedelta(milliseconds=1)
"""Events of the same moment stand so far apart, because times in order is what a receiver may go by."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery, or why there was none although the webhook fires."""

    hook: Webhook
    copy: int
    """1, and 2 and on for repeats of the same event."""
    url: str = ""
    exchange_id: int | None = None
    status: int | None = None
    failure: str | None = None
    duration_ms: float | None = None
    good: bool = False
    code: str = ""
    """Why nothing was sent; empty where it was."""
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a run."""

    due: Due
    hears: tuple[DispatchDecision, ...]
    """Who fires and who does not."""
    event_id: int | None = None
    state: State = "planned"
    sent: tuple[Sent, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A scenario as it is played; a new value for each change. Events stand in the order in which they happen."""

    scenario: Scenario
    system: System
    owner: GoodsOwner
    events: tuple[Event, ...]
    state: Literal["playing", "ended", "stopped"] = "playing"
    stopped_at: int = 0
    """Number of the event at which a failure stopped it."""

    @property
    def sent(self) -> tuple[Sent, ...]:
        """All deliveries so far."""
        return tuple(item for event in self.events for item in event.sent)

    @property
    def failed(self) -> int:
        """How many of them failed."""
        return sum(not item.good for item in self.sent)

    @property
    def firing(self) -> int:
        """How many deliveries there will be."""
        return sum(event.due.step.copies for event in self.events for who in event.hears if who.fires)


@dataclass(frozen=True, slots=True)
class _Play:
    """What does not change while a scenario plays."""

    pace: ScaledClock
    began: datetime
    new: int
    target_key: str | None
    consent: Confirmation
    on_progress: Callable[[Run], None]
    ready: dict[tuple[int, str], Ready] = field(default_factory=dict)


class Scenarios:
    """Async methods run on the engine's loop; the others do no I/O and are any thread's."""

    def __init__(
        self,
        *,
        sending: Sending,
        settings: SettingsService,
        store: SettingsStore,
        catalogue: Catalogue,
        values: Mapping[str, Any],
        clock: Clock,
        steady: Callable[[], float],
        engine: Engine,
    ) -> None:
        self._sending = sending
        self._settings = settings
        self._store = store
        self._catalogue = catalogue
        self._values = values
        self._clock = clock
        self._engine = engine
        self._steady = steady

    def plan(self, scenario: Scenario, system_id: str = "", owner_id: int | None = None) -> Run | CannotSend:
        """Who would get what, and who would not and why; nothing is sent. ``system_id``: empty for the scenario's own."""
        system = self._system(scenario, system_id)
        if isinstance(system, CannotSend):
            return system
        wanted = owner_id if owner_id is not None else scenario.goods_owner
        owner = system.goods_owner(wanted) if wanted is not None else next(iter(system.goods_owners), None)
        if owner is None:
            code = "scenario-no-owners" if wanted is None else "scenario-no-owner"
            return CannotSend(code, {"system": system.name, "owner": wanted})
        hooks = [hook for hook in self._settings.current.webhooks if hook.system == system.id]
        events = tuple(Event(due, self._hears(due.step, owner, hooks)) for due in timetable(scenario))
        return Run(scenario, system, owner, events)

    async def run(
        self,
        scenario: Scenario,
        on_progress: Callable[[Run], None],
        *,
        system_id: str = "",
        owner_id: int | None = None,
        speed: float = 1.0,
        target_key: str | None = "url",
        consent: Confirmation = UNCONFIRMED,
        stop_on_failure: bool | None = None,
    ) -> Run | NeedsConfirmation | CannotSend:
        """Play it to its end. ``on_progress`` is told of each change, on the engine's thread. Raises StorageError.

        ``speed``: how much faster than real the waiting passes, above 0. ``target_key``: as :meth:`Sending.test`.
        Cancelling stops at once; what was sent stands in the history.
        """
        run = self.plan(scenario, system_id, owner_id)
        if isinstance(run, CannotSend):
            return run
        firing = {who.hook.id: who.hook for event in run.events for who in event.hears if who.fires}
        if not firing:
            return CannotSend("scenario-nobody", {"system": run.system.name})
        aims = [self._sending.aim(hook, target_key=target_key) for hook in firing.values()]
        if asked := question(self._settings.current, aims, many=True, consent=consent):
            return asked
        ids = [await self._engine.blocking(self._store.next_event_id, run.system.id) for _ in run.events]
        events = (replace(event, event_id=number) for event, number in zip(run.events, ids, strict=True))
        run = replace(run, events=tuple(events))
        # So that the last event happens now and none in the future, at whatever speed.
        early = scenario.length_s * (1 - 1 / max(speed, 1.0))
        began = self._clock() - timedelta(seconds=early)
        play = _Play(ScaledClock(speed, self._steady), began, FIRST_NEW + ids[0], target_key, consent, on_progress)
        stop = scenario.stop_on_failure if stop_on_failure is None else stop_on_failure
        for due in leaving([event.due for event in run.events]):
            run = self._shown(run, play, due, state="waiting")
            await play.pace.until(due.at_s)
            run = self._shown(run, play, due, state="sending")
            with play.pace.real():
                run = await self._event(run, play, due)
            if stop and any(not item.good for item in run.events[due.number - 1].sent):
                return replace(run, state="stopped", stopped_at=due.number)
        return replace(run, state="ended")

    async def _event(self, run: Run, play: _Play, due: Due) -> Run:
        event = run.events[due.number - 1]
        hooks = [who.hook for who in event.hears if who.fires]
        sent: list[Sent] = []
        for copy in range(1, due.step.copies + 1):
            sent += await _together([self._deliver(run, play, event, hook, copy) for hook in hooks])
            run = self._shown(run, play, due, state="sending", sent=tuple(sent))
        return self._shown(run, play, due, state="done", sent=tuple(sent))

    async def _deliver(self, run: Run, play: _Play, event: Event, hook: Webhook, copy: int) -> Sent:
        place = event.due.number, hook.id
        if place not in play.ready:
            text = self._payload(run, play, event, hook)
            found = await self._sending.prepare(
                hook.id, target_key=play.target_key, payload=text, confirmed=play.consent
            )
            if isinstance(found, NeedsConfirmation):  # somebody marked the host as production meanwhile
                return Sent(hook, copy, code="send-confirm-host", params={"host": found.host, **carrying(found)})
            if isinstance(found, CannotSend):
                return Sent(hook, copy, code=found.code, params=found.params)
            play.ready[place] = found
        ready = play.ready[place]
        delivery = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{run.system.id} {event.event_id} {hook.id}"))
        tested = await self._sending.attempt(ready, delivery=delivery, number=copy)
        outcome = tested.result.outcome
        return Sent(
            hook,
            copy,
            url=ready.url,
            exchange_id=tested.exchange_id,
            status=outcome.status if isinstance(outcome, Response) else None,
            failure=None if isinstance(outcome, Response) else outcome.kind,
            duration_ms=tested.result.timing.total_ms,
            good=delivered(tested.result, self._settings.current.preferences.assumed),
        )

    def _payload(self, run: Run, play: _Play, event: Event, hook: Webhook) -> str:
        step = event.due.step
        family, trigger = self._catalogue.family_of(step.trigger), self._catalogue.trigger(step.trigger)
        if family is None or trigger is None:  # the plan found a webhook of this type, so both are there
            raise LookupError(step.trigger)
        happened = play.began + timedelta(seconds=event.due.at_s) + event.due.number * APART
        context = SampleContext(
            system=run.system.code,
            goods_owner_id=run.owner.id,
            goods_owner_name=run.owner.name,
            webhook_number=self._sending.payloads.number(hook),
            event_id=event.event_id or 0,
            at=happened,
            status=step.status,
        )
        own = replace(trigger, sample={**trigger.sample, **filled(step.values, play.new)})
        values = {**self._values, **filled(run.scenario.values, play.new)}
        return sample_text(sample(family, own, context, values))

    def _hears(self, step: Step, owner: GoodsOwner, hooks: Sequence[Webhook]) -> tuple[DispatchDecision, ...]:
        happening = OrderEvent(
            trigger=step.trigger,
            goods_owner=owner.id,
            from_status=step.from_status,
            status=step.status,
            transporter=step.transporter,
            with_order=step.with_order,
        )
        return fan_out(hooks, happening, self._catalogue)

    def _system(self, scenario: Scenario, system_id: str) -> System | CannotSend:
        systems = self._settings.current.systems
        if system_id:
            found = next((item for item in systems if item.id == system_id), None)
            return found or CannotSend("scenario-no-system", {"name": system_id})
        if scenario.system:
            wanted = scenario.system.strip().casefold()
            named = (item for item in systems if wanted in (item.name.casefold(), item.code.casefold()))
            return next(named, None) or CannotSend("scenario-no-system", {"name": scenario.system[:80]})
        if len(systems) == 1:
            return systems[0]
        known = ", ".join(item.name for item in systems)
        return CannotSend("scenario-which-system" if systems else "scenario-add-system", {"known": known})

    @staticmethod
    def _shown(run: Run, play: _Play, due: Due, **fields: Any) -> Run:
        place = due.number - 1
        events = (*run.events[:place], replace(run.events[place], **fields), *run.events[place + 1 :])
        run = replace(run, events=events)
        play.on_progress(run)
        return run


async def _together(works: Sequence[Any]) -> list[Sent]:
    """All at the same time, in their order; the first fault ends the others and is raised as itself."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]
