"""Which of a system's webhooks Ongoing would fire for an event, and why the others would not fire.

From the pages ``webhooks`` and ``webhook-order`` of developer.ongoingwarehouse.com: the webhook is enabled and of the
event's type, the goods owner is in its scope, and the change is among its statuses and transporters. Undocumented cases
count as not firing, with an explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import Transition, read_transitions


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """The facts of an event that decide which webhooks fire."""

    trigger: str
    goods_owner: int
    from_status: int | None = None
    status: int | None = None
    transporter: str = ""
    with_order: bool = False


@dataclass(frozen=True, slots=True)
class DispatchDecision:
    """A webhook of the event's type, and whether it fires."""

    hook: Webhook
    code: str = ""
    """Code of the sentence with the reason for not firing; empty if it fires."""
    params: Mapping[str, object] = EMPTY_MAPPING

    @property
    def fires(self) -> bool:
        """Whether Ongoing would send."""
        return not self.code


def fan_out(hooks: Iterable[Webhook], event: OrderEvent, catalogue: Catalogue) -> tuple[DispatchDecision, ...]:
    """All webhooks of the event's type by name. ``hooks`` are those of one system."""
    of_type = sorted((hook for hook in hooks if hook.type == event.trigger), key=lambda hook: (hook.name, hook.id))
    return tuple(_hears(hook, event, catalogue) for hook in of_type)


def _hears(hook: Webhook, event: OrderEvent, catalogue: Catalogue) -> DispatchDecision:
    if not hook.enabled:
        return DispatchDecision(hook, "hears-disabled")
    if event.goods_owner not in hook.goods_owners:
        return DispatchDecision(hook, "hears-owner", {"owner": event.goods_owner})
    trigger = catalogue.trigger(hook.type)
    for setting in trigger.settings if trigger else ():
        if setting.scope and hook.kind not in setting.scope:
            continue
        chosen = hook.settings.get(setting.key)
        match setting.type:
            case "status-transition-list" | "status-list":
                refused = _status(read_transitions(chosen), event)
            case "transporter-list":
                refused = _transporter(chosen, event)
            case "boolean":
                refused = ("hears-with-order", {}) if event.with_order and chosen is not True else None
            case _:
                refused = None
        if refused:
            return DispatchDecision(hook, *refused)
    return DispatchDecision(hook)


def _status(chosen: tuple[Transition, ...], event: OrderEvent) -> tuple[str, dict[str, object]] | None:
    if not chosen:
        return "hears-nothing-chosen", {}
    params: dict[str, object] = {"start": event.from_status, "end": event.status}
    if event.status is None:
        return "hears-no-status", {}
    if any(item.end == event.status and item.start in (None, event.from_status) for item in chosen):
        return None
    return ("hears-status", {"end": event.status}) if event.from_status is None else ("hears-change", params)


def _transporter(chosen: object, event: OrderEvent) -> tuple[str, dict[str, object]] | None:
    names = [name for name in chosen if isinstance(name, str)] if isinstance(chosen, list | tuple) else []
    if not names or event.transporter in names:
        return None
    return ("hears-transporter", {"name": event.transporter}) if event.transporter else ("hears-no-transporter", {})
