"""The config file: settings for version control and other computers, without secrets.

Two exports of the same settings are identical bytes: keys are in a fixed order, optional ones are written only if they
differ from their default, and unknown ones come last. Reading and merging have their own modules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.rules import Rule, Step
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator
from ongoing_desktop.formats.config_merge import ImportReport, merge_config
from ongoing_desktop.formats.config_read import FORMAT, VERSION, ParsedConfig, parse_config
from ongoing_desktop.formats.config_unknown import (
    MATCH_KEYS,
    OWNER_KEYS,
    RULE_KEYS,
    SIMULATOR_KEYS,
    STEP_KEYS,
    SYSTEM_KEYS,
    TOP_KEYS,
    WEBHOOK_KEYS,
    Unknown,
)

__all__ = ["ImportReport", "ParsedConfig", "Unknown", "export_config", "merge_config", "parse_config"]


def export_config(
    settings: Settings, *, systems: Sequence[str] | None = None, webhooks: Sequence[str] | None = None
) -> bytes:
    """The file's bytes: everything, or the named systems with their webhooks plus the webhooks with these ids.

    A webhook's system is included, because an import needs it.
    """
    names = {system.id: system.name for system in settings.systems}
    whole = systems is None and webhooks is None
    hooks = [
        hook
        for hook in settings.webhooks
        if whole or names.get(hook.system) in (systems or ()) or hook.id in (webhooks or ())
    ]
    needed = {hook.system for hook in hooks}
    chosen = [system for system in settings.systems if whole or system.id in needed or system.name in (systems or ())]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "systems": [_system(system) for system in sorted(chosen, key=lambda item: (item.name, item.id))],
        "webhooks": [_webhook(hook, names) for hook in sorted(hooks, key=lambda item: (item.name, item.id))],
        # Their order is their rank, so it is kept.
        **({"rules": [_rule(rule) for rule in settings.rules]} if whole and settings.rules else {}),
        **({"simulator": _simulator(settings.simulator)} if whole and _is_set(settings.simulator) else {}),
        **(_kept(settings.extra, TOP_KEYS) if whole else {}),
    }
    # Lone surrogates cannot be encoded in UTF-8; as JSON escapes they are kept.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _system(system: System) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": system.name,
        "code": system.code,
        "goodsOwners": [
            {
                "id": owner.id,
                "name": owner.name,
                "code": owner.code,
                **({"training": True} if owner.training else {}),
                **_kept(owner.extra, OWNER_KEYS),
            }
            for owner in sorted(system.goods_owners, key=lambda item: item.id)
        ],
    }
    if system.address:
        found["address"] = system.address
    if system.statuses:
        found["statuses"] = dict(system.statuses)
    if system.transporters:
        found["transporters"] = list(system.transporters)
    if system.templates:
        found["templates"] = dict(sorted(system.templates.items()))
    if system.api_user:
        found["apiUser"] = system.api_user
    return found | _kept(system.extra, SYSTEM_KEYS)


def _webhook(hook: Webhook, names: Mapping[str, str]) -> dict[str, Any]:
    authentication: dict[str, Any] = {"type": hook.authentication}
    if (scheme := SCHEMES.get(hook.authentication)) and scheme.has_username:
        authentication["username"] = hook.username
    if isinstance(unknown := hook.extra.get("authentication"), Mapping):
        authentication |= _kept(unknown, ("type", "username"))
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
    return found | _kept(hook.extra, WEBHOOK_KEYS)


def _is_set(simulator: Simulator) -> bool:
    return replace(simulator, secret_ref=None) != NO_SIMULATOR


def _simulator(simulator: Simulator) -> dict[str, Any]:
    found: dict[str, Any] = {"on": simulator.on}
    if simulator.username:
        found["username"] = simulator.username
    found["documents"] = dict(simulator.documents)
    return found | _kept(simulator.extra, SIMULATOR_KEYS)


def _rule(rule: Rule) -> dict[str, Any]:
    match = {name: value for name in MATCH_KEYS if (value := getattr(rule.match, name))}
    match |= _kept(rule.match.extra, MATCH_KEYS)
    found: dict[str, Any] = {"id": rule.id, "name": rule.name, "on": rule.on, "match": match}
    found["steps"] = [_step(step) for step in rule.steps]
    if rule.then != "repeat":
        found["then"] = rule.then
    return found | _kept(rule.extra, RULE_KEYS)


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"do": step.kind}
    if step.kind in ("answer", "half"):
        found["status"] = step.status
    if step.headers:
        found["headers"] = [[name, value] for name, value in step.headers]
    if step.body:
        found["body"] = step.body
    if step.delay_ms:
        found["delayMs"] = step.delay_ms
    if step.delay_to_ms:
        found["delayToMs"] = step.delay_to_ms
    if step.before_reading:
        found["beforeReading"] = True
    return found | _kept(step.extra, STEP_KEYS)


def _kept(extra: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name not in known}
