"""What users do, over ports: no adapter, no Qt.

:class:`Services` is the whole application without a front end. The window, the command line and the tests build it with
:func:`build_services`, over real ports or fakes. A service is imported and built on first use, so that a command loads
only what it needs.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    import concurrent.futures
    from pathlib import Path

    from ongoing_desktop.domain.catalogue import Catalogue
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.statuses import StatusSets
    from ongoing_desktop.domain.tunnels import TunnelState
    from ongoing_desktop.services.api import Api
    from ongoing_desktop.services.api_calls import ApiCalls
    from ongoing_desktop.services.api_import import ApiImport
    from ongoing_desktop.services.api_missed import MissedEvents
    from ongoing_desktop.services.api_samples import ApiSamples
    from ongoing_desktop.services.bulk_tests import BulkTests
    from ongoing_desktop.services.bursts import Series
    from ongoing_desktop.services.captures import Captures
    from ongoing_desktop.services.change_watcher import ChangeWatcher
    from ongoing_desktop.services.clipboard import Clipboard
    from ongoing_desktop.services.credential_names import CredentialNames
    from ongoing_desktop.services.day_bursts import DayBursts
    from ongoing_desktop.services.demo_system import Demo
    from ongoing_desktop.services.engine import Engine
    from ongoing_desktop.services.exchanges import Exchanges
    from ongoing_desktop.services.exports import Exports
    from ongoing_desktop.services.forwarding import ForwardTargets
    from ongoing_desktop.services.go_live import GoLive
    from ongoing_desktop.services.history_limits import HistoryLimits
    from ongoing_desktop.services.imports import Imports
    from ongoing_desktop.services.learning import Teaching
    from ongoing_desktop.services.listening import Listening, LookForListeners, MakeProcess
    from ongoing_desktop.services.payload_shapes import PayloadShapes
    from ongoing_desktop.services.ports import (
        AddressChecker,
        ApiClient,
        Asides,
        Clock,
        History,
        KeyedFiles,
        Retention,
        Running,
        Sender,
        SettingsStore,
        Vault,
        Waiting,
    )
    from ongoing_desktop.services.proving import Proving
    from ongoing_desktop.services.recovery import Recovery
    from ongoing_desktop.services.replay import Replay
    from ongoing_desktop.services.reply_rules import CheckFiles, Rules, WarnOf
    from ongoing_desktop.services.requests import Requests
    from ongoing_desktop.services.retries import Retries
    from ongoing_desktop.services.scenario_library import ScenarioLibrary
    from ongoing_desktop.services.scenarios import Scenarios
    from ongoing_desktop.services.secrets import Secrets
    from ongoing_desktop.services.sending import Sending
    from ongoing_desktop.services.settings import SettingsService
    from ongoing_desktop.services.sheets import Sheets
    from ongoing_desktop.services.simulator import SimulatorService
    from ongoing_desktop.services.support import Support
    from ongoing_desktop.services.systems import Systems
    from ongoing_desktop.services.timelines import Timelines
    from ongoing_desktop.services.traffic import TrafficService
    from ongoing_desktop.services.transfers import Transfers
    from ongoing_desktop.services.tunnel import Tunnel
    from ongoing_desktop.services.tunnel_check import TunnelCheck
    from ongoing_desktop.services.tunnel_run import RunProgram
    from ongoing_desktop.services.type_exports import TypeExports
    from ongoing_desktop.services.undoing import Undoing
    from ongoing_desktop.services.url_check import Addresses
    from ongoing_desktop.services.watching import Watching
    from ongoing_desktop.services.webhook_activity import WebhookActivity
    from ongoing_desktop.services.webhooks import Webhooks

log = logging.getLogger(__name__)

CLOSE_LIMIT_S: Final = 10.0
LOG_NAME: Final = "ongoing-desktop.log"
"""File name of the log in the data folder."""


class Housekeeping(Protocol):
    """Background work on the data folder, done by one process at a time."""

    def try_acquire(self) -> bool:
        """Take the housekeeping role if it is free; returns whether this process has it."""

    def start(self) -> None:
        """Start the background threads."""

    def close(self) -> None:
        """Stop the threads, close the databases and release the role. Blocking."""


class Resources(Protocol):
    """The data files shipped with the program."""

    def catalogue(self) -> Catalogue:
        """The webhook types."""

    def facts(self) -> Mapping[str, Any]:
        """Known facts about Ongoing in addition to the types."""

    def samples(self) -> Mapping[str, Any]:
        """Values of sample payloads, by member."""

    def scenarios(self) -> Mapping[str, bytes]:
        """The built-in scenarios by key."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside world for the services."""

    data_dir: Path
    version: str
    clock: Clock
    """The wall clock."""
    steady: Callable[[], float]
    """Monotonic seconds that also count while the computer sleeps."""
    store: SettingsStore
    history: History
    retention: Retention[Any]
    waiting: Waiting
    vault: Vault
    sender: Sender
    checker: AddressChecker
    api: ApiClient
    running: Running
    scenario_files: KeyedFiles
    proof_files: KeyedFiles
    """The last proof of each receiver."""
    request_files: KeyedFiles
    shape_files: KeyedFiles
    """What was learnt about the shapes of payloads."""
    resources: Resources
    housekeeping: Housekeeping
    make_listener: MakeProcess
    listeners: LookForListeners
    run_program: RunProgram
    """Runs the program of a tunnel."""
    saving: Callable[[], AbstractContextManager[bool]]
    """The lock for saving credentials. Its value says whether this process got it."""
    write: Callable[[Path, Any], None]
    """Writes a file atomically, from bytes or an iterator of bytes."""
    file_key: Callable[[str], str]
    """The file name of a scenario with a given title."""
    certificate_problems: CheckFiles
    certificate_warnings: WarnOf
    asides: Asides
    free_mb: Callable[[], float | None]
    """Free megabytes on the disk with the data folder, None if they cannot be measured. Blocking."""
    notices: Callable[[], tuple[KnownError, ...]] = tuple
    """Messages for the user about opening the data folder. May grow while a check is running."""


