"""Settings and history out of the app and in again, as files. No secret is ever in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats import FORMATS
from ongoing_desktop.formats.config import ImportReport, export_config, merge_config, parse_config
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import Clock, History
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.settings import SettingsService

LARGEST_IMPORT: Final = 200 * 1024 * 1024
PAGE: Final = 200
WriteFile = Callable[[Path, bytes | Iterable[bytes]], None]


class Transfers:
    """Async methods run on the engine's loop. Files are written beside their place and then renamed."""

    def __init__(
        self,
        *,
        settings: SettingsService,
        secrets: Secrets,
        history: History,
        catalogue: Catalogue,
        clock: Clock,
        engine: Engine,
        write: WriteFile,
    ) -> None:
        self._secrets = secrets
        self._clock = clock
        self._settings = settings
        self._history = history
        self._catalogue = catalogue
        self._engine = engine
        self._write = write

    async def export_config(
        self,
        path: Path | None,
        *,
        systems: Sequence[str] | None = None,
        webhooks: Sequence[str] | None = None,
    ) -> bytes:
        """The config file's bytes, also written to ``path`` if one is given. Raises StorageError."""
        data = export_config(self._settings.current, systems=systems or None, webhooks=webhooks or None)
        if path is not None:
            await self._engine.blocking(self._write, path, data)
        return data

    async def import_config(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Take in a config file: everything or nothing. Raises ConfigError, StorageError."""
        parsed = parse_config(await self._engine.blocking(_read, path))
        report: ImportReport | None = None

        def merged(now: Settings) -> Settings:
            nonlocal report
            result, report = merge_config(now, parsed, self._catalogue, at=self._clock())
            return result

        merged(self._settings.current)
        if report is not None and not dry_run:
            # Noted before the commit that lets go of them, so that a death in between leaves no entry unknown.
            for ref in report.released:
                await self._secrets.note(ref, "retired")
            await self._settings.change("import-config", merged)
        if report is None:
            raise ConfigError("config-empty", path="")
        return report

    async def write_file(self, path: Path, data: bytes) -> None:
        """Write a text of ours to a file of the user's choice. Raises StorageError."""
        await self._engine.blocking(self._write, path, data)

    def missing_credentials(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Names of those webhooks that need a credential and point at none."""
        current = self._settings.current
        wanted = set(ids)
        return tuple(
            hook.name
            for hook in current.webhooks
            if hook.id in wanted and SCHEMES[hook.authentication].needs_secret and not current.state(hook.id).secret_ref
        )

    async def export_history(
        self, path: Path | None, wanted: Filter | None = None, *, format_key: str = "jsonl"
    ) -> int:
        """Write matching exchanges, newest first, one after another; returns how many. Raises StorageError."""
        count = 0

        def counted() -> Iterable[bytes]:
            nonlocal count
            for chunk in self.history_chunks(wanted, format_key=format_key):
                count += 1
                yield chunk

        if path is not None:
            await self._engine.blocking(self._write, path, counted())
        return count

    def history_chunks(self, wanted: Filter | None, *, format_key: str = "jsonl") -> Iterable[bytes]:
        """The export piece by piece, one exchange each; blocking, for storage threads and the command line."""
        write = FORMATS[format_key]
        before: int | None = None
        while rows := self._history.page(limit=PAGE, before=before, filter=wanted):
            for row in rows:
                exchange = self._history.get(row.id)
                if exchange is not None:
                    yield from write([exchange])
            before = rows[-1].id


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_IMPORT + 1)
    except OSError as error:
        raise ConfigError("config-unreadable", path=str(path), why=error.strerror or type(error).__name__) from error
    if len(data) > LARGEST_IMPORT:
        raise ConfigError("config-too-large", path=str(path), limit_mib=LARGEST_IMPORT // 1024 // 1024)
    return data
