"""Looks up webhooks by id or by name, which several may share."""

from __future__ import annotations

from collections.abc import Iterable

from ongoing_desktop.domain.settings import Webhook


class WebhookNames:
    """An index for many look-ups. Immutable."""

    def __init__(self, webhooks: Iterable[Webhook]) -> None:
        self._by_id: dict[str, Webhook] = {}
        self._by_name: dict[str, list[Webhook]] = {}
        for hook in webhooks:
            self._by_id[hook.id] = hook
            self._by_name.setdefault(hook.name, []).append(hook)

    def found(self, name: str) -> tuple[Webhook, ...]:
        """The webhook with this id, or else all with this name."""
        hook = self._by_id.get(name)
        return (hook,) if hook is not None else tuple(self._by_name.get(name, ()))
