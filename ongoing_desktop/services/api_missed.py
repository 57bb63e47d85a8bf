"""*What did I miss?*: changes in Ongoing during a time span that did not arrive here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Final

from ongoing_desktop.domain.api import PAGE, RESOURCES, ApiQuery, Resource, api_time
from ongoing_desktop.domain.api_answers import read_rows, rows_with_id
from ongoing_desktop.domain.api_missed import FAMILIES, REACH, SLACK, ArrivedEvent, Missed, missed, presents
from ongoing_desktop.domain.api_samples import as_object
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.targets import Confirmation, NeedsConfirmation
from ongoing_desktop.services import Services
from ongoing_desktop.services.api import real_payload
from ongoing_desktop.services.api_calls import About, Access
from ongoing_desktop.services.payloads import Payload
from ongoing_desktop.services.sender import PreparedRequest, SendOutcome
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.wording.messages import sentence

RECONSTRUCTED: Final = ("X-Ongoing-Desktop", "reconstructed")
"""The header that distinguishes a reconstructed event from one that Ongoing sent."""
PAUSE_S: Final = 0.02
"""Between two pages, so that Ongoing's server and the window have time for other work."""
MOST_PAGES: Final = 5_000
_GAPS_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class Span:
    """The start of the span, and its reason."""

    since: datetime
    code: str
    """``gap``, ``last-request``, ``reach`` (nothing is known) or ``chosen``."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a search."""

    looked_at: int
    """Number of orders and purchase orders read."""
    family: str
    goods_owner: int


@dataclass(frozen=True, slots=True)
class MissedReport:
    """The result. ``looked_at``: orders and purchase orders that changed in the span."""

    system: System
    since: datetime
    looked_at: int
    events: tuple[Missed, ...]
    not_offered: tuple[str, ...] = ()
    """Titles of resources that the system does not have."""
    beyond_reach: bool = False
    """Whether the span is longer than Ongoing's API looks back."""
    without_webhooks: bool = False
    """Whether no enabled webhook of the system is about orders or purchase orders."""


