"""Settings as plain JSON values by field names, and back: for the settings' database and for the listener's pipe.

A new field with a default needs nothing here, unless JSON has no such type. Unknown names are ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.forwarding import Forward, Route
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, fields
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import GoodsOwner, Preferences, System, Webhook, WebhookState
from ongoing_desktop.domain.simulator import Simulator

T = TypeVar("T")


def plain(value: Any, *, without: str = "") -> dict[str, Any]:
    """The fields of a value, except one. Their values are meant for :func:`jsonable`."""
    found: dict[str, Any] = {}
    # Of every object at every save, so without further calls.
    for name in value.__record_fields__:
        if name != without:
            content = getattr(value, name)
            # Most are empty, and copying the mapping would cost calls.
            found[name] = {} if content is EMPTY_MAPPING else content
    return found


def jsonable(value: Any) -> Any:
    """The ``default`` function for :func:`json.dumps`. Raises TypeError."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "__record_fields__") and not isinstance(value, type):
        return plain(value)
    raise TypeError(f"{type(value).__name__} is not a valid settings value")


def read(kind: Callable[..., T], data: Mapping[str, Any]) -> T:
    """An instance of a class from its fields' values. Raises TypeError, ValueError or AttributeError."""
    names = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    found = {name: value for name, value in data.items() if name in names}
    for name, convert in _CONVERTED.get(kind, _NOTHING).items():
        if name in found:
            found[name] = convert(found[name])
    return kind(**found)


def read_valid(kind: Callable[..., T], data: Mapping[str, Any], /, **given: Any) -> T:
    """An instance of a class from stored values; those of another type than their field's count as absent.

    ``given``: the values of fields of other types. Raises TypeError if a field without a default is absent.
    """
    found = {}
    for name, annotation in kind.__annotations__.items():
        if name in data and annotation in _VALID and (value := _VALID[annotation](data[name])) is not None:
            found[name] = value
    return kind(**found, **given)


def read_all(kind: Callable[..., T], data: Iterable[Mapping[str, Any]]) -> tuple[T, ...]:
    """Like :func:`read`, for a list."""
    return tuple([read(kind, item) for item in data])


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _whole(values: Iterable[Any]) -> tuple[int, ...]:
    return tuple([int(item) for item in values])


def _headers(pairs: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    return tuple([(str(name), str(value)) for name, value in pairs])


def _steps(data: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    return read_all(Step, data) or (Step(),)


def _documents(data: Mapping[str, Any]) -> Mapping[str, str]:
    if not all(isinstance(text, str) for text in data.values()):
        raise TypeError("a document is no text")
    return data


def _texts(value: Any) -> tuple[str, ...] | None:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else None


def _named_texts(value: Any) -> dict[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    return {name: text for name, text in value.items() if isinstance(name, str) and isinstance(text, str)}


_VALID: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bool": lambda value: value if isinstance(value, bool) else None,
    "int": lambda value: value if isinstance(value, int) and not isinstance(value, bool) else None,
    "str": lambda value: value if isinstance(value, str) else None,
    "tuple[str, ...]": _texts,
    "Mapping[str, str]": _named_texts,
}
"""By the type of a field, the value if it is valid, or else None."""
_NOTHING: Final[Mapping[str, Callable[[Any], Any]]] = {}
_ROUTED: Final[Mapping[str, Callable[[Any], Any]]] = {"webhooks": tuple, "types": tuple, "goods_owners": _whole}
_CONVERTED: Final[Mapping[Any, Mapping[str, Callable[[Any], Any]]]] = {
    System: {"goods_owners": partial(read_all, GoodsOwner), "transporters": tuple},
    Webhook: {"goods_owners": _whole},
    WebhookState: dict.fromkeys(("rotating_since", "changed_at", "entered_at"), _time),
    Preferences: {
        "forward": partial(read, Forward),
        **{item.name: frozenset for item in fields(Preferences) if isinstance(item.default, frozenset)},
    },
    Forward: {**_ROUTED, "others": partial(read_all, Route)},
    Route: _ROUTED,
    Rule: {"match": partial(read, Match), "steps": _steps},
    Step: {"headers": _headers},
    Simulator: {"documents": _documents},
}
"""Conversions of fields whose type JSON does not have."""
