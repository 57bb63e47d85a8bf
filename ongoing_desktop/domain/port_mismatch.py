"""An address on this computer where our listener does not listen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortMismatch:
    """What may be done about it: listen at that port, or have the address lead to the listener."""

    port: int
    """That the address names."""
    own: int
    """That the listener has, or would have; the same as :attr:`port` where it is only stopped."""
    rewritten: str
    """The address with the listener's scheme and port; empty where it names those already."""
    scheme: str = ""
    """The listener's scheme, where only that is another."""
    taken: bool = False
    """Another program listens at the address."""
