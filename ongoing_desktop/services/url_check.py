"""Advice on addresses, and a check whether they can be reached from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.url_advice import Advice, address_advice, webhook_advice

if TYPE_CHECKING:
    from ongoing_desktop.services import Services


class Addresses:
    """:meth:`check` runs on the engine's loop; :meth:`advice` is safe on any thread."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._checker = services.ports.checker

    def advice(self, hook: Webhook) -> tuple[Advice, ...]:
        """Advice on a webhook's URL and on the form of its local target."""
        found = webhook_advice(hook, self._settings.current)
        local = address_advice(hook.local_target, local=True) if hook.local_target else ()
        return (*found, *local)

    async def check(self, url: str, on_step: Callable[[CheckStep], None] = lambda _: None) -> AddressReport:
        """Look up, connect and do the TLS handshake; no request is sent.

        ``on_step``: called after each step except the last.
        """
        return await self._checker.check(url.strip(), on_step)
