"""The go-live checklist: what the program knows about a webhook, and what only people know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.settings import Settings

State = Literal["yes", "no", "unknown"]
WEBHOOK_ITEMS: Final = ("mail", "retries")
"""What people confirm for each webhook."""
SYSTEM_ITEMS: Final = ("contact", "day")
"""What people confirm for each system."""
LONGEST_NOTE: Final = 300
LASTS_DAYS: Final = 30
"""A certificate that is valid for fewer days is not ready for going live."""


@dataclass(frozen=True, slots=True)
class GoLiveCheck:
    """One item. ``code`` and ``params`` name the sentence of a known fact; ``note`` is what people wrote."""

    key: str
    state: State
    code: str = ""
    params: Mapping[str, object] = EMPTY_MAPPING
    note: str = ""

    @property
    def asked(self) -> bool:
        """Whether only people know it."""
        return not self.code


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The items of a webhook, or of the system if ``webhook_id`` is empty."""

    webhook_id: str
    name: str
    checks: tuple[GoLiveCheck, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person entered for an item."""

    done: bool = False
    note: str = ""
    at: str = ""
    """When, ISO 8601."""


def confirmed(settings: Settings, owner_id: str) -> dict[str, Confirmed]:
    """What people entered for a webhook or a system."""
    found = settings.preferences.go_live.get(owner_id)
    items = found.items() if isinstance(found, Mapping) else ()
    return {
        str(key): Confirmed(bool(item.get("done")), str(item.get("note", "")), str(item.get("at", "")))
        for key, item in items
        if isinstance(item, Mapping)
    }


def with_confirmed(settings: Settings, owner_id: str, items: Mapping[str, Confirmed], at: datetime) -> Settings:
    """The settings with what a person entered. Items that did not change keep their time; owners that are gone are dropped."""
    before = confirmed(settings, owner_id)
    entered: dict[str, Any] = {}
    for key, item in items.items():
        note = " ".join(item.note.split())[:LONGEST_NOTE]
        old = before.get(key, Confirmed())
        same = (item.done, note) == (old.done, old.note)
        when = old.at if same else at.isoformat(timespec="seconds")
        if item.done or note:
            entered[key] = {"done": item.done, "note": note, "at": when}
    living = {*(system.id for system in settings.systems), *(hook.id for hook in settings.webhooks)}
    kept = {key: value for key, value in settings.preferences.go_live.items() if key in living and key != owner_id}
    if entered:
        kept[owner_id] = entered
    return replace(settings, preferences=replace(settings.preferences, go_live=kept))


def asked(settings: Settings, owner_id: str, keys: tuple[str, ...]) -> tuple[GoLiveCheck, ...]:
    """The items that people confirm."""
    found = confirmed(settings, owner_id)
    return tuple(
        GoLiveCheck(key, "yes" if found.get(key, Confirmed()).done else "no", note=found.get(key, Confirmed()).note)
        for key in keys
    )
