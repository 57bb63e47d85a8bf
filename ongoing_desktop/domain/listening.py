"""The state of the embedded listener, as window and command line see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.bind import in_url, is_open
from ongoing_desktop.domain.settings import NOTHING

ListenerStatus = Literal["stopped", "starting", "listening", "not-answering", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class ListenerState:
    """What the listener does now. "listening" is said only after the process itself said so."""

    status: ListenerStatus = "stopped"
    url: str = ""
    """Bare URL such as ``http://127.0.0.1:8765`` while listening, else empty. Where it accepts at every address of this
    computer, that of a network, for others to use."""
    host: str = ""
    """The address that it accepts at, which may be all of them (``0.0.0.0``); empty while stopped."""
    urls: tuple[str, ...] = ()
    """All addresses by which it can be reached, the one for this computer first."""
    code: str = ""
    """For ``failed``: a code of messages, such as ``listener-port-taken``."""
    params: Mapping[str, object] = NOTHING
    not_saved: int = 0
    """Requests refused because they could not be stored, since the last one that was."""
    newest: int = 0
    """Highest exchange id that the listener committed."""

    @property
    def open(self) -> bool:
        """Whether other computers can reach it."""
        return bool(self.url) and is_open(self.host or urlsplit(self.url).hostname or "")

    @property
    def bound(self) -> str:
        """Where it accepts, as ``host:port``; empty while stopped."""
        parts = urlsplit(self.url)
        return f"{in_url(self.host or parts.hostname or '')}:{parts.port}" if self.url else ""
