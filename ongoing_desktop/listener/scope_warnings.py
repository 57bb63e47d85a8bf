"""Whether a request lies inside what its webhook asks for: scope, chosen statuses, enabled. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.statuses import read_transitions


def remarks(hooks: Sequence[Webhook], facts: PayloadFacts, catalogue: Catalogue) -> Mapping[str, object]:
    """What does not fit the webhooks that are possible; of several, only what fits none of them."""
    found: dict[str, object] = {}
    if facts.goods_owner_id is not None and not any(facts.goods_owner_id in hook.goods_owners for hook in hooks):
        found["outside_scope"] = facts.goods_owner_id
    if facts.state is not None and not any(_asked_for(hook, facts.state, catalogue) for hook in hooks):
        found["status_not_chosen"] = facts.state
    if not any(hook.enabled for hook in hooks):
        found["disabled"] = True
    return found


def _asked_for(hook: Webhook, state: int, catalogue: Catalogue) -> bool:
    """Whether a webhook can fire for a status. The payload does not say the status before, so any pair's end counts."""
    trigger = catalogue.trigger(hook.type)
    chooses = any(item.key == "statuses" for item in trigger.settings) if trigger else False
    chosen = read_transitions(hook.settings.get("statuses"))
    # Nothing chosen is a warning of its own; here nothing can be said.
    return not chooses or not chosen or any(item.end == state for item in chosen)
