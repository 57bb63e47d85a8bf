"""Plays a made or recorded day at a receiver, faster than it was and within limits. Every request is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.domain.day import DAYS, MOST, Bounds, DayReport, Moment, due_times, moments, read_day
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.replay import kept_headers
from ongoing_desktop.domain.samples import documented_time, sample_text
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.services import Services
from ongoing_desktop.services.payloads import renewable, text_payload
from ongoing_desktop.services.player import Player, together
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.reading import is_path, read_file
from ongoing_desktop.services.sender import USER_AGENT
from ongoing_desktop.services.sending import CannotSend, PreparedRequest
from ongoing_desktop.wording.messages import problem_sentence

EVERY_S: Final = 0.2
"""Minimum seconds between reports: a report covers thousands of requests."""
SLICE_S: Final = 1.0
LARGEST_DAY: Final = 1024 * 1024
"""Bytes of a file with a day."""
_USUAL: Final = (("Content-Type", "application/json"), ("User-Agent", USER_AGENT))


@dataclass(frozen=True, slots=True)
class DayChoice:
    """What to send, and where."""

    receiver: Webhook
    """Need not be in the settings; then it has no credential."""
    events: Sequence[Moment]
    """In their order."""
    bounds: Bounds = Bounds()
    target_key: str | None = None
    url: str | None = None
    """An address instead of the webhook's."""
    recorded_ids: bool = False
    """Whether recorded requests keep their event ids and times; otherwise each gets a new one."""


class DayBursts:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._history = services.history
        self._catalogue = services.catalogue
        self._engine = services.engine

    def events(self, day: str, total: int = 0) -> list[Moment]:
        """The events of a built-in day, or of a day in a file. Blocking. Raises UsageError and ConfigError.

        ``total``: see :func:`moments`.
        """
        text = DAYS.get(day)
        if text is None:
            path = Path(day)
            if not is_path(path):
                raise UsageError("burst-unknown", name=day, known=", ".join(DAYS))
            text = read_file(path, LARGEST_DAY).decode("utf-8-sig", "replace")
        rows = read_day(text, {trigger.key for trigger in self._catalogue.triggers})
        if isinstance(rows, Problem):
            raise UsageError(rows.code, **rows.params)
        return moments(rows, total)

    async def recorded(self, wanted: Filter) -> list[Moment] | CannotSend:
        """The received requests that match, oldest first, at the times at which they came. Cancelling stops the search."""

        def rows(stop: Stop) -> list[Moment]:
            found: list[Moment] = []
            for row in self._history.newest_first(filter=wanted, direction="in", stop=stop):
                if row.method and row.verdict != "malformed":
                    found.append(Moment(row.at.timestamp(), row.type or "", row.id))
                if len(found) > MOST:
                    break
            return found

        found = await self._engine.searching(rows)
        if not found:
            return CannotSend("burst-none")
        if len(found) > MOST:
            return CannotSend("burst-many-recorded", {"limit": MOST})
        return sorted(found, key=lambda moment: (moment.at_s, moment.recorded))

    async def run(
        self, choice: DayChoice, on_progress: Callable[[DayReport], None], *, consent: Confirmation = UNCONFIRMED
    ) -> DayReport | NeedsConfirmation | CannotSend:
        """Send the events when they are due. Raises StorageError.

        Sending to another computer needs a confirmation each time. ``on_progress`` is called on the engine's thread.
        Cancelling closes the connections at once.
        """
        hook, bounds = choice.receiver, choice.bounds
        if problem := bounds.problem():
            return CannotSend("series-refused-long", {"why": problem_sentence(problem)})
        if not choice.events:
            return CannotSend("burst-none")
        if len(choice.events) > MOST:
            return CannotSend("burst-many", {"found": len(choice.events), "most": MOST})
        due = due_times(choice.events, bounds)
        if due[-1] > bounds.longest_s:
            return CannotSend("burst-too-long", {"planned": f"{due[-1]:,.0f}", "limit": f"{bounds.longest_s:,.0f}"})
        aim = await self._sending.find_aim(hook, target_key=choice.target_key, url=choice.url)
        if isinstance(aim, CannotSend):
            return aim
        if asked := self._sending.question([aim], many=True, consent=consent):
            return asked
        requests = _Requests(self._services, choice, aim, consent)
        first = await requests.prepare(0)
        if not isinstance(first, PreparedRequest):
            return first
        planned = [
            Sent(place + 1, planned_s=due[place], hook=replace(hook, type=event.type), replayed=event.recorded)
            for place, event in enumerate(choice.events)
        ]
        cut = False

        def report(sent: Iterable[Sent], *, ended: bool = False) -> DayReport:
            return DayReport(bounds, tuple(sent), player.took_s, ended, cut)

        player = Player(
            self._services,
            lambda sent: on_progress(report(sent)),
            planned=planned,
            every_s=EVERY_S,
        )
        places, turn, earliest_s = iter(range(len(planned))), asyncio.Lock(), 0.0

        async def work() -> None:
            nonlocal cut, earliest_s
            while True:
                async with turn:
                    place = next(places, None)
                    if place is None or cut:
                        return
                    ready = first if place == 0 else await requests.prepare(place)
                    # After a stall too, no more requests are sent a second than allowed.
                    await self._wait(player, max(due[place], earliest_s))
                    if player.took_s > bounds.longest_s:
                        cut = True
                        return
                    earliest_s = player.took_s + 1 / bounds.rate
                if (sending := player.prepared(place, ready)) is not None:
                    player.put(place, event_id=inspect(sending.request.body, self._catalogue).event_id)
                    await player.send(place, sending)

        await player.play(together(work() for _ in range(min(bounds.at_once, len(planned)))))
        return report(player.sent, ended=True)

    async def _wait(self, player: Player, until_s: float) -> None:
        while (left := until_s - player.took_s) > 0:  # noqa: ASYNC110 - in slices, to notice that the computer slept
            await asyncio.sleep(min(left, SLICE_S))


