"""Controls the listener process and sends it snapshots of settings and credentials."""
# ruff: noqa: PLC0415 - many windows never listen

from __future__ import annotations

import asyncio
import logging
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from ongoing_desktop.domain.bind import ANYWHERE, LOOPBACK, in_url, is_loopback, is_open, reached_at
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState, PortMismatch, RunningListener
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Step
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Preferences, Settings, Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.simulator import SIMULATOR, Simulator
from ongoing_desktop.domain.urls import hostname_of, port_of
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import ListenerProcess
from ongoing_desktop.services.publisher import Publisher

if TYPE_CHECKING:
    from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential

log = logging.getLogger(__name__)

STOPPED: Final = ListenerState()
PROBE_S: Final = 1.0
"""Time limit for connecting to a port of this computer, in seconds."""
FIRST_SECRETS_LIMIT_S: Final = 5.0
"""Time limit for the keyring at start, in seconds. Until it answers, requests are "unverifiable"."""
JUDGED_BY: Final = frozenset(
    [
        "systems",
        "webhooks",
        "rules",
        "public_address",
        "host",
        "rule_rounds",
        "forward",
        "limits",
        "simulator",
        "simulated",
        "secret_headers",
        "secret_parameters",
    ]
)
"""Kinds of changes that require a new snapshot, in addition to changed credentials."""


