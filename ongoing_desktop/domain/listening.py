"""The state of the embedded listener, as window and command line see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.bind import ANYWHERE, LOOPBACK, in_url, is_open, plain_host
from ongoing_desktop.domain.settings import EMPTY_MAPPING

ListenerStatus = Literal["stopped", "starting", "listening", "not-answering", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class RunningListener:
    """A listener of this data folder that runs now, in whichever process."""

    url: str
    """For this computer."""
    host: str
    """The address that it accepts at, which may be all of them."""
    port: int
    pid: int
    certificate: str = ""
    """Its own certificate in PEM form; empty without HTTPS."""

    def at(self, url: str) -> bool:
        """Whether a URL leads to it, the scheme aside."""
        parts = urlsplit(url)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            return False
        named, here = plain_host(parts.hostname or "").lower(), plain_host(self.host)
        if named == "localhost":
            reached = here in (LOOPBACK, "::1", *ANYWHERE)
        elif here == LOOPBACK:
            reached = named in (LOOPBACK, "::1")
        else:
            reached = named == here or (here in ANYWHERE and not is_open(named))
        return port == self.port and reached


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
    params: Mapping[str, object] = EMPTY_MAPPING
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
