"""Converts settings to JSON texts and back. A new settings field with a default value needs no change here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.plain_settings import jsonable, plain, read, read_all
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import (
    GoodsOwner,
    Preferences,
    Settings,
    System,
    Webhook,
    WebhookState,
)
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator

T = TypeVar("T")
BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""Errors that malformed texts can raise."""
ABSENT: Final = {"rules": '{"rules":[]}', "simulator": "{}"}
"""The texts assumed for older files without these."""


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
            "preferences": _text(plain(settings.preferences)),
            "extra": _text(settings.extra),
            "rules": _text({"rules": settings.rules}),
            "simulator": ABSENT["simulator"]
            if settings.simulator is NO_SIMULATOR
            else _text(plain(settings.simulator)),
        },
        systems=[_text(plain(system, without="goods_owners")) for system in settings.systems],
        owners=[(system.id, _text(plain(owner))) for system in settings.systems for owner in system.goods_owners],
        webhooks=[_text(plain(hook)) for hook in settings.webhooks],
        states={key: _text(plain(state)) for key, state in settings.states.items()},
    )


def settings_of(rows: Rows) -> Settings:
    """The settings for ``rows``. Raises one of :data:`BROKEN` if a text is malformed."""
    settings, errors = _read(rows)
    if errors:
        raise errors[0]
    return replace(settings, revision=int(rows.meta.get("revision", "0")), extra=_object(rows.meta.get("extra", "{}")))


def readable(rows: Rows) -> tuple[Settings, int]:
    """The settings from all readable rows, and the number of rows that could not be read."""
    settings, errors = _read(rows)
    return settings, len(errors)


def _read(rows: Rows) -> tuple[Settings, list[Exception]]:
    """The settings from all readable rows without their revision, and the errors of the others."""
    errors: list[Exception] = []

    def all_of(make: Callable[[str], T], texts: Iterable[str]) -> list[T]:
        found = []
        for text in texts:
            try:
                found.append(make(text))
            except BROKEN as error:
                errors.append(error)
        return found

    def of_meta(make: Callable[[str], T], key: str) -> T | None:
        return next(iter(all_of(make, (rows.meta.get(key, "{}"),))), None)

    owners: dict[str, list[GoodsOwner]] = {}
    for system, data in rows.owners:
        owners.setdefault(system, []).extend(all_of(lambda text: read(GoodsOwner, _object(text)), (data,)))
    states = {
        key: state
        for key, data in rows.states.items()
        for state in all_of(lambda text: read(WebhookState, _object(text)), (data,))
    }
    return Settings(
        systems=tuple(all_of(lambda text: _system(text, owners), rows.systems)),
        webhooks=tuple(all_of(lambda text: read(Webhook, _object(text)), rows.webhooks)),
        states=states,
        preferences=of_meta(lambda text: read(Preferences, _object(text)), "preferences") or Preferences(),
        rules=of_meta(lambda text: read_all(Rule, _object(text).get("rules", ())), "rules") or (),
        simulator=of_meta(_simulator, "simulator") or NO_SIMULATOR,
    ), errors


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
    return _text(rows)


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
    system = read(System, _object(data))
    return replace(system, goods_owners=tuple(owners.get(system.id, ())))


def _simulator(data: str) -> Simulator:
    return NO_SIMULATOR if data == ABSENT["simulator"] else read(Simulator, _object(data))


def _object(data: str) -> dict[str, Any]:
    found = json.loads(data)
    if not isinstance(found, dict):
        raise TypeError("not a JSON object")
    return found


def _text(value: Any) -> str:
    # ASCII output, so that a lone surrogate in a name does not make saving fail.
    return json.dumps(value, default=jsonable, separators=(",", ":"))
