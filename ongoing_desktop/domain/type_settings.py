"""The settings of its type that a webhook leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ongoing_desktop.domain.catalogue import Catalogue, TypeSetting
    from ongoing_desktop.domain.settings import Webhook

_OPEN: Final = {"transporter-list": "no-transporter", "boolean": "not-said"}
"""By the catalogue's kind of value, the code for an empty selection."""


def open_code(setting: TypeSetting) -> str:
    """Code in ``setting-<code>`` (on the sheet ``warn-<code>``) for a setting where nothing is selected."""
    return _OPEN.get(setting.type, "nothing-chosen")


def missing_settings(hook: Webhook, catalogue: Catalogue) -> tuple[TypeSetting, ...]:
    """Settings of the type where nothing is selected, so that it is unknown when the webhook fires."""
    trigger = catalogue.trigger(hook.type)
    if trigger is None:
        return ()
    wanted = (item for item in trigger.settings if not item.scope or hook.kind in item.scope)
    return tuple(item for item in wanted if hook.settings.get(item.key) in (None, [], ()))
