"""Reverts one change among others by a three-way merge, field by field.

The difference between ``before`` and ``after`` is undone in the current settings. A field that was changed again keeps
its later value, which is reported (an :class:`Overlap`). Nothing is lost, because ``now`` remains a revision. Related
fields are reverted together, above all authentication, user name and vault entry, so that a password is never sent as a
token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, fields, replace
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook, WebhookState
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.setting_changes import ItemChange

_SYSTEM_UNITS: Final = (
    ("name",), ("code",), ("address",), ("transporters",), ("demo",), ("api_user", "api_secret_ref"),
)  # fmt: skip
_HOOK_UNITS: Final = (
    ("name",), ("system", "kind", "goods_owners"), ("type",), ("url",), ("email",), ("retry_policy",), ("enabled",),
    ("number",), ("local_target",), ("on_refusal",), ("keep_raw",),
)  # fmt: skip
_CREDENTIAL_HOOK: Final = ("authentication", "username")
_CREDENTIAL_STATE: Final = ("secret_ref", "secret_session", "old_secret_ref", "old_username", "rotating_since")
_STATE_UNITS: Final = (("entered_at", "entered_fingerprint"), ("test_target",), ("test_payload",))
_APART: Final = ("revision", "systems", "webhooks", "states", "preferences", "extra")
"""Members that are merged separately or never reverted. Other members of the settings are reverted as a whole."""
_ABSENT: Final = object()


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

    def told(self, label: str = "", at: str = "") -> str:
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
        extra = self._mapping("", "", "extra", (self._now.extra, self._before.extra, self._after.extra))
        values: dict[str, Any] = {}
        missed: list[str] = []
        for field in fields(Settings):
            if field.name not in _APART:
                self._unit((field.name,), self._now, self._before, self._after, values, missed)
        self._note("", "", missed)
        result = replace(self._now, systems=tuple(systems), webhooks=tuple(hooks), states=states, extra=extra, **values)
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
        values: dict[str, Any] = {}
        missed: list[str] = []
        for unit in _SYSTEM_UNITS:
            self._unit(unit, now, before, after, values, missed)
        clash = values.get("name", now.name).casefold()
        if any(other.name.casefold() == clash for other in self._now.systems if other.id != now.id):
            values.pop("name", None)
            self._overlap(now.id, now.name, code="overlap-name")
        owners = self._mapping(now.id, now.name, "goods_owners", (_by_id(now), _by_id(before), _by_id(after)), missed)
        values["goods_owners"] = tuple(owners.values())
        for name in ("statuses", "extra"):
            sides = (getattr(now, name), getattr(before, name), getattr(after, name))
            values[name] = self._mapping(now.id, now.name, name, sides, missed)
        self._note(now.id, now.name, missed)
        return replace(now, **values)

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
        values: dict[str, Any] = {}
        missed: list[str] = []
        for unit in _HOOK_UNITS:
            self._unit(unit, now, before, after, values, missed)
        for part in ("settings", "extra"):
            sides = (getattr(now, part), getattr(before, part), getattr(after, part))
            values[part] = self._mapping(now.id, now.name, part, sides, missed)
        is_now, was, became = (side.state(now.id) for side in (self._now, self._before, self._after))
        changed: dict[str, Any] = {}
        for state_unit in _STATE_UNITS:
            self._unit(state_unit, is_now, was, became, changed, missed)
        if is_now.changed_at == became.changed_at:
            changed["changed_at"] = was.changed_at
        mine, theirs, there = _credential(before, was), _credential(after, became), _credential(now, is_now)
        if mine != theirs and there == theirs:
            values |= {name: getattr(before, name) for name in _CREDENTIAL_HOOK}
            changed |= {name: getattr(was, name) for name in _CREDENTIAL_STATE}
        elif mine not in (theirs, there):
            missed.append("credential")
        self._note(now.id, now.name, missed)
        return replace(now, **values), replace(is_now, **changed)

    def _unit(
        self, unit: tuple[str, ...], now: Any, before: Any, after: Any, values: dict[str, Any], missed: list[str]
    ) -> None:
        mine, theirs, there = ([getattr(side, name) for name in unit] for side in (before, after, now))
        if mine in (theirs, there):
            return
        if there == theirs:
            values |= dict(zip(unit, mine, strict=True))
        else:
            missed.append(_named(unit[0]))

    def _mapping(
        self,
        key: str,
        name: str,
        part: str,
        sides: tuple[Mapping[Any, Any], Mapping[Any, Any], Mapping[Any, Any]],
        missed: list[str] | None = None,
    ) -> dict[Any, Any]:
        """Revert a mapping member by member."""
        now, before, after = sides
        merged = dict(now)
        overlapping = False
        for member in (*before, *(member for member in after if member not in before)):
            mine, theirs = before.get(member, _ABSENT), after.get(member, _ABSENT)
            there = now.get(member, _ABSENT)
            if mine in (theirs, there):
                continue
            if there != theirs:
                overlapping = True
            elif mine is _ABSENT:
                merged.pop(member, None)
            else:
                merged[member] = mine
        if overlapping and missed is not None:
            missed.append(_named(part))
        elif overlapping:
            self._overlap(key, name, (part,))
        return merged

    def _note(self, key: str, name: str, missed: list[str]) -> None:
        if missed:
            self._overlap(key, name, tuple(dict.fromkeys(missed)))

    def _overlap(self, key: str, name: str, fields: tuple[str, ...] = (), code: str = "overlap") -> None:
        self._overlaps.append(Overlap(key, name or sentence("field-extra"), fields, code))


def _credential(hook: Webhook, state: WebhookState) -> tuple[Any, ...]:
    return (
        *(getattr(hook, name) for name in _CREDENTIAL_HOOK),
        *(getattr(state, name) for name in _CREDENTIAL_STATE),
    )


def _by_id(system: System) -> dict[int, GoodsOwner]:
    return {owner.id: owner for owner in system.goods_owners}


def _differing(one: Any, other: Any) -> tuple[str, ...]:
    if one is None or other is None:
        return ()
    return tuple(_named(name) for name in type(one).__dataclass_fields__ if getattr(one, name) != getattr(other, name))


def _named(field: str) -> str:
    """Fields with another key in the sentences."""
    return {"entered_at": "entered", "settings": "type_settings"}.get(field, field)
