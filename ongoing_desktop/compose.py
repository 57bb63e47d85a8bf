"""Puts the parts together, without Qt: storage, vault, transport and listener become the services of one Core."""

from __future__ import annotations

import concurrent.futures
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ongoing_desktop import __version__
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.sheet import SheetMaker, swedish_names
from ongoing_desktop.domain.statuses import StatusSets, standard_sets
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.client import ListenerProcess
from ongoing_desktop.services.addresses import Addresses
from ongoing_desktop.services.captures import Captures
from ongoing_desktop.services.clipboard import Clipboard
from ongoing_desktop.services.contact import FirstContact
from ongoing_desktop.services.demo import Demo
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.exchanges import Exchanges
from ongoing_desktop.services.exports import Exports
from ongoing_desktop.services.feed import Feed
from ongoing_desktop.services.imports import Imports
from ongoing_desktop.services.keeping import Keeping
from ongoing_desktop.services.listening import Listening
from ongoing_desktop.services.ports import AddressChecker, Clock, History, Sender, SettingsStore, Vault
from ongoing_desktop.services.replay import Replay
from ongoing_desktop.services.retries import Retries
from ongoing_desktop.services.rules import Rules
from ongoing_desktop.services.scenario_library import ScenarioLibrary
from ongoing_desktop.services.scenarios import Scenarios
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.sending import Sending
from ongoing_desktop.services.series import Series
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.services.sheets import Sheets, shown
from ongoing_desktop.services.support import Support
from ongoing_desktop.services.systems import Systems
from ongoing_desktop.services.teaching import Teaching
from ongoing_desktop.services.transfers import Transfers
from ongoing_desktop.services.webhooks import Webhooks
from ongoing_desktop.storage import (
    Housekeeper,
    RoleLock,
    RunningNotes,
    ScenarioFolder,
    Storage,
    file_key,
    load_catalogue,
    load_facts,
    load_samples,
    open_storage,
    standard_scenarios,
    write_atomic,
)
from ongoing_desktop.transport import HttpxSender, ReachChecker
from ongoing_desktop.vault import default_vault

log = logging.getLogger(__name__)

CLOSE_LIMIT_S = 8.0
LOG_NAME = "ongoing-desktop.log"
"""Of the log in the data folder."""


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def listener_command(data_dir: Path) -> tuple[str, ...]:
    """How the window starts its listener: this same program. No secret is in it."""
    return (
        sys.executable,
        "-m",
        "ongoing_desktop",
        "--data-dir",
        os.fspath(data_dir),
        "listen",
        "--controlled",
    )


@dataclass(frozen=True, slots=True)
class Core:
    """Everything but a face. :meth:`start` once, :meth:`close` as often as you like."""

    data_dir: Path
    clock: Clock
    catalogue: Catalogue
    engine: Engine
    storage: Storage
    settings: SettingsService
    secrets: Secrets
    systems: Systems
    webhooks: Webhooks
    clipboard: Clipboard
    addresses: Addresses
    teaching: Teaching
    captures: Captures
    contact: FirstContact
    rules: Rules
    statuses: StatusSets
    listening: Listening
    sending: Sending
    retries: Retries
    series: Series
    scenarios: Scenarios
    scenario_library: ScenarioLibrary
    replay: Replay
    transfers: Transfers
    exports: Exports
    imports: Imports
    support: Support
    sheets: Sheets
    demo: Demo
    feed: Feed
    history: History
    exchanges: Exchanges
    keeping: Keeping
    housekeeping: RoleLock
    housekeeper: Housekeeper
    sender: Sender
    _following: list[concurrent.futures.Future[None]]
    _closed: list[bool]

    def start(self, *, follow: bool = True) -> None:
        """Start the engine. ``follow``: also watch for changes and tidy up, as window and listener do."""
        self.engine.start()
        if follow:
            self._following.append(self.engine.submit(self.feed.run()))
            self._following.append(self.engine.submit(self._recover()))
            if self.housekeeping.try_acquire():
                self._following.append(self.engine.submit(self._tidy()))
            self.housekeeper.start()

    async def _recover(self) -> None:
        try:
            await self.retries.recover()
        except KnownError as error:
            log.info("deliveries of a killed process were not looked for: %s", error)

    async def _tidy(self) -> None:
        await self.secrets.clean_up()

    def close(self) -> None:
        """End everything in order within seconds; from any thread but the engine's."""
        if self._closed:
            return
        self._closed.append(True)
        for work in self._following:
            work.cancel()
        self._wait(self.retries.close())
        if self._following:
            self._wait(self.listening.close())
            self._wait(self.secrets.clean_up(), limit_s=2.0)
        self.feed.close()
        self._wait(self.sender.close(), limit_s=2.0)
        self.engine.close()
        self.housekeeper.close()
        self.storage.close()
        self.housekeeping.release()

    def _wait(self, work: object, limit_s: float = CLOSE_LIMIT_S) -> None:
        future = self.engine.submit(work)  # type: ignore[arg-type,var-annotated]
        with contextlib.suppress(concurrent.futures.CancelledError, concurrent.futures.TimeoutError, TimeoutError):
            try:
                future.result(limit_s)
            except Exception:
                log.exception("closing went on without a part")


