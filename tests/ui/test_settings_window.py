"""The settings window: every preference has a row, applies at once, and can be reset."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QSpinBox

from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.domain.settings_changed import PREFERENCES
from ongoing_desktop.ui.commands import COMMANDS
from ongoing_desktop.ui.composer.options_dialog import SendOptionsDialog
from ongoing_desktop.ui.kit.spin_boxes import DoubleSpinBox
from ongoing_desktop.ui.preferences.settings_window import SettingsWindow
from ongoing_desktop.wording.preferences import (
    PREFERENCE_PAGES,
    PREFERENCE_ROWS,
    REMEMBERED,
    CommandControl,
    NamesControl,
    PreferenceRow,
    WatchControl,
)
from tests.ui.conftest import Shell

DIRECT = [row for row in PREFERENCE_ROWS if not isinstance(row.control, CommandControl | NamesControl)]


def opened(shell: Shell) -> SettingsWindow:
    shell.do("openSettings")
    found: SettingsWindow = shell.shown(SettingsWindow, "settingsWindow")
    return found


def kept(shell: Shell, key: str) -> Any:
    return getattr(shell.services.settings.current.preferences, key)


def value(shell: Shell, row: PreferenceRow) -> Any:
    return row.value(shell.services.settings.current.preferences)


def enter_another(window: SettingsWindow, row: PreferenceRow) -> None:
    """Change a setting as a user does."""
    control = window.rows[row.key]._made.widget
    control = control.focusProxy() if isinstance(row.control, WatchControl) else control
    match control:
        case QCheckBox():
            control.click()
        case QComboBox():
            control.setCurrentIndex(control.count() - 1)
            control.activated.emit(control.currentIndex())
        case DoubleSpinBox() | QSpinBox():
            control.stepUp()
        case QLineEdit():
            control.clear()
            QTest.keyClicks(control, "http://proxy.example:3128")
            QTest.keyClick(control, Qt.Key.Key_Return)
        case _:
            raise AssertionError(f"say here how {row.key} is changed")


def test_every_preference_has_its_place() -> None:
    direct = {key for row in PREFERENCE_ROWS if not isinstance(row.control, CommandControl) for key in row.fields}
    covered = {key for row in PREFERENCE_ROWS if isinstance(row.control, CommandControl) for key in row.control.covers}
    places = [direct, covered, set(REMEMBERED)]
    assert set(PREFERENCES) == set().union(*places)
    assert sum(map(len, places)) == len(PREFERENCES)
    assert {row.page for row in PREFERENCE_ROWS} == set(PREFERENCE_PAGES)
    names = {command.name for command in COMMANDS}
    assert {row.control.command for row in PREFERENCE_ROWS if isinstance(row.control, CommandControl)} <= names


@pytest.mark.parametrize("row", DIRECT, ids=lambda row: row.key)
def test_a_change_takes_effect_at_once_and_reset_takes_it_back(shell: Shell, row: PreferenceRow) -> None:
    window = opened(shell)
    window.show_setting(row.key)
    default = row.value(Preferences())
    assert value(shell, row) == default
    assert not window.rows[row.key].reset.isVisible()
    enter_another(window, row)
    shell.until(lambda: value(shell, row) != default)
    shell.until(window.rows[row.key].reset.isVisible)
    window.rows[row.key].reset.click()
    shell.until(lambda: value(shell, row) == default)
    shell.until(lambda: not window.rows[row.key].reset.isVisible())


def test_it_follows_what_is_changed_elsewhere(shell: Shell) -> None:
    window = opened(shell)
    shell.services.do(shell.services.settings.set_preferences(theme="dark", retry_limit_s=12))
    shell.until(lambda: window.rows["theme"]._made.widget.currentData() == "dark")
    assert window.rows["retry_limit_s"]._made.widget.value() == 12


def test_what_is_wrong_is_said_and_not_kept(shell: Shell) -> None:
    window = opened(shell)
    window.show_setting("proxy")
    line = window.findChild(QLineEdit, "proxy")
    QTest.keyClicks(line, "http://user:secret@proxy.example")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "must not contain a user name" in window.rows["proxy"]._problem.text()
    assert "secret" not in window.rows["proxy"]._problem.text()
    assert kept(shell, "proxy") == ""
    line.clear()
    QTest.keyClicks(line, "system")
    assert window.rows["proxy"]._problem.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    shell.until(lambda: kept(shell, "proxy") == "system")


def test_hosts_that_were_agreed_to_can_be_removed(shell: Shell) -> None:
    hook = shell.demo()
    hosts = frozenset({f"{hook.system} erp.example:443", f"{hook.system} old.example:443"})
    shell.services.do(shell.services.settings.set_preferences(confirmed_hosts=hosts))
    window = opened(shell)
    window.show_setting("confirmed_hosts")
    found = window.findChild(QListWidget, "confirmed_hosts")
    system = shell.services.settings.current.system(hook.system)
    assert system is not None
    assert [found.item(at).text() for at in range(2)] == [
        f"erp.example:443 · {system.name}",
        f"old.example:443 · {system.name}",
    ]
    found.setCurrentRow(1)
    window.findChild(QPushButton, "confirmed_hostsRemove").click()
    shell.until(lambda: kept(shell, "confirmed_hosts") == {f"{hook.system} erp.example:443"})


def test_words_find_settings_on_every_page(shell: Shell) -> None:
    window = opened(shell)

    def shown() -> list[str]:
        return [key for key, frame in window.rows.items() if frame.isVisible()]

    window.filter.setText("not document")
    assert shown() == ["total_limit_s", "retry_success", "retry_limit_s"]
    window.filter.setText("no such words")
    assert shown() == []
    assert window._none.isVisible()
    window.filter.clear()
    assert shown() == [row.key for row in PREFERENCE_ROWS if row.page == "general"]


def test_there_is_one_window_and_the_palette_leads_to_a_row(shell: Shell) -> None:
    window = opened(shell)
    shell.do("openSettings")
    assert shell.window.findChildren(SettingsWindow) == [window]
    shell.do("openPalette")
    QTest.keyClicks(shell.find(QLineEdit, "paletteFilter"), "time between")
    QTest.keyClick(shell.find(QLineEdit, "paletteFilter"), Qt.Key.Key_Return)
    assert window.rows["read_limit_s"].isVisible()


def test_dialogs_open_from_their_row(shell: Shell) -> None:
    window = opened(shell)
    window.show_setting("historyLimits")
    ran: list[str] = []
    shell.find(QAction, "historyLimits").triggered.connect(lambda _=False: ran.append("historyLimits"))
    window.findChild(QPushButton, "historyLimits").click()
    assert ran == ["historyLimits"]


def test_lists_and_dialogs_can_be_reset_and_restored(shell: Shell) -> None:
    names = frozenset({"erp.example:443"})
    shell.services.do(shell.services.settings.set_preferences(production_hosts=names, keep_count=5, keep_days=7))
    window = opened(shell)
    window.show_setting("production_hosts")
    window.rows["production_hosts"].reset.click()
    shell.until(lambda: kept(shell, "production_hosts") == frozenset())
    shell.told("“Production hosts” was reset.")
    window.show_setting("historyLimits")
    window.rows["historyLimits"].reset.click()
    shell.until(lambda: (kept(shell, "keep_count"), kept(shell, "keep_days")) == (0, 0))
    shell.told("“How much is kept” was reset.")
    shell.window.notices.action.click()
    shell.until(lambda: (kept(shell, "keep_count"), kept(shell, "keep_days")) == (5, 7))
    shell.until(window.rows["historyLimits"].reset.isVisible)


def test_other_places_lead_to_their_row(shell: Shell) -> None:
    shell.demo()
    shell.window.webhooks.detail.show_retries()
    shell.until(lambda: any(link.isVisible() for link in shell.window.findChildren(QPushButton, "showInSettings")))
    next(link for link in shell.window.findChildren(QPushButton, "showInSettings") if link.isVisible()).click()
    window = shell.shown(SettingsWindow, "settingsWindow")
    assert window.rows["retry_reading"].isVisible()
    dialog = SendOptionsDialog(shell.window.context, shell.services.settings.current.webhooks[0], shell.window)
    dialog.open()
    dialog.findChild(QPushButton, "showInSettings").click()
    shell.gone(dialog)
    assert window.rows["connect_limit_s"].isVisible()


def test_a_watch_has_a_limit_of_its_own_which_is_kept_while_it_is_off(shell: Shell) -> None:
    window = opened(shell)
    window.show_setting("watch-disk")
    box, spin = window.findChild(QCheckBox, "watch-disk"), window.findChild(QSpinBox, "watch-disk-limit")
    spin.setValue(2500)
    shell.until(lambda: kept(shell, "watches") == {"disk": {"on": True, "limit": 2500}})
    box.click()
    shell.until(lambda: kept(shell, "watches") == {"disk": {"on": False, "limit": 2500}})
    shell.until(lambda: not spin.isEnabled())
    assert not window.rows["watch-failures"].reset.isVisible()


def test_a_watch_says_beside_its_setting_how_it_is_doing(shell: Shell) -> None:
    window = opened(shell)
    failing, off = (shell.find(QLabel, f"watch-{key}-state", window) for key in ("failures", "silence"))
    assert (failing.text(), off.text()) == ("Nothing to report", "")
    hook = shell.demo()
    watching = shell.services.watching

    async def fail() -> None:
        watching._facts.failures[hook.id] = 5
        await watching.look()

    shell.services.do(fail())
    shell.until(lambda: failing.text().startswith("Reported since 2026-01-15 "))
