"""Converts settings to JSON texts and back. A new settings field with a default value needs no change here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.forwarding import forward_of
from ongoing_desktop.domain.lazy_dataclasses import dataclass, fields, is_dataclass, replace
from ongoing_desktop.domain.rules import rules_of
from ongoing_desktop.domain.settings import (
    EMPTY_MAPPING,
    GoodsOwner,
    Preferences,
    Settings,
    System,
    Webhook,
    WebhookState,
)
from ongoing_desktop.domain.simulator import NO_SIMULATOR, simulator_of

T = TypeVar("T")
BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""Errors that malformed texts can raise."""
ABSENT: Final = {"rules": '{"rules":[]}', "simulator": "{}"}
"""What older files without these are read as."""
_SETS: Final = tuple(field.name for field in fields(Preferences) if isinstance(field.default, frozenset))
_TIMES: Final = ("rotating_since", "changed_at", "entered_at")


@dataclass(frozen=True, slots=True)
class Rows:
    """The settings as JSON texts, one object for each row."""

    meta: Mapping[str, str]
    """Values for ``revision``, ``preferences``, ``extra``, ``rules`` and ``simulator``."""
    systems: list[str]
    owners: list[tuple[str, str]]
    """Pairs of system id and goods owner."""
    webhooks: list[str]
    states: Mapping[str, str]


def rows_of(settings: Settings) -> Rows:
    """The rows for ``settings``, in the order of its systems, goods owners and webhooks."""
    return Rows(
        meta={
            "preferences": _text(_plain(settings.preferences)),
            "extra": _text(settings.extra),
            "rules": _text({"rules": settings.rules}),
            "simulator": _text({} if settings.simulator == NO_SIMULATOR else _plain(settings.simulator)),
        },
        systems=[_text(_plain(system, without="goods_owners")) for system in settings.systems],
        owners=[(system.id, _text(_plain(owner))) for system in settings.systems for owner in system.goods_owners],
        webhooks=[_text(_plain(hook)) for hook in settings.webhooks],
        states={key: _text(_plain(state)) for key, state in settings.states.items()},
    )


def settings_of(rows: Rows) -> Settings:
    """The settings for ``rows``. Raises one of :data:`BROKEN` if a text is malformed."""
    owners: dict[str, list[GoodsOwner]] = {}
    for system, data in rows.owners:
        owners.setdefault(system, []).append(GoodsOwner(**_known(GoodsOwner, data)))
    return Settings(
        revision=int(rows.meta.get("revision", "0")),
        systems=tuple(_system(data, owners) for data in rows.systems),
        webhooks=tuple(_webhook(data) for data in rows.webhooks),
        states={key: _state(data) for key, data in rows.states.items()},
        preferences=_preferences(rows.meta.get("preferences", "{}")),
        extra=_object(rows.meta.get("extra", "{}")),
        rules=rules_of(_object(rows.meta.get("rules", "{}")).get("rules", ())),
        simulator=simulator_of(_object(rows.meta.get("simulator", "{}"))),
    )


def readable(rows: Rows) -> tuple[Settings, int]:
    """The settings from all readable rows, and the number of rows that could not be read."""
    damaged = 0

    def each(make: Callable[[], T]) -> T | None:
        nonlocal damaged
        try:
            return make()
        except BROKEN:
            damaged += 1
            return None

    owners: dict[str, list[GoodsOwner]] = {}
    for system, data in rows.owners:
        if (owner := each(lambda: GoodsOwner(**_known(GoodsOwner, data)))) is not None:  # noqa: B023 - called at once
            owners.setdefault(system, []).append(owner)
    systems = [each(lambda: _system(data, owners)) for data in rows.systems]  # noqa: B023
    webhooks = [each(lambda: _webhook(data)) for data in rows.webhooks]  # noqa: B023
    states = {key: each(lambda: _state(data)) for key, data in rows.states.items()}  # noqa: B023
    preferences = each(lambda: _preferences(rows.meta.get("preferences", "{}")))
    rules = each(lambda: rules_of(_object(rows.meta.get("rules", "{}")).get("rules", ())))
    simulator = each(lambda: simulator_of(_object(rows.meta.get("simulator", "{}"))))
    return Settings(
        systems=tuple(item for item in systems if item is not None),
        webhooks=tuple(item for item in webhooks if item is not None),
        states={key: state for key, state in states.items() if state is not None},
        preferences=preferences or Preferences(),
        rules=rules or (),
        simulator=simulator or NO_SIMULATOR,
    ), damaged


def completed(settings: Settings, earlier: Settings) -> Settings:
    """``settings`` with the parts that exist only in the earlier state added."""
    return replace(
        settings,
        systems=_with(settings.systems, earlier.systems),
        webhooks=_with(settings.webhooks, earlier.webhooks),
        states={**earlier.states, **settings.states},
        rules=_with(settings.rules, earlier.rules),
        simulator=earlier.simulator if settings.simulator == NO_SIMULATOR else settings.simulator,
    )


def _with(items: Iterable[Any], more: Iterable[Any]) -> tuple[Any, ...]:
    return tuple({item.id: item for item in (*more, *items)}.values())


def whole(rows: Rows) -> str:
    """All rows as one text, for a revision."""
    return _text(
        {
            "meta": dict(rows.meta),
            "systems": rows.systems,
            "owners": rows.owners,
            "webhooks": rows.webhooks,
            "states": dict(rows.states),
        }
    )


def parted(data: bytes) -> Rows:
    """The inverse of :func:`whole`."""
    found = _object(data.decode("utf-8"))
    return Rows(
        meta=found["meta"],
        systems=found["systems"],
        owners=[(system, text) for system, text in found["owners"]],
        webhooks=found["webhooks"],
        states=found["states"],
    )


def _system(data: str, owners: Mapping[str, list[GoodsOwner]]) -> System:
    values = _known(System, data)
    values["goods_owners"] = tuple(owners.get(values["id"], ()))
    values["transporters"] = tuple(values.get("transporters", ()))
    return System(**values)


def _webhook(data: str) -> Webhook:
    values = _known(Webhook, data)
    values["goods_owners"] = tuple(int(owner) for owner in values["goods_owners"])
    return Webhook(**values)


def _state(data: str) -> WebhookState:
    values = _known(WebhookState, data)
    for name in _TIMES:
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    return WebhookState(**values)


def _preferences(data: str) -> Preferences:
    values = _known(Preferences, data)
    for name in _SETS:
        values[name] = frozenset(values.get(name, ()))
    if "forward" in values:
        values["forward"] = forward_of(values["forward"])
    return Preferences(**values)


def _plain(value: Any, *, without: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in fields(value):
        if item.name != without:
            content = getattr(value, item.name)
            # Most are empty, and copying the mapping would cost calls.
            found[item.name] = {} if content is EMPTY_MAPPING else content
    return found


def _known(kind: type, data: str) -> dict[str, Any]:
    names = {item.name for item in fields(kind)}
    return {name: value for name, value in _object(data).items() if name in names}


def _object(data: str) -> dict[str, Any]:
    found = json.loads(data)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


def _text(value: Any) -> str:
    # ASCII output, so that a lone surrogate in a name does not make saving fail.
    return json.dumps(value, default=_other, separators=(",", ":"))


def _other(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(value)
    raise TypeError(f"{type(value).__name__} is not a valid settings value")
