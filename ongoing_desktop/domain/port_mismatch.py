"""An address on this computer where the listener does not listen."""

from __future__ import annotations

from ongoing_desktop.domain.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortMismatch:
    """How the mismatch can be resolved: listen on that port, or change the address."""

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
