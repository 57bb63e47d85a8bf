"""HAR files into the history: seen before it is done, marked as imported, everything or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Body, Message, NewExchange, Outcome
from ongoing_desktop.domain.payload import INSPECTED, PayloadFacts, inspect
from ongoing_desktop.domain.redaction import Redactor, scrub
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.formats.har_read import HarEntry, parse_har
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import History
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.undoing import Deed, Undoing

MOST_HOSTS: Final = 8


@dataclass(frozen=True, slots=True)
class HarPlan:
    """What an import would add; nothing is done yet."""

    name: str
    """Of the file."""
    entries: tuple[HarEntry, ...]
    hosts: tuple[tuple[str, int], ...]
    """To whom, and how often; the most frequent first."""
    bytes: int
    """Of all bodies."""

    @property
    def first(self) -> datetime | None:
        """When the oldest was."""
        return self.entries[0].at if self.entries else None

    @property
    def last(self) -> datetime | None:
        """When the newest was."""
        return self.entries[-1].at if self.entries else None


class Imports:
    """Async methods run on the engine's loop."""

    def __init__(
        self, history: History, secrets: Secrets, catalogue: Catalogue, engine: Engine, undoing: Undoing
    ) -> None:
        self._history = history
        self._secrets = secrets
        self._catalogue = catalogue
        self._engine = engine
        self._undoing = undoing

    async def preview(self, path: Path) -> HarPlan:
        """What a file holds. Raises ConfigError."""
        return await self._engine.blocking(_plan, path)

    async def apply(self, plan: HarPlan) -> int:
        """Add all of it; returns how many. Credential values are redacted as received ones are. Raises StorageError."""
        redactor = await self._secrets.redactor()
        stored = await self._secrets.stored()
        ids = await self._engine.blocking(self._take_in, plan, redactor, stored.secrets)
        await self._undoing.did(Deed("import-exchanges", ids, self._history.undelete, self._history.delete))
        return len(ids)

    def _take_in(self, plan: HarPlan, redactor: Redactor, secrets: tuple[Secret, ...]) -> list[int]:
        items = [self._pair(entry, plan.name, redactor, secrets) for entry in plan.entries]
        return self._history.take_in(items) if items else []

    def _pair(
        self, entry: HarEntry, name: str, redactor: Redactor, secrets: tuple[Secret, ...]
    ) -> tuple[NewExchange, Outcome]:
        body = entry.request.body
        facts = inspect(body, self._catalogue) if len(body) <= INSPECTED else PayloadFacts()
        new = NewExchange(
            direction=entry.direction,
            at=entry.at,
            method=entry.method,
            target=redactor.target(entry.target),
            headers=redactor.headers(entry.request.headers),
            body=Body(body, None, len(body), sha256(body).digest()),
            status=entry.status,
            judgement=None,
            system=facts.system,
            family=facts.family,
            type=facts.type,
            event_id=facts.event_id,
            goods_owner_id=facts.goods_owner_id,
            attempt=entry.attempt,
            peer=entry.peer,
            source="import",
        )
        response = entry.response
        if response is not None:
            # As of an answer that came over the wire: it may repeat what was sent.
            headers = redactor.headers(response.headers)
            response = Message(headers, scrub(response.body, secrets))
        outcome = Outcome(
            exchange_id=0,
            answer=entry.answer,
            duration_us=entry.duration_us,
            status=entry.status,
            failure=entry.failure,
            detail={**entry.detail, "file": name[:120], "said": entry.said},
            response=response,
        )
        return new, outcome


def _plan(path: Path) -> HarPlan:
    entries = parse_har(read_file(path))
    counted = Counter(_host(entry) for entry in entries)
    size = sum(
        len(entry.request.body) + (len(entry.response.body) if entry.response is not None else 0) for entry in entries
    )
    return HarPlan(path.name, entries, tuple(counted.most_common(MOST_HOSTS)), size)


def _host(entry: HarEntry) -> str:
    try:
        host = urlsplit(entry.target).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return host or next((value for name, value in entry.request.headers if name.lower() == "host"), "")