class _Requests:
    """Prepares the requests of a run."""

    def __init__(self, services: Services, choice: DayChoice, aim: SendTarget, consent: Confirmation) -> None:
        self._sending = services.sending
        self._settings = services.settings
        self._history = services.history
        self._engine = services.engine
        self._choice = choice
        self._aim = aim
        self._consent = consent
        self._samples: dict[str, dict[str, Any]] = {}

    async def prepare(self, place: int) -> PreparedRequest | NeedsConfirmation | CannotSend:
        event, hook = self._choice.events[place], self._choice.receiver
        if event.recorded:
            ready = await self._again(event.recorded)
        else:
            body = await self._body(replace(hook, type=event.type), place)
            if hook.id:
                ready = await self._sending.prepare(hook.id, url=self._aim.url, payload=body, confirmed=self._consent)
            else:
                ready = await self._sending.exact(None, self._aim, "POST", _USUAL, body, self._consent)
        return (
            replace(ready, hook=replace(ready.hook, type=event.type)) if isinstance(ready, PreparedRequest) else ready
        )

    async def _body(self, hook: Webhook, place: int) -> bytes:
        """A payload about an object of its own, with a new event id and the time."""
        payloads = self._sending.payloads
        if hook.type not in self._samples:
            self._samples[hook.type] = payloads.example(hook)
        filling = await payloads.filling(hook)
        known = self._samples[hook.type]
        data = {**known, "webhookEventId": filling.event_id, "timestamp": documented_time(filling.at)}
        for name, value in known.items():
            if name.endswith("Id") and not name.startswith(("webhook", "goodsOwner")) and isinstance(value, int):
                data[name] = value + place
        return sample_text(data).encode("utf-8")

    async def _again(self, number: int) -> PreparedRequest | NeedsConfirmation | CannotSend:
        """A recorded request, with a new event id and time unless the recorded ones are wanted."""
        exchange = await self._engine.blocking(self._history.get, number)
        if exchange is None:
            return CannotSend("replay-gone", {"id": number})
        headers, body, hook = exchange.request.headers, exchange.request.body, self._choice.receiver
        edited = False
        if not self._choice.recorded_ids and (text := text_payload(body, headers)) is not None:
            payloads = self._sending.payloads
            body = payloads.renewed(renewable(text.text), await payloads.filling(hook)).text.encode("utf-8")
            edited = True
        kept = kept_headers(headers, edited=edited, names=self._settings.current.preferences.secret_names)
        return await self._sending.exact(
            hook if hook.id else None, self._aim, exchange.row.method, kept, body, self._consent
        )
