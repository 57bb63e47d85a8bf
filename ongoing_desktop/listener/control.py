"""The protocol between window and listener: JSON lines over the child's standard input and output.

To the child: ``{"snapshot": {…}, "revision": n}`` and ``{"ping": n}``; the end of input means finish, commit, exit.
From the child: ``{"event": "listening" | "ack" | "pong" | "committed" | "not-saved" | "failed", …}``. Secrets are
unencrypted in these lines, and nowhere else outside the two processes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ongoing_desktop.domain.forwarding import Forward, forward_of
from ongoing_desktop.domain.lazy_dataclasses import fields
from ongoing_desktop.domain.rules import Match, Rule, Step, rules_of
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.settings import EMPTY_MAPPING, GoodsOwner, System, Webhook
from ongoing_desktop.domain.simulator import Simulator, simulator_of
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential


class NotUnderstood(ValueError):  # noqa: N818 - says what happened
    """A line that is none of these."""


def snapshot_line(snapshot: ListenerSnapshot) -> bytes:
    """A complete snapshot as one line, including secrets."""
    data = {
        "systems": [_plain(system) for system in snapshot.systems],
        "webhooks": [_plain(hook) for hook in snapshot.webhooks],
        "secrets": {key: secret.reveal() for key, secret in snapshot.secrets.items() if secret is not None},
        "unreadable": dict(snapshot.unreadable),
        "old": {
            key: {"username": old.username, "secret": old.secret.reveal() if old.secret is not None else None}
            for key, old in snapshot.old.items()
        },
        "fingerprintKey": snapshot.fingerprint_key.reveal(),
        "publicHost": snapshot.public_host,
        "host": snapshot.host,
        "rules": snapshot.rules,
        "ruleRounds": snapshot.rule_rounds,
        "forward": snapshot.forward,
        "limits": snapshot.limits,
        "simulator": snapshot.simulator,
        "simulated": snapshot.simulated if snapshot.simulator.on else {},
        "names": {"headers": snapshot.names.headers, "parameters": snapshot.names.parameters},
    }
    return _line({"snapshot": data, "revision": snapshot.revision})


def ping_line(number: int) -> bytes:
    """A ping with a number."""
    return _line({"ping": number})


def read_line(line: bytes) -> ListenerSnapshot | int:
    """Parse a line from the window: a snapshot, or the number of a ping. Raises NotUnderstood without its content."""
    try:
        data = json.loads(line)
        if "ping" in data:
            return int(data["ping"])
        return _snapshot(data["snapshot"], int(data["revision"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # From None, because the cause's text could contain a secret.
        raise NotUnderstood("a line that is neither a snapshot nor a ping") from None


def read_event(line: bytes) -> Mapping[str, Any] | None:
    """Parse an event from the child, or return None for any other output."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("event"), str) else None


def _line(data: Mapping[str, Any]) -> bytes:
    # ASCII escapes can represent lone surrogates.
    return json.dumps(data, ensure_ascii=True, default=_default).encode("ascii") + b"\n"


def _default(value: object) -> object:
    match value:
        case Mapping():
            return dict(value)
        case frozenset() | set():
            return sorted(value)
        case Rule() | Match() | Step() | Forward() | Simulator():
            return {item.name: getattr(value, item.name) for item in fields(value)}
        case _:
            return str(value)


def _plain(value: GoodsOwner | System | Webhook) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in fields(value):
        content = getattr(value, item.name)
        if isinstance(content, tuple):
            content = [_plain(part) if isinstance(part, GoodsOwner) else part for part in content]
        found[item.name] = {} if content is EMPTY_MAPPING else content
    return found


def _snapshot(data: Mapping[str, Any], revision: int) -> ListenerSnapshot:
    return ListenerSnapshot(
        revision=revision,
        systems=tuple(_system(item) for item in data["systems"]),
        webhooks=tuple(
            Webhook(**{**_frozen(item), "goods_owners": tuple(item["goods_owners"])}) for item in data["webhooks"]
        ),
        secrets=MappingProxyType({key: Secret(value) for key, value in data["secrets"].items()}),
        unreadable=MappingProxyType(dict(data["unreadable"])),
        old=MappingProxyType({key: _old(value) for key, value in data["old"].items()}),
        fingerprint_key=Secret(data["fingerprintKey"]),
        public_host=str(data["publicHost"]),
        host=str(data["host"]),
        rules=rules_of(data["rules"]),
        rule_rounds=MappingProxyType(dict(data["ruleRounds"])),
        forward=forward_of(data["forward"]),
        limits=MappingProxyType(dict(data["limits"])),
        simulator=simulator_of(data["simulator"]),
        simulated=MappingProxyType(dict(data["simulated"])),
        names=SecretNames(frozenset(data["names"]["headers"]), frozenset(data["names"]["parameters"])),
    )


def _old(data: Mapping[str, Any]) -> OldCredential:
    value = data["secret"]
    return OldCredential(str(data["username"]), None if value is None else Secret(value))


def _system(data: Mapping[str, Any]) -> System:
    owners = tuple(GoodsOwner(**_frozen(item)) for item in data["goods_owners"])
    return System(**{**_frozen(data), "goods_owners": owners, "transporters": tuple(data["transporters"])})


def _frozen(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: MappingProxyType(value) if isinstance(value, dict) else value for key, value in data.items()}
