"""Exports and imports settings as files, which never contain secrets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.formats.config import ParsedConfig, export_config, parse_config
from ongoing_desktop.formats.config_merge import ImportReport, merge_config
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.wording.setting_changes import ItemChange, changes

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do to the current settings. Nothing has been changed yet."""

    name: str
    """Name of the file, empty for pasted text."""
    parsed: ParsedConfig
    report: ImportReport
    after: Settings
    """The settings after the import."""
    changes: tuple[ItemChange, ...]
    same: tuple[ItemChange, ...]
    """Items of the file that already exist unchanged."""
    moved: tuple[str, ...] = ()
    """Ids of webhooks whose stored credential would be sent to another host after the import."""


class Transfers:
    """Async methods run on the engine's loop. Files are written under a temporary name, then renamed."""

    def __init__(self, services: Services) -> None:
        self._secrets = services.secrets
        self._clock = services.clock
        self._settings = services.settings
        self._catalogue = services.catalogue
        self._engine = services.engine
        self._write = services.ports.write

    async def export_config(
        self,
        path: Path | None,
        *,
        systems: Sequence[str] | None = None,
        webhooks: Sequence[str] | None = None,
    ) -> bytes:
        """The config file's bytes, also written to ``path`` if given. Raises StorageError."""
        data = export_config(self._settings.current, systems=systems or None, webhooks=webhooks or None)
        if path is not None:
            await self._engine.blocking(self._write, path, data)
        return data

    async def preview_file(self, path: Path) -> ImportPlan:
        """What importing a file would do. Raises ConfigError."""
        return await self.preview(await self._engine.blocking(read_file, path), name=path.name)

    async def preview(self, data: bytes, *, name: str = "") -> ImportPlan:
        """What importing these bytes would do; nothing is changed. ``name``: their source. Raises ConfigError."""
        parsed = await self._engine.blocking(parse_config, data)
        return await self._engine.blocking(self._plan, name, parsed)

    async def preview_again(self, plan: ImportPlan) -> ImportPlan:
        """The same import into the current settings. Raises ConfigError."""
        return await self._engine.blocking(self._plan, plan.name, plan.parsed)

    async def apply(self, plan: ImportPlan) -> ImportReport:
        """Apply a plan to the current settings as one change. Raises ConfigError, StorageError."""
        report = plan.report

        def merged(now: Settings) -> Settings:
            nonlocal report
            result, report = merge_config(now, plan.parsed, self._catalogue, at=self._clock())
            return result

        merged(self._settings.current)
        # Recorded before the commit that releases them, so that a crash in between leaves no unknown entry.
        for ref in report.released:
            await self._secrets.note(ref, "retired")
        await self._settings.change("import-config", merged)
        return report

    def _plan(self, name: str, parsed: ParsedConfig) -> ImportPlan:
        now = self._settings.current
        after, report = merge_config(now, parsed, self._catalogue, at=None)
        found = changes(now, after, self._catalogue)
        known = {item.id for item in found}
        names = {system.name.casefold(): system.id for system in after.systems}
        systems = (names[system.name.casefold()] for system in parsed.systems)
        same = [
            *(ItemChange("system", key, _name(after.system(key)), "same") for key in systems if key not in known),
            *(ItemChange("webhook", hook.id, hook.name, "same") for hook in parsed.webhooks if hook.id not in known),
        ]
        return ImportPlan(name, parsed, report, after, found, tuple(same), _moved(now, after))

    async def write_file(self, path: Path, data: bytes) -> None:
        """Write a text to a file chosen by the user. Raises StorageError."""
        await self._engine.blocking(self._write, path, data)

    def missing_credentials(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of those webhooks that need a credential and have none."""
        current = self._settings.current
        wanted = set(ids)
        return tuple(
            hook.name
            for hook in current.webhooks
            if hook.id in wanted and SCHEMES[hook.authentication].needs_secret and not current.state(hook.id).secret_ref
        )


def _name(system: System | None) -> str:
    return system.name if system else ""


def _moved(now: Settings, after: Settings) -> tuple[str, ...]:
    moved = []
    for hook in after.webhooks:
        before = now.webhook(hook.id)
        if before is not None and after.state(hook.id).secret_ref and _origin(before.url) != _origin(hook.url):
            moved.append(hook.id)
    return tuple(moved)


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    return f"{parts.scheme}://{parts.netloc}".casefold()
