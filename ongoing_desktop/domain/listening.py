"""The state of the listener as seen by the window and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.bind import ANYWHERE, LOOPBACK, in_url, is_open, plain_host
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field
from ongoing_desktop.domain.urls import port_of

ListenerStatus = Literal["stopped", "starting", "listening", "not-answering", "restarting", "failed"]


@dataclass(frozen=True, slots=True)
class RunningListener:
    """A running listener of this data folder, in any process."""

    url: str
    """URL for this computer."""
    host: str
    """The bound address, which may be all addresses."""
    port: int
    pid: int
    certificate: str = ""
    """Its own certificate in PEM format, or empty without HTTPS."""
    urls: tuple[str, ...] = ()
    """All URLs at which it can be reached."""
    windowed: bool = False
    """Whether a window started it. If no window runs any more, it outlived its window."""
    check_key: str = field(default="", repr=False)
    """Proves in a check of the public address that this listener answers; see :func:`.public_address.proof`."""
    delivers: tuple[str, ...] = ()
    """Ids of the forwarding targets to which it delivers what they missed."""

    def at(self, url: str) -> bool:
        """Whether a URL leads to it, apart from the scheme."""
        parts = urlsplit(url)
        try:
            port = port_of(parts)
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
    """The current state. "listening" is only set after the process has confirmed it."""

    status: ListenerStatus = "stopped"
    url: str = ""
    """Bare URL such as ``http://127.0.0.1:8765`` while listening, otherwise empty. If the listener accepts on all
    addresses, a network address for use by others.
    """
    host: str = ""
    """The bound address, which may be all addresses (``0.0.0.0``); empty while stopped."""
    urls: tuple[str, ...] = ()
    """All URLs at which it can be reached, starting with that for this computer."""
    code: str = ""
    """For ``failed``: a message code such as ``listener-port-taken``."""
    params: Mapping[str, object] = EMPTY_MAPPING
    not_saved: int = 0
    """Requests refused because they could not be stored, since the last stored one."""
    newest: int = 0
    """Highest exchange id committed by the listener."""

    @property
    def open(self) -> bool:
        """Whether other computers can reach it."""
        return bool(self.url) and is_open(self.host or urlsplit(self.url).hostname or "")

    @property
    def bound(self) -> str:
        """The bound ``host:port``; empty while stopped."""
        parts = urlsplit(self.url)
        return f"{in_url(self.host or parts.hostname or '')}:{parts.port}" if self.url else ""


@dataclass(frozen=True, slots=True)
class PortMismatch:
    """An address on this computer where the listener does not listen: listen on that port, or change the address."""

    port: int
    """The port in the address."""
    own: int
    """The listener's port. Equal to :attr:`port` if the listener is only stopped."""
    rewritten: str
    """The address with the listener's scheme and port; empty if it already has those."""
    scheme: str = ""
    """The listener's scheme if only that differs."""
    taken: bool = False
    """Whether another program listens at the address."""
