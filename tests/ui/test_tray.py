"""The icon in the tray: the window hides there, and the icon shows what happens meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from ongoing_desktop.ui.shell.tray import Tray
from tests.services.fake_services import FakeServices
from tests.ui.conftest import Shell
from tests.ui.exchanges_support import received

# The offscreen platform has no tray.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support", extend=True)


@pytest.fixture
def shell(
    qtbot: Any, qapp: QApplication, fake_services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """A window on a desktop with a tray that records notifications."""
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    made = Shell(qtbot, qapp, fake_services)
    yield made
    made.close()


@pytest.fixture
def tray(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Tray:
    """The icon, switched on."""
    found = shell.window.tray
    assert found is not None
    assert not found.keeps_window
    shell.services.do(shell.services.settings.set_preferences(tray=True))
    shell.until(lambda: found.keeps_window)
    return found


def entry(tray: Tray, text: str) -> QAction:
    return next(action for action in tray.menu.actions() if text in action.text() and action.isVisible())


def test_closing_hides_the_window_and_says_so_once(shell: Shell, tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(tray, "show", lambda _, text: said.append(text))
    closed: list[bool] = []
    shell.window.closed.connect(lambda: closed.append(True))
    for _ in range(2):
        shell.window.close()
        assert not shell.window.isVisible()
        entry(tray, "Show the window").trigger()
        assert shell.window.isVisible()
        shell.until(lambda: shell.services.settings.current.preferences.tray_explained)
    assert len(said) == 1
    assert "goes on in the tray" in said[0]
    assert not closed
    shell.window.close()
    entry(tray, "Quit").trigger()
    assert closed == [True]


def test_quitting_from_the_tray_asks_while_listening(shell: Shell, tray: Tray) -> None:
    shell.services.do(shell.services.listening.start(8765))
    shell.window.close()
    entry(tray, "Quit").trigger()
    assert shell.window.isVisible()
    box = shell.shown(QMessageBox, "confirmation")
    box.reject()
    assert shell.window.isVisible()


def test_it_starts_and_stops_listening_and_shows_the_state(shell: Shell, tray: Tray) -> None:
    stopped = image(tray)
    assert entry(tray, "Stopped")
    entry(tray, "Start listening").trigger()
    shell.until(lambda: "Listening 127.0.0.1:8765" in tray.icon.toolTip())
    assert image(tray) != stopped
    entry(tray, "Stop listening").trigger()
    shell.until(lambda: image(tray) == stopped)


def test_arrivals_are_counted_and_lead_to_the_inbox(shell: Shell, tray: Tray) -> None:
    shell.do("showInbox")
    shell.until(lambda: shell.tasks.busy == 0)
    shell.window.close()
    quiet = image(tray)
    shell.services.history.append([received(1), received(2)])
    shell.until(lambda: "2 unread" in tray.icon.toolTip())
    assert image(tray) != quiet
    shell.until(lambda: len(tray._arrivals) == 2)
    tray._arrivals[0].trigger()
    assert shell.window.isVisible()
    shell.until(lambda: shell.window.pages.inbox.selected.ids == [2])
    shell.until(lambda: "unread" not in tray.icon.toolTip())


def image(tray: Tray) -> QImage:
    return tray.icon.icon().pixmap(64, 64).toImage()
