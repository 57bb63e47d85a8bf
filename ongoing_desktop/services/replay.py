"""Sends recorded requests again, unchanged or edited, to their own or another target."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ongoing_desktop.auth import entered_in
from ongoing_desktop.domain.charset import encoded
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.replay import (
    MOST,
    REPLAY_MARK,
    Choice,
    came_to,
    gaps,
    kept_headers,
    recorded_credential,
)
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, question
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.listening import Listening
from ongoing_desktop.services.outcome_rows import with_detail
from ongoing_desktop.services.player import Player
from ongoing_desktop.services.ports import Clock, History
from ongoing_desktop.services.sending import CannotSend, PreparedRequest, Sending
from ongoing_desktop.services.settings import SettingsService

NOBODY: Final = Webhook("", "", "", "regular", "", (), "")
"""Placeholder for the webhook of a request that belongs to none: no credential, no system."""


class Replay:
    """Async methods run on the engine's loop. The requests are recognised as ours when they are received here."""

    def __init__(
        self,
        sending: Sending,
        listening: Listening,
        settings: SettingsService,
        history: History,
        engine: Engine,
        clock: Clock,
        steady: Callable[[], float],
    ) -> None:
        self._sending = sending
        self._listening = listening
        self._settings = settings
        self._history = history
        self._engine = engine
        self._clock = clock
        self._steady = steady

    @property
    def _names(self) -> SecretNames:
        return self._settings.current.preferences.secret_names

    async def load(self, ids: Sequence[int]) -> list[Exchange]:
        """The exchanges that still exist, in the order in which they happened."""
        ordered = await self._engine.blocking(self._in_order, sorted(set(ids))[:MOST])
        found = [await self._engine.blocking(self._history.get, number) for number in ordered]
        return [item for item in found if item is not None]

    async def run(
        self, choice: Choice, on_progress: Callable[[tuple[Sent, ...]], None], *, consent: Confirmation = UNCONFIRMED
    ) -> tuple[Sent, ...] | NeedsConfirmation | CannotSend:
        """Send. Everything is checked before the first request, so all or none are sent. Raises StorageError.

        Sending to another computer needs a confirmation each time. ``on_progress`` is called on the engine's thread.
        """
        ids = sorted(set(choice.ids))
        if not ids:
            return CannotSend("replay-none")
        if len(ids) > MOST:
            return CannotSend("replay-many", {"most": MOST})
        rows: list[ExchangeRow] = []
        aims: list[SendTarget] = []
        await self._listening.look()
        for number in await self._engine.blocking(self._in_order, ids):
            exchange = await self._engine.blocking(self._history.get, number)
            aim = await self._aim(exchange, choice, number)
            if isinstance(aim, CannotSend):
                return aim
            if exchange is not None:
                rows.append(exchange.row)
                aims.append(aim)
        if not rows:
            return CannotSend("replay-api")
        if asked := question(self._settings.current, aims, many=True, consent=consent):
            return asked
        first = await self._ready(rows[0].id, aims[0], choice, consent)
        if not isinstance(first, PreparedRequest):
            return first
        planned = [Sent(place, replayed=row.id) for place, row in enumerate(rows, 1)]
        player = Player(self._sending, self._clock, self._steady, on_progress, speed=choice.speed, planned=planned)
        return await player.play(self._play(player, rows, aims, choice, consent))

    async def _play(
        self,
        player: Player,
        rows: list[ExchangeRow],
        aims: list[SendTarget],
        choice: Choice,
        consent: Confirmation,
    ) -> tuple[Sent, ...] | NeedsConfirmation | CannotSend:
        pace, out_s = player.pace, 0.0
        for place, (row, gap) in enumerate(zip(rows, gaps([row.at.timestamp() for row in rows]), strict=True)):
            with pace.real():
                # Prepared only now, so that a thousand bodies are not in memory at once.
                ready = await self._ready(row.id, aims[place], choice, consent)
            if not isinstance(ready, PreparedRequest):
                return ready
            if choice.gaps:
                # Measured from the previous request, so that a slow answer is not followed by a burst.
                await pace.until(out_s + gap)
            with pace.real():
                tested = await player.send(place, ready)
                await asyncio.shield(self._engine.blocking(self._mark, tested.exchange_id, row.id))
            timing = tested.result.timing
            out_s = pace.now_s - ((timing.wait_ms or 0.0) + (timing.receive_ms or 0.0)) / 1000
        return tuple(player.sent)

    def _in_order(self, ids: Iterable[int]) -> list[int]:
        """The ids in the order in which the exchanges happened, missing ones last. Look-ups are left out."""
        rows = self._history.rows(sorted(set(ids)))
        found = {row.id: row.at for row in rows if row.direction != "api"}
        missing = set(ids) - {row.id for row in rows}
        return [*sorted(found, key=lambda number: (found[number], number)), *sorted(missing)]

    async def _aim(self, exchange: Exchange | None, choice: Choice, number: int) -> SendTarget | CannotSend:
        if exchange is None:
            return CannotSend("replay-gone", {"id": number})
        if exchange.row.verdict == "malformed" or not exchange.row.method:
            return CannotSend("replay-malformed", {"id": number})
        if choice.recorded and not recorded_credential(exchange.request.headers, self._names):
            return CannotSend("replay-not-recorded", {"id": number})
        hook = self._hook(exchange.row, choice)
        system = hook.system if hook else ""
        carries = choice.recorded or (hook is not None and hook.has_authentication)
        if choice.where == "other":
            return SendTarget(system, choice.url.strip(), carries)
        if choice.where == "own":
            url = came_to(exchange, self._listening.own_base())
            aim = SendTarget(system, url, carries)
            if not url:
                return CannotSend("replay-nowhere", {"id": number})
            return await self._sending.foreign(aim) if exchange.row.direction == "in" else aim
        if hook is None:
            return CannotSend("replay-no-webhook", {"id": number})
        aim = self._sending.aim(hook, target_key=choice.where)
        return await self._sending.foreign(aim) if choice.where == "listener" else aim

    def _hook(self, row: ExchangeRow, choice: Choice) -> Webhook | None:
        wanted = choice.webhook or row.webhook
        return self._settings.current.webhook(wanted) if wanted else None

    async def _ready(
        self, number: int, aim: SendTarget, choice: Choice, consent: Confirmation
    ) -> PreparedRequest | NeedsConfirmation | CannotSend:
        exchange = await self._engine.blocking(self._history.get, number)
        if exchange is None:
            return CannotSend("replay-gone", {"id": number})
        edited = choice.body is not None
        kind = next((value for name, value in exchange.request.headers if name.lower() == "content-type"), "")
        body = exchange.request.body if choice.body is None else encoded(choice.body, kind)
        hook = self._hook(exchange.row, choice)
        ready: PreparedRequest | NeedsConfirmation | CannotSend
        if hook is None or choice.recorded:
            ready = self._sending.plain(hook or NOBODY, aim, body)
        else:
            ready = await self._sending.prepare(hook.id, url=aim.url, payload=body, confirmed=consent)
        if not isinstance(ready, PreparedRequest):
            return ready
        proof = tuple(pair for pair in ready.headers if self._names.header(pair[0]))
        username, secret = ready.username, ready.secret
        if choice.recorded:
            proof = recorded_credential(exchange.request.headers, self._names)
            username, secret = entered_in(proof)
        headers = (*kept_headers(exchange.request.headers, edited=edited, names=self._names), *proof)
        request = replace(ready.request, method=exchange.row.method, headers=headers)
        return replace(ready, request=request, username=username, secret=secret, follow=False)

    def _mark(self, sent_id: int, replayed: int) -> None:
        if sent := self._history.get(sent_id):
            self._history.append([], [with_detail(sent, {REPLAY_MARK: replayed})])
