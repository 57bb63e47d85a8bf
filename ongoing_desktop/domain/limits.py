"""Resource limits of a request, a connection and the whole listener. Sizes are bytes, times are seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.problems import Problem

KIB: Final = 1024
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults are those of the product; tests use smaller ones."""

    request_line: int = 8 * KIB
    header_block: int = 64 * KIB
    """Header and trailer fields of one request together, including line endings."""
    header_fields: int = 200
    chunk_line: int = 4 * KIB
    body: int = 100 * MIB
    connections: int = 512
    """Many slow senders are served at this many per 0.25 s, the minimum time for each."""
    excerpt: int = 4 * KIB
    """How much of a malformed request is stored."""
    header_s: float = 15.0
    """From the first byte of a request to the end of its header."""
    body_window_s: float = 30.0
    body_window_bytes: int = KIB
    """At least this much of a body must arrive in each window."""
    keep_alive_s: float = 15.0
    linger_s: float = 1.0
    """How long data is read and discarded after a refusal. Closing at once would destroy the answer."""
    linger_bytes: int = 8 * MIB
    write_s: float = 30.0
    stop_s: float = 1.5
    """How long incomplete requests may continue when the listener stops."""
    commit_s: float = 6.0
    """How long complete requests may wait for their commit when it stops; longer than the database's busy time-out."""
    held: int = 128
    """Connections that wait for a delayed answer or for none. Beyond this, or half of all connections, the one that has
    waited longest is closed.
    """
    silence_s: float = 120.0
    """Time after which a connection without an answer is closed; longer than senders wait."""
    forwards: int = 64
    """Requests being forwarded at the same time, but at most a quarter of all connections."""
    forward_line: int = 32
    """Requests waiting to be forwarded, but at most an eighth of all connections. Further requests are stored and
    answered 503.
    """
    forward_answer: int = 16 * MIB
    """Maximum body of a target's answer."""
    handshake_s: float = 10.0
    spool_over: int = MIB
    """A larger body is spooled to a file."""
    memory: int = 32 * MIB
    """Total of all bodies in memory. Beyond this every body is spooled to a file."""
    free_disk: int = 200 * MIB
    """Below this, or below a twentieth of a small volume, nothing is recorded."""


@dataclass(frozen=True, slots=True)
class LimitChoice:
    """A limit that the user can set, as a whole number of its unit."""

    key: str
    """Field of :class:`Limits`, and key in ``Preferences.limits``."""
    unit: str
    """``KiB``, ``MiB``, ``s``, or empty for a count."""
    least: int
    most: int

    def holds(self, value: object) -> TypeGuard[int]:
        """Whether a value in bytes or seconds is allowed."""
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return self.least * self.factor <= value <= self.most * self.factor

    @property
    def factor(self) -> int:
        """The unit in bytes or seconds."""
        return {"KiB": KIB, "MiB": MIB}.get(self.unit, 1)

    def shown(self, limits: Limits) -> int:
        """The current value in its unit."""
        return int(getattr(limits, self.key)) // self.factor


LIMIT_CHOICES: Final = (
    LimitChoice("body", "MiB", 1, 2048),
    LimitChoice("header_block", "KiB", 8, 1024),
    LimitChoice("header_fields", "", 20, 2000),
    LimitChoice("request_line", "KiB", 1, 64),
    LimitChoice("connections", "", 8, 4096),
    LimitChoice("free_disk", "MiB", 20, 100_000),
    LimitChoice("header_s", "s", 2, 600),
    LimitChoice("body_window_s", "s", 5, 3600),
    LimitChoice("keep_alive_s", "s", 1, 3600),
    LimitChoice("handshake_s", "s", 2, 120),
)
"""In the order of the window. The other limits protect the program itself and cannot be chosen."""


def limits_of(chosen: Mapping[str, Any], base: Limits) -> Limits:
    """``base`` with the user's valid choices in bytes and seconds. Invalid ones are ignored."""
    found: dict[str, Any] = {}
    for choice in LIMIT_CHOICES:
        value = chosen.get(choice.key)
        if choice.holds(value):
            found[choice.key] = float(value) if choice.unit == "s" else value
    return replace(base, **found)


def limit_problems(chosen: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Problems that prevent saving; fields are the limits' keys."""
    return tuple(
        Problem(choice.key, "limit-range", {"least": choice.least, "most": choice.most, "unit": choice.unit})
        for choice in LIMIT_CHOICES
        if choice.key in chosen and not choice.holds(chosen[choice.key])
    )
