"""A delivery: one event to one target, with its attempts by a retry policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from ongoing_desktop.domain.assumed import Reading, reading_of
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.domain.sent import Sent

DeliveryState = Literal["sending", "waiting", "delivered", "failed", "cancelled", "interrupted"]
ENDED: Final[frozenset[DeliveryState]] = frozenset({"delivered", "failed", "cancelled", "interrupted"})
MARK: Final = "delivery"
"""Member of the last attempt's outcome detail that records how the delivery ended."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The current state of a delivery. Each change creates a new value."""

    id: str
    webhook: str
    name: str
    """The webhook's name."""
    url: str
    policy: str
    reading: Reading
    speed: float
    """Speed factor of the waits, or 0 for step by step."""
    state: DeliveryState
    attempts: tuple[Sent, ...]
    event_id: int | str | None = None
    paused: bool = False
    resumes_at: datetime | None = None
    """When the next attempt will actually be sent, while waiting."""
    elsewhere: bool = False
    """Whether another process runs it, so that it cannot be controlled from here."""
    code: str = ""
    """Message code with the reason of an interruption, if known."""
    params: Mapping[str, object] = EMPTY_MAPPING

    @property
    def ended(self) -> bool:
        """Whether nothing more will be sent."""
        return self.state in ENDED

    @property
    def started(self) -> datetime | None:
        """When the first attempt was actually sent."""
        return self.attempts[0].at if self.attempts else None

    @property
    def next(self) -> Sent | None:
        """The next planned attempt, or None after the end."""
        return None if self.ended else next((item for item in self.attempts if item.state == "planned"), None)

    @property
    def made(self) -> tuple[Sent, ...]:
        """The attempts that were sent or are being sent."""
        return tuple(item for item in self.attempts if item.state != "planned")

    def planned_at(self, attempt: Sent) -> datetime | None:
        """When Ongoing would send an attempt, had it sent the first one at the same time."""
        return None if self.started is None else self.started + timedelta(seconds=attempt.planned_s)

    def mark(self) -> dict[str, object]:
        """How it ended, as plain values for the history."""
        return {
            "state": self.state,
            "policy": self.policy,
            "reading": self.reading,
            "speed": self.speed,
            "planned": [item.planned_s for item in self.attempts],
            "late": {str(item.number): item.late_s for item in self.attempts if item.late_s},
        }


def plan(policy: str, reading: Reading) -> tuple[Sent, ...]:
    """The attempts of a policy, starting with the immediate first one."""
    return tuple(Sent(number, due, attempt=number) for number, due in enumerate((0, *schedule(policy, reading)), 1))


def past_delivery(delivery: str, name: str, rows: list[ExchangeRow], mark: Mapping[str, Any], policy: str) -> Delivery:
    """A past delivery from its attempts in the history, oldest first, and the mark on the last one.

    Without a mark, another process still runs it, or was killed and has not been detected yet. Then it counts as
    running elsewhere.
    """
    reading = reading_of(str(mark.get("reading")))
    state = mark.get("state")
    policy = str(mark.get("policy", policy))
    known = {row.attempt: row for row in rows}
    planned = mark.get("planned")
    times = planned if isinstance(planned, list) else [item.planned_s for item in plan(policy, reading)]
    late = mark.get("late")
    attempts = []
    for number, due in enumerate(times, 1):
        attempt = Sent(number, float(due), attempt=number)
        if row := known.get(number):
            attempt = attempt_of(row, attempt)
        if isinstance(late, Mapping):
            attempt = replace(attempt, late_s=float(late.get(str(number), 0.0)))
        attempts.append(attempt)
    if attempts and rows and state == "delivered":
        attempts = [replace(item, state="delivered") if item.number == rows[-1].attempt else item for item in attempts]
    return Delivery(
        id=delivery,
        webhook=rows[0].webhook or "",
        name=name,
        url=rows[0].target,
        policy=policy,
        reading=reading,
        speed=float(mark.get("speed", 1.0)),
        state=state if state in ENDED else "waiting",
        elsewhere=state not in ENDED,
        attempts=tuple(attempts),
        event_id=rows[0].event_id,
    )


def attempt_of(row: ExchangeRow, attempt: Sent) -> Sent:
    """An attempt with what the history contains. Any answer counts as failed until the rule is applied."""
    unknown = row.answer in ("pending", "unknown")
    return replace(
        attempt,
        state="unknown" if unknown else "failed",
        at=row.at,
        exchange_id=row.id,
        status=row.status,
        failure=row.failure,
        duration_ms=row.duration_ms,
    )
