"""One listener process as its window controls it: a child with pipes, or one that outlived an earlier window."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.listener.control import keep_line, read_event

if TYPE_CHECKING:
    from ongoing_desktop.domain.listening import RunningListener

T = TypeVar("T")

log = logging.getLogger(__name__)

STOP_S: Final = 5.0
KILL_S: Final = 1.0
KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows there is only SIGTERM, which ends a process at once."""
LOOK_S: Final = 0.5
"""Seconds between two looks whether a process runs that is not our child, whose end causes no event."""


class _Process:
    """What both have in common. Used on one asyncio loop."""

    pid: int
    _end: asyncio.Task[None]
    """Ends with the process."""

    @property
    def ended(self) -> bool:
        """Whether the process has exited."""
        return self._end.done()

    async def wait_ended(self) -> None:
        """Return when the process has exited."""
        await asyncio.shield(self._end)

    async def _force(self) -> None:
        """Wait for the end of a process that was asked to, then terminate it, then kill it."""
        for limit_s, number in ((STOP_S, signal.SIGTERM), (KILL_S, KILL), (KILL_S, None)):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit_s):
                    await self.wait_ended()
                    return
            if number is not None:
                self._signal(number)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(OSError):
            os.kill(self.pid, number)


class ControlledChild(_Process):
    """A process and its pipes.

    Its events are kept as values, because asyncio logs an error in a future that no caller retrieves.
    """

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        on_event: Callable[[Mapping[str, Any]], None],
        on_log: Callable[[str], None],
    ) -> None:
        self.heard_at = time.monotonic()
        self._process = process
        self.pid = process.pid
        self._on_event = on_event
        self._on_log = on_log
        self._listening: Mapping[str, Any] | None = None
        self._failure: ListenerError | None = None
        self._revision = -1
        self._news = asyncio.Event()
        self._readers = [heard_task(self._read_events()), heard_task(self._read_log())]
        self._end = heard_task(self._ended_by_itself())
        self._ending: asyncio.Task[None] | None = None

    @property
    def exit_code(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._process.returncode

    def send(self, line: bytes) -> None:
        """Write a line without waiting. Ignored if the child has exited."""
        if self._process.stdin is not None and not self._process.stdin.is_closing():
            self._process.stdin.write(line)

    async def listening(self) -> Mapping[str, Any]:
        """Its first event, sent when it accepts connections. Raises ListenerError if it cannot."""
        await self._until(lambda: self._listening is not None or self._failure is not None)
        if self._listening is None:
            raise self._failure or ListenerError("listener-ended")
        return self._listening

    async def acknowledged(self, revision: int) -> None:
        """Return when it uses this revision or a later one. Raises ListenerError if it exits first."""
        await self._until(lambda: self._revision >= revision or self._failure is not None)
        if self._revision < revision:
            raise ListenerError("listener-ended")

    async def _until(self, come: Callable[[], bool]) -> None:
        while not come():
            self._news.clear()
            await self._news.wait()

    async def end(self) -> None:
        """Close its standard input, then terminate it, then kill it. Idempotent; continues if the caller is cancelled."""
        if self._ending is None:
            self._ending = heard_task(self._do_end())
        await asyncio.shield(self._ending)

    async def let_go(self) -> None:
        """Let it keep running without this window, as this window has asked it to."""
        # Otherwise asyncio would kill a process that runs when its transport is closed.
        popen = self._process._transport.get_extra_info("subprocess")  # type: ignore[attr-defined]  # noqa: SLF001
        popen.returncode = 0
        for task in (*self._readers, self._end):
            task.cancel()
        await asyncio.gather(*self._readers, self._end, return_exceptions=True)
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001

    async def _do_end(self) -> None:
        self.send(keep_line(on=False))
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._listening is None:
            # It does not read its input before it listens, and has nothing to finish.
            self._signal(signal.SIGTERM)
        try:
            await self._force()
            # Its pipes end with the process and must be closed before the loop is.
            await asyncio.wait(self._readers, timeout=KILL_S)
        except asyncio.CancelledError:
            # The loop itself is closing.
            self._signal(KILL)
            raise
        finally:
            for reader in self._readers:
                reader.cancel()
        await asyncio.gather(*self._readers, self._end, return_exceptions=True)

    def _signal(self, number: int) -> None:
        # Not through the process object, which would collect the exit code before asyncio's watcher does.
        if self._process.returncode is None:
            super()._signal(number)

    async def _ended_by_itself(self) -> None:
        await self._process.wait()
        if self._listening is None and self._failure is None:
            # Its last output may still be in the pipe.
            await asyncio.wait(self._readers, timeout=KILL_S)
        self._fail(ListenerError("listener-ended"))

    def _fail(self, error: ListenerError) -> None:
        self._failure = self._failure or error
        self._news.set()

    async def _read_events(self) -> None:
        stream = self._process.stdout
        while stream is not None and (line := await _line(stream)) is not None:
            self.heard_at = time.monotonic()
            if (event := read_event(line)) is None:
                continue
            match event["event"]:
                case "listening":
                    self._listening = event
                    self._news.set()
                case "failed":
                    self._fail(ListenerError(str(event.get("code")), **event.get("params", {})))
                case "ack":
                    self._revision = max(self._revision, int(event["revision"]))
                    self._news.set()
                case _:
                    self._on_event(event)

    async def _read_log(self) -> None:
        stream = self._process.stderr
        while stream is not None and (line := await _line(stream)) is not None:
            text = line.decode("utf-8", "replace").rstrip()
            self._on_log(text)
            log.info("listener: %s", text)


class WindowListeners(Protocol):
    """The listeners that windows started. Methods block."""

    def outlived(self) -> RunningListener | None:
        """The listener of a window that has ended; None if no such listener runs."""

    def ask_to_stop(self, about: RunningListener) -> None:
        """Let it finish, commit and exit. Does nothing if it has ended."""

    def is_running(self, about: RunningListener) -> bool:
        """Whether it still runs."""


class AdoptedListener(_Process):
    """Has the interface of :class:`ControlledChild`, without pipes: it reads settings and credentials itself.

    Whether it runs is known from the lock that its process holds.
    """

    exit_code = None

    def __init__(self, listeners: WindowListeners, about: RunningListener) -> None:
        self._listeners = listeners
        self._about = about
        self.pid = about.pid
        self._end = heard_task(self._ended())

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

    async def end(self) -> None:
        """Ask it to finish, commit and exit, then terminate it, then kill it."""
        await asyncio.to_thread(self._listeners.ask_to_stop, self._about)
        await self._force()

    async def let_go(self) -> None:
        """Let it run on without this window."""
        self._end.cancel()
        await asyncio.gather(self._end, return_exceptions=True)

    async def _ended(self) -> None:
        while await asyncio.to_thread(self._listeners.is_running, self._about):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_S)


def heard_task(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """A task whose error is retrieved here, even if every task that awaits it is cancelled."""
    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(_heard)
    return task


def _heard(task: asyncio.Task[Any]) -> None:
    error = None if task.cancelled() else task.exception()
    # A known error is raised where the task is awaited.
    if error is not None and not isinstance(error, ListenerError):
        log.error("a part of the listener's control failed", exc_info=error)


async def _line(stream: asyncio.StreamReader) -> bytes | None:
    """The next line. A line over the limit is discarded in parts. None at the end."""
    try:
        line = await stream.readline()
    except ValueError:
        return b""
    return line or None
