"""What no page of Ongoing says and the user assumes: how the retry policy is read, and which answers count as delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Reading = Literal["gaps", "offsets"]
READINGS: Final[tuple[Reading, ...]] = ("gaps", "offsets")
SuccessRule = Literal["2xx", "2xx-3xx", "any"]
READING_WORDS: Final[Mapping[Reading, str]] = MappingProxyType(
    {"gaps": "waits in a row", "offsets": "counted from the first attempt"}
)


@dataclass(frozen=True, slots=True)
class Success:
    """Which answers Ongoing is assumed to count as delivered; every sentence and every simulation goes by one of these."""

    key: SuccessRule
    words: str
    statuses: range | None
    """None for every status."""

    def counts(self, status: int | None) -> bool:
        """Whether an answer with this status counts; None, which is no answer, never does."""
        return status is not None and (self.statuses is None or status in self.statuses)


SUCCESS: Final[Mapping[str, Success]] = MappingProxyType(
    {
        "2xx": Success("2xx", "2xx", range(200, 300)),
        "2xx-3xx": Success("2xx-3xx", "2xx or 3xx", range(200, 400)),
        "any": Success("any", "any answer", None),
    }
)
SUCCESS_RULES: Final[tuple[SuccessRule, ...]] = tuple(rule.key for rule in SUCCESS.values())


@dataclass(frozen=True, slots=True)
class Assumed:
    """What no page of Ongoing says and the user has chosen."""

    reading: Reading = "gaps"
    success: Success = SUCCESS["2xx"]


def reading_of(text: str) -> Reading:
    """A reading by its word; the default for any other word."""
    return next((reading for reading in READINGS if reading == text), "gaps")


def success_of(key: str) -> Success:
    """A rule by its key; the default for any other word."""
    return SUCCESS.get(key, SUCCESS["2xx"])


def assumed_by(reading: str, success: str) -> Assumed:
    """What the user assumes, from the keys that the preferences keep."""
    return Assumed(reading_of(reading), success_of(success))
