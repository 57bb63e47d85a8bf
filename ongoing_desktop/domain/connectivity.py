"""Results of a connectivity check: DNS, connection, certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass

StepKey = Literal["dns", "tcp", "tls"]
STEP_KEYS: Final[tuple[StepKey, ...]] = get_args(StepKey)
State = Literal["ok", "warn", "bad", "skipped"]
SOON_DAYS: Final = 21
"""A certificate that expires within this many days causes a warning."""


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step of the check. ``code`` names its sentence in :mod:`ongoing_desktop.wording.messages`."""

    key: StepKey
    state: State
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
    ms: float | None = None
    """Duration in milliseconds, or None if the step was skipped."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The content of a server's certificate. Times are aware, in UTC."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class AddressReport:
    """All steps in order, including skipped ones."""

    url: str
    steps: tuple[CheckStep, ...]
    certificate: Certificate | None = None

    @property
    def good(self) -> bool:
        """Whether no step failed."""
        return all(step.state in ("ok", "warn") for step in self.steps)
