"""The support pack: a ZIP file for support, searched for secrets like every export."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from itertools import chain
from pathlib import Path
from typing import Final

from ongoing_desktop import __version__
from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.config import export_config
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS, VERDICT_TABLE
from ongoing_desktop.formats.pack import write_pack
from ongoing_desktop.services import Services
from ongoing_desktop.services.anonymising import Anonymise, ExchangeAnonymiser
from ongoing_desktop.services.exports import Guard, Progress, Run, Selection, Written
from ongoing_desktop.services.parts import installed_parts
from ongoing_desktop.services.ports import Stop, VaultStatus
from ongoing_desktop.wording.times import time_text

NEWEST: Final = 200
"""Number of exchanges in a pack by default."""
LARGEST_LOG: Final = 2 * 1024 * 1024
"""Bytes from the end of a log that are included."""
_EXCHANGES: Final[tuple[tuple[str, HistoryFormat], ...]] = (
    ("exchanges.har", HISTORY_FORMATS["har"]),
    ("exchanges.jsonl", HISTORY_FORMATS["jsonl"]),
    ("verdicts.csv", VERDICT_TABLE),
)
README: Final = """Support pack of Ongoing Desktop {version}, written {at}

settings.json    systems, webhooks and rules, without the passwords and tokens in the keyring
exchanges.har    requests and answers, for programs that read HTTP Archives
exchanges.jsonl  the same as JSON lines, as `history show --json` prints them
verdicts.csv     the verdict on each of them
versions.json    program, libraries, system, and the your own names that count as credentials
log.txt          the latest part of the program's log; log-1.txt, log-2.txt: older parts
checksums.txt    SHA-256 of each file

In headers and addresses, values with a credential's name are replaced by a length and a keyed
fingerprint. {masked}
{personal}
"""


NOT_PERSONAL: Final = """Personal data is replaced in the answers of Ongoing's REST API only. Other bodies and names are unchanged:
look through them before you pass the pack on."""
PERSONAL: Final = """Names, addresses, e-mail addresses, telephone numbers and free text are replaced by invented ones. Look through
the pack before you pass it on."""


class Support:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def write(
        self,
        path: Path,
        selection: Selection | None = None,
        *,
        mask: bool = False,
        anonymise: Anonymise | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Stop | None = None,
    ) -> Written:
        """Write the pack atomically. Errors and progress as in :meth:`Exports.write`.

        Without a selection: the newest :data:`NEWEST` exchanges.
        """
        exports = self._services.exports
        guard = await exports.guard(anonymise)
        keyring = await self._services.secrets.vault_status()
        chosen, stop = selection if selection is not None else Selection(limit=NEWEST), stop or Stop()
        runs = {
            name: Run(self._services.history, guard, chosen, item, mask=mask, on_progress=on_progress, stop=stop)
            for name, item in _EXCHANGES
        }
        pack = _Pack(self._services, guard, runs, keyring, mask=mask)
        await exports.stoppable(stop, self._services.ports.write, path, pack.chunks())
        return Written(pack.count, pack.bytes, guard.unread)


class _Pack:
    """One pass over everything on a storage thread."""

    def __init__(
        self, services: Services, guard: Guard, runs: Mapping[str, Run], keyring: VaultStatus, *, mask: bool
    ) -> None:
        self._log_files = services.log_files
        self._settings = services.settings.current
        self._clock = services.clock
        self._guard = guard
        self._runs = runs
        self._keyring = keyring
        self._mask = mask
        self._places: list[tuple[int, str]] = []
        self.bytes = 0

    @property
    def count(self) -> int:
        """Number of exchanges."""
        return next(iter(self._runs.values())).count

    def chunks(self) -> Iterator[bytes]:
        """The pieces of the file, without any secret. Raises SecretsFound at the end."""
        for chunk in write_pack(self._members()):
            self.bytes += len(chunk)
            yield chunk
        if self._places:
            raise SecretsFound(tuple(self._places), masked=self._mask)

    def _members(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        anonymiser = self._guard.anonymiser
        texts = self._texts(self._guard.redactor, anonymiser)
        for name, data in texts if anonymiser.everything else chain(texts, self._logs()):
            yield name, self._searched(name, data)
        for name, run in self._runs.items():
            yield name, self._exchanges(run)
        # What is personal in a log is known only after the exchanges.
        for name, data in self._logs() if anonymiser.everything else ():
            yield name, self._searched(name, anonymiser.log(data))

    def _texts(self, redactor: Redactor, anonymiser: ExchangeAnonymiser) -> Iterator[tuple[str, bytes]]:
        """The members other than exchanges."""
        at = f"{time_text(self._clock(), UTC)}Z"
        masked = "Stored passwords and tokens found elsewhere are replaced by [redacted]." if self._mask else ""
        personal = PERSONAL if anonymiser.everything else NOT_PERSONAL
        yield "readme.txt", README.format(version=__version__, at=at, masked=masked, personal=personal).encode("utf-8")
        yield "versions.json", self._versions()
        shown = _without_credentials(self._settings, redactor)
        shown = replace(shown, simulator=anonymiser.documents(shown.simulator))
        yield "settings.json", anonymiser.settings(export_config(shown))

    def _versions(self) -> bytes:
        names = self._settings.preferences.secret_names
        found = {
            "ongoing-desktop": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "keyring": self._keyring.name if self._keyring.usable else self._keyring.code,
            "credential_names": {"headers": sorted(names.headers), "parameters": sorted(names.parameters)},
            "libraries": {part.name: part.version for part in installed_parts()},
        }
        return (json.dumps(found, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")

    def _logs(self) -> Iterator[tuple[str, bytes]]:
        """The ends of the log's files."""
        for number, log in enumerate(self._log_files):
            if data := _end(log):
                yield f"log-{number}.txt" if number else "log.txt", data

    def _searched(self, name: str, data: bytes) -> list[bytes]:
        if not self._guard.scanner.finds(data):
            return [data]
        if self._mask and not self._guard.scanner.finds(masked := self._guard.scanner.mask(data)):
            return [masked]
        self._places.append((0, name))
        return []

    def _exchanges(self, run: Run) -> Iterator[bytes]:
        try:
            yield from run.chunks()
        except SecretsFound as error:
            self._places += [place for place in error.places if place not in self._places]


def _without_credentials(settings: Settings, redactor: Redactor) -> Settings:
    """The settings for reading, not for import: no credentials in addresses and in reply rules' responses."""
    hooks = tuple(
        replace(hook, url=redactor.target(hook.url), local_target=redactor.target(hook.local_target))
        for hook in settings.webhooks
    )
    rules = tuple(
        replace(rule, steps=tuple(replace(step, headers=redactor.headers(step.headers)) for step in rule.steps))
        for rule in settings.rules
    )
    return replace(settings, webhooks=hooks, rules=rules)


def _end(log: Path) -> bytes:
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - LARGEST_LOG))
            return file.read(LARGEST_LOG)
    except FileNotFoundError:
        return b""
    except OSError as error:
        return f"The log cannot be read: {error.strerror or type(error).__name__}\n".encode()
