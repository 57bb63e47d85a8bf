"""The settings sheet for the warehouse's administrator: creates it, writes it, and records that it was handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.go_live import CheckGroup
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats.sheets import SHEET_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.wording.settings_sheet import SheetDocument, SheetMaker, swedish_names, with_sheet

LONGEST = 20_000


def shown(text: str) -> str:
    """Foreign text for the sheet: complete, on one line, invisible characters as marks."""
    return one_line(text, LONGEST)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with the settings that it was made from, so that exactly those can be recorded."""

    system_id: str
    webhooks: tuple[str, ...] | None
    settings: Settings
    document: SheetDocument


class Sheets:
    """Async methods run on the engine's loop; :meth:`render` is pure and safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._maker = SheetMaker(
            services.catalogue,
            services.standard_statuses,
            swedish_names(services.facts),
            shown,
            services.ports.version,
        )
        self._clock = services.clock
        self._engine = services.engine
        self._write = services.ports.write

    async def document(
        self,
        system_id: str,
        webhooks: Sequence[str] | None = None,
        language: str = "en",
        checklist: Sequence[CheckGroup] = (),
    ) -> Sheet:
        """The sheet of a system or some of its webhooks. Raises UsageError if the system no longer exists.

        ``checklist``: the go-live checklist to print with it.
        """
        now = self._settings.current
        system = now.system(system_id)
        if system is None:
            raise UsageError("usage-no-system", name=system_id)
        ids = None if webhooks is None else tuple(webhooks)
        made = await self._engine.blocking(self._maker.make, now, system, ids, language, self._clock().astimezone())
        groups = tuple(replace(group, name=shown(group.name)) for group in checklist)
        return Sheet(system_id, ids, now, replace(made, checklist=groups))

    @staticmethod
    def render(document: SheetDocument, format_key: str) -> bytes:
        """The sheet in a format of :data:`SHEET_FORMATS`, as UTF-8."""
        return SHEET_FORMATS[format_key](document).encode("utf-8")

    async def rendered(self, document: SheetDocument, format_key: str) -> bytes:
        """Like :meth:`render`, off the loop."""
        return await self._engine.blocking(self.render, document, format_key)

    async def save(self, path: Path, make: Callable[[], bytes | None]) -> bool:
        """Render a sheet off the loop and write it to a file atomically. False if ``make`` returned None.

        Raises StorageError.
        """
        data = await self._engine.blocking(make)
        if data is not None:
            await self._engine.blocking(self._write, path, data)
        return data is not None

    async def remember(self, sheet: Sheet) -> None:
        """Record that this sheet was handed over. The next one shows changes since then. Raises StorageError."""
        at = self._clock()
        await self._settings.change(
            "preferences", lambda now: with_sheet(sheet.settings, sheet.system_id, sheet.webhooks, at, over=now)
        )
