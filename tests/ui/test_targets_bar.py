"""Forwarding targets that do not answer, in the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from ongoing_desktop.domain.forwarding import FIRST, Forward, TargetState
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import RunningListener
from tests.services.fake_services import FakeServices, make_services
from tests.ui.conftest import Shell

UNREACHABLE = {"host": "127.0.0.1:5000", "why": "ECONNREFUSED"}
LISTENER = RunningListener("http://127.0.0.1:43210", "127.0.0.1", 43210, 1)
"""Of another process."""
BY_COMMAND = "http://127.0.0.1:7000"


@pytest.fixture
def running() -> list[RunningListener]:
    return []


@pytest.fixture
def fake_services(tmp_path: Path, running: list[RunningListener]) -> Iterator[FakeServices]:
    services = make_services(tmp_path, listeners=lambda: tuple(running))
    services.start()
    yield services
    services.close()


def forwarding(shell: Shell) -> None:
    services = shell.services
    shell.do("showInbox")
    forward = Forward(True, "http://127.0.0.1:5000", keep=True)
    services.do(services.settings.set_preferences(forward=forward))


def test_a_dead_target_is_shown_with_what_waits_for_it(shell: Shell, running: list[RunningListener]) -> None:
    services = shell.services
    bar = shell.window.pages.inbox.targets_bar
    running.append(replace(LISTENER, delivers=(FIRST,)))
    forwarding(shell)
    assert bar.isHidden()
    now = services.clock()
    services.waiting.known[FIRST] = TargetState(
        FIRST, "forward-unreachable", UNREACHABLE, now, 3, now - timedelta(minutes=5)
    )
    bar.look()
    shell.until(bar.isVisible)
    text = shell.find(QLabel, "targetText", bar).text()
    assert f"http://127.0.0.1:5000 has not answered since {now.astimezone():%H:%M:%S}: 127.0.0.1:5000 cannot" in text
    assert "3 requests wait, the oldest since" in text
    assert shell.find(QLabel, "targetState", bar).text() == "dead"
    shell.find(QPushButton, "targetDeliver", bar).click()
    shell.until(lambda: services.waiting.asked == [FIRST])
    shell.find(QPushButton, "targetDiscard", bar).click()
    question = shell.shown(QMessageBox, "confirmation")
    assert "3 requests will not be delivered" in question.text()
    question.buttons()[0].click()
    shell.until(lambda: services.waiting.known[FIRST].waiting == 0)
    services.waiting.known[FIRST] = TargetState(FIRST, "", {}, now)
    shell.until(bar.isHidden)


def test_what_waits_for_a_removed_target_can_be_discarded(shell: Shell) -> None:
    services = shell.services
    bar = shell.window.pages.inbox.targets_bar
    services.waiting.known["gone"] = TargetState("gone", waiting=1, since=services.clock())
    forwarding(shell)
    shell.until(bar.isVisible)
    assert "removed from the settings. 1 request waits" in shell.find(QLabel, "targetText", bar).text()
    assert shell.find(QPushButton, "targetDeliver", bar).isHidden()
    assert shell.find(QPushButton, "targetDiscard", bar).isVisible()


def test_only_what_a_running_listener_delivers_can_be_delivered_now(
    shell: Shell, running: list[RunningListener]
) -> None:
    services = shell.services
    bar = shell.window.pages.inbox.targets_bar
    for target in (FIRST, BY_COMMAND):
        services.waiting.known[target] = TargetState(target, "", waiting=1, since=services.clock())
    forwarding(shell)
    shell.until(lambda: len(bar._rows) == 2)

    def texts() -> dict[str, tuple[str, bool]]:
        return {target: (row.text.text(), row.now.isHidden()) for target, row in bar._rows.items()}

    (own, own_hidden), (other, other_hidden) = texts()[FIRST], texts()[BY_COMMAND]
    assert own.endswith("No running listener delivers to it.")
    assert other.startswith(f"{BY_COMMAND}: the listener that forwarded to it has ended. 1 request waits")
    assert own_hidden
    assert other_hidden
    running.append(replace(LISTENER, delivers=(FIRST, BY_COMMAND)))
    shell.until(lambda: not any(hidden for _, hidden in texts().values()))
    assert texts()[BY_COMMAND][0].startswith(f"{BY_COMMAND} answers.")
    bar._rows[BY_COMMAND].now.click()
    shell.until(lambda: services.waiting.asked == [BY_COMMAND])
