"""Describes the differences between two settings in words. Of a credential it only says that it was replaced.

Preferences and times of changes are not included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain import retry
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.difference import WEBHOOK_FIELDS, differing, plain
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, fields
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import SENTENCES, counted, sentence
from ongoing_desktop.wording.times import short_time

ChangedPart = Literal["system", "webhook", "other"]
How = Literal["added", "changed", "removed", "same"]
SYSTEM_FIELDS: Final = (
    "name", "code", "address", "goods_owners", "statuses", "transporters", "templates", "demo", "api_user", "extra",
)  # fmt: skip
_APART: Final = ("revision", "systems", "webhooks", "states", "preferences", "simulator", "extra")
"""Members of the settings that are described separately or not at all."""
LONGEST: Final = 400
DEEPEST: Final = 20
MOST_MEMBERS: Final = 8
"""Maximum number of members of two payloads in the description of a change."""
SHORT: Final = 60
"""Longest value that a one-line summary contains."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words."""

    field: str
    """The field's key, for example ``url``; ``settings.KEY`` for a type's setting, ``owner.ID`` for a goods owner."""
    title: str
    before: str
    after: str
    words: str = ""
    """A phrase to use instead of "before → after", such as "credential replaced"."""

    @property
    def phrase(self) -> str:
        """The change in a few words."""
        if self.words:
            return self.words
        if len(self.before) > SHORT or len(self.after) > SHORT:
            return sentence("change-field-only", {"field": self.title})
        return sentence("change-field", {"field": self.title, "before": self.before, "after": self.after})


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One changed system or webhook. ``same`` is only used by an import's preview."""

    part: ChangedPart
    id: str
    name: str
    """The name after the change, or before it if the item was removed."""
    how: How
    fields: tuple[FieldChange, ...] = ()
    """For an added or removed item, every field that is set."""

    @property
    def intention(self) -> str:
        """Like :attr:`phrase`, for a change that is still to be made."""
        if self.how in ("added", "removed"):
            return sentence(f"intend-{self.part}-{self.how}", {"name": self.name})
        return self.phrase

    @property
    def phrase(self) -> str:
        """One line: "Order is picked: URL changed, retry policy None → One day"."""
        if self.how in ("added", "removed"):
            return sentence(f"change-{self.part}-{self.how}", {"name": self.name})
        return f"{self.name}: {', '.join(item.phrase for item in self.fields)}"


def changes(before: Settings, after: Settings, catalogue: Catalogue | None = None) -> tuple[ItemChange, ...]:
    """All differences, systems first, each in list order. ``catalogue``: for names of types."""
    found = [
        *_items("system", before.systems, after.systems, _system_fields),
        *_items("webhook", before.webhooks, after.webhooks, _Hooks(before, after, catalogue).fields),
    ]
    for field in fields(Settings):
        mine, theirs = getattr(before, field.name), getattr(after, field.name)
        if field.name not in _APART and mine != theirs:
            title = sentence(f"field-{field.name}")
            words = sentence("change-field-only", {"field": title})
            counts = [_value(len(side) if isinstance(side, tuple) else side) for side in (mine, theirs)]
            change = FieldChange(field.name, title, counts[0], counts[1], words)
            found.append(ItemChange("other", "", title[:1].upper() + title[1:], "changed", (change,)))
    if simulated := tuple(_simulator_fields(before.simulator, after.simulator)):
        found.append(ItemChange("other", "", sentence("field-simulator"), "changed", simulated))
    if dict(before.extra) != dict(after.extra):
        title = sentence("field-extra")
        words = sentence("change-field-only", {"field": title})
        change = FieldChange("extra", title, _value(before.extra), _value(after.extra), words)
        found.append(ItemChange("other", "", title, "changed", (change,)))
    return tuple(found)


def changes_summary(found: Sequence[ItemChange], most: int = 2) -> str:
    """One line for all changes."""
    if not found:
        return sentence("change-nothing")
    message = "; ".join(item.phrase for item in found[:most])
    rest = len(found) - most
    return f"{message}; {sentence('change-more', {'count': rest})}" if rest > 0 else message


