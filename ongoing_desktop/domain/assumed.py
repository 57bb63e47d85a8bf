"""The assumptions about what Ongoing does not document: how to read the retry policy, and which answers count."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import dataclass

Reading = Literal["gaps", "offsets"]
READINGS: Final[tuple[Reading, ...]] = get_args(Reading)
SuccessRule = Literal["2xx", "2xx-3xx", "any"]
READING_WORDS: Final[Mapping[Reading, str]] = MappingProxyType(
    {"gaps": "waits in a row", "offsets": "counted from the first attempt"}
)


@dataclass(frozen=True, slots=True)
class Success:
    """A rule for which answers count as delivered. All sentences and simulations follow one of these rules."""

    key: SuccessRule
    words: str
    statuses: range | None
    """None for every status."""

    def counts(self, status: int | None) -> bool:
        """Whether an answer with this status counts. None (no answer) never does."""
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
    """The user's assumptions about what Ongoing does not document."""

    reading: Reading = "gaps"
    success: Success = SUCCESS["2xx"]


def reading_of(text: str) -> Reading:
    """A reading by its key; the default for an unknown key."""
    return next((reading for reading in READINGS if reading == text), "gaps")


def assumed_by(reading: str, success: str) -> Assumed:
    """The assumptions for the keys stored in the preferences; the default for an unknown key."""
    return Assumed(reading_of(reading), SUCCESS.get(success, SUCCESS["2xx"]))
