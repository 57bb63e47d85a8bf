"""Runs the program of a tunnel: reads its address, checks it every minute, and starts the program again if it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from ongoing_desktop.domain.errors import TunnelError
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.public_address import Contact
from ongoing_desktop.domain.tunnels import AddressReader, TunnelProgram, TunnelState, TunnelStatus
from ongoing_desktop.services.ports import Clock, RunProgram

log = logging.getLogger(__name__)

LINES: Final = 200
"""Number of lines of the output that are kept."""
LONGEST_SHOWN: Final = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds."""

    first_s: float = 3.0
    """From reading an address to its first check: a new name is not known everywhere at once."""
    soon_s: float = 3.0
    """Between checks while nothing has come through yet, and before a failed check counts."""
    soon_for_s: float = 60.0
    """For how long nothing may come through a new address before it counts as dead."""
    every_s: float = 60.0
    """Between checks otherwise."""
    silent_s: float = 30.0
    """How long a program may take to show its address before the state mentions that."""
    restart_after_s: tuple[float, ...] = (2.0, 8.0, 30.0, *(60.0,) * 30)
    """Before each start after the program has ended. After the last one it stays ended."""
    steady_s: float = 300.0
    """After running this long, a program may again be started as often as at first."""


USUAL_PACE: Final = Pace()


class TunnelRun:
    """One tunnel from its start to its stop. Used on one asyncio loop."""

    def __init__(
        self,
        program: TunnelProgram,
        words: Sequence[str],
        fixed: str,
        *,
        run_program: RunProgram,
        check: Callable[[str], Awaitable[Contact]],
        on_address: Callable[[str], Awaitable[None]],
        on_state: Callable[[TunnelState], None],
        clock: Clock,
        pace: Pace = USUAL_PACE,
    ) -> None:
        """``fixed``: the address, if the program prints none. ``check``: sends a nonce through an address.

        ``on_address`` is awaited before a new address is checked.
        """
        self._program = program
        self._words = tuple(words)
        self._fixed = fixed
        self._run_program = run_program
        self._check = check
        self._on_address = on_address
        self._on_state = on_state
        self._clock = clock
        self._pace = pace
        self._news = asyncio.Event()
        self._was_live = False
        self._last_line = ""
        self.state = TunnelState(program=program.key)
        self.lines: deque[str] = deque(maxlen=LINES)
        """The last lines of the output."""

    async def run(self) -> None:
        """Run until cancelled, or until the program has failed for good. The program has ended then."""
        tries, ends = 0, self._pace.restart_after_s
        while True:
            began = time.monotonic()
            self._say("starting", address=self._fixed)
            try:
                code = await self._once()
            except TunnelError as error:
                self._say("failed", error.code, error.params)
                return
            except Exception:
                log.exception("a tunnel failed")
                self._say("failed", "tunnel-bug")
                return
            if time.monotonic() - began >= self._pace.steady_s:
                tries = 0
            why = {"program": self._words[0], "exit": code, "line": self._last_line}
            ended = "tunnel-ended-saying" if self._last_line else "tunnel-ended"
            # One that never worked would fail in the same way again.
            if not self._was_live or tries >= len(ends):
                self._say("failed", ended, why)
                return
            self._say("restarting", ended, why)
            await asyncio.sleep(ends[tries])
            tries += 1

    def check_soon(self) -> None:
        """Check the address now instead of at the next minute."""
        self._news.set()

    async def _once(self) -> int:
        """Run the program once, and return its exit code."""
        reader = AddressReader(self._program, self._words, self._fixed)
        self._last_line = ""
        self._news.clear()

        def on_line(line: str) -> None:
            self.lines.append(line[:LONGEST_SHOWN])
            self._last_line = line.strip()[:300] or self._last_line
            if reader.feed(line):
                self._news.set()
            self._publish(replace(self.state, read=self.state.read + 1))

        running = asyncio.ensure_future(self._run_program(self._words, on_line))
        checking = asyncio.ensure_future(self._follow(reader))
        try:
            await asyncio.wait((running, checking), return_when=asyncio.FIRST_COMPLETED)
            if checking.done() and not running.done():
                checking.result()  # it ends only by an error
            return await running
        finally:
            for task in (running, checking):
                task.cancel()
            await asyncio.gather(running, checking, return_exceptions=True)

    async def _follow(self, reader: AddressReader) -> None:
        """Check the newest address for ever."""
        address, began, failures = "", 0.0, 0
        while True:
            if not reader.address:
                await self._pause(self._pace.silent_s)
                if not reader.address and not self.state.code:
                    self._say("starting", "tunnel-no-address")
                continue
            if reader.address != address:
                address, began, failures = reader.address, time.monotonic(), 0
                await self._on_address(address)
                self._say("checking", address=address)
                await self._pause(self._pace.first_s)
                continue
            found = await self._check(address)
            if reader.address != address:
                continue
            self._publish(replace(self.state, checked=self._clock()))
            pace = self._pace
            if found.outcome == "arrived":
                failures, self._was_live = 0, True
                self._say("live", address=address)
                await self._pause(pace.every_s)
                continue
            failures += 1
            waits = self.state.status == "checking" and time.monotonic() - began < pace.soon_for_s
            if waits or (self.state.status == "live" and failures == 1):
                await self._pause(pace.soon_s)
                continue
            self._say("dead", found.code, found.params, address=address)
            await self._pause(pace.every_s)

    async def _pause(self, seconds: float) -> None:
        """Wait, or until there is a new address or the user wants a check."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()
        self._news.clear()

    def _say(
        self,
        status: TunnelStatus,
        code: str = "",
        params: Mapping[str, object] = EMPTY_MAPPING,
        *,
        address: str | None = None,
    ) -> None:
        """Report a status. ``address``: None for the one before."""
        since = self.state.since if status == self.state.status else self._clock()
        now = self.state.address if address is None else address
        self._publish(replace(self.state, status=status, since=since, address=now, code=code, params=params))

    def _publish(self, state: TunnelState) -> None:
        self.state = state
        self._on_state(state)