def label_words(
    label: str, of_number: Callable[[int], str] = lambda _: "", time_of: Callable[[int], str] = lambda _: ""
) -> str:
    """A revision's label as a heading.

    ``of_number``: the label of the revision that an undo or redo reverted. ``time_of``: when a revision was made; empty
    if it is no longer stored.
    """
    verb, _, number = label.partition(":")
    what = number.partition(":")[0]
    if verb in ("undo", "redo") and what.isdigit():
        inner = of_number(int(what))
        # A chain of undos and redos refers to the change at its end.
        for _ in range(100):
            name, _, deeper = inner.partition(":")
            if name not in ("undo", "redo") or not deeper.isdigit():
                break
            inner = of_number(int(deeper))
        message = label_words(inner, of_number, time_of) if inner else sentence("label-other")
        return sentence(f"label-{verb}", {"what": message})
    code = f"label-{verb}"
    at = time_of(int(what)) if what.isdigit() else ""
    return sentence(code if code in SENTENCES else "label-other", {"what": at or sentence("label-earlier")})


def _items(
    part: ChangedPart,
    before: Sequence[Any],
    after: Sequence[Any],
    fields: Callable[[Any, Any], tuple[FieldChange, ...]],
) -> Iterator[ItemChange]:
    old = {item.id: item for item in before}
    new = {item.id: item for item in after}
    for item in before:
        if item.id not in new:
            yield ItemChange(part, item.id, _line(item.name), "removed", fields(item, None))
    for item in after:
        known = old.get(item.id)
        found = fields(known, item)
        if known is None:
            yield ItemChange(part, item.id, _line(item.name), "added", found)
        elif found:
            yield ItemChange(part, item.id, _line(item.name), "changed", found)


def _system_fields(old: System | None, new: System | None) -> tuple[FieldChange, ...]:
    found: list[FieldChange] = []
    before, after = old or System("", "", ""), new or System("", "", "")
    for name in differing(before, after, SYSTEM_FIELDS):
        if name == "goods_owners":
            found += _owner_fields(old, new)
        else:
            found.append(_field(name, before, after))
    refs = [side.api_secret_ref if side else "" for side in (old, new)]
    if refs[0] != refs[1]:
        how = _how(*refs)
        words = sentence(f"change-api-credential-{how}")
        sides = [sentence("value-stored" if ref else "value-not-stored") for ref in refs]
        found.append(FieldChange("api_credential", sentence("field-api_credential"), sides[0], sides[1], words))
    return tuple(found)


def _field(name: str, before: object, after: object, title: str = "") -> FieldChange:
    """A field that differs. ``title``: of its sentence, if not its name."""
    sides = (_value(getattr(side, name)) for side in (before, after))
    return FieldChange(name, sentence(f"field-{title or name}"), *sides)


def _how(before: str | None, after: str | None) -> str:
    """What happened to a credential, by its names in the keyring."""
    return "removed" if not after else "replaced" if before else "added"


def _simulator_fields(old: Simulator, new: Simulator) -> Iterator[FieldChange]:
    for name in differing(old, new, ("on", "username")):
        yield _field(name, old, new, f"simulator-{name}")
    if old.secret_ref != new.secret_ref:
        how = _how(old.secret_ref, new.secret_ref)
        yield FieldChange("credential", sentence("field-credential"), "", "", sentence(f"change-credential-{how}"))
    for path in dict.fromkeys((*old.documents, *new.documents)):
        was, now = old.documents.get(path), new.documents.get(path)
        if was != now:
            how = "added" if was is None else "removed" if now is None else "changed"
            title = sentence("field-simulator-document", {"path": _line(path)})
            words = sentence(f"change-document-{how}", {"path": _line(path)})
            yield FieldChange(f"document.{path}", title, _value(was), _value(now), words)


