"""What looking an address up and connecting to it found: name, connection, certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ongoing_desktop.domain.settings import EMPTY_MAPPING

StepKey = Literal["dns", "tcp", "tls"]
STEP_KEYS: Final[tuple[StepKey, ...]] = ("dns", "tcp", "tls")
State = Literal["ok", "warn", "bad", "skipped"]
SOON_DAYS: Final = 21
"""A certificate that runs out within this many days is worth a warning."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the check. ``code`` names its sentence in :mod:`ongoing_desktop.wording.messages`."""

    key: StepKey
    state: State
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
    ms: float | None = None
    """Milliseconds it took; None where it was not tried."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a server's certificate says. Times are aware, UTC."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class AddressReport:
    """The steps in their order, each there even if it was not tried."""

    url: str
    steps: tuple[Step, ...]
    certificate: Certificate | None = None

    @property
    def good(self) -> bool:
        """Whether nothing failed."""
        return all(step.state in ("ok", "warn") for step in self.steps)
