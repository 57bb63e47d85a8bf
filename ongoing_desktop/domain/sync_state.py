"""Whether a webhook here matches the one in Ongoing. This program changes nothing there; people enter it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Literal

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Webhook, WebhookState

MirrorCode = Literal["not-entered", "entered", "changed-since", "seen-live"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that this program did not send itself and whose credential was right or not needed."""

    at: datetime
    local: bool = False
    """Whether it came from this computer: through a local tunnel or from another local program."""

    def __lt__(self, other: Seen) -> bool:
        return (self.at, self.local) < (other.at, other.local)


def seen_by(row: ExchangeRow) -> Seen | None:
    """The live request in a row of the history, or None."""
    if row.direction != "in" or row.ours or row.verdict not in ("verified", "open"):
        return None
    return Seen(row.at, is_loopback(row.peer.rpartition(":")[0].strip("[]")))


@dataclass(frozen=True, slots=True)
class MirrorState:
    """``code`` names the sentence ``mirror-<code>``, which ``at`` fills."""

    code: MirrorCode
    at: datetime | None = None
    local: bool = False
    """For ``seen-live``, as :attr:`Seen.local`."""


def fingerprint(hook: Webhook, secret_ref: str | None) -> str:
    """A hash of everything that is entered in Ongoing. The credential is represented by its entry's random name."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL

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
    return sha256(json.dumps(entered, sort_keys=True, default=str).encode()).hexdigest()[:16]


def mirror_state(hook: Webhook, state: WebhookState, seen_live: Seen | None = None) -> MirrorState:
    """The state shown in the list. "seen live" needs a request that this program did not send itself."""
    if state.entered_at is not None and state.entered_fingerprint != fingerprint(hook, state.secret_ref):
        return MirrorState("changed-since", state.changed_at)
    if seen_live is not None:
        return MirrorState("seen-live", seen_live.at, seen_live.local)
    if state.entered_at is not None:
        return MirrorState("entered", state.entered_at)
    return MirrorState("not-entered")