class Listening(Publisher[ListenerState]):
    """Async methods run on the engine's loop; :attr:`state` is safe on any thread, and subscribers get every new one."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._look_for = services.ports.listeners
        self._found: tuple[RunningListener, ...] = ()
        self._settings = services.settings
        self._secrets = services.secrets
        self._engine = services.engine
        self._make = services.ports.make_listener
        self._revision = 0
        self._wanted = 0
        """Counts the changes that the listener needs."""
        self._handed = -1
        """The value of :attr:`_wanted` in its current snapshot."""
        self._started_with = _needs_start(services.settings.current.preferences)
        self._lock = asyncio.Lock()
        self._outliving = False
        self._updates: asyncio.Task[None] | None = None
        self._forget = services.settings.subscribe(self._on_settings)

    @cached_property
    def _process(self) -> ListenerProcess:
        """Made when it is first needed, because many windows never listen."""
        return self._make(self._report)

    @property
    def state(self) -> ListenerState:
        return self._process.state if "_process" in self.__dict__ else STOPPED

    @property
    def running(self) -> bool:
        """Whether the user wants it to run: it is running, starting or being restarted."""
        return self.state.status in ("starting", "listening", "not-answering", "restarting")

    async def start(self, port: int | None = None) -> None:
        """Start listening and remember the port. Raises ListenerError."""
        async with self._lock:
            if self.running:
                return
            preferences = self._settings.current.preferences
            wanted = port if port is not None else preferences.port
            due, snapshot = self._wanted, await self._snapshot(first=True)
            await self._process.keep(on=preferences.keep_listening)
            await self._process.start(preferences.host, wanted, snapshot)
            self._handed = due if _is_whole(snapshot) else -1
            self._started_with = _needs_start(self._settings.current.preferences)
            await self.look()
            chosen = urlsplit(self.state.url).port or wanted
            await self._settings.set_preferences(port=wanted or chosen, listening=True)

    async def start_again(self) -> None:
        """At the start of the window: start if it listened before, or use the listener that went on. Raises ListenerError."""
        await self.look()
        if self._settings.current.preferences.listening or any(item.windowed for item in self._found):
            await self.start()

    def outlive(self) -> None:
        """Let the listener go on after :meth:`close`, because the user closes the window and wants that."""
        self._outliving = self.running and self._settings.current.preferences.keep_listening

    async def restart(self, port: int | None = None) -> None:
        """Stop and start again, on another port if given, to apply address, port and certificate.

        Raises ListenerError; the listener is then stopped.
        """
        await self.stop(remember=False)
        await self.start(port)

    @property
    def outdated(self) -> bool:
        """Whether it runs with another address or certificate than the current settings."""
        return self.running and self._started_with != _needs_start(self._settings.current.preferences)

    async def answer_held(self, exchange_id: int, step: Step) -> tuple[Problem, ...]:
        """Answer a request that a rule holds for the user, or return what is wrong with the answer.

        Nothing happens if it is no longer held; the history shows what became of it.
        """
        from ongoing_desktop.domain.rule_checks import step_problems

        if problems := step_problems(step, "step"):
            return tuple(problems)
        await self._process.answer(exchange_id, step)
        return ()

    async def stop(self, *, remember: bool = True) -> None:
        """Stop listening. ``remember``: do not start it at the next start of the app."""
        async with self._lock:
            if remember:
                await self._settings.set_preferences(listening=False)
            await self._process.stop()

    async def synced(self) -> None:
        """Return when the running listener uses the current settings. Raises ListenerError."""
        async with self._lock:
            if self._handed != self._wanted and self.state.status == "listening":
                due, snapshot = self._wanted, await self._snapshot(first=False)
                await self._process.update(snapshot)
                self._handed = due if _is_whole(snapshot) else -1

    def is_reached_by(self, url: str) -> bool:
        """Whether a request to this address reaches the listener, directly or through the public address."""
        public = self._settings.current.preferences.public_address
        return self.is_own(url) or urlsplit(url).hostname == hostname_of(public)

    async def look(self) -> None:
        """Find the running listeners of this data folder again, because other processes may have changed them."""
        self._found = await self._engine.blocking(self._look_for)

    @property
    def answers(self) -> bool:
        """Whether any listener of this data folder runs, as of the last look."""
        return self.running or bool(self._found)

    def at(self, url: str) -> RunningListener | None:
        """The running listener of this data folder at a URL, ignoring the scheme, as of the last look."""
        return next((item for item in self._found if item.at(url)), None)

    async def check_key(self) -> str:
        """What proves that this listener answers a check of the public address; empty if none runs."""
        await self.look()
        base = self.own_base()
        found = self.at(base) if self.answers else None
        return found.check_key if found is not None else ""

    async def is_foreign(self, url: str) -> bool:
        """Whether another program uses our address while no listener of this data folder runs there."""
        if self.running or self.at(url) is not None or not self.is_own(url):
            return False
        return await _listens(url)

    def _elsewhere_running(self) -> RunningListener | None:
        """The listener of another process: that on the settings' port, or else the newest."""
        if self.state.url or not self._found:
            return None
        port = self._settings.current.preferences.port
        return next((item for item in self._found if item.port == port), self._found[-1])

    def own_url(self, hook: Webhook) -> str:
        """The webhook's path at the built-in listener, whether it is running or not."""
        parts = urlsplit(hook.url)
        return f"{self.own_base()}{parts.path or '/'}{'?' + parts.query if parts.query else ''}"

    def own_base(self) -> str:
        """The built-in listener's URL without path, whether it is running or not."""
        if (other := self._elsewhere_running()) is not None:
            return other.url
        scheme, host, port = self._place()
        return f"{scheme}://{in_url(reached_at(host))}:{port}"

    def _place(self) -> tuple[str, str, int]:
        """Scheme, bind address and port of this process's listener, whether it is running or not."""
        if self.state.url:
            running = urlsplit(self.state.url)
            return running.scheme, self.state.host or running.hostname or LOOPBACK, port_of(running)
        preferences = self._settings.current.preferences
        return "https" if preferences.tls_certificate else "http", preferences.host or LOOPBACK, preferences.port

    def is_own(self, url: str) -> bool:
        """Whether an address is ours: this computer with the listener's port."""
        try:
            parts = urlsplit(url)
            port = port_of(parts)
        except ValueError:
            return False
        if (found := self.at(url)) is not None:
            return parts.scheme == urlsplit(found.url).scheme
        scheme, host, own = self._place()
        named = (parts.hostname or "").lower()
        here = named == host or (is_loopback(named) and (host in ANYWHERE or not is_open(host)))
        return parts.scheme == scheme and here and port == own

    def elsewhere(self, url: str) -> PortMismatch | None:
        """How to resolve an address on this computer where our listener does not listen.

        None for an address of another computer, and for one where our listener listens.
        """
        try:
            parts = urlsplit(url)
            port = port_of(parts)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or not is_loopback(parts.hostname or ""):
            return None
        base = urlsplit(self.own_base())
        own = base.port or self._settings.current.preferences.port
        if self.is_own(url):
            return None if self.running or self.at(url) is not None else PortMismatch(port, own, "")
        rewritten = urlunsplit(parts._replace(scheme=base.scheme, netloc=base.netloc))
        served = port == own and (self.running or self.at(url) is not None)
        return PortMismatch(port, own, rewritten, scheme=base.scheme if served else "")

    async def advice(self, url: str) -> PortMismatch | None:
        """:meth:`elsewhere` for the current state; None also if the user's own receiver listens at the address."""
        await self.look()
        found = self.elsewhere(url)
        if found is None or found.scheme or not await _listens(url):
            return found
        return None if found.rewritten else replace(found, taken=True)

    async def close(self) -> None:
        """Stop the child process. Everything it answered is committed."""
        self._forget()
        if self._updates is not None:
            self._updates.cancel()
        if self._outliving:
            await self._process.let_go()
        else:
            await self._process.close()

    async def _snapshot(self, *, first: bool) -> ListenerSnapshot:
        from ongoing_desktop.auth import SCHEMES
        from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential

        settings = self._settings.current
        secrets: dict[str, Secret | None] = {}
        unreadable: dict[str, str] = {}
        old: dict[str, OldCredential] = {}
        wanted = [hook for hook in settings.webhooks if SCHEMES[hook.authentication].needs_secret]
        simulator = settings.simulator if settings.simulator.on and settings.simulator.username else None
        try:
            async with asyncio.timeout(FIRST_SECRETS_LIMIT_S if first else None):
                if simulator is not None:
                    await self._add_simulator(simulator, secrets, unreadable)
                for hook in wanted:
                    try:
                        secrets[hook.id] = await self._secrets.of(hook)
                        if secrets[hook.id] is None:
                            unreadable[hook.id] = "vault-missing"
                    except VaultError as error:
                        unreadable[hook.id] = error.code
                for hook in [hook for hook in wanted if (own := settings.states.get(hook.id)) and own.old_secret_ref]:
                    if credential := await self._secrets.old_of(hook):
                        old[hook.id] = credential
        except TimeoutError:
            asked = [hook.id for hook in wanted] + ([SIMULATOR] if simulator else [])
            unreadable |= {key: "vault-timeout" for key in asked if key not in secrets}
            waiting = ((hook.id, settings.state(hook.id)) for hook in wanted if hook.id not in old)
            old |= {key: OldCredential(state.old_username, None) for key, state in waiting if state.old_secret_ref}
            self._schedule()
        key = await self._secrets.fingerprint_key()
        self._revision += 1
        return ListenerSnapshot.of(
            settings,
            revision=self._revision,
            host=settings.preferences.host,
            webhooks=settings.webhooks,
            secrets=secrets,
            unreadable=unreadable,
            old=old,
            fingerprint_key=key,
        )

    async def _add_simulator(
        self, simulator: Simulator, secrets: dict[str, Secret | None], unreadable: dict[str, str]
    ) -> None:
        try:
            secrets[SIMULATOR] = await self._secrets.read(simulator.secret_ref) if simulator.secret_ref else None
            if secrets[SIMULATOR] is None:
                unreadable[SIMULATOR] = "vault-missing"
        except VaultError as error:
            unreadable[SIMULATOR] = error.code

    def _on_settings(self, change: SettingsChanged) -> None:
        if "keep_listening" in change.kinds:
            keep = self._process.keep(on=change.after.preferences.keep_listening)
            self._engine.loop.create_task(keep)
        if change.kinds & JUDGED_BY or _credentials(change.before) != _credentials(change.after):
            self._wanted += 1
            if self.running:
                self._schedule()

    def _schedule(self) -> None:
        # One waiting update is enough, because it reads the settings when it runs.
        if self._updates is None or self._updates.done():
            self._updates = self._engine.loop.create_task(self._update())

    async def _update(self) -> None:
        await asyncio.sleep(0.05)  # combine several changes in one snapshot
        seen = None
        while seen is not self._settings.current and self.running:
            seen = self._settings.current
            try:
                await self.synced()
            except Exception:
                log.exception("the listener did not accept new settings")
                return


def _credentials(settings: Settings) -> dict[str, tuple[str | None, str | None, str]]:
    """The secrets of the webhooks. Entries are immutable, so a changed secret has another name."""
    return {key: (state.secret_ref, state.old_secret_ref, state.old_username) for key, state in settings.states.items()}


def _is_whole(snapshot: ListenerSnapshot) -> bool:
    """Whether nothing is missing because the keyring is locked or did not answer."""
    return all(code == "vault-missing" for code in snapshot.unreadable.values()) and all(
        credential.secret is not None for credential in snapshot.old.values()
    )


async def _listens(url: str) -> bool:
    """Whether any program accepts connections at an address of this computer."""
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(PROBE_S):
            _, writer = await asyncio.open_connection(parts.hostname, port_of(parts))
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


def _needs_start(preferences: Preferences) -> tuple[str, str, str]:
    """The settings that a running listener cannot change."""
    return preferences.host, preferences.tls_certificate, preferences.tls_key
