"""One request of a run and its result: for a retry policy, a series, a scenario, or a replay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.settings import Webhook

SentState = Literal["planned", "sending", "delivered", "failed", "cancelled", "unknown"]
"""``delivered`` and ``failed`` by the assumed rule. ``cancelled``: aborted before its response."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Each change creates a new value."""

    number: int
    """Its position from 1; in a scenario, the number of its event."""
    planned_s: float = 0.0
    """Seconds after the start in Ongoing's time."""
    state: SentState = "planned"
    attempt: int = 1
    """Above 1 for a repeat of the same event."""
    late_s: float = 0.0
    """Seconds by which it was late because the computer slept or the program was suspended; 0 if on time."""
    at: datetime | None = None
    """When it was sent: aware, UTC."""
    began_s: float = 0.0
    """When it was sent: real seconds after the start."""
    host: str = ""
    """The host it was sent to, with its port if the address has one."""
    event_id: int | str | None = None
    hook: Webhook | None = None
    """The webhook of a scenario's delivery."""
    replayed: int = 0
    """Id of the recorded exchange for a replay; 0 otherwise."""
    exchange_id: int | None = None
    """Its id in the history after it was sent."""
    status: int | None = None
    failure: str | None = None
    duration_ms: float | None = None
    answer: bytes = b""
    """The first bytes of the response's body."""
    message: str = ""
    """The meaning of the result in one sentence."""
    code: str = ""
    """Message code of the reason why it was not sent, with :attr:`params`."""
    params: Mapping[str, object] = EMPTY_MAPPING

    @property
    def good(self) -> bool:
        """Whether Ongoing is assumed to count it as delivered."""
        return self.state == "delivered"

    @property
    def done(self) -> bool:
        """Whether it was answered or failed."""
        return self.state in ("delivered", "failed")

    @property
    def word(self) -> str:
        """Its result in a word; empty before it is sent."""
        if self.done:
            return str(self.status) if self.status is not None else (self.failure or "failed")
        return "" if self.state == "planned" else self.state

    @property
    def result(self) -> str:
        """:attr:`word` with its sign, such as ``✓ 200``; empty before it is sent."""
        return f"{SIGNS[self.state]} {self.word}".strip()

    @property
    def took(self) -> str:
        """Its duration, such as ``12 ms``; empty while unknown."""
        return f"{self.duration_ms:.0f} ms" if self.duration_ms is not None else ""


SIGNS: Final[Mapping[SentState, str]] = {
    "planned": "",
    "sending": "…",
    "delivered": "✓",
    "failed": "✕",
    "cancelled": "–",
    "unknown": "?",
}
