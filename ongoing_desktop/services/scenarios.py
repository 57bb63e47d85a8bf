"""Plays scenarios: each event is sent to the webhooks that would fire for it in Ongoing.

The deliveries of one event are sent at the same time. The next event waits for their answers, so that a receiver gets
the events in order. Retries are not simulated here; that is the task of the retry simulator.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.dispatch import DispatchDecision, fan_out
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.samples import SampleContext, sample, sample_text
from ongoing_desktop.domain.scenario import (
    FIRST_NEW,
    Due,
    Scenario,
    ScenarioStep,
    filled,
    leaving,
    step_remarks,
    timetable,
)
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.services import Services
from ongoing_desktop.services.player import Player, ScaledClock, together
from ongoing_desktop.services.sending import CannotSend, PreparedRequest
from ongoing_desktop.wording.messages import sentence

State = Literal["planned", "waiting", "sending", "done"]
APART: Final = timedelta(milliseconds=1)
"""Minimum distance of events in time, because receivers may rely on increasing times."""


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a run."""

    due: Due
    hears: tuple[DispatchDecision, ...]
    """The webhooks of the type, and whether each fires."""
    event_id: int | None = None
    state: State = "planned"


@dataclass(frozen=True, slots=True)
class Run:
    """A running scenario; each change creates a new value. Events are in the order in which they happen."""

    scenario: Scenario
    system: System
    owner: GoodsOwner
    events: tuple[Event, ...]
    deliveries: tuple[Sent, ...]
    """All deliveries including planned ones, by event, copy and webhook."""
    state: Literal["playing", "ended", "stopped"] = "playing"
    wait_s: float | None = None
    """Real seconds from the report until the waiting event; None while no event waits."""
    stopped_at: int = 0
    """Number of the event at which a failure stopped the run."""

    @property
    def sent(self) -> tuple[Sent, ...]:
        """The deliveries that were answered or failed."""
        return tuple(item for item in self.deliveries if item.done)

    @property
    def failed(self) -> int:
        """How many of them failed."""
        return sum(not item.good for item in self.sent)

    def by_event(self) -> dict[int, list[Sent]]:
        """The deliveries by their event's number. Events without deliveries are missing."""
        found: dict[int, list[Sent]] = {}
        for item in self.deliveries:
            found.setdefault(item.number, []).append(item)
        return found


@dataclass(slots=True)
class _Play:
    """A scenario in progress."""

    run: Run
    player: Player
    began: datetime
    new: int
    target_key: str | None
    consent: Confirmation
    ready: dict[tuple[int, str], PreparedRequest] = field(default_factory=dict)

    def show(self, due: Due, state: State) -> None:
        place = due.number - 1
        events = self.run.events
        self.run = replace(
            self.run, events=(*events[:place], replace(events[place], state=state), *events[place + 1 :])
        )
        self.player.tell()