class MissedEvents:
    """Async methods run on the engine's loop and raise ApiError and StorageError."""

    def __init__(self, services: Services) -> None:
        self._calls = services.api_calls
        self._sending = services.sending
        self._attempts = services.attempts
        self._settings = services.settings
        self._history = services.history
        self._catalogue = services.catalogue
        self._clock = services.clock
        self._engine = services.engine

    async def usual_span(self, system_id: str) -> Span:
        """The span since the last downtime, or else since the system's last request."""
        return await self._engine.blocking(self._usual_span, self._settings.current.system(system_id))

    async def find(
        self,
        system_id: str,
        since: datetime | None = None,
        *,
        base: str = "",
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> MissedReport:
        """Compare changes with arrivals. ``on_progress`` receives the progress on the engine's thread. Can be cancelled."""
        access = await self._calls.access(system_id, base)
        since = since or (await self.usual_span(system_id)).since
        hooks = self._hooks(system_id)
        found: list[Missed] = []
        not_offered: list[str] = []
        looked_at = 0
        for family in FAMILIES:
            resource = RESOURCES[family]
            mine = [hook for hook in hooks if self._family(hook) == family]
            seen: set[int] = set()
            for owner_id in sorted({owner for hook in mine for owner in hook.goods_owners}):
                try:
                    read, events = await self._of_owner(
                        access, resource, owner_id, mine, since, on_progress, looked_at, seen
                    )
                except ApiError as error:
                    if error.code != "api-not-found":
                        raise
                    not_offered.append(resource.title)
                    break
                looked_at += read
                found += events
        return MissedReport(
            access.system,
            since,
            looked_at,
            tuple(found),
            tuple(not_offered),
            beyond_reach=self._clock() - since > REACH,
            without_webhooks=not hooks,
        )

    async def _of_owner(
        self,
        access: Access,
        resource: Resource,
        owner_id: int,
        hooks: list[Webhook],
        since: datetime,
        on_progress: Callable[[Progress], None],
        before: int,
        seen: set[int],
    ) -> tuple[int, list[Missed]]:
        """Read page by page, keeping only what was missed. ``seen``: ids of the family that were compared before."""
        query: ApiQuery = (("goodsOwnerId", str(owner_id)), (resource.changed_from, api_time(since)))
        cursor, read = 0, 0
        events: list[Missed] = []
        about = About(family=resource.key, goods_owner_id=owner_id)
        for _ in range(MOST_PAGES):
            asked = (*query, (resource.id_from, str(cursor)), (resource.most, str(PAGE)))
            answered = await self._calls.get(access, resource.collection, asked, about=about, keep_body=False)
            compared = len(seen)
            work = partial(self._compared, answered.data, resource, owner_id, hooks, since, access.system, cursor, seen)
            count, highest, fresh = await self._engine.blocking(work)
            events += fresh
            read += len(seen) - compared
            on_progress(Progress(before + read, resource.title, owner_id))
            if count < PAGE:
                return read, events
            cursor = highest + 1
            await asyncio.sleep(PAUSE_S)
        raise ApiError("api-pages", what=resource.title, most=MOST_PAGES)

    def _compared(
        self,
        data: Any,
        resource: Resource,
        owner_id: int,
        hooks: list[Webhook],
        since: datetime,
        system: System,
        cursor: int,
        seen: set[int],
    ) -> tuple[int, int, list[Missed]]:
        rows = read_rows(data)
        ids = [object_id for object_id, _ in rows_with_id(rows, resource)]
        if rows and not ids:
            raise ApiError("api-shape", what=f"a list of {resource.title}s")
        if ids and max(ids) < cursor:
            raise ApiError("api-cursor", what=resource.title)
        # An id counts once, also if another page or another goods owner's list has it too.
        found = {item.id: item for item in presents(rows, resource, owner_id) if item.id not in seen}
        seen.update(found)
        subjects = [item.subject for item in found.values()]
        arrived: set[ArrivedEvent] = self._history.arrived(subjects, system=system.code, after=since - SLACK)
        events = list(missed(found.values(), hooks, arrived, self._catalogue, since))
        return len(rows), max(ids, default=cursor), events

    def payload(self, event: Missed) -> Payload:
        """A payload about a missed event, based on a sample, without using up an event id."""
        family = event.present.family
        return real_payload(self._sending.payloads, event.hook.id, family, RESOURCES[family], as_object(event.present))

    async def send(
        self, event: Missed, *, confirmed: Confirmation | bool = False
    ) -> SendOutcome | NeedsConfirmation | CannotSend:
        """Send a reconstructed event to the webhook's test target. A header and a note mark it as reconstructed.

        Other parameters as in :meth:`ongoing_desktop.services.sending.Sending.test`.
        """
        ready = await self._sending.prepare(event.hook.id, payload=self.payload(event), confirmed=confirmed)
        if not isinstance(ready, PreparedRequest):
            return ready
        request = replace(ready.request, headers=(*ready.request.headers, RECONSTRUCTED))
        tested = await self._attempts.send(replace(ready, request=request))
        note = sentence("missed-note", {"number": event.present.number, "status": event.present.status})
        await self._engine.blocking(self._history.set_note, tested.exchange_id, note)
        return tested

    def _hooks(self, system_id: str) -> list[Webhook]:
        current: Settings = self._settings.current
        mine = (hook for hook in current.webhooks if hook.system == system_id and hook.enabled)
        return [hook for hook in mine if self._family(hook) in FAMILIES]

    def _family(self, hook: Webhook) -> str:
        trigger = self._catalogue.trigger(hook.type)
        return trigger.family if trigger else ""

    def _usual_span(self, system: System | None) -> Span:
        now = self._clock()
        if system is None:
            raise ApiError("system-gone")
        log = self._history.page(limit=_GAPS_LOOKED_AT, direction="log", system=system.code)
        # Requests to the API simulator are no events.
        newest = [row for row in log if row.direction == "in" and row.family is not None][:1]
        for row in log:
            if row.direction == "gap" and (since := _time(row.reason_params.get("since"))) is not None:
                return Span(min(since, now), "gap")
        if newest:
            return Span(min(newest[0].at, now), "last-request")
        return Span(now - REACH, "reach")


def _time(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
