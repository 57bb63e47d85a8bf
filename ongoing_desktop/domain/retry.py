"""When Ongoing would try again (page ``developer.ongoingwarehouse.com/webhooks``).

The page: after 1, 5, 15 and 30 minutes, then every 2 hours until a day is over. It does not say whether these are
consecutive waits or counted from the first attempt; both readings give 15 retries. What counts as failure and how long
Ongoing waits for an answer is not documented either: both are settings marked as assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.assumed import Reading
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass

SPEEDS: Final = (1.0, 60.0, 3600.0)
"""The offered speeds. 0 is step by step."""
FASTEST: Final = 1_000_000.0
LIMITS_S: Final = (1, 60)
"""The shortest and longest time-out that can be assumed."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A retry policy of Ongoing's screen. All times in seconds."""

    word: str
    """A short name for lists and sentences."""
    title: str
    """Ongoing's name for it."""
    titles: Mapping[str, str] = EMPTY_MAPPING
    """The title in languages other than English."""
    first_s: tuple[int, ...] = ()
    then_every_s: int = 0
    until_s: int = 0
    """No attempt is due later than this after the first one."""

    def title_in(self, language: str) -> str:
        """The title in a language of the settings sheet."""
        return self.titles.get(language, self.title)

    def schedule(self, reading: Reading) -> tuple[int, ...]:
        """When each retry is due, in seconds after the first attempt."""
        due, times = 0, []
        for wait in self.first_s:
            due = due + wait if reading == "gaps" else wait
            times.append(due)
        while self.then_every_s and due + self.then_every_s <= self.until_s:
            due += self.then_every_s
            times.append(due)
        return tuple(times)


_TABLE: Final = {
    "none": Policy("None", "None", {"sv": "Inga"}),
    "one-day": Policy(
        "One day",
        "One day (first retry after 1 minute)",
        {"sv": "En dag (första omförsöket efter 1 minut)"},
        (60, 300, 900, 1800),
        7200,
        86400,
    ),
}
POLICIES: Final[Mapping[str, Policy]] = MappingProxyType(_TABLE)
"""The policies by their config-file key."""


def known_keys() -> str:
    """The config-file keys as a phrase: ``“none” and “one-day”``."""
    *most, last = (f"“{key}”" for key in POLICIES)
    return f"{', '.join(most)} and {last}"


def schedule(policy: str, reading: Reading = "gaps") -> tuple[int, ...]:
    """When each retry is due, in seconds after the first attempt; none for an unknown policy."""
    return POLICIES[policy].schedule(reading) if policy in POLICIES else ()
