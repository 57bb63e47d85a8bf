"""Sends recorded requests again, unchanged or edited, to their own or another target."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from ongoing_desktop.auth import entered_in
from ongoing_desktop.domain.charset import encoded
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, header
from ongoing_desktop.domain.filters import Filter, Term
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.replay import (
    MOST,
    REPLAY_MARK,
    ReplayChoice,
    came_to,
    gaps,
    kept_headers,
    recorded_credential,
    remembered_target,
    to_last_target,
)
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection, rows_of
from ongoing_desktop.services.outcome_rows import with_detail
from ongoing_desktop.services.player import Player
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.sending import NO_WEBHOOK, CannotSend, PreparedRequest


class Replay:
    """Async methods run on the engine's loop. The requests are recognised as ours when they are received here."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._listening = services.listening
        self._settings = services.settings
        self._history = services.history
        self._engine = services.engine

    @property
    def _names(self) -> SecretNames:
        return self._settings.current.preferences.secret_names

    async def load(self, ids: Sequence[int]) -> list[Exchange]:
        """The exchanges that still exist, in the order in which they happened."""
        ordered = await self._engine.blocking(self._in_order, sorted(set(ids))[:MOST])
        found = [await self._engine.blocking(self._history.get, number) for number in ordered]
        return [item for item in found if item is not None]

    async def failed(self, selection: Selection) -> list[int]:
        """Ids of the requests of a selection that did not succeed, oldest first: of each event the newest one.

        An event that has succeeded since is left out. At most one more than can be sent again. Cancelling stops the search.
        """
        ids = await self._engine.searching(lambda stop: self._failed(selection, stop))
        return await self._engine.blocking(self._in_order, ids)

    def _failed(self, selection: Selection, stop: Stop) -> list[int]:
        chosen: dict[object, ExchangeRow] = {}
        for row in rows_of(self._history, selection, stop):
            if row.direction in ("in", "out") and row.answer != "pending" and not self._succeeded(row):
                event = None if row.event_id is None else (row.direction, row.webhook, row.event_id)
                chosen.setdefault(event or row.id, row)
                if len(chosen) > MOST:
                    break
        return [row.id for row in chosen.values() if not self._succeeded_since(row, stop)]

    def _succeeded(self, row: ExchangeRow) -> bool:
        return row.answer == "sent" and self._settings.current.preferences.assumed.success.counts(row.status)

    def _succeeded_since(self, row: ExchangeRow, stop: Stop) -> bool:
        if row.event_id is None or row.webhook is None:
            return False
        same = Selection(Filter((Term("event", str(row.event_id)),)), row.direction, row.webhook)
        later = takewhile(lambda other: (other.at, other.id) > (row.at, row.id), rows_of(self._history, same, stop))
        return any(self._succeeded(other) for other in later)

    async def remember(self, choice: ReplayChoice) -> None:
        """Use the target of a choice for the next exchanges that are sent at once. Raises StorageError."""
        last = remembered_target(choice)
        if last and last != self._settings.current.preferences.resend:
            await self._settings.set_preferences(resend=last)

    def at_once(self, ids: Sequence[int]) -> ReplayChoice:
        """The choice to send exchanges unchanged to the last target."""
        return to_last_target(ids, self._settings.current.preferences.resend)

    async def run(
        self,
        choice: ReplayChoice,
        on_progress: Callable[[tuple[Sent, ...]], None],
        *,
        consent: Confirmation = UNCONFIRMED,
    ) -> tuple[Sent, ...] | NeedsConfirmation | CannotSend:
        """Send. Everything is checked before the first request, so all or none are sent. Raises StorageError.

        Sending several to another computer needs a confirmation each time. ``on_progress`` is called on the engine's thread.
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
        if len(aims) == 1:
            asked = await self._sending.confirm(aims[0], agreed=consent)
        else:
            asked = self._sending.question(aims, many=True, consent=consent)
        if asked:
            return asked
        first = await self._ready(rows[0].id, aims[0], choice, consent)
        if not isinstance(first, PreparedRequest):
            return first
        planned = [Sent(place, replayed=row.id) for place, row in enumerate(rows, 1)]
        player = Player(self._services, on_progress, speed=choice.speed, planned=planned)
        return await player.play(self._play(player, rows, aims, choice, consent))

    async def _play(
        self,
        player: Player,
        rows: list[ExchangeRow],
        aims: list[SendTarget],
        choice: ReplayChoice,
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

    async def _aim(self, exchange: Exchange | None, choice: ReplayChoice, number: int) -> SendTarget | CannotSend:
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

    def _hook(self, row: ExchangeRow, choice: ReplayChoice) -> Webhook | None:
        wanted = choice.webhook or row.webhook
        return self._settings.current.webhook(wanted) if wanted else None

    async def _ready(
        self, number: int, aim: SendTarget, choice: ReplayChoice, consent: Confirmation
    ) -> PreparedRequest | NeedsConfirmation | CannotSend:
        exchange = await self._engine.blocking(self._history.get, number)
        if exchange is None:
            return CannotSend("replay-gone", {"id": number})
        edited, names = choice.body is not None, self._names
        kind = header(exchange.request.headers, "content-type")
        body = exchange.request.body if choice.body is None else encoded(choice.body, kind)
        hook, method = self._hook(exchange.row, choice), choice.method or exchange.row.method
        kept = choice.headers
        if kept is None:
            kept = kept_headers(exchange.request.headers, edited=edited, names=names)
        if not choice.recorded:
            return await self._sending.exact(hook, aim, method, kept, body, consent)
        ready = self._sending.plain(hook or NO_WEBHOOK, aim, body)
        if not isinstance(ready, PreparedRequest):
            return ready
        proof = recorded_credential(exchange.request.headers, names)
        username, secret = entered_in(proof)
        request = replace(ready.request, method=method, headers=(*kept, *proof))
        return replace(ready, request=request, username=username, secret=secret, follow=False)

    def _mark(self, sent_id: int, replayed: int) -> None:
        if sent := self._history.get(sent_id):
            self._history.append([], [with_detail(sent, {REPLAY_MARK: replayed})])
