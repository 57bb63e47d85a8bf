"""Merges a config file into the settings: same id replaces, others are added, nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ongoing_desktop.domain.catalogue import Catalogue, TypeSetting
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.domain.urls import host_of
from ongoing_desktop.domain.validation import system_problems, webhook_problems
from ongoing_desktop.formats.config import SYSTEM, WEBHOOK, ParsedConfig
from ongoing_desktop.formats.file_objects import UnknownMember
from ongoing_desktop.wording.messages import problem_sentence


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import does: names of webhooks in the file's order."""

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    unchanged: tuple[str, ...]
    systems_added: tuple[str, ...] = ()
    missing_credentials: tuple[str, ...] = ()
    """Names of imported webhooks that need a credential and have none here."""
    released: tuple[str, ...] = ()
    """Vault entries that are no longer referenced, because the webhook's scheme changed."""
    rules: Mapping[str, int] = field(default_factory=dict)
    """Numbers of reply rules ``added``, ``replaced`` and ``unchanged``; empty if the file has none."""
    unknown: tuple[UnknownMember, ...] = ()


def merge_config(
    settings: Settings, parsed: ParsedConfig, catalogue: Catalogue, *, at: datetime | None = None
) -> tuple[Settings, ImportReport]:
    """The settings merged with the file's; the same object if nothing changes. ``at``: time of the change.

    Raises ConfigError; nothing of the file may then be used. Preferences are never changed.
    """
    now, fresh = _with_systems(settings, parsed)
    ids = {system.name.casefold(): system.id for system in now.systems}
    hooks = {hook.id: hook for hook in now.webhooks}
    states = dict(now.states)
    added: list[str] = []
    replaced: list[str] = []
    unchanged: list[str] = []
    released: list[str] = []
    for place, named in enumerate(parsed.webhooks):
        hook = _checked(named, ids, now, catalogue, f"webhooks[{place}]")
        before = hooks.get(hook.id)
        if before == hook:
            unchanged.append(hook.name)
            continue
        (added if before is None else replaced).append(hook.name)
        hooks[hook.id] = hook
        state = now.state(hook.id) if before is not None else WebhookState()
        if before is not None and before.authentication != hook.authentication:
            # A credential belongs to the scheme that it was entered for: a password is never sent as a token.
            released += [ref for ref in (state.secret_ref, state.old_secret_ref) if ref]
            state = replace(
                state, secret_ref=None, secret_session=False, old_secret_ref=None, old_username="", rotating_since=None
            )
        if before is not None and before.type != hook.type:
            state = replace(state, test_payload="")
        states[hook.id] = replace(state, changed_at=at or state.changed_at)
    released += [
        before.api_secret_ref
        for before in settings.systems
        if before.api_secret_ref and (became := now.system(before.id)) and not became.api_secret_ref
    ]
    rules, counted = _rules(settings, parsed)
    result = replace(
        now,
        webhooks=tuple(hooks.values()),
        states=states,
        extra={**settings.extra, **parsed.extra},
        rules=rules,
        simulator=_merged_simulator(settings.simulator, parsed.simulator),
    )
    missing = tuple(
        hook.name for hook in parsed.webhooks if hook.has_authentication and not result.state(hook.id).secret_ref
    )
    report = ImportReport(
        tuple(added), tuple(replaced), tuple(unchanged), fresh, missing, tuple(released), counted, parsed.unknown
    )
    return (settings if result == settings else result), report


def _merged_simulator(now: Simulator, read: Simulator | None) -> Simulator:
    """Documents with the same path are replaced, others added. Its switch and its credential are unchanged."""
    if read is None:
        return now
    username = now.username if now.secret_ref else read.username
    return replace(
        now, username=username, documents={**now.documents, **read.documents}, extra={**now.extra, **read.extra}
    )


