"""How to listen, and what may run beside it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listens:
    """A listener that accepts requests, for what runs beside it."""

    url: str
    check_key: str
    """As of :class:`RunningListener`."""
    say: Callable[[Mapping[str, Any] | str], None]
    """Prints an event or a sentence."""
    use_public_address: Callable[[str], None]
    """Makes a host of requests a known one."""


Alongside = Callable[[Listens], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class ListenOptions:
    """How to listen."""

    data_dir: Path
    host: str
    port: int | None
    """None uses the settings', 0 lets the system choose."""
    ready_file: Path | None
    json_lines: bool = False
    credentials: bool = False
    """Whether standard input gives credentials for this run."""
    controlled: bool = False
    """Whether a window controls it over standard input and output."""
    certificate: str = ""
    """A PEM file instead of that of the settings. If this and ``key`` are empty, theirs are used, if any, for HTTPS."""
    key: str = ""
    alongside: Alongside | None = None
    """Runs while it listens, and is cancelled when it stops."""
    forward: Forward | None = None
    """Replaces the forwarding of the settings."""
