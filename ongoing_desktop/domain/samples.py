"""Sample payloads: a type's documented example with consistent, realistic values.

The values are data (``resources/samples.json`` by member, ``sample`` of each trigger), so a new type needs no Python.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Family, PayloadField, Trigger
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.promises import filled_hint

_SINCE: Final = frozenset({"goodsOwnerName", "webhookTemplate", "returnCause", "orderPalletItem", "parentOrderLine"})
"""Documented members that the captured payloads do not have."""
_RAISED: Final = ("isAllocated", "isPicked", "isPacked", "isReturned")


@dataclass(frozen=True, slots=True)
class SampleContext:
    """The facts that a sample must agree with."""

    system: str
    """Code of the system."""
    goods_owner_id: int
    goods_owner_name: str
    webhook_number: int
    event_id: int
    at: datetime
    """Aware, UTC."""
    status: int | None = None
    """A status that the webhook fires for, if any is selected."""


def documented_time(at: datetime) -> str:
    """``yyyy-MM-ddTHH:mm:ss.fffffff`` without a zone, as documented. Captures of 2022 have a ``Z`` too."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}0"


def sample(family: Family, trigger: Trigger, context: SampleContext, values: Mapping[str, Any]) -> dict[str, Any]:
    """The family's documented example with its names, order and nesting."""
    return _Filler(family, trigger, context, values).fill()


def sample_text(payload: Mapping[str, Any]) -> str:
    """The payload as shown in the editor and sent: two-space indent, non-ASCII characters unescaped."""
    return json.dumps(payload, ensure_ascii=False, indent=2)


def as_captured(payload: Mapping[str, Any], family: Family, trigger: Trigger) -> dict[str, Any]:
    """A sample in the style of captured payloads (2022): other order, ``Z`` after the time, ``1`` for ``1.0``.

    Objects come first by name, then ids and other values, then system, time and goods owner, then the flags. Members
    documented later are absent, and flags of earlier steps stay set.
    """
    members = {name: _bare(value) for name, value in payload.items() if name not in _SINCE}
    members["timestamp"] = f"{members.get('timestamp', '')}Z"
    if trigger.flag in _RAISED:
        for name in _RAISED[: _RAISED.index(trigger.flag)]:
            if name in members and name != "isPacked":
                members[name] = True
    objects = sorted(name for name in members if _is_object(family.example.get(name), members[name]))
    last = ("system", "timestamp", "goodsOwnerId")
    flags = [name for name in members if isinstance(members[name], bool)]
    first = [name for name in (family.id_member, "webhookEventId") if name in members]
    placed = {*objects, *last, *flags, *first}
    rest = [name for name in members if name not in placed]
    order = [*objects, *first, *rest, *(name for name in last if name in members), *flags]
    return {name: members[name] for name in order}


class _Filler:
    def __init__(self, family: Family, trigger: Trigger, context: SampleContext, values: Mapping[str, Any]) -> None:
        self._family = family
        self._fields = {item.path: item for item in family.fields}
        self._values = values
        self._time = documented_time(context.at)
        self._fixed: dict[str, Any] = {
            family.id_member: context.webhook_number,
            "webhookEventId": context.event_id,
            "system": context.system,
            "timestamp": self._time,
            "goodsOwnerId": context.goods_owner_id,
            "goodsOwnerName": context.goods_owner_name,
            "webhookTemplate": trigger.title,
        }
        self._own = dict(trigger.sample)
        if context.status is not None:
            self._own |= {path: context.status for path in self._own if path.endswith("Status.number")}

    def fill(self) -> dict[str, Any]:
        """Walk the example once, then fill members that refer to others."""
        filled = {name: self._value(name, value) for name, value in self._family.example.items()}
        return {name: self._hinted(name, value, filled) for name, value in filled.items()}

    def _value(self, path: str, example: Any) -> Any:
        if path in self._own:
            return self._own[path]
        if path in self._fixed:
            return self._fixed[path]
        if isinstance(example, dict):
            return {name: self._value(f"{path}.{name}", value) for name, value in example.items()}
        if isinstance(example, list):
            # The two documented elements are equal; one is enough.
            return [
                {name: self._value(f"{path}[].{name}", value) for name, value in item.items()}
                if isinstance(item, dict)
                else item
                for item in example[:1]
            ]
        return self._leaf(path, example)

    def _leaf(self, path: str, example: Any) -> Any:
        parts = path.split(".")
        for start in range(len(parts)):
            key = ".".join(parts[start:])
            if key in self._values and example is not None:
                return self._values[key]
        if isinstance(example, bool) or example is None:
            return example
        if isinstance(example, int | float):
            return type(example)(zlib.crc32(path.encode()) % 900 + 100)
        if self._type(path) == "dateTime":
            return self._time
        return "" if example == "" else f"Sample {parts[-1]}"

    def _type(self, path: str) -> str:
        found: PayloadField | None = self._fields.get(path)
        return found.type if found else ""

    def _hinted(self, path: str, value: Any, filled: Mapping[str, Any]) -> Any:
        found = self._fields.get(path)
        if found is None or not found.value_hint or not isinstance(value, str):
            return value
        return filled_hint(found.value_hint, filled) or value


def _bare(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _bare(item) for name, item in value.items() if name not in _SINCE}
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_object(example: Any, value: Any) -> bool:
    return isinstance(value, dict | list) or (value is None and isinstance(example, dict | list))
