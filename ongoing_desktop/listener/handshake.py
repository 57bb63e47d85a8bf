"""A connection that has not spoken TLS to the end yet, as the owner of its place."""

from __future__ import annotations

import asyncio
import socket

from ongoing_desktop.listener.platform import readable


class Handshake:
    """Made on the task that shakes hands; ends by that task's being cancelled, or with its own time-out."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._task = asyncio.current_task()
        self.begun = False
        """Whether a first byte has come."""
        self.ended = False
        """Whether it was ended from here."""

    def unread(self) -> bool:
        """Whether bytes of it wait in the system's buffer."""
        return readable(self._sock.fileno())

    def give_way(self) -> None:
        """Make room for another connection."""
        self.abort()

    def abort(self) -> None:
        """Break off."""
        self.ended = True
        if self._task is not None:
            self._task.cancel()

    def stop(self, *, now: bool) -> None:
        """Break off: no request can have come."""
        del now
        self.abort()

    def sweep(self, now: float) -> None:
        """Its task looks at the time."""

    def postpone(self, seconds: float) -> None:
        """Its task's time goes on."""
