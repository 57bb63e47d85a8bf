"""A core over fakes: real services, nothing of the outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from ongoing_desktop.domain.settings import GoodsOwner, System
from ongoing_desktop.domain.statuses import standard_sets
from ongoing_desktop.services.clipboard import Clipboard
from ongoing_desktop.services.demo import Demo
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.listening import Listening
from ongoing_desktop.services.pace import Pace
from ongoing_desktop.services.retries import Retries
from ongoing_desktop.services.secrets import Secrets
from ongoing_desktop.services.sending import Sending
from ongoing_desktop.services.settings import SettingsService
from ongoing_desktop.services.systems import Systems
from ongoing_desktop.services.webhooks import Webhooks
from ongoing_desktop.storage import load_catalogue, load_facts, load_samples
from tests.services.fakes import FakeClock, FakeHistory, FakeProcess, FakeRunning, FakeSender, FakeStore, FakeVault

SYSTEM = System("sys", "Demo", "demo", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")))


@dataclass
class Parts:
    """The services and the fakes beneath them."""

    engine: Engine
    clock: FakeClock = field(default_factory=FakeClock)
    store: FakeStore = field(default_factory=FakeStore)
    vault: FakeVault = field(default_factory=FakeVault)
    history: FakeHistory = field(default_factory=FakeHistory)
    sender: FakeSender = field(default_factory=FakeSender)
    running: FakeRunning = field(default_factory=FakeRunning)

    def __post_init__(self) -> None:
        self.catalogue = load_catalogue()
        self.settings = SettingsService(self.store, self.engine)
        self.secrets = Secrets(self.vault, self.store, self.settings, self.engine, lambda: nullcontext(True))
        self.statuses = standard_sets(load_facts())
        self.systems = Systems(self.settings, self.secrets, self.catalogue, self.statuses, self.clock)
        self.webhooks = Webhooks(self.settings, self.secrets, self.history, self.catalogue, self.clock, self.engine)
        self.processes: list[FakeProcess] = []
        self.listening = Listening(self._process, self.settings, self.secrets, self.engine)
        self.clipboard = Clipboard(self.settings, self.catalogue, self.clock)
        self.demo = Demo(self.settings, self.systems, self.webhooks, self.secrets)
        self.sending = Sending(
            settings=self.settings,
            secrets=self.secrets,
            listening=self.listening,
            history=self.history,
            store=self.store,
            sender=self.sender,
            catalogue=self.catalogue,
            values=load_samples(),
            clock=self.clock,
            engine=self.engine,
        )
        self.steady = 0.0
        self.retries = Retries(
            sending=self.sending,
            settings=self.settings,
            history=self.history,
            running=self.running,
            catalogue=self.catalogue,
            clock=self.clock,
            engine=self.engine,
            pace=lambda speed: Pace(speed, self.steady_s),
        )

    def steady_s(self) -> float:
        """Real time as the retries see it; 0.01 s pass whenever they look."""
        self.steady += 0.01
        return self.steady

    def run(self, work: Any) -> Any:
        return self.engine.submit(work).result(10)

    def forget_undo(self) -> None:
        """As if more steps had been made since than can be undone."""
        self.store.kept = [(settings, at, "remember") for settings, at, _ in self.store.kept]
        self.store.settings = replace(self.store.settings, revision=self.store.settings.revision + 1)
        self.run(self.settings.reload())

    def add_system(self) -> System:
        async def add() -> None:
            await self.settings.change(
                "add-system", lambda now: __import__("dataclasses").replace(now, systems=(SYSTEM,))
            )

        self.run(add())
        return SYSTEM

    def _process(self, on_state: Any) -> FakeProcess:
        self.processes.append(FakeProcess(on_state))
        return self.processes[-1]


@pytest.fixture
def parts() -> Iterator[Parts]:
    engine = Engine()
    engine.start()
    made = Parts(engine)
    yield made
    made.run(made.retries.close())
    made.run(made.listening.close())
    engine.close()
