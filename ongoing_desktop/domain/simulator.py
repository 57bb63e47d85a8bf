"""The settings of the API simulator: documents that the listener answers in place of Ongoing's REST API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

API_ROOT: Final = "/api/v1"
"""Between a base address and the path of a resource of Ongoing's REST API."""
SIMULATOR: Final = "api-simulator"
"""Used instead of a webhook's id for the simulator's credential."""


@dataclass(frozen=True, slots=True)
class Simulator:
    """The user's choices. Contains no secret."""

    on: bool = False
    username: str = ""
    """User name for HTTP Basic. If empty, every request is answered, whatever its credential."""
    secret_ref: str | None = None
    """Name of the vault entry with the password. Never exported."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """JSON text by path, in the user's order."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown members of the config file, which are kept."""


NO_SIMULATOR: Final = Simulator()
