"""A Core for widget tests: the real services over the fake ports of tests/services, on a real engine."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ongoing_desktop.domain.catalogue import Catalogue, family_from_json
from ongoing_desktop.domain.sheet import SheetMaker, swedish_names
from ongoing_desktop.domain.statuses import StatusSets, standard_sets
from ongoing_desktop.listener import tls
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
from ongoing_desktop.storage import ScenarioFolder, file_key, standard_scenarios
from tests.services.fakes import (
    FakeChecker,
    FakeClock,
    FakeHistory,
    FakeProcess,
    FakeRetention,
    FakeRunning,
    FakeSender,
    FakeStore,
    FakeVault,
)

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def catalogue() -> Catalogue:
    files = sorted((RESOURCES / "catalogue").glob("*.json"))
    return Catalogue(family_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files)


@contextmanager
def alone():
    yield True


@dataclass
class FakeCore:
    """``start`` and ``close`` as the real one; the fakes behind it are there to be told what to do."""

    data_dir: Path
    clock: FakeClock
    catalogue: Catalogue
    engine: Engine
    store: FakeStore
    vault: FakeVault
    history: FakeHistory
    sender: FakeSender
    settings: SettingsService
    secrets: Secrets
    systems: Systems
    webhooks: Webhooks
    checker: FakeChecker
    addresses: Addresses
    clipboard: Clipboard
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
    exchanges: Exchanges
    keeping: Keeping
    retention: FakeRetention
    closed: bool = False

    def start(self, *, follow: bool = True) -> None:
        self.engine.start()
        if follow:
            self.engine.submit(self.feed.run())

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.engine.submit(self.retries.close()).result(5)
            self.engine.submit(self.listening.close()).result(5)
            self.feed.close()
            self.engine.close()

    def do(self, work):
        """Run a coroutine of a service to its end."""
        return self.engine.submit(work).result(5)


def make_core(data_dir: Path) -> FakeCore:
    """A Core that is not started yet."""
    clock, store, vault, history, sender = FakeClock(), FakeStore(), FakeVault(), FakeHistory(), FakeSender()
    retention = FakeRetention()
    engine = Engine()
    types = catalogue()
    settings = SettingsService(store, engine)
    secrets = Secrets(vault, store, settings, engine, alone)
    facts = json.loads((RESOURCES / "facts.json").read_text(encoding="utf-8"))
    statuses = standard_sets(facts)
    systems = Systems(settings, secrets, types, statuses, clock)
    webhooks = Webhooks(settings, secrets, history, types, clock, engine)
    checker = FakeChecker()
    listening = Listening(FakeProcess, settings, secrets, engine)
    sending = Sending(
        settings=settings,
        secrets=secrets,
        listening=listening,
        history=history,
        store=store,
        sender=sender,
        catalogue=types,
        values=json.loads((RESOURCES / "samples.json").read_text(encoding="utf-8")),
        clock=clock,
        engine=engine,
    )

    def write(path: Path, data) -> None:
        path.write_bytes(data if isinstance(data, bytes) else b"".join(data))

    exports = Exports(history, secrets, engine, write)
    return FakeCore(
        data_dir=data_dir,
        clock=clock,
        catalogue=types,
        engine=engine,
        store=store,
        vault=vault,
        history=history,
        sender=sender,
        settings=settings,
        secrets=secrets,
        systems=systems,
        webhooks=webhooks,
        checker=checker,
        addresses=Addresses(settings, checker),
        clipboard=Clipboard(settings, types, clock),
        teaching=Teaching(settings, types),
        captures=Captures(settings, history, types, clock, engine),
        contact=FirstContact(settings, listening, history, sender, clock, engine),
        rules=Rules(settings, engine, clock, tls.problems, tls.warnings),
        statuses=statuses,
        listening=listening,
        sending=sending,
        retries=Retries(
            sending=sending,
            settings=settings,
            history=history,
            running=FakeRunning(),
            catalogue=types,
            clock=clock,
            engine=engine,
        ),
        scenarios=Scenarios(
            sending=sending,
            settings=settings,
            store=store,
            catalogue=types,
            values=json.loads((RESOURCES / "samples.json").read_text(encoding="utf-8"))["values"],
            clock=clock,
            engine=engine,
        ),
        scenario_library=ScenarioLibrary(
            standard_scenarios(), ScenarioFolder(data_dir / "scenarios"), file_key, types, engine, write
        ),
        series=Series(sending, settings, types),
        replay=Replay(sending, listening, settings, history, engine),
        transfers=Transfers(
            settings=settings,
            secrets=secrets,
            catalogue=types,
            clock=clock,
            engine=engine,
            write=write,
        ),
        exports=exports,
        imports=Imports(history, secrets, types, engine),
        support=Support(
            history=history,
            secrets=secrets,
            settings=settings,
            exports=exports,
            logs=(data_dir / "ongoing-desktop.log",),
            clock=clock,
            engine=engine,
            write=write,
        ),
        sheets=Sheets(settings, SheetMaker(types, statuses, swedish_names(facts), shown, "1.0"), clock, engine, write),
        demo=Demo(settings, systems, webhooks, secrets),
        feed=Feed(history, settings, listening, engine),
        exchanges=Exchanges(history, engine),
        keeping=Keeping(retention, settings, engine),
        retention=retention,
    )
