"""What the window says when a watch reports something."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QLineEdit

from ongoing_desktop.domain.watches import Incident, WatchReport
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.shell.background_notices import WatchNotices
from tests.ui.conftest import Shell

SINCE = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
DISK = Incident("disk", "", SINCE, 1000, 512.4)


class FakeTray:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.clicks: list[object] = []
        self.alarm = False

    def show(self, title: str, text: str, on_click: object = None) -> None:
        self.texts.append(text)
        self.clicks.append(on_click)

    def set_alarm(self, on: bool) -> None:
        self.alarm = on


def filter_text(shell: Shell) -> str:
    line: QLineEdit = shell.find(QLineEdit, "historyFilter")
    return line.text()


def notices(shell: Shell, tray: FakeTray) -> WindowContext:
    context = shell.window.context
    WatchNotices(context, tray, shell.window)  # type: ignore[arg-type]
    return context


def test_a_report_is_said_once_and_leads_to_its_exchanges(shell: Shell) -> None:
    hook = shell.demo()
    failing = Incident("failures", hook.id, SINCE, 5, 5)
    shell.signals.watches_changed.emit(WatchReport((failing,), begun=(failing,)))
    assert shell.notice() == f"“{hook.name}”: 5 requests in a row failed."
    shell.window.notices.action.click()
    assert shell.window.page == "history"
    assert filter_text(shell) == f'webhook:"{hook.id}" -status:2xx'
    shell.signals.watches_changed.emit(WatchReport(over=(failing,)))
    assert shell.notice() == f"“{hook.name}”: a request succeeded again."


def test_a_window_behind_others_or_in_the_tray_says_it_on_the_desktop_without_markup(shell: Shell) -> None:
    tray = FakeTray()
    notices(shell, tray)
    shell.window.hide()
    forwarded = Incident("failures", "http://127.0.0.1:9/<b>x</b>", SINCE, 5, 5)
    shell.signals.watches_changed.emit(WatchReport((forwarded, DISK), begun=(forwarded, DISK)))
    assert len(tray.texts) == 1
    assert tray.alarm
    assert "<" not in tray.texts[0]
    assert "512 MB" in tray.texts[0]
    click = tray.clicks[0]
    assert callable(click)
    click()
    assert filter_text(shell) == 'dir:out path:"http://127.0.0.1:9/<b>x</b>"'


def test_many_incidents_at_once_are_one_notice(shell: Shell) -> None:
    shell.signals.watches_changed.emit(WatchReport((DISK,) * 9, begun=(DISK,) * 9))
    assert shell.notice().count("nearly full") == 3
    assert shell.notice().endswith("And 6 more.")
