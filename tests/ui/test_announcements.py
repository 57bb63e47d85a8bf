"""What a screen reader speaks without being asked: notices, results, problems, arrivals and the listener's state."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.shell import arrivals
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received


class FakeAccessible:
    """Records announcements instead of passing them to a screen reader: each text, and whether it is urgent."""

    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
    heard: list[tuple[str, bool]]

    @staticmethod
    def isActive() -> bool:
        return True

    @classmethod
    def updateAccessibility(cls, event: QAccessibleAnnouncementEvent) -> None:
        urgent = event.politeness() == cls.AnnouncementPoliteness.Assertive
        cls.heard.append((event.message(), urgent))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    FakeAccessible.heard = []
    monkeypatch.setattr(QtGui, "QAccessible", FakeAccessible)
    return FakeAccessible.heard


def test_notices_and_errors_are_announced(shell: Shell, heard: list[Any]) -> None:
    shell.notifier.notice("Saved.", "good")
    shell.notifier.notice("Not saved.", "bad")
    assert heard == [("Saved.", False), ("Not saved.", True)]


def test_the_state_of_the_listener_is_readable_and_announced(shell: Shell, heard: list[Any]) -> None:
    shell.demo()
    state = shell.window.header.state
    assert state.accessibleName() == "Listener: Stopped"
    shell.do("startListener")
    shell.until(lambda: ("Listener: Listening 127.0.0.1:8765", False) in heard)
    assert state.accessibleName() == "Listener: Listening 127.0.0.1:8765"
    shell.do("stopListener")
    shell.until(lambda: heard[-1] == ("Listener: Stopped", False))


def test_the_result_of_a_test_is_announced(shell: Shell, heard: list[Any]) -> None:
    shell.demo()
    shell.do("testWebhook")
    shell.until(lambda: any(text.startswith("200 OK. ") for text, _ in heard))


def test_arrivals_are_announced_together(
    shell: Shell, heard: list[Any], monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(arrivals, "GATHER_MS", 50)
    shell.window.activateWindow()
    qtbot.waitUntil(shell.window.isActiveWindow)
    shell.until(lambda: shell.tasks.busy == 0)
    shell.services.history.append([received(1), received(2), received(3)])
    shell.until(lambda: heard != [])
    assert heard == [("3 requests arrived", False)]


def test_a_problem_is_announced_when_it_appears(shell: Shell, heard: list[Any]) -> None:
    shell.do("addSystem")
    dialog = shell.shown(QDialog, "addSystemDialog")
    dialog.findChild(QPushButton, "save").click()
    shell.until(lambda: heard != [])
    assert all(urgent for _, urgent in heard)
    line = dialog.findChild(QLineEdit, "systemName")
    assert line.accessibleDescription() == heard[0][0]
    dialog.done(0)


def test_a_fast_progress_is_announced_when_it_ends(qtbot: Any, heard: list[Any]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = paragraph("", holder, live=True)
    holder.show()
    for count in range(100):
        shown.setText(f"{count} of 100 sent")
    shown.setText("100 requests were sent.")
    qtbot.waitUntil(lambda: heard == [("100 requests were sent.", False)])
    shown.setText("100 requests were sent.")
    shown.setText("Hidden before it is spoken")
    shown.hide()
    assert shown._settled is not None
    qtbot.waitUntil(lambda: not shown._settled.isActive())
    assert len(heard) == 1
