"""Checks through its socket whether a listener accepts connections, which a running process does not guarantee."""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Callable
from typing import Final

EVERY_S: Final = 2.0
LIMIT_S: Final = 3.0
"""Seconds. A full listener makes room within a fraction of a second."""
DEAF_AFTER: Final = 3
"""Failed checks in a row."""
_OUR_OWN: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL})
"""Errors on this side, which has no socket for the check."""


async def takes_connections(host: str, port: int, limit_s: float) -> bool:
    """Connect, send nothing, and see whether the other side closes, with HTTP and HTTPS. It leaves no row."""
    try:
        async with asyncio.timeout(limit_s):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write_eof()
                # A connection queued by the system for a listener that accepts none stays open.
                return not await reader.read(1)
            finally:
                writer.transport.abort()
    except OSError as error:  # includes TimeoutError
        return error.errno in _OUR_OWN


class Health:
    """Repeats the check. On one event loop."""

    def __init__(
        self,
        host: str,
        port: int,
        responsive: Callable[[], bool],
        *,
        every_s: float = EVERY_S,
        limit_s: float | None = None,
    ) -> None:
        """``responsive``: whether the process answers otherwise. If it does not, its port is not judged."""
        self._address = (host, port)
        self._responsive = responsive
        self._every_s, self._limit_s = every_s, limit_s or LIMIT_S
        self._failed = 0

    @property
    def doubtful(self) -> bool:
        """Whether the last check failed."""
        return self._failed > 0

    @property
    def deaf(self) -> bool:
        """Whether several checks in a row failed, so that the process must be replaced."""
        return self._failed >= DEAF_AFTER

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            began = time.monotonic()
            well = await takes_connections(*self._address, self._limit_s)
            # A check that was itself suspended, as in sleep, proves nothing.
            late = time.monotonic() - began > 2 * self._limit_s
            self._failed = 0 if well or late or not self._responsive() else self._failed + 1
