"""A listener that outlived its window, as the next window controls it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from ongoing_desktop.listener.controlled_child import KILL, KILL_S, STOP_S, heard_task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ongoing_desktop.domain.listening import RunningListener

LOOK_S: Final = 0.5


class WindowListeners(Protocol):
    """The listeners that windows started. Methods block."""

    def outlived(self) -> RunningListener | None:
        """The listener of a window that has ended; None if no such listener runs."""

    def ask_to_stop(self, about: RunningListener) -> None:
        """Let it finish, commit and exit. Does nothing if it has ended."""

    def is_running(self, about: RunningListener) -> bool:
        """Whether it still runs."""


class AdoptedListener:
    """Has the interface of :class:`ControlledChild`, without pipes: it reads settings and credentials itself.

    Whether it runs is known from the lock that its process holds. Used on one asyncio loop.
    """

    exit_code = None

    def __init__(self, listeners: WindowListeners, about: RunningListener) -> None:
        self._listeners = listeners
        self._about = about
        self._end = heard_task(self._ended())

    @property
    def pid(self) -> int:
        return self._about.pid

    @property
    def ended(self) -> bool:
        """Whether the process has exited."""
        return self._end.done()

    @property
    def heard_at(self) -> float:
        """Now: it sends nothing, and its port is checked as that of any listener."""
        return time.monotonic()

    def send(self, line: bytes) -> None:
        """Nothing, because it reads the settings itself."""

    async def listening(self) -> Mapping[str, Any]:
        """Where it listens, in the form of its first event."""
        about = self._about
        return {"url": about.url, "port": about.port, "host": about.host, "urls": about.urls or (about.url,)}

    async def acknowledged(self, revision: int) -> None:
        """Returns at once: it follows the settings within a second."""

    async def wait_ended(self) -> None:
        """Return when the process has exited."""
        await asyncio.shield(self._end)

    async def end(self) -> None:
        """Ask it to finish, commit and exit, then terminate it, then kill it."""
        await asyncio.to_thread(self._listeners.ask_to_stop, self._about)
        for limit_s, number in ((STOP_S, signal.SIGTERM), (KILL_S, KILL), (KILL_S, None)):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit_s):
                    await self.wait_ended()
                    return
            if number is not None:
                with contextlib.suppress(OSError):
                    os.kill(self.pid, number)

    async def let_go(self) -> None:
        """Let it run on without this window."""
        self._end.cancel()
        await asyncio.gather(self._end, return_exceptions=True)

    async def _ended(self) -> None:
        # The end of a process that is not our child causes no event.
        while await asyncio.to_thread(self._listeners.is_running, self._about):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_S)
