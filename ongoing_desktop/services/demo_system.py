"""*Try it*: a system with two goods owners and a webhook to the built-in listener, removable in one action."""

from __future__ import annotations

import secrets as random
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.services.webhooks import ReplaceCredential

if TYPE_CHECKING:
    from ongoing_desktop.services import Services

NAME: Final = "Demo warehouse"
OWNERS: Final = (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA"))


class Demo:
    """Uses only the loopback network. Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._systems = services.systems
        self._webhooks = services.webhooks
        self._secrets = services.secrets

    @property
    def present(self) -> bool:
        """Whether the demo exists."""
        return any(system.demo for system in self._settings.current.systems)

    async def add(self) -> Webhook:
        """Add the demo, or return its existing webhook.

        Without a usable keyring its token is kept in memory until the app quits. Raises StorageError.
        """
        current = self._settings.current
        for system in current.systems:
            if system.demo and (found := next((hook for hook in current.webhooks if hook.system == system.id), None)):
                return found
        system = System(id=new_id(), name=self._free_name(), code="demo", goods_owners=OWNERS, demo=True)
        await self._settings.change("add-demo", lambda now: replace(now, systems=(*now.systems, system)))
        hook = replace(
            self._webhooks.new_draft("regular", system.id),
            name="Order is picked",
            type="order-picked",
            goods_owners=(OWNERS[0].id,),
            url=f"http://127.0.0.1:{current.preferences.port}/demo/order-picked",
            authentication="x-auth-token",
            retry_policy="one-day",
            enabled=True,
        )
        token = Secret(random.token_urlsafe(24))
        usable = (await self._secrets.vault_status()).usable
        try:
            await self._webhooks.save(hook, ReplaceCredential(token, session=not usable))
        except VaultError:
            await self._webhooks.save(hook, ReplaceCredential(token, session=True))
        return self._settings.current.webhook(hook.id) or hook

    async def remove(self) -> None:
        """Remove the demo system and its webhook. The history stays. Can be undone."""
        for system in self._settings.current.systems:
            if system.demo:
                await self._systems.remove_system(system.id)

    def _free_name(self) -> str:
        taken = {system.name.casefold() for system in self._settings.current.systems}
        names = (NAME if count == 1 else f"{NAME} {count}" for count in range(1, 1000))
        return next(name for name in names if name.casefold() not in taken)