def build_core(
    data_dir: Path,
    *,
    clock: Clock = now,
    vault: Vault | None = None,
    sender: Sender | None = None,
    checker: AddressChecker | None = None,
    command: Sequence[str] | None = None,
) -> Core:
    """Open the data folder and wire the services. Raises StorageError. Nothing runs before :meth:`Core.start`."""
    storage = open_storage(data_dir)
    store: SettingsStore = storage.settings
    history: History = storage.history
    catalogue = load_catalogue()
    samples = load_samples()
    engine = Engine()
    settings = SettingsService(store, engine)
    secrets = Secrets(vault or default_vault(), store, settings, engine, _saving_lock(data_dir))
    facts = load_facts()
    statuses = standard_sets(facts)
    maker = SheetMaker(catalogue, statuses, swedish_names(facts), shown, __version__)
    systems = Systems(settings, secrets, catalogue, statuses, clock)
    webhooks = Webhooks(settings, secrets, history, catalogue, clock, engine)
    housekeeping = RoleLock(data_dir, "housekeeping")
    full_command = tuple(command or listener_command(data_dir))

    def make(on_state: Callable[[ListenerState], None]) -> ListenerProcess:
        return ListenerProcess(full_command, on_state)

    listening = Listening(make, settings, secrets, engine)
    sender = sender or HttpxSender()
    sending = Sending(
        settings=settings,
        secrets=secrets,
        listening=listening,
        history=history,
        store=store,
        sender=sender,
        catalogue=catalogue,
        values=samples,
        clock=clock,
        engine=engine,
    )
    exports = Exports(history, secrets, engine, write_atomic)
    return Core(
        data_dir=data_dir,
        clock=clock,
        catalogue=catalogue,
        engine=engine,
        storage=storage,
        settings=settings,
        secrets=secrets,
        systems=systems,
        webhooks=webhooks,
        clipboard=Clipboard(settings, catalogue, clock),
        addresses=Addresses(settings, checker or ReachChecker(clock)),
        teaching=Teaching(settings, catalogue),
        captures=Captures(settings, history, catalogue, clock, engine),
        rules=Rules(settings, engine, clock, tls.problems, tls.warnings),
        contact=FirstContact(settings, listening, history, sender, clock, engine),
        statuses=statuses,
        listening=listening,
        sending=sending,
        retries=Retries(
            sending=sending,
            settings=settings,
            history=history,
            running=RunningNotes(data_dir),
            catalogue=catalogue,
            clock=clock,
            engine=engine,
        ),
        scenarios=Scenarios(
            sending=sending,
            settings=settings,
            store=store,
            catalogue=catalogue,
            values=samples,
            clock=clock,
            engine=engine,
        ),
        scenario_library=ScenarioLibrary(
            standard_scenarios(), ScenarioFolder(data_dir / "scenarios"), file_key, catalogue, engine, write_atomic
        ),
        series=Series(sending, settings, catalogue),
        replay=Replay(sending, listening, settings, history, engine),
        transfers=Transfers(
            settings=settings,
            secrets=secrets,
            catalogue=catalogue,
            clock=clock,
            engine=engine,
            write=write_atomic,
        ),
        exports=exports,
        imports=Imports(history, secrets, catalogue, engine),
        support=Support(
            history=history,
            secrets=secrets,
            settings=settings,
            exports=exports,
            logs=tuple(data_dir / f"{LOG_NAME}{end}" for end in ("", ".1", ".2")),
            clock=clock,
            engine=engine,
            write=write_atomic,
        ),
        sheets=Sheets(settings, maker, clock, engine, write_atomic),
        demo=Demo(settings, systems, webhooks, secrets),
        feed=Feed(history, settings, listening, engine),
        history=history,
        exchanges=Exchanges(history, engine),
        keeping=Keeping(storage.history.retention, settings, engine),
        housekeeping=housekeeping,
        housekeeper=Housekeeper(storage, housekeeping, clock=clock),
        sender=sender,
        _following=[],
        _closed=[],
    )


def _saving_lock(data_dir: Path) -> Callable[[], AbstractContextManager[bool]]:
    @contextmanager
    def saving() -> Iterator[bool]:
        lock = RoleLock(data_dir, "credentials")
        alone = lock.try_acquire()
        try:
            yield alone
        finally:
            if alone:
                lock.release()

    return saving
