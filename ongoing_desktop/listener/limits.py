"""What one request, one connection and the whole listener may use. Sizes are bytes, times seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Defaults hold for the product; tests hand in smaller ones."""

    request_line: int = 8 * KIB
    header_block: int = 64 * KIB
    """Fields and trailer fields of one request together, line ends included."""
    header_fields: int = 200
    chunk_line: int = 4 * KIB
    body: int = 100 * MIB
    connections: int = 256
    excerpt: int = 4 * KIB
    """How much of a malformed request is kept."""
    header_s: float = 15.0
    """From the first byte of a request to the end of its header."""
    body_window_s: float = 30.0
    body_window_bytes: int = KIB
    """At least this much of a body must arrive in each window."""
    keep_alive_s: float = 15.0
    linger_s: float = 1.0
    """After a refusal, how long what still comes is read and thrown away; closing at once would destroy the answer."""
    linger_bytes: int = 8 * MIB
    write_s: float = 30.0
    stop_s: float = 1.5
    """At the end, how long half received requests may still become whole."""
    commit_s: float = 6.0
    """At the end, how long whole requests may wait for their commit; longer than the database's busy time-out."""
    held: int = 128
    """Connections that wait for a delayed answer, or for none; beyond it the one that waits longest is closed."""
    silence_s: float = 120.0
    """After this long a connection that gets no answer is closed; longer than senders wait."""
    forwards: int = 64
    """Requests on their way to a target at the same time."""
    forward_answer: int = 16 * MIB
    """Of a target's body."""
    handshake_s: float = 10.0
    spool_over: int = MIB
    """A body over this goes to a file."""
    memory: int = 32 * MIB
    """All bodies in memory together; beyond it every body goes to a file."""
    free_disk: int = 200 * MIB
    """Below this, or below a twentieth of a small volume, nothing more is recorded."""
