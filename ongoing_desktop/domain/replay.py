"""Sending again what is in the history: what of a recorded request goes along, and what never does. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ongoing_desktop.domain.exchange import Exchange, Headers
from ongoing_desktop.domain.forwarding import LOOP_HEADER, Target, forwarded_headers
from ongoing_desktop.domain.redaction import REDACTED_VALUE
from ongoing_desktop.domain.secret_names import USUAL, SecretNames

Where = Literal["own", "url", "listener", "local", "other"]
WHERE: Final[tuple[Where, ...]] = ("own", "url", "listener", "local", "other")
"""``own``: where it came to, or was sent to. ``url``, ``listener`` and ``local``: the webhook's targets. ``other``: an
address of one's own."""
MOST: Final = 1000
NOT_SENDABLE: Final = frozenset({"proxy-authorization", "set-cookie"})
"""Credential fields that are for a proxy, or of an answer; they are never sent again."""
REPLAY_MARK: Final = "replay_of"
"""Member of the outcome's detail: the id of the exchange that was sent again."""
_UNREADABLE: Final = ("[redacted", "%5Bredacted")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be sent again, and how."""

    ids: tuple[int, ...]
    """Exchanges; sent in the order in which they happened."""
    where: Where = "own"
    url: str = ""
    """Of ``other``."""
    webhook: str = ""
    """Id of the webhook whose credential and targets are used; empty: each exchange's own."""
    body: str | None = None
    """Edited text of a single one; None: byte for byte as it was."""
    gaps: bool = False
    """Keep the time that lay between them."""
    speed: float = 1.0
    """How many times faster the gaps pass."""
    recorded: bool = False
    """Send the recorded credential, where "keep raw" kept one, instead of the one in the keyring."""


def kept_headers(headers: Headers, *, edited: bool, names: SecretNames = USUAL) -> Headers:
    """What of a recorded request goes along: no fields of its connection, none that tell of proxies, no credentials.

    ``edited``: the body is another one, so its content coding does not hold any more.
    """
    gone = {"host", LOOP_HEADER.lower()} | ({"content-encoding", "content-md5", "digest"} if edited else set())
    nowhere = Target(secure=False, host="", port=0, path="/", authority="")
    kept = forwarded_headers(headers, nowhere, stays=lambda name, value: names.header(name) or "[redacted" in value)
    return tuple((name, value) for name, value in kept if name.lower() not in gone)


def recorded_credential(headers: Headers, names: SecretNames = USUAL) -> Headers:
    """Credential fields whose values were kept as they came; a redacted one is none."""
    return tuple(
        (name, value)
        for name, value in headers
        if names.header(name) and name.lower() not in NOT_SENDABLE and value and not REDACTED_VALUE.search(value)
    )


def came_to(exchange: Exchange, listener: str) -> str:
    """Where a recorded request belongs; empty where that was not kept whole. ``listener``: base address of ours now."""
    target = exchange.row.target
    if any(mark in target for mark in _UNREADABLE):
        return ""
    if exchange.row.direction == "out":
        return target
    return f"{listener}{target}" if target.startswith("/") else ""


def gaps(times_s: Sequence[float]) -> list[float]:
    """How long after the one before each happened, in the order given; a clock that went back makes no negative gap."""
    return [max(0.0, at - times_s[place - 1]) if place else 0.0 for place, at in enumerate(times_s)]
