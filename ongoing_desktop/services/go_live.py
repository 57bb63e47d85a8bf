"""Collects the go-live checklist of a system's webhooks, and keeps what people entered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.go_live import (
    LASTS_DAYS,
    SYSTEM_ITEMS,
    WEBHOOK_ITEMS,
    CheckGroup,
    Confirmed,
    GoLiveCheck,
    asked,
    with_confirmed,
)
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.sync_state import Seen, mirror_state
from ongoing_desktop.domain.url_advice import address_advice
from ongoing_desktop.formats.proof_reports import KeptProof
from ongoing_desktop.services import Services
from ongoing_desktop.wording.times import day_text, stored_time


class GoLive:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._history = services.history
        self._proving = services.proving
        self._clock = services.clock
        self._engine = services.engine

    async def checklist(self, system_id: str, webhooks: Sequence[str] | None = None) -> tuple[CheckGroup, ...]:
        """The system's items, and those of its webhooks or of the given ones. Raises UsageError and StorageError."""
        now = self._settings.current
        system = now.system(system_id)
        if system is None:
            raise UsageError("usage-no-system", name=system_id)
        hooks = [
            hook for hook in now.webhooks if hook.system == system_id and (webhooks is None or hook.id in webhooks)
        ]
        seen = await self._engine.blocking(self._history.newest_live, [hook.id for hook in hooks])
        groups = [CheckGroup("", system.name, asked(now, system_id, SYSTEM_ITEMS))]
        for hook in hooks:
            checks = await self._known(now, hook, seen.get(hook.id))
            groups.append(CheckGroup(hook.id, hook.name, (*checks, *asked(now, hook.id, WEBHOOK_ITEMS))))
        return tuple(groups)

    async def confirm(self, owner_id: str, items: Mapping[str, Confirmed]) -> None:
        """Keep what a person entered for a webhook or a system. Raises StorageError."""
        at = self._clock()
        await self._settings.change("preferences", lambda now: with_confirmed(now, owner_id, items, at))

    async def _known(self, now: Settings, hook: Webhook, seen: Seen | None) -> tuple[GoLiveCheck, ...]:
        proof = await self._proving.last(hook)
        status = await self._secrets.status(hook.id)
        return (
            _credential(hook, status),
            _address(hook),
            _certificate(hook, proof, self._clock()),
            _entered(now, hook),
            GoLiveCheck("seen", "no", "seen-no")
            if seen is None
            else GoLiveCheck("seen", "yes", "seen-yes", {"at": day_text(seen.at)}),
            _proven(proof),
        )


def _credential(hook: Webhook, status: str) -> GoLiveCheck:
    if not SCHEMES[hook.authentication].needs_secret:
        return GoLiveCheck("credential", "no", "credential-none")
    return GoLiveCheck("credential", "yes" if status == "stored" else "no", f"credential-{status}")


def _address(hook: Webhook) -> GoLiveCheck:
    severe = not hook.url or any(item.severe for item in address_advice(hook.url))
    return GoLiveCheck("address", "no", "address-no") if severe else GoLiveCheck("address", "yes", "address-yes")


def _certificate(hook: Webhook, proof: KeptProof | None, now: datetime) -> GoLiveCheck:
    if not hook.url.lower().startswith("https:"):
        return GoLiveCheck("certificate", "no", "certificate-none")
    if proof is None or proof.certificate_days is None:
        return GoLiveCheck("certificate", "unknown", "certificate-unknown")
    try:
        days = proof.certificate_days - (now - datetime.fromisoformat(proof.at)).days
    except (ValueError, TypeError):
        return GoLiveCheck("certificate", "unknown", "certificate-unknown")
    return GoLiveCheck("certificate", "yes" if days >= LASTS_DAYS else "no", "certificate-days", {"days": days})


def _entered(now: Settings, hook: Webhook) -> GoLiveCheck:
    mirror = mirror_state(hook, now.state(hook.id))
    if mirror.code == "entered" and mirror.at is not None:
        return GoLiveCheck("entered", "yes", "entered-yes", {"at": day_text(mirror.at)})
    return GoLiveCheck("entered", "no", "entered-changed" if mirror.code == "changed-since" else "entered-no")


def _proven(proof: KeptProof | None) -> GoLiveCheck:
    if proof is None:
        return GoLiveCheck("proven", "unknown", "proven-never")
    params = {"at": stored_time(proof.at, lambda at: day_text(at, UTC)), "count": proof.must_failed}
    return GoLiveCheck(
        "proven", "no" if proof.must_failed else "yes", "proven-failed" if proof.must_failed else "proven-yes", params
    )
