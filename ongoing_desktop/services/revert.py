"""Reverts one change among others by a three-way merge, field by field.

The difference between ``before`` and ``after`` is undone in the current settings. A field that was changed again keeps
its later value, which is reported (an :class:`Overlap`). Nothing is lost, because ``now`` remains a revision. Related
fields are reverted together, above all authentication, user name and vault entry, so that a password is never sent as a
token.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ongoing_desktop.domain.difference import CREDENTIAL, Members, built, differing, members, three_way
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.setting_changes import ItemChange

_CREDENTIAL_STATE: Final = ("secret_ref", "secret_session", "old_secret_ref", "old_username", "rotating_since")
"""Fields of a webhook's state that belong to its authentication and user name."""
_APART: Final = frozenset({"revision", "systems", "webhooks", "states", "preferences"})
"""Fields of the settings that are merged separately or never reverted."""
_NAMES: Final = {
    "settings": "type_settings",
    "authentication": CREDENTIAL,
    "username": CREDENTIAL,
    "entered_at": "entered",
    "entered_fingerprint": "entered",
    "api_secret_ref": "api_credential",
}
"""Fields with another key in the sentences."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A part that could not be reverted without losing a later change."""

    id: str
    """Id of the system or webhook, empty for other parts."""
    name: str
    fields: tuple[str, ...] = ()
    code: str = "overlap"
    """``overlap`` (changed again since) or another sentence code with this prefix."""

    def touched_by(self, change: ItemChange) -> bool:
        """Whether a later change is the reason."""
        fields = {field.field.partition(".")[0] for field in change.fields}
        wanted = {{"type_settings": "settings", "goods_owners": "owner"}.get(name, name) for name in self.fields}
        return change.id == self.id and bool(fields & {*wanted, *self.fields})

    def message(self, label: str = "", at: str = "") -> str:
        """The sentence. ``label`` and ``at`` describe the later change."""
        fields = ", ".join(sentence(f"field-{name}") for name in self.fields)
        code = "overlap-label" if label and self.code == "overlap" else self.code
        return sentence(code, {"name": self.name, "fields": fields or "…", "label": label, "at": at})


def reverted(now: Settings, before: Settings, after: Settings) -> tuple[Settings, tuple[Overlap, ...]]:
    """``now`` with the change from ``before`` to ``after`` reverted, and the parts that could not be."""
    return _Revert(now, before, after).run()


