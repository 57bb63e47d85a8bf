"""The API simulator as the user set it: documents that the listener answers in place of Ongoing's REST API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, fields

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


def simulator_of(data: Mapping[str, Any]) -> Simulator:
    """From the plain values that JSON makes of it, by field names. Raises TypeError or ValueError."""
    names = {item.name for item in fields(Simulator)}
    found = Simulator(**{name: value for name, value in data.items() if name in names})
    if not all(isinstance(text, str) for text in found.documents.values()):
        raise TypeError("a document is no text")
    return found
