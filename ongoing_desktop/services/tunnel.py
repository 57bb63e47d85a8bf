"""Starts and stops the user's tunnel program, and offers its address to the webhooks.

Nothing is started or sent before the user starts the tunnel, or chooses that it starts together with the listener.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Final

from ongoing_desktop.domain.errors import KnownError, UsageError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.public_address import Contact, address_for
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.tunnels import (
    TunnelChoice,
    TunnelState,
    command_problems,
    left_behind,
    program_of,
    words_of,
)
from ongoing_desktop.services import Services
from ongoing_desktop.services.addresses import reaches
from ongoing_desktop.services.publisher import Publisher
from ongoing_desktop.services.tunnel_run import USUAL_PACE, Pace, TunnelRun

log = logging.getLogger(__name__)

MOVED: Final = "move-to-tunnel"
"""Label of the undoable change of webhooks' addresses."""


class Tunnel(Publisher[TunnelState]):
    """Async methods run on the engine's loop. :attr:`state`, :attr:`lines` and :attr:`choice` are safe on any thread.

    Subscribers get every new state on the engine's thread; that includes one per line of output, see
    :attr:`TunnelState.read`.
    """

    def __init__(self, services: Services, pace: Pace = USUAL_PACE) -> None:
        super().__init__()
        self._settings = services.settings
        self._listening = services.listening
        self._run_program = services.ports.run_program
        self._sender = services.ports.sender
        self._clock = services.clock
        self._pace = pace
        self._lock = asyncio.Lock()
        self.state = TunnelState()
        self._run: TunnelRun | None = None
        self._task: asyncio.Task[None] | None = None
        self._url = ""
        """The listener's URL to which the running program forwards."""
        self._followers: set[asyncio.Task[None]] = set()
        self._closed = False
        self._listener = services.listening.state.status
        self._forget = services.listening.subscribe(self._on_listener)

    @property
    def lines(self) -> Sequence[str]:
        """The last lines of the program's output."""
        return tuple(self._run.lines) if self._run is not None else ()

    @property
    def choice(self) -> TunnelChoice:
        """What the user chose last."""
        return TunnelChoice.of(self._settings.current.preferences.tunnel)

    def words(self, command: str) -> tuple[str, ...]:
        """The argument list that a command line would start now. Raises ValueError if it cannot be split."""
        return words_of(command, url=self._listening.own_base())

    async def choose(
        self, key: str, command: str, address: str, *, with_listener: bool
    ) -> Settings | tuple[Problem, ...]:
        """Remember a program with its command and fixed address. Returns what is wrong with them.

        An empty command is the usual one of the program.
        """
        row = program_of(key)
        command = command.strip() or (row.command if row is not None else "")
        if problems := command_problems(command, address):
            return tuple(problems)
        return await self._remember(lambda now: replace(now.chosen(key, command, address), with_listener=with_listener))

    async def start(self) -> None:
        """Start the chosen program, and the listener if it does not run. A running program is ended first.

        Raises ListenerError, or UsageError with the first problem of the command.
        """
        choice = self.choice
        async with self._lock:
            await self._end()
            program = program_of(choice.program)
            if program is None or self._closed:
                return
            self._url = ""
            self._say(TunnelState("starting", program.key, since=self._clock()))
            command, fixed = choice.command(program.key), choice.addresses.get(program.key, "")
            try:
                for problem in command_problems(command, fixed):
                    raise UsageError(problem.code, **problem.params)
                await self._listening.look()
                if not self._listening.answers:
                    await self._listening.start()
            except KnownError as error:
                self._say(replace(self.state, status="failed", code=error.code, params=error.params))
                raise
            self._url = self._listening.own_base()
            self._run = TunnelRun(
                program,
                words_of(command, url=self._url),
                fixed,
                run_program=self._run_program,
                check=self._check,
                on_address=self._on_address,
                on_state=self._say,
                clock=self._clock,
                pace=self._pace,
            )
            self._task = asyncio.get_running_loop().create_task(self._run.run())

    async def stop(self) -> None:
        """End the program. The public address stays in the settings."""
        async with self._lock:
            await self._end()
            if self.state.wanted:
                self._say(TunnelState(program=self.state.program, since=self._clock()))

    async def check(self) -> None:
        """Check the address now."""
        if self._run is not None:
            self._run.check_soon()

    @property
    def left_behind(self) -> tuple[Webhook, ...]:
        """The webhooks that still use an earlier address of the tunnel; no I/O."""
        return left_behind(self._settings.current, self.choice)

    async def move_webhooks(self, ids: Sequence[str]) -> tuple[Webhook, ...]:
        """Give the current address to these webhooks, as one step that can be undone. Returns the changed ones."""
        wanted = frozenset(ids)

        def moved(now: Settings) -> Settings:
            choice, public = TunnelChoice.of(now.preferences.tunnel), now.preferences.public_address
            behind = {hook.id for hook in left_behind(now, choice)} & wanted
            hooks = (
                replace(hook, url=address_for(hook, public, choice.past)) if hook.id in behind else hook
                for hook in now.webhooks
            )
            return replace(now, webhooks=tuple(hooks)) if behind else now

        before = self._settings.current
        after = await self._settings.change(MOVED, moved)
        return tuple(hook for hook in after.webhooks if hook.id in wanted and hook != before.webhook(hook.id))

    async def close(self) -> None:
        """End the program permanently."""
        self._closed = True
        self._forget()
        for task in self._followers:
            task.cancel()
        async with self._lock:
            await self._end()

    def _say(self, state: TunnelState) -> None:
        self.state = state
        self._report(state)

    async def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _check(self, address: str) -> Contact:
        key = await self._listening.check_key()
        if not key:
            return Contact("failed", "contact-not-listening")
        return await reaches(self._sender, address, key, proxy=self._settings.current.preferences.proxy)

    async def _on_address(self, address: str) -> None:
        """Store a new address as the public address, and remember the one before."""
        old = self._settings.current.preferences.public_address
        if address != old:
            try:
                await self._remember(lambda now: now.moved(old, address), address)
            except KnownError as error:
                log.warning("could not store the address of the tunnel: %s", error)

    async def _remember(self, edit: Callable[[TunnelChoice], TunnelChoice], address: str = "") -> Settings:
        """Change the stored choice, and the public address if given."""

        def edited(now: Settings) -> Settings:
            tunnel = edit(TunnelChoice.of(now.preferences.tunnel)).plain
            public = address or now.preferences.public_address
            return replace(now, preferences=replace(now.preferences, tunnel=tunnel, public_address=public))

        return await self._settings.change("preferences", edited)

    def _on_listener(self, state: ListenerState) -> None:
        """Start and stop together with the listener, and follow it to another port."""
        before, self._listener = self._listener, state.status
        if self._closed or before == state.status:
            return
        runs = self.state.running
        if state.status == "listening":
            moved = runs and self._url not in ("", self._listening.own_base())
            began = before in ("stopped", "starting", "failed")
            if moved or (began and not runs and self.choice.with_listener):
                self._later(self._start_along())
        elif state.status == "stopped" and runs and self.choice.with_listener:
            self._later(self.stop())

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._followers.add(task)
        task.add_done_callback(self._followers.discard)

    async def _start_along(self) -> None:
        try:
            await self.start()
        except KnownError as error:
            log.warning("could not start the tunnel with the listener: %s", error)
