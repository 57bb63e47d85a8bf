"""The config file: settings for version control and other computers. No secret, ever.

Written so that two exports of the same settings are the same bytes: keys in a fixed order, optional ones only where they
differ from their default, unknown ones last and kept.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.messages import problem_sentence
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.validation import goods_owner_problems, system_problems, webhook_problems

FORMAT: Final = "ongoing-desktop-config"
VERSION: Final = 1
DEEPEST: Final = 100
AUTHENTICATIONS: Final = ("none", "basic", "x-auth-token")
_SECRET_KEYS: Final = frozenset({"password", "token", "secret", "passwd", "credential"})
_TOP: Final = ("format", "version", "systems", "webhooks")
_SYSTEM: Final = ("name", "code", "goodsOwners", "address", "statuses", "transporters")
_OWNER: Final = ("id", "name", "code")
_WEBHOOK: Final = (
    "id", "name", "system", "kind", "type", "goodsOwners", "url", "email", "authentication", "retryPolicy", "enabled",
    "settings", "number", "localTarget", "onRefusal", "keepRaw",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParsedConfig:
    """A config file as read; webhooks name their system by its name still."""

    systems: tuple[System, ...]
    webhooks: tuple[Webhook, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does: names of webhooks."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    systems_added: tuple[str, ...] = ()
    missing_credentials: tuple[str, ...] = ()


def export_config(
    settings: Settings, *, systems: Sequence[str] | None = None, webhooks: Sequence[str] | None = None
) -> bytes:
    """The file's bytes. ``systems``: names, ``webhooks``: ids; a webhook brings its system along."""
    names = {system.id: system.name for system in settings.systems}
    hooks = [hook for hook in settings.webhooks if systems is None or names.get(hook.system) in systems]
    if webhooks is not None:
        hooks = [hook for hook in hooks if hook.id in webhooks]
    wanted = {hook.system for hook in hooks}
    chosen = [
        system
        for system in settings.systems
        if (systems is None and webhooks is None)
        or system.id in wanted
        or (webhooks is None and system.name in (systems or ()))
    ]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "systems": [_system_out(system) for system in sorted(chosen, key=lambda item: (item.name, item.id))],
        "webhooks": [_webhook_out(hook, names) for hook in sorted(hooks, key=lambda item: (item.name, item.id))],
        **_kept(settings.extra, _TOP),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _system_out(system: System) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": system.name,
        "code": system.code,
        "goodsOwners": [
            {"id": owner.id, "name": owner.name, "code": owner.code, **_kept(owner.extra, _OWNER)}
            for owner in sorted(system.goods_owners, key=lambda item: item.id)
        ],
    }
    if system.address:
        found["address"] = system.address
    if system.statuses:
        found["statuses"] = dict(system.statuses)
    if system.transporters:
        found["transporters"] = list(system.transporters)
    return found | _kept(system.extra, _SYSTEM)


def _webhook_out(hook: Webhook, names: Mapping[str, str]) -> dict[str, Any]:
    authentication = {"type": hook.authentication}
    if hook.authentication == "basic":
        authentication["username"] = hook.username
    found: dict[str, Any] = {
        "id": hook.id,
        "name": hook.name,
        "system": names.get(hook.system, ""),
        "kind": hook.kind,
        "type": hook.type,
        "goodsOwners": sorted(hook.goods_owners),
        "url": hook.url,
        "email": hook.email,
        "authentication": authentication,
        "retryPolicy": hook.retry_policy,
        "enabled": hook.enabled,
        "settings": dict(hook.settings),
    }
    if hook.number is not None:
        found["number"] = hook.number
    if hook.local_target:
        found["localTarget"] = hook.local_target
    if hook.on_refusal != "answer":
        found["onRefusal"] = hook.on_refusal
    if hook.keep_raw:
        found["keepRaw"] = True
    return found | _kept(hook.extra, _WEBHOOK)


def _kept(extra: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name not in known}


def parse_config(data: bytes) -> ParsedConfig:
    """Read a config file. Raises ConfigError that names the path of what is wrong."""
    document = _loaded(data)
    top = _Reader(document, "")
    if top.take("format", str) != FORMAT:
        raise ConfigError("config-format", path="format")
    if (version := top.take("version", int)) != VERSION:
        raise ConfigError("config-version", path="version", version=version, known=VERSION)
    systems = tuple(_system_in(item, f"systems[{place}]") for place, item in enumerate(top.take("systems", list, [])))
    webhooks = tuple(
        _webhook_in(item, f"webhooks[{place}]") for place, item in enumerate(top.take("webhooks", list, []))
    )
    _unique([system.name.casefold() for system in systems], "systems", "name")
    _unique([hook.id for hook in webhooks], "webhooks", "id")
    return ParsedConfig(systems, webhooks, top.rest(_TOP))


