"""Starts, updates, watches, restarts and stops the window's listener process.

Used on one asyncio loop. The child runs in its own session and exits when its standard input ends, so it never outlives
the window.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.bind import reached_at
from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.control import ping_line, read_event, snapshot_line
from ongoing_desktop.listener.health import EVERY_S, Health
from ongoing_desktop.listener.platform import child_options

T = TypeVar("T")

log = logging.getLogger(__name__)

START_S: Final = 20.0
STOP_S: Final = 5.0
KILL_S: Final = 1.0
KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows there is only SIGTERM, which ends a process at once."""
ACK_S: Final = 10.0
PING_EVERY_S: Final = 1.0
SILENT_S: Final = 3.0
RESTART_AFTER_S: Final = (0.5, 2.0, 8.0)
STEADY_S: Final = 60.0
"""After running this long, a child may again be restarted as often as at first."""
LONGEST_LINE: Final = 1024 * 1024
LOG_LINES: Final = 200


class ListenerProcess:
    """One listener at a time. Methods and ``on_state`` run on the loop's thread; :attr:`state` is safe on any thread."""

    def __init__(
        self,
        command: Sequence[str],
        on_state: Callable[[ListenerState], None],
        *,
        restart_after_s: Sequence[float] = RESTART_AFTER_S,
        check_every_s: float = EVERY_S,
    ) -> None:
        """``command`` starts ``listen --controlled``; address and port are added."""
        self._command = tuple(command)
        self._on_state = on_state
        self._restart_after_s = tuple(restart_after_s)
        self._check_every_s = check_every_s
        self._state = ListenerState()
        self._snapshot = ListenerSnapshot()
        self._address = ("127.0.0.1", 0)
        self._child: _Child | None = None
        self._spawning: asyncio.Task[_Child] | None = None
        self._guard: asyncio.Task[None] | None = None
        self._ending: asyncio.Task[None] | None = None
        self._closed = False
        self.log: deque[str] = deque(maxlen=LOG_LINES)
        """The last lines of the child's standard error."""

    @property
    def state(self) -> ListenerState:
        return self._state

    @property
    def pid(self) -> int | None:
        """The child's process id, or None without a child."""
        return self._child.pid if self._child else None

    async def start(self, host: str, port: int, snapshot: ListenerSnapshot) -> None:
        """Start the listener; returns when it accepts connections and uses the snapshot. Raises ListenerError.

        If stopped or cancelled meanwhile, it leaves no child and raises CancelledError.
        """
        await self.stop()
        if self._closed:
            raise ListenerError("listener-closed")
        self._snapshot = snapshot
        self._address = (host, port)
        self._say(ListenerState("starting"))
        self._spawning = _task(self._spawn())
        try:
            child = await asyncio.shield(self._spawning)
        except ListenerError as error:
            self._say(ListenerState("failed", code=error.code, params=error.params))
            raise
        except asyncio.CancelledError:
            await self.stop()
            raise
        self._guard = _task(self._watch(child))

    async def update(self, snapshot: ListenerSnapshot) -> None:
        """Send a new snapshot; returns when the child uses it. Raises ListenerError.

        During a restart, the new child gets the newest snapshot anyway.
        """
        self._snapshot = snapshot
        if (child := self._child) is None:
            return
        child.send(snapshot_line(snapshot))
        try:
            async with asyncio.timeout(ACK_S):
                await child.acknowledged(snapshot.revision)
        except TimeoutError:
            raise ListenerError("listener-not-answering") from None

    async def stop(self) -> None:
        """Let it finish, commit and exit within seconds, if necessary by force. Idempotent, also concurrently.

        The child is stopped even if the caller is cancelled.
        """
        if self._ending is None or self._ending.done():
            self._ending = _task(self._end())
        await asyncio.shield(self._ending)

    async def close(self) -> None:
        """Stop it permanently."""
        self._closed = True
        await self.stop()

    async def _end(self) -> None:
        spawning, self._spawning = self._spawning, None
        guard, self._guard = self._guard, None
        for task in (spawning, guard):
            if task is not None:
                task.cancel()
                # A child that is still starting is stopped by the call that started it.
                await asyncio.gather(task, return_exceptions=True)
        child, self._child = self._child, None
        if child is not None:
            await child.end()
        if self._state.status != "stopped":
            self._say(ListenerState(newest=self._state.newest))

    def _say(self, state: ListenerState) -> None:
        if state != self._state:
            self._state = state
            self._on_state(state)

    async def _spawn(self) -> _Child:
        """Start a child that listens. Raises ListenerError, leaving no child."""
        host = self._address[0]
        creating = _task(self._create())
        try:
            child = await asyncio.shield(creating)
        except asyncio.CancelledError:
            # asyncio loses the exit code of a process if its creation is cancelled.
            with contextlib.suppress(ListenerError):
                await (await creating).end()
            raise
        revision = self._snapshot.revision
        child.send(snapshot_line(self._snapshot))
        try:
            async with asyncio.timeout(START_S):
                listening = await child.listening()
                await child.acknowledged(revision)
        except TimeoutError:
            await child.end()
            raise ListenerError("listener-not-started", why="it did not answer in time") from None
        except BaseException:
            await child.end()
            raise
        self._child = child
        self._address = (host, int(listening["port"]))
        urls = tuple(str(url) for url in listening.get("urls", [listening["url"]]))
        # Of several addresses the second is for other computers, which is what users copy it for.
        shown = urls[1] if len(urls) > 1 else urls[0]
        host = str(listening.get("host", ""))
        self._say(replace(self._state, status="listening", url=shown, host=host, urls=urls, code="", params={}))
        if self._snapshot.revision != revision:
            child.send(snapshot_line(self._snapshot))
        return child

    async def _create(self) -> _Child:
        host, port = self._address
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                "--host",
                host,
                "--port",
                str(port),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=LONGEST_LINE,
                **child_options(),
            )
        except OSError as error:
            raise ListenerError("listener-not-started", why=error.strerror or type(error).__name__) from error
        return _Child(process, self._on_event, self.log.append)

    async def _watch(self, child: _Child) -> None:
        """Ping the child, and restart it if it exits by itself."""
        tries = 0
        while True:
            began = time.monotonic()
            await self._ping(child)
            self._child = None
            log.warning("the listener exited unexpectedly (exit code %s)", child.exit_code)
            if time.monotonic() - began >= STEADY_S:
                tries = 0
            while True:
                if tries >= len(self._restart_after_s):
                    self._say(ListenerState("failed", code="listener-ended", newest=self._state.newest))
                    return
                self._say(replace(self._state, status="restarting", url="", host="", urls=()))
                await asyncio.sleep(self._restart_after_s[tries])
                tries += 1
                try:
                    child = await self._spawn()
                except ListenerError as error:
                    log.warning("the listener could not be restarted: %s", error)
                else:
                    break

    async def _ping(self, child: _Child) -> None:
        """Return when the child has exited. A child whose port no longer responds is stopped."""
        host, port = self._address
        health = Health(
            reached_at(host), port, lambda: time.monotonic() - child.heard_at <= SILENT_S, every_s=self._check_every_s
        )
        checking = _task(health.run())
        try:
            number = 0
            while not child.ended:
                number += 1
                child.send(ping_line(number))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(PING_EVERY_S, self._check_every_s)):
                        await child.wait_ended()
                silent = time.monotonic() - child.heard_at > SILENT_S or health.doubtful
                if silent and self._state.status == "listening":
                    self._say(replace(self._state, status="not-answering"))
                elif not silent and self._state.status == "not-answering":
                    self._say(replace(self._state, status="listening"))
                if health.deaf:
                    log.warning("restarting the listener, because it no longer accepts connections")
                    await child.end()
        finally:
            checking.cancel()
            await asyncio.gather(checking, return_exceptions=True)

    def _on_event(self, event: Mapping[str, Any]) -> None:
        match event["event"]:
            case "committed":
                self._say(replace(self._state, newest=max(self._state.newest, int(event["id"])), not_saved=0))
            case "not-saved":
                self._say(replace(self._state, not_saved=int(event["count"])))
            case _:
                pass


class _Child:
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
        self._on_event = on_event
        self._on_log = on_log
        self._listening: Mapping[str, Any] | None = None
        self._failure: ListenerError | None = None
        self._revision = -1
        self._news = asyncio.Event()
        self._readers = [_task(self._read_events()), _task(self._read_log())]
        self._end = _task(self._ended_by_itself())
        self._ending: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether the process has exited."""
        return self._end.done()

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

    async def wait_ended(self) -> None:
        """Return when the process has exited."""
        await asyncio.shield(self._end)

    async def end(self) -> None:
        """Close its standard input, then terminate it, then kill it. Idempotent; continues if the caller is cancelled."""
        if self._ending is None:
            self._ending = _task(self._do_end())
        await asyncio.shield(self._ending)

    async def _do_end(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._listening is None:
            # It does not read its input before it listens, and has nothing to finish.
            self._signal(signal.SIGTERM)
        try:
            for limit_s, number in ((STOP_S, signal.SIGTERM), (KILL_S, KILL), (KILL_S, None)):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(limit_s):
                        await self.wait_ended()
                        break
                if number is not None:
                    self._signal(number)
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
            with contextlib.suppress(OSError):
                os.kill(self.pid, number)

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


def _task(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
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