def _owner_fields(old: System | None, new: System | None) -> Iterator[FieldChange]:
    mine = {owner.id: owner for owner in (old.goods_owners if old else ())}
    theirs = {owner.id: owner for owner in (new.goods_owners if new else ())}
    for number in sorted(mine.keys() | theirs.keys()):
        was, now = mine.get(number), theirs.get(number)
        if was == now:
            continue
        shown = now or was
        name = _line(f"{shown.name} ({number})") if shown else ""
        how = "change-owner-added" if was is None else "change-owner-removed" if now is None else ""
        sides = [" · ".join(part for part in (owner.name, owner.code) if part) if owner else "" for owner in (was, now)]
        texts = [_line(side) or sentence("value-not-stored") for side in sides]
        title = sentence("field-owner", {"name": name})
        words = sentence(how, {"name": name}) if how else ""
        yield FieldChange(f"owner.{number}", title, texts[0], texts[1], words)


class _Hooks:
    """Compares webhooks including their local state."""

    def __init__(self, before: Settings, after: Settings, catalogue: Catalogue | None) -> None:
        self._before = before
        self._after = after
        self._catalogue = catalogue

    def fields(self, old: Webhook | None, new: Webhook | None) -> tuple[FieldChange, ...]:
        """Every field that differs. If one side is None, every field that is set."""
        default = Webhook("", "", "", "regular", "", (), "")
        found: list[FieldChange] = []
        for name in WEBHOOK_FIELDS:
            mine, theirs = getattr(old or default, name), getattr(new or default, name)
            alone = old is None or new is None
            if plain(mine) == plain(theirs) and not (alone and name in ("kind", "authentication", "retry_policy")):
                continue
            if name == "settings":
                found += self._settings(old or default, new or default)
                continue
            was = self._word(name, mine, old, self._before)
            now = self._word(name, theirs, new, self._after)
            found.append(FieldChange(name, sentence(f"field-{name}"), was, now))
        hook = new or old
        if hook is not None:
            found += _state_fields(self._before.state(hook.id), self._after.state(hook.id))
        return tuple(found)

    def _word(self, name: str, value: Any, hook: Webhook | None, settings: Settings) -> str:
        if hook is None:
            return ""
        system = settings.system_of(hook)
        if name == "system":
            return _line(system.name) if system else _value(value)
        if name == "type":
            trigger = self._catalogue.trigger(value) if self._catalogue else None
            return trigger.title if trigger else _value(value)
        if name == "goods_owners":
            owners = ((number, system.goods_owner(number) if system else None) for number in value)
            return _line(", ".join(f"{owner.name} ({number})" if owner else str(number) for number, owner in owners))
        if name == "authentication" and value in SCHEMES:
            return translated(SCHEMES[value].word)
        if name == "retry_policy" and value in retry.POLICIES:
            return translated(retry.POLICIES[value].word)
        if name in ("kind", "on_refusal") and f"value-{value}" in SENTENCES:
            return sentence(f"value-{value}")
        return _value(value)

    def _settings(self, old: Webhook, new: Webhook) -> Iterator[FieldChange]:
        for key in dict.fromkeys((*old.settings, *new.settings)):
            mine, theirs = old.settings.get(key), new.settings.get(key)
            if plain(mine) != plain(theirs):
                yield FieldChange(f"settings.{key}", self._title(key, old, new), _value(mine), _value(theirs))

    def _title(self, key: str, *hooks: Webhook) -> str:
        for hook in hooks:
            trigger = self._catalogue.trigger(hook.type) if self._catalogue else None
            for setting in trigger.settings if trigger else ():
                if setting.key == key:
                    return translated(setting.label)
        return _line(key)


def _state_fields(old: WebhookState, new: WebhookState) -> Iterator[FieldChange]:
    if old.secret_ref != new.secret_ref:
        how = _how(old.secret_ref, new.secret_ref)
        sides = (
            sentence("value-stored" if old.secret_ref else "value-not-stored"),
            sentence({"added": "value-stored", "removed": "value-not-stored", "replaced": "value-other"}[how]),
        )
        words = sentence(f"change-credential-{how}")
        yield FieldChange("credential", sentence("field-credential"), sides[0], sides[1], words)
    if (old.old_secret_ref is None) != (new.old_secret_ref is None):
        running = [sentence("value-running" if item.old_secret_ref else "value-not-running") for item in (old, new)]
        words = sentence("change-rotation-begun" if new.old_secret_ref else "change-rotation-ended")
        yield FieldChange("rotation", sentence("field-rotation"), running[0], running[1], words)
    if (old.entered_at, old.entered_fingerprint) != (new.entered_at, new.entered_fingerprint):
        times = [short_time(item.entered_at) if item.entered_at else sentence("value-no") for item in (old, new)]
        yield FieldChange("entered", sentence("field-entered"), times[0], times[1])
    if old.test_target != new.test_target:
        yield _field("test_target", old, new)
    if plain(old.sending) != plain(new.sending):
        title = sentence("field-sending")
        words = sentence("change-field-only", {"field": title})
        yield FieldChange("sending", title, _value(old.sending), _value(new.sending), words)
    if old.test_payload != new.test_payload:
        title = sentence("field-test_payload")
        words = sentence("change-field-only", {"field": title})
        yield FieldChange("test_payload", title, *_payloads(old.test_payload, new.test_payload), words)