def _loaded(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("config-not-utf8", path="", byte=error.start) from None
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError("config-not-json", path="", what=error.msg, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise ConfigError("config-too-deep", path="", limit=DEEPEST) from None
    if _depth(document) > DEEPEST:
        raise ConfigError("config-too-deep", path="", limit=DEEPEST)
    return document


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                inner += item.values()
            elif isinstance(item, list):
                inner += item
        level = [item for item in inner if isinstance(item, dict | list)]
    return depth


class _Reader:
    """Takes typed members out of an object and names the path of what does not fit."""

    def __init__(self, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise ConfigError("config-type", path=path or "the file", wanted="an object")
        self._value = value
        self._path = path

    def path(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def take(self, name: str, kind: type, default: Any = ...) -> Any:
        value = self._value.get(name, default)
        if value is ...:
            raise ConfigError("config-missing", path=self.path(name))
        right = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if not right:
            raise ConfigError("config-type", path=self.path(name), wanted=_WORDS[kind])
        if kind is str and any(0xD800 <= ord(char) <= 0xDFFF for char in value):
            raise ConfigError("config-text", path=self.path(name))
        if kind is int and not -(2**63) <= value < 2**63:
            raise ConfigError("config-number", path=self.path(name))
        return value

    def rest(self, known: Sequence[str]) -> dict[str, Any]:
        extra = {name: value for name, value in self._value.items() if name not in known}
        for name in extra:
            if name.lower() in _SECRET_KEYS:
                raise ConfigError("config-secret", path=self.path(name))
        return extra


_WORDS: Final = {str: "a text", int: "a whole number", list: "a list", bool: "true or false", dict: "an object"}


def _system_in(item: Any, path: str) -> System:
    reader = _Reader(item, path)
    owners = []
    for place, owner in enumerate(reader.take("goodsOwners", list, [])):
        inner = _Reader(owner, f"{path}.goodsOwners[{place}]")
        owners.append(
            GoodsOwner(inner.take("id", int), inner.take("name", str), inner.take("code", str, ""), inner.rest(_OWNER))
        )
    _unique([owner.id for owner in owners], f"{path}.goodsOwners", "id")
    transporters = reader.take("transporters", list, [])
    if not all(isinstance(name, str) for name in transporters):
        raise ConfigError("config-type", path=f"{path}.transporters", wanted="a list of texts")
    return System(
        id="",
        name=reader.take("name", str),
        code=reader.take("code", str),
        goods_owners=tuple(sorted(owners, key=lambda owner: owner.id)),
        address=reader.take("address", str, ""),
        statuses=reader.take("statuses", dict, {}),
        transporters=tuple(transporters),
        extra=reader.rest(_SYSTEM),
    )


def _webhook_in(item: Any, path: str) -> Webhook:
    reader = _Reader(item, path)
    authentication = _Reader(reader.take("authentication", dict, {"type": "none"}), f"{path}.authentication")
    scheme = authentication.take("type", str)
    if scheme not in AUTHENTICATIONS:
        raise ConfigError("config-authentication", path=f"{path}.authentication.type", value=scheme[:40])
    unknown = authentication.rest(("type", "username"))
    if unknown:
        raise ConfigError("config-unknown", path=f"{path}.authentication.{next(iter(unknown))}")
    owners = reader.take("goodsOwners", list)
    if not all(isinstance(owner, int) and not isinstance(owner, bool) for owner in owners):
        raise ConfigError("config-type", path=f"{path}.goodsOwners", wanted="a list of whole numbers")
    number = reader.take("number", int, 0) if "number" in item else None
    webhook_id = reader.take("id", str)
    if not webhook_id.strip() or len(webhook_id) > 200:
        raise ConfigError("config-id", path=f"{path}.id")
    return Webhook(
        id=webhook_id,
        name=reader.take("name", str),
        system=reader.take("system", str),
        kind=reader.take("kind", str),
        type=reader.take("type", str),
        goods_owners=tuple(sorted(set(owners))),
        url=reader.take("url", str),
        email=reader.take("email", str, ""),
        authentication=scheme,
        username=authentication.take("username", str, "") if scheme == "basic" else "",
        retry_policy=reader.take("retryPolicy", str, "none"),
        enabled=reader.take("enabled", bool, default=False),
        settings=reader.take("settings", dict, {}),
        number=number,
        local_target=reader.take("localTarget", str, ""),
        on_refusal=reader.take("onRefusal", str, "answer"),
        keep_raw=reader.take("keepRaw", bool, default=False),
        extra=reader.rest(_WEBHOOK),
    )


def _unique(values: Sequence[Any], path: str, key: str) -> None:
    seen = set()
    for place, value in enumerate(values):
        if value in seen:
            raise ConfigError("config-twice", path=f"{path}[{place}].{key}")
        seen.add(value)


def merge_config(settings: Settings, parsed: ParsedConfig, catalogue: Catalogue) -> tuple[Settings, ImportReport]:
    """Same id replaces, others are added, nothing is deleted. Raises ConfigError: then nothing of it may be used."""
    now, fresh = _with_systems(settings, parsed)
    ids = {system.name.casefold(): system.id for system in now.systems}
    hooks = {hook.id: hook for hook in now.webhooks}
    added, replaced, unchanged = [], [], []
    for place, hook in enumerate(parsed.webhooks):
        path = f"webhooks[{place}]"
        system_id = ids.get(hook.system.casefold())
        if system_id is None:
            raise ConfigError("config-no-system", path=f"{path}.system", name=hook.system[:80])
        hook = replace(hook, system=system_id)  # noqa: PLW2901 - the parsed one names its system only
        if problems := webhook_problems(hook, now, catalogue):
            member = _MEMBERS.get(problems[0].field, problems[0].field)
            raise ConfigError("config-problem", path=f"{path}.{member}", what=problem_sentence(problems[0]))
        if hook.authentication == "basic" and (":" in hook.username or not hook.username.isprintable()):
            raise ConfigError("config-username", path=f"{path}.authentication.username")
        before = hooks.get(hook.id)
        (added if before is None else unchanged if before == hook else replaced).append(hook.name)
        hooks[hook.id] = hook
    states = dict(now.states)
    for hook in now.webhooks:
        # A credential belongs to the scheme it was entered for.
        if hooks[hook.id].authentication != hook.authentication and hook.id in states:
            states[hook.id] = replace(states[hook.id], secret_ref=None, secret_session=False)
    result = replace(now, webhooks=tuple(hooks.values()), states=states, extra={**settings.extra, **parsed.extra})
    missing = tuple(
        hook.name
        for hook in result.webhooks
        if hook.id in {item.id for item in parsed.webhooks}
        and hook.authentication != "none"
        and not result.state(hook.id).secret_ref
    )
    if result == settings:
        result = settings
    return result, ImportReport(tuple(added), tuple(replaced), tuple(unchanged), fresh, missing)


_MEMBERS: Final = {
    "goods_owners": "goodsOwners",
    "retry_policy": "retryPolicy",
    "local_target": "localTarget",
    "on_refusal": "onRefusal",
}


def _with_systems(settings: Settings, parsed: ParsedConfig) -> tuple[Settings, tuple[str, ...]]:
    systems = list(settings.systems)
    fresh: list[str] = []
    for place, system in enumerate(parsed.systems):
        path = f"systems[{place}]"
        known = next((item for item in systems if item.name.casefold() == system.name.casefold()), None)
        if known is None:
            system = replace(system, id=str(uuid.uuid4()))  # noqa: PLW2901
            fresh.append(system.name)
        else:
            owners = {owner.id: owner for owner in (*known.goods_owners, *system.goods_owners)}
            merged = tuple(sorted(owners.values(), key=lambda owner: owner.id))
            system = replace(system, id=known.id, demo=known.demo, goods_owners=merged)  # noqa: PLW2901
        others = replace(settings, systems=tuple(item for item in systems if item is not known))
        if problems := system_problems(system, others):
            raise ConfigError("config-problem", path=f"{path}.{problems[0].field}", what=problem_sentence(problems[0]))
        empty = replace(system, goods_owners=())
        for number, owner in enumerate(system.goods_owners):
            if problems := goods_owner_problems(owner, empty):
                at = f"{path}.goodsOwners[{number}].{problems[0].field}"
                raise ConfigError("config-problem", path=at, what=problem_sentence(problems[0]))
        systems = [system if item is known else item for item in systems] if known else [*systems, system]
    return replace(settings, systems=tuple(systems)), tuple(fresh)
