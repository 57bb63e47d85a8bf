"""What a change of the settings was about, computed once from the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ongoing_desktop.domain.settings import Preferences, Settings

PARTS: Final = ("systems", "webhooks", "states", "rules", "simulator", "extra")
PREFERENCES: Final = tuple(Preferences.__annotations__)
EVERYTHING: Final = frozenset((*PARTS, *PREFERENCES))


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings were changed, by this process or another."""

    before: Settings
    after: Settings
    kinds: frozenset[str]
    """Which of :data:`PARTS` changed, and the names of the preferences that did."""

    def about_webhook(self, webhook_id: str) -> bool:
        """Whether this webhook, or what is known of it, changed."""
        return self.before.webhook(webhook_id) != self.after.webhook(webhook_id) or (
            self.before.states.get(webhook_id) != self.after.states.get(webhook_id)
        )

    @property
    def more_than_preferences(self) -> bool:
        """Whether it is a step of the user's work and not only a choice on this computer."""
        return not self.kinds.isdisjoint(PARTS)


def settings_changed(before: Settings, after: Settings) -> SettingsChanged:
    """The change from one value of the settings to another."""
    kinds = {name for name in PARTS if getattr(before, name) != getattr(after, name)}
    old, new = before.preferences, after.preferences
    if old is not new:
        kinds.update(name for name in PREFERENCES if getattr(old, name) != getattr(new, name))
    return SettingsChanged(before, after, frozenset(kinds))


def merged(first: SettingsChanged, then: SettingsChanged) -> SettingsChanged:
    """Two changes in a row as one."""
    return SettingsChanged(first.before, then.after, first.kinds | then.kinds)
