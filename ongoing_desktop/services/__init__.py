"""What users do, over ports: no adapter, no Qt.

:class:`Services` is the whole application without a front end. The window and the command line build it over real ports
(:mod:`ongoing_desktop.bootstrap`), the tests over fakes. A service is one row; it is imported and built on first use, so
that a command loads only what it needs. Its constructor takes from them the services and ports that it needs.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import Coroutine, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import KnownError

if TYPE_CHECKING:
    import concurrent.futures
    from pathlib import Path

    from ongoing_desktop.domain.catalogue import Catalogue
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.statuses import StatusSets
    from ongoing_desktop.services.addresses import Addresses
    from ongoing_desktop.services.api import Api
    from ongoing_desktop.services.api_calls import ApiCalls
    from ongoing_desktop.services.api_import import ApiImport
    from ongoing_desktop.services.api_missed import MissedEvents
    from ongoing_desktop.services.bursts import BulkTests, Series
    from ongoing_desktop.services.captures import Captures
    from ongoing_desktop.services.credential_names import CredentialNames
    from ongoing_desktop.services.day_bursts import DayBursts
    from ongoing_desktop.services.engine import Engine
    from ongoing_desktop.services.exchanges import Exchanges
    from ongoing_desktop.services.exports import Exports
    from ongoing_desktop.services.go_live import GoLive
    from ongoing_desktop.services.history_limits import HistoryLimits
    from ongoing_desktop.services.imports import Imports
    from ongoing_desktop.services.listening import Listening
    from ongoing_desktop.services.payload_shapes import PayloadShapes
    from ongoing_desktop.services.ports import Ports
    from ongoing_desktop.services.proving import Proving
    from ongoing_desktop.services.recovery import Recovery
    from ongoing_desktop.services.replay import Replay
    from ongoing_desktop.services.reply_rules import ForwardTargets, Rules
    from ongoing_desktop.services.requests import Requests
    from ongoing_desktop.services.retries import Retries
    from ongoing_desktop.services.scenario_library import ScenarioLibrary
    from ongoing_desktop.services.scenarios import Scenarios
    from ongoing_desktop.services.schedules import Schedules
    from ongoing_desktop.services.secrets import Secrets
    from ongoing_desktop.services.sender import Attempts
    from ongoing_desktop.services.sending import Sending
    from ongoing_desktop.services.settings import SettingsService
    from ongoing_desktop.services.sheets import Sheets
    from ongoing_desktop.services.simulator import SimulatorService
    from ongoing_desktop.services.support import Support
    from ongoing_desktop.services.systems import Demo, Systems
    from ongoing_desktop.services.transfers import Clipboard, Transfers
    from ongoing_desktop.services.tunnel import Tunnel
    from ongoing_desktop.services.type_exports import TypeExports
    from ongoing_desktop.services.undoing import Undoing
    from ongoing_desktop.services.watching import ChangeWatcher, Watching
    from ongoing_desktop.services.webhook_activity import WebhookActivity
    from ongoing_desktop.services.webhooks import Webhooks

log = logging.getLogger(__name__)

CLOSE_LIMIT_S: Final = 10.0
LOG_NAME: Final = "ongoing-desktop.log"
"""File name of the log in the data folder."""


class _Service(cached_property[Any]):
    """A service whose class, the type of the attribute, is in a module beside this one.

    It is imported and built when it is first read.
    """

    def __init__(self, module: str) -> None:
        super().__init__(self._build)
        self._module = module

    def _build(self, services: Services) -> Any:
        module = importlib.import_module(f"{__name__}.{self._module}")
        return getattr(module, Services.__annotations__[str(self.attrname)])(services)


def _service(module: str) -> Any:
    """A row of :class:`Services`, for type checkers of the type with which it is annotated."""
    return _Service(module)


class Services:
    """All application services. Call :meth:`start` once; :meth:`close` is idempotent."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.data_dir = ports.data_dir
        """Contains all state except secrets."""
        self.clock = ports.clock
        self.history = ports.history
        self._following: list[concurrent.futures.Future[Any]] = []
        self._started = False
        self._runs_schedules = False
        self._closed = False

    # values

    @cached_property
    def engine(self) -> Engine:
        """The background loop. Commands that only read do not need it."""
        from ongoing_desktop.services.engine import Engine

        engine = Engine()
        if self._started:
            engine.start()
        return engine

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """Messages for the user about opening the data folder."""
        return self.ports.notices()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The webhook types."""
        return self.ports.resources.catalogue()

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """Known facts about Ongoing in addition to the types."""
        return self.ports.resources.facts()

    @cached_property
    def samples(self) -> Mapping[str, Any]:
        """Values of sample payloads, by member."""
        return self.ports.resources.samples()

    @cached_property
    def standard_statuses(self) -> StatusSets:
        """The standard status sets with Ongoing's own names, for storing and comparing."""
        from ongoing_desktop.domain.statuses import standard_sets

        return standard_sets(self.facts)

    @property
    def statuses(self) -> StatusSets:
        """The standard status sets for display: by the catalogue's names, with the statuses' names in the current language."""
        from ongoing_desktop.domain.statuses import standard_sets
        from ongoing_desktop.wording.language import language

        return standard_sets(self.facts, language().code[:2])

    @property
    def log_files(self) -> tuple[Path, ...]:
        """The files of the log, newest first. They need not exist."""
        return tuple(self.data_dir / f"{LOG_NAME}{end}" for end in ("", ".1", ".2"))

    @property
    def saved_settings(self) -> Settings:
        """The last committed settings, for commands that only read them. Blocking. Raises StorageError."""
        return self.ports.store.load()

    # settings and credentials

    settings: SettingsService = _service("settings")
    """The user's settings, with undo."""

    secrets: Secrets = _service("secrets")
    systems: Systems = _service("systems")
    webhooks: Webhooks = _service("webhooks")
    activity: WebhookActivity = _service("webhook_activity")
    """What is known about webhooks from their exchanges."""
    demo: Demo = _service("systems")
    """The demo system behind *Try it*."""
    clipboard: Clipboard = _service("transfers")
    """Webhooks as text."""
    addresses: Addresses = _service("addresses")
    """Advice on addresses, and checks of them."""
    sheets: Sheets = _service("sheets")
    """The settings sheet."""

    # Ongoing's REST API

    api_calls: ApiCalls = _service("api_calls")
    """Requests to Ongoing's REST API, which only read."""
    api: Api = _service("api")
    """The connection to Ongoing, look-ups of what an exchange is about, and payloads about real objects."""
    api_import: ApiImport = _service("api_import")
    """Fills a system with what Ongoing has."""
    missed: MissedEvents = _service("api_missed")
    """Events that were probably missed."""

    # receiving

    listening: Listening = _service("listening")
    rules: Rules = _service("reply_rules")
    """Reply rules, forwarding and the listener's certificate."""
    simulator: SimulatorService = _service("simulator")
    tunnel: Tunnel = _service("tunnel")
    """The user's tunnel program."""
    captures: Captures = _service("captures")
    """Payloads that are pasted or opened, and what they teach."""

    # sending

    sending: Sending = _service("sending")
    """Composes test requests."""
    attempts: Attempts = _service("sender")
    """Sends prepared requests."""

    bulk_tests: BulkTests = _service("bursts")
    """Tests of several webhooks."""
    retries: Retries = _service("retries")
    """The retry simulator."""
    scenarios: Scenarios = _service("scenarios")
    """Plays scenarios."""
    scenario_library: ScenarioLibrary = _service("scenario_library")
    """The built-in scenarios and the user's own."""
    series: Series = _service("bursts")
    """Repeats, order and load."""
    day_bursts: DayBursts = _service("day_bursts")
    """Plays days of events."""
    proving: Proving = _service("proving")
    """Proves receivers."""
    go_live: GoLive = _service("go_live")
    """The go-live checklist."""
    schedules: Schedules = _service("schedules")
    """Tests that run by themselves."""
    type_exports: TypeExports = _service("type_exports")
    """Writes payload types and collections of tests."""
    replay: Replay = _service("replay")
    """Sends exchanges again."""
    shapes: PayloadShapes = _service("payload_shapes")
    """Learns the shapes of received payloads."""
    requests: Requests = _service("requests")
    """Requests that belong to no webhook, and saved payloads."""

    # the history

    exchanges: Exchanges = _service("exchanges")
    """What the user does with exchanges."""
    undoing: Undoing = _service("undoing")
    """Undo and redo."""
    forwarding: ForwardTargets = _service("reply_rules")
    """The forwarding targets, and what waits for them."""
    keeping: HistoryLimits = _service("history_limits")
    """The limits of the history."""
    credential_names: CredentialNames = _service("credential_names")
    """Names that count as credentials."""
    recovery: Recovery = _service("recovery")
    """Restoring from damaged databases that were set aside."""
    feed: ChangeWatcher = _service("watching")
    """Reports changes made by any process."""

    watching: Watching = _service("watching")
    """Reports incidents while the program runs unattended."""

    # files

    transfers: Transfers = _service("transfers")
    """Exports and imports settings files."""
    exports: Exports = _service("exports")
    """Exports of the history."""
    imports: Imports = _service("imports")
    """Imports into the history."""
    support: Support = _service("support")
    """The support pack."""

    # start and end

    def built(self, name: str) -> bool:
        """Whether a service has been built."""
        return name in self.__dict__

    def start(self, *, follow: bool = True) -> None:
        """Start the engine. ``follow``: also watch for changes and do the housekeeping, as the window does."""
        self._started = True
        if self.built("engine"):
            self.engine.start()
        if follow:
            if self.settings.current.preferences.tunnel.get("with_listener"):
                _ = self.tunnel  # it follows the listener from now on
            self._following.append(self.engine.submit(self.listening.look()))
            self._following.append(self.engine.submit(self.watching.run()))
            self._following.append(self.engine.submit(self.feed.run()))
            self._following.append(self.engine.submit(self._recover()))
            if self.ports.housekeeping.try_acquire():
                self._following.append(self.engine.submit(self.secrets.clean_up()))
            self.ports.housekeeping.start()

    def follow_schedules(self) -> None:
        """Run the schedules until :meth:`close`. May be called again."""
        if not self._runs_schedules:
            self._runs_schedules = True
            self._following.append(self.engine.submit(self.schedules.run()))

    def follow_shapes(self) -> None:
        """Learn the shapes of received payloads in the background until :meth:`close`."""
        self._following.append(self.engine.submit(self.shapes.run()))

    async def _recover(self) -> None:
        try:
            if abandoned := await self.engine.blocking(self.ports.running.abandoned):
                await self.retries.mark_abandoned(abandoned)
        except KnownError as error:
            log.info("could not look for deliveries of killed processes: %s", error)

    def close(self) -> None:
        """Stop everything in order within seconds. Safe on any thread except the engine's."""
        if self._closed:
            return
        self._closed = True
        for work in self._following:
            work.cancel()
        if self.built("retries"):
            self._wait(self.retries.close())
        if self.built("tunnel"):
            self._wait(self.tunnel.close())
        if self._following:
            self._wait(self.listening.close())
            self._wait(self.secrets.clean_up(), limit_s=2.0)
        if self.built("watching"):
            self.watching.close()
        if self.built("feed"):
            self.feed.close()
        if self.built("engine"):
            self._wait(self.ports.sender.close(), limit_s=2.0)
            self._wait(self.ports.api.close(), limit_s=2.0)
            self.engine.close()
        if self.built("schedules"):
            self.schedules.close()
        self.ports.housekeeping.close()

    def _wait(self, work: Coroutine[Any, Any, object], limit_s: float = CLOSE_LIMIT_S) -> None:
        import concurrent.futures

        future = self.engine.submit(work)
        with contextlib.suppress(concurrent.futures.CancelledError, concurrent.futures.TimeoutError, TimeoutError):
            try:
                future.result(limit_s)
            except KnownError as error:
                log.info("could not close a part: %s", error)
            except Exception:
                log.exception("could not close a part")
