"""Learns from captures the webhook of a number and the trigger of a template text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ongoing_desktop.domain.lessons import Lesson, learned, lessons
from ongoing_desktop.domain.payload import PayloadFacts

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class Teaching:
    """:meth:`teach` runs on the engine's loop and can be undone; :meth:`lessons` is safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._catalogue = services.catalogue

    def lessons(self, facts: PayloadFacts, webhook: str | None) -> tuple[Lesson, ...]:
        return lessons(facts, webhook, self._settings.current, self._catalogue)

    async def teach(self, lesson: Lesson) -> None:
        """Apply a lesson, or remove it if it is known. Raises StorageError."""
        await self._settings.change("teach", lambda now: learned(now, lesson))
