from __future__ import annotations

import pytest

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.ui.shell import arrivals as notifications
from ongoing_desktop.ui.shell.arrivals import ArrivalNotifier
from tests.ui.exchanges_support import Rig, rig


class FakeDesktop:
    def __init__(self) -> None:
        self.on = False
        self.shown: list[str] = []

    def show(self, title: str, text: str) -> None:
        self.shown.append(text)

    def set_on(self, on: bool) -> None:
        self.on = on


@pytest.fixture
def world(qapp, data_dir):
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def test_arrivals_are_told_while_nobody_looks_and_never_in_a_burst(world: Rig, qtbot, monkeypatch):
    monkeypatch.setattr(notifications, "GATHER_MS", 0)
    desktop, looked, now = FakeDesktop(), [False], [100.0]
    notifier = ArrivalNotifier(
        world.services, world.tasks, desktop, lambda: looked[0], world.window, clock=lambda: now[0]
    )
    world.signals.exchanges_changed.connect(notifier.look)
    world.received(1)
    qtbot.waitUntil(lambda: notifier._newest == 1)
    assert not desktop.on
    notifier.use(on=True)
    qtbot.waitUntil(lambda: notifier._notified == 1)
    world.received(2, target="/<b>evil</b>")
    world.received(1, verdict="refused", peer="127.0.0.1:1")
    world.received(1, peer="ours")
    qtbot.waitUntil(lambda: bool(desktop.shown))
    assert desktop.on
    assert "evil" not in desktop.shown[0]
    told = len(desktop.shown)
    world.received(1)
    qtbot.waitUntil(lambda: notifier._newest == 6)
    assert notifier._timer.remainingTime() > 5_000 or len(desktop.shown) == told
    looked[0] = True
    notifier.look(Arrived(6, 6))
    assert notifier._notified == 6
    notifier._count()
    assert len(desktop.shown) == told
    notifier.use(on=False)
    assert not desktop.on
