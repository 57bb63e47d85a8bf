"""What is known about webhooks from their exchanges: last tests, live requests, and whether Ongoing has the same webhook."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.sync_state import MirrorState, Seen, mirror_state
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports.history import History

PAGE: Final = 500
CLOCK_JUMP: Final = timedelta(days=1)
"""Rows are ordered by id. A clock that was set back by less than this hides no use."""


@dataclass(frozen=True, slots=True)
class LastUse:
    """What is known so far."""

    upto: int
    """Highest id examined so far."""
    at: datetime | None = None


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
        key, since = (webhook_id, state.old_secret_ref), state.rotating_since
        looked = self._looked.get(key)
        found = await self._engine.blocking(look_for_old, self._history, webhook_id, since, looked)
        self._looked = {**self._looked, key: found}
        return found.at


def look_for_old(history: History, webhook_id: str, since: datetime, looked: LastUse | None) -> LastUse:
    """The last use, starting from what is known. Blocking. The first call reads back to the start of the rotation."""
    newest = history.newest_id()
    if looked is None:
        return LastUse(newest, _backwards(history, webhook_id, since, newest))
    found = looked
    while page := history.page(limit=PAGE, after=found.upto, webhook=webhook_id, direction="in"):
        used = [row.at for row in page if row.reason_code == "old-credential"]
        found = LastUse(page[-1].id, used[-1] if used else found.at)
        if len(page) < PAGE:
            break
    return LastUse(max(found.upto, newest), found.at)


def _backwards(history: History, webhook_id: str, since: datetime, newest: int) -> datetime | None:
    before = newest + 1
    while page := history.page(limit=PAGE, before=before, webhook=webhook_id, direction="in"):
        for row in page:
            if row.reason_code == "old-credential":
                return row.at
            if row.at < since - CLOCK_JUMP:
                return None
        if len(page) < PAGE:
            return None
        before = page[-1].id
    return None
