"""Real services over fakes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.settings import GoodsOwner, System
from tests.services.fake_services import FakeServices, fake_ports
from tests.services.fakes import FakeProcess

SYSTEM = System("sys", "Demo", "demo", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")))


class Parts(FakeServices):
    """The services without housekeeping and watching, with the listener's child processes and a clock for retries."""

    def __init__(self, data_dir: Path, **fakes: Any) -> None:
        super().__init__(fake_ports(data_dir, make_listener=self._process, steady=self.steady_s, **fakes))
        self.processes: list[FakeProcess] = []
        self.steady = 0.0

    def steady_s(self) -> float:
        """Real time as seen by retries; each call advances it by 0.01 s."""
        self.steady += 0.01
        return self.steady

    def run(self, work: Any) -> Any:
        return self.engine.submit(work).result(10)

    def forget_undo(self) -> None:
        """As if more steps had followed than can be undone."""
        self.store.kept = [(settings, at, "remember") for settings, at, _ in self.store.kept]
        self.store.settings = replace(self.store.settings, revision=self.store.settings.revision + 1)
        self.run(self.settings.reload())

    def add_system(self) -> System:
        async def add() -> None:
            await self.settings.change("add-system", lambda now: replace(now, systems=(SYSTEM,)))

        self.run(add())
        return SYSTEM

    def _process(self, on_state: Any) -> FakeProcess:
        self.processes.append(FakeProcess(on_state))
        return self.processes[-1]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = Parts(tmp_path / "data")
    made.start(follow=False)
    yield made
    made.run(made.listening.close())
    made.close()
