"""Texts about a webhook in list, sheet and notices. A list without webhooks does not load what only those need."""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import day_text, short_time

if TYPE_CHECKING:
    from datetime import datetime

    from ongoing_desktop.auth import Scheme
    from ongoing_desktop.domain.catalogue import Catalogue, TypeSetting
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
    from ongoing_desktop.domain.sync_state import MirrorState


def kind_word(kind: str) -> str:
    """Regular or automation."""
    return translated("Automation") if kind == "automation" else translated("Regular")


def retry_word(policy: str) -> str:
    """Ongoing's name for a retry policy."""
    from ongoing_desktop.domain.retry import POLICIES

    known = POLICIES.get(policy)
    return translated(known.word) if known else policy


def _scheme(key: str) -> Scheme | None:
    from ongoing_desktop.auth import SCHEMES

    return SCHEMES.get(key)


def authentication_word(key: str) -> str:
    """Ongoing's name for a scheme."""
    scheme = _scheme(key)
    return translated(scheme.title) if scheme else key


def short_authentication_word(key: str) -> str:
    """A shorter name for a narrow column."""
    scheme = _scheme(key)
    return translated(scheme.word) if scheme else key


def owner_words(hook: Webhook, system: System | None) -> str:
    """The goods owner's name, or the number of goods owners."""
    if not hook.goods_owners:
        return translated("no goods owner")
    if len(hook.goods_owners) > 1:
        return translated("{count} goods owners").format(count=len(hook.goods_owners))
    return one_owner(hook.goods_owners[0], system)


def one_owner(owner_id: int, system: System | None) -> str:
    """A goods owner's name and number."""
    owner = system.goods_owner(owner_id) if system else None
    return f"{owner.name} ({owner.id})" if owner else str(owner_id)


def all_owners(hook: Webhook, system: System | None) -> str:
    """Every goods owner by name and number."""
    return ", ".join(one_owner(owner, system) for owner in hook.goods_owners)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, while that is clearer than the time itself."""
    minutes = int((now - moment).total_seconds() // 60)
    if 0 <= minutes < 1:
        return translated("just now")
    if 0 <= minutes < 60:
        return translated("{count} min ago").format(count=minutes)
    if 0 <= minutes < 12 * 60:
        return translated("{count} h ago").format(count=minutes // 60)
    return short_time(moment)


def mirror_words(state: MirrorState, *, short: bool = False) -> str:
    """Whether it matches the webhook in Ongoing. ``short``: in a few words, with the day only."""
    code = "seen-local" if state.local else state.code
    if short:
        return sentence(f"mirror-short-{code}", {"on": day_text(state.at) if state.at else ""})
    return sentence(f"mirror-{code}", {"at": short_time(state.at) if state.at else ""})


def attention(hook: Webhook, system: System | None, state: WebhookState, catalogue: Catalogue) -> tuple[str, ...]:
    """What needs attention: settings not chosen, no credential, an address that a cloud cannot reach."""
    from ongoing_desktop.domain.type_settings import missing_settings
    from ongoing_desktop.domain.url_advice import address_advice

    found = [
        translated("{label} not selected").format(label=translated(item.label))
        for item in missing_settings(hook, catalogue)
    ]
    scheme = _scheme(hook.authentication)
    if scheme is not None and scheme.needs_secret and not state.secret_ref:
        found.append(translated("No credential"))
    if any(item.severe for item in address_advice(hook.url, local=system is not None and system.demo)):
        found.append(translated("Unreachable address"))
    return tuple(found)


RESULTS: Final = {"quiet": "never", "info": "pending", "good": "good", "bad": "failed"}
"""The meaning of a pill kind of :func:`last_test`."""


def last_test(row: ExchangeRow | None) -> tuple[str, str]:
    """Text and pill kind of the newest test."""
    if row is None:
        return translated("not tested"), "quiet"
    if row.answer == "pending":
        return translated("… sending"), "info"
    time = f" · {round(row.duration_ms)} ms" if row.duration_ms is not None else ""
    if row.status is not None:
        good = 200 <= row.status < 300
        return (f"✓ {row.status}{time}", "good") if good else (f"✕ {row.status}{time}", "bad")
    return f"✕ {failure_word(row.failure)}", "bad"


def failure_word(kind: str | None) -> str:
    """A word or two for why there was no answer."""
    words = {
        "refused": translated("no connection"),
        "unknown-host": translated("unknown host"),
        "timeout": translated("timed out"),
        "tls": translated("TLS"),
        "reset": translated("connection lost"),
        "protocol": translated("not HTTP"),
    }
    return words.get(kind or "", translated("failed"))


def setting_words(setting: TypeSetting, settings: Mapping[str, Any]) -> str:
    """A type setting's value as it would be typed."""
    value = settings.get(setting.key)
    if value is None or (isinstance(value, Sequence) and not value):
        return translated("not selected")
    if isinstance(value, bool):
        return translated("Yes") if value else translated("No")
    if setting.type.startswith("status") and isinstance(value, Sequence):
        return statuses_text(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(str(item) for item in value)
    return str(value)


def statuses_text(statuses: Sequence[Any]) -> str:
    """Selected statuses as one line: ``200 → 400, 450``."""
    return ", ".join(_status_text(item) for item in statuses)


def _status_text(item: Any) -> str:
    if not isinstance(item, Mapping):
        return str(item)
    start, end = item.get("from"), item.get("to")
    return f"{start} → {end}" if start is not None else str(end)


def system_name(hook: Webhook, settings: Settings) -> str:
    """The system's name."""
    system = settings.system_of(hook)
    return system.name if system else translated("unknown system")
