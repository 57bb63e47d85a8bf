"""The bodies that probes send, made from a sample event."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Family
from ongoing_desktop.domain.probing import Sample
from ongoing_desktop.domain.samples import as_captured

LARGE: Final = 9_007_199_254_740_993
"""An integer that programs change if they read numbers as binary floats: 2 to the power of 53, plus 1."""


def encoded(data: Mapping[str, Any]) -> bytes:
    """ASCII-encoded, so that only the probe of other characters depends on the encoding."""
    return json.dumps(data, indent=2).encode("ascii")


def without_nulls(data: Any) -> Any:
    """A sample without null members, so that only the probe of nulls depends on them."""
    if isinstance(data, dict):
        return {name: without_nulls(value) for name, value in data.items() if value is not None}
    return [without_nulls(item) for item in data] if isinstance(data, list) else data


def plain(sample: Sample) -> bytes:
    return encoded(sample.data)


def documented(sample: Sample) -> bytes:
    """The documented example with this event's ids and time."""
    return encoded({**without_nulls(dict(sample.family.example)), **_ids(sample)})


def captured(sample: Sample) -> bytes:
    """In the order and style of captured payloads."""
    return encoded(as_captured(sample.data, sample.family, sample.trigger))


def minimal(sample: Sample) -> bytes:
    """Only ids, the subject, and what tells the trigger."""
    family, trigger = sample.family, sample.trigger
    kept = {*_needed(family), trigger.flag, *(member for _, member in family.subjects)}
    if family.state:
        kept.add(family.state.partition(".")[0])
    return encoded({name: value for name, value in sample.data.items() if name in kept})


def absent(sample: Sample) -> bytes | None:
    """Without the members that were observed to be missing."""
    paths = [field.path for field in sample.family.fields if field.absent]
    return encoded(_without(sample.data, paths, "")) if paths else None


def nulls(sample: Sample) -> bytes | None:
    """Null in every member where it was observed or specified."""
    found = [item.path for item in sample.family.fields if item.nullable and "." not in item.path and not item.array]
    return encoded({**sample.data, **dict.fromkeys(found)}) if found else None


def unknown_members(sample: Sample) -> bytes:
    """With a new member in every object."""
    return encoded({**_with_more(sample.data), "addedLater": {"text": "new", "numbers": [1, 2]}})


def fractions(sample: Sample) -> bytes:
    """``1.0`` for ``1`` in quantities."""
    return encoded({name: float(value) if _amount(name, value) else value for name, value in sample.data.items()})


def whole_numbers(sample: Sample) -> bytes:
    """``1`` for ``1.0`` in decimals."""
    return encoded(_whole(sample.data))


def utc_time(sample: Sample) -> bytes:
    return encoded({**sample.data, "timestamp": f"{str(sample.data.get('timestamp', '')).rstrip('Z')}Z"})


def large_numbers(sample: Sample) -> bytes:
    return encoded({**sample.data, "webhookEventId": LARGE + 2 * sample.data["webhookEventId"]})


def long_texts(sample: Sample) -> bytes:
    return encoded(_texts(sample.data, lambda text: text + "x" * 400))


def other_characters(sample: Sample) -> bytes:
    """As UTF-8, the way that captured payloads are written."""
    return json.dumps(_foreign(sample), indent=2, ensure_ascii=False).encode("utf-8")


def escaped_characters(sample: Sample) -> bytes:
    """The same characters as escapes; an emoji then consists of two."""
    return encoded(_foreign(sample))


def other_status(sample: Sample) -> bytes | None:
    """The first event has an earlier status than the second; None if the type has no status."""
    top, _, inner = sample.family.state.partition(".")
    value = sample.data.get(top)
    status = value.get(inner) if isinstance(value, dict) else value
    if not top or not isinstance(status, int):
        return None
    status = status if sample.number else max(1, status - 100)
    return encoded({**sample.data, top: {**value, inner: status} if isinstance(value, dict) else status})


def not_json(_: Sample) -> bytes:
    return b'{"webhookEventId": 1, "orderId": '


def xml(_: Sample) -> bytes:
    return b'<?xml version="1.0"?><event><webhookEventId>1</webhookEventId></event>'


def nothing(_: Sample) -> bytes:
    return b""


def _needed(family: Family) -> tuple[str, ...]:
    return (family.id_member, "webhookEventId", "system", "timestamp", "goodsOwnerId")


def _ids(sample: Sample) -> dict[str, Any]:
    return {name: sample.data[name] for name in _needed(sample.family) if name in sample.data}


def _foreign(sample: Sample) -> Any:
    return _texts(sample.data, lambda text: f"{text} Åsö 漢 🚚")


def _without(data: Any, paths: list[str], at: str) -> Any:
    if isinstance(data, dict):
        places = {name: f"{at}.{name}" if at else name for name in data}
        return {name: _without(value, paths, places[name]) for name, value in data.items() if places[name] not in paths}
    return [_without(item, paths, f"{at}[]") for item in data] if isinstance(data, list) else data


def _with_more(data: Any) -> Any:
    if isinstance(data, dict):
        return {**{name: _with_more(value) for name, value in data.items()}, "addedLater": "new"}
    return [_with_more(item) for item in data] if isinstance(data, list) else data


def _amount(name: str, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and "number" in name.lower() and "Id" not in name


def _whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _whole(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_whole(item) for item in data]
    return int(data) if isinstance(data, float) else data


def _texts(data: Any, change: Callable[[str], str]) -> Any:
    """Change the free texts, but not times, paths, systems or codes."""
    kept = {"timestamp", "path", "system"}
    if isinstance(data, dict):
        return {
            name: change(value) if isinstance(value, str) and name not in kept else _texts(value, change)
            for name, value in data.items()
        }
    return [_texts(item, change) for item in data] if isinstance(data, list) else data
