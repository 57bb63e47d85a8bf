"""Which settings of its type a webhook leaves open."""

from __future__ import annotations

from ongoing_desktop.domain.catalogue import Catalogue, TypeSetting
from ongoing_desktop.domain.settings import Webhook


def missing_settings(hook: Webhook, catalogue: Catalogue) -> tuple[TypeSetting, ...]:
    """Settings of the type where nothing is chosen; the webhook may then never fire."""
    trigger = catalogue.trigger(hook.type)
    if trigger is None:
        return ()
    wanted = (item for item in trigger.settings if not item.scope or hook.kind in item.scope)
    return tuple(item for item in wanted if hook.settings.get(item.key) in (None, [], ()))
