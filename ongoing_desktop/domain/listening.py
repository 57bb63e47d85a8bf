"""The state of the embedded listener, as window and command line see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ongoing_desktop.domain.settings import NOTHING

ListenerStatus = Literal["stopped", "starting", "listening", "not-answering", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class ListenerState:
    """What the listener does now. "listening" is said only after the process itself said so."""

    status: ListenerStatus = "stopped"
    url: str = ""
    """Bare URL such as ``http://127.0.0.1:8765`` while listening, else empty."""
    code: str = ""
    """For ``failed``: a code of messages, such as ``listener-port-taken``."""
    params: Mapping[str, object] = NOTHING
    not_saved: int = 0
    """Requests refused because they could not be stored, since the last one that was."""
    newest: int = 0
    """Highest exchange id that the listener committed."""
