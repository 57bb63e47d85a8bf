"""Finds events that were probably missed: changes in Ongoing that match a webhook but did not arrive.

Only the current status is known: an order that changed twice shows its last status, and the previous one is unknown. A
webhook that fires for a change from a certain status is therefore assumed to have fired, and its reason says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from ongoing_desktop.domain.api import Resource, read_time
from ongoing_desktop.domain.api_answers import clean_name, rows_with_id, status_of
from ongoing_desktop.domain.api_paths import whole_id
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.dispatch import OrderEvent, fan_out
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import read_transitions

REACH: Final = timedelta(days=2)
"""How far back Ongoing's API looks for changes."""
SLACK: Final = timedelta(minutes=10)
"""Allowed difference between Ongoing's clock and this computer's."""
ADVANCED: Final = 400
"""The status from which an order counts as picked and a purchase order as received (pages of these webhooks)."""
FAMILIES: Final = ("order", "purchase-order")


@dataclass(frozen=True, slots=True)
class Present:
    """The current state of an order or purchase order in Ongoing."""

    family: str
    id: int
    number: str
    goods_owner: int
    status: int
    status_text: str = ""
    transporter: str = ""
    advanced: bool = False
    """Whether any of it was picked or received."""
    created: datetime | None = None

    @property
    def subject(self) -> str:
        """The subject as in the history."""
        return f"{self.family}:{self.id}"


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that was probably sent and did not arrive. ``code`` names the sentence with the reason."""

    present: Present
    hook: Webhook
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


ArrivedEvent = tuple[str, str | None, str, int | None]
"""Webhook id, trigger, subject and status of a received request."""


def presents(rows: Iterable[Any], resource: Resource, owner_id: int) -> Iterator[Present]:
    """The comparable objects of a page; those without id or status are left out."""
    for object_id, found in rows_with_id(rows, resource):
        status = status_of(found, resource)
        if status is None:
            continue
        info = resource.id.partition(".")[0]
        yield Present(
            family=resource.key,
            id=object_id,
            number=clean_name(member(found, resource.number)) or str(object_id),
            goods_owner=whole_id(member(found, "goodsOwner.id")) or owner_id,
            status=status.number,
            status_text=status.name,
            transporter=clean_name(member(found, "transporter.transporterName")),
            advanced=_advanced(found, resource, info),
            created=read_time(member(found, f"{info}.createdDate")),
        )


def missed(
    found: Iterable[Present],
    hooks: Collection[Webhook],
    arrived: Collection[ArrivedEvent],
    catalogue: Catalogue,
    since: datetime,
) -> Iterator[Missed]:
    """The events that would have been sent and did not arrive. ``hooks``: those of the system."""
    known = _Arrivals(arrived)
    enabled = [hook for hook in hooks if hook.enabled]
    for present in found:
        for hook in enabled:
            trigger = catalogue.trigger(hook.type)
            if trigger is None or trigger.family != present.family:
                continue
            kind = hook.type.removeprefix(f"{present.family}-")
            if (reason := _reason(kind, hook, present, since, catalogue)) is None:
                continue
            if not known.has(hook, present, kind):
                yield Missed(present, hook, *reason)


class _Arrivals:
    def __init__(self, arrived: Collection[ArrivedEvent]) -> None:
        self._states: dict[tuple[str, str], set[int | None]] = {}
        for webhook, _, subject, state in arrived:
            self._states.setdefault((webhook, subject), set()).add(state)

    def has(self, hook: Webhook, present: Present, kind: str) -> bool:
        states = self._states.get((hook.id, present.subject))
        if not states:
            return False
        if kind == "status-changed":
            return present.status in states
        if kind == "created":
            return True
        return any(state is None or state >= ADVANCED for state in states)


def _reason(
    kind: str, hook: Webhook, present: Present, since: datetime, catalogue: Catalogue
) -> tuple[str, dict[str, object]] | None:
    params: dict[str, object] = {"status": f"{present.status} {present.status_text}".strip()}
    if kind == "created" and (present.created is None or present.created < since):
        return None
    if kind in ("picked", "received") and (present.status < ADVANCED or not present.advanced):
        return None
    if kind == "status-changed":
        return _status_reason(hook, present, params, catalogue)
    return (f"missed-{kind}", params) if _fires(hook, present, None, catalogue) else None


def _status_reason(
    hook: Webhook, present: Present, params: dict[str, object], catalogue: Catalogue
) -> tuple[str, dict[str, object]] | None:
    # The previous status is unknown, so try each selected one.
    starts = {
        None,
        *(item.start for item in read_transitions(hook.settings.get("statuses")) if item.end == present.status),
    }
    firing = [start for start in starts if _fires(hook, present, start, catalogue)]
    if not firing:
        return None
    if None in firing:
        return "missed-status", params
    return "missed-status-from", {
        **params,
        "start": ", ".join(str(start) for start in sorted(map(int, filter(None, firing)))),
    }


def _fires(hook: Webhook, present: Present, start: int | None, catalogue: Catalogue) -> bool:
    """Whether the webhook fires for a change from a status to the present one."""
    event = OrderEvent(
        trigger=hook.type,
        goods_owner=present.goods_owner,
        from_status=start,
        status=present.status,
        transporter=present.transporter,
    )
    return fan_out([hook], event, catalogue)[0].fires


def _advanced(found: Mapping[str, Any], resource: Resource, info: str) -> bool:
    name = "pickedNumberOfItems" if resource.key == "order" else "receivedNumberOfItems"
    places = [member(found, info), *(lines if isinstance(lines := member(found, resource.lines), list) else ())]
    values = [place.get(name) for place in places if isinstance(place, Mapping)]
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    # If no answer has the member, the status alone decides.
    return any(value > 0 for value in numbers) or not numbers
