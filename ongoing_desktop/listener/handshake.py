"""The owner of a connection's place until the TLS handshake is complete."""

from __future__ import annotations

import asyncio
import socket

from ongoing_desktop.listener.platform import readable


class Handshake:
    """Created on the handshake's task. It ends when the task is cancelled or by its own time-out."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._task = asyncio.current_task()
        self.begun = False
        """Whether a first byte was received."""
        self.ended = False
        """Whether it was ended by this object."""

    def unread(self) -> bool:
        """Whether bytes are waiting in the system's buffer."""
        return readable(self._sock.fileno())

    def give_way(self) -> None:
        """Make room for another connection."""
        self.abort()

    def abort(self) -> None:
        self.ended = True
        if self._task is not None:
            self._task.cancel()

    def stop(self, *, now: bool) -> None:
        """Abort, because no request can have been received."""
        del now
        self.abort()

    def sweep(self, now: float) -> None:
        """The task has its own time limit."""

    def postpone(self, seconds: float) -> None:
        """The task's time limit continues."""
