"""Forwarding targets that do not answer, in the inbox."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from ongoing_desktop.domain.forwarding import FIRST, Forward
from ongoing_desktop.domain.target_state import TargetState
from tests.ui.conftest import Shell

UNREACHABLE = {"host": "127.0.0.1:5000", "why": "ECONNREFUSED"}


def forwarding(shell: Shell) -> None:
    services = shell.services
    shell.do("showInbox")
    forward = Forward(True, "http://127.0.0.1:5000", keep=True)
    services.do(services.settings.set_preferences(forward=forward))


def test_a_dead_target_is_shown_with_what_waits_for_it(shell: Shell) -> None:
    services = shell.services
    bar = shell.window.inbox.targets_bar
    services.do(services.listening.start(43210))
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
    bar = shell.window.inbox.targets_bar
    services.waiting.known["gone"] = TargetState("gone", waiting=1, since=services.clock())
    forwarding(shell)
    shell.until(bar.isVisible)
    assert "removed from the settings. 1 request waits" in shell.find(QLabel, "targetText", bar).text()
    assert not shell.find(QPushButton, "targetDeliver", bar).isEnabled()
    assert shell.find(QPushButton, "targetDiscard", bar).isEnabled()
