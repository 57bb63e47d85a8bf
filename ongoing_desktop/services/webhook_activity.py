"""What is known about webhooks from their exchanges: last tests, live requests, and whether Ongoing has the same webhook."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.sync_state import MirrorState, Seen, mirror_state

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.rotation_use import LastUse


class WebhookActivity:
    """Async methods run on the engine's loop; the others do no I/O and are safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._history = services.history
        self._engine = services.engine
        self._looked: dict[tuple[str, str], LastUse] = {}
        self._live: tuple[dict[str, Seen | None], int] = ({}, 0)
        """The result of :meth:`seen_live`, and the highest exchange examined."""

    async def seen_live(self) -> dict[str, Seen]:
        """The last request for each webhook that we did not send ourselves and whose credential was right.

        Reads only what is new since the last call.
        """
        ids = tuple(hook.id for hook in self._settings.current.webhooks)

        def look() -> tuple[dict[str, Seen | None], int]:
            newest, (known, looked) = self._history.newest_id(), self._live
            fresh = [webhook_id for webhook_id in ids if webhook_id not in known]
            found = self._history.newest_live(ids, after=looked) | self._history.newest_live(fresh)
            return {webhook_id: found.get(webhook_id) or known.get(webhook_id) for webhook_id in ids}, newest

        self._live = await self._engine.blocking(look)
        return {webhook_id: at for webhook_id, at in self._live[0].items() if at is not None}

    async def last_tests(self) -> dict[str, ExchangeRow]:
        """The newest sent exchange of each webhook, for the list."""
        ids = tuple(hook.id for hook in self._settings.current.webhooks)
        return await self._engine.blocking(self._history.newest_sent, ids)

    def mirror_state(self, hook: Webhook, seen_live: Seen | None = None) -> MirrorState:
        """Whether the webhook matches the one in Ongoing."""
        return mirror_state(hook, self._settings.current.state(hook.id), seen_live)

    async def old_last_used(self, webhook_id: str) -> datetime | None:
        """When the old credential of a rotation was last used. Reads only what is new since the last call."""
        state = self._settings.current.state(webhook_id)
        if state.old_secret_ref is None or state.rotating_since is None:
            return None
        from ongoing_desktop.services.rotation_use import look_for_old  # noqa: PLC0415 - rotations are rare

        key, since = (webhook_id, state.old_secret_ref), state.rotating_since
        looked = self._looked.get(key)
        found = await self._engine.blocking(look_for_old, self._history, webhook_id, since, looked)
        self._looked = {**self._looked, key: found}
        return found.at
