"""Learns from captures the webhook of a number and the trigger of a template text."""

from __future__ import annotations

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lessons import Lesson, learned, lessons
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.services.settings import SettingsService


class Teaching:
    """:meth:`teach` runs on the engine's loop and can be undone; :meth:`lessons` is safe on any thread."""

    def __init__(self, settings: SettingsService, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue

    def lessons(self, facts: PayloadFacts, webhook: str | None) -> tuple[Lesson, ...]:
        return lessons(facts, webhook, self._settings.current, self._catalogue)

    async def teach(self, lesson: Lesson) -> None:
        """Apply a lesson, or remove it if it is known. Raises StorageError."""
        await self._settings.change("teach", lambda now: learned(now, lesson))
