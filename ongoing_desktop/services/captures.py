"""Pasted or opened payloads: checks them and stores them beside received ones."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.anonymise import Anonymised, anonymise
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Body, NewExchange
from ongoing_desktop.domain.lessons import taught_by
from ongoing_desktop.domain.payload import inspect, unmatched
from ongoing_desktop.domain.payload_check import Checked, check_payload
from ongoing_desktop.domain.personal import Members
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import Clock, History
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.wording.request_warnings import PASTED

LARGEST: Final = 20 * 1024 * 1024
"""Size limit in bytes for a pasted or opened payload."""


class Captures:
    """Async methods run on the engine's loop."""

    def __init__(
        self, settings: SettingsService, history: History, catalogue: Catalogue, clock: Clock, engine: Engine
    ) -> None:
        self._settings = settings
        self._history = history
        self._catalogue = catalogue
        self._clock = clock
        self._engine = engine

    async def check(self, body: bytes, type_key: str | None = None) -> Checked:
        """Check a payload on another thread, because a large one takes time."""
        return await self._engine.blocking(check_payload, body, self._catalogue, type_key)

    async def body_of(self, exchange_id: int) -> bytes | None:
        """The request body of an exchange without content coding; for a look-up, the body of the answer.

        None if it was removed, is empty, or cannot be decoded. Raises StorageError.
        """

        def read() -> bytes | None:
            found = self._history.get(exchange_id)
            message = None if found is None else found.response if found.row.direction == "api" else found.request
            return readable(message.body, message.headers) or None if message is not None else None

        return await self._engine.blocking(read)

    async def anonymised(self, body: bytes, key: bytes, *, numbers: bool = False) -> Anonymised:
        """A payload without personal data, and what was replaced in it. The same key gives the same replacements."""
        return await self._engine.blocking(lambda: anonymise(body, Members(self._catalogue), key, numbers=numbers))

    async def keep(self, body: bytes) -> int:
        """Store it in the history, marked as pasted; returns its id. Raises StorageError."""
        current = self._settings.current
        facts = inspect(readable(body, ()), self._catalogue, taught_by(current.systems))
        judged = unmatched(facts, PASTED, facts.system)
        new = NewExchange(
            direction="in",
            at=self._clock(),
            method="",
            target="",
            headers=(),
            body=Body(body, size=len(body), sha256=sha256(body).digest()),
            status=None,
            judgement=judged,
        )
        return (await self._engine.blocking(self._history.append, [new]))[0]
