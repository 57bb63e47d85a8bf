"""The protocol between window and listener: JSON lines over the child's standard input and output.

To the child: ``{"snapshot": {…}}``, ``{"ping": n}``, ``{"answer": {…}}`` and ``{"keep": true | false}``; the end
of input means finish, commit, exit, or with ``keep`` go on without the window.
From the child: ``{"event": "listening" | "ack" | "pong" | "committed" | "not-saved" | "failed", …}``. Secrets are
unencrypted in these lines, and nowhere else outside the two processes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.plain_settings import jsonable, plain, read, read_all
from ongoing_desktop.domain.rules import Rule, Step
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """The user's answer to a request that a rule holds."""

    number: int
    """Id of its row."""
    step: Step


class NotUnderstood(ValueError):  # noqa: N818 - says what happened
    """A line that is not one of these messages."""


@dataclass(frozen=True, slots=True)
class Keep:
    """Whether the listener goes on when its window ends."""

    on: bool


def snapshot_line(snapshot: ListenerSnapshot) -> bytes:
    """A complete snapshot as one line, including secrets. The documents of a simulator that is off are left out."""
    data = plain(snapshot) | {
        "secrets": {key: secret.reveal() for key, secret in snapshot.secrets.items() if secret is not None},
        "old": {
            key: {"username": old.username, "secret": old.secret.reveal() if old.secret is not None else None}
            for key, old in snapshot.old.items()
        },
        "fingerprint_key": snapshot.fingerprint_key.reveal(),
    }
    if not snapshot.simulator.on:
        data |= {"simulator": {}, "simulated": {}}
    return _line({"snapshot": data})


def ping_line(number: int) -> bytes:
    """A ping with a number."""
    return _line({"ping": number})


def answer_line(answer: HeldAnswer) -> bytes:
    """The answer to a held request."""
    return _line({"answer": {"number": answer.number, "step": answer.step}})


def keep_line(*, on: bool) -> bytes:
    """Whether to go on when the window ends."""
    return _line({"keep": on})


def read_line(line: bytes) -> ListenerSnapshot | HeldAnswer | Keep | int:
    """Parse a line from the window: a snapshot, an answer, whether to go on, or the number of a ping.

    Raises NotUnderstood without its content.
    """
    try:
        data = json.loads(line)
        if "answer" in data:
            return HeldAnswer(int(data["answer"]["number"]), read(Step, data["answer"]["step"]))
        if "keep" in data:
            return Keep(bool(data["keep"]))
        if "ping" in data:
            return int(data["ping"])
        members = data["snapshot"].items()
        return ListenerSnapshot(**{name: _READ[name](value) if name in _READ else value for name, value in members})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # From None, because the cause's text could contain a secret.
        raise NotUnderstood("a line that is neither a snapshot, an answer nor a ping") from None


def read_event(line: bytes) -> Mapping[str, Any] | None:
    """Parse an event from the child, or return None for any other output."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("event"), str) else None


def _line(data: Mapping[str, Any]) -> bytes:
    # ASCII escapes can represent lone surrogates.
    return json.dumps(data, ensure_ascii=True, default=jsonable).encode("ascii") + b"\n"


def _secret(value: str | None) -> Secret | None:
    return None if value is None else Secret(value)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "systems": partial(read_all, System),
    "webhooks": partial(read_all, Webhook),
    "secrets": lambda data: {key: Secret(value) for key, value in data.items()},
    "fingerprint_key": Secret,
    "old": lambda data: {key: OldCredential(old["username"], _secret(old["secret"])) for key, old in data.items()},
    "rules": partial(read_all, Rule),
    "forward": partial(read, Forward),
    "simulator": partial(read, Simulator),
    "names": lambda data: SecretNames(frozenset(data["headers"]), frozenset(data["parameters"])),
}
"""Conversions of the fields of a snapshot whose type JSON does not have."""
