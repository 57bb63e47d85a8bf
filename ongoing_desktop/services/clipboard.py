"""Webhooks as text: copied as config-file JSON, pasted as new ones. The text never contains a secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

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
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.formats.curl_read import CurlRequest, parse_curl
from ongoing_desktop.services.captures import draft_webhook
from ongoing_desktop.services.transfers import ImportPlan

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

MOST_COPIES = 10_000
_FRAMED: Final = frozenset({"host", "content-length", "connection"})
_USUAL_HEADERS: Final = frozenset({"content-type", "accept", "user-agent", "host", "content-length", "connection"})


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
