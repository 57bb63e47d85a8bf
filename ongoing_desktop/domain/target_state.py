"""What is known about a forwarding target: whether it answers, and what waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import EMPTY_MAPPING

MOST_WAITING: Final = 10_000
"""Requests that wait for one target. Beyond this the sender gets 503, so that it tries again."""


@dataclass(frozen=True, slots=True)
class TargetState:
    """One target. A target that answers is live, whatever its status."""

    id: str
    """As in :class:`ongoing_desktop.domain.forwarding.Route`."""
    code: str | None = None
    """Why it does not answer; empty if it does, None if unknown."""
    params: Mapping[str, object] = EMPTY_MAPPING
    """Parameters of the reason's sentence."""
    at: datetime | None = None
    """Since when it is in this state."""
    waiting: int = 0
    """Requests that it has missed and that are kept for it."""
    since: datetime | None = None
    """When the oldest of them came."""
    asked: int = 0
    """Rises when the user wants them to be delivered now."""
    served: bool = False
    """Whether a running listener of any process delivers to it."""
