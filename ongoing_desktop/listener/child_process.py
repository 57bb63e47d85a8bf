"""Starts, updates, watches, restarts and stops the window's listener process.

Used on one asyncio loop. The child runs in its own session and exits when its standard input ends. Only if the user wants
it, it outlives the window, which then adopts it at its next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.domain.bind import reached_at
from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.rules import Step
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.control import HeldAnswer, answer_line, keep_line, ping_line, snapshot_line
from ongoing_desktop.listener.controlled_child import AdoptedListener, ControlledChild, WindowListeners, heard_task
from ongoing_desktop.listener.health import EVERY_S, Health
from ongoing_desktop.listener.platform import child_options

log = logging.getLogger(__name__)

START_S: Final = 20.0
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
        listeners: WindowListeners | None = None,
        restart_after_s: Sequence[float] = RESTART_AFTER_S,
        check_every_s: float = EVERY_S,
    ) -> None:
        """``command`` starts ``listen --controlled``; address and port are added.

        ``listeners``: finds a listener that outlived its window; None if none is to be used.
        """
        self._command = tuple(command)
        self._listeners = listeners
        self._keep = False
        self._on_state = on_state
        self._restart_after_s = tuple(restart_after_s)
        self._check_every_s = check_every_s
        self._state = ListenerState()
        self._snapshot = ListenerSnapshot()
        self._address = ("127.0.0.1", 0)
        self._child: ControlledChild | AdoptedListener | None = None
        self._spawning: asyncio.Task[ControlledChild | AdoptedListener] | None = None
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
        self._spawning = heard_task(self._adopt_or_spawn())
        try:
            child = await asyncio.shield(self._spawning)
        except ListenerError as error:
            self._say(ListenerState("failed", code=error.code, params=error.params))
            raise
        except asyncio.CancelledError:
            await self.stop()
            raise
        self._guard = heard_task(self._watch(child))

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

    async def answer(self, number: int, step: Step) -> None:
        """Answer a request that the child holds for the user. Nothing happens if it no longer does."""
        if self._child is not None:
            self._child.send(answer_line(HeldAnswer(number, step)))

    async def keep(self, *, on: bool) -> None:
        """Whether the listener goes on when this process ends, even if it is killed."""
        self._keep = on
        if self._child is not None:
            self._child.send(keep_line(on=on))

    async def let_go(self) -> None:
        """Let a listener that should keep running go on without this process, permanently."""
        self._closed = True
        child = self._child
        if child is None or not self._keep:
            await self.stop()
            return
        guard, self._guard = self._guard, None
        if guard is not None:
            guard.cancel()
            await asyncio.gather(guard, return_exceptions=True)
        self._child = None
        await child.let_go()

    async def stop(self) -> None:
        """Let it finish, commit and exit within seconds, if necessary by force. Idempotent, also concurrently.

        The child is stopped even if the caller is cancelled.
        """
        if self._ending is None or self._ending.done():
            self._ending = heard_task(self._end())
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

    async def _adopt_or_spawn(self) -> ControlledChild | AdoptedListener:
        """Adopt the listener that outlived its window, or start a child. Raises ListenerError."""
        about = await asyncio.to_thread(self._listeners.outlived) if self._listeners is not None else None
        if about is None or self._listeners is None:
            return await self._spawn()
        child = self._child = AdoptedListener(self._listeners, about)
        self._use(await child.listening())
        return child

    def _use(self, listening: Mapping[str, Any]) -> None:
        """Report where a child listens."""
        self._address = (self._address[0], int(listening["port"]))
        urls = tuple(str(url) for url in listening.get("urls", [listening["url"]]))
        # Of several addresses the second is for other computers, which is what users copy it for.
        shown = urls[1] if len(urls) > 1 else urls[0]
        host = str(listening.get("host", ""))
        self._say(replace(self._state, status="listening", url=shown, host=host, urls=urls, code="", params={}))

    async def _spawn(self) -> ControlledChild:
        """Start a child that listens. Raises ListenerError, leaving no child."""
        creating = heard_task(self._create())
        try:
            child = await asyncio.shield(creating)
        except asyncio.CancelledError:
            # asyncio loses the exit code of a process if its creation is cancelled.
            with contextlib.suppress(ListenerError):
                await (await creating).end()
            raise
        revision = self._snapshot.revision
        child.send(keep_line(on=self._keep))
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
        self._use(listening)
        if self._snapshot.revision != revision:
            child.send(snapshot_line(self._snapshot))
        return child

    async def _create(self) -> ControlledChild:
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
        return ControlledChild(process, self._on_event, self.log.append)

    async def _watch(self, child: ControlledChild | AdoptedListener) -> None:
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

    async def _ping(self, child: ControlledChild | AdoptedListener) -> None:
        """Return when the child has exited. A child whose port no longer responds is stopped."""
        host, port = self._address
        health = Health(
            reached_at(host), port, lambda: time.monotonic() - child.heard_at <= SILENT_S, every_s=self._check_every_s
        )
        checking = heard_task(health.run())
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