def _rules(settings: Settings, parsed: ParsedConfig) -> tuple[tuple[Rule, ...], Mapping[str, int]]:
    """Same id replaces in its position; others are added at the end. All are disabled except unchanged ones."""
    named = {rule.id: rule for rule in parsed.rules}
    found, replaced, unchanged = [], 0, 0
    for rule in settings.rules:
        fresh = named.pop(rule.id, None)
        same = fresh is not None and replace(fresh, on=rule.on) == rule
        found.append(rule if fresh is None or same else fresh)
        unchanged += same
        replaced += fresh is not None and not same
    counted = {"added": len(named), "replaced": replaced, "unchanged": unchanged} if parsed.rules else {}
    return (*found, *named.values()), counted


def _checked(named: Webhook, systems: Mapping[str, str], now: Settings, catalogue: Catalogue, path: str) -> Webhook:
    """The webhook with its system's id instead of the name. Raises ConfigError if it is invalid."""
    system_id = systems.get(named.system.casefold())
    if system_id is None:
        raise ConfigError("config-no-system", path=f"{path}.system", name=named.system[:80])
    hook = replace(named, system=system_id)
    if problems := webhook_problems(hook, now, catalogue):
        where = f"{path}.{WEBHOOK.path(problems[0].field)}"
        raise ConfigError("config-problem", path=where, what=problem_sentence(problems[0]))
    trigger = catalogue.trigger(hook.type)
    for setting in trigger.settings if trigger else ():
        if setting.key in hook.settings:
            _check_setting(setting, hook.settings[setting.key], f"{path}.settings.{setting.key}")
    return hook


def _check_setting(setting: TypeSetting, value: Any, path: str) -> None:
    """Check a setting's type. A status is its number, or a change from one status to another."""
    if setting.type == "boolean":
        if not isinstance(value, bool):
            raise ConfigError("config-type", path=path, shape="true or false")
        return
    if not isinstance(value, list):
        raise ConfigError("config-type", path=path, shape="a list")
    for place, item in enumerate(value):
        if setting.type == "transporter-list":
            right, wanted = isinstance(item, str), "a text"
        else:
            right, wanted = _is_status(item), 'an object such as {"from": 200, "to": 400}'
        if not right:
            raise ConfigError("config-type", path=f"{path}[{place}]", shape=wanted)


def _is_status(item: Any) -> bool:
    if not isinstance(item, Mapping):
        return isinstance(item, int) and not isinstance(item, bool)
    numbers = [item[name] for name in ("from", "to") if name in item]
    return "to" in item and all(type(number) is int for number in numbers)


def _with_systems(settings: Settings, parsed: ParsedConfig) -> tuple[Settings, tuple[str, ...]]:
    """The settings with the file's systems merged by name, and the names of new systems."""
    systems = {system.name.casefold(): system for system in settings.systems}
    fresh: list[str] = []
    for place, system in enumerate(parsed.systems):
        key = system.name.casefold()
        known = systems.get(key)
        if known is None:
            fresh.append(system.name)
            systems[key] = replace(system, id=new_id())
        else:
            systems[key] = _merged(known, system)
        if problems := system_problems(systems[key], replace(settings, systems=tuple(systems.values()))):
            path = f"systems[{place}].{SYSTEM.path(problems[0].field)}"
            raise ConfigError("config-problem", path=path, what=problem_sentence(problems[0]))
    return replace(settings, systems=tuple(systems.values())), tuple(fresh)


def _merged(known: System, system: System) -> System:
    """A value that the file omits as a default is kept, because an import deletes nothing."""
    owners = {owner.id: owner for owner in (*known.goods_owners, *system.goods_owners)}
    merged = SYSTEM.completed(system, known)
    same_account = (host_of(merged.address), merged.api_user) == (host_of(known.address), known.api_user)
    return replace(
        merged,
        id=known.id,
        demo=known.demo,
        goods_owners=tuple(sorted(owners.values(), key=lambda owner: owner.id)),
        templates={**known.templates, **system.templates},
        extra={**known.extra, **system.extra},
        # A password is kept only for the host and user that it was entered for.
        api_secret_ref=known.api_secret_ref if same_account else "",
    )