class Services:
    """All application services. Call :meth:`start` once; :meth:`close` is idempotent."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self._following: list[concurrent.futures.Future[Any]] = []
        self._started = False
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
    def data_dir(self) -> Path:
        """Contains all state except secrets."""
        return self.ports.data_dir

    @property
    def clock(self) -> Clock:
        """The wall clock."""
        return self.ports.clock

    @property
    def history(self) -> History:
        """Exchanges; blocking."""
        return self.ports.history

    @property
    def notices(self) -> tuple[KnownError, ...]:
        """Messages for the user about opening the data folder."""
        return self.ports.notices()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The webhook types."""
        return self.ports.resources.catalogue()

    @cached_property
    def statuses(self) -> StatusSets:
        """The standard status sets, by the catalogue's names."""
        from ongoing_desktop.domain.statuses import standard_sets

        return standard_sets(self._facts)

    @cached_property
    def _facts(self) -> Mapping[str, Any]:
        return self.ports.resources.facts()

    @cached_property
    def _samples(self) -> Mapping[str, Any]:
        return self.ports.resources.samples()

    # settings and credentials

    @cached_property
    def settings(self) -> SettingsService:
        """The user's settings, with undo."""
        from ongoing_desktop.services.settings import SettingsService

        return SettingsService(self.ports.store, self.engine)

    @property
    def saved_settings(self) -> Settings:
        """The last committed settings, for commands that only read them. Blocking. Raises StorageError."""
        return self.ports.store.load()

    @cached_property
    def secrets(self) -> Secrets:
        from ongoing_desktop.services.secrets import Secrets

        return Secrets(self.ports.vault, self.ports.store, self.settings, self.engine, self.ports.saving)

    @cached_property
    def systems(self) -> Systems:
        from ongoing_desktop.services.systems import Systems

        return Systems(self.settings, self.secrets, self.catalogue, self.statuses, self.clock)

    @cached_property
    def webhooks(self) -> Webhooks:
        from ongoing_desktop.services.webhooks import Webhooks

        return Webhooks(self.settings, self.secrets, self.catalogue, self.clock)

    @cached_property
    def activity(self) -> WebhookActivity:
        """What is known about webhooks from their exchanges."""
        from ongoing_desktop.services.webhook_activity import WebhookActivity

        return WebhookActivity(self.settings, self.history, self.engine)

    @cached_property
    def demo(self) -> Demo:
        """The demo system behind *Try it*."""
        from ongoing_desktop.services.demo_system import Demo

        return Demo(self.settings, self.systems, self.webhooks, self.secrets)

    @cached_property
    def clipboard(self) -> Clipboard:
        """Webhooks as text."""
        from ongoing_desktop.services.clipboard import Clipboard

        return Clipboard(self.settings, self.catalogue, self.clock)

    @cached_property
    def addresses(self) -> Addresses:
        """Advice on addresses."""
        from ongoing_desktop.services.url_check import Addresses

        return Addresses(self.settings, self.ports.checker)

    @cached_property
    def sheets(self) -> Sheets:
        """The settings sheet."""
        from ongoing_desktop.services.sheets import Sheets, shown
        from ongoing_desktop.wording.settings_sheet import SheetMaker, swedish_names

        maker = SheetMaker(self.catalogue, self.statuses, swedish_names(self._facts), shown, self.ports.version)
        return Sheets(self.settings, maker, self.clock, self.engine, self.ports.write)

    # Ongoing's REST API

    @cached_property
    def api_calls(self) -> ApiCalls:
        """Requests to Ongoing's REST API, which only read."""
        from ongoing_desktop.services.api_calls import ApiCalls

        return ApiCalls(
            self.settings, self.secrets, self.history, self.ports.api, self.listening, self.clock, self.engine
        )

    @cached_property
    def api(self) -> Api:
        """The connection to Ongoing, and looking up what an exchange is about."""
        from ongoing_desktop.services.api import Api

        return Api(self.api_calls, self.settings, self.secrets, self.history, self.catalogue, self.engine)

    @cached_property
    def api_import(self) -> ApiImport:
        """Fills a system with what Ongoing has."""
        from ongoing_desktop.services.api_import import ApiImport

        return ApiImport(self.api_calls, self.settings, self.statuses)

    @cached_property
    def api_samples(self) -> ApiSamples:
        """Payloads about real objects."""
        from ongoing_desktop.services.api_samples import ApiSamples

        return ApiSamples(self.api, self.settings, self.sending.payloads, self.catalogue)

    @cached_property
    def missed(self) -> MissedEvents:
        """Events that were probably missed."""
        from ongoing_desktop.services.api_missed import MissedEvents

        return MissedEvents(
            self.api_calls, self.settings, self.history, self.catalogue, self.sending, self.clock, self.engine
        )

    # receiving

    @cached_property
    def listening(self) -> Listening:
        from ongoing_desktop.services.listening import Listening

        return Listening(self.ports.make_listener, self.settings, self.secrets, self.engine, self.ports.listeners)

    @cached_property
    def rules(self) -> Rules:
        """Reply rules, forwarding and the listener's certificate."""
        from ongoing_desktop.services.reply_rules import Rules

        ports = self.ports
        return Rules(
            self.settings, self.history, self.engine, self.clock, ports.certificate_problems, ports.certificate_warnings
        )

    @cached_property
    def simulator(self) -> SimulatorService:
        from ongoing_desktop.services.simulator import SimulatorService

        return SimulatorService(
            self.settings, self.secrets, self.rules, self.catalogue, self.clock, self.history, self.engine
        )

    @cached_property
    def contact(self) -> TunnelCheck:
        """The check of the public address."""
        from ongoing_desktop.services.tunnel_check import TunnelCheck

        return TunnelCheck(
            self.settings, self.secrets, self.listening, self.history, self.ports.sender, self.clock, self.engine
        )

    @cached_property
    def tunnel(self) -> Tunnel:
        """The user's tunnel program."""
        from ongoing_desktop.services.tunnel import Tunnel

        ports = self.ports
        return Tunnel(self.settings, self.listening, ports.run_program, ports.sender, self.clock)

    @cached_property
    def captures(self) -> Captures:
        """Payloads that are pasted or opened."""
        from ongoing_desktop.services.captures import Captures

        return Captures(self.settings, self.listening, self.history, self.catalogue, self.clock, self.engine)

    @cached_property
    def teaching(self) -> Teaching:
        """Learning from captures."""
        from ongoing_desktop.services.learning import Teaching

        return Teaching(self.settings, self.catalogue)

    # sending

    @cached_property
    def sending(self) -> Sending:
        """Test requests."""
        from ongoing_desktop.services.sending import Sending

        return Sending(
            settings=self.settings,
            secrets=self.secrets,
            listening=self.listening,
            history=self.history,
            store=self.ports.store,
            sender=self.ports.sender,
            catalogue=self.catalogue,
            values=self._samples,
            clock=self.clock,
            engine=self.engine,
            note_event=self._note_event,
        )

    async def _note_event(self, body: bytes) -> bool:
        return self.settings.current.simulator.on and await self.simulator.note(body)

    @cached_property
    def bulk_tests(self) -> BulkTests:
        """Tests of several webhooks."""
        from ongoing_desktop.services.bulk_tests import BulkTests

        return BulkTests(self.sending, self.settings, self.clock, self.ports.steady)

    @cached_property
    def retries(self) -> Retries:
        """The retry simulator."""
        from ongoing_desktop.services.retries import Retries

        return Retries(
            sending=self.sending,
            settings=self.settings,
            history=self.history,
            running=self.ports.running,
            catalogue=self.catalogue,
            clock=self.clock,
            steady=self.ports.steady,
            engine=self.engine,
        )

    @cached_property
    def scenarios(self) -> Scenarios:
        """Plays scenarios."""
        from ongoing_desktop.services.scenarios import Scenarios

        return Scenarios(
            sending=self.sending,
            settings=self.settings,
            store=self.ports.store,
            catalogue=self.catalogue,
            values=self._samples,
            clock=self.clock,
            steady=self.ports.steady,
            engine=self.engine,
        )

    @cached_property
    def timelines(self) -> Timelines:
        """What happened to an order."""
        from ongoing_desktop.services.timelines import Timelines

        return Timelines(self.history, self.scenario_library, self.settings, self.catalogue, self.engine)

    @cached_property
    def scenario_library(self) -> ScenarioLibrary:
        """The built-in scenarios and the user's own."""
        from ongoing_desktop.services.scenario_library import ScenarioLibrary

        ports = self.ports
        return ScenarioLibrary(
            ports.resources.scenarios(), ports.scenario_files, ports.file_key, self.catalogue, self.engine, ports.write
        )

    @cached_property
    def series(self) -> Series:
        """Repeats, order and load."""
        from ongoing_desktop.services.bursts import Series

        return Series(self.sending, self.settings, self.catalogue, self.clock, self.ports.steady)

    @cached_property
    def day_bursts(self) -> DayBursts:
        """Plays days of events."""
        from ongoing_desktop.services.day_bursts import DayBursts

        return DayBursts(
            self.sending,
            self.settings,
            self.history,
            self.catalogue,
            self.engine,
            self.clock,
            self.ports.steady,
        )

    @cached_property
    def proving(self) -> Proving:
        """Proves receivers."""
        from ongoing_desktop.services.proving import Proving

        return Proving(
            self.sending,
            self.secrets,
            self.settings,
            self.catalogue,
            self.listening,
            self.history,
            self.ports.proof_files,
            self.clock,
            self.engine,
            self.ports.write,
        )

    @cached_property
    def go_live(self) -> GoLive:
        """The go-live checklist."""
        from ongoing_desktop.services.go_live import GoLive

        return GoLive(self.settings, self.secrets, self.history, self.proving, self.clock, self.engine)

    @cached_property
    def type_exports(self) -> TypeExports:
        """Writes payload types and collections of tests."""
        from ongoing_desktop.services.type_exports import TypeExports

        return TypeExports(self.catalogue, self.sending.payloads)

    @cached_property
    def replay(self) -> Replay:
        """Sends exchanges again."""
        from ongoing_desktop.services.replay import Replay

        return Replay(
            self.sending, self.listening, self.settings, self.history, self.engine, self.clock, self.ports.steady
        )

    @cached_property
    def traffic(self) -> TrafficService:
        """Numbers about exchanges over time."""
        from ongoing_desktop.services.traffic import TrafficService

        return TrafficService(self.settings, self.history, self.clock, self.engine)

    @cached_property
    def shapes(self) -> PayloadShapes:
        """Learns the shapes of received payloads."""
        from ongoing_desktop.services.payload_shapes import PayloadShapes

        ports = self.ports
        return PayloadShapes(ports.shape_files, self.history, self.settings, self.engine, ports.write)

    @cached_property
    def requests(self) -> Requests:
        """Requests that belong to no webhook, and saved payloads."""
        from ongoing_desktop.services.requests import Requests

        ports = self.ports
        return Requests(
            self.sending,
            self.listening,
            self.settings,
            ports.request_files,
            ports.file_key,
            self.engine,
            self.clock,
            ports.steady,
        )

    # the history

    @cached_property
    def exchanges(self) -> Exchanges:
        """What the user does with exchanges."""
        from ongoing_desktop.services.exchanges import Exchanges

        return Exchanges(self.history, self.engine, self.undoing)

    @cached_property
    def undoing(self) -> Undoing:
        """Undo and redo."""
        from ongoing_desktop.services.undoing import Undoing

        return Undoing(self.settings, self.engine)

    @cached_property
    def forwarding(self) -> ForwardTargets:
        """The forwarding targets, and what waits for them."""
        from ongoing_desktop.services.forwarding import ForwardTargets

        return ForwardTargets(self.ports.waiting, self.ports.listeners, self.engine)

    @cached_property
    def keeping(self) -> HistoryLimits:
        """The limits of the history."""
        from ongoing_desktop.services.history_limits import HistoryLimits

        return HistoryLimits(self.ports.retention, self.settings, self.engine)

    @cached_property
    def credential_names(self) -> CredentialNames:
        """Names that count as credentials."""
        from ongoing_desktop.services.credential_names import CredentialNames

        return CredentialNames(self.settings)

    @cached_property
    def recovery(self) -> Recovery:
        """Restoring from damaged databases that were set aside."""
        from ongoing_desktop.services.recovery import Recovery

        return Recovery(self.ports.asides, self.history, self.settings, self.undoing, self.engine)

    @cached_property
    def feed(self) -> ChangeWatcher:
        """Reports changes made by any process."""
        from ongoing_desktop.services.change_watcher import ChangeWatcher

        return ChangeWatcher(self.history, self.settings, self.listening, self.engine)

    def _tunnel_state(self) -> TunnelState | None:
        return self.tunnel.state if self.built("tunnel") else None

    @cached_property
    def watching(self) -> Watching:
        """Reports incidents while the program runs unattended."""
        from ongoing_desktop.services.watching import Watching

        ports = self.ports
        return Watching(
            self.settings,
            self.listening,
            self.feed,
            self.history,
            ports.free_mb,
            self._tunnel_state,
            self.clock,
            ports.steady,
            self.engine,
        )

    # files

    @cached_property
    def transfers(self) -> Transfers:
        """Exports and imports settings files."""
        from ongoing_desktop.services.transfers import Transfers

        return Transfers(
            settings=self.settings,
            secrets=self.secrets,
            catalogue=self.catalogue,
            clock=self.clock,
            engine=self.engine,
            write=self.ports.write,
        )

    @cached_property
    def exports(self) -> Exports:
        """Exports of the history."""
        from ongoing_desktop.services.exports import Exports

        return Exports(self.history, self.secrets, self.settings, self.catalogue, self.engine, self.ports.write)

    @cached_property
    def imports(self) -> Imports:
        """Imports into the history."""
        from ongoing_desktop.services.imports import Imports

        return Imports(self.history, self.secrets, self.catalogue, self.engine, self.undoing)

    @cached_property
    def support(self) -> Support:
        """The support pack."""
        from ongoing_desktop.services.support import Support

        return Support(
            history=self.history,
            secrets=self.secrets,
            settings=self.settings,
            exports=self.exports,
            logs=tuple(self.data_dir / f"{LOG_NAME}{end}" for end in ("", ".1", ".2")),
            clock=self.clock,
            engine=self.engine,
            write=self.ports.write,
        )

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


def build_services(ports: Ports) -> Services:
    """The services over these ports. Nothing runs before :meth:`Services.start`."""
    return Services(ports)
