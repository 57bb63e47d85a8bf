"""The config file: settings for version control and other computers, without secrets.

Two exports of the same settings are identical bytes: keys are in a fixed order, optional ones are written only if they
differ from their default, and unknown ones come last. Reading and merging have their own modules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator
from ongoing_desktop.formats.config_merge import ImportReport, merge_config
from ongoing_desktop.formats.config_read import FORMAT, VERSION, ParsedConfig, parse_config
from ongoing_desktop.formats.config_tables import RULE, SIMULATOR, SYSTEM, TOP_KEYS, WEBHOOK, Authentication
from ongoing_desktop.formats.config_unknown import Unknown

__all__ = [
    "ImportReport",
    "ParsedConfig",
    "Unknown",
    "export_config",
    "merge_config",
    "parse_config",
    "webhook_members",
]


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
        "webhooks": [webhook_members(hook, names) for hook in sorted(hooks, key=lambda item: (item.name, item.id))],
        # Their order is their rank, so it is kept.
        **({"rules": [RULE.write(rule) for rule in settings.rules]} if whole and settings.rules else {}),
        **({"simulator": SIMULATOR.write(settings.simulator)} if whole and _is_set(settings.simulator) else {}),
        **({name: item for name, item in settings.extra.items() if name not in TOP_KEYS} if whole else {}),
    }
    # Lone surrogates cannot be encoded in UTF-8; as JSON escapes they are kept.
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _system(system: System) -> dict[str, Any]:
    owners = tuple(sorted(system.goods_owners, key=lambda item: item.id))
    return SYSTEM.write(replace(system, goods_owners=owners, templates=dict(sorted(system.templates.items()))))


def webhook_members(hook: Webhook, names: Mapping[str, str]) -> dict[str, Any]:
    """A webhook as in the file. ``names``: the systems' names by id."""
    kept = hook.extra.get("authentication")
    proof = Authentication(hook.authentication, hook.username, kept if isinstance(kept, Mapping) else {})
    named: dict[str, Any] = {"system": names.get(hook.system, ""), "authentication": proof}
    return WEBHOOK.write(replace(hook, goods_owners=tuple(sorted(hook.goods_owners)), **named))


def _is_set(simulator: Simulator) -> bool:
    return replace(simulator, secret_ref=None) != NO_SIMULATOR
