"""Systems and goods owners, and the demo system of *Try it*."""

from __future__ import annotations

import secrets as random
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.system_changes import Effect, Moves, effects, merged_system, with_system, without_standard
from ongoing_desktop.domain.system_comparison import SystemComparison, compare_systems
from ongoing_desktop.domain.system_copy import Copied, CopyPlan, copied, rewritten, unmapped
from ongoing_desktop.domain.validation import (
    goods_owner_problems,
    system_content_problems,
    system_problems,
    url_problems,
)
from ongoing_desktop.services import Services
from ongoing_desktop.services.webhooks import ReplaceCredential

NAME: Final = "Demo warehouse"
OWNERS: Final = (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA"))


@dataclass(frozen=True, slots=True)
class CopyReport:
    """The result of copying across. ``missing``: webhooks that need a credential and have none."""

    added: tuple[Webhook, ...]
    updated: tuple[Webhook, ...]
    owners: tuple[GoodsOwner, ...]
    missing: tuple[Webhook, ...]


class Systems:
    """Async methods run on the engine's loop and return either the value or the problems with it.

    The others do no I/O and are safe on any thread.
    """

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._catalogue = services.catalogue
        self._standard = services.standard_statuses
        self._clock = services.clock

    def problems(self, draft: System) -> tuple[Problem, ...]:
        """Problems that prevent saving a changed system."""
        return (*system_problems(draft, self._settings.current), *system_content_problems(draft))

    def effects(self, draft: System, base: System, moves: Moves) -> tuple[Effect, ...]:
        """The effects of saving on webhooks."""
        now = self._settings.current
        current = now.system(draft.id)
        if current is None:
            return ()
        after, _ = merged_system(draft, base, current)
        return effects(now, current, after, moves, self._catalogue, self._standard)

    def dependants(self, system_id: str) -> tuple[Webhook, ...]:
        """The webhooks that are removed with a system."""
        return tuple(hook for hook in self._settings.current.webhooks if hook.system == system_id)

    def compare(self, left_id: str, right_id: str) -> SystemComparison | None:
        """Compare two systems; None if one no longer exists."""
        now = self._settings.current
        left, right = now.system(left_id), now.system(right_id)
        return compare_systems(now, left, right, self._standard) if left and right else None

    async def add_system(self, name: str, code: str, address: str = "") -> System | tuple[Problem, ...]:
        """Add a system unless it has problems."""
        draft = System(id=new_id(), name=name.strip(), code=code.strip(), address=address.strip())
        if problems := self.problems(draft):
            return problems
        await self._settings.change(
            "add-system", lambda now: replace(now, systems=(*now.systems, draft)).using(draft.id)
        )
        return draft

    async def save_system(
        self, draft: System, base: System, moves: Moves, *, carry: bool = True
    ) -> System | tuple[Problem, ...]:
        """Save a changed system with the changes of its webhooks, as one change.

        ``base`` is the system when editing began. Fields that only another process changed are kept; a field changed by
        both is a problem. ``carry``: webhooks follow new numbers of statuses and new names of transporters.
        """
        draft = without_standard(draft, self._standard)
        current = self._settings.current.system(draft.id)
        if current is None:
            return (Problem("name", "system-gone"),)
        if problems := self.problems(draft):
            return problems
        _, both = merged_system(draft, base, current)
        if both:
            return tuple(Problem(field, "system-changed-meanwhile") for field in both)

        def saved(now: Settings) -> Settings:
            there = now.system(draft.id)
            if there is None:
                return now
            after, _ = merged_system(draft, base, there)
            after = replace(after, goods_owners=tuple(sorted(after.goods_owners, key=lambda item: item.id)))
            return with_system(now, after, moves, self._catalogue, self._clock(), carry=carry)

        gone = {hook.id for hook in self._settings.current.webhooks} - {
            hook.id for hook in saved(self._settings.current).webhooks
        }
        await self._secrets.retire(*(self._settings.current.state(hook_id) for hook_id in gone))
        await self._settings.change("save-system", saved)
        return self._settings.current.system(draft.id) or draft

    async def add_goods_owner(
        self, system_id: str, owner_id: int, name: str, code: str
    ) -> GoodsOwner | tuple[Problem, ...]:
        """Add a goods owner to a system unless it has problems."""
        owner = GoodsOwner(id=owner_id, name=name.strip(), code=code.strip())
        system = self._settings.current.system(system_id)
        if system is None:
            return (Problem("system", "system-missing"),)
        if problems := goods_owner_problems(owner, system):
            return problems
        await self._settings.change("add-goods-owner", lambda now: _with_owner(now, system_id, owner))
        return owner

    async def remove_system(self, system_id: str) -> None:
        """Remove a system with its webhooks. Undo restores them, within a week with their credentials."""
        await self._secrets.retire(*(self._settings.current.state(hook.id) for hook in self.dependants(system_id)))
        if (system := self._settings.current.system(system_id)) is not None:
            await self._secrets.note(system.api_secret_ref, "retired")

        def without(now: Settings) -> Settings:
            kept = now.without_webhooks({hook.id for hook in now.webhooks if hook.system == system_id})
            return replace(kept, systems=tuple(item for item in now.systems if item.id != system_id))

        await self._settings.change("remove-system", without)

    async def copy_across(self, plan: CopyPlan) -> CopyReport | tuple[Problem, ...]:
        """Copy selected parts of one system to another, as one change. Credentials are never copied.

        Problems with an address have the field ``webhooks.<id>``, those with a goods owner ``owners.<number>``.
        """
        ids = {hook_id: new_id() for hook_id in plan.webhooks}
        if problems := self._copy_problems(plan):
            return problems

        def carried(now: Settings) -> Copied:
            left, right = now.system(plan.source), now.system(plan.target)
            if left is None or right is None:
                return Copied(now)
            fresh = iter(ids.values())
            return copied(
                now,
                compare_systems(now, left, right, self._standard),
                plan,
                standard=self._standard,
                new_id=lambda: next(fresh),
                now=self._clock(),
            )

        done = carried(self._settings.current)
        await self._secrets.retire(*done.dropped)
        after = await self._settings.change("copy-across", lambda now: carried(now).settings)
        made = {hook.id for hook in (*done.added, *done.updated)}
        missing = (hook for hook in after.webhooks if hook.id in made and after.state(hook.id).secret_ref is None)
        return CopyReport(
            done.added,
            done.updated,
            done.owners,
            tuple(
                hook for hook in missing if hook.authentication in SCHEMES and SCHEMES[hook.authentication].needs_secret
            ),
        )

    def _copy_problems(self, plan: CopyPlan) -> tuple[Problem, ...]:
        now = self._settings.current
        comparison = self.compare(plan.source, plan.target)
        if comparison is None:
            return (Problem("systems", "system-gone"),)
        if plan.source == plan.target:
            return (Problem("systems", "copy-same-system"),)
        found: list[Problem] = []
        for number in unmapped(comparison, frozenset(plan.webhooks)):
            owner = comparison.left.goods_owner(number)
            if number not in plan.owners or (plan.owners[number] is None and owner is None):
                name = f"{owner.name} ({number})" if owner else str(number)
                found.append(Problem(f"owners.{number}", "copy-owner-unmapped", {"name": name}))
        for hook_id in plan.webhooks:
            if (hook := now.webhook(hook_id)) is not None:
                found += url_problems(f"webhooks.{hook_id}", rewritten(hook.url, plan.replacements))
        return tuple(found)


def _with_owner(now: Settings, system_id: str, owner: GoodsOwner) -> Settings:
    def extended(system: System) -> System:
        if system.id != system_id or system.goods_owner(owner.id) is not None:
            return system
        return replace(system, goods_owners=tuple(sorted((*system.goods_owners, owner), key=lambda item: item.id)))

    return replace(now, systems=tuple(extended(system) for system in now.systems)).using(system_id)


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
