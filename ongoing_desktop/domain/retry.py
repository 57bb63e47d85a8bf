"""When Ongoing would try again (page ``developer.ongoingwarehouse.com/webhooks``).

The page: after 1, 5, 15 and 30 minutes, then every 2 hours until a day is over. Whether those are the waits in a row or
counted from the first attempt it does not say; both readings give 15 retries. What counts as failure, and how long Ongoing
waits for an answer, no page says either: both are settings, marked as assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from ongoing_desktop.domain.sending import Response, SendResult

Reading = Literal["gaps", "offsets"]
READINGS: Final[tuple[Reading, ...]] = ("gaps", "offsets")
SuccessRule = Literal["2xx", "2xx-3xx", "any"]
SUCCESS_RULES: Final[tuple[SuccessRule, ...]] = ("2xx", "2xx-3xx", "any")
SPEEDS: Final = (1.0, 60.0, 3600.0)
"""Offered speeds; 0 is step by step."""
FASTEST: Final = 1_000_000.0
LIMITS_S: Final = (1, 60)
"""Shortest and longest time-out that can be assumed."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One retry policy of Ongoing's screen; all times in seconds."""

    title: str
    first_s: tuple[int, ...] = ()
    then_every_s: int = 0
    until_s: int = 0
    """No attempt is due later than this after the first one."""

    def schedule(self, reading: Reading) -> tuple[int, ...]:
        """When each retry is due, seconds after the first attempt."""
        due, times = 0, []
        for wait in self.first_s:
            due = due + wait if reading == "gaps" else wait
            times.append(due)
        while self.then_every_s and due + self.then_every_s <= self.until_s:
            due += self.then_every_s
            times.append(due)
        return tuple(times)


TABLE: Final[Mapping[str, Policy]] = MappingProxyType(
    {
        "none": Policy("None"),
        "one-day": Policy("One day (first retry after 1 minute)", (60, 300, 900, 1800), 7200, 86400),
    }
)
"""One row per policy, by the config file's key."""


def schedule(policy: str, reading: Reading = "gaps") -> tuple[int, ...]:
    """When each retry is due, seconds after the first attempt; none for an unknown policy."""
    return TABLE[policy].schedule(reading) if policy in TABLE else ()


def reading_of(text: str) -> Reading:
    """A reading by its word; the default for any other word."""
    return next((reading for reading in READINGS if reading == text), "gaps")


def delivered(result: SendResult, rule: str) -> bool:
    """Whether Ongoing would count this as delivered, under an assumed rule; no whole answer never counts."""
    if not isinstance(result.outcome, Response):
        return False
    if rule == "any":
        return True
    return 200 <= result.outcome.status <= (399 if rule == "2xx-3xx" else 299)
