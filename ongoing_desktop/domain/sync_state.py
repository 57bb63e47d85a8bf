"""How a webhook here stands to the one in Ongoing. This program changes nothing there; people type it in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Webhook, WebhookState
from ongoing_desktop.domain.targets import is_loopback

MirrorCode = Literal["not-entered", "entered", "changed-since", "seen-live"]


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """A request that this program did not send itself and whose credential was right, or for which none is asked."""

    at: datetime
    local: bool = False
    """It came from this computer: through a tunnel that runs here, or from another program here."""


def seen_by(row: ExchangeRow) -> Seen | None:
    """What a row of the history says of a live request; None where it is none."""
    if row.direction != "in" or row.ours or row.verdict not in ("verified", "open"):
        return None
    return Seen(row.at, is_loopback(row.peer.rpartition(":")[0].strip("[]")))


@dataclass(frozen=True, slots=True)
class MirrorState:
    """``code`` names the sentence ``mirror-<code>``; ``at`` fills it."""

    code: MirrorCode
    at: datetime | None = None
    local: bool = False
    """Of ``seen-live``, as :attr:`Seen.local`."""


def fingerprint(hook: Webhook, secret_ref: str | None) -> str:
    """A hash of everything that is entered in Ongoing's form; the credential counts by its entry's random name."""
    entered = [
        hook.kind,
        hook.type,
        sorted(hook.goods_owners),
        hook.url,
        hook.email,
        hook.authentication,
        hook.username,
        hook.retry_policy,
        hook.enabled,
        dict(hook.settings),
        secret_ref if hook.has_authentication else "",
    ]
    return hashlib.sha256(json.dumps(entered, sort_keys=True, default=str).encode()).hexdigest()[:16]


def mirror_state(hook: Webhook, state: WebhookState, seen_live: Seen | None = None) -> MirrorState:
    """What the list says of a webhook; "seen live" needs a request that we did not send ourselves."""
    if state.entered_at is not None and state.entered_fingerprint != fingerprint(hook, state.secret_ref):
        return MirrorState("changed-since", state.changed_at)
    if seen_live is not None:
        return MirrorState("seen-live", seen_live.at, seen_live.local)
    if state.entered_at is not None:
        return MirrorState("entered", state.entered_at)
    return MirrorState("not-entered")
