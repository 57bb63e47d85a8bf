"""Lists the vault entries and their uses.

The list comes from the settings database, because a keyring cannot list its entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from ongoing_desktop.domain.credentials import EntryUse, KnownEntry, VaultEntry
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.wording.messages import sentence

FINGERPRINT_REF: Final = "fingerprint-key"
SESSION: Final = "session-"
"""Prefix of entries that exist in memory only."""
_Owner = Webhook | System | Simulator
_ORDER: Final[tuple[EntryUse, ...]] = ("missing", "left-over", "undo", "rotating", "in-use", "own")


def refs_of(settings: Settings) -> set[str]:
    """All entries that the settings refer to: current credentials, old ones of rotations, those of the API."""
    states = settings.states.values()
    refs = {ref for state in states for ref in (state.secret_ref, state.old_secret_ref)}
    refs |= {system.api_secret_ref for system in settings.systems}
    return {ref for ref in (*refs, settings.simulator.secret_ref) if ref}


def list_entries(
    known: Iterable[KnownEntry],
    current: Settings,
    undoable: Iterable[Settings],
    earlier: Callable[[], Iterable[Settings]],
    in_memory: Iterable[str],
) -> tuple[VaultEntry, ...]:
    """The entries that need attention first. ``earlier``: past settings, newest first, read only for unknown entries."""
    noted = {entry.ref: entry for entry in known}
    found = _of_webhooks(current, noted, frozenset(in_memory))
    rest = {ref: entry for ref, entry in noted.items() if ref not in refs_of(current)}
    kept: dict[str, _Owner] = {}
    for past in undoable:
        kept = {**_owners(past), **kept}
    owners = {ref: hook for ref, hook in kept.items() if ref in rest}
    lost = set(rest) - set(owners)
    for past in earlier() if lost else ():
        for ref, hook in _owners(past).items():
            if ref in lost:
                owners[ref] = hook
                lost.discard(ref)
        if not lost:
            break
    for ref, entry in rest.items():
        owner = owners.get(ref)
        use: EntryUse = "undo" if ref in kept else "left-over"
        found.append(_entry(ref, use, owner, entry.at) if owner else VaultEntry(ref, use, at=entry.at))
    found.append(VaultEntry(FINGERPRINT_REF, "own"))
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.use), item.name.casefold(), item.ref)))


def _of_webhooks(current: Settings, noted: Mapping[str, KnownEntry], in_memory: frozenset[str]) -> list[VaultEntry]:
    from ongoing_desktop.auth import SCHEMES  # noqa: PLC0415 - without webhooks there is none

    found: list[VaultEntry] = []
    for hook in current.webhooks:
        state = current.state(hook.id)
        scheme = SCHEMES.get(hook.authentication)
        if scheme is None or not scheme.needs_secret:
            continue
        ref = state.secret_ref or ""
        if not ref or (ref.startswith(SESSION) and ref not in in_memory):
            found.append(_entry("", "missing", hook, None))
        else:
            found.append(_entry(ref, "in-use", hook, noted[ref].at if ref in noted else None))
        if state.old_secret_ref:
            found.append(_entry(state.old_secret_ref, "rotating", hook, state.rotating_since))
    for system in current.systems:
        ref = system.api_secret_ref
        if ref and not (ref.startswith(SESSION) and ref not in in_memory):
            found.append(_entry(ref, "in-use", system, noted[ref].at if ref in noted else None))
    ref = current.simulator.secret_ref or ""
    if ref and not (ref.startswith(SESSION) and ref not in in_memory):
        found.append(_entry(ref, "in-use", current.simulator, noted[ref].at if ref in noted else None))
    return found


def _owners(settings: Settings) -> dict[str, _Owner]:
    found: dict[str, _Owner] = {system.api_secret_ref: system for system in settings.systems if system.api_secret_ref}
    for hook in settings.webhooks:
        state = settings.state(hook.id)
        found |= {ref: hook for ref in (state.secret_ref, state.old_secret_ref) if ref}
    if settings.simulator.secret_ref:
        found[settings.simulator.secret_ref] = settings.simulator
    return found


def _entry(ref: str, use: EntryUse, owner: _Owner, at: datetime | None) -> VaultEntry:
    if isinstance(owner, System):
        return VaultEntry(ref, use, "", sentence("credential-of-api", {"name": owner.name}), "basic", at)
    if isinstance(owner, Simulator):
        return VaultEntry(ref, use, "", sentence("credential-of-simulator"), "basic", at)
    return VaultEntry(ref, use, owner.id, owner.name, owner.authentication, at)