class Scenarios:
    """Async methods run on the engine's loop; the others do no I/O and are safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._settings = services.settings
        self._store = services.ports.store
        self._catalogue = services.catalogue
        self._values = services.samples
        self._clock = services.clock
        self._engine = services.engine
        self._pace: ScaledClock | None = None
        """Of the current run."""

    def plan(self, scenario: Scenario, system_id: str = "", owner_id: int | None = None) -> Run | CannotSend:
        """Which webhooks would fire, and why the others would not. Nothing is sent.

        ``system_id``: empty for the scenario's own.
        """
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
        deliveries = tuple(
            Sent(event.due.number, event.due.at_s, attempt=copy, hook=who.hook)
            for event in events
            for copy in range(1, event.due.step.copies + 1)
            for who in event.hears
            if who.fires
        )
        return Run(scenario, system, owner, events, deliveries)

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
        steppable: bool = True,
    ) -> Run | NeedsConfirmation | CannotSend:
        """Run a scenario to its end. ``on_progress`` is called on the engine's thread. Raises StorageError.

        ``speed``: speed factor of the waits, above 0. ``target_key``: as in :meth:`Sending.test`. ``steppable``:
        whether :meth:`next_now` is about this run. Cancelling stops at once; what was sent is in the history.
        """
        run = self.plan(scenario, system_id, owner_id)
        if isinstance(run, CannotSend):
            return run
        firing = {item.hook.id: item.hook for item in run.deliveries if item.hook is not None}
        if not firing:
            return CannotSend("scenario-nobody", {"system": run.system.name})
        aims: list[SendTarget] = []
        for hook in firing.values():
            aim = await self._sending.find_aim(hook, target_key=target_key)
            if not isinstance(aim, CannotSend):  # otherwise its deliveries contain the reason
                aims.append(aim)
            elif aim.code == "listener-foreign":
                return aim
        if asked := self._sending.question(aims, many=True, consent=consent):
            return asked
        ids = [await self._engine.blocking(self._store.next_event_id, run.system.id) for _ in run.events]
        events = (replace(event, event_id=number) for event, number in zip(run.events, ids, strict=True))
        # The last event happens now and none in the future, at any speed.
        early = scenario.length_s * (1 - 1 / max(speed, 1.0))
        play = _Play(
            run=replace(run, events=tuple(events)),
            player=Player(
                self._services,
                lambda sent: on_progress(replace(play.run, deliveries=sent)),
                speed=speed,
                planned=run.deliveries,
            ),
            began=self._clock() - timedelta(seconds=early),
            new=FIRST_NEW + ids[0],
            target_key=target_key,
            consent=consent,
        )
        stop = scenario.stop_on_failure if stop_on_failure is None else stop_on_failure
        if steppable:
            self._pace = play.player.pace
        try:
            stopped_at = await play.player.play(self._play(play, stop=stop))
        finally:
            if steppable:
                self._pace = None
        return replace(
            play.run,
            deliveries=tuple(play.player.sent),
            state="stopped" if stopped_at else "ended",
            stopped_at=stopped_at,
        )

    async def next_now(self) -> None:
        """End the current wait of the run. Does nothing without one."""
        if self._pace is not None:
            self._pace.step()

    async def _play(self, play: _Play, *, stop: bool) -> int:
        """Returns the number of the event at which it stopped, or 0 at the end."""
        player = play.player
        places: dict[int, list[int]] = {}
        for place, item in enumerate(player.sent):
            places.setdefault(item.number, []).append(place)
        for due in leaving([event.due for event in play.run.events]):
            play.run = replace(play.run, wait_s=player.pace.real_left_s(due.at_s))
            play.show(due, "waiting")
            await player.pace.until(due.at_s)
            play.run = replace(play.run, wait_s=None)
            play.show(due, "sending")
            mine = places.get(due.number, [])
            with player.pace.real():
                for copy in range(1, due.step.copies + 1):
                    await together(self._deliver(play, place) for place in mine if player.sent[place].attempt == copy)
            play.show(due, "done")
            if stop and any(not player.sent[place].good for place in mine):
                return due.number
        return 0

    async def _deliver(self, play: _Play, place: int) -> None:
        player, sent = play.player, play.player.sent[place]
        event, hook = play.run.events[sent.number - 1], sent.hook
        if hook is None:
            raise LookupError(sent.number)
        ready = play.ready.get((sent.number, hook.id))
        if ready is None:
            text = self._payload(play, event, hook)
            found = await self._sending.prepare(
                hook.id, target_key=play.target_key, payload=text, confirmed=play.consent
            )
            if (ready := player.prepared(place, found)) is None:
                return
            play.ready[sent.number, hook.id] = ready
        delivery = uuid.uuid5(uuid.NAMESPACE_OID, f"{play.run.system.id} {event.event_id} {hook.id}")
        await player.send(place, ready, delivery=str(delivery))

    def _payload(self, play: _Play, event: Event, hook: Webhook) -> str:
        run, step = play.run, event.due.step
        family, trigger = self._catalogue.family_of(step.trigger), self._catalogue.trigger(step.trigger)
        if family is None or trigger is None:  # the plan found a webhook of this type, so both exist
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

    def _hears(self, step: ScenarioStep, owner: GoodsOwner, hooks: Sequence[Webhook]) -> tuple[DispatchDecision, ...]:
        return fan_out(hooks, step.event(owner.id), self._catalogue)

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


def step_words(step: ScenarioStep, catalogue: Catalogue) -> str:
    """The event with its change of status: ``Order status is changed, 200 → 300``."""
    trigger = catalogue.trigger(step.trigger)
    title = trigger.title if trigger else step.trigger
    if step.status is None:
        return title
    change = f"{step.from_status} → {step.status}" if step.from_status is not None else str(step.status)
    return f"{title}, {change}"


def remarks(step: ScenarioStep, catalogue: Catalogue) -> str:
    """The parts for which its trigger does not fire, as sentences after the member's name; empty for none."""
    found = step_remarks(step, catalogue)
    return " ".join(f"{item.field}: {sentence(item.code, item.params)}" for item in found)


def result_words(sent: Sent) -> str:
    """The result of a delivery, or why it was not sent."""
    return f"✕ {sentence(sent.code, sent.params)}" if sent.code else sent.result


def scenario_cases(run: Run) -> Iterator[Case]:
    """One case of a JUnit report for each delivery."""
    steps = {event.due.number: event.due.step for event in run.events}
    for sent in run.sent:
        yield sent_case(sent, "scenario", f"{sent.number} {steps[sent.number].trigger} → ")


def sent_case(sent: Sent, kind: str, before: str = "") -> Case:
    """A case of a JUnit report for a delivery, named by its webhook. ``before``: the beginning of its name."""
    words = result_words(sent)
    name = before + (sent.hook.name if sent.hook else "")
    return Case(name, kind, (sent.duration_ms or 0.0) / 1000, "" if sent.good else words, output=words)


def ending(run: Run) -> str:
    """How the run ended, in one sentence."""
    params: dict[str, object] = {
        "count": len(run.sent),
        "failed": run.failed,
        "steps": len({item.number for item in run.sent}),
        "number": run.stopped_at,
    }
    if run.state == "stopped":
        return sentence("scenario-stopped", params)
    return sentence("scenario-failed" if run.failed else "scenario-done", params)
