"""Fills a system from Ongoing's REST API (goods owners, statuses, transporters): a preview, then one change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.api import LOOKUPS, ApiQuery
from ongoing_desktop.domain.api_answers import (
    ReadList,
    Remark,
    read_goods_owners,
    read_list,
    read_object,
    read_status_list,
    read_transporters,
)
from ongoing_desktop.domain.api_import import (
    FromOngoing,
    ImportRow,
    RowKind,
    import_rows,
    taken_in,
)
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System
from ongoing_desktop.domain.statuses import Status
from ongoing_desktop.services import Services
from ongoing_desktop.services.api_calls import Access
from ongoing_desktop.wording.messages import error_sentence

T = TypeVar("T")
_STATUS_LISTS: Final = {"order": "order-statuses", "purchase_order": "purchase-order-statuses"}
_TITLES: Final = {
    "goods-owners": "goods owners",
    "order-statuses": "order statuses",
    "purchase-order-statuses": "purchase order statuses",
    "transporters": "transporters",
}
_STEPS: Final = len(_STATUS_LISTS) + 1
MOST_ASKED: Final = 50
"""Maximum number of goods owners whose transporters are read, with one request each. Most share the same transporters.
"""


@dataclass(frozen=True, slots=True)
class OngoingPlan:
    """What an import would do. Nothing has been changed yet."""

    system: System
    """The system when the plan was made."""
    found: FromOngoing
    rows: tuple[ImportRow, ...]
    remarks: tuple[Remark, ...] = ()
    """Lists that the system does not offer, and entries that were left out."""

    def count(self, change: str) -> int:
        """Number of rows with this kind of change."""
        return sum(row.change == change for row in self.rows)


class ApiImport:
    """Async methods run on the engine's loop and raise ApiError and StorageError."""

    def __init__(self, services: Services) -> None:
        self._calls = services.api_calls
        self._settings = services.settings
        self._standard = services.standard_statuses

    async def preview(
        self, system_id: str, *, base: str = "", on_progress: Callable[[int, int], None] = lambda _done, _all: None
    ) -> OngoingPlan:
        """Read every list that the system offers. Any other failure ends it, so nothing is read in part.

        ``on_progress`` receives the numbers of finished and of all requests on the engine's thread.
        """
        access = await self._calls.access(system_id, base)
        remarks: list[Remark] = []
        statuses: dict[str, tuple[Status, ...]] = {}
        for name, key in _STATUS_LISTS.items():
            listed = await self._list(access, key, read_status_list, remarks)
            if listed:
                statuses[name] = listed
            on_progress(len(statuses), _STEPS)
        owners = await self._owners(access, remarks)
        ids = [owner.id for owner in owners] if owners is not None else []
        asked = ids or [owner.id for owner in access.system.goods_owners]
        transporters = await self._transporters(access, asked, remarks, on_progress)
        found = FromOngoing(owners, statuses, transporters)
        return self._plan(system_id, access.system, found, _distinct(remarks))

    def preview_again(self, plan: OngoingPlan) -> OngoingPlan:
        """The same answers with the current settings, without a request."""
        return self._plan(plan.system.id, plan.system, plan.found, plan.remarks)

    async def apply(self, plan: OngoingPlan, chosen: Collection[tuple[RowKind, str]] | None = None) -> int:
        """Apply the chosen rows, by default all, as one undoable change; returns how many there were."""
        wanted = frozenset(row.id for row in plan.rows if row.change != "left")
        wanted = wanted if chosen is None else wanted & frozenset(chosen)

        def imported(now: Settings) -> Settings:
            return replace(
                now,
                systems=tuple(
                    taken_in(item, plan.found, self._standard, wanted) if item.id == plan.system.id else item
                    for item in now.systems
                ),
            )

        if wanted:
            await self._settings.change("import-from-ongoing", imported)
        return len(wanted)

    def _plan(self, system_id: str, was: System, found: FromOngoing, remarks: tuple[Remark, ...]) -> OngoingPlan:
        system = self._settings.current.system(system_id) or was
        return OngoingPlan(system, found, import_rows(system, found, self._standard), remarks)

    async def _owners(self, access: Access, remarks: list[Remark]) -> tuple[GoodsOwner, ...] | None:
        """The list, or if there is none, the goods owners of the settings read one by one."""
        listed = await self._list(access, "goods-owners", read_goods_owners, remarks)
        if listed is not None:
            return listed
        found: list[GoodsOwner] = []
        for known in access.system.goods_owners:
            try:
                answered = await self._calls.get(access, f"{LOOKUPS['goods-owners'].path}/{known.id}")
            except ApiError as error:
                if error.code != "api-not-found":
                    raise
                continue
            found += read_goods_owners([read_object(answered.data)]).items
        if not access.system.goods_owners:
            remarks.append(Remark("api-enter-owners"))
        known_ids = {owner.id for owner in found}
        # An owner that cannot be read stays as it is.
        rest = tuple(owner for owner in access.system.goods_owners if owner.id not in known_ids)
        return (*found, *rest) if found else None

    async def _transporters(
        self, access: Access, owner_ids: list[int], remarks: list[Remark], on_progress: Callable[[int, int], None]
    ) -> tuple[str, ...] | None:
        names: dict[str, None] = {}
        offered = False
        if len(owner_ids) > MOST_ASKED:
            remarks.append(Remark("api-some-owners", {"count": MOST_ASKED, "all": len(owner_ids)}))
        owner_ids = owner_ids[:MOST_ASKED]
        for place, owner_id in enumerate(owner_ids, 1):
            query = (("goodsOwnerId", str(owner_id)),)
            listed = await self._list(access, "transporters", read_transporters, remarks, query)
            on_progress(_STEPS - 1 + place, _STEPS - 1 + len(owner_ids))
            if listed is None:
                break
            offered = True
            names |= dict.fromkeys(listed)
        return tuple(sorted(names, key=str.casefold)) if offered else None

    async def _list(
        self,
        access: Access,
        key: str,
        read: Callable[[list[Any]], ReadList[T]],
        remarks: list[Remark],
        query: ApiQuery = (),
    ) -> tuple[T, ...] | None:
        """A list, or None if the system does not offer it. Raises ApiError with the list's name."""
        lookup, title = LOOKUPS[key], _TITLES[key]
        try:
            answered = await self._calls.get(access, lookup.path, query)
            rows = read_list(answered.data, lookup)
        except ApiError as error:
            if error.code == "api-not-found":
                remarks.append(Remark("api-not-offered", {"what": title}))
                return None
            raise ApiError("api-list", what=title, why=error_sentence(error)) from None
        if not rows:
            remarks.append(Remark("api-list-empty", {"what": title}))
        listed = read(rows)
        remarks += listed.remarks
        return listed.items


def _distinct(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Without duplicates: goods owners often have the same list of transporters."""
    return tuple({(item.code, repr(item.params)): item for item in remarks}.values())
