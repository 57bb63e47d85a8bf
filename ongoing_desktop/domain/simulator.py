"""The API simulator as the user set it: documents that the listener answers in place of Ongoing's REST API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

SIMULATOR: Final = "api-simulator"
"""Stands for a webhook's id where the credential of the simulator is meant."""


@dataclass(frozen=True, slots=True)
class Simulator:
    """What the user chose. Contains no secret."""

    on: bool = False
    username: str = ""
    """Of HTTP Basic; empty: every request is answered, whatever its credential."""
    secret_ref: str | None = None
    """Name of the vault entry with the password. Never exported."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """JSON text by path, in the user's order."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Members of the config file that this version does not know; kept."""


NO_SIMULATOR: Final = Simulator()
