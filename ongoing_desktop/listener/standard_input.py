"""What a listener reads from its standard input: the lines of its window, or the credentials that a user gives it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.control import HeldAnswer, Keep, NotUnderstood, read_line
from ongoing_desktop.listener.jsonl_pipe import LineWriter, post, read_lines
from ongoing_desktop.listener.settings_source import Handed, Source, read_credential
from ongoing_desktop.wording.messages import error_sentence

log = logging.getLogger(__name__)

STDIN: Final = 0
FIRST_SNAPSHOT_S: Final = 30.0
FIRST_S: Final = 10.0
QUIET_S: Final = 0.5
"""Seconds to wait after the last credential line, so that an input that stays open does not prevent the start."""


class WindowInput:
    """The lines of the window that controls this listener. Use on the event loop."""

    def __init__(
        self,
        out: LineWriter,
        *,
        use: Callable[[ListenerSnapshot], bool],
        answer_held: Callable[[HeldAnswer], None],
        on_end: Callable[[], None],
    ) -> None:
        """``use``: applies a snapshot; False if the listener does not accept requests yet. ``on_end``: the window has gone."""
        self._out = out
        self._use = use
        self._answer_held = answer_held
        self._newest: ListenerSnapshot | None = None
        self._came = asyncio.Event()
        self.keep = False
        """Whether the listener goes on without its window."""
        self._loop = asyncio.get_running_loop()
        read_lines(STDIN, self._on_line, lambda: post(self._loop, on_end))

    async def snapshot(self, stop: asyncio.Event) -> ListenerSnapshot | None:
        """The newest snapshot once there is one, or None if that takes too long or the listener is to stop."""
        either = [asyncio.ensure_future(event.wait()) for event in (self._came, stop)]
        await asyncio.wait(either, timeout=FIRST_SNAPSHOT_S, return_when=asyncio.FIRST_COMPLETED)
        for task in either:
            task.cancel()
        return self._newest

    def _on_line(self, line: bytes) -> None:
        """Runs on the reader's thread."""
        try:
            message = read_line(line)
        except NotUnderstood as error:
            log.warning("%s", error)
            return
        post(self._loop, lambda: self._on_message(message))

    def _on_message(self, message: ListenerSnapshot | HeldAnswer | Keep | int) -> None:
        match message:
            case Keep():
                self.keep = message.on
            case int():
                self._out.say({"event": "pong", "n": message})
            case HeldAnswer():
                self._answer_held(message)
            case _:
                self._newest = message
                self._came.set()
                # A snapshot that arrives before the listener accepts requests is acknowledged later.
                if self._use(message):
                    self._out.say({"event": "ack", "revision": message.revision})


class CredentialInput:
    """Use on the event loop."""

    def __init__(self, source: Source) -> None:
        loop = asyncio.get_running_loop()
        self._source = source
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._later: asyncio.Task[None] | None = None
        read_lines(
            STDIN,
            lambda line: post(loop, lambda: self._lines.put_nowait(line)),
            lambda: post(loop, lambda: self._lines.put_nowait(None)),
        )

    async def begin(self) -> None:
        """Use the credentials that are there at the start; later lines are used too. Raises UsageError."""
        wait_s = FIRST_S
        given: list[Handed] = []
        ended = False
        while not ended:
            try:
                line = await asyncio.wait_for(self._lines.get(), wait_s)
            except TimeoutError:
                break
            if line is None:
                ended = True
            else:
                given.append(read_credential(line))
                wait_s = QUIET_S
        # All at once, because each call reads and searches the settings.
        for problem in self._source.hand(given):
            raise problem
        if not ended:
            self._later = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while (line := await self._lines.get()) is not None:
            given: list[Handed] = []
            problems: list[KnownError] = []
            while line is not None:
                try:
                    given.append(read_credential(line))
                except KnownError as error:
                    problems.append(error)
                if self._lines.empty():
                    break
                line = self._lines.get_nowait()
            try:
                problems += self._source.hand(given)
            except KnownError as error:
                problems.append(error)
            for problem in problems:
                log.warning("%s", error_sentence(problem))
            if line is None:
                return
