"""Tests several webhooks, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, question
from ongoing_desktop.services.player import Player

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class BulkTests:
    """Async methods run on the engine's loop. Every test is sent as :meth:`Sending.test` sends it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._settings = services.settings

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
        if asked := question(self._settings.current, self.aims(hooks, target_key), consent=consent):
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
