"""Systems and goods owners."""

from __future__ import annotations

import uuid
from dataclasses import replace

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System
from ongoing_desktop.domain.validation import goods_owner_problems, system_problems
from ongoing_desktop.services.settings import SettingsService


class Systems:
    """All async methods run on the engine's loop; what they return is either the value or the problems with it."""

    def __init__(self, settings: SettingsService) -> None:
        self._settings = settings

    async def add_system(self, name: str, code: str) -> System | tuple[Problem, ...]:
        """Add a system, if nothing is wrong with it."""
        draft = System(id=str(uuid.uuid4()), name=name.strip(), code=code.strip())
        if problems := system_problems(draft, self._settings.current):
            return problems
        await self._settings.change("add-system", lambda now: replace(now, systems=(*now.systems, draft)))
        return draft

    async def add_goods_owner(
        self, system_id: str, owner_id: int, name: str, code: str
    ) -> GoodsOwner | tuple[Problem, ...]:
        """Add a goods owner to a system, if nothing is wrong with it."""
        owner = GoodsOwner(id=owner_id, name=name.strip(), code=code.strip())
        system = self._settings.current.system(system_id)
        if system is None:
            return (Problem("system", "system-missing"),)
        if problems := goods_owner_problems(owner, system):
            return problems
        await self._settings.change("add-goods-owner", lambda now: _with_owner(now, system_id, owner))
        return owner

    async def remove_system(self, system_id: str) -> None:
        """Remove a system with its webhooks; can be undone."""

        def without(now: Settings) -> Settings:
            gone = {hook.id for hook in now.webhooks if hook.system == system_id}
            return replace(
                now,
                systems=tuple(item for item in now.systems if item.id != system_id),
                webhooks=tuple(hook for hook in now.webhooks if hook.id not in gone),
                states={key: state for key, state in now.states.items() if key not in gone},
            )

        await self._settings.change("remove-system", without)


def _with_owner(now: Settings, system_id: str, owner: GoodsOwner) -> Settings:
    def extended(system: System) -> System:
        if system.id != system_id or system.goods_owner(owner.id) is not None:
            return system
        return replace(system, goods_owners=tuple(sorted((*system.goods_owners, owner), key=lambda item: item.id)))

    return replace(now, systems=tuple(extended(system) for system in now.systems))
