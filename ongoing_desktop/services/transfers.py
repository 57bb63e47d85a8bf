"""Exports and imports settings as files or as text of the clipboard. They never contain secrets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.send_options import header_code
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookKind, WebhookState
from ongoing_desktop.formats.config import ParsedConfig, export_config, parse_config
from ongoing_desktop.formats.config_merge import ImportReport, merge_config
from ongoing_desktop.formats.curl_read import CurlRequest, parse_curl
from ongoing_desktop.services import Services
from ongoing_desktop.services.captures import draft_webhook
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.wording.setting_changes import ItemChange, changes

MOST_COPIES = 10_000
_FRAMED: Final = frozenset({"host", "content-length", "connection"})
_USUAL_HEADERS: Final = frozenset({"content-type", "accept", "user-agent", "host", "content-length", "connection"})


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


@dataclass(frozen=True, slots=True)
class CurlDraft:
    """A webhook from a cURL command."""

    hook: Webhook
    secret: Secret | None = field(repr=False)
    body: bytes
    left_out: tuple[str, ...]
    """Names of options and headers that a webhook cannot store."""


@dataclass(frozen=True, slots=True)
class CurlPayload:
    """A request from a cURL command for an existing webhook, which supplies address and credential."""

    text: str
    """The body, empty without one."""
    headers: Headers
    """Custom headers."""
    left_out: tuple[str, ...]
    """Names of options and headers that are not used."""


class Clipboard:
    """Async methods run on the engine's loop; the others do no I/O."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._catalogue = services.catalogue
        self._clock = services.clock

    def text(self, ids: Sequence[str]) -> bytes:
        """The config-file JSON of these webhooks in UTF-8."""
        return export_config(self._settings.current, webhooks=ids)

    def plan(self, data: bytes) -> ImportPlan:
        """The text as an import that only adds, for :meth:`Transfers.preview_again`. Changes nothing.

        A webhook whose id exists becomes a copy: disabled, with a new id and name. An existing system stays as it is
        except for missing goods owners. Raises ConfigError with the path of the error.
        """
        now = self._settings.current
        wanted = _added(now, parse_config(data))
        after, report = merge_config(now, wanted, self._catalogue, at=self._clock())
        return ImportPlan("", wanted, report, after, (), ())

    def curl(self, text: str, kind: WebhookKind, system_id: str) -> CurlDraft:
        """A cURL command as a draft webhook, with its credential apart. Raises ConfigError. Slow for long commands."""
        request = _read(text)
        facts = inspect(readable(request.body, request.headers), self._catalogue)
        hook = draft_webhook(
            self._settings.current, facts, request.url, request.scheme, system_id, kind, request.username
        )
        own = tuple(name for name, _ in request.headers if name.lower() not in _USUAL_HEADERS)
        return CurlDraft(hook, request.secret, request.body, (*request.left_out, *own))

    def curl_payload(self, text: str) -> CurlPayload:
        """A cURL command as payload and headers of a test. Raises ConfigError. Slow for long commands."""
        request = _read(text)
        own: list[tuple[str, str]] = []
        left_out = list(request.left_out)
        for name, value in request.headers:
            lower = name.lower()
            if lower in _FRAMED or (lower, value.lower()) == ("content-type", "application/json"):
                continue  # sent as it is
            if header_code(name, value, self._settings.current.preferences.secret_names):
                left_out.append(name[:60])
            else:
                own.append((name, value))
        return CurlPayload(request.body.decode("utf-8"), tuple(own), tuple(dict.fromkeys(left_out)))

    async def duplicate(self, ids: Sequence[str]) -> tuple[Webhook, ...]:
        """Copy webhooks with new ids and names as one change: disabled, without credentials."""
        made: list[Webhook] = []

        def copied(now: Settings) -> Settings:
            nonlocal made
            taken, made = _names(now), []
            for hook in now.webhooks:
                if hook.id in ids:
                    made.append(_copy(hook, taken))
            states = {hook.id: WebhookState(changed_at=self._clock()) for hook in made}
            return replace(now, webhooks=(*now.webhooks, *made), states={**now.states, **states}) if made else now

        await self._settings.change("duplicate-webhook", copied)
        return tuple(made)


def _read(text: str) -> CurlRequest:
    """Parse a command whose body is text. Raises ConfigError."""
    request = parse_curl(text)
    try:
        request.body.decode("utf-8")
    except UnicodeDecodeError:
        raise ConfigError("curl-not-text") from None
    return request


def _added(now: Settings, parsed: ParsedConfig) -> ParsedConfig:
    known, taken = {hook.id for hook in now.webhooks}, _names(now)
    systems = {system.name.casefold(): system for system in now.systems}
    names = {system.id: system.name for system in now.systems}
    taken = {(names.get(system, system).casefold(), name) for system, name in taken}
    hooks = tuple(_fresh(hook, taken, here=hook.id in known) for hook in parsed.webhooks)
    return replace(
        parsed,
        systems=tuple(_kept(systems.get(system.name.casefold()), system) for system in parsed.systems),
        webhooks=hooks,
        extra={},
    )


def _names(now: Settings) -> set[tuple[str, str]]:
    return {(hook.system, hook.name) for hook in now.webhooks}


def _fresh(hook: Webhook, taken: set[tuple[str, str]], *, here: bool) -> Webhook:
    """A webhook from the text, whose system is a name. An existing one, by id or name, becomes a copy."""
    system = hook.system.casefold()
    if here or (system, hook.name) in taken:
        return replace(_copy(replace(hook, system=system), taken), system=hook.system)
    taken.add((system, hook.name))
    return hook


def _copy(hook: Webhook, taken: set[tuple[str, str]]) -> Webhook:
    bare = hook.name
    names = (f"{bare} (copy)" if count == 1 else f"{bare} (copy {count})" for count in range(1, MOST_COPIES))
    name = next(name for name in names if (hook.system, name) not in taken)
    taken.add((hook.system, name))
    return replace(hook, id=new_id(), name=name, enabled=False, number=None)


def _kept(here: System | None, given: System) -> System:
    if here is None:
        return given
    owners = {owner.id for owner in here.goods_owners}
    fresh = tuple(owner for owner in given.goods_owners if owner.id not in owners)
    return replace(here, goods_owners=(*here.goods_owners, *fresh))