class _Revert:
    def __init__(self, now: Settings, before: Settings, after: Settings) -> None:
        self._now = now
        self._before = before
        self._after = after
        self._overlaps: list[Overlap] = []

    def run(self) -> tuple[Settings, tuple[Overlap, ...]]:
        """Remove webhooks before their systems, and restore systems before their webhooks."""
        kept = self._without_added()
        systems = self._systems(kept)
        hooks, states = self._webhooks(kept, systems)
        before, now, after = (
            {key: value for key, value in members(side).items() if key not in _APART}
            for side in (self._before, self._now, self._after)
        )
        found = three_way(Settings, after, now, before)
        self._clash("", sentence("field-extra"), found.clashes)
        result = replace(built(self._now, found.now), systems=tuple(systems), webhooks=tuple(hooks), states=states)
        return (self._now if result == self._now else result), tuple(self._overlaps)

    def _without_added(self) -> list[Webhook]:
        """The current webhooks without those that the change added and that were not changed since."""
        kept: list[Webhook] = []
        for hook in self._now.webhooks:
            added = self._before.webhook(hook.id) is None and self._after.webhook(hook.id) is not None
            if added and hook == self._after.webhook(hook.id):
                was, is_now = self._after.state(hook.id), self._now.state(hook.id)
                if _credential(hook, was) == _credential(hook, is_now):
                    continue
            if added:
                self._overlap(hook.id, hook.name, _differing(hook, self._after.webhook(hook.id)) or ("credential",))
            kept.append(hook)
        return kept

    def _systems(self, hooks: Iterable[Webhook]) -> list[System]:
        needed = {hook.system for hook in hooks}
        found: list[System] = []
        for system in self._now.systems:
            before, after = self._before.system(system.id), self._after.system(system.id)
            if before == after or after is None:
                found.append(system)
            elif before is None:
                if system.id in needed:
                    self._overlap(system.id, system.name, code="overlap-in-use")
                elif system != after:
                    self._overlap(system.id, system.name, _differing(system, after))
                else:
                    continue
                found.append(system)
            else:
                found.append(self._system(system, before, after))
        present = {system.id for system in self._now.systems}
        for place, system in enumerate(self._before.systems):
            after = self._after.system(system.id)
            if system.id in present or system == after:
                continue
            if after is not None:
                self._overlap(system.id, system.name, _differing(system, after))
            elif any(other.name.casefold() == system.name.casefold() for other in found):
                self._overlap(system.id, system.name, code="overlap-name")
            else:
                found.insert(place, system)
        return found

    def _system(self, now: System, before: System, after: System) -> System:
        found = three_way(System, members(after), members(now), members(before))
        result = built(now, found.now)
        clash = result.name.casefold()
        if any(other.name.casefold() == clash for other in self._now.systems if other.id != now.id):
            result = replace(result, name=now.name)
            self._overlap(now.id, now.name, code="overlap-name")
        self._clash(now.id, now.name, found.clashes)
        return result

    def _webhooks(self, kept: list[Webhook], systems: list[System]) -> tuple[list[Webhook], dict[str, WebhookState]]:
        known = {system.id for system in systems}
        ids = {hook.id for hook in kept}
        states = {key: state for key, state in self._now.states.items() if key in ids}
        found: list[Webhook] = []
        for hook in kept:
            before, after = self._before.webhook(hook.id), self._after.webhook(hook.id)
            if before is None or after is None:
                found.append(hook)
                continue
            merged, state = self._webhook(hook, before, after)
            found.append(merged)
            if state != self._now.state(hook.id):
                states[hook.id] = state
        present = {hook.id for hook in self._now.webhooks}
        for place, hook in enumerate(self._before.webhooks):
            after = self._after.webhook(hook.id)
            if hook.id in present:
                continue
            if after is not None:
                if hook != after or _credential(hook, self._before.state(hook.id)) != _credential(
                    after, self._after.state(hook.id)
                ):
                    self._overlap(hook.id, hook.name, _differing(hook, after) or ("credential",))
            elif hook.system not in known:
                self._overlap(hook.id, hook.name, code="overlap-no-system")
            else:
                found.insert(place, hook)
                if hook.id in self._before.states:
                    states[hook.id] = self._before.states[hook.id]
        return found, states

    def _webhook(self, now: Webhook, before: Webhook, after: Webhook) -> tuple[Webhook, WebhookState]:
        is_now, was, became = (side.state(now.id) for side in (self._now, self._before, self._after))
        sides = ((after, became), (now, is_now), (before, was))
        found = three_way(Webhook, *({**members(hook), CREDENTIAL: _stored(state)} for hook, state in sides))
        known = three_way(WebhookState, *(_without_credential(state) for _, state in sides))
        state = replace(built(is_now, known.now), **dict(zip(_CREDENTIAL_STATE, found.now[CREDENTIAL], strict=True)))
        if is_now.changed_at == became.changed_at:
            state = replace(state, changed_at=was.changed_at)
        self._clash(now.id, now.name, (*found.clashes, *known.clashes))
        return built(now, found.now), state

    def _clash(self, key: str, name: str, clashes: Iterable[str]) -> None:
        if named := tuple(dict.fromkeys(_named(clash.partition(".")[0]) for clash in clashes)):
            self._overlap(key, name, named)

    def _overlap(self, key: str, name: str, fields: tuple[str, ...] = (), code: str = "overlap") -> None:
        self._overlaps.append(Overlap(key, name, fields, code))


def _stored(state: WebhookState) -> tuple[Any, ...]:
    return tuple(getattr(state, name) for name in _CREDENTIAL_STATE)


def _without_credential(state: WebhookState) -> Members:
    return {key: value for key, value in members(state).items() if key not in (*_CREDENTIAL_STATE, "changed_at")}


def _credential(hook: Webhook, state: WebhookState) -> tuple[Any, ...]:
    return hook.authentication, hook.username, *_stored(state)


def _differing(one: Any, other: Any) -> tuple[str, ...]:
    return tuple(_named(name) for name in differing(one, other))


def _named(field: str) -> str:
    return _NAMES.get(field, field)
