"""Checks of webhooks, systems and goods owners before saving. Problems are values with a field."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ongoing_desktop.domain import retry
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import WEBHOOK_KINDS, GoodsOwner, Settings, System, Webhook

LONGEST_NAME: Final = 200
LONGEST_URL: Final = 8000
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NOT_IN_URL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, line and paragraph separators, and lone surrogates, which no encoding can represent."""
_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_CODE: Final = re.compile(r"[^\s/?#]+")
_HOST: Final = re.compile(r"[^\s/?#\\<>\"{}|^`%]+")


def webhook_problems(hook: Webhook, settings: Settings, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Problems with a webhook, except its credential. Names are unique within a system only."""
    found = [*name_problems("name", hook.name), *_owner_problems(hook, settings)]
    if hook.kind not in WEBHOOK_KINDS:
        found.append(Problem("kind", "kind-unknown", {"value": hook.kind}))
    if catalogue.trigger(hook.type) is None:
        found.append(Problem("type", "type-missing" if not hook.type else "type-unknown", {"value": hook.type}))
    found += url_problems("url", hook.url)
    if hook.local_target:
        found += url_problems("local_target", hook.local_target)
    if hook.email and not _EMAIL.fullmatch(hook.email):
        found.append(Problem("email", "email-shape"))
    if hook.retry_policy not in retry.POLICIES:
        params = {"value": hook.retry_policy, "known": retry.known_keys()}
        found.append(Problem("retry_policy", "retry-unknown", params))
    if hook.on_refusal not in ("answer", "401"):
        found.append(Problem("on_refusal", "on-refusal-unknown", {"value": hook.on_refusal}))
    return tuple(found)


def _owner_problems(hook: Webhook, settings: Settings) -> list[Problem]:
    system = settings.system(hook.system)
    if system is None:
        return [Problem("system", "system-missing")]
    if not hook.goods_owners:
        return [Problem("goods_owners", "goods-owner-missing" if hook.kind == "regular" else "goods-owners-missing")]
    if hook.kind == "regular" and len(hook.goods_owners) != 1:
        return [Problem("goods_owners", "goods-owner-one", {"count": len(hook.goods_owners)})]
    unknown = [owner for owner in hook.goods_owners if system.goods_owner(owner) is None]
    if unknown:
        return [Problem("goods_owners", "goods-owner-unknown", {"id": unknown[0], "system": system.name})]
    return []


def name_problems(field: str, name: str) -> list[Problem]:
    """Problems with a displayed name: empty, too long, or with control characters."""
    if not name.strip():
        return [Problem(field, "name-empty")]
    if _CONTROLS.search(name):
        return [Problem(field, "name-controls")]
    return [Problem(field, "name-long", {"limit": LONGEST_NAME})] if len(name) > LONGEST_NAME else []


def url_problems(field: str, url: str) -> list[Problem]:
    """Problems with a URL: not http or https, no host, an invalid port, or invisible characters.

    Valid but doubtful addresses, such as a space in the path, get advice: :mod:`ongoing_desktop.domain.url_advice`.
    """
    url = url.strip(" ")
    if not url:
        return [Problem(field, "url-empty")]
    if _NOT_IN_URL.search(url):
        return [Problem(field, "url-controls")]
    if len(url) > LONGEST_URL:
        return [Problem(field, "url-long", {"limit": LONGEST_URL})]
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return [Problem(field, "url-broken")]
    if parts.scheme not in ("http", "https"):
        return [Problem(field, "url-scheme")]
    if parts.username is not None or parts.password is not None:
        return [Problem(field, "url-credentials")]
    if not host or not _HOST.fullmatch(host.strip("[]")) or not _idna_ok(host):
        return [Problem(field, "url-host")]
    return [] if _port_ok(parts) else [Problem(field, "url-port")]


def _port_ok(parts: SplitResult) -> bool:
    try:
        return parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        return False


def _idna_ok(host: str) -> bool:
    if ":" in host:
        try:
            ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        return True
    labels = host.removesuffix(".").split(".")
    if not all(0 < len(label) <= 63 for label in labels):
        return False
    # A last label of digits makes it an IPv4 address (WHATWG URL), which must then be complete.
    if labels[-1].isdigit():
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            return False
    return True


def system_problems(system: System, settings: Settings) -> tuple[Problem, ...]:
    """A system's own problems. Names are unique ignoring case. For its content see :func:`system_content_problems`."""
    found = name_problems("name", system.name)
    if any(other.id != system.id and other.name.casefold() == system.name.casefold() for other in settings.systems):
        found.append(Problem("name", "system-name-taken", {"name": system.name}))
    if not _CODE.fullmatch(system.code) or _CONTROLS.search(system.code):
        found.append(Problem("code", "code-empty" if not system.code else "code-shape"))
    return tuple(found)


def system_content_problems(system: System) -> tuple[Problem, ...]:
    """Problems with address, goods owners, statuses and transporters, with fields ``goods_owners.<row>.<column>``.

    For editing here. An imported file may contain an invalid address.
    """
    found = url_problems("address", system.address) if system.address else []
    numbers: set[int] = set()
    for row, owner in enumerate(system.goods_owners):
        own = goods_owner_problems(owner, system, replacing=owner.id)
        found += [replace(item, field=f"goods_owners.{row}.{item.field}") for item in own]
        if owner.id in numbers and owner.id > 0:
            found.append(
                Problem(f"goods_owners.{row}.id", "goods-owner-taken", {"id": owner.id, "system": system.name})
            )
        numbers.add(owner.id)
    for name, statuses in system.statuses.items():
        found += _status_problems(name, statuses)
    for row, transporter in enumerate(system.transporters):
        place = f"transporters.{row}.name"
        found += name_problems(place, transporter)
        if transporter in system.transporters[:row]:
            found.append(Problem(place, "transporter-taken", {"name": transporter}))
    return tuple(found)


def _status_problems(name: str, statuses: object) -> list[Problem]:
    found: list[Problem] = []
    seen: set[object] = set()
    for row, status in enumerate(statuses if isinstance(statuses, Sequence) else ()):
        number = status.get("number") if isinstance(status, Mapping) else None
        place = f"statuses.{name}.{row}"
        if not isinstance(number, int) or number < 0:
            found.append(Problem(f"{place}.number", "status-number"))
        elif number in seen:
            found.append(Problem(f"{place}.number", "status-taken", {"number": number}))
        seen.add(number)
        found += name_problems(f"{place}.name", str(status.get("name", "")) if isinstance(status, Mapping) else "")
    return found


def goods_owner_problems(owner: GoodsOwner, system: System, *, replacing: int | None = None) -> tuple[Problem, ...]:
    """Problems with a goods owner, whose number is unique in the system."""
    found = name_problems("name", owner.name)
    if owner.id < 1:
        found.append(Problem("id", "goods-owner-id"))
    if owner.id != replacing and system.goods_owner(owner.id) is not None:
        found.append(Problem("id", "goods-owner-taken", {"id": owner.id, "system": system.name}))
    if _CONTROLS.search(owner.code):
        found.append(Problem("code", "code-shape"))
    return tuple(found)
