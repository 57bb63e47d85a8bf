"""What a change of the settings concerns, computed once from the difference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Preferences, Settings

PARTS: Final = ("systems", "webhooks", "states", "rules", "simulator", "extra")
PREFERENCES: Final = tuple(Preferences.__annotations__)
ALL_KINDS: Final = frozenset((*PARTS, *PREFERENCES))


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings were changed by this process or another."""

    before: Settings
    after: Settings
    kinds: frozenset[str]
    """The changed ones of :data:`PARTS`, and the names of changed preferences."""

    def about_webhook(self, webhook_id: str) -> bool:
        """Whether this webhook or its local state changed."""
        return self.before.webhook(webhook_id) != self.after.webhook(webhook_id) or (
            self.before.states.get(webhook_id) != self.after.states.get(webhook_id)
        )

    @property
    def more_than_preferences(self) -> bool:
        """Whether more than preferences changed, so that the change is an undo step."""
        return not self.kinds.isdisjoint(PARTS)


def settings_changed(before: Settings, after: Settings) -> SettingsChanged:
    """Compare two values of the settings."""
    kinds = _differing(PARTS, before, after)
    if before.preferences is not after.preferences:
        kinds |= _differing(PREFERENCES, before.preferences, after.preferences)
    return SettingsChanged(before, after, frozenset(kinds))


def _differing(names: Iterable[str], before: object, after: object) -> set[str]:
    # Nearly all values are the same object, and comparing takes calls.
    return {
        name for name in names if (was := getattr(before, name)) is not (now := getattr(after, name)) and was != now
    }


def joined_changes(first: SettingsChanged, then: SettingsChanged) -> SettingsChanged:
    """Combine two consecutive changes."""
    return SettingsChanged(first.before, then.after, first.kinds | then.kinds)
