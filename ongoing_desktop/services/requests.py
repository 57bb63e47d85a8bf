"""Requests that belong to no webhook, and the library of saved requests and payloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ongoing_desktop.domain.errors import KnownError, UsageError
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.saved_request import SavedRequest, request_problems, saving_problems
from ongoing_desktop.domain.send_options import read_headers
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.formats.saved_request import parse_request, write_request
from ongoing_desktop.services import Services
from ongoing_desktop.services.player import Player
from ongoing_desktop.services.sending import CannotSend, PreparedRequest
from ongoing_desktop.wording.messages import error_sentence

SHOWN_BYTES: Final = 20_000
"""How much of a response's body is kept for display; the history has all of it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry of the library."""

    key: str
    request: SavedRequest | None
    problem: str = ""
    """Why its file cannot be read; the file is kept."""

    @property
    def title(self) -> str:
        """The name in the list."""
        return self.request.name if self.request else self.key


class Requests:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._listening = services.listening
        self._settings = services.settings
        self._files = services.ports.request_files
        self._key_of = services.ports.file_key
        self._engine = services.engine

    async def send(
        self,
        request: SavedRequest,
        on_progress: Callable[[tuple[Sent, ...]], None],
        *,
        consent: Confirmation = UNCONFIRMED,
    ) -> tuple[Sent, ...] | NeedsConfirmation | CannotSend:
        """Send it once; it is kept in the history. Raises StorageError. ``on_progress``: on the engine's thread."""
        for problem in request_problems(request, self._settings.current.preferences.secret_names):
            return CannotSend(problem.code, problem.params)
        hook = self._settings.current.webhook(request.webhook) if request.webhook else None
        if request.webhook and hook is None:
            return CannotSend("request-no-webhook")
        await self._listening.look()
        carries = hook is not None and hook.has_authentication
        aim = await self._sending.foreign(SendTarget(hook.system if hook else "", request.url.strip(), carries))
        if isinstance(aim, CannotSend):
            return aim
        if asked := await self._sending.confirm(aim, agreed=consent):
            return asked
        headers, _ = read_headers("\n".join(request.headers))
        ready = await self._sending.exact(hook, aim, request.method, headers, request.body.encode("utf-8"), consent)
        if not isinstance(ready, PreparedRequest):
            return ready
        player = Player(self._services, on_progress, planned=[Sent(1)], kept_bytes=SHOWN_BYTES)
        await player.play(player.send(0, ready))
        return tuple(player.sent)

    async def entries(self) -> tuple[Saved, ...]:
        """The saved requests and payloads by name. Raises StorageError."""
        found = await self._engine.blocking(self._files.read)
        return tuple(sorted((_entry(key, data) for key, data in found.items()), key=lambda one: one.title.casefold()))

    async def save(self, request: SavedRequest) -> str:
        """Save one, replacing one of the same name; returns its key. Raises KnownError."""
        for problem in saving_problems(request, self._settings.current.preferences.secret_names):
            raise UsageError(problem.code, **problem.params)
        key = self._key_of(request.name)
        await self._engine.blocking(self._files.write, key, write_request(request))
        return key

    async def remove(self, key: str) -> None:
        """Remove one. Raises StorageError."""
        await self._engine.blocking(self._files.remove, key)

    async def find(self, name: str) -> SavedRequest:
        """Find one by name or key. Raises UsageError with the known names."""
        entries, wanted = await self.entries(), name.strip().casefold()
        for entry in entries:
            if wanted in (entry.key, entry.title.casefold()):
                if entry.request is None:
                    raise UsageError("request-file", name=entry.key, what=entry.problem)
                return entry.request
        known = ", ".join(entry.title for entry in entries[:20])
        raise UsageError("request-unknown" if known else "request-unknown-none", name=name[:80], known=known)


def _entry(key: str, data: bytes) -> Saved:
    try:
        return Saved(key, parse_request(data, f"{key}.json"))
    except KnownError as error:
        return Saved(key, None, error_sentence(error))
