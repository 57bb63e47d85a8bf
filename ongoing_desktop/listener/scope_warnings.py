"""Checks whether a request matches what its webhook is set to: scope, statuses, enabled. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import read_transitions


def remarks(hooks: Sequence[Webhook], facts: PayloadFacts, catalogue: Catalogue) -> Mapping[str, object]:
    """What does not match the possible webhooks; with several, only what matches none."""
    found: dict[str, object] = {}
    if facts.goods_owner_id is not None and not any(facts.goods_owner_id in hook.goods_owners for hook in hooks):
        found["outside_scope"] = facts.goods_owner_id
    if facts.state is not None and not any(_asked_for(hook, facts.state, catalogue) for hook in hooks):
        found["status_not_chosen"] = facts.state
    if not any(hook.enabled for hook in hooks):
        found["disabled"] = True
    return found


def _asked_for(hook: Webhook, state: int, catalogue: Catalogue) -> bool:
    """Whether a webhook can fire for a status. The payload lacks the previous status, so any pair's end counts."""
    trigger = catalogue.trigger(hook.type)
    chooses = any(item.key == "statuses" for item in trigger.settings) if trigger else False
    chosen = read_transitions(hook.settings.get("statuses"))
    # An empty selection has its own warning; nothing can be concluded here.
    return not chooses or not chosen or any(item.end == state for item in chosen)