def _value(value: Any) -> str:
    """Any value on one line; long values are cut."""
    if isinstance(value, bool):
        return sentence("value-yes" if value else "value-no")
    if value is None or (isinstance(value, str | Mapping | list | tuple) and not value):
        return sentence("value-empty")
    if isinstance(value, str):
        return _line(value)
    if isinstance(value, list | tuple):
        return _line(", ".join(_element(item) for item in value))
    if isinstance(value, Mapping):
        return _line(_members(value))
    return _line(str(value))


def _members(value: Mapping[Any, Any], depth: int = 0) -> str:
    """An object as words: ``name value, name value``, with nested objects in brackets."""
    if depth > DEEPEST:
        return "…"
    return ", ".join(f"{name}: {_inner(value[name], depth)}" for name in sorted(value, key=str))


def _inner(value: Any, depth: int) -> str:
    if isinstance(value, Mapping) and value:
        return f"({_members(value, depth + 1)})"
    if isinstance(value, list | tuple) and value:
        return ", ".join(_inner(item, depth + 1) for item in value) if depth < DEEPEST else "…"
    return _value(value)


def _payloads(before: str, after: str) -> tuple[str, str]:
    """The members of two payloads that differ, with values, or the lengths if one is not a JSON object."""
    sides = [_leaves(text) for text in (before, after)]
    if not all(sides):
        messages = [counted("value-characters", len(text)) if text else _value("") for text in (before, after)]
        return messages[0], messages[1]
    differ = [path for path in dict.fromkeys((*sides[0], *sides[1])) if sides[0].get(path) != sides[1].get(path)]
    if not differ:
        return sentence("value-spelling"), sentence("value-spelling")
    shown = differ[:MOST_MEMBERS]
    more = [sentence("change-more", {"count": len(differ) - len(shown)})] if len(differ) > len(shown) else []
    texts = [_line(", ".join([f"{path}: {side.get(path, '–')}" for path in shown] + more)) for side in sides]
    return texts[0], texts[1]


def _leaves(text: str) -> dict[str, str]:
    """The values of a JSON object by path, in words; empty for any other text."""
    try:
        data = read_json(text, deepest=DEEPEST_BODY)
    except ValueError:
        return {}
    found: dict[str, str] = {}

    def walk(value: Any, path: str, depth: int) -> None:
        if isinstance(value, dict) and value and depth < DEEPEST:
            for name, item in value.items():
                walk(item, f"{path}.{name}" if path else name, depth + 1)
        elif isinstance(value, list) and value and depth < DEEPEST:
            for place, item in enumerate(value):
                walk(item, f"{path}[{place}]", depth + 1)
        else:
            found[path] = _value(value)

    if isinstance(data, dict):
        walk(data, "", 0)
    return found


def _element(item: Any) -> str:
    if isinstance(item, Mapping) and "to" in item:
        start = item.get("from")
        return f"{start} → {item['to']}" if start is not None else str(item["to"])
    return item if isinstance(item, str) else _inner(item, 0)


def _line(text: str) -> str:
    """One line without control characters; a lone surrogate appears as its replacement."""
    flat = " ".join(text[: LONGEST + 1].encode("utf-8", "replace").decode("utf-8").split())
    flat = "".join(char if char.isprintable() else "�" for char in flat)
    return f"{flat[: LONGEST - 1]}…" if len(flat) > LONGEST else flat
